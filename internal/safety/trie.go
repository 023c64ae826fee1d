package safety

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A slot is a word class's phrases of one length.
type slot struct {
	common   bool    // holds a word that many messages hold
	size     int     // phrases
	patterns []int32 // patterns that cannot match where the slot is empty
}

// A set is a compiled word class.
type set struct{ slots []int32 }

// A node of the tree of phrases.
type node struct {
	next []edge
	ends []int32 // slots a phrase of which ends here
}

type edge struct{ word, node int32 }

// join adds the word classes of another file.
func (f *wordFile) join(classes map[string]string) error {
	for name, text := range classes {
		if _, taken := f.Classes[name]; taken {
			return fmt.Errorf("word class $%s: another file defines it", name)
		}
		if f.Classes == nil {
			f.Classes = map[string]string{}
		}
		f.Classes[name] = text
	}
	return nil
}

// set compiles a word class by its name, "$die", or a group's text,
// "a|b c|$die". A class that is named in it keeps its own slots.
func (v *vocabulary) set(text string, depth int) (set, error) {
	if s, ok := v.sets[text]; ok {
		return s, nil
	}
	alternatives, err := v.alternatives(text, depth)
	if err != nil {
		return set{}, err
	}
	var s set
	byLength := map[int][][]int32{}
	for _, a := range alternatives {
		if isClass(a) {
			inner, err := v.set(a, depth+1)
			if err != nil {
				return set{}, err
			}
			s.slots = append(s.slots, inner.slots...)
			continue
		}
		phrases, err := v.alternative(a, depth)
		if err != nil {
			return set{}, err
		}
		for _, phrase := range phrases {
			byLength[len(phrase)] = append(byLength[len(phrase)], phrase)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(byLength)) {
		s.slots = append(s.slots, v.slot(byLength[n]))
	}
	slices.Sort(s.slots)
	s.slots = slices.Compact(s.slots)
	v.sets[text] = s
	return s, nil
}

// isClass reports whether an alternative is a word class and nothing else.
func isClass(alternative string) bool {
	return strings.HasPrefix(alternative, "$") && !strings.ContainsAny(alternative, " |")
}

// alternatives lists what text, a group's or the name of a word class, allows.
func (v *vocabulary) alternatives(text string, depth int) ([]string, error) {
	if depth > 5 {
		return nil, fmt.Errorf("word class %s: it refers to itself", text)
	}
	body := text
	if isClass(text) {
		var ok bool
		if body, ok = v.text.Classes[text[1:]]; !ok {
			return nil, fmt.Errorf("word class %s: no file defines it under [classes]", text)
		}
	}
	var list []string
	for _, a := range strings.FieldsFunc(body, func(r rune) bool { return r == '|' || r == '\n' }) {
		if a = strings.TrimSpace(a); a != "" {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("word class %s: empty", text)
	}
	return list, nil
}

// slot makes the slot of phrases, which are of one length.
func (v *vocabulary) slot(phrases [][]int32) int32 {
	slices.SortFunc(phrases, slices.Compare)
	phrases = slices.CompactFunc(phrases, slices.Equal)
	n, made := int32(len(v.slots)), slot{size: len(phrases)}
	for _, phrase := range phrases {
		v.plant(phrase, n)
		made.common = made.common || len(phrase) == 1 && v.lexemes[phrase[0]].common
	}
	v.slots, v.lengths = append(v.slots, made), append(v.lengths, uint8(len(phrases[0])))
	return n
}

// phrases lists the word sequences that text stands for.
func (v *vocabulary) phrases(text string, depth int) ([][]int32, error) {
	alternatives, err := v.alternatives(text, depth)
	if err != nil {
		return nil, err
	}
	var list [][]int32
	for _, a := range alternatives {
		some, err := v.alternative(a, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

// alternative lists the word sequences that one alternative stands for.
func (v *vocabulary) alternative(text string, depth int) ([][]int32, error) {
	if id, ok := v.ids[text]; ok && len(v.expand[text]) == 0 && text != "" {
		return [][]int32{{id}}, nil
	}
	built := [][]int32{nil}
	for w := range strings.FieldsSeq(text) {
		parts, err := v.part(w, depth)
		if err != nil {
			return nil, err
		}
		built = joined(built, parts)
	}
	return built, nil
}

// part gives the word sequences that one word of a phrase stands for.
func (v *vocabulary) part(w string, depth int) ([][]int32, error) {
	if ids, ok := v.expand[w]; ok {
		return [][]int32{ids}, nil
	}
	switch {
	case w == "#":
		return [][]int32{{numberID}}, nil
	case w[0] == '$' && len(w) > 1:
		return v.phrases(w, depth+1)
	case len(w) > 2 && w[len(w)-1] == '*':
		var list [][]int32
		for _, form := range append(inflected(w[:len(w)-1]), v.forms[w[:len(w)-1]]...) {
			some, err := v.part(form, depth)
			if err != nil {
				return nil, err
			}
			list = append(list, some...)
		}
		return list, nil
	case strings.ContainsAny(w, ".?()$^*"):
		return nil, fmt.Errorf("word %q: not a word", w)
	case !isPlain(w):
		return nil, fmt.Errorf("word %q: messages are read in lower case, without accents, and with contractions written out (\"do not\")", w)
	}
	return [][]int32{{v.id(w)}}, nil
}

// inflected gives the regular forms of an English noun or verb, the word itself
// first: cut, cuts, cutting, cutted.
func inflected(w string) []string {
	last, stem := w[len(w)-1], w
	vowel := func(i int) bool { return strings.IndexByte("aeiou", w[i]) >= 0 }
	before := vowel(len(w) - 2)
	plural, past := w+"s", w+"ed"
	switch {
	case strings.HasSuffix(w, "ie"):
		return []string{w, plural, w + "d", w[:len(w)-2] + "ying"}
	case last == 'e':
		stem, past = w[:len(w)-1], w+"d"
	case last == 'y' && !before:
		plural, past = w[:len(w)-1]+"ies", w[:len(w)-1]+"ied"
	case strings.IndexByte("sxzh", last) >= 0:
		plural = w + "es"
	case len(w) <= 4 && before && strings.IndexByte("bgmnpt", last) >= 0 && (len(w) == 3 || !vowel(len(w)-3)):
		stem += string(last)
		past = stem + "ed"
	}
	return []string{w, plural, stem + "ing", past}
}

// isPlain reports whether w holds only what words of a message are read with.
func isPlain(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return r == '\'' || r >= utf8.RuneSelf || 'A' <= r && r <= 'Z' })
}

// joined gives every phrase of heads followed by every one of tails.
func joined(heads, tails [][]int32) [][]int32 {
	list := make([][]int32, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			list = append(list, append(h[:len(h):len(h)], t...))
		}
	}
	return list
}

// plant adds phrase to the tree, ending in slot n.
func (v *vocabulary) plant(phrase []int32, n int32) {
	at := int32(0)
	for _, w := range phrase {
		at = v.child(at, w)
	}
	v.nodes[at].ends = append(v.nodes[at].ends, n)
}

// child gives the node below at for word w, made if need be.
func (v *vocabulary) child(at, w int32) int32 {
	if at == 0 {
		for int(w) >= len(v.roots) {
			v.roots = append(v.roots, make([]int32, len(v.lexemes)-len(v.roots)+64)...)
		}
		if v.roots[w] == 0 {
			v.nodes = append(v.nodes, node{})
			v.roots[w] = int32(len(v.nodes) - 1)
		}
		return v.roots[w]
	}
	for _, e := range v.nodes[at].next {
		if e.word == w {
			return e.node
		}
	}
	v.nodes = append(v.nodes, node{})
	n := int32(len(v.nodes) - 1)
	v.nodes[at].next = append(v.nodes[at].next, edge{w, n})
	return n
}

// slotCost says how often slot n is likely to be filled; only its order
// matters.
func (v *vocabulary) slotCost(n int32) int {
	s := v.slots[n]
	if s.common {
		return 1000
	}
	return s.size
}
