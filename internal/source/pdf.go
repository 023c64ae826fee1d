package source

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"pamphlet/internal/pdf"
	"pamphlet/internal/source/draft"
)

// CacheFolder is this user's folder for Options.Cache, or "" if there is none.
func CacheFolder() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "pamphlet")
}

// maxStart is how long the reader of PDF may take to start, once.
const maxStart = time.Minute

// Preparation is how long Prepare may take for a document: no time for most.
func Preparation(name string, body []byte, given Options) time.Duration {
	if format(name, given.Type, body) == draft.Portable {
		return maxStart
	}
	return 0
}

// Prepare does what a reader needs before it reads a document of this kind for
// the first time. Nothing depends on what the document says.
func Prepare(ctx context.Context, name string, body []byte, given Options) error {
	if format(name, given.Type, body) != draft.Portable || given.Cache == "" {
		return nil
	}
	return pdf.Prepare(ctx, given.Cache)
}
