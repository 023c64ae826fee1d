package safety

import (
	"fmt"
	"slices"
	"strings"
)

// A vocabulary is every word that rules speak of, with what a message may
// write instead, and the tree of phrases that make up word classes.
type vocabulary struct {
	ids      map[string]int32
	expand   map[string][]int32
	marks    map[string]bool
	units    map[string]bool
	pronouns map[string]bool
	emoji    map[rune]string
	like     map[rune]string
	beforeTo map[int32]bool
	turns    map[int32]bool // words that turn to another thought: "but"
	numeric  []bool         // by word id
	common   map[int32]bool
	fillers  map[int32][][]int32 // phrases that add nothing, by their first word; the longest first
	plain    map[int32]int32     // a word, and the plainer one that says much the same

	keys     []string
	key      map[string]bool
	keyStart [256]bool
	missing  map[string]string // a key word less one letter
	wrong    map[string]string // a key word with a ? for one letter
	short    []string          // short key words
	typos    map[string]string // slips of the fingers on them
	real     map[string]bool   // words that look like a slip and are none

	slots []slot         // by slot number
	sets  map[string]set // by class name or group text
	named map[string]string
	nodes []node // the tree of phrases; node 0 is its root
	roots []int32
}

// A slot is a word class's phrases of one length.
type slot struct {
	length   int
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

// wordFile is the shape of words.toml.
type wordFile struct {
	Expand   string            `toml:"expand"`
	Marks    string            `toml:"marks"`
	Units    string            `toml:"units"`
	Pronouns string            `toml:"pronouns"`
	BeforeTo string            `toml:"before_to"`
	Turns    string            `toml:"turns"`
	Fillers  string            `toml:"fillers"`
	Plain    string            `toml:"plain"`
	Real     string            `toml:"real"`
	Short    string            `toml:"short"`
	Keys     string            `toml:"keys"`
	Starred  string            `toml:"starred"`
	Emoji    string            `toml:"emoji"`
	Common   string            `toml:"common"`
	Classes  map[string]string `toml:"classes"`
}

// newVocabulary compiles the words that f defines.
func newVocabulary(f wordFile) *vocabulary {
	v := &vocabulary{
		ids: make(map[string]int32, 2048), expand: make(map[string][]int32, 256), marks: map[string]bool{}, units: map[string]bool{},
		pronouns: map[string]bool{}, emoji: map[rune]string{}, like: lookalikeTable(), beforeTo: map[int32]bool{}, common: map[int32]bool{}, turns: map[int32]bool{},
		key: map[string]bool{}, real: map[string]bool{}, fillers: map[int32][][]int32{}, plain: map[int32]int32{}, sets: make(map[string]set, 512), nodes: make([]node, 1, 4096),
		named: f.Classes,
	}
	v.ids[""], v.ids["\x00"] = 0, numberID
	v.numeric = []bool{false, true}
	for _, name := range []string{"not", "can", "will", "am", "are", "have", "would", "is", "to"} {
		v.id(name)
	}
	for line := range strings.Lines(f.Expand) {
		if from, to, ok := strings.Cut(line, "="); ok {
			var ids []int32
			for _, w := range strings.Fields(to) {
				ids = append(ids, v.id(w))
			}
			for _, f := range strings.Fields(from) {
				v.expand[f] = ids
			}
		}
	}
	fill := func(m map[string]bool, text string) {
		for _, w := range strings.Fields(text) {
			m[w] = true
		}
	}
	fill(v.marks, f.Marks)
	fill(v.units, f.Units)
	fill(v.pronouns, f.Pronouns)
	fill(v.key, f.Keys)
	fill(v.real, f.Real)
	v.learnShort(f.Short)
	for u := range v.units {
		v.id(u)
	}
	for p := range v.pronouns {
		v.id(p)
	}
	for _, w := range strings.Fields(f.BeforeTo) {
		v.beforeTo[v.id(w)] = true
	}
	for line := range strings.Lines(f.Emoji) {
		if word, runes, ok := strings.Cut(line, "="); ok {
			for _, r := range strings.Join(strings.Fields(runes), "") {
				v.emoji[r] = strings.TrimSpace(word)
			}
			if w := strings.TrimSpace(word); w != laugh {
				v.id(w)
			}
		}
	}
	for _, w := range strings.Fields(f.Turns) {
		v.turns[v.id(w)] = true
	}
	v.learnFillers(f.Fillers)
	for line := range strings.Lines(f.Plain) {
		if word, others, ok := strings.Cut(line, "="); ok {
			for _, other := range strings.Fields(others) {
				v.plain[v.id(other)] = v.id(strings.TrimSpace(word))
			}
		}
	}
	for _, w := range strings.Fields(f.Common) {
		v.common[v.id(w)] = true
	}
	v.learnKeys(f.Keys)
	for _, w := range strings.Fields(f.Starred) {
		v.id(w)
		v.keys = append(v.keys, w)
	}
	return v
}

// learnKeys indexes the key words for [reader.slip] and [reader.starred].
func (v *vocabulary) learnKeys(keys string) {
	v.keys = strings.Fields(keys)
	v.missing, v.wrong = make(map[string]string, 1024), make(map[string]string, 1024)
	for _, key := range v.keys {
		v.id(key)
		v.keyStart[key[0]] = true
		for i := range key {
			if i > 0 && len(key) >= 5 {
				v.missing[key[:i]+key[i+1:]] = key
			}
			if len(key) >= 7 || i > 0 && len(key) >= 5 {
				v.wrong[key[:i]+"?"+key[i+1:]] = key
			}
		}
	}
}

// learnFillers reads phrases that a message may be read without, one a line
// or parted by |.
func (v *vocabulary) learnFillers(text string) {
	for _, phrase := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
		var ids []int32
		for _, w := range strings.Fields(phrase) {
			ids = append(ids, v.id(w))
		}
		if len(ids) > 0 {
			v.fillers[ids[0]] = append(v.fillers[ids[0]], ids)
		}
	}
	for _, list := range v.fillers {
		slices.SortStableFunc(list, func(a, b []int32) int { return len(b) - len(a) })
	}
}

// join adds the word classes of another file.
func (f *wordFile) join(classes map[string]string) error {
	for name, text := range classes {
		if _, taken := f.Classes[name]; taken {
			return fmt.Errorf("word class $%s: defined twice", name)
		}
		if f.Classes == nil {
			f.Classes = map[string]string{}
		}
		f.Classes[name] = text
	}
	return nil
}

// fold gives r's plain letters.
func (v *vocabulary) fold(r rune) string { return foldRune(r, v.like) }

// id numbers a word.
func (v *vocabulary) id(w string) int32 {
	if id, ok := v.ids[w]; ok {
		return id
	}
	id := int32(len(v.numeric))
	w = strings.Clone(w)
	v.ids[w] = id
	v.numeric = append(v.numeric, isNumber(w))
	return id
}

// isNumber reports whether w is a number in digits.
func isNumber(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9' && strings.Trim(w, "0123456789.") == ""
}

// set compiles a word class by its name, "$die", or a group's text,
// "a|b c|$die".
func (v *vocabulary) set(text string, depth int) (set, error) {
	if s, ok := v.sets[text]; ok {
		return s, nil
	}
	phrases, err := v.phrases(text, depth)
	if err != nil {
		return set{}, err
	}
	var s set
	byLength := map[int]int32{}
	for _, phrase := range phrases {
		n, ok := byLength[len(phrase)]
		if !ok {
			n = int32(len(v.slots))
			v.slots = append(v.slots, slot{length: len(phrase)})
			byLength[len(phrase)] = n
			s.slots = append(s.slots, n)
		}
		v.plant(phrase, n)
		v.slots[n].size++
		v.slots[n].common = v.slots[n].common || len(phrase) == 1 && v.common[phrase[0]]
	}
	v.sets[text] = s
	return s, nil
}

// phrases lists the word sequences that text stands for.
func (v *vocabulary) phrases(text string, depth int) ([][]int32, error) {
	if depth > 5 {
		return nil, fmt.Errorf("word class %s: it refers to itself", text)
	}
	var list [][]int32
	body := text
	if strings.HasPrefix(text, "$") && !strings.ContainsAny(text, " |") {
		var ok bool
		if body, ok = v.named[text[1:]]; !ok {
			return nil, fmt.Errorf("word class %s: not defined", text)
		}
	}
	for _, alternative := range strings.FieldsFunc(body, func(r rune) bool { return r == '|' || r == '\n' }) {
		alternative = strings.TrimSpace(alternative)
		switch {
		case alternative == "":
		case strings.HasPrefix(alternative, "$") && !strings.Contains(alternative, " "):
			inner, err := v.phrases(alternative, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, inner...)
		default:
			built := [][]int32{nil}
			for _, w := range strings.Fields(alternative) {
				parts, err := v.part(w, depth)
				if err != nil {
					return nil, err
				}
				built = joined(built, parts)
			}
			list = append(list, built...)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("word class %s: empty", text)
	}
	return list, nil
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
	case strings.ContainsAny(w, ".?()$^"):
		return nil, fmt.Errorf("word %q: not a word", w)
	}
	return [][]int32{{v.id(w)}}, nil
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
			v.roots = append(v.roots, make([]int32, len(v.numeric)-len(v.roots)+64)...)
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
