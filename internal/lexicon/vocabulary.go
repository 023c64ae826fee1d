package lexicon

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A Vocabulary is a set of words and how often each is used, made to find the
// words close to a given one. It does not change, and may be used by several
// goroutines.
type Vocabulary struct {
	lengths [longest + 1]shelf // by runes
}

// longest is the most runes that a word to correct, or a correction, may have.
const longest = 32

// A shelf holds words of one length, sorted. The letters stand apart from the
// words because most of them are all that is ever looked at.
type shelf struct {
	letters []uint32 // a bit for each letter that occurs in the word
	entries []entry
}

type entry struct {
	word  string
	count int
}

// NewVocabulary returns the vocabulary of words, each with the number of
// passages that hold it. Words are folded: lower-case, without punctuation at
// their ends. Words of more than 32 letters are left out. 50,000 sorted words
// take about 5 ms, others three times that.
func NewVocabulary(words iter.Seq2[string, int]) *Vocabulary {
	v := new(Vocabulary)
	for word, count := range words {
		if n := utf8.RuneCountInString(word); n > 0 && n <= longest {
			v.lengths[n].entries = append(v.lengths[n].entries, entry{word, count})
		}
	}
	for n := range v.lengths {
		v.lengths[n].order()
	}
	return v
}

// accented returns a word that is like word but for its accents, which word has none
// of; "" if there is none.
func (v *Vocabulary) accented(word string) string {
	if v == nil || len(word) > longest || utf8.RuneCountInString(word) != len(word) {
		return ""
	}
	for _, e := range v.lengths[len(word)].entries {
		if len(e.word) > len(word) && strings.Map(bare, e.word) == word {
			return e.word
		}
	}
	return ""
}

// Count returns the number of passages that hold word, 0 if none does.
func (v *Vocabulary) Count(word string) int {
	n := utf8.RuneCountInString(word)
	if v == nil || n > longest {
		return 0
	}
	entries := v.lengths[n].entries
	i, found := slices.BinarySearchFunc(entries, word, func(e entry, w string) int { return strings.Compare(e.word, w) })
	if !found {
		return 0
	}
	return entries[i].count
}

// near yields the entries at most limit edits from the pattern's word. An edit
// adds, drops or changes a letter, or swaps two neighbours.
func (v *Vocabulary) near(p *pattern, limit int) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for n := max(1, p.length-limit); v != nil && n <= min(longest, p.length+limit); n++ {
			// An added or dropped letter changes one bit, a changed one two.
			most := 2*limit - max(n-p.length, p.length-n)
			shelf := &v.lengths[n]
			for i, set := range shelf.letters {
				if bits.OnesCount32(set^p.letters) <= most && p.distance(shelf.entries[i].word) <= limit && !yield(shelf.entries[i]) {
					return
				}
			}
		}
	}
}

// order sorts the shelf, unless it came sorted, and notes the letters.
func (s *shelf) order() {
	if !slices.IsSortedFunc(s.entries, byWord) {
		slices.SortFunc(s.entries, byWord)
	}
	s.letters = make([]uint32, len(s.entries))
	for i, e := range s.entries {
		s.letters[i] = letters(e.word)
	}
}

func byWord(a, b entry) int { return strings.Compare(a.word, b.word) }

// letters returns a set of word's letters: one bit each for a to z, while
// other runes share the bits by their number.
func letters(word string) uint32 {
	var set uint32
	for _, r := range word {
		set |= 1 << (uint32(r) % 32)
	}
	return set
}

// english is the vocabulary of general English and the health list, for
// corrections. Its counts are 100 minus the word's rarity, so that a higher
// one is commoner. It is built when a word is first looked for in it, in about
// 15 ms, and takes about 4 MB.
var english = sync.OnceValue(func() *Vocabulary { return NewVocabulary(offered) })

// offered yields the words of both tables in order, each once, with its count.
// The tables are sorted, so they are read side by side: looking each word of
// one up in the other, and sorting what comes out, took three times as long.
func offered(yield func(word string, count int) bool) {
	at := 0 // in health
	for word, value := range words.all() {
		own, _ := parseRarity(value)
		for at < len(health) {
			listed, _, next := health.line(at)
			if listed > word {
				break
			}
			at = next
			if listed == word {
				own = min(own, healthRarity)
			} else if !yield(listed, 100-healthRarity) {
				return
			}
		}
		if strings.HasSuffix(value, "!") {
			continue // known, and never offered
		}
		if !yield(word, 100-own) {
			return
		}
	}
	for word := range health[at:].all() {
		if !yield(word, 100-healthRarity) {
			return
		}
	}
}
