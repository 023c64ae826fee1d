package draft

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/source/prose"
)

// TitleAmong returns the text of the first heading of the first level, if
// nothing much stands above it. In pasted text, which has none, it may also be a
// line at the top that comes twice, or the one that stands over the text.
func TitleAmong(blocks []Block, pasted bool) string {
	for i, b := range blocks {
		if i == 8 || b.Kind == Paragraph && prose.Words(b.Text) > 20 {
			break
		}
		if b.Kind == Heading && b.Level == 1 {
			return b.Text
		}
	}
	if !pasted {
		return ""
	}
	top := blocks[:min(len(blocks), 12)]
	seen := map[string]bool{}
	for _, b := range top {
		if askLabel.MatchString(b.Text) {
			continue
		}
		if (b.Kind == Paragraph || b.Kind == Heading) && LooksLikeHeading(b.Text) && !StatesFact(b.Text) {
			if prose.Words(b.Text) > 1 && seen[prose.Fold(b.Text)] {
				return b.Text
			}
			seen[prose.Fold(b.Text)] = true
		}
	}
	for i, b := range top {
		_, _, dated := prose.DateLine(b.Text)
		switch {
		case i == 4 || b.Kind != Paragraph && b.Kind != Heading:
			return ""
		case dated || isBanner(b.Text):
		case askLabel.MatchString(b.Text) && strings.HasSuffix(b.Text, "?"):
			return "" // the first of a list
		case LooksLikeHeading(b.Text) && !StatesFact(b.Text) && i+1 < len(blocks):
			return b.Text
		default:
			return ""
		}
	}
	return ""
}

// banner matches the line that names a site and its part, as it stands over
// every page of it.
var banner = regexp.MustCompile(`(?i)^[^.?!]{1,60} [—–|·-] (?:the |our )?(?:official )?(?:blog|news|newsroom|home|homepage|home page|website)$`)

func isBanner(line string) bool { return banner.MatchString(line) }

// fact matches what a line says to be looked up, and no title has: a number to
// call or to type, a mail address, a command.
var fact = regexp.MustCompile(`\S@\S|\w\(\)| --?[a-z]|[=;{}<>$]|\w+: *\S*\d`)

var longNumber = regexp.MustCompile(`\d{3,}`)

// StatesFact reports whether a short line tells something by itself, so that
// text would be lost if it became a title.
func StatesFact(line string) bool {
	if strings.HasSuffix(line, "?") {
		return false
	}
	if fact.MatchString(line) {
		return true
	}
	for _, number := range longNumber.FindAllString(line, -1) {
		if year, err := strconv.Atoi(number); err != nil || year < 1900 || year > 2100 {
			return true
		}
	}
	return false
}

// titleFromName makes a title of a file's name: "side-effects.md" is
// "Side effects".
func titleFromName(name string) string {
	base := filepath.Base(name)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	title := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, base))
	if title == "" || title == "." || title == "/" {
		return "Untitled"
	}
	r := []rune(title)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// MaxTitle is the longest title or heading in characters: what the title of a
// Discord embed may have.
const MaxTitle = 256

// shortTitle cuts a title that is too long behind a word.
func shortTitle(title string) string {
	if utf8.RuneCountInString(title) <= MaxTitle {
		return title
	}
	runes := []rune(title[:min(len(title), 4*MaxTitle)])
	cut := string(runes[:min(len(runes), MaxTitle-1)])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return strings.ToValidUTF8(cut, "") + "…"
}
