package rank

import (
	"math"
	"slices"

	"pamphlet/internal/lexicon"
)

// A Text is a passage as stems, cut into segments: the title, the heading,
// each question, each sentence of the body.
type Text struct {
	Article   int64                      // passages of one article share it
	Stems     []uint32                   // of all segments, in order
	Ends      []uint32                   // where each segment ends in Stems
	Questions int                        // number of question segments, behind title and heading
	Words     []uint32                   // of the body, as they are written: as many as it has stems
	Turns     []uint32                   // of Words and what is too common to be among them: those that a statement turns on, in order
	Headings  [][]uint16                 // trigrams of its heading and of each question
	Offered   []lexicon.Answers          // by sentence of the body: the kinds of answer it has
	Needs     []lexicon.Needs            // by sentence of the body: what it tells
	Asks      lexicon.Answers            // the kinds of answer that its heading and questions ask for
	Announced lexicon.Needs              // what its heading and questions say that it tells
	pairs     [][lexicon.Dimensions]int8 // see Text.like; nil before it was asked for
	length    float32                    // see Scratch.length; 0 before it was asked for
}

// heads is the number of segments before the body.
func (t *Text) heads() int { return 2 + t.Questions }

// word returns the word of the stem at place at, none outside of the body.
func (t *Text) word(at int) uint32 {
	if i := at - (len(t.Stems) - len(t.Words)); i >= 0 {
		return t.Words[i]
	}
	return none
}

// segment returns the stems of segment i.
func (t *Text) segment(i int) []uint32 {
	start := uint32(0)
	if i > 0 {
		start = t.Ends[i-1]
	}
	return t.Stems[start:t.Ends[i]]
}

// Says reports whether stems stand side by side in t, in that order.
func (t *Text) Says(stems []uint32) bool {
	for i := range t.Ends {
		segment := t.segment(i)
		for at := range len(segment) - len(stems) + 1 {
			if slices.Equal(segment[at:at+len(stems)], stems) {
				return true
			}
		}
	}
	return false
}

// field returns the field of segment i.
func (t *Text) field(i int) Field {
	switch {
	case i == 0:
		return Title
	case i == 1:
		return Heading
	case i < t.heads():
		return Questions
	}
	return Body
}

// lengths returns the number of stems in each field.
func (t *Text) lengths() (l Lengths) {
	for i := range t.Ends {
		l[t.field(i)] += uint32(len(t.segment(i)))
	}
	return l
}

// needs returns what sentence i of the body tells.
func (t *Text) needs(i int) lexicon.Needs {
	if i < len(t.Needs) {
		return t.Needs[i]
	}
	return 0
}

// kinds returns the kinds of answer that sentence i of the body has.
func (t *Text) kinds(i int) lexicon.Answers {
	if i < len(t.Offered) {
		return t.Offered[i]
	}
	return 0
}

// bodyLength is the number of stems in the body.
func (t *Text) bodyLength() int {
	return len(t.Stems) - int(t.Ends[t.heads()-1])
}

// Weight is how much a stem tells in a collection of n passages of which
// found hold it, given its weight in general language: BM25's inverse
// document frequency, as if prior further passages of general language stood
// beside the collection. A large collection speaks for itself; in one of a
// hundred passages "cost" still weighs more than "thing".
func Weight(n, found int, general float64) float64 {
	df := float64(found) + prior*math.Exp(-general)
	return math.Log1p((float64(n) + prior - df + 0.5) / (df + 0.5))
}

// prior is the weight of general language, in passages.
const prior = 100
