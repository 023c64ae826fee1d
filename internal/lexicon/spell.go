package lexicon

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Correction is what a misspelt word was meant to be.
type Correction struct {
	Start, End int      // the range of words it replaces
	To         []string // one word, two where a space was missing
	InBase     bool     // whether all of To is in the base, or only in general English
	Slips      float64  // how far apart they are; 1 is one letter changed for any other
}

// A Speller puts misspelt words right: with words of the base first, then of
// general English. It does not change, and may be used by several goroutines.
type Speller struct {
	// Base holds the base's own words. It may be nil.
	Base *Vocabulary
	// English is whether the text is in English, so that its general words
	// are known too.
	English bool
	// Known reports further words that must stay, such as those whose stem the
	// base knows. It may be nil.
	Known func(word string) bool
}

// The limits below were chosen on one half of the misspellings and on the
// clean questions of the tuning sets: see the figures that TestSpelling prints.
const (
	shortest  = 4    // a word of fewer letters has too many neighbours
	twoEdits  = 6    // from this length on, two slips are looked for
	inBase    = 0.45 // slips that a word of the base is forgiven
	perFold   = 0.08 // slips forgiven for each e-fold of passages that hold a word
	perRarity = 0.015
	clear     = 0.15 // slips by which the best must lead an unrelated second
	noSpace   = 0.7  // the slip of leaving out a space
)

// Correct returns what word was meant to be, and whether it says so at all. It
// leaves alone what the base or English knows, what holds a digit, what has
// fewer than four letters, and acronyms in capitals. The answer is in lower case.
func (s *Speller) Correct(word string) (Correction, bool) {
	if s.stays(word, false) {
		return Correction{}, false
	}
	return s.correct(fold(word))
}

// Question corrects the words of a whole question: it also joins two words that
// the base writes as one ("anti depressants"), and does not take capitals for
// acronyms where all is in capitals. Corrections come in order and do not overlap.
func (s *Speller) Question(words []string) []Correction {
	loud := shouted(words)
	var all []Correction
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) {
			if c, ok := s.join(words[i], words[i+1]); ok {
				c.Start, c.End = i, i+2
				all = append(all, c)
				i++
				continue
			}
		}
		if s.stays(words[i], loud) {
			continue
		}
		if c, ok := s.correct(fold(words[i])); ok {
			c.Start, c.End = i, i+1
			all = append(all, c)
		}
	}
	return all
}

// stays reports whether word must not be changed.
func (s *Speller) stays(word string, loud bool) bool {
	n := utf8.RuneCountInString(word)
	if n < shortest || n > longest || !lettersOnly(word) {
		return true
	}
	return !loud && word == strings.ToUpper(word) || s.knows(fold(word))
}

// knows reports whether the folded word is right as it stands, or with an
// ending or a beginning that makes a new word of a known one.
func (s *Speller) knows(word string) bool {
	return s.has(word) || s.has(possessor(word)) || s.English && s.derived(word)
}

func (s *Speller) has(word string) bool {
	return s.Base.Count(word) > 0 || s.English && Known(word) || s.Known != nil && s.Known(word)
}

// derived reports whether word is a known one with a common beginning or
// ending. Endings whose spelling people get wrong, such as -ing, are no proof.
func (s *Speller) derived(word string) bool {
	const root = 5 // letters
	for _, ending := range [...]string{"al", "ness", "ist", "ists", "less", "ism", "like", "ization", "wise"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= root && s.has(rest) {
			return ending != "ness" || !strings.HasSuffix(rest, "y") // dizzyness
		}
	}
	for _, beginning := range [...]string{
		"anti", "auto", "bi", "co", "counter", "de", "hyper", "hypo", "inter", "intra", "macro", "mega", "micro", "mini", "mono", "multi",
		"neuro", "non", "over", "post", "pre", "pro", "psycho", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "under",
	} {
		if rest, ok := strings.CutPrefix(word, beginning); ok && len(rest) >= root && s.has(rest) {
			return true
		}
	}
	return false
}

// possessor returns word without the mark of the possessive.
func possessor(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "'")
}

func (s *Speller) correct(word string) (Correction, bool) {
	word = possessor(word)
	var (
		typed = newPattern(word)
		best  = choice{cost: math.Inf(1)}
		rival = best
		limit = 1
	)
	if typed.length >= twoEdits {
		limit = 2
	}
	weigh := func(c choice) {
		switch {
		case c.cost < best.cost:
			if !akin(best.word, c.word) {
				rival = best
			}
			best = c
		case c.cost < rival.cost && !akin(best.word, c.word):
			rival = c
		}
	}
	for e := range s.Base.near(typed, limit) {
		c := choice{word: e.word, slips: slips([]rune(e.word), typed.word), base: true}
		c.cost = c.slips - inBase - perFold*math.Log(float64(e.count))
		if s.English {
			c.cost += perRarity / 3 * float64(ownRarity(e.word)-commonest)
		}
		weigh(c)
	}
	if s.English {
		for e := range english().near(typed, limit) {
			c := choice{word: e.word, slips: slips([]rune(e.word), typed.word)}
			c.cost = c.slips + perRarity*float64(100-int(e.count)-commonest)
			if s.Base.Count(e.word) == 0 {
				weigh(c)
			}
		}
	}
	if c, ok := s.split(word); ok {
		weigh(c)
	}
	if best.word == "" || rival.cost-best.cost < clear || best.slips > allowed(typed.length, best.base) {
		return Correction{}, false
	}
	return Correction{To: strings.Fields(best.word), InBase: best.base, Slips: best.slips}, true
}

// A choice is a word that another may have been meant to be.
type choice struct {
	word  string
	slips float64
	cost  float64 // slips, less what speaks for the word
	base  bool
}

// commonest is the rarity at which a word is neither favoured nor held back.
const commonest = 40

// allowed is the most slips that a word of so many letters can hold and still
// be recognised.
func allowed(length int, base bool) float64 {
	most := 0.17 * float64(length)
	if !base {
		most -= 0.2
	}
	return min(max(most, 0.85), 2.2)
}

// akin reports whether two words are likely forms of one, such as singular and
// plural: to take one for the other does no harm.
func akin(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= shortest && strings.HasPrefix(b, a[:len(a)-1]) && len(b)-len(a) <= 3
}

// split reads word as two words of the base without their space, or as one of
// the base and a common one of English.
func (s *Speller) split(word string) (choice, bool) {
	const part = 3 // letters; shorter ones are found by chance in many words
	best, found := choice{cost: math.Inf(1)}, false
	for i := part; i <= len(word)-part; i++ {
		a, b := word[:i], word[i:]
		if s.common(a) && s.common(b) && (s.Base.Count(a) > 0 || s.Base.Count(b) > 0) {
			c := choice{word: a + " " + b, slips: noSpace, base: s.Base.Count(a) > 0 && s.Base.Count(b) > 0}
			rare := max(ownRarity(a), ownRarity(b))
			if c.cost = c.slips + perRarity*float64(rare-commonest); c.cost < best.cost {
				best, found = c, true
			}
		}
	}
	return best, found
}

func (s *Speller) common(word string) bool {
	const rare = 52
	return s.Base.Count(word) > 0 || s.English && ownRarity(word) < rare
}

// join reads two words as one that the base has, if it lacks one of the two.
func (s *Speller) join(a, b string) (Correction, bool) {
	const part = 3
	if len(a) < 2 || len(b) < part || !lettersOnly(a) || !lettersOnly(b) {
		return Correction{}, false
	}
	a, b = fold(a), fold(b)
	if s.Base.Count(a+b) == 0 || s.Base.Count(a) > 0 && s.Base.Count(b) > 0 {
		return Correction{}, false
	}
	return Correction{To: []string{a + b}, InBase: true, Slips: noSpace}, true
}

// ownRarity is the rarity of the folded word itself, without its stem's other words.
func ownRarity(word string) int {
	if value, ok := words.find(word); ok {
		own, _ := parseRarity(value)
		return own
	}
	return rarity(word)
}

func lettersOnly(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

// shouted reports whether a text of several words has capitals only.
func shouted(words []string) bool {
	for _, word := range words {
		if word != strings.ToUpper(word) {
			return false
		}
	}
	return len(words) > 2
}
