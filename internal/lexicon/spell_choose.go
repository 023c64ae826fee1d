package lexicon

import (
	"iter"
	"math"
	"strings"
)

// The values below, and those of the slips, were chosen by coordinate ascent on
// half of the words of the misspellings and of the misspelt and clean questions
// in the tuning sets: a right word counts 1, a wrong one of the base −1.5, a
// change of a clean word −2. TestSpelling prints the figures for both halves.
const (
	shortest      = 4     // a word of fewer letters has too many neighbours
	twoEdits      = 6     // from this length on, two edits are looked for
	inBase        = 0.7   // slips that a word of the base is forgiven
	perFold       = 0.06  // slips forgiven for each e-fold of passages that hold it
	perRarity     = 0.022 // slips added for each step of a general word's rarity
	perBaseRarity = 0.006 // the same for a word of the base
	clear         = 0.15  // slips by which the best must lead an unrelated second
	noSpace       = 0.9   // the slip of leaving out a space
	mayBeRight    = 0.6   // most slips in a word that may be right: dizzyness, transsport
)

// A choice is a word, or two, that another may have been meant to be.
type choice struct {
	word  string
	slips float64
	cost  float64 // slips, less what speaks for the word
	base  bool
}

// correct finds what the folded word, which is not known, was meant to be: the
// choice of least cost, as in a noisy channel (Kernighan, Church and Gale, "A
// spelling correction program based on a noisy channel model", 1990).
func (s *Speller) correct(word string) (Correction, bool) {
	word = possessor(word)
	var (
		typed = newPattern(word)
		best  = choice{cost: math.Inf(1)}
		rival = best
	)
	for c := range s.choices(typed, word) {
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
	most := allowed(typed.length, best.base)
	if s.English && s.derived(word) {
		if most = mayBeRight; !best.base {
			return Correction{}, false
		}
	}
	if best.word == "" || rival.cost-best.cost < clear || best.slips > most || !strings.HasSuffix(best.word, clinical(word)) {
		return Correction{}, false
	}
	return Correction{To: strings.Fields(best.word), InBase: best.base, Slips: best.slips}, true
}

// clinical returns the ending that makes a word one of medicine, or "". Such a
// word is not taken for one with another ending: colitis is not colosis.
func clinical(word string) string {
	for _, ending := range [...]string{
		"osis", "itis", "oma", "emia", "ectomy", "otomy", "ostomy", "oscopy", "pathy", "algia",
		"mab", "nib", "pril", "sartan", "statin", "olol", "azole", "cillin", "mycin", "azepam", "triptan", "gliptin", "oxetine",
	} {
		if strings.HasSuffix(word, ending) {
			return ending
		}
	}
	return ""
}

// choices yields all that word may have been meant to be.
func (s *Speller) choices(typed *pattern, word string) iter.Seq[choice] {
	limit := 1
	if typed.length >= twoEdits {
		limit = 2
	}
	return func(yield func(choice) bool) {
		for e := range s.Base.near(typed, limit) {
			c := choice{word: e.word, slips: editCost([]rune(e.word), typed.word), base: true}
			c.cost = c.slips - inBase - perFold*math.Log(float64(max(1, e.count)))
			if s.English {
				c.cost += perBaseRarity * held(ownRarity(e.word))
			}
			if !yield(c) {
				return
			}
		}
		if c, ok := s.split(word); ok && !yield(c) {
			return
		}
		if !s.English {
			return
		}
		for e := range english().near(typed, limit) {
			if s.Base.Count(e.word) > 0 {
				continue // it was a choice already
			}
			c := choice{word: e.word, slips: editCost([]rune(e.word), typed.word)}
			c.cost = c.slips + perRarity*held(100-e.count)
			if !yield(c) {
				return
			}
		}
	}
}

// held says how many steps a rarity is beyond that of a common word.
func held(rarity int) float64 {
	const common = 40
	return float64(rarity - common)
}

// allowed is the most slips that a word of so many letters can hold and still
// be recognised.
func allowed(length int, base bool) float64 {
	most := 0.17 * float64(length)
	if !base {
		most -= 0.33
	}
	return max(most, 0.5)
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
			if c.cost = c.slips + perRarity*held(max(ownRarity(a), ownRarity(b))); c.cost < best.cost {
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
