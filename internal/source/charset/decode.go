package charset

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// decode returns body as UTF-8 text with \n line ends, or refuses it.
// UTF-16 is known by its byte order mark, as Excel writes it.
func decode(body []byte) (string, error) {
	switch {
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}), bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
		text, err := utf16.NewDecoder().Bytes(body)
		if err != nil || len(body)%2 != 0 || !bytes.ContainsFunc(body[2:], outsideASCII) || bytes.Contains(text, []byte("\ufffd")) {
			return "", draft.Refusal(draft.ErrEncoding, "its UTF-16 is broken", "save it as UTF-8 and import it again")
		}
		body = text
	default:
		body = bytes.TrimPrefix(body, []byte("\ufeff"))
	}
	if bytes.HasPrefix(body, []byte("%PDF-")) {
		return "", draft.Refusal(draft.ErrBinary, "a PDF", "copy its words into a .txt file and import that")
	}
	if binary(body) {
		return "", draft.Refusal(draft.ErrBinary, "", "import a text, Markdown, HTML, DOCX, CSV, XLSX or JSON file")
	}
	if !utf8.Valid(body) {
		line, at := firstInvalid(body)
		return "", draft.Refusal(draft.ErrEncoding, fmt.Sprintf("first at line %d, byte %d", line, at),
			"save it as UTF-8 and import it again")
	}
	return prose.UnixNewlines(string(body)), nil
}

// outsideASCII reports whether a byte of UTF-16, taken as a letter, is none that
// people type: text in UTF-16 has such, words that only claim to be it have not.
func outsideASCII(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r > '~' }

// binary reports whether body is no text at all: a zero byte, or more than one
// in twenty of its first 8 KiB are control characters.
func binary(body []byte) bool {
	head := body[:min(len(body), 8<<10)]
	if bytes.IndexByte(body, 0) >= 0 {
		return true
	}
	control := 0
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' {
			control++
		}
	}
	return control*20 > len(head)
}

// firstInvalid returns the line and byte, both from 1, of the first byte of
// body that is not UTF-8.
func firstInvalid(body []byte) (line, at int) {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			return bytes.Count(body[:i], []byte("\n")) + 1, i + 1
		}
		i += size
	}
	return 0, 0
}
