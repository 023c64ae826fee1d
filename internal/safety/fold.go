package safety

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lookalikes maps letters of other scripts that are drawn like Latin ones.
// From the Unicode confusables table (UTS #39), the lower-case letters only.
const lookalikes = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdɡgһhӏlαaβbεeηnιiκkνvοoρpτtυuχxωwɑaıiɩiոnսuցgոnʟlɢgʀrøołl’'‘'ʼ'′'´'＇'‛'"

// foldRune gives the plain lower-case letters that r stands for, or "" for a
// rune that is invisible or only a mark.
func foldRune(r rune, like map[rune]string) string {
	r = unicode.ToLower(r)
	if l, ok := like[r]; ok {
		return l
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Variation_Selector) {
		return ""
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.In(d, unicode.Mn, unicode.Me, unicode.Cf) {
			continue
		}
		d = unicode.ToLower(d)
		if l, ok := like[d]; ok {
			b.WriteString(l)
			continue
		}
		b.WriteRune(d)
	}
	return b.String()
}

// lookalikeTable reads lookalikes, pairs of a letter and its Latin double, and
// adds the ligatures.
func lookalikeTable() map[rune]string {
	table := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	pairs := []rune(lookalikes)
	for i := 0; i+1 < len(pairs); i += 2 {
		table[pairs[i]] = string(pairs[i+1])
	}
	return table
}

// bounded gives the parts of message that are read: all of it up to twice
// half bytes, else its first and last half. Cuts fall between runes.
func bounded(message string, half int) (head, tail string, offset int) {
	if len(message) <= 2*half {
		return message, "", 0
	}
	cut := half
	for cut > 0 && !utf8.RuneStart(message[cut]) {
		cut--
	}
	offset = len(message) - half
	for offset < len(message) && !utf8.RuneStart(message[offset]) {
		offset++
	}
	return message[:cut], message[offset:], offset
}
