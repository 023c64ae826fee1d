package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"pamphlet/internal/source/prose"
)

// maxFrontMatter bounds the part of a file above the text, in bytes.
const maxFrontMatter = 64 << 10

// Fields are what stands between two lines of "---" at the top of a file.
type Fields map[string]any

var matterEnd = regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*(?:\n|\z)`)

// FrontMatter parts text into its fields and the rest.
func FrontMatter(text string) (Fields, string, error) {
	inner, found := strings.CutPrefix(strings.TrimLeft(text, "\n"), "---\n")
	if !found {
		if inner, found = strings.CutPrefix(yamlOfTOML(strings.TrimLeft(text, "\n")), "---\n"); !found {
			return nil, text, nil
		}
	}
	end := matterEnd.FindStringIndex(inner[:min(len(inner), maxFrontMatter)])
	if end == nil {
		return nil, text, nil // a rule at the top, not front matter
	}
	if err := checkMatter(inner[:end[0]]); err != nil {
		return nil, "", err
	}
	fields := Fields{}
	if err := yaml.Unmarshal([]byte(inner[:end[0]]), &fields); err != nil {
		reason, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, "", Refusal(ErrDamaged, "its front matter: "+reason, `write each line between the two "---" as "name: value"`)
	}
	return fields, inner[end[1]:], nil
}

var tomlField = regexp.MustCompile(`^([\w-]+)\s*=\s*(.+)$`)

// yamlOfTOML writes the fields between two lines of "+++" as those between two of
// "---"; text without them stays. Fields within tables leave.
func yamlOfTOML(text string) string {
	inner, found := strings.CutPrefix(text, "+++\n")
	end := strings.Index(inner[:min(len(inner), maxFrontMatter)], "\n+++")
	if !found || end < 0 {
		return text
	}
	var matter strings.Builder
	matter.WriteString("---\n")
	for l := range strings.SplitSeq(inner[:end], "\n") {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "[") {
			break
		}
		if m := tomlField.FindStringSubmatch(l); m != nil {
			matter.WriteString(m[1] + ": " + m[2] + "\n")
		}
	}
	_, rest, _ := strings.Cut(inner[end+1:], "\n")
	return matter.String() + "---\n" + rest
}

// checkMatter refuses what the fields of an article have no use for, and what
// costs the YAML parser more than it says: lists deep within lists, and values
// repeated by name, of which a few lines stand for more text than a machine can
// hold.
func checkMatter(text string) error {
	const deepest = 20
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth > deepest {
			return Refusal(ErrDamaged, "its front matter: lists stand too deep within lists", `write each line between the two "---" as "name: value"`)
		}
	}
	if RepeatsByName(text) {
		return Refusal(ErrDamaged, "its front matter: it repeats a value by its name", "write the value itself")
	}
	return nil
}

// RepeatsByName reports whether YAML has values that stand for others.
func RepeatsByName(text string) bool {
	if !strings.ContainsAny(text, "&*") && !strings.Contains(text, "<<") {
		return false
	}
	return slices.ContainsFunc(lexer.Tokenize(text), func(t *token.Token) bool {
		return t.Type == token.AnchorType || t.Type == token.AliasType || t.Type == token.MergeKeyType
	})
}

// text returns the first of the named fields that says something.
func (m Fields) text(names ...string) string {
	for _, name := range names {
		if text := strings.TrimSpace(scalar(m[name])); text != "" {
			return text
		}
	}
	return ""
}

// scalar writes a value that is neither a list nor a mapping; those are "".
func scalar(value any) string {
	switch value := value.(type) {
	case string, bool, int, int64, uint64, float64, time.Time:
		return fmt.Sprint(value)
	}
	return ""
}

// list returns a field that is a list or a text parted by commas.
func (m Fields) list(name string) []string {
	var list []string
	switch value := m[name].(type) {
	case []any:
		for _, v := range value {
			if text := strings.TrimSpace(scalar(v)); text != "" {
				list = append(list, text)
			}
		}
	case string:
		for v := range strings.SplitSeq(value, ",") {
			list = append(list, strings.TrimSpace(v))
		}
	}
	return list[:min(len(list), 50)] // nobody sorts by more
}

// Draft reads the fields this package knows.
func (m Fields) Draft(report *Report) Draft {
	d := Draft{
		Title:    m.text("title", "display_title", "question"),
		Language: prose.LanguageCode(m.text("language", "lang", "locale")),
		Slug:     m.text("slug"),
		Tags:     prose.Union(m.list("tags"), nil),
	}
	for _, name := range []string{"source", "url", "canonical", "canonical_url", "link"} {
		if address := m.text(name); d.Source == "" && prose.IsLink(address) {
			d.Source = address
		}
	}
	for _, name := range []string{"published", "date", "publishdate", "pubdate"} {
		if d.Published.IsZero() {
			d.Published = m.day(name, report).Day
		}
	}
	for _, name := range []string{"updated", "lastupdate", "lastmod", "modified", "last_updated"} {
		if d.Updated.IsZero() {
			d.Updated = m.day(name, report).Day
		}
	}
	d.Review = m.day("review", report).Day
	m.noteOthers(report)
	return d
}

// knownFields are the names that Draft reads, besides those of days.
const knownFields = " format title display_title question language lang locale slug tags source url canonical canonical_url link " +
	"published date publishdate pubdate updated lastupdate lastmod modified last_updated review "

// noteOthers names the fields that say something and are not used.
func (m Fields) noteOthers(report *Report) {
	var others []string
	for name, value := range m {
		if !strings.Contains(knownFields, " "+name+" ") && value != nil && value != "" {
			others = append(others, prose.Excerpt(prose.Clean(name)))
		}
	}
	if len(others) > 0 {
		slices.Sort(others)
		report.Leave(strings.Join(others, ", "), "fields above the text that are not used")
	}
}

func (m Fields) day(name string, report *Report) prose.FoundDay {
	text := m.text(name)
	found, ok := prose.ParseDay(text)
	if text != "" && (!ok || found.Ambiguous) {
		report.Note("The date in %q, %q, could not be read; write it as 2023-12-31.", name, prose.Excerpt(prose.Clean(text)))
	}
	return found
}
