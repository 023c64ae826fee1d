package markup

import "unicode"

// Indent returns the width of the white space before a line, at most 40.
func Indent(l string) int {
	width := 0
	for _, r := range l {
		switch {
		case r == '\t':
			width += 4
		case unicode.IsSpace(r):
			width++
		default:
			return min(width, 40)
		}
	}
	return 0
}
