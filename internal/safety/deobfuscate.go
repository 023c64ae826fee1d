package safety

import "bytes"

// spelled reads a run of single letters from token i on, "k m s" or
// "s.u.i.c.i.d.e", and appends the words it spells. It returns how many
// tokens it took, 0 if the letters spell nothing.
func (r *reader) spelled(i int) int {
	n := 0
	r.buf = r.buf[:0]
	for i+n < len(r.tokens) && n < 48 {
		t := r.tokens[i+n]
		if t.to-t.from != 1 || t.mark {
			break
		}
		r.buf = append(r.buf, unleet(r.text[t.from], 'i'))
		n++
	}
	// A long run is cut from the right until something is spelled, but only
	// a few times: "i k m s a" ends in a word of its own.
	for tries := 0; n >= 3 && tries < 2; n, tries = n-1, tries+1 {
		if cuts := r.v.segment(r.buf[:n]); cuts != nil {
			at := 0
			for k, cut := range cuts {
				t := r.tokens[i+at]
				t.end = r.tokens[i+cut-1].end
				t.stop = t.stop && k == 0
				r.known(r.buf[at:cut], t)
				at = cut
			}
			return n
		}
	}
	return 0
}

// longestSpelled is the longest word that is sought in a spelled-out run.
const longestSpelled = 12

// segment cuts letters into the fewest words of the vocabulary, at least one
// of them of three letters, and gives the ends; nil if it cannot.
func (v *vocabulary) segment(letters []byte) []int {
	const none = 1 << 20
	var cost, back [49]int
	long, reached := false, 0
	for end := 1; end <= len(letters); end++ {
		cost[end] = none
		for start := max(0, end-longestSpelled); start < end; start++ {
			if cost[start] < none && cost[start]+1 < cost[end] && v.has(letters[start:end]) {
				cost[end], back[end], reached = cost[start]+1, start, end
			}
		}
		if end-reached >= longestSpelled {
			return nil // no word reaches further
		}
	}
	if len(letters) == 0 || cost[len(letters)] >= none {
		return nil
	}
	var cuts []int
	for end := len(letters); end > 0; end = back[end] {
		long = long || end-back[end] >= 3
		cuts = append([]int{end}, cuts...)
	}
	if !long || len(cuts) > 1+len(letters)/2 {
		return nil
	}
	return cuts
}

// has reports whether s is a word that may stand in a spelled-out run: one
// letter only if it is "i" or "a".
func (v *vocabulary) has(s []byte) bool {
	if len(s) == 1 {
		return s[0] == 'i' || s[0] == 'a' || s[0] == 'u'
	}
	if _, ok := v.expand[string(s)]; ok {
		return true
	}
	_, ok := v.ids[string(s)]
	return ok
}

// unleet gives the letter that c is written for; one says what a 1 is.
func unleet(c, one byte) byte {
	switch c {
	case '0':
		return 'o'
	case '1', '!', '|':
		return one
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	case '8':
		return 'b'
	}
	return c
}

// leet appends the word s is a disguise of: "su1c1de", "unaliv3", "k!ll".
func (r *reader) leet(s []byte, t token) bool {
	letters := 0
	for _, c := range s {
		if 'a' <= c && c <= 'z' {
			letters++
		}
	}
	if letters == len(s) || letters == 0 && len(s) < 3 {
		return false
	}
	for _, one := range []byte{'i', 'l'} {
		r.buf = r.buf[:0]
		for _, c := range s {
			r.buf = append(r.buf, unleet(c, one))
		}
		if r.known(r.buf, t) {
			return true
		}
	}
	return false
}

// stretched appends the word s is drawn out from: "dieeee", "pleaseee".
func (r *reader) stretched(s []byte, t token) bool {
	for _, keep := range []int{2, 1} {
		if squeeze(&r.buf, s, keep) && r.known(r.buf, t) {
			return true
		}
	}
	return false
}

// squeeze copies s to buf with runs of three or more cut to keep letters,
// and reports whether there was one.
func squeeze(buf *[]byte, s []byte, keep int) bool {
	b, found := (*buf)[:0], false
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		n := j - i
		if n >= 3 {
			n, found = keep, true
		}
		for ; n > 0; n-- {
			b = append(b, s[i])
		}
		i = j
	}
	*buf = b
	return found
}

// starred appends the key word in which s leaves letters out: "su*c*de".
func (r *reader) starred(s []byte, t token) bool {
	stars := bytes.Count(s, []byte("*"))
	if stars == 0 || stars*2 > len(s) {
		return false
	}
	for _, key := range r.v.keys {
		if len(key) == len(s) && fits(s, key) {
			return r.known([]byte(key), t)
		}
	}
	return false
}

// fits reports whether key has s's letters wherever s has no star.
func fits(s []byte, key string) bool {
	for i, c := range s {
		if c != '*' && c != key[i] {
			return false
		}
	}
	return true
}

// slip appends the key word that s misspells by one letter too many, one
// missing, or two exchanged. The first letter must be right: that is how people
// misspell, and it keeps "skilling" from "killing".
func (r *reader) slip(s []byte, t token) bool {
	if len(s) < 4 || len(s) > 16 || r.v.real[string(s)] || !r.v.keyStart[s[0]] {
		return false
	}
	if key, ok := r.v.missing[string(s)]; ok {
		return r.known([]byte(key), t)
	}
	for i := 1; i < len(s); i++ {
		r.buf = append(append(r.buf[:0], s[:i]...), s[i+1:]...)
		if r.v.key[string(r.buf)] {
			return r.known(r.buf, t)
		}
		if i+1 < len(s) {
			r.buf = append(r.buf[:0], s...)
			r.buf[i], r.buf[i+1] = s[i+1], s[i]
			if r.v.key[string(r.buf)] {
				return r.known(r.buf, t)
			}
		}
	}
	return false
}
