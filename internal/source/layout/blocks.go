package layout

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// A pdfText makes blocks of lines.
type pdfText struct {
	draft.Builder
	body    float64   // the size of most letters
	sizes   []float64 // of headings, the largest first
	leading float64   // from line to line of a paragraph, in units of size
	lines   []pdfLine // of the paragraph being read
}

// blocksOfLines tells headings by their size, paragraphs by the room between
// lines, and items by their marks.
func blocksOfLines(lines []pdfLine) []draft.Block {
	var t pdfText
	t.measure(lines)
	for _, l := range lines {
		if len(t.lines) > 0 && t.parts(t.lines[len(t.lines)-1], l) {
			t.end()
		}
		if l.cells == nil {
			t.lines = append(t.lines, l)
			continue
		}
		t.Put(draft.Block{Kind: draft.Row, First: l.first, Cells: l.cells})
	}
	t.end()
	return draft.Tidy(t.Blocks)
}

// measure finds the sizes and the leading that the text has.
func (t *pdfText) measure(lines []pdfLine) {
	letters := map[float64]int{}
	var steps []float64
	for i, l := range lines {
		letters[l.size] += len(l.text)
		if i > 0 {
			above := lines[i-1]
			if step := (above.base - l.base) / l.size; above.page == l.page && above.size == l.size && step > 0.9 && step < 2.5 {
				steps = append(steps, step)
			}
		}
	}
	t.body = bodySize(lines)
	for size := range letters {
		if size > t.body*largerThanText {
			t.sizes = append(t.sizes, size)
		}
	}
	slices.Sort(t.sizes)
	slices.Reverse(t.sizes)
	t.leading = 1.2
	if len(steps) > 0 {
		slices.Sort(steps)
		t.leading = steps[len(steps)/4]
	}
}

// largerThanText is how much larger than the text a heading is, at least.
const largerThanText = 1.12

// bodySize returns the size of most letters.
func bodySize(lines []pdfLine) float64 {
	letters := map[float64]int{}
	for _, l := range lines {
		letters[l.size] += len(l.text)
	}
	body := 0.0
	for size, count := range letters {
		if count > letters[body] || count == letters[body] && size < body {
			body = size
		}
	}
	return body
}

// lettered matches a line that begins like an item marked by a letter.
var lettered = regexp.MustCompile(`^\(?[a-h][.)]\s+\S`)

// parts reports whether l begins another paragraph than the line above it.
func (t *pdfText) parts(above, l pdfLine) bool {
	first := t.lines[0]
	_, isItem := draft.ListItem(asItem(first.text))
	next, begins := draft.ListItem(asItem(l.text))
	step := (above.base - l.base) / l.size
	switch {
	case l.cells != nil, math.Abs(above.size-l.size) > 0.75, above.bold != l.bold:
		return true
	case lettered.MatchString(l.text) && (isItem || lettered.MatchString(first.text)):
		return true
	case begins && (next.Mark == "-" || next.Mark == "1." || isItem || step > t.leading*1.2):
		return true
	case above.page != l.page, step <= 0: // another column or page
		return endsSentence(above.text) || !beginsSmall(l.text)
	case step > t.leading*1.25, l.left > above.right, above.left > l.right:
		return true
	case t.levelOf(l) > 0:
		return false
	case isItem && l.left < first.left+l.size*0.5:
		return l.left < first.left-l.size*0.5 || endsSentence(above.text)
	}
	return !isItem && l.left > above.left+l.size*0.8
}

// levelOf returns the level of a heading of the size of l, or 0 for text.
func (t *pdfText) levelOf(l pdfLine) int {
	return min(slices.Index(t.sizes, l.size)+1, 6)
}

// end makes the lines read so far a block.
func (t *pdfText) end() {
	lines := t.lines
	if t.lines = nil; len(lines) == 0 {
		return
	}
	level := t.levelOf(lines[0])
	text := joined(lines, level == 0)
	entry, isItem := draft.ListItem(asItem(text))
	switch {
	case level > 0 && prose.Words(text) <= 2*draft.MaxHeadingWords && !strings.HasSuffix(text, ".") && prose.FirstLetter(text) != 0:
		t.Put(draft.Block{Kind: draft.Heading, Level: level, Text: strings.ReplaceAll(text, draft.LineBreak, " ")})
	case isItem:
		last := len(t.Blocks) - 1
		entry.First = last < 0 || t.Blocks[last].Kind != draft.Item
		entry.Text = prose.CleanItem(entry.Text)
		t.Put(entry)
	default:
		t.AddLines(text, lines[0].bold)
	}
}

// asItem writes the marks of items as draft.ListItem knows them.
func asItem(text string) string {
	if rest, ok := strings.CutPrefix(text, "o "); ok { // a hollow bullet of some fonts
		return "• " + rest
	}
	return text
}

// joined returns the text of a paragraph. Where the next word would have fitted
// on a line, its break is meant; so are the others then, if no line begins in the
// middle of a sentence.
func joined(lines []pdfLine, breaks bool) string {
	meant := make([]bool, len(lines))
	if breaks {
		markBreaks(lines, meant)
	}
	text := lines[0].text
	for i, l := range lines[1:] {
		if meant[i+1] {
			text += draft.LineBreak + l.text
		} else {
			text = hyphenated(text, l.text)
		}
	}
	return text
}

// markBreaks marks the lines above which a break is meant. Each column of a
// paragraph has an edge of its own.
func markBreaks(lines []pdfLine, meant []bool) {
	small := false
	edges := make([]float64, len(lines))
	for i, l := range lines {
		small = small || beginsSmall(l.text)
		edges[i] = l.right
		if i > 0 && sameColumn(lines[i-1], l) {
			edges[i] = max(edges[i], edges[i-1])
		}
	}
	for i := len(lines) - 2; i >= 0; i-- {
		if sameColumn(lines[i], lines[i+1]) {
			edges[i] = edges[i+1]
		}
	}
	for i, l := range lines[1:] {
		above := lines[i]
		need := wordWidth(l) + l.size
		if beginsSmall(l.text) { // it may well go on
			need *= 3
		}
		meant[i+1] = sameColumn(above, l) && edges[i]-above.right > need
	}
	if !small && slices.Contains(meant, true) {
		for i := range meant {
			meant[i] = true
		}
	}
}

// sameColumn reports whether l stands below above.
func sameColumn(above, l pdfLine) bool { return above.page == l.page && above.base > l.base }

// wordWidth is about how wide the first word of a line is.
func wordWidth(l pdfLine) float64 {
	word, _, _ := strings.Cut(l.text, " ")
	return (l.right - l.left) * float64(utf8.RuneCountInString(word)) / float64(max(utf8.RuneCountInString(l.text), 1))
}

var (
	wordAtEnd   = regexp.MustCompile(`(\pL+)[\x{ad}-]$`)
	wordAtStart = regexp.MustCompile(`^\pL+`)
)

// hyphenated joins two lines. A hyphen at the end of the first leaves, unless
// what it parts are words and without it they are none.
func hyphenated(above, below string) string {
	first, second := wordAtEnd.FindStringSubmatch(above), wordAtStart.FindString(below)
	switch {
	case strings.HasSuffix(above, "-") && (first == nil || second == ""), first != nil && !beginsSmall(below):
		return strings.TrimRight(above, "-\u00ad") + "-" + below
	case first == nil:
		return mergedLinks(above + " " + below)
	}
	start := strings.TrimRight(above, "-\u00ad")
	left, right := strings.ToLower(first[1]), strings.ToLower(second)
	if !lexicon.Known(left+right) && lexicon.Known(left) && lexicon.Known(right) {
		return start + "-" + below
	}
	return start + below
}

var linkInTwo = regexp.MustCompile(`\[([^\]]*)\]\(([^)\s]+)\) \[([^\]]*)\]\(([^)\s]+)\)`)

// mergedLinks makes a link one that went over two lines.
func mergedLinks(text string) string {
	m := linkInTwo.FindStringSubmatchIndex(text)
	if m == nil || text[m[4]:m[5]] != text[m[8]:m[9]] {
		return text
	}
	return text[:m[0]] + "[" + text[m[2]:m[3]] + " " + text[m[6]:m[7]] + "](" + text[m[4]:m[5]] + ")" + text[m[1]:]
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"”’»)`))
	return strings.ContainsRune(".!?:。", last)
}

func beginsSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "[(“\"'"))
	return unicode.IsLower(first)
}
