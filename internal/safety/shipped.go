package safety

import (
	"embed"
	"errors"
)

//go:embed testdata/tuning.jsonl testdata/held.jsonl
var corpora embed.FS

// ShippedCorpus returns the labelled messages that come with the program: those
// the rules were tuned on, and those held back.
func ShippedCorpus() (tuning, held []Labelled, err error) {
	read := func(name string) ([]Labelled, error) {
		f, err := corpora.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return ReadCorpus(f)
	}
	tuning, err = read("testdata/tuning.jsonl")
	held, err2 := read("testdata/held.jsonl")
	return tuning, held, errors.Join(err, err2)
}
