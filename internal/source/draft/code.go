package draft

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"pamphlet/internal/source/prose"
)

// CodeLines returns the lines of a block of code as they were written. Only
// what shows nothing leaves: control characters, space at the end of a line, and
// empty lines around the whole. A tab is four spaces.
func CodeLines(text string) []string {
	lines := strings.Split(prose.UnixNewlines(text), "\n")
	for i, l := range lines {
		l = norm.NFC.String(strings.ReplaceAll(l, "\t", "    "))
		l = strings.Map(func(r rune) rune {
			if r != ' ' && (prose.Invisible(r) || r == '\u0085') {
				return -1
			}
			return r
		}, l)
		lines[i] = norm.NFC.String(strings.TrimRight(strings.Map(spaceToSpace, l), " "))
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// CodeBlock makes lines a block of code.
func CodeBlock(language, text string) Block {
	return Block{Kind: Code, Mark: language, Text: strings.Join(CodeLines(text), "\n")}
}

// fenced writes a block of code with a fence that none of its lines ends.
func fenced(b Block) string {
	fence := "```"
	for l := range strings.SplitSeq(b.Text, "\n") {
		for strings.HasPrefix(l, fence) {
			fence += "`"
		}
	}
	return fence + b.Mark + "\n" + b.Text + "\n" + fence
}

func spaceToSpace(r rune) rune {
	switch r {
	case '\u00a0', '\u2028', '\u2029', '\u3000', '\u2003', '\u2002', '\u2009', '\u202f', '\u1680', '\u205f',
		'\u2000', '\u2001', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u200a':
		return ' '
	}
	return r
}
