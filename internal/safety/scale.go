package safety

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A scale weighs sentences that no pattern meets: every word, and every word
// with one of the three behind it, has a weight that was fitted to labelled
// messages (see rules/weights.toml). It is a sum and no more, so that it can be
// read, and so that [Rules.Why] can name it.
type scale struct {
	bias   int
	first  []int32 // by word: where its weights start; one more at the end
	second []int32 // the word behind, or alone
	weight []int32
	as     []int32 // by word: what it is weighed as
	own    []int32 // words for the writer
}

// What is no word of a message, where one is expected.
const (
	alone  = 0
	edgeID = 2 // where a sentence starts or ends
)

// The reach of the scale: chosen once, not tuned.
const (
	farthest    = 3  // words that a pair reaches over
	mostWeighed = 40 // words that are weighed at once
)

// weightFile is the shape of weights.toml.
type weightFile struct {
	Version int    `toml:"version"`
	Classes string `toml:"classes"` // each is one word here
	Own     string `toml:"own"`     // words for the writer
	Bias    int    `toml:"bias"`
	Weights string `toml:"weights"` // lines of a weight in tenths, and what has it: word or word_word
}

// entry is a weight of the file, by number.
type entry struct{ first, second, weight int32 }

// newScale compiles f over the words of v.
func (v *vocabulary) newScale(f weightFile) (*scale, error) {
	s := &scale{bias: f.Bias, own: v.words(f.Own)}
	classed, err := v.classed(f.Classes)
	if err != nil {
		return nil, fmt.Errorf("safety rules: %s: %w", weightsName, err)
	}
	var list []entry
	for _, line := range lines(f.Weights) {
		fields := strings.Fields(line)
		weight, err := strconv.Atoi(fields[0])
		if err != nil {
			return nil, fmt.Errorf("safety rules: %s: weight %q: not a number", weightsName, fields[0])
		}
		for _, w := range fields[1:] {
			a, b, pair := strings.Cut(w, "_")
			e := entry{v.weighed(a), alone, int32(weight)}
			if pair {
				e.second = v.weighed(b)
			}
			list = append(list, e)
		}
	}
	s.fill(list, len(v.lexemes))
	s.as = make([]int32, len(v.lexemes))
	for i, x := range v.lexemes {
		switch id, ok := classed[int32(i)]; {
		case ok:
			s.as[i] = id
		case x.numeric:
			s.as[i] = numberID
		default:
			s.as[i] = int32(i)
		}
	}
	return s, nil
}

// classed gives the words of word classes, in their plain form, and for each
// the number of the first class that has it.
func (v *vocabulary) classed(names string) (map[int32]int32, error) {
	classed := map[int32]int32{}
	for name := range strings.FieldsSeq(names) {
		phrases, err := v.phrases(name, 0)
		if err != nil {
			return nil, err
		}
		for _, p := range phrases {
			if id := v.lexemes[p[0]].plain; len(p) == 1 && classed[id] == 0 {
				classed[id] = v.id(":" + name)
			}
		}
	}
	return classed, nil
}

// weighed numbers a word of the weights.
func (v *vocabulary) weighed(w string) int32 {
	switch w {
	case "#":
		return numberID
	case "^":
		return edgeID
	}
	if strings.HasPrefix(w, "$") {
		return v.id(":" + w)
	}
	return v.id(w)
}

// fill sorts list into s, which knows words words.
func (s *scale) fill(list []entry, words int) {
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.second, b.second))
	})
	for i, e := range list {
		for int(e.first) >= len(s.first) {
			s.first = append(s.first, int32(i))
		}
		s.second, s.weight = append(s.second, e.second), append(s.weight, e.weight)
	}
	for len(s.first) <= words {
		s.first = append(s.first, int32(len(list)))
	}
}

// of gives what a, which has weights, weighs with b behind it, or alone.
func (s *scale) of(a, b int32) int32 {
	from, to := s.first[a], s.first[a+1]
	for from < to { // a word such as "i" has hundreds
		if middle := (from + to) / 2; s.second[middle] < b {
			from = middle + 1
		} else {
			to = middle
		}
	}
	if from < s.first[a+1] && s.second[from] == b {
		return s.weight[from]
	}
	return 0
}

// points weighs words: the sum of their weights over the root of their number,
// and the bias, in tenths of the logarithm of the odds. Words that do not
// speak of the writer weigh nothing.
func (s *scale) points(words []int32) int {
	if !slices.ContainsFunc(words, func(id int32) bool { return slices.Contains(s.own, id) }) {
		return math.MinInt
	}
	sum := int32(0)
	for i, a := range words {
		if s.first[a] == s.first[a+1] {
			continue
		}
		sum += s.of(a, alone)
		for _, b := range words[i+1 : min(i+1+farthest, len(words))] {
			if b != 0 { // an unknown word
				sum += s.of(a, b)
			}
		}
	}
	return s.bias + int(math.Round(float64(sum)/math.Sqrt(float64(len(words)+1))))
}

// weigh gives the points of the heaviest sentence of the message, or of a short
// message as a whole.
func (r *reader) weigh(s *scale) int {
	heaviest := math.MinInt
	r.pieces(s, func(words []int32) { heaviest = max(heaviest, s.points(words)) })
	return heaviest
}

// pieces calls visit with what is weighed at once: the message if it is
// short, else each sentence, or forty words of it at a time. The words are in their plain
// form and without fillers.
func (r *reader) pieces(s *scale, visit func([]int32)) {
	r.lean, r.plain = r.lean[:0], r.plain[:0]
	sentences := 0
	for from := 0; from < len(r.words); sentences++ {
		to := from + 1
		for to < len(r.words) && !r.words[to].stop {
			to++
		}
		at, start := len(r.lean), len(r.plain)
		r.thinSentence(from, to)
		r.plain = append(r.plain, edgeID)
		for _, w := range r.lean[at:] {
			r.plain = append(r.plain, s.as[w.id])
		}
		r.plain = append(r.plain, edgeID)
		for piece := r.plain[start:]; ; piece = piece[mostWeighed*3/4:] {
			visit(piece[:min(mostWeighed, len(piece))])
			if len(piece) <= mostWeighed {
				break
			}
		}
		from = to
	}
	if len(r.plain) <= mostWeighed && sentences > 1 {
		visit(r.plain)
	}
}
