package search

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// A nearKey is a key, in words, that differs from another in one letter of the
// word at a place.
type nearKey struct {
	key   string
	words []string
	at    int
}

// A question in which one letter may be wrong has so many letters at least
// ("adress"), and so many words at most.
const (
	minSlipLetters = 6
	maxSlipWords   = 16
)

// slipped returns the keys that differ from key in one letter. written are its
// words with their plurals.
func (l *listed) slipped(key, written []string) []nearKey {
	if len(key) > maxSlipWords || len(strings.Join(written, "")) < minSlipLetters {
		return nil
	}
	if l.slips == nil {
		l.seed, l.slips = maphash.MakeSeed(), []wordLess{}
		for known := range l.byKey {
			words := strings.Split(known, " ")
			for at := range words[:min(len(words), maxSlipWords)] {
				l.slips = append(l.slips, wordLess{l.without(words, at), known})
			}
		}
		slices.SortFunc(l.slips, func(a, b wordLess) int { return cmp.Compare(a.hash, b.hash) })
	}
	var near []nearKey
	for at := range key {
		hash := l.without(key, at)
		i, _ := slices.BinarySearchFunc(l.slips, hash, func(w wordLess, hash uint64) int { return cmp.Compare(w.hash, hash) })
		for ; i < len(l.slips) && l.slips[i].hash == hash; i++ {
			words := strings.Split(l.slips[i].key, " ")
			if off, ok := oneWordOff(key, written, words); ok && off == at {
				near = append(near, nearKey{l.slips[i].key, words, at})
			}
		}
	}
	slices.SortFunc(near, func(a, b nearKey) int { return cmp.Compare(a.key, b.key) })
	return near
}

// without is the hash of words but for the one at a place.
func (l *listed) without(words []string, at int) uint64 {
	var h maphash.Hash
	h.SetSeed(l.seed)
	for i, word := range words {
		if i != at {
			h.WriteString(word)
		}
		h.WriteByte(' ')
	}
	return h.Sum64()
}

// oneWordOff returns the place of the one word of key that is a slip away from
// that of other.
func oneWordOff(key, written, other []string) (at int, ok bool) {
	if len(key) != len(other) {
		return 0, false
	}
	at = -1
	for i := range key {
		switch {
		case key[i] == other[i]:
		case at >= 0 || !oneSlip(key[i], other[i]) && !oneSlip(written[i], other[i]):
			return 0, false
		default:
			at = i
		}
	}
	return at, at >= 0
}

// oneSlip reports whether a and b differ by one letter that was left out, added
// or changed, or by two neighbours that changed places.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 1:
		return slices.Equal(x[i:], y[i+1:])
	case 0:
		if i == len(x) || slices.Equal(x[i+1:], y[i+1:]) {
			return i < len(x)
		}
		return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
	}
	return false
}

// mechanical reports whether a slip makes no other word, whatever the language:
// a letter is doubled or not, or two changed places. Only English words are
// known, by which others could be told from slips.
func mechanical(slip, word string) bool {
	once := func(s string) []rune { return slices.Compact([]rune(s)) }
	a, b := []rune(slip), []rune(word)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(once(slip), once(word)) || slices.Equal(a, b)
}
