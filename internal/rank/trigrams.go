package rank

import (
	"math"
	"slices"
	"unicode"
)

// Trigrams appends the runs of three letters in text to dst, each once, in
// order. Two headings that share many of them are alike even where they share
// no stem: "sewers" and "sewerage", "vaccinated" and "vaccine". Digits count
// as letters, and whatever stands between words as one space. Letters that are
// not Latin share numbers now and then.
func Trigrams(dst []uint16, text string) []uint16 {
	start := len(dst)
	var a, b uint16 // the two letters before; the text begins with a space
	for _, r := range text + " " {
		c := letter(r)
		if b == 0 && c == 0 {
			continue
		}
		if a != 0 || b != 0 {
			dst = append(dst, (a*alphabet+b)*alphabet+c)
		}
		a, b = b, c
	}
	slices.Sort(dst[start:])
	return dst[:start+len(slices.Compact(dst[start:]))]
}

// alphabet is the number of letters, digits and the space; trigrams that of
// all runs of three.
const (
	alphabet = 37
	trigrams = alphabet * alphabet * alphabet
)

// letter numbers a letter or digit from 1; 0 is a space.
func letter(r rune) uint16 {
	switch {
	case 'a' <= r && r <= 'z':
		return uint16(r-'a') + 1
	case 'A' <= r && r <= 'Z':
		return uint16(r-'A') + 1
	case '0' <= r && r <= '9':
		return uint16(r-'0') + 27
	case unicode.IsLetter(r):
		return uint16(r%26) + 1
	}
	return 0
}

// compareLetters fills how alike the letters of the question and of each
// candidate's headings are: the cosine over their trigrams, each weighted by
// how few of the headings hold it.
func compareLetters(q *Question, candidates []Candidate, s *Scratch) {
	if s.held == nil {
		s.held, s.rarity = make([]uint16, trigrams), make([]float32, trigrams)
	}
	headings := func(yield func(g uint16)) {
		for i := range candidates {
			for _, heading := range candidates[i].Text.Headings {
				for _, g := range heading {
					yield(g)
				}
			}
		}
	}
	headings(func(g uint16) { s.held[g]++ })
	known := s.rarities[:0] // by how many hold a trigram
	rarity := func(g uint16) float32 {
		for held := len(known); held <= int(s.held[g]); held++ {
			r := float32(math.Log(max(1, float64(len(candidates)+10)/(float64(held)+0.5))))
			known = append(known, r*r)
		}
		return known[s.held[g]]
	}
	headings(func(g uint16) { s.rarity[g] = rarity(g) })
	own := float32(0)
	for _, g := range q.Letters {
		s.rarity[g] = rarity(g)
		own += s.rarity[g]
	}
	s.rarities = known
	for i := range candidates {
		best := float32(0)
		for _, heading := range candidates[i].Text.Headings {
			best = max(best, s.cosine(q.Letters, own, heading))
		}
		candidates[i].Vector[fLetters] = float64(best)
	}
	headings(func(g uint16) { s.held[g] = 0 })
}

// cosine compares two ascending lists of trigrams, the first of the squared
// length own.
func (s *Scratch) cosine(a []uint16, own float32, b []uint16) float32 {
	dot, other := float32(0), float32(1e-9)
	for i := 0; len(b) > 0; b = b[1:] {
		x := s.rarity[b[0]]
		other += x
		for i < len(a) && a[i] < b[0] {
			i++
		}
		if i < len(a) && a[i] == b[0] {
			dot += x
		}
	}
	return dot / float32(math.Sqrt(float64(own*other))+1e-9)
}
