package safety

import "strings"

// keyboard says which letters lie beside each other on a QWERTY keyboard,
// where most wrong letters come from.
const keyboard = "qwertyuiop asdfghjkl zxcvbnm"

// learnShort lists the slips of the fingers on short key words: two letters
// exchanged, one doubled, one missing (of four or more), or one hit beside its
// key (of four or more). In words this short any other change makes another
// word, and words that are some word by themselves stand in "real".
func (v *vocabulary) learnShort(words string) {
	v.typos = make(map[string]string, 2048)
	for word := range strings.FieldsSeq(words) {
		v.id(word)
		for i := range word {
			v.typo(word[:i]+word[i:i+1]+word[i:], word)
			if i > 0 && word[i] != word[i-1] {
				v.typo(word[:i-1]+word[i:i+1]+word[i-1:i]+word[i+1:], word)
			}
			if len(word) < 4 {
				continue
			}
			v.typo(word[:i]+word[i+1:], word)
			for _, beside := range besides(word[i]) {
				v.typo(word[:i]+string(beside)+word[i+1:], word)
			}
		}
	}
}

// typo notes that slip may be meant for word.
func (v *vocabulary) typo(slip, word string) {
	if len(slip) < 3 || v.real[slip] {
		return
	}
	if _, taken := v.typos[slip]; !taken {
		v.typos[slip] = word
	}
}

// besides gives the letters to the left and right of c on a keyboard.
func besides(c byte) string {
	at := strings.IndexByte(keyboard, c)
	if at < 0 {
		return ""
	}
	return strings.TrimSpace(keyboard[max(0, at-1):at] + keyboard[at+1:min(len(keyboard), at+2)])
}
