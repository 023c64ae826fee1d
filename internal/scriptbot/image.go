package scriptbot

import (
	"context"
	_ "embed" // for the image
	"time"

	"pamphlet/knowledge"
)

// image is a base that holds the starter articles and nothing else. A test
// makes it anew ("go test ./internal/scriptbot -update"); if it is stale, opening
// it only takes longer.
//
//go:embed starter.image
var image []byte

// OpenStarter opens a base in memory that holds the starter articles.
func OpenStarter(ctx context.Context, now time.Time) (*knowledge.Base, error) {
	base, err := knowledge.OpenImage(ctx, image)
	if err != nil {
		return nil, err
	}
	if err := LearnStarter(ctx, base, now); err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}
