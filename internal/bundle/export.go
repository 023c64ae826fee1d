package bundle

import (
	"context"
	"time"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// Export is how the bot sends everything a guild keeps: one file, packed.
func Export(base *knowledge.Base, now func() time.Time) bot.Export {
	return func(ctx context.Context, guild string) ([]bot.File, error) {
		k, err := base.Everything(ctx, guild)
		if err != nil {
			return nil, err
		}
		files, err := Write(k)
		if err != nil {
			return nil, err
		}
		body, err := Zip(files, now())
		return []bot.File{{Name: "articles-" + now().UTC().Format(time.DateOnly) + ".zip", Body: body}}, err
	}
}
