package source

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/knowledge/passage"
)

// fileName matches what programs write where the description of a picture should
// be: the name of its file, its number, that it is one.
var fileName = regexp.MustCompile(`(?i)^(?:\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic)|(?:(?:img|dsc|pxl|image|picture|photo|screenshot|grafik|bild|untitled|logo|icon|avatar|banner)[\s_-]*)+\d*(?:[\s_-]\d+)*|[\d\s_-]+|.*description automatically generated)$`)

// badgeAddress matches addresses of pictures that tell programmers of a build.
var badgeAddress = regexp.MustCompile(`(?i)shields\.io|badge`)

// picture reads a picture as its description, which leads to it if its address is
// known. One without a description is counted.
func (w *walker) picture(n *html.Node) {
	alt, source := clean(attribute(n, "alt")), attribute(n, "src")
	decorates := hasAttribute(n, "alt") && !w.markdown || attribute(n, "role") == "presentation" || hasAttribute(n, "aria-hidden")
	switch {
	case alt == "" && !decorates && !w.unpictured:
		w.report.Pictures++
	case alt == "":
	case !strings.ContainsFunc(alt, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		w.write(alt) // an emoji
	case w.unpictured, hasAttribute(n, "aria-hidden"), fileName.MatchString(alt), badgeAddress.MatchString(source), alt == captionOf(n):
		w.report.leave(alt, "description of a picture")
	default:
		w.write(w.described(alt, source))
	}
}

// described writes the description of a picture as canonical text has it.
func (w *walker) described(alt, source string) string {
	target, _ := w.target(source)
	if w.bare || !isLink(target) || len(alt) > maxLinkText {
		return " " + passage.PictureSign + alt + " "
	}
	return " " + markLink(passage.PictureSign+alt, target) + " "
}

// captionOf returns the words below a picture, or "".
func captionOf(picture *html.Node) string {
	for n := picture.Parent; n != nil; n = n.Parent {
		if n.DataAtom != atom.Figure {
			continue
		}
		if caption := only(n, atom.Figcaption); caption != nil {
			return clean(textOf(caption))
		}
		break
	}
	return ""
}
