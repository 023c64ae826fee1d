package rank

import (
	"slices"

	"pamphlet/internal/lexicon"
)

// A Question is what is asked.
type Question struct {
	Terms   []Term          // in the order of the question
	Letters []uint16        // its trigrams, see [Trigrams]
	Asked   lexicon.Answers // the kinds of answer it asks for
	Needs   lexicon.Needs   // what it asks for
	Follows float64         // how much it leans on what was asked before, from 0 to 1
	Article int64           // that answered what was asked before; 0 if none did
}

// weight is the sum of the terms' weights.
func (q *Question) weight() float64 {
	w := 0.0
	for _, t := range q.Terms {
		w += t.Weight
	}
	return w
}

// A Term is one content word of a question.
type Term struct {
	Word    string  // as it stands in the question
	Weight  float64 // how much it tells in the collection, in nats
	General float64 // how much it tells in general language, in nats
	Context float64 // below 1 for a word of an earlier question, and for small talk: what part of its weight counts; 0 for any other
	Absent  bool    // no form of it stands in any passage
	Aside   bool    // not what a question turns on
	Forms   []Form  // the stems that stand for it, its own first
}

// A Form is one stem that stands for a term: its own, a correction's, a
// synonym's.
type Form struct {
	Stem     string
	Number   uint32    // in the dictionary
	Strength float64   // 1 for the same word, less for a synonym
	Postings *Postings // nil if the stem stands nowhere
	Via      string    // how it came to stand for the term; "" for its own stem
}

// strength is that of the strongest form which stands in some passage.
func (t *Term) strength() float64 {
	best := 0.0
	for _, f := range t.Forms {
		if f.Postings != nil {
			best = max(best, f.Strength)
		}
	}
	return best
}

// Known reports whether a form of t of this strength at least stands in some
// passage, or none was looked for.
func (t *Term) Known(strength float64) bool {
	sought := t.Absent
	for _, f := range t.Forms {
		if f.Postings != nil && f.Strength >= strength {
			return true
		}
		sought = sought || f.Postings != nil
	}
	return !sought
}

// Found tells where a text holds a term.
type Found struct {
	Fields [Fields]bool
	Via    string // how the form that was found came to stand for the term
}

// Find looks for a term in a text.
func Find(t Term, text *Text) (Found, bool) {
	var found Found
	for _, f := range t.Forms {
		for i := range text.Ends {
			if slices.Contains(text.segment(i), f.Number) {
				found.Fields[text.field(i)] = true
				found.Via = f.Via
			}
		}
		if found.Fields != [Fields]bool{} {
			return found, true
		}
	}
	return found, false
}
