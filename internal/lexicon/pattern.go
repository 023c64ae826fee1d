package lexicon

import "unicode/utf8"

// A pattern is a word made ready to be compared with many others.
type pattern struct {
	word    []rune
	length  int
	letters uint32
	latin   [256]uint64 // for each of the first 256 runes, where it stands in the word
}

func newPattern(word string) *pattern {
	p := &pattern{word: []rune(word), letters: letters(word)}
	p.length = len(p.word)
	for i, r := range p.word {
		if r < 256 {
			p.latin[r] |= 1 << i
		}
	}
	return p
}

// places returns the bits of the places where r stands in the word.
func (p *pattern) places(r rune) uint64 {
	if r < 256 {
		return p.latin[r]
	}
	var set uint64
	for i, own := range p.word {
		if own == r {
			set |= 1 << i
		}
	}
	return set
}

// distance returns the number of edits between the pattern and word, where no
// letter is edited twice (optimal string alignment). It computes a column of
// the usual matrix at a time with the bits of a word: H. Hyyrö, "A bit-vector
// algorithm for computing Levenshtein and Damerau edit distances", 2003.
func (p *pattern) distance(word string) int {
	if p.length == 0 {
		return utf8.RuneCountInString(word)
	}
	var (
		last              = uint64(1) << (p.length - 1)
		up, down          = ^uint64(0), uint64(0)
		diagonal, earlier uint64
		distance          = p.length
	)
	for _, r := range word {
		match := p.places(r)
		swapped := ((^diagonal & match) << 1) & earlier
		diagonal = (((match & up) + up) ^ up) | match | down | swapped
		right, left := down|^(diagonal|up), diagonal&up
		if right&last != 0 {
			distance++
		}
		if left&last != 0 {
			distance--
		}
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), diagonal&right
		earlier = match
	}
	return distance
}
