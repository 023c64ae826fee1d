// Package smalltalk tells messages that are no question, such as greetings and
// thanks, from all others. It knows phrases (phrases.txt) and puts them together;
// a message of which anything else is left is no small talk.
//
// It understands nothing: what is not in the list is taken for a question, and
// "good" alone is praise even where somebody answers how they are. What it
// must never come before is read before it: danger, and what moderators listed.
package smalltalk

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed phrases.txt
var phraseList string

// Kind says what a message of small talk does.
type Kind string

// The kinds of small talk, those that want an answer most first.
const (
	Abuse     Kind = "abuse"
	Help      Kind = "help"
	Abilities Kind = "abilities"
	Who       Kind = "who"
	Thanks    Kind = "thanks"
	Praise    Kind = "praise"
	Bye       Kind = "bye"
	Greeting  Kind = "greeting"
	Puzzled   Kind = "puzzled"
	OK        Kind = "ok"

	filler Kind = "filler"
)

var kinds = []Kind{Abuse, Help, Abilities, Who, Thanks, Praise, Bye, Greeting, Puzzled, OK, filler}

// Kinds lists the kinds of small talk.
func Kinds() []Kind { return slices.Clone(kinds[:len(kinds)-1]) }

// Talk is a message of small talk.
type Talk struct {
	Kind Kind
	// Language is that of the phrases, such as "de"; "" if they are said in all.
	Language string
}

// maxWords is the longest message, in words, that can be small talk.
const maxWords = 20

// A phrase is one of the list.
type phrase struct {
	words    []string
	kind     Kind
	language string
}

// anyLanguage is the language of what is said in all.
const anyLanguage = "any"

// Read returns what a message says, if it is small talk and nothing else.
func Read(text string) (Talk, bool) {
	words := fold(text)
	if len(words) == 0 {
		return unspoken(text)
	}
	if len(words) > maxWords {
		return Talk{}, false
	}
	parts, ok := cover(words)
	if !ok {
		return Talk{}, false
	}
	first := slices.MinFunc(parts, func(a, b phrase) int { return slices.Index(kinds, a.kind) - slices.Index(kinds, b.kind) })
	if first.kind == filler {
		return Talk{}, false
	}
	talk := Talk{Kind: first.kind}
	for _, p := range append([]phrase{first}, parts...) {
		if talk.Language == "" && p.language != anyLanguage && p.kind != filler {
			talk.Language = p.language
		}
	}
	return talk, true
}

// unspoken reads a message without a word: question marks, or a few pictures.
func unspoken(text string) (Talk, bool) {
	marks, pictures := 0, 0
	for _, r := range text {
		switch {
		case r == '?' || r == '¿' || r == '？':
			marks++
		case strings.ContainsRune("🙏💐🌹🤝", r):
			return Talk{Kind: Thanks}, true
		case unicode.In(r, unicode.So, unicode.Sk):
			pictures++
		}
	}
	switch {
	case marks > 0:
		return Talk{Kind: Puzzled}, true
	case pictures > 0:
		return Talk{Kind: OK}, true
	}
	return Talk{}, false
}

// cover puts phrases together that make up words, as few as can be; of equally
// many, those whose kinds want an answer most.
func cover(words []string) ([]phrase, bool) {
	best := make([][]phrase, len(words)+1)
	best[0] = []phrase{}
	for at := range words {
		if best[at] == nil {
			continue
		}
		for _, p := range phrases()[bare(words[at])] {
			end := at + len(p.words)
			if end > len(words) || !slices.EqualFunc(words[at:end], p.words, same) {
				continue
			}
			if longer := append(slices.Clone(best[at]), p); best[end] == nil || weight(longer) < weight(best[end]) {
				best[end] = longer
			}
		}
	}
	return best[len(words)], best[len(words)] != nil
}

// weight is less the fewer phrases there are, and among equally many the less
// filler there is.
func weight(parts []phrase) int {
	sum := 0
	for _, p := range parts {
		sum += 100 + slices.Index(kinds, p.kind)
	}
	return sum
}

// same reports whether a word is one of the list, or that with letters repeated
// for emphasis: "heyyy".
func same(word, listed string) bool {
	return word == listed || emphatic(word) && bare(word) == bare(listed)
}

// emphatic reports whether a letter stands three times in a row.
func emphatic(word string) bool {
	run, last := 0, rune(0)
	for _, r := range word {
		if run++; r != last {
			run, last = 1, r
		}
		if run == 3 {
			return true
		}
	}
	return false
}

// bare is a word with each run of a letter as one.
func bare(word string) string {
	return string(slices.Compact([]rune(word)))
}

// fold returns the words of a text in lower case, without signs. An apostrophe
// parts no word.
func fold(text string) []string {
	text = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// phrases are those of the list, by their first words, bare.
var phrases = sync.OnceValue(func() map[string][]phrase {
	by := make(map[string][]phrase)
	for _, p := range parse(phraseList) {
		first := bare(p.words[0])
		by[first] = append(by[first], p)
	}
	return by
})

// parse reads a list of phrases. A line that is none is left out: a test reads
// the list.
func parse(list string) []phrase {
	var all []phrase
	for line := range strings.Lines(list) {
		head, rest, ok := strings.Cut(line, ":")
		name := strings.Fields(head)
		if strings.HasPrefix(line, "#") || !ok || len(name) != 2 {
			continue
		}
		for text := range strings.SplitSeq(rest, "|") {
			if words := fold(text); len(words) > 0 {
				all = append(all, phrase{words, Kind(name[0]), name[1]})
			}
		}
	}
	return all
}
