package draft

import (
	"slices"
	"strings"

	"pamphlet/internal/source/prose"
)

// readTop takes title, date and source from the first blocks, and a date from
// the last ones, unless they are known; the lines that gave them leave.
func (d *Draft) readTop(given Options, report *Report) {
	d.takeTitle(given, report)
	var kept []Block
	for i, b := range d.Blocks {
		edge := i < 8 || i >= len(d.Blocks)-4
		if edge && (b.Kind == Paragraph || b.Kind == Heading || b.Kind == Item) && d.takeLine(b.Text, i < 8, report) {
			continue
		}
		kept = append(kept, b)
	}
	d.Blocks = kept
}

// takeTitle finds the title, and drops the lines that repeat it before the
// article begins.
func (d *Draft) takeTitle(given Options, report *Report) {
	if d.Title == "" {
		d.Title = TitleAmong(d.Blocks, d.Pasted)
	}
	title := prose.Fold(prose.FirstOf(given.Title, d.Title))
	if title == "" {
		return
	}
	if prose.Fold(d.Title) != title && given.Title != "" && d.Title != "" && !comesAgain(d.Blocks, d.Title) {
		report.Leave(d.Title, "the title, for the one given")
	}
	repeated, kept := 0, d.Blocks[:0:0]
	begun := false
	for i, b := range d.Blocks {
		same := !begun && i < 12 && !b.Again && (b.Kind == Paragraph || b.Kind == Heading) && (prose.Fold(b.Text) == title || prose.Fold(b.Text) == prose.Fold(d.Title))
		if same && (i+1 < len(d.Blocks) && d.Blocks[i+1].Kind == Question || prose.Fold(b.Text) != title && comesAgain(d.Blocks, b.Text)) {
			same = false // it stays above its other wordings, and above what is folded away
		}
		if same {
			if i+1 < len(d.Blocks) && d.Blocks[i+1].Kind == Link {
				d.Source = prose.FirstOf(d.Source, d.Blocks[i+1].Text)
			}
			if repeated++; repeated > 1 {
				report.Leave(b.Text, "the title again")
			}
			continue
		}
		begun = begun || b.Kind == Paragraph && prose.Words(b.Text) > 20
		kept = append(kept, b)
	}
	d.Blocks = kept
}

// comesAgain reports whether a heading stands again below a folded part.
func comesAgain(blocks []Block, heading string) bool {
	return slices.ContainsFunc(blocks, func(b Block) bool { return b.Again && b.Text == heading })
}

// takeLine reads a line that says when or where the article was published and
// reports whether it did.
func (d *Draft) takeLine(line string, top bool, report *Report) bool {
	if found, published, ok := prose.DateLine(line); ok && (top || !published) {
		switch {
		case found.Ambiguous:
			report.Note("The date %q could be read in two ways and was left unset; give it as 2023-12-31.", line)
		case published && d.Published.IsZero():
			d.Published = found.Day
		case !published && d.Updated.IsZero():
			d.Updated = found.Day
		}
		report.Leave(line, "the date")
		return true
	}
	if found, ok := prose.CreditLine(line); ok && top {
		d.Published = prose.FirstDay(d.Published, found.Day)
		report.Leave(line, "byline")
		return true
	}
	if label, address, ok := strings.Cut(line, ": "); ok && top && isSourceLabel(label) && prose.IsLink(strings.Trim(address, "<>")) {
		if d.Source == "" {
			d.Source = strings.Trim(address, "<>")
		}
		report.Leave(line, "the source")
		return true
	}
	return false
}

func isSourceLabel(label string) bool {
	switch strings.ToLower(label) {
	case "source", "url", "link", "original", "from", "published at":
		return true
	}
	return false
}
