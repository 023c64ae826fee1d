package draft

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// A short line is a heading when it is at most this long. Headings of the
// blogs and leaflets that were looked at end at eleven words.
const (
	MaxHeadingWords = 12
	maxHeadingRunes = 90
)

// LooksLikeHeading reports whether line could be a heading by itself: short,
// no end of a sentence, begins like a title. What stands around it decides.
func LooksLikeHeading(line string) bool {
	if line == "" || prose.Words(line) > MaxHeadingWords || utf8.RuneCountInString(line) > maxHeadingRunes {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(".,:;!…。、", last) || !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	first := prose.FirstLetter(line)
	return !unicode.IsLower(first) && !prose.IsLink(line) && !strings.HasPrefix(strings.TrimPrefix(line, "["), passage.PictureSign)
}

var (
	askLabel    = regexp.MustCompile(`^(?i:q|question)(?: ?\d{1,3})?\s?[:.)]\s+`)
	answerLabel = regexp.MustCompile(`^(?i:a|answer)(?: ?\d{1,3})?\s?[:.)]\s+`)
)

// settleHeadings decides which bold or labelled paragraphs are headings, takes
// "Q:" and "A:" off, and drops headings at the end that have nothing below.
func settleHeadings(blocks []Block, report *Report) []Block {
	blocks = askedItems(blocks)
	level := 1
	asked := false
	lists := listsQuestions(blocks)
	for i := range blocks {
		b := &blocks[i]
		label := askLabel.FindString(b.Text)
		switch {
		case b.Kind == Heading && b.Bold:
			b.Text = strings.TrimPrefix(numberLabel.ReplaceAllString(strings.TrimPrefix(b.Text, label), ""), " ")
			asked = true
			continue
		case b.Kind == Heading:
			level = b.Level
			if label != "" && label != b.Text {
				b.Text = b.Text[len(label):]
			}
		case b.Kind == Paragraph && label != "" && strings.HasSuffix(b.Text, "?"):
			b.Kind, b.Level, b.Text = Heading, min(level+1, 6), b.Text[len(label):]
			asked = true
			continue
		case b.Kind == Paragraph && lists && asksAlone(blocks, i):
			b.Kind, b.Level, b.Text = Heading, min(level+1, 6), numberLabel.ReplaceAllString(b.Text, "")
			asked = true
			continue
		case b.Kind == Paragraph && b.Bold && LooksLikeHeading(b.Text) && !StatesFact(b.Text) && i+1 < len(blocks) && isBody(blocks[i+1]):
			b.Kind, b.Level = Heading, min(level+1, 6)
			if strings.HasSuffix(b.Text, "?") {
				b.Text = numberLabel.ReplaceAllString(b.Text, "")
			}
		case b.Kind == Paragraph && asked:
			if label := answerLabel.FindString(b.Text); label != "" && label != b.Text {
				b.Text = b.Text[len(label):]
			}
		}
		asked = asked && b.Kind == Heading
	}
	for len(blocks) > 0 && blocks[len(blocks)-1].Kind == Heading {
		report.Leave(blocks[len(blocks)-1].Text, "heading with nothing below")
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// AskedFirst returns the question that bold words are, or "".
func AskedFirst(bold string) string {
	if ask := prose.Clean(bold); strings.HasSuffix(ask, "?") && LooksLikeHeading(ask) {
		return ask
	}
	return ""
}

// askedItems makes headings of the items of a list that all begin with a question
// in bold, as in "1. **Is it free?** Yes."
func askedItems(blocks []Block) []Block {
	if !slices.ContainsFunc(blocks, func(b Block) bool { return b.Asks > 0 }) {
		return blocks
	}
	var all []Block
	for i := 0; i < len(blocks); i++ {
		end := i
		for end < len(blocks) && (blocks[end].Kind == Item || blocks[end].Kind == Code && end > i) && !(end > i && blocks[end].First) {
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
			if b.Kind != Item || b.Level > 0 {
				b.Level--
				all = append(all, b)
				continue
			}
			all = append(all, Block{Kind: Heading, Level: level, Text: b.Text[:b.Asks], Bold: true})
			for l := range strings.SplitSeq(b.Text[b.Asks:], "\n") {
				if l = strings.TrimSpace(l); l != "" {
					all = append(all, Block{Text: l})
				}
			}
		}
		i = end - 1
	}
	return all
}

// allAsk reports whether each outer item of a list asks, and at least two do.
func allAsk(list []Block) bool {
	n := 0
	for _, b := range list {
		if b.Kind != Item || b.Level > 0 {
			continue
		}
		if b.Asks == 0 || len(b.Text) <= int(b.Asks) || b.Text[b.Asks-1] != '?' {
			return false
		}
		n++
	}
	return n >= 2
}

// lastHeading returns the level of the last heading that is not made of bold
// words, or 0.
func lastHeading(blocks []Block) int {
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].Kind == Heading && !blocks[i].Bold {
			return blocks[i].Level
		}
	}
	return 0
}

// numberLabel matches the number of a question in a list.
var numberLabel = regexp.MustCompile(`^\d{1,3}[.)]\s+`)

// asksAlone reports whether block i is a paragraph that is one short question,
// above what answers it.
func asksAlone(blocks []Block, i int) bool {
	b := blocks[i]
	if b.Kind != Paragraph || !strings.HasSuffix(b.Text, "?") || i+1 == len(blocks) || strings.Count(b.Text, "?") > 1 || strings.Contains(b.Text, ". ") && !numberLabel.MatchString(b.Text) {
		return false
	}
	return LooksLikeHeading(numberLabel.ReplaceAllString(b.Text, "")) && isBody(blocks[i+1]) && !strings.HasSuffix(blocks[i+1].Text, "?")
}

// listsQuestions reports whether paragraphs are a list of questions and answers:
// at least three are questions alone.
func listsQuestions(blocks []Block) bool {
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
func settleMarks(blocks []Block) []Block {
	settled := blocks[:0]
	above := Paragraph
	for i, b := range blocks {
		if (b.Kind == Question || b.Kind == Link) && above != Heading && above != Question && above != Link {
			if b.Kind == Link && i == 0 {
				continue
			}
			b.Kind = Paragraph
		}
		above = b.Kind
		settled = append(settled, b)
	}
	return settled
}

// settleItems makes every list begin at the margin and go in one level at a
// time, and parts lists where something else stands between.
func settleItems(blocks []Block) []Block {
	for i := range blocks {
		if blocks[i].Kind != Item {
			continue
		}
		if i == 0 || blocks[i-1].Kind != Item || blocks[i].First {
			blocks[i].Level, blocks[i].First = 0, true
			continue
		}
		blocks[i].Level = min(blocks[i].Level, blocks[i-1].Level+1)
	}
	return blocks
}

// isBody reports whether b is text that can stand below a heading.
func isBody(b Block) bool {
	return b.Kind == Item || b.Kind == Row || b.Kind == Code || b.Kind == Paragraph && !(b.Bold && LooksLikeHeading(b.Text))
}
