package web

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// badgeAddress matches addresses of pictures that tell programmers of a build.
var badgeAddress = regexp.MustCompile(`(?i)shields\.io|badge`)

// picture reads a picture as its description, which leads to it if its address is
// known. One without a description is counted.
func (w *walker) picture(n *html.Node) {
	alt, source := prose.Clean(attribute(n, "alt")), attribute(n, "src")
	decorates := hasAttribute(n, "alt") && !w.markdown || attribute(n, "role") == "presentation" || hasAttribute(n, "aria-hidden")
	switch {
	case alt == "" && !decorates && !w.unpictured:
		w.report.Pictures++
	case alt == "":
	case !strings.ContainsFunc(alt, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		w.write(alt) // an emoji
	case w.unpictured, hasAttribute(n, "aria-hidden"), draft.IsFileName(alt), badgeAddress.MatchString(source), alt == captionOf(n):
		w.report.Leave(alt, "description of a picture")
	default:
		w.write(w.described(alt, source))
	}
}

// described writes the description of a picture as canonical text has it.
func (w *walker) described(alt, source string) string {
	target, _ := w.target(source)
	if w.bare || !prose.IsLink(target) || len(alt) > draft.MaxLinkText {
		return " " + passage.PictureSign + alt + " "
	}
	return " " + draft.MarkLink(passage.PictureSign+alt, target) + " "
}

// captionOf returns the words below a picture, or "".
func captionOf(picture *html.Node) string {
	for n := picture.Parent; n != nil; n = n.Parent {
		if n.DataAtom != atom.Figure {
			continue
		}
		if caption := only(n, atom.Figcaption); caption != nil {
			return prose.Clean(textOf(caption))
		}
		break
	}
	return ""
}
