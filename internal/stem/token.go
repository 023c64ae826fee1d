package stem

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is one word of a text.
type Token struct {
	Word       string // the word, folded: lower-case, in one spelling
	Term       string // its stem, or the word where no stemmer is known
	Start, End int    // byte range of the written word in the text
	Stop       bool   // too common to search for
}

// maxWord is the longest word, in bytes, that is read: what is longer is not
// language, and would only fill the index. The longest English word in the
// Oxford dictionary has 45 letters.
const maxWord = 64

// written yields the byte range of each word of text.
func written(text string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := 0; i < len(text); {
			start := i
			i += minus(text, i)
			r, size := utf8.DecodeRuneInString(text[i:])
			if !isWordRune(r) {
				i += size
				continue
			}
			end := i + size
			for end < len(text) && isPlain(text[end]) {
				end++
			}
			if r >= utf8.RuneSelf || end < len(text) && !isSpace(text[end]) {
				end = wordEnd(text, i) // rarely: most words are plain and end at a space
			}
			if end-i <= 2 {
				end = signEnd(text, i, end)
			}
			if end-start <= maxWord && !yield(start, end) {
				return
			}
			i = end
		}
	}
}

// minus returns the length of a minus at i: one before a number that begins there,
// as in "room -1", not the one in "2 -3 weeks".
func minus(text string, i int) int {
	if text[i] != '-' && !strings.HasPrefix(text[i:], "−") {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	before, last := strings.TrimRight(text[:i], " "), byte(' ')
	if i > 0 {
		last = text[i-1]
	}
	switch {
	case i+size == len(text) || !isDigit(text[i+size]), !isSpace(last) && last != '(', before != "" && isDigit(before[len(before)-1]):
		return 0
	}
	return size
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// signEnd returns where a word of one or two letters ends with the signs that tell it
// from others: C, C# and C++, AB and AB+.
func signEnd(text string, start, end int) int {
	for _, r := range text[start:end] {
		if !unicode.IsLetter(r) {
			return end
		}
	}
	signs := len(text[end:]) - len(strings.TrimLeft(text[end:], "+#"))
	next, _ := utf8.DecodeRuneInString(text[end+signs:])
	if signs > 2 || isWordRune(next) {
		return end
	}
	return end + signs
}

// wordEnd returns where the word that begins at i ends.
func wordEnd(text string, i int) int {
	first, size := utf8.DecodeRuneInString(text[i:])
	end := i + size
	if isIdeograph(first) {
		return end // scripts without spaces: every sign is a word
	}
	prev := first
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isWordRune(r) && !joins(prev, r, text[end+size:]) || isIdeograph(r) {
			return end
		}
		prev, end = r, end+size
	}
	return end
}

// joins reports whether r, between prev and the rest, holds one word
// together: an apostrophe between letters, a point or comma between digits.
func joins(prev, r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\'', '’', 'ʼ', '‘', '＇':
		return unicode.IsLetter(prev) && unicode.IsLetter(next)
	case '.', ',':
		return unicode.IsDigit(prev) && unicode.IsDigit(next)
	}
	return false
}

// isPlain reports whether c is an ASCII letter or digit.
func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' }

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isPlain(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

func isIdeograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// fold undoes the ways of writing the same word: case, full width, ligatures,
// combining accents, typographic apostrophes, thousands separators.
func fold(word string) string {
	ascii := true
	plain := true // lower-case letters and digits only
	for i := 0; i < len(word); i++ {
		c := word[i]
		ascii = ascii && c < utf8.RuneSelf
		plain = plain && ('a' <= c && c <= 'z' || '0' <= c && c <= '9')
	}
	if plain {
		return word
	}
	if !ascii {
		word = apostrophes.Replace(norm.NFKC.String(word))
	}
	word = strings.ToLower(word)
	if !ascii {
		word = strings.Map(keepWordRune, word) // a ligature may unfold into a phrase
	}
	if strings.Contains(word, ",") {
		word = strings.ReplaceAll(word, ",", "")
	}
	return word
}

func keepWordRune(r rune) rune {
	if isWordRune(r) || r == '\'' || r == '.' || r == '-' {
		return r
	}
	return -1
}

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "−", "-", "ё", "е", "Ё", "Е")

// split parts a folded word at its apostrophes.
func split(word, language string) []string {
	if language == "en" {
		if parts, ok := unwritten[word]; ok {
			return parts
		}
	}
	i := strings.IndexByte(word, '\'')
	if i < 0 {
		return []string{word}
	}
	before, after := word[:i], word[i+1:]
	switch language {
	case "fr":
		return append([]string{before}, split(after, language)...)
	case "en":
		if parts, ok := negated(before, after); ok {
			return parts
		}
	}
	if len(after) <= 2 { // provider's, they'll, we've, I'd
		return []string{before}
	}
	return append([]string{before}, split(after, language)...)
}

// negated undoes "n't": "doesn't" is "does not".
func negated(before, after string) ([]string, bool) {
	if after != "t" || !strings.HasSuffix(before, "n") {
		return nil, false
	}
	switch before {
	case "can":
		return []string{"can", "not"}, true
	case "won":
		return []string{"will", "not"}, true
	case "shan":
		return []string{"shall", "not"}, true
	}
	return []string{strings.TrimSuffix(before, "n"), "not"}, true
}

// unwritten holds what people type in a hurry: without the apostrophe, or as it
// sounds. "cant" and "wont" are words of their own, but hardly ever meant.
var unwritten = map[string][]string{
	"cannot": {"can", "not"}, "cant": {"can", "not"}, "wont": {"will", "not"},
	"dont": {"do", "not"}, "doesnt": {"does", "not"}, "didnt": {"did", "not"},
	"isnt": {"is", "not"}, "arent": {"are", "not"}, "wasnt": {"was", "not"},
	"werent": {"were", "not"}, "hasnt": {"has", "not"}, "havent": {"have", "not"},
	"hadnt": {"had", "not"}, "couldnt": {"could", "not"}, "wouldnt": {"would", "not"},
	"shouldnt": {"should", "not"},
	"whats":    {"what", "is"}, "hows": {"how", "is"}, "whos": {"who", "is"}, "wheres": {"where", "is"},
	"whens": {"when", "is"}, "whys": {"why", "is"}, "thats": {"that", "is"}, "theres": {"there", "is"},
	"ive": {"i", "have"}, "youre": {"you", "are"}, "theyre": {"they", "are"}, "youve": {"you", "have"},
	"hes": {"he", "is"}, "shes": {"she", "is"}, "heres": {"here", "is"}, "hed": {"he", "would"}, "itd": {"it", "would"},
	"youd": {"you", "would"}, "theyd": {"they", "would"}, "whod": {"who", "would"}, "weve": {"we", "have"}, "theyve": {"they", "have"},
	"itll": {"it", "will"}, "youll": {"you", "will"}, "theyll": {"they", "will"}, "thatll": {"that", "will"}, "aint": {"is", "not"},
	"abt": {"about"}, "thru": {"through"}, "tho": {"though"}, "cuz": {"because"}, "coz": {"because"}, "b4": {"before"}, "till": {"until"}, "til": {"until"},
	"yr": {"year"}, "yrs": {"years"}, "wk": {"week"}, "wks": {"weeks"}, "hrs": {"hours"}, "ppl": {"people"}, "appt": {"appointment"}, "tmrw": {"tomorrow"},
	"dunno": {"do", "not", "know"}, "lemme": {"let", "me"}, "gimme": {"give", "me"}, "yall": {"you", "all"}, "smth": {"something"}, "rly": {"really"},
	"gonna": {"going", "to"}, "wanna": {"want", "to"}, "gotta": {"have", "to"}, "u": {"you"}, "ur": {"your"}, "wat": {"what"}, "wut": {"what"},
}
