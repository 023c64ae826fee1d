package prose

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the length of a slug in bytes; it fits a Discord custom id (100)
// with room for a verb and a number.
const maxSlug = 60

// Slug names an article after its title: lower-case words joined by hyphens,
// at most 60 bytes. Latin letters lose their accents, others stay. It is
// "article" if title has no letter or digit.
func Slug(title string) string {
	var slug strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(folded.Replace(strings.ToLower(title))) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			size := len(string(r))
			if slug.Len()+size+1 > maxSlug {
				return slug.String()
			}
			if hyphen && slug.Len() > 0 {
				slug.WriteByte('-')
			}
			hyphen = false
			slug.WriteRune(r)
		default:
			hyphen = true
		}
	}
	if slug.Len() == 0 {
		return "article"
	}
	return norm.NFC.String(slug.String())
}

// folded spells the Latin letters out that do not decompose.
var folded = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i")
