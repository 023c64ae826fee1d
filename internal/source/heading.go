package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/knowledge/passage"
)

// A short line is a heading when it is at most this long. Headings of the
// blogs and leaflets that were looked at end at eleven words.
const (
	maxHeadingWords = 12
	maxHeadingRunes = 90
)

// looksLikeHeading reports whether line could be a heading by itself: short,
// no end of a sentence, begins like a title. What stands around it decides.
func looksLikeHeading(line string) bool {
	if line == "" || words(line) > maxHeadingWords || utf8.RuneCountInString(line) > maxHeadingRunes {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(".,:;!…。、", last) || !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	first := firstLetter(line)
	return !unicode.IsLower(first) && !isLink(line) && !strings.HasPrefix(strings.TrimPrefix(line, "["), passage.PictureSign)
}

// firstLetter returns the first letter or digit of line.
func firstLetter(line string) rune {
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

var (
	askLabel    = regexp.MustCompile(`^(?i:q|question)(?: ?\d{1,3})?\s?[:.)]\s+`)
	answerLabel = regexp.MustCompile(`^(?i:a|answer)(?: ?\d{1,3})?\s?[:.)]\s+`)
)

// settleHeadings decides which bold or labelled paragraphs are headings, takes
// "Q:" and "A:" off, and drops headings at the end that have nothing below.
func settleHeadings(blocks []block, report *Report) []block {
	blocks = askedItems(blocks)
	level := 1
	asked := false
	lists := listsQuestions(blocks)
	for i := range blocks {
		b := &blocks[i]
		label := askLabel.FindString(b.text)
		switch {
		case b.kind == heading && b.bold:
			b.text = strings.TrimPrefix(numberLabel.ReplaceAllString(strings.TrimPrefix(b.text, label), ""), " ")
			asked = true
			continue
		case b.kind == heading:
			level = b.level
			if label != "" && label != b.text {
				b.text = b.text[len(label):]
			}
		case b.kind == paragraph && label != "" && strings.HasSuffix(b.text, "?"):
			b.kind, b.level, b.text = heading, min(level+1, 6), b.text[len(label):]
			asked = true
			continue
		case b.kind == paragraph && lists && asksAlone(blocks, i):
			b.kind, b.level, b.text = heading, min(level+1, 6), numberLabel.ReplaceAllString(b.text, "")
			asked = true
			continue
		case b.kind == paragraph && b.bold && looksLikeHeading(b.text) && !statesFact(b.text) && i+1 < len(blocks) && isBody(blocks[i+1]):
			b.kind, b.level = heading, min(level+1, 6)
			if strings.HasSuffix(b.text, "?") {
				b.text = numberLabel.ReplaceAllString(b.text, "")
			}
		case b.kind == paragraph && asked:
			if label := answerLabel.FindString(b.text); label != "" && label != b.text {
				b.text = b.text[len(label):]
			}
		}
		asked = asked && b.kind == heading
	}
	for len(blocks) > 0 && blocks[len(blocks)-1].kind == heading {
		report.leave(blocks[len(blocks)-1].text, "heading with nothing below")
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// askedFirst returns the question that bold words are, or "".
func askedFirst(bold string) string {
	if ask := clean(bold); strings.HasSuffix(ask, "?") && looksLikeHeading(ask) {
		return ask
	}
	return ""
}

// askedItems makes headings of the items of a list that all begin with a question
// in bold, as in "1. **Is it free?** Yes."
func askedItems(blocks []block) []block {
	if !slices.ContainsFunc(blocks, func(b block) bool { return b.asks > 0 }) {
		return blocks
	}
	var all []block
	for i := 0; i < len(blocks); i++ {
		end := i
		for end < len(blocks) && (blocks[end].kind == item || blocks[end].kind == code && end > i) && !(end > i && blocks[end].first) {
			end++
		}
		if end == i || !allAsk(blocks[i:end]) {
			all = append(all, blocks[i])
			continue
		}
		level := 2
		if above := lastHeading(all); above > 0 {
			level = min(above+1, 6)
		}
		for _, b := range blocks[i:end] {
			if b.kind != item || b.level > 0 {
				b.level--
				all = append(all, b)
				continue
			}
			all = append(all, block{kind: heading, level: level, text: b.text[:b.asks], bold: true})
			for l := range strings.SplitSeq(b.text[b.asks:], "\n") {
				if l = strings.TrimSpace(l); l != "" {
					all = append(all, block{text: l})
				}
			}
		}
		i = end - 1
	}
	return all
}

// allAsk reports whether each outer item of a list asks, and at least two do.
func allAsk(list []block) bool {
	n := 0
	for _, b := range list {
		if b.kind != item || b.level > 0 {
			continue
		}
		if b.asks == 0 || len(b.text) <= int(b.asks) || b.text[b.asks-1] != '?' {
			return false
		}
		n++
	}
	return n >= 2
}

// lastHeading returns the level of the last heading that is not made of bold
// words, or 0.
func lastHeading(blocks []block) int {
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].kind == heading && !blocks[i].bold {
			return blocks[i].level
		}
	}
	return 0
}

// numberLabel matches the number of a question in a list.
var numberLabel = regexp.MustCompile(`^\d{1,3}[.)]\s+`)

// asksAlone reports whether block i is a paragraph that is one short question,
// above what answers it.
func asksAlone(blocks []block, i int) bool {
	b := blocks[i]
	if b.kind != paragraph || !strings.HasSuffix(b.text, "?") || i+1 == len(blocks) || strings.Count(b.text, "?") > 1 || strings.Contains(b.text, ". ") && !numberLabel.MatchString(b.text) {
		return false
	}
	return looksLikeHeading(numberLabel.ReplaceAllString(b.text, "")) && isBody(blocks[i+1]) && !strings.HasSuffix(blocks[i+1].text, "?")
}

// listsQuestions reports whether paragraphs are a list of questions and answers:
// at least three are questions alone.
func listsQuestions(blocks []block) bool {
	asked := 0
	for i := range blocks {
		if asksAlone(blocks, i) {
			asked++
		}
	}
	return asked >= 3
}

// settleMarks makes other wordings and addresses that lost the heading above
// them into paragraphs, and drops the address of a title that left.
func settleMarks(blocks []block) []block {
	settled := blocks[:0]
	above := paragraph
	for i, b := range blocks {
		if (b.kind == question || b.kind == link) && above != heading && above != question && above != link {
			if b.kind == link && i == 0 {
				continue
			}
			b.kind = paragraph
		}
		above = b.kind
		settled = append(settled, b)
	}
	return settled
}

// settleItems makes every list begin at the margin and go in one level at a
// time, and parts lists where something else stands between.
func settleItems(blocks []block) []block {
	for i := range blocks {
		if blocks[i].kind != item {
			continue
		}
		if i == 0 || blocks[i-1].kind != item || blocks[i].first {
			blocks[i].level, blocks[i].first = 0, true
			continue
		}
		blocks[i].level = min(blocks[i].level, blocks[i-1].level+1)
	}
	return blocks
}

// isBody reports whether b is text that can stand below a heading.
func isBody(b block) bool {
	return b.kind == item || b.kind == row || b.kind == code || b.kind == paragraph && !(b.bold && looksLikeHeading(b.text))
}

// plural writes a count with its noun, thousands parted by commas.
func plural(n int, noun string) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n != 1 {
		noun += "s"
	}
	return digits + " " + noun
}
