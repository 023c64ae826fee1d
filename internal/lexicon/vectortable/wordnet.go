package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"pamphlet/internal/stem"
)

// links are how much words say the same, by stem.
type links map[string]map[string]float64

func (l links) add(a, b string, weight float64) {
	if a == b {
		return
	}
	for _, p := range [2][2]string{{a, b}, {b, a}} {
		if l[p[0]] == nil {
			l[p[0]] = make(map[string]float64)
		}
		l[p[0]][p[1]] = max(l[p[0]][p[1]], weight)
	}
}

// senses is how many of a word's senses count, the commonest first.
const senses = 3

// readWordNet reads which words share a sense, or one that is a kind of the
// other's, from the database files of WordNet 3.0.
func readWordNet(folder string) (links, error) {
	all := make(links)
	words := make(map[string][]string)      // by synset
	rank := make(map[string]int)            // of a word's synset, by word and synset
	related := make(map[string][][2]string) // by synset: kind, other
	for _, pos := range []string{"noun", "verb", "adj", "adv"} {
		err := eachLine(filepath.Join(folder, "index."+pos), func(f []string) {
			count, _ := strconv.Atoi(f[2])
			for i := range count {
				rank[f[0]+"/"+pos[:1]+f[len(f)-count+i]] = i + 1
			}
		})
		if err != nil {
			return nil, err
		}
		err = eachLine(filepath.Join(folder, "data."+pos), func(f []string) {
			id := pos[:1] + f[0]
			count, _ := strconv.ParseInt(f[3], 16, 32)
			at := 4
			for range count {
				word := strings.ToLower(strings.SplitN(f[at], "(", 2)[0])
				if r := rank[word+"/"+id]; 0 < r && r <= senses && !strings.Contains(word, "_") {
					words[id] = append(words[id], word)
				}
				at += 2
			}
			pointers, _ := strconv.Atoi(f[at])
			at++
			for range pointers {
				p := f[at+2]
				if p == "s" {
					p = "a"
				}
				related[id] = append(related[id], [2]string{f[at], p + f[at+1]})
				at += 4
			}
		})
		if err != nil {
			return nil, err
		}
	}
	stemOf := func(word string) string { return stem.Word(word, "en") }
	for id, some := range words {
		for i, a := range some {
			wa := 1 / float64(rank[a+"/"+id])
			for _, b := range some[:i] {
				all.add(stemOf(a), stemOf(b), wa/float64(rank[b+"/"+id]))
			}
			for _, r := range related[id] {
				weight := map[string]float64{"@": 0.4, "+": 0.6, "&": 0.5, "\\": 0.8, "=": 0.4}[r[0]]
				if weight == 0 {
					continue
				}
				for _, b := range words[r[1]] {
					all.add(stemOf(a), stemOf(b), weight*wa/float64(rank[b+"/"+r[1]]))
				}
			}
		}
	}
	return all, nil
}

func eachLine(path string, do func(fields []string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		if line := scan.Text(); !strings.HasPrefix(line, " ") {
			line, _, _ = strings.Cut(line, " | ")
			do(strings.Fields(line))
		}
	}
	return scan.Err()
}

// retrofit draws the vectors of linked words together (Faruqui et al.,
// "Retrofitting Word Vectors to Semantic Lexicons", 2015).
func retrofit(names []string, vectors [][]float64, l links) {
	at := make(map[string]int)
	for i, name := range names {
		at[name] = i
	}
	first := make([][]float64, len(vectors))
	for i, v := range vectors {
		first[i] = append([]float64(nil), v...)
	}
	for range 10 {
		for i, name := range names {
			total := 0.0
			for _, w := range l[name] {
				total += w
			}
			if total == 0 {
				continue
			}
			sum := make([]float64, dimensions)
			copy(sum, first[i])
			for other, w := range l[name] {
				if k, ok := at[other]; ok {
					for j, x := range vectors[k] {
						sum[j] += w / max(1, total/2) * x
					}
				}
			}
			scale(sum, 1/length(sum))
			vectors[i] = sum
		}
	}
}
