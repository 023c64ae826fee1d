package markup

import (
	"regexp"
	"strings"
)

var (
	// componentTag matches a line that is the tag of a component, as MDX has them.
	componentTag = regexp.MustCompile(`^<(/?)([A-Z][\w.]*)((?:\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'|\{[^{}]*\}))?)*)\s*(/?)>$`)
	// wordTag matches a component within a line that shows its text argument.
	wordTag = regexp.MustCompile(`<[A-Z]\w*\s[^<>]*?\btext="([^"]+)"[^<>]*/>`)
	// iconMark and keysMark are those of Material for MkDocs, attributes those of all
	// who follow kramdown.
	iconMark   = regexp.MustCompile(`:(?:material|fontawesome|octicons|simple)-[\w-]+:`)
	keysMark   = regexp.MustCompile(`\+\+([a-z0-9][a-z0-9-]*(?:\+[a-z0-9-]+)*)\+\+`)
	inserted   = regexp.MustCompile(`\^\^([^\^\n]+)\^\^`)
	attributes = regexp.MustCompile(`\{:?\s*(?:[.#][\w-]+|[\w-]+="[^"]*")(?:\s+(?:[.#][\w-]+|[\w-]+="[^"]*"))*\s*\}`)
)

// component writes the tag of a component as the Markdown it stands for.
func (d *dialect) component(tag string) {
	m := componentTag.FindStringSubmatch(tag)
	closes, name, given, alone := m[1] != "", m[2], arguments(m[3]), m[4] != ""
	title := firstNamed(given, "title", "label", "question", "header", "heading", "summary", "text")
	switch name {
	case "TabItem", "Tab":
		if closes {
			d.inTabs = max(d.inTabs-1, 0)
			d.put("")
			return
		}
		d.inTabs++
		d.put("", overPart(title, given["name"], given["value"]), "")
		return
	case "Accordion", "AccordionItem", "Collapsible", "Collapse", "Expandable", "Details", "Toggle":
		switch {
		case closes:
			d.put("", "</details>", "")
		case title != "":
			d.put("", "<details><summary>"+title+"</summary>", "")
		}
		return
	case "Note", "Tip", "Info", "Warning", "Danger", "Caution", "Important", "Callout", "Admonition", "Alert", "Aside", "Hint":
		if !closes {
			if kind := firstNamed(given, "type", "kind", "variant"); kind != "" {
				name = kind
			}
			d.put("", label(name, title), "")
			return
		}
	}
	words := title
	if address := firstNamed(given, "href", "to", "url"); address != "" && title != "" {
		words = "[" + title + "](" + address + ")"
	} else if title != "" && !alone {
		words = overPart(title)
	}
	if d.put("", words, "", given["description"], ""); words == "" && alone {
		d.leave(tag, "a component")
	}
}

// extensions reads the marks within a line that some site generators know: keys,
// icons, inserted words, and attributes, which say nothing.
func (d *dialect) extensions(l string) string {
	if strings.Contains(l, "/>") {
		l = wordTag.ReplaceAllString(l, "$1")
	}
	if strings.Contains(l, "++") {
		l = keysMark.ReplaceAllStringFunc(l, func(keys string) string {
			names := strings.Split(strings.Trim(keys, "+"), "+")
			for i, n := range names {
				names[i] = strings.ToUpper(n[:1]) + n[1:]
			}
			return strings.Join(names, "+")
		})
	}
	if strings.Contains(l, "^^") {
		l = inserted.ReplaceAllString(l, "$1")
	}
	if strings.Contains(l, ":") {
		l = iconMark.ReplaceAllStringFunc(l, func(icon string) string {
			d.leave(icon, "an icon")
			return ""
		})
	}
	if strings.Contains(l, "{") {
		l = attributes.ReplaceAllString(l, "")
	}
	return l
}
