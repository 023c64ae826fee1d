package safety

import "strings"

// A vocabulary is every word that rules speak of, with what a message may
// write instead, and the tree of phrases that make up word classes.
type vocabulary struct {
	text    wordFile // what it was made from
	ids     map[string]int32
	lexemes []lexeme // by word id

	expand   map[string][]int32 // a spelling, and the words it is written for
	marks    map[string]bool    // joke markers
	units    map[string]bool    // what may stand against a number: "60mg"
	pronouns map[string]bool    // words whose 's is an "is"
	emoji    map[rune]string
	like     map[rune]string // letters of other scripts, and the Latin ones they look like

	keys     []string            // words that are sought behind stars
	key      map[string]bool     // words that are sought behind misspellings
	keyStart [256]bool           // their first letters
	missing  map[string]string   // a key word less one letter
	real     map[string]bool     // words that look like a slip and are none
	forms    map[string][]string // of irregular verbs

	slots   []slot         // by slot number
	lengths []uint8        // by slot number: words of its phrases
	sets    map[string]set // by class name or group text
	nodes   []node         // the tree of phrases; node 0 is its root
	roots   []int32        // by word id: the node below the root
}

// A lexeme is what is known of a word.
type lexeme struct {
	numeric bool // a number in digits
	turns   bool // it turns to another thought: "but"
	common  bool // many messages hold it
}

// wordFile is the shape of words.toml.
type wordFile struct {
	Expand   string            `toml:"expand"`
	Forms    string            `toml:"forms"`
	Marks    string            `toml:"marks"`
	Units    string            `toml:"units"`
	Pronouns string            `toml:"pronouns"`
	Turns    string            `toml:"turns"`
	Real     string            `toml:"real"`
	Keys     string            `toml:"keys"`
	Starred  string            `toml:"starred"`
	Emoji    string            `toml:"emoji"`
	Common   string            `toml:"common"`
	Classes  map[string]string `toml:"classes"`
}

// newVocabulary compiles the words that f defines. It numbers them in the
// order of the file, so that the same file gives the same numbers.
func newVocabulary(f wordFile) *vocabulary {
	v := &vocabulary{
		text: f, ids: make(map[string]int32, 8192), like: lookalikeTable(),
		sets: map[string]set{}, nodes: make([]node, 1),
		marks: members(f.Marks), units: members(f.Units), pronouns: members(f.Pronouns), real: members(f.Real),
	}
	v.ids[""], v.ids["\x00"] = 0, numberID
	v.lexemes = []lexeme{{}, {numeric: true}}
	v.words("not can will am are have would is to")
	v.words(f.Units)
	v.words(f.Pronouns)
	v.mark(f.Turns, func(x *lexeme) { x.turns = true })
	v.mark(f.Common, func(x *lexeme) { x.common = true })
	v.forms = map[string][]string{}
	for verb := range strings.FieldsFuncSeq(f.Forms, func(r rune) bool { return r == '|' || r == '\n' }) {
		if forms := strings.Fields(verb); len(forms) > 0 {
			v.forms[forms[0]] = forms[1:]
		}
	}
	v.learnSpellings(f.Expand)
	v.learnEmoji(f.Emoji)
	v.learnKeys(f.Keys, f.Starred)
	return v
}

// words numbers the words of text.
func (v *vocabulary) words(text string) []int32 {
	var ids []int32
	for w := range strings.FieldsSeq(text) {
		ids = append(ids, v.id(w))
	}
	return ids
}

// members makes a set of the words of text.
func members(text string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		m[w] = true
	}
	return m
}

// mark sets what is known of each word of text.
func (v *vocabulary) mark(text string, set func(*lexeme)) {
	for _, id := range v.words(text) {
		set(&v.lexemes[id])
	}
}

// pairs calls visit with both sides of every line of text that holds a =.
func pairs(text string, visit func(left, right string)) {
	for line := range strings.Lines(text) {
		if left, right, ok := strings.Cut(line, "="); ok {
			visit(strings.TrimSpace(left), strings.TrimSpace(right))
		}
	}
}

// learnSpellings reads lines of spellings and the words they are written for.
func (v *vocabulary) learnSpellings(text string) {
	v.expand = make(map[string][]int32, 512)
	pairs(text, func(spellings, words string) {
		ids := v.words(words)
		for s := range strings.FieldsSeq(spellings) {
			v.expand[s] = ids
		}
	})
}

// learnEmoji reads lines of a word and the emoji that stand for it.
func (v *vocabulary) learnEmoji(text string) {
	v.emoji = map[rune]string{}
	pairs(text, func(word, emoji string) {
		for _, r := range strings.Join(strings.Fields(emoji), "") {
			v.emoji[r] = word
		}
		if word != laugh {
			v.id(word)
		}
	})
}

// learnKeys indexes the key words for [reader.slip], and with them the starred
// ones for [reader.starred].
func (v *vocabulary) learnKeys(keys, starred string) {
	v.words(keys + " " + starred)
	v.keys = strings.Fields(keys + " " + starred)
	v.key = members(keys)
	v.missing = make(map[string]string, 1024)
	for key := range strings.FieldsSeq(keys) {
		v.keyStart[key[0]] = true
		for i := range key {
			if i > 0 && len(key) >= 5 {
				v.missing[key[:i]+key[i+1:]] = key
			}
		}
	}
}

// fold gives r's plain letters.
func (v *vocabulary) fold(r rune) string { return foldRune(r, v.like) }

// id numbers a word.
func (v *vocabulary) id(w string) int32 {
	if id, ok := v.ids[w]; ok {
		return id
	}
	id := int32(len(v.lexemes))
	v.ids[w] = id
	v.lexemes = append(v.lexemes, lexeme{numeric: isNumber(w)})
	return id
}

// isNumber reports whether w is a number in digits.
func isNumber(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9' && strings.Trim(w, "0123456789.") == ""
}
