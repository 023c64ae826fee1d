package rank

import (
	"math"
	"slices"
)

// A Candidate is a passage that may answer.
type Candidate struct {
	Passage  uint32  // place in the collection
	Score    float64 // BM25F, as a share of what a passage about nothing else could reach
	Text     *Text
	Vector   Vector
	Sentence int // the sentence of the body that answers best
}

// A Scratch holds the memory that a question needs, for use by the next one.
// It is for one goroutine at a time.
type Scratch struct {
	scores   []float32
	touched  []uint32  // the passages that have a score
	term     []float32 // what one term adds to each passage's score
	reached  []uint32  // the passages that it adds to
	top      []scored
	role     []uint8   // by stem number: 1 + the index of its role, 0 for none
	center   []float32 // by stem number: its weight in the first candidates
	times    []uint8   // by stem number: how often a text holds it
	kin      []uint8   // by stem number: 1 + the term whose own stem begins with it, 0 for none
	common   []uint32  // stems
	held     []uint16  // by trigram: the candidates' headings that hold it
	rarity   []float32 // by trigram: squared
	rarities []float32
	found    []match
	row      []uint32  // by stem number: 1 + its row in rows, 0 for none
	rows     []float32 // how much each term is used like a stem
	rowed    []uint32  // the stems that have a row
}

// Top returns the n passages that score best by BM25F, best first; ties go to
// the older passage. size is the number of passages in the collection.
func Top(terms []Term, size, n int, s *Scratch) []Candidate {
	if len(s.scores) < size {
		s.scores, s.term = make([]float32, size), make([]float32, size)
	}
	s.touched = s.touched[:0]
	total := 0.0
	for _, t := range terms {
		total += t.Weight
		s.add(&t)
	}
	best := s.best(n)
	top := make([]Candidate, len(best))
	for i, b := range best {
		top[i] = Candidate{Passage: b.passage(), Score: float64(b.score()) / math.Max(total, 1e-9)}
	}
	return top
}

// add adds to each passage's score what the best form of t in it is worth: a
// word found in another's place adds nothing where that one stands.
func (s *Scratch) add(t *Term) {
	s.reached = s.reached[:0]
	for _, f := range t.Forms {
		if f.Postings != nil {
			f.Postings.score(s, float32(t.Weight*f.Strength/255))
		}
	}
	for _, p := range s.reached {
		if s.scores[p] == 0 {
			s.touched = append(s.touched, p)
		}
		s.scores[p] += s.term[p]
		s.term[p] = 0
	}
}

// A scored is a passage and its score in one number: the larger one has the
// better score, or the same and is older. That the bits of a float which is
// not negative are in its order is what makes this so.
type scored uint64

func newScored(passage uint32, score float32) scored {
	return scored(math.Float32bits(score))<<32 | scored(^passage)
}

func (s scored) passage() uint32 { return ^uint32(s) }
func (s scored) score() float32  { return math.Float32frombits(uint32(s >> 32)) }

// best takes the n best of the touched passages, best first, and clears the
// scores.
func (s *Scratch) best(n int) []scored {
	bar := float32(0)
	top := s.top[:0]
	for _, p := range s.touched {
		score := s.scores[p]
		s.scores[p] = 0
		if score < bar {
			continue
		}
		top = append(top, newScored(p, score))
		if len(top) >= 8*n {
			top = cut(top, n)
			bar = top[n-1].score()
		}
	}
	s.top = cut(top, n)
	return s.top
}

// cut sorts passages, best first, and keeps n.
func cut(top []scored, n int) []scored {
	slices.Sort(top)
	slices.Reverse(top)
	return top[:min(n, len(top))]
}
