package bundle

import (
	"archive/zip"
	"bytes"
	"context"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

// Export is how the bot sends everything a guild keeps: one file, packed.
func Export(base *knowledge.Base, now func() time.Time) moderate.Export {
	return func(ctx context.Context, guild string) ([]bot.File, error) {
		k, err := base.Snapshot(ctx, guild)
		if err != nil {
			return nil, err
		}
		files, err := Write(ctx, k)
		if err != nil {
			return nil, err
		}
		body, err := Zip(files, now())
		return []bot.File{{Name: "articles-" + now().UTC().Format(time.DateOnly) + ".zip", Body: body}}, err
	}
}

// Zip packs files into one.
func Zip(files []File, now time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: now})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Body); err != nil {
			return nil, err
		}
	}
	err := z.Close() // writes what is left, and the directory
	return out.Bytes(), err
}
