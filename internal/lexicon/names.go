package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"pamphlet/internal/stem"
)

// nameWeight is the worth of a name found in place of another that an article says
// is the same.
const nameWeight = 0.9

// The bounds of a name, in words. One that begins with its sentence is whole; of
// another, it is not known where it begins.
const (
	maxName   = 5
	maxWithin = 3
)

// maxAbbreviation is the most letters of an abbreviation.
const maxAbbreviation = 7

// The words by which a text says that another name follows, and that a brand's does.
var (
	also  = regexp.MustCompile(`(?i)\b(?:also|sometimes|often|commonly|formerly|previously|otherwise|better) (?:called|known as|referred to as|named) `)
	brand = regexp.MustCompile(`(?i)(?:, |\()(?:which is |which are |is |are )?(?:sold |marketed |available )?(?:under |by )?(?:the |its )?(?:brand|trade) names? `)
)

// inBrackets is an abbreviation in brackets, or a phrase that is behind one.
var inBrackets = regexp.MustCompile(` \(([A-Za-z][A-Za-z -]{1,60})\)`)

// Names returns the names of one thing that an English text says are one: "also
// called", "sold under the brand name", "restless legs syndrome (RLS)". Where it says
// "it", the title is the name.
func Names(title, text string) []Group {
	var groups []Group
	add := func(a, b string) {
		if a, b = trimName(a), trimName(b); isName(a) && isName(b) && !strings.EqualFold(a, b) {
			groups = append(groups, Group{From: []string{strings.ToLower(a), strings.ToLower(b)}, Weight: nameWeight})
		}
	}
	for _, at := range found(also, text, "called ", "known as ", "referred to as ", "named ") {
		name := nameBefore(text[:at[0]], title)
		for _, other := range namesAfter(text[at[1]:]) {
			add(name, other)
		}
	}
	for _, at := range found(brand, text, "brand name", "trade name") {
		name := nameBefore(text[:at[0]], "")
		for _, other := range namesAfter(text[at[1]:]) {
			if isCapital(other) {
				add(name, other)
			}
		}
	}
	for _, at := range found(inBrackets, text, " (") {
		before, inside := text[:at[0]], text[at[2]:at[3]]
		last := before[strings.LastIndexAny(before, " \n")+1:]
		switch {
		case isAbbreviation(inside):
			add(spelledOut(before, inside), inside)
		case isAbbreviation(last) && spelledOut(inside, last) == inside:
			add(last, inside)
		}
	}
	return groups
}

// found returns where p is in text, with its groups: nowhere, if text holds none of
// signs, of which p needs one: looking for those first is much cheaper.
func found(p *regexp.Regexp, text string, signs ...string) [][]int {
	if !slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(text, sign) }) {
		return nil
	}
	return p.FindAllStringSubmatchIndex(text, -1)
}

// nameReach is how far from what tells of names they are looked for, in bytes: what
// many of them cost stays linear.
const nameReach = 200

// breaks are the signs between which a name stands.
const breaks = ".;:()[]!?\n–—"

// plainDashes makes a break of one byte of each.
var plainDashes = strings.NewReplacer("–", ";", "—", ";")

// nameBefore is the name that a text ends with, before what says that another follows.
func nameBefore(text, title string) string {
	text = text[max(0, len(text)-nameReach):]
	text = strings.TrimRight(plainDashes.Replace(text), " (,;")
	clause := text[strings.LastIndexAny(text, breaks)+1:]
	if i := strings.LastIndex(clause, ","); i >= 0 {
		clause = clause[i+1:]
	}
	words := strings.Fields(clause)
	for len(words) > 0 && between[strings.ToLower(words[len(words)-1])] && !strings.EqualFold(words[len(words)-1], "it") {
		words = words[:len(words)-1] // "is also called"
	}
	switch {
	case len(words) == 0:
		return ""
	case strings.EqualFold(words[len(words)-1], "it"):
		return title
	}
	from := len(words)
	for from > 0 && !between[strings.ToLower(words[from-1])] {
		from--
	}
	most := maxName
	if from > 0 && !articles[strings.ToLower(words[from-1])] {
		most = maxWithin
	}
	return strings.Join(words[max(from, len(words)-most):], " ")
}

// namesAfter are the names that a text begins with: one, or several that "or" and
// "and" join, or commas between names that are written with a capital.
func namesAfter(text string) []string {
	text = text[:min(nameReach, len(text))]
	if i := strings.IndexAny(text, breaks); i >= 0 {
		text = text[:i]
	}
	var names []string
	var name []string
	end := func() {
		names, name = append(names, strings.Join(name, " ")), nil
	}
	for _, word := range strings.Fields(text) {
		bare := strings.TrimRight(word, ",")
		switch lower := strings.ToLower(bare); {
		case len(name) == 0 && articles[lower]:
			continue
		case lower == "or" || lower == "and":
			end()
			continue
		case between[lower]:
			end()
			return names
		}
		if len(names) > 0 && len(name) == 0 && isCapital(names[0]) && !isCapital(bare) {
			return names
		}
		name = append(name, bare)
		if bare != word {
			if !isCapital(name[0]) {
				end()
				return names
			}
			end()
		}
	}
	end()
	return names
}

// isAbbreviation reports whether a word is letters, two of them capitals at least.
func isAbbreviation(word string) bool {
	capitals := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case !unicode.IsLower(r):
			return false
		}
	}
	return capitals > 1 && len(word) <= maxAbbreviation
}

func isCapital(name string) bool { return name != "" && unicode.IsUpper([]rune(name)[0]) }

// spelledOut is the end of a text whose words begin with the letters of an
// abbreviation; "" if there is none.
func spelledOut(text, short string) string {
	letters, from := []rune(strings.ToLower(strings.TrimSuffix(short, "s"))), len(text)
	for len(letters) > 0 {
		end := strings.TrimRight(text[:from], " -")
		from = strings.LastIndexAny(end, " -\n") + 1
		word := strings.ToLower(end[from:])
		switch {
		case word == "" || strings.ContainsAny(word, breaks+","):
			return ""
		case []rune(word)[0] == letters[len(letters)-1]:
			letters = letters[:len(letters)-1]
		case !joining[word]:
			return ""
		}
	}
	return text[from:]
}

// trimName is a name without what stands around it.
func trimName(name string) string { return strings.Trim(name, " \"“”'‘’*_,") }

// isName reports whether a text can be the name of something.
func isName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > maxName || strings.ContainsAny(name, ",>#") {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool { return len(w) > 1 && !stem.Stop(strings.ToLower(w), "en") })
}

var (
	articles = wordSet("a an the")
	joining  = wordSet("of and the for in to with a")
	// between are words that stand before or behind a name, but in none.
	between = wordSet("a an the is are was were be been being has have had can could may might will would should must do does did it " +
		"they this that these those which who whom what when where while if because so than then but or and as by for from in into on at to with without " +
		"not no such all some any most many more other others among also called known")
)
