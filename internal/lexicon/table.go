package lexicon

import (
	"iter"
	"strings"

	"pamphlet/internal/stem"
)

// A table is a text of lines "word, tab, value", sorted by word. It is
// searched by bisection where it lies: nothing is parsed, nothing is copied.
type table string

// find returns the value of word.
func (t table) find(word string) (string, bool) {
	at := t.seek(word)
	if at == len(t) {
		return "", false
	}
	if found, value, _ := t.line(at); found == word {
		return value, true
	}
	return "", false
}

// shortest returns the shortest word that begins with prefix, the first of
// several, or "". A prefix of fewer than three letters begins too much to say.
func (t table) shortest(prefix string) string {
	if len(prefix) < 3 {
		return ""
	}
	best := ""
	for at := t.seek(prefix); at < len(t); {
		word, _, next := t.line(at)
		if !strings.HasPrefix(word, prefix) {
			break
		}
		if best == "" || len(word) < len(best) {
			best = word
		}
		at = next
	}
	return best
}

// stemming returns the first word whose English stem is term, or "". A term of
// fewer than three letters begins too many words to look at.
func (t table) stemming(term string) string {
	if len(term) < 3 {
		return ""
	}
	if y, ok := strings.CutSuffix(term, "i"); ok && stem.Word(y+"y", "en") == term {
		if _, ok := t.find(y + "y"); ok {
			return y + "y"
		}
	}
	for at := t.seek(term); at < len(t); {
		word, _, next := t.line(at)
		if !strings.HasPrefix(word, term) {
			break
		}
		if stem.Word(word, "en") == term {
			return word
		}
		at = next
	}
	return ""
}

// all yields each word and its value, in order.
func (t table) all() iter.Seq2[string, string] {
	return func(yield func(word, value string) bool) {
		for at := 0; at < len(t); {
			word, value, next := t.line(at)
			if !yield(word, value) {
				return
			}
			at = next
		}
	}
}

// seek returns where the first line begins whose word is not before word; the
// length of the table if there is none.
func (t table) seek(word string) int {
	low, high := 0, len(t) // both begin a line
	for low < high {
		start := strings.LastIndexByte(string(t[:(low+high)/2]), '\n') + 1
		found, _, next := t.line(start)
		if found < word {
			low = next
		} else {
			high = start
		}
	}
	return low
}

// line reads the line that begins at start, and where the next one does.
func (t table) line(start int) (word, value string, next int) {
	rest := string(t[start:])
	end := strings.IndexByte(rest, '\n')
	if end < 0 {
		end = len(rest) - 1 // Unreachable: every line ends, as a test checks
	}
	word, value, _ = strings.Cut(rest[:end], "\t")
	return word, value, start + end + 1
}
