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
// two with [Similarity].
func Vector(term string) string {
	stems, matrix := readVectors()
	i := sort.SearchStrings(stems, term)
	if i == len(stems) || stems[i] != term {
		return ""
	}
	return matrix[i*Dimensions : (i+1)*Dimensions]
}

// Similarity is the cosine of two vectors, from -1 to 1; 0 if one is "".
func Similarity(a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	sum := int32(0)
	b = b[:len(a)]
	for i := 0; i < len(a); i++ {
		sum += int32(int8(a[i])) * int32(int8(b[i]))
	}
	return float64(sum) / (255 * 255)
}
