// Package charset reads text in any encoding as UTF-8. What does not say its encoding
// is guessed.
package charset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"

	"pamphlet/internal/source/draft"
)

// western is what most text is that is neither UTF-8 nor says what it is.
const western = "windows-1252"

// guessed returns body, which is not UTF-8, read in the encoding it most likely
// has, and the name of that; or "" if nothing says it is text.
func guessed(body []byte) (text, encoding string) {
	names := []string{western}
	if found := chardet.Detect(body); found.Confidence >= 0.3 && found.Encoding != "" && !isLatin(found.Encoding) {
		names = []string{strings.ToLower(found.Encoding), western}
		if strings.Contains(names[0], "cyrillic") { // as good as nobody writes it, and it is hard to tell from
			names = append([]string{"windows-1251"}, names...)
		}
	}
	for _, name := range names {
		e, canonicalName := charset.Lookup(name)
		if e == nil {
			continue
		}
		read, err := e.NewDecoder().Bytes(body)
		if err == nil && looksRead(string(read), len(body)) {
			return string(read), canonicalName
		}
	}
	return "", ""
}

// isLatin reports whether an encoding is one of the Western ones, which a
// detector cannot tell from each other: windows-1252 holds them.
func isLatin(encoding string) bool {
	name := strings.ToLower(encoding)
	return strings.HasPrefix(name, "iso-8859-1") || name == western || name == "ascii" || name == "macroman"
}

// looksRead reports whether text looks like words: letters outside of ASCII
// stand beside letters, and no sign of a wrong encoding is there.
func looksRead(text string, size int) bool {
	if !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) || size == 0 {
		return false
	}
	odd, foreign := 0, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		foreign++
		if unicode.IsControl(r) || strings.ContainsRune("ÿþÐð¦¤", r) {
			odd++
		}
	}
	return foreign > 0 && odd*10 <= foreign
}

// Read returns body as UTF-8 text. What is in another encoding is guessed,
// and the guess is said.
func Read(body []byte, report *draft.Report) (string, error) {
	text, err := decode(body)
	if err == nil || bytes.HasPrefix(body, []byte("%PDF-")) || binary(body) || utf8.Valid(body) ||
		bytes.HasPrefix(body, []byte{0xff, 0xfe}) || bytes.HasPrefix(body, []byte{0xfe, 0xff}) {
		return text, err
	}
	guess, encoding := guessed(body)
	if encoding == "" {
		return "", err
	}
	report.Note("It is not UTF-8 and was read as %s, which is a guess; save it as UTF-8 if letters are wrong.", encoding)
	return decode([]byte(guess))
}
