package rank

import (
	"encoding/binary"
	"slices"
)

// A Field is a part of a passage that is searched.
type Field int

// The fields, in the order of the index's columns.
const (
	Title Field = iota
	Heading
	Questions
	Body
	Fields // their number
)

// Lengths holds the number of stems in each field of a passage.
type Lengths [Fields]uint32

// Counts holds how often one stem stands in each field of a passage. One that
// is only a synonym of what is sought counts for a part.
type Counts [Fields]float64

// Postings tell where one stem stands: in which passages, by their place in
// the collection, ascending; and how much each of them is about it. A posting
// takes two to three bytes, so that those of a million passages fit in memory.
type Postings struct {
	number int
	last   uint32
	coded  []byte // of each: how many places further (a varint), its impact
}

// Add appends a passage; it must stand behind all others.
func (p *Postings) Add(passage uint32, counts Counts, lengths Lengths, mean Means) {
	p.add(passage, uint8(1+254*impact(counts, lengths, mean)))
}

// add appends a passage and its impact: BM25F's saturated frequency, 0 to 1, in
// 255ths.
func (p *Postings) add(passage uint32, impact uint8) {
	p.coded = append(binary.AppendUvarint(p.coded, uint64(passage-p.last)), impact)
	p.last = passage
	p.number++
}

// Len is the number of passages; a nil p has none.
func (p *Postings) Len() int {
	if p == nil {
		return 0
	}
	return p.number
}

// Size is the memory that p takes, in bytes.
func (p *Postings) Size() int {
	if p == nil {
		return 0
	}
	return cap(p.coded)
}

// Shared lists the passages that all postings hold, ascending, n at most. A nil one
// holds none.
func Shared(all []*Postings, n int) []uint32 {
	var shared []uint32
	for i, p := range all {
		if p == nil {
			return nil
		}
		held := p.passages()
		if i == 0 {
			shared = held
			continue
		}
		shared = slices.DeleteFunc(shared, func(passage uint32) bool {
			_, found := slices.BinarySearch(held, passage)
			return !found
		})
	}
	return shared[:min(n, len(shared))]
}

// passages lists those that p holds, ascending.
func (p *Postings) passages() []uint32 {
	all, passage := make([]uint32, 0, p.number), uint32(0)
	for coded := p.coded; len(coded) > 0; {
		gap, n := binary.Uvarint(coded)
		passage += uint32(gap)
		all = append(all, passage)
		coded = coded[n+1:]
	}
	return all
}

// score raises what a term adds to each passage's score to the impact on it,
// times weight.
func (p *Postings) score(s *Scratch, weight float32) {
	passage := uint32(0)
	for coded := p.coded; len(coded) > 0; {
		gap, n := uint64(coded[0]), 1
		if gap >= 0x80 {
			gap, n = binary.Uvarint(coded)
		}
		passage += uint32(gap)
		if s.term[passage] == 0 {
			s.reached = append(s.reached, passage)
		}
		s.term[passage] = max(s.term[passage], weight*float32(coded[n]))
		coded = coded[n+1:]
	}
}

// Means holds the mean length of each field over the collection.
type Means [Fields]float64

// MeanLengths returns the mean of each field.
func MeanLengths(all []Lengths) Means {
	var m Means
	for _, l := range all {
		for f, n := range l {
			m[f] += float64(n)
		}
	}
	for f := range m {
		m[f] /= float64(max(1, len(all)))
	}
	return m
}

// The constants of BM25F (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework: BM25 and Beyond", 2009). k1 and the body's b are the
// usual ones; headWeight and headB did best on public question sets, see
// internal/fit.
const (
	k1         = 0.9
	bodyB      = 0.5
	headB      = 0.6
	headWeight = 2.0
)

// impact is BM25F's saturated term frequency. Title, heading and questions
// often say the same in the same words, so only the strongest counts.
func impact(counts Counts, lengths Lengths, mean Means) float64 {
	head := 0.0
	for f := Title; f < Body; f++ {
		if counts[f] > 0 {
			head = max(head, counts[f]/norm(headB, lengths[f], mean[f]))
		}
	}
	tf := headWeight*head + counts[Body]/norm(bodyB, lengths[Body], mean[Body])
	return tf / (k1 + tf)
}

// norm is how much longer than the mean a field is, tempered by b.
func norm(b float64, length uint32, mean float64) float64 {
	if mean == 0 {
		return 1
	}
	return 1 - b + b*float64(length)/mean
}
