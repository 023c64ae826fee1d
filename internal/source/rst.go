package source

import (
	"encoding/csv"
	"regexp"
	"strings"
)

var (
	rstTarget = regexp.MustCompile("^\\.\\. _`?([^:`]+)`?:\\s+(\\S+)$")
	rstNote   = regexp.MustCompile(`^\.\. \[(#?[\w-]+|\*)\]\s+(\S.*)$`)
	rstSwap   = regexp.MustCompile(`^\.\. \|([^|]+)\| replace:: (\S.*)$`)
	rstNamed  = regexp.MustCompile("`([^`<]+)`_\\b|`([^`<]+)`_|\\b([A-Za-z][\\w.-]*\\w)_(?:\\W|$)")
	rstMark   = regexp.MustCompile(`\s?\[(#?[\w-]+|\*)\]_`)
	rstSimple = regexp.MustCompile(`^=+(?:\s+=+)+$`)
)

// rstNames puts what reStructuredText says elsewhere by its name where it is
// referred to: addresses of links, notes and words.
func rstNames(lines []string) []string {
	links, notes, swaps := map[string]string{}, map[string]string{}, map[string]string{}
	var rest []string
	for _, l := range lines {
		switch trimmed := strings.TrimRight(l, " "); {
		case rstTarget.MatchString(trimmed):
			m := rstTarget.FindStringSubmatch(trimmed)
			links[strings.ToLower(m[1])] = m[2]
		case rstNote.MatchString(trimmed):
			m := rstNote.FindStringSubmatch(trimmed)
			notes[m[1]] = m[2]
		case rstSwap.MatchString(trimmed):
			m := rstSwap.FindStringSubmatch(trimmed)
			swaps[m[1]] = m[2]
		default:
			rest = append(rest, l)
		}
	}
	if len(links)+len(notes)+len(swaps) == 0 {
		return lines
	}
	for i, l := range rest {
		rest[i] = rstPut(l, links, notes, swaps)
	}
	return rest
}

func rstPut(l string, links, notes, swaps map[string]string) string {
	if strings.Contains(l, "]_") {
		l = rstMark.ReplaceAllStringFunc(l, func(mark string) string {
			if note := notes[rstMark.FindStringSubmatch(mark)[1]]; note != "" {
				return " (" + strings.TrimRight(note, ".") + ")"
			}
			return mark
		})
	}
	if strings.Count(l, "|") > 1 {
		for name, words := range swaps {
			l = strings.ReplaceAll(l, "|"+name+"|", words)
		}
	}
	if !strings.Contains(l, "_") {
		return l
	}
	return rstNamed.ReplaceAllStringFunc(l, func(mark string) string {
		m := rstNamed.FindStringSubmatch(mark)
		words := firstOf(m[1], m[2], m[3])
		target := links[strings.ToLower(words)]
		if target == "" {
			return mark
		}
		after := ""
		if m[3] != "" {
			after = mark[len(m[3])+1:]
		}
		return "[" + words + "](" + target + ")" + after
	})
}

// rstTable reads a table whose columns are as wide as the signs above them. It
// returns its rows as Markdown, and the place of its last line.
func rstTable(lines []string, i int) (rows []string, last int) {
	var starts []int
	border := strings.TrimRight(lines[i], " ")
	for at := range border {
		if border[at] == '=' && (at == 0 || border[at-1] == ' ') {
			starts = append(starts, at)
		}
	}
	var cells [][]string
	borders := 1
	for last = i + 1; last < len(lines); last++ {
		l := strings.TrimRight(lines[last], " ")
		if rstSimple.MatchString(l) {
			if borders++; borders == 3 || last+1 == len(lines) || strings.TrimSpace(lines[last+1]) == "" {
				return markdownRows(cells), last // the second ends a table without a header
			}
			continue
		}
		if strings.TrimSpace(l) == "" || strings.Trim(l, "- ") == "" {
			continue
		}
		row := make([]string, len(starts))
		runes := []rune(l)
		for c, start := range starts {
			end := len(runes)
			if c+1 < len(starts) {
				end = min(end, starts[c+1])
			}
			if start < end {
				row[c] = strings.TrimSpace(string(runes[start:end]))
			}
		}
		if len(cells) > 0 && row[0] == "" { // the row above goes on
			for c := range row {
				cells[len(cells)-1][c] = strings.TrimSpace(cells[len(cells)-1][c] + " " + row[c])
			}
			continue
		}
		cells = append(cells, row)
	}
	return markdownRows(cells), last - 1
}

// rstCSV reads a table written as CSV within a directive.
func rstCSV(title string, options, body []string) []string {
	var header string
	for _, o := range options {
		if names, ok := strings.CutPrefix(strings.TrimSpace(o), ":header:"); ok {
			header = strings.TrimSpace(names) + "\n"
		}
	}
	r := csv.NewReader(strings.NewReader(header + strings.Join(body, "\n")))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	cells, err := r.ReadAll()
	if err != nil || len(cells) == 0 {
		return body
	}
	rows := append([]string{""}, markdownRows(cells)...)
	if title != "" {
		rows = append([]string{"", rstInline(title)}, rows...)
	}
	return append(rows, "")
}

// markdownRows writes rows of cells as a table, the first of which names the
// columns.
func markdownRows(cells [][]string) []string {
	var rows []string
	for i, row := range cells {
		for c := range row {
			row[c] = strings.ReplaceAll(rstInline(clean(row[c])), "|", `\|`)
		}
		rows = append(rows, "| "+strings.Join(row, " | ")+" |")
		if i == 0 {
			rows = append(rows, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	return rows
}
