package safety

import (
	"bytes"
	_ "embed" // for the snapshot
	"encoding/gob"
	"fmt"
	"strings"
)

// built is the built-in rules, compiled: reading it takes a few
// milliseconds, compiling the rule files thirty times as long. It is written
// by "go test -run TestSnapshot -update", and used only while the rule files
// have the very text it was made from.
//
//go:embed rules.snapshot
var built []byte

// A snapshot is a Rules without its examples, in few and flat parts. In the file
// it is gob, and behind that its numbers as they are, which gob would copy.
type snapshot struct {
	Version string
	Words   wordFile   // without word classes
	More    string     // words that only word classes and rules speak of, one a line, in the order of their ids
	Rules   []ruleText // without patterns and examples
	Guards  []string   // their names
	packed  []byte     // patterns, guards and the tree of phrases
}

// write gives the bytes of the file.
func (s snapshot) write() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	return append(b.Bytes(), s.packed...), err
}

// readSnapshot reads what write gave.
func readSnapshot(file []byte) (s snapshot, err error) {
	rest := bytes.NewReader(file) // a ByteReader: gob reads no byte too many
	err = gob.NewDecoder(rest).Decode(&s)
	s.packed = file[len(file)-rest.Len():]
	return s, err
}

// freeze makes a snapshot of r.
func (r *Rules) freeze() snapshot {
	s := snapshot{Version: r.version, Words: r.v.text}
	s.Words.Classes = nil
	words := make([]string, len(r.v.lexemes))
	for w, id := range r.v.ids {
		words[id] = w
	}
	s.More = strings.Join(words[len(newVocabulary(s.Words).lexemes):], "\n")
	for _, rule := range r.rules {
		t := rule.ruleText
		t.Patterns, t.Unless, t.Must, t.MustNot = "", "", "", ""
		s.Rules = append(s.Rules, t)
	}
	for _, g := range r.guards {
		s.Guards = append(s.Guards, g.name)
	}
	var p packer
	p.rules(r)
	p.tree(r.v)
	p.scale(r.scale)
	s.packed = p.bytes
	return s
}

// thaw makes rules of a snapshot. They have no examples to check.
func (s *snapshot) thaw() (r *Rules, err error) {
	defer func() {
		if recover() != nil { // the numbers do not add up
			r, err = nil, fmt.Errorf("safety rules: snapshot of %s: damaged", s.Version)
		}
	}()
	r = &Rules{v: newVocabulary(s.Words), version: s.Version}
	for w := range strings.SplitSeq(s.More, "\n") {
		r.v.id(w)
	}
	for _, t := range s.Rules {
		c, err := t.classes()
		if err != nil {
			return nil, err
		}
		r.rules = append(r.rules, c)
	}
	for _, name := range s.Guards {
		r.guards = append(r.guards, guard{name: name})
	}
	u := unpack(s.packed)
	u.rules(r)
	u.tree(r.v)
	r.scale = u.scale()
	r.ready()
	return r, nil
}

// snapshotOf reads the built-in snapshot if it was made from files of
// version; nil if not.
func snapshotOf(version string) *Rules {
	s, err := readSnapshot(built)
	if err != nil || s.Version != version {
		return nil
	}
	r, err := s.thaw()
	if err != nil {
		return nil
	}
	return r
}
