package bot

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"pamphlet/knowledge/passage"
)

// quote writes a passage word for word, with its best sentence in bold. Of its
// marks, links, code and tables are shown as what they are; nothing else acts.
// header is the row that names the columns of a table the passage goes on with,
// or "".
func quote(text, header string, best passage.Span) string {
	if best.End > len(text) || best.Start < 0 || strings.Contains(best.Of(text), "\n") {
		best = passage.Span{}
	}
	var parts []string
	for _, p := range partsOf(text) {
		own := passage.Span{Start: max(best.Start-p.Start, 0), End: min(best.End, p.End) - p.Start}
		if own.End < own.Start {
			own = passage.Span{}
		}
		switch part := p.Of(text); p.kind {
		case codePart:
			parts = append(parts, code(part))
		case tablePart:
			rows := strings.Split(part, "\n")
			if p.Start == 0 && header != "" {
				rows = append([]string{header}, rows...)
				own = shifted(own, len(header)+1)
			}
			parts = append(parts, table(rows, own))
		default:
			parts = append(parts, marked(part, own))
		}
	}
	return strings.Join(parts, "\n")
}

func shifted(s passage.Span, by int) passage.Span {
	if s.Empty() {
		return s
	}
	return passage.Span{Start: s.Start + by, End: s.End + by}
}

// marked writes a part of a passage in which lines are lines, with its best
// sentence in bold.
func marked(text string, best passage.Span) string {
	if best.Empty() {
		return inline(text)
	}
	mark := bullet(best.Of(text)) // bold must not swallow a list's dash
	start := best.Start + mark
	sentence := text[start:best.End]
	inner := strings.TrimSpace(sentence)
	if inner == "" {
		return inline(text)
	}
	before, after, _ := strings.Cut(sentence, inner)
	return inline(text[:start]+before) + "**" + inline(inner) + "**" + inline(after+text[best.End:])
}

// bullet returns the length of the list mark that s begins with.
func bullet(s string) int {
	trimmed := strings.TrimLeft(s, " ")
	if strings.HasPrefix(trimmed, "- ") {
		return len(s) - len(trimmed) + 2
	}
	return 0
}

// A part of a passage is a run of lines of one kind.
type part struct {
	passage.Span
	kind partKind
}

type partKind int

const (
	textPart partKind = iota
	codePart
	tablePart
)

// partsOf parts a passage at its blocks of code and its tables. Between two
// parts stands a line break.
func partsOf(text string) []part {
	var all []part
	add := func(start, end int, kind partKind) {
		if last := len(all) - 1; last >= 0 && all[last].kind == kind && kind != codePart {
			all[last].End = end
			return
		}
		all = append(all, part{passage.Span{Start: start, End: end}, kind})
	}
	for at := 0; at <= len(text); {
		end := lineEnd(text, at)
		line := text[at:end]
		switch closed := closing(text, at, end); {
		case closed > 0:
			add(at, closed, codePart)
			end = closed
		case isRow(line):
			add(at, end, tablePart)
		default:
			add(at, end, textPart)
		}
		at = end + 1
	}
	return all
}

func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// closing returns where the block of code ends that begins with text[at:end], or
// 0 if none does.
func closing(text string, at, end int) int {
	fence := passage.Fence(text[at:end])
	for fence != "" && end < len(text) {
		at = end + 1
		end = lineEnd(text, at)
		if line := text[at:end]; strings.HasPrefix(line, fence) && strings.Trim(line, "`") == "" {
			return end
		}
	}
	return 0
}

func isRow(line string) bool {
	return len(line) > 3 && strings.HasPrefix(line, "| ") && strings.HasSuffix(line, " |")
}

// code writes a block of code. One that holds a fence of its own is shown as
// mere lines: Discord would end it there.
func code(text string) string {
	first, rest, _ := strings.Cut(text, "\n")
	fence := passage.Fence(first)
	inner := rest[:max(strings.LastIndexByte(rest, '\n'), 0)]
	if strings.Contains(inner, "```") {
		return Escape(inner)
	}
	return "```" + first[len(fence):] + "\n" + inner + "\n```"
}

// webAddress matches an address that stands in a text as it is.
var webAddress = regexp.MustCompile(`https?://[^\s<>"|\\]+`)

// inline writes plain text with its links. An address can be pressed.
func inline(text string) string {
	var out strings.Builder
	end := 0
	for _, l := range passage.Links(text) {
		out.WriteString(addresses(text[end:l.Start]))
		out.WriteString(link(l))
		end = l.End
	}
	out.WriteString(addresses(text[end:]))
	return out.String()
}

// addresses is Escape, but web addresses can be pressed.
func addresses(text string) string {
	if !strings.Contains(text, "://") {
		return Escape(text)
	}
	var out strings.Builder
	end := 0
	for _, m := range webAddress.FindAllStringIndex(text, -1) {
		address := strings.TrimRight(text[m[0]:m[1]], ".,;:!?'*_~`")
		if strings.HasSuffix(address, ")") && !strings.Contains(address, "(") {
			address = strings.TrimRight(address, ").,;:!?'")
		}
		if u, err := url.Parse(address); err != nil || u.Host == "" {
			continue
		}
		out.WriteString(Escape(text[end:m[0]]))
		out.WriteString("<" + address + ">")
		end = m[0] + len(address)
	}
	out.WriteString(Escape(text[end:]))
	return out.String()
}

var (
	hostName  = regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b`)
	phoneLink = regexp.MustCompile(`^\+\d{7,15}$`)
)

// link writes a link of an article: words that can be pressed. Words that name
// another host than the link leads to, and numbers, are shown with the address
// in full.
func link(l passage.Link) string {
	u, err := url.Parse(l.Target)
	if err != nil {
		return Escape(l.Text)
	}
	switch u.Scheme {
	case "tel":
		number := strings.TrimPrefix(l.Target, "tel:")
		switch {
		case digits(number) == digits(l.Text), strings.HasSuffix(digits(number), digits(l.Text)) && len(digits(l.Text)) > 6:
			return Escape(l.Text)
		case phoneLink.MatchString(number):
			return Escape(l.Text) + " (<" + number + ">)"
		}
		return Escape(l.Text) + " (" + Escape(number) + ")"
	case "http", "https":
		if named := hostName.FindString(l.Text); strings.Contains(l.Text, "://") || named != "" && !sameHost(named, u.Hostname()) {
			return Escape(l.Text) + " (<" + l.Target + ">)"
		}
	}
	return "[" + Escape(l.Text) + "](" + l.Target + ")"
}

func sameHost(a, b string) bool {
	bare := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	return bare(a) == bare(b)
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
