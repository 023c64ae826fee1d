package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// maxFrontMatter bounds the part of a file above the text, in bytes.
const maxFrontMatter = 64 << 10

// readMarkdown reads CommonMark with GitHub's tables. It becomes HTML first:
// so HTML within Markdown, and Markdown within that, are read in one way.
func readMarkdown(text string, report *Report) (draft, error) {
	fields, text, err := frontMatter(text)
	if err != nil {
		return draft{}, err
	}
	if nestedTooDeep(text) {
		return draft{}, refusal(ErrNesting, "", "copy its text into a .txt file and import that")
	}
	var page bytes.Buffer
	reader := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := reader.Convert([]byte(tame(loosen(text))), &page); err != nil {
		return draft{}, refusal(ErrDamaged, err.Error(), "save its text as .txt and import that")
	}
	blocks, err := markdownBlocks(page.String(), report)
	if err != nil {
		return draft{}, err
	}
	d := fields.draft(report)
	d.blocks = blocks
	return d, nil
}

var (
	// tagLine matches a line that begins and ends with tags of parts of a page.
	tagLine = regexp.MustCompile(`^ {0,3}</?(?:div|section|article|main|li|td|th|tr|ul|ol|details|summary|p|center|blockquote|figure|h[1-6])\b.*>\s*$`)
	// deepTag matches such a line indented like code.
	deepTag = regexp.MustCompile(`^(?:\t| {4,})\s*</?(?:div|section|article|main|li|ul|ol|details|summary|p|h[1-6])\b`)
)

// loosen helps where people mix HTML and Markdown in ways that CommonMark reads
// otherwise than they mean. Words right below a line of tags would be HTML up to
// the next blank line, and tags that are indented would be code.
func loosen(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	var loose strings.Builder
	above, fenced := false, false
	for l := range strings.Lines(text) {
		trimmed := strings.TrimSpace(l)
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
		}
		switch {
		case fenced:
		case deepTag.MatchString(l):
			l = trimmed + "\n"
		case above && trimmed != "" && !strings.HasPrefix(trimmed, "<") && indentOf(l) < 4:
			loose.WriteByte('\n')
		}
		above = !fenced && tagLine.MatchString(strings.TrimRight(l, "\n"))
		loose.WriteString(l)
	}
	return loose.String()
}

// matter is what stands between two lines of "---" at the top of a file.
type matter map[string]any

var matterEnd = regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*(?:\n|\z)`)

// frontMatter parts text into its fields and the rest.
func frontMatter(text string) (matter, string, error) {
	inner, found := strings.CutPrefix(strings.TrimLeft(text, "\n"), "---\n")
	if !found {
		return nil, text, nil
	}
	end := matterEnd.FindStringIndex(inner[:min(len(inner), maxFrontMatter)])
	if end == nil {
		return nil, text, nil // a rule at the top, not front matter
	}
	fields := matter{}
	if err := yaml.Unmarshal([]byte(inner[:end[0]]), &fields); err != nil {
		reason, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, "", refusal(ErrDamaged, "its front matter: "+reason, `write each line between the two "---" as "name: value"`)
	}
	return fields, inner[end[1]:], nil
}

// text returns the first of the named fields that says something.
func (m matter) text(names ...string) string {
	for _, name := range names {
		switch value := m[name].(type) {
		case string:
			if strings.TrimSpace(value) != "" {
				return strings.TrimSpace(value)
			}
		case nil, []any, map[string]any:
		default:
			return fmt.Sprint(value)
		}
	}
	return ""
}

// list returns a field that is a list or a text parted by commas.
func (m matter) list(name string) []string {
	var list []string
	switch value := m[name].(type) {
	case []any:
		for _, v := range value {
			list = append(list, strings.TrimSpace(fmt.Sprint(v)))
		}
	case string:
		for v := range strings.SplitSeq(value, ",") {
			list = append(list, strings.TrimSpace(v))
		}
	}
	return list[:min(len(list), 50)] // nobody sorts by more
}

// draft reads the fields this package knows.
func (m matter) draft(report *Report) draft {
	d := draft{
		title:    m.text("title", "display_title"),
		language: languageCode(m.text("language", "lang", "locale")),
		slug:     m.text("slug"),
		tags:     union(m.list("tags"), nil),
	}
	for _, name := range []string{"source", "url", "canonical", "canonical_url", "link"} {
		if address := m.text(name); d.source == "" && isLink(address) {
			d.source = address
		}
	}
	for _, name := range []string{"published", "date", "publishdate", "pubdate"} {
		if d.published.IsZero() {
			d.published = m.day(name, report).day
		}
	}
	for _, name := range []string{"updated", "lastupdate", "lastmod", "modified", "last_updated"} {
		if d.updated.IsZero() {
			d.updated = m.day(name, report).day
		}
	}
	d.review = m.day("review", report).day
	return d
}

func (m matter) day(name string, report *Report) whenFound {
	text := m.text(name)
	found, ok := parseDay(text)
	if text != "" && (!ok || found.ambiguous) {
		report.note("The date in %q, %q, could not be read; write it as 2023-12-31.", name, excerpt(clean(text)))
	}
	return found
}
