package markup

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	rstTarget = regexp.MustCompile("^\\.\\. _`?([^:`]+)`?:\\s+(\\S+)$")
	rstNote   = regexp.MustCompile(`^\.\. \[(#?[\w-]+|\*)\]\s+(\S.*)$`)
	noteAlone = regexp.MustCompile(`^\.\. \[(?:#?[\w-]+|\*)\]\s*$`)
	rstSwap   = regexp.MustCompile(`^\.\. \|([^|]+)\| replace:: (\S.*)$`)
	rstNamed  = regexp.MustCompile("`([^`<]+)`_\\b|`([^`<]+)`_|\\b([A-Za-z][\\w.-]*\\w)_(?:\\W|$)")
	rstAnonym = regexp.MustCompile("`([^`<]+)`__|\\b([A-Za-z][\\w.-]*[A-Za-z0-9])__(?:\\W|$)")
	rstMark   = regexp.MustCompile(`\s?\[(#?[\w-]+|\*)\]_`)
)

// rstNames puts what reStructuredText says elsewhere by its name where it is
// referred to: addresses of links, notes and words.
func rstNames(lines []string) []string {
	links, notes, swaps := map[string]string{}, map[string]string{}, map[string]string{}
	var rest, unnamed, unnumbered []string // addresses and notes that are told by their order
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if noteAlone.MatchString(l) && i+1 < len(lines) && Indent(lines[i+1]) > 0 { // its words begin below
			i++
			l = strings.TrimRight(l, " ") + " " + strings.TrimSpace(lines[i])
		}
		switch trimmed := strings.TrimRight(l, " "); {
		case strings.HasPrefix(trimmed, "__ "):
			unnamed = append(unnamed, strings.TrimSpace(trimmed[3:]))
		case strings.HasPrefix(trimmed, ".. __: "):
			unnamed = append(unnamed, strings.TrimSpace(trimmed[7:]))
		case strings.HasPrefix(trimmed, ".. [#] "):
			unnumbered = append(unnumbered, strings.TrimSpace(trimmed[7:]))
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
	var repeats Repeats
	for i, l := range rest {
		l = rstAnonym.ReplaceAllStringFunc(l, func(mark string) string {
			if len(unnamed) == 0 {
				return mark
			}
			m, target := rstAnonym.FindStringSubmatch(mark), unnamed[0]
			unnamed = unnamed[1:]
			after := ""
			if m[2] != "" {
				after = mark[len(m[2])+2:]
			}
			return "[" + m[1] + m[2] + "](" + target + ")" + after
		})
		for len(unnumbered) > 0 && strings.Contains(l, "[#]_") {
			before, after, _ := strings.Cut(l, "[#]_")
			l = strings.TrimRight(before, " ") + " (" + strings.TrimRight(unnumbered[0], ".") + ")" + after
			unnumbered = unnumbered[1:]
		}
		rest[i] = rstPut(l, links, notes, swaps, &repeats)
	}
	return rest
}

func rstPut(l string, links, notes, swaps map[string]string, repeats *Repeats) string {
	if strings.Contains(l, "]_") {
		l = rstMark.ReplaceAllStringFunc(l, func(mark string) string {
			if note := notes[rstMark.FindStringSubmatch(mark)[1]]; note != "" && repeats.Allow(note) {
				return " (" + strings.TrimRight(note, ".") + ")"
			}
			return mark
		})
	}
	if len(swaps) > 0 && strings.Count(l, "|") > 1 {
		l = rstSwapped(l, swaps, repeats)
	}
	if !strings.Contains(l, "_") {
		return l
	}
	return rstNamed.ReplaceAllStringFunc(l, func(mark string) string {
		m := rstNamed.FindStringSubmatch(mark)
		words := cmp.Or(m[1], m[2], m[3])
		target := links[strings.ToLower(words)]
		if target == "" || !repeats.Allow(target) {
			return mark
		}
		after := ""
		if m[3] != "" {
			after = mark[len(m[3])+1:]
		}
		return "[" + words + "](" + target + ")" + after
	})
}

// rstSwapped puts words in place of their names, which stand between bars.
func rstSwapped(l string, swaps map[string]string, repeats *Repeats) string {
	var out strings.Builder
	parts := strings.Split(l, "|")
	for i := 0; i < len(parts); i++ {
		words, known := "", false
		if 0 < i && i < len(parts)-1 {
			words, known = swaps[parts[i]]
		}
		switch {
		case known && repeats.Allow(words):
			out.WriteString(words + parts[i+1])
			i++
		case i == 0:
			out.WriteString(parts[i])
		default:
			out.WriteString("|" + parts[i])
		}
	}
	return out.String()
}
