package draft

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"pamphlet/internal/source/prose"
)

// Bullet matches a line that begins with the mark of an item: its indent, the mark,
// and the words.
var Bullet = regexp.MustCompile(`^(\s*)([-*•·‣▪●◦–]|\(?\d{1,3}[.)])\s+(\S.*)$`)

// ListItem reads a line that begins with a bullet or a number.
func ListItem(l string) (Block, bool) {
	parts := Bullet.FindStringSubmatch(l)
	if parts == nil {
		return Block{}, false
	}
	mark := "-"
	if number := strings.Trim(parts[2], "(.)"); number != "" && prose.IsDigit(number[0]) {
		mark = number + "."
	}
	return Block{Kind: Item, Level: min(len(parts[1])/2, 5), Mark: mark, Text: parts[3]}, true
}

// Short reports whether a line is too short to have been broken at a margin.
func Short(line string) bool {
	return prose.Words(line) <= 3 && utf8.RuneCountInString(line) < 25 && !strings.HasSuffix(line, ",")
}
