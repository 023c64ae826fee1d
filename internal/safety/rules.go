package safety

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
)

//go:embed rules/*.toml
var embedded embed.FS

// Rules is a compiled set of rules. It is safe for use by many goroutines.
type Rules struct {
	rules    []rule
	guards   []guard
	patterns []pattern // of the rules
	weighed  *weighing // or nil
	v        *vocabulary
	version  string
	readers  sync.Pool
}

// A rule is one entry of a rule file, compiled.
type rule struct {
	ruleText
	file    string
	class   Class
	joking  Class
	guards  []int32
	beside  []int32 // rules one of which must match too
	must    []string
	mustNot []string
}

// A guard stops rules where it matches.
type guard struct {
	name     string
	sentence bool // it covers the whole clause, not just its own words
	patterns []pattern
}

// Load compiles the rules that come with the program. A *.toml file at the
// top of overrides takes the place of the built-in file of that name, or
// adds to the rules; nil overrides nothing. With overrides every example is
// run, and one that fails is an error, so that an edit cannot silently drop
// what it was meant to keep; without, the tests have done it.
//
// Whoever gets an error must answer with hotline.StaticCard only.
func Load(overrides fs.FS) (*Rules, error) {
	files, changed, err := ruleFiles(overrides)
	if err != nil {
		return nil, err
	}
	r, err := compile(files)
	if err != nil {
		return nil, err
	}
	if changed {
		if faults := r.Check(); len(faults) > 0 {
			return nil, fmt.Errorf("safety rules: %w", errors.Join(faults...))
		}
	}
	return r, nil
}

// ruleFiles reads the built-in files and those that replace or join them.
func ruleFiles(overrides fs.FS) (files map[string][]byte, changed bool, err error) {
	files = map[string][]byte{}
	if err := readFiles(files, embedded, "rules/*.toml"); err != nil || overrides == nil {
		return files, false, err
	}
	shipped := maps.Clone(files)
	err = readFiles(files, overrides, "*.toml")
	return files, !maps.EqualFunc(files, shipped, bytes.Equal), err
}

// readFiles reads those of from that glob names into files, by their names
// alone.
func readFiles(files map[string][]byte, from fs.FS, glob string) error {
	names, err := fs.Glob(from, glob)
	if err != nil {
		return fmt.Errorf("safety rules: %w", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return fmt.Errorf("safety rules: %w", err)
		}
		files[path.Base(name)] = text
	}
	return nil
}

// versionOf identifies files by their names and text.
func versionOf(files map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s %d\n", name, len(files[name]))
		sum.Write(files[name])
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// ready makes room for messages to be read.
func (r *Rules) ready() {
	r.readers.New = func() any {
		return &reader{v: r.v, done: make([]uint64, (len(r.rules)+63)/64), folded: map[rune]string{}, win: window{
			at:     make([]uint64, len(r.v.slots)),
			places: make([]uint64, len(r.v.nodes)),
			seen:   make([]uint32, len(r.patterns)),
			guards: make([]guarded, len(r.guards)),
		}}
	}
}

// Version identifies the rules by their text, in 12 hexadecimal digits.
func (r *Rules) Version() string { return r.version }

// Len is how many rules there are.
func (r *Rules) Len() int { return len(r.rules) }
