package bundle

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNothingIsLostPacked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := kepts.Draw(t, "kept")
		files, err := Write(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: "long.txt", Body: []byte(strings.Repeat("x", rapid.IntRange(0, 100_000).Draw(t, "bytes")))})
		packed, err := Zip(files, monday)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
		if err != nil {
			t.Fatalf("%d files packed into %d bytes: %v", len(files), len(packed), err)
		}
		for _, f := range files {
			if got, err := fs.ReadFile(unpacked, f.Name); err != nil || !bytes.Equal(got, f.Body) {
				t.Errorf("%s: %d bytes came back, %v; want the %d that were packed", f.Name, len(got), err, len(f.Body))
			}
		}
	})
}
