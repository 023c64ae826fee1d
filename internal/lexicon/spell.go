package lexicon

import "unicode/utf8"

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

// Correct returns what word was meant to be, and whether it says so at all. It
// leaves alone what the base or English knows, what holds a digit, what has
// fewer than four letters, and what has several capitals, as acronyms do. The
// answer is in lower case.
func (s *Speller) Correct(word string) (Correction, bool) {
	if s.stays(word, false) {
		return Correction{}, false
	}
	return s.correct(fold(word))
}

// Question corrects the words of a whole question: it also joins two words that
// the base writes as one ("anti depressants"), gives back the accents that the base
// writes, and does not take capitals for
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
		if to := s.accented(words[i]); to != "" {
			all = append(all, Correction{Start: i, End: i + 1, To: []string{to}, InBase: true, Slips: costAccent})
			continue
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

// accented returns the word of the base that word is without its accents, "" if it is
// in the base as it stands: "cafe" is café, though English has it, too.
func (s *Speller) accented(word string) string {
	word = fold(word)
	if s.inBase(word) {
		return ""
	}
	return s.Base.accented(word)
}

// stays reports whether word must not be changed.
func (s *Speller) stays(word string, loud bool) bool {
	n := utf8.RuneCountInString(word)
	if n < shortest || n > longest || !lettersOnly(word) {
		return true
	}
	return !loud && acronym(word) || s.knows(fold(word))
}

// join reads two words as one that the base has, if it lacks one of the two.
func (s *Speller) join(a, b string) (Correction, bool) {
	const part = 3
	if len(a) < 2 || len(b) < part || !lettersOnly(a) || !lettersOnly(b) {
		return Correction{}, false
	}
	a, b = fold(a), fold(b)
	if s.Base.Count(a+b) == 0 || s.inBase(a) && s.inBase(b) {
		return Correction{}, false
	}
	return Correction{To: []string{a + b}, InBase: true, Slips: noSpace}, true
}

// inBase reports whether the base has the folded word, in any form: "in form"
// is not inform where it has form, and common words are in every base.
func (s *Speller) inBase(word string) bool {
	return s.Base.Count(word) > 0 || s.Known != nil && s.Known(word)
}
