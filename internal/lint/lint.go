// Package lint reads an article for what its moderators should look at before it
// answers anybody: doses, methods, hurtful words, absolute claims.
package lint

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Finding is something in an article that its moderators should look at
// before it answers anybody.
type Finding struct {
	Rule       string // which check, such as "dose"
	Start, End int    // bytes of the text; both 0 for the article as a whole
	Excerpt    string // the text found
	Advice     string // what to do
	// Blocks is set for what must not be published as it is.
	Blocks bool
}

// Checks that others make, who know the rules and the passages.
const (
	Question = "question with a card"
	Twice    = "one question, two answers"
)

// check is one pattern of [Linter.Lint]. The patterns are RE2: linear, whatever
// the article holds.
type check struct {
	rule    string
	pattern *regexp.Regexp
	advice  string
	blocks  bool
}

// dose is a number with a unit of dose behind it.
const dose = `(?i)\b\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*-?\s*(?:mg|mcg|µg|μg|ug|milligrams?|micrograms?|grams?|g|ml|millilit(?:er|re)s?|iu|units?|tablets?|pills?|capsules?|puffs?|sprays?|drops?|teaspoons?|tbsp|tsp)(?:\s*(?:/|per|a)\s*(?:kg|day|hour|dose|week))?\b`

// methods is what tells how, and not only that.
const methods = `(?i)\bhow\s+to\s+(?:kill|hang|drown|poison|suffocate|strangle|overdose|cut|harm|hurt|starve|end)\s+(?:yourself|oneself|your\s+(?:own\s+)?life|on\b)` +
	`|\bhow\s+to\s+(?:commit\s+suicide|die\b|(?:tie|make)\s+a\s+noose|hide\s+(?:cuts|scars|self[- ]harm|an\s+eating\s+disorder))` +
	`|\b(?:painless|easiest|quickest|surest|most\s+(?:effective|reliable|lethal)|least\s+painful)\s+(?:way|method)s?\s+(?:to\s+(?:die|kill|end)|of\s+(?:suicide|dying))` +
	`|\b(?:take|swallow|inject|drink|mix|use)\b[^.\n]{0,60}\bto\s+(?:die|kill\s+yourself|end\s+your\s+life|overdose)\b`

// crisisLine is the number of a crisis line. Any other number is the article's
// own business.
const crisisLine = `(?i)\b(?:(?:crisis|suicide|help|hot|life)[- ]?line|samaritans|crisis\s+text\s+line)\b[^.\n]{0,40}?\+?\d[\d\s().-]{1,15}\d` +
	`|\b(?:call|text|dial|ring)\s+(?:or\s+text\s+)?988\b|\b988\s+(?:suicide|lifeline|crisis)|\b116\s?123\b|\b13\s?11\s?14\b|\b741\s?741\b|\b1-?800-?273-?(?:8255|talk)\b`

// checks compiles the patterns, which takes a moment: [New] does it once.
func checks() []check {
	return []check{
		{"dose", regexp.MustCompile(dose), "A number with a unit may be read as a dose. Tag the passage ok-for-advice-questions only if anyone may act on it, or take the number out.", false},
		{"method", regexp.MustCompile(methods), "Tell nobody how: it raises the risk for readers who are close to it. Say how to help, or leave it out.", true},
		{"lethal amount", regexp.MustCompile(`(?i)\b(?:lethal|fatal|deadly)\s+(?:dose|amount|quantity|combination)|\bLD\s?-?50\b|\b(?:enough|sufficient)\s+to\s+(?:kill|be\s+fatal)|\b(?:by|methods?\s+of)\s+(?:hanging|jumping|suffocation|asphyxiation)|\bsuicide\s+(?:method|note)s?\b`), "A reference text may say so; for readers at risk, leave amounts and means out.", false},
		{"wording", regexp.MustCompile(`(?i)\bcommit(?:s|ted|ting)?\s+suicide|\b(?:un)?successful\s+(?:suicide|attempt)|\bfailed\s+(?:suicide|attempt)|\bsuicide\s+epidemic`), `Say "died by suicide" or "attempted suicide": it is not a crime, and not a success.`, false},
		{"absolute claim", regexp.MustCompile(`(?i)\b(?:miracle|guarantee[ds]?|100\s?%\s+(?:safe|effective)|no\s+(?:risks?|side\s+effects)|risk[- ]free|completely\s+safe|always\s+works|permanent\s+cure|(?:can|will|does|to)\s+cures?|cures\s+\w+|never\s+fails|works\s+for\s+every(?:one|body))\b`), "No treatment is certain. Say for whom it helps, how often, and what may go wrong.", false},
		{"crisis line", regexp.MustCompile(crisisLine), "Take the crisis line out: the bot adds crisis lines from its registry, where they expire.", false},
	}
}

// A Linter checks articles.
type Linter struct {
	checks   []check
	dose     *regexp.Regexp // a number with a unit
	instruct *regexp.Regexp // a line that tells to do something
	warning  *regexp.Regexp // words that warn
}

// New prepares the checks.
func New() *Linter {
	return &Linter{
		checks:   checks(),
		dose:     regexp.MustCompile(dose),
		instruct: regexp.MustCompile(`(?im)^(?:\s*(?:[-*]|\d+[.)])\s*)?(?:please\s+)?(?:take|use|apply|inject|swallow|drink|increase|reduce|stop|start|mix|repeat|double|skip)\b[^.\n]*`),
		warning:  regexp.MustCompile(`(?i)\b(?:warning|caution|do not|don't|never|avoid|unless|danger|important|not suitable|seek help|call your)\b`),
	}
}

// HasDose reports whether text holds a number with a unit of dose. Such a
// passage is kept from people who ask about their own treatment unless a
// moderator has tagged it.
func (l *Linter) HasDose(text string) bool { return l.dose.MatchString(text) }

// Article is what Lint reads of an article.
type Article struct {
	Text      string // canonical text
	Source    string // URL, or ""
	Published time.Time
}

// Lint checks an article and gives what it found, in order of place.
func (l *Linter) Lint(a Article) []Finding {
	var list []Finding
	for _, c := range l.checks {
		for _, at := range c.pattern.FindAllStringIndex(a.Text, -1) {
			list = append(list, Finding{c.rule, at[0], at[1], a.Text[at[0]:at[1]], c.advice, c.blocks})
		}
	}
	list = append(list, l.apart(a.Text)...)
	slices.SortStableFunc(list, func(x, y Finding) int { return x.Start - y.Start })
	if a.Published.IsZero() {
		list = append(list, Finding{Rule: "date", Advice: "Say when it was published or last reviewed: members see it with every answer."})
	}
	if a.Source == "" && !strings.Contains(a.Text, "\n<http") {
		list = append(list, Finding{Rule: "source", Advice: "Name the source: a page that members can read for themselves."})
	}
	return list
}

// apart finds instructions whose warning stands under the next heading: a
// member sees one passage, so the one must hold the other.
func (l *Linter) apart(text string) []Finding {
	var list []Finding
	parts := sections(text)
	for i, s := range parts {
		at := l.instruct.FindStringIndex(text[s.start:s.end])
		if at == nil || l.warning.MatchString(text[s.start:s.end]) || i+1 == len(parts) {
			continue
		}
		next := parts[i+1]
		heading, _, _ := strings.Cut(text[next.start:next.end], "\n")
		if !warns(heading) {
			continue
		}
		list = append(list, Finding{"warning apart", s.start + at[0], s.start + at[1], text[s.start+at[0] : s.start+at[1]],
			"Its warning stands under the next heading, and a member is shown one of them only. Put the warning beside the instruction.", false})
	}
	return list
}

// warns reports whether a heading announces warnings.
func warns(heading string) bool {
	h := strings.ToLower(heading)
	for _, word := range []string{"warning", "caution", "danger", "precaution", "before you", "who should not", "do not"} {
		if strings.Contains(h, word) {
			return true
		}
	}
	return false
}

// section is a heading and the text under it.
type section struct{ start, end int }

// sections cuts text at its headings.
func sections(text string) []section {
	var list []section
	start := 0
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		if text[at] == '#' && at > start {
			list = append(list, section{start, at})
			start = at
		}
		at += end + 1
	}
	if start < len(text) {
		list = append(list, section{start, len(text)})
	}
	return list
}
