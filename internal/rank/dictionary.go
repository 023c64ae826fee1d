package rank

import (
	"math"
	"strings"
)

// A Dictionary numbers stems, so that a passage is a list of numbers, and
// knows what each weighs in general English.
type Dictionary struct {
	weigh    func(stem string) float64
	place    func(stem string) string // see lexicon.Vector
	vectors  []string
	numbers  map[string]uint32
	weights  []float32
	words    map[string]uint32 // as they are written; numbers of their own
	prefixes []uint32          // the number of a stem's first letters, none if it is shorter
}

// none is no stem.
const none = math.MaxUint32

// beginning is how many letters two words share to be taken for kin where
// nothing better is found: "anxiety" and "anxious" do not, "infuse" and
// "infusion" do.
const beginning = 4

// NewDictionary returns an empty dictionary. weigh gives a stem's weight in
// general language, in nats; place its vector, as lexicon.Vector does.
func NewDictionary(weigh func(stem string) float64, place func(stem string) string) *Dictionary {
	return &Dictionary{weigh: weigh, place: place, numbers: make(map[string]uint32), words: make(map[string]uint32)}
}

// Number returns the number of stem, a new one if it was never seen.
func (d *Dictionary) Number(stem string) uint32 {
	n, ok := d.numbers[stem]
	if !ok {
		n = uint32(len(d.weights))
		d.numbers[strings.Clone(stem)] = n
		d.weights = append(d.weights, float32(d.weigh(stem)))
		d.vectors = append(d.vectors, d.place(stem))
		d.prefixes = append(d.prefixes, none)
		switch {
		case len(stem) > beginning:
			d.prefixes[n] = d.Number(stem[:beginning])
		case len(stem) == beginning:
			d.prefixes[n] = n
		}
	}
	return n
}

// Word returns the number of a word as it is written, which has nothing to do
// with the number of its stem.
func (d *Dictionary) Word(word string) uint32 {
	n, ok := d.words[word]
	if !ok {
		n = uint32(len(d.words))
		d.words[strings.Clone(word)] = n
	}
	return n
}

// Len is the number of stems.
func (d *Dictionary) Len() int { return len(d.weights) }

// Weight is the weight of stem n in general language, in nats.
func (d *Dictionary) Weight(n uint32) float64 { return float64(d.weights[n]) }
