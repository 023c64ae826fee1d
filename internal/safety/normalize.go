package safety

import "bytes"

// A word is one known or unknown word of a message.
type word struct {
	id         int32 // of the vocabulary; unknown is 0
	start, end int32 // bytes of the message; several words may share them
	stop       bool  // a sentence ends before it
	soft       bool  // a clause ends before it
}

// A reader turns a message into words. It is scratch space, used by one
// Classify at a time.
type reader struct {
	v      *vocabulary
	text   []byte
	tokens []token
	words  []word
	marks  []int    // how many words stood before each joke marker
	done   []uint64 // for [run.done]: a bit for each rule
	buf    []byte
	folded map[rune]string // what runes fold to, so far
	win    window
}

// read fills words and marks from message.
func (r *reader) read(message string) {
	r.text, r.tokens, r.words, r.marks = r.text[:0], r.tokens[:0], r.words[:0], r.marks[:0]
	head, tail, offset := bounded(message, readHalf)
	r.lex(head, 0)
	if tail != "" {
		r.lex(tail, offset)
	}
	for i := 0; i < len(r.tokens); {
		if n := r.spelled(i); n > 0 {
			i += n
			continue
		}
		r.resolve(r.tokens[i])
		i++
	}
}

// readHalf is how many bytes of each end of an over-long message are read.
// Discord's longest message is 4,000 characters, at most 16,000 bytes.
const readHalf = 10_000

// maxFolded bounds how many runes a reader remembers the folding of.
const maxFolded = 4096

// fold gives rn's plain letters, and remembers them: a message in another
// script has few letters, many times.
func (r *reader) fold(rn rune) string {
	if letters, ok := r.folded[rn]; ok {
		return letters
	}
	if len(r.folded) >= maxFolded {
		clear(r.folded)
	}
	letters := r.v.fold(rn)
	r.folded[rn] = letters
	return letters
}

// push appends the word id, seen at t.
func (r *reader) push(id int32, t token, first bool) {
	r.words = append(r.words, word{id: id, start: t.start, end: t.end, stop: t.stop && first, soft: t.soft && first})
}

// pushAll appends the words a token stands for.
func (r *reader) pushAll(ids []int32, t token) {
	for i, id := range ids {
		r.push(id, t, i == 0)
	}
}

// resolve appends the words that t stands for: itself, a contraction's
// parts, or what it is a disguise or a slip of.
func (r *reader) resolve(t token) {
	s := r.text[t.from:t.to]
	if t.mark || r.v.marks[string(s)] {
		r.marks = append(r.marks, len(r.words))
		if t.mark || r.v.ids[string(s)] == 0 {
			return
		}
	}
	if r.known(s, t) || r.apostrophe(s, t) || r.number(s, t) {
		return
	}
	if r.leet(s, t) || r.stretched(s, t) || r.starred(s, t) || r.slip(s, t) {
		return
	}
	r.push(0, t, true)
}

// known appends s if it is in the vocabulary, written out where the
// vocabulary writes it out.
func (r *reader) known(s []byte, t token) bool {
	if ids, ok := r.v.expand[string(s)]; ok {
		r.pushAll(ids, t)
		return true
	}
	if id, ok := r.v.ids[string(s)]; ok {
		r.push(id, t, true)
		return true
	}
	return false
}

// apostrophe takes s apart at its apostrophe: "don't", "she's", "j'ai".
func (r *reader) apostrophe(s []byte, t token) bool {
	at := bytes.IndexByte(s, '\'')
	if at < 0 {
		return false
	}
	head, tail := s[:at], string(s[at+1:])
	if n := len(head); tail == "t" && n > 1 && head[n-1] == 'n' {
		whole := string(head[:n-1])
		if in, irregular := map[string]string{"ca": "can", "wo": "will"}[whole]; irregular {
			whole = in
		}
		r.pushNamed(t, true, whole)
		r.pushNamed(t, false, "not")
		return true
	}
	r.pushNamed(t, true, string(head))
	full := map[string]string{"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "s": "is"}[tail]
	switch {
	case full == "is" && !r.v.pronouns[string(head)]: // "mum's" is hers
	case full != "":
		r.pushNamed(t, false, full)
	case len(head) <= 2: // French elision
		r.pushNamed(t, false, tail)
	}
	return true
}

// pushNamed appends a word by its spelling.
func (r *reader) pushNamed(t token, first bool, name string) { r.push(r.v.ids[name], t, first) }

// number appends a number, and the unit written against it: "60mg".
func (r *reader) number(s []byte, t token) bool {
	n := 0
	for n < len(s) && ('0' <= s[n] && s[n] <= '9' || s[n] == '.') {
		n++
	}
	if n == 0 {
		return false
	}
	if n < len(s) && !r.v.units[string(s[n:])] {
		return false
	}
	id, ok := r.v.ids[string(s[:n])]
	if !ok {
		id = numberID
	}
	r.push(id, t, true)
	if n < len(s) {
		r.push(r.v.ids[string(s[n:])], t, false)
	}
	return true
}

// numberID stands for a number that no rule names.
const numberID = 1
