package safety

import "unicode/utf8"

// A token is a run of letters and digits of a message, folded but not yet
// understood.
type token struct {
	from, to   int32 // bytes of reader.text
	start, end int32 // bytes of the message
	stop       bool  // a sentence ends before it
	soft       bool  // a clause ends before it, by a comma or the like
	mark       bool  // a joke emoji, not a word
}

// lex cuts message into tokens. Its cost is linear in the message's length.
func (r *reader) lex(message string, offset int) {
	open, stop, soft := false, true, false
	var prev byte
	for i := 0; i < len(message); {
		c := message[i]
		size, letters := 1, ""
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
		} else {
			var rn rune
			rn, size = utf8.DecodeRuneInString(message[i:])
			if name, ok := r.v.emoji[rn]; ok {
				r.add(name, offset+i, offset+i+size, stop)
				open, stop, prev = false, false, ' '
				i += size
				continue
			}
			letters = r.fold(rn)
			if letters == "" { // invisible: the word goes on
				i += size
				continue
			}
			c = letters[0]
		}
		switch next := following(message, i+size); {
		case isWord(c) || letters != "" && !isPunct(rune0(letters)) || open && joins(c, next):
			if !open {
				r.tokens = append(r.tokens, token{from: int32(len(r.text)), to: int32(len(r.text)), start: int32(offset + i), stop: stop, soft: soft})
				open, stop, soft = true, false, false
			}
			if letters != "" {
				r.text = append(r.text, letters...)
			} else {
				r.text = append(r.text, c)
			}
			t := &r.tokens[len(r.tokens)-1]
			t.to, t.end = int32(len(r.text)), int32(offset+i+size)
		default:
			open = false
			stop = stop || ends(c, prev, next)
			soft = soft || c == ',' || c == ':' || c == '(' || c == ')' || c == '\n' || c == '.' && prev == '.'
		}
		prev = c
		i += size
	}
}

// add appends a ready token, such as the word an emoji stands for.
func (r *reader) add(name string, start, end int, stop bool) {
	from := int32(len(r.text))
	r.text = append(r.text, name...)
	r.tokens = append(r.tokens, token{from: from, to: int32(len(r.text)), start: int32(start), end: int32(end), stop: stop, mark: name == laugh})
}

// laugh is the name of the emoji that mark a joke.
const laugh = ":laugh:"

// following gives the byte at i, or a space at the end.
func following(message string, i int) byte {
	if i >= len(message) {
		return ' '
	}
	return message[i]
}

// rune0 gives the first rune of s.
func rune0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isWord reports whether c is part of a word wherever it stands. A $ and an
// @ are letters to those who write leet.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '$' || c == '@'
}

// joins reports whether c, between word bytes, belongs to the word: the
// apostrophe, the letter left out, the point of a number, leet's i.
func joins(c, next byte) bool {
	switch c {
	case '\'', '*', '!', '|':
		return isWord(next) || next == c && c == '*' || 'A' <= next && next <= 'Z'
	case '.':
		return '0' <= next && next <= '9'
	}
	return false
}

// ends reports whether a sentence ends at c. Three dots do not: people in
// distress write in them. One line break does not: letters are wrapped.
func ends(c, prev, next byte) bool {
	switch c {
	case '!', '?', ';':
		return true
	case '.':
		return prev != '.' && next != '.' && (next == ' ' || next == '\n' || next == '\r')
	case '\n':
		return prev == '\n'
	}
	return false
}

// isPunct reports whether a folded rune parts words.
func isPunct(r rune) bool {
	switch {
	case r < 0x80:
		return !isWord(byte(r)) && r != '\''
	case 0x2000 <= r && r <= 0x2bff, 0x3000 <= r && r <= 0x303f, 0xa1 <= r && r <= 0xbf, r >= 0x1f000 && r <= 0x1faff, r == utf8.RuneError:
		return true
	}
	return false
}
