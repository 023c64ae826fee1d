package lexicon

import (
	_ "embed"
	"encoding/binary"
	"sort"
	"strings"
	"sync"
)

// vectorTable is made by the command vectortable, from the source in NOTICE.
//
//go:embed vectors.bin
var vectorTable string

// Dimensions is the length of a vector.
const Dimensions = 100

// vectorsOf are the stems of vectorTable, in order, and their vectors.
var readVectors = sync.OnceValues(func() (stems []string, matrix string) {
	head := []byte(vectorTable[:8])
	count, text := binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:])
	stems = strings.SplitN(vectorTable[8:8+text], "\n", int(count)+1)[:count]
	return stems, vectorTable[8+text:]
})

// Vector returns the place of an English stem among words: those that are used
// alike are near each other. It is "" for a stem that is not known. Compare
// them with a [Comparison].
func Vector(term string) string {
	stems, matrix := readVectors()
	i := sort.SearchStrings(stems, term)
	if i == len(stems) || stems[i] != term {
		return ""
	}
	return matrix[i*Dimensions : (i+1)*Dimensions]
}

// unitLength is that of a vector, but for the rounding of its figures to bytes.
const unitLength = 255

// A Comparison holds vectors that are each to be compared with many others. It
// does not change, and is safe for use by many goroutines.
type Comparison struct {
	vectors int
	packed  [][Dimensions]int64 // lanes vectors in each
}

// The product of two vectors is unitLength² at most, so that it takes 18 bits with
// its sign and the rounding, and so do the sums on the way to it: an int64 holds
// three side by side, and one multiplication makes a step of three products.
const lanes, laneBits = 3, 21

// Compare returns what compares vectors with others.
func Compare(vectors []string) *Comparison {
	c := &Comparison{len(vectors), make([][Dimensions]int64, (len(vectors)+lanes-1)/lanes)}
	for i, v := range vectors {
		for j := range len(v) {
			c.packed[i/lanes][j] += int64(int8(v[j])) << (i % lanes * laneBits)
		}
	}
	return c
}

// With fills similarities, one for each vector of c, with its cosine with v,
// from -1 to 1; 0 if one of them is "".
func (c *Comparison) With(v string, similarities []float64) {
	similarities = similarities[:c.vectors]
	if v == "" {
		for i := range similarities {
			similarities[i] = 0
		}
		return
	}
	v = v[:Dimensions]
	for i := range c.packed {
		packed, sum := &c.packed[i], int64(0)
		for j := range packed {
			sum += packed[j] * int64(int8(v[j]))
		}
		for lane := i * lanes; lane < min((i+1)*lanes, c.vectors); lane++ {
			product := sum << (64 - laneBits) >> (64 - laneBits) // with its sign
			similarities[lane] = float64(product) / (unitLength * unitLength)
			sum = (sum - product) >> laneBits
		}
	}
}
