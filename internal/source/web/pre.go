package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

var languageName = regexp.MustCompile(`^[a-z0-9+#.-]{1,20}$`)

// pre reads lines that are kept as they are. What is in them is no mark.
func (w *walker) pre(n *html.Node) {
	w.flush()
	language := ""
	for _, e := range []*html.Node{n, only(n, atom.Code)} {
		if e == nil {
			continue
		}
		for class := range strings.FieldsSeq(attribute(e, "class")) {
			if name, ok := strings.CutPrefix(class, "language-"); ok && languageName.MatchString(strings.ToLower(name)) {
				language = strings.ToLower(name)
			}
		}
	}
	b := draft.CodeBlock(language, preText(n))
	if !strings.ContainsFunc(b.Text, prose.IsWordRune) {
		return
	}
	open := w.inItem
	w.Put(b)
	w.inItem = open
}

// preText returns the text below n as it stands, <br> being a line break.
func preText(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			text.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			text.WriteByte('\n')
		}
	}
	return text.String()
}
