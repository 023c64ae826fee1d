package markup

import (
	"regexp"
	"strings"
)

// templateMark matches a mark by which site generators put other things into a page:
// Hugo's {{< name >}} and {{% name %}}, GitBook's and Jekyll's {% name %}. Code stands
// first, as marks within it are none.
var templateMark = regexp.MustCompile("`[^`\n]*`" + `|\{\{[<%]\s*(/?[\w/.-]+)((?:"[^"]*"|'[^']*'|[^{}"'])*?)/?\s*[>%]\}\}|\{%-?\s*(\w[\w-]*)((?:"[^"]*"|'[^']*'|[^{}"'])*?)-?%\}`)

// argument matches one argument of a mark or a tag: name="value", or a value alone.
var argument = regexp.MustCompile(`(?:([\w:-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|\{["']([^"']*)["']\}|([^\s"'=]+))`)

// arguments are what a mark or a tag is called with; "" is the first value without
// a name.
func arguments(text string) map[string]string {
	found := map[string]string{}
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		if _, again := found[m[1]]; !again {
			found[strings.ToLower(m[1])] = strings.TrimSpace(m[2] + m[3] + m[4] + m[5])
		}
	}
	return found
}

// firstNamed returns the first of the named arguments that says something.
func firstNamed(arguments map[string]string, names ...string) string {
	for _, name := range names {
		if value := arguments[name]; value != "" {
			return value
		}
	}
	return ""
}

// shortcodes writes the template marks of text as the Markdown they stand for. Others
// leave and are reported.
func shortcodes(text string, leave Leave) string {
	if !strings.Contains(text, "{{<") && !strings.Contains(text, "{{%") && !strings.Contains(text, "{%") {
		return text
	}
	var written strings.Builder
	var code fence
	highlighted := false // within a mark of lines of code
	for l := range strings.Lines(text) {
		if !highlighted && code.holds(strings.TrimSpace(l)) || highlighted && !highlightEnd.MatchString(l) {
			written.WriteString(l)
			continue
		}
		written.WriteString(templateMark.ReplaceAllStringFunc(l, func(mark string) string {
			if strings.HasPrefix(mark, "`") {
				return mark
			}
			m := templateMark.FindStringSubmatch(mark)
			name := strings.Replace(m[1]+m[3], "end", "/", 1)
			highlighted = name == "highlight" || highlighted && name != "/highlight"
			meant, known := shortcode(name, arguments(m[2]+m[4]))
			if !known {
				leave(mark, "template mark")
			}
			return meant
		}))
	}
	return written.String()
}

var highlightEnd = regexp.MustCompile(`\{\{[<%]\s*/highlight|\{%-?\s*endhighlight`)

// shortcode returns the Markdown that a mark stands for. A name that begins with "/"
// ends what another began.
func shortcode(name string, given map[string]string) (meant string, known bool) {
	title := firstNamed(given, "title", "name", "label", "header", "summary")
	switch strings.TrimPrefix(name, "/") {
	case "tab", "content-tab", "codetab":
		meant = parted(overPart(title, given[""]))
	case "hint", "notice", "alert", "callout", "admonition", "note", "tip", "info", "warning", "danger", "caution", "important":
		kind := firstNamed(given, "style", "type", "color", "")
		if kind == "" {
			kind = strings.TrimPrefix(name, "/")
		}
		meant = parted(label(kind, title))
	case "expand", "details", "collapse", "accordion", "accordion-item", "spoiler":
		if name[0] == '/' {
			return "\n\n</details>\n\n", true
		}
		if title = overPart(title, given[""]); title == "" {
			title = "More"
		}
		return "\n\n<details><summary>" + strings.TrimSuffix(title, ":") + "</summary>\n\n", true
	case "highlight":
		if name[0] == '/' {
			return "\n```\n", true
		}
		return "\n```" + given[""] + "\n", true
	case "code":
		meant = parted(overPart(title, ""))
	case "embed":
		if url := given["url"]; url != "" {
			meant = parted("<" + url + ">")
		}
	case "figure", "img":
		words := firstNamed(given, "alt", "caption", "title")
		return parted("![" + words + "](" + firstNamed(given, "src", "link") + ")"), words != "" && name[0] != '/'
	case "ref", "relref":
		return given[""], true
	default:
		return "", false
	}
	if name[0] == '/' {
		return "\n\n", true
	}
	return meant, true
}

// parted makes a text a paragraph of its own.
func parted(text string) string { return "\n\n" + text + "\n\n" }

// overPart is what stands over a part of a page: the first of texts that says
// something, behind which a colon stands.
func overPart(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimRight(t, ": "); t != "" {
			return t + ":"
		}
	}
	return ""
}
