package script

import (
	"strings"

	"pamphlet/bot"
)

// compare returns where reply differs from what step expects.
func compare(step Step, reply bot.Reply) []Difference {
	var all []Difference
	for i, d := range step.Details {
		if !d.Word.wanted() {
			continue
		}
		if got, ok := d.met(reply); !ok {
			all = append(all, Difference{Line: d.Line, Detail: i, Word: d.Word, Want: d.Text, Got: got})
		}
	}
	return all
}

// met reports whether reply is as d expects. If not, got is what stands in
// its place.
func (d Detail) met(reply bot.Reply) (got string, ok bool) {
	text := reply.Text()
	switch d.Word {
	case Kind:
		return string(reply.Kind), d.any(string(reply.Kind), same)
	case Has:
		return text, d.any(text, holds)
	case Lacks:
		return text, !d.any(text, holds)
	case From:
		if len(reply.Matches) == 0 {
			return reply.Source, d.any(reply.Source, holds)
		}
		return reply.Matches[0].Title, d.any(reply.Matches[0].Title, same)
	case Heading:
		if len(reply.Matches) == 0 {
			return reply.Source, d.any(reply.Source, holds)
		}
		got = ""
		if path := reply.Matches[0].Heading; len(path) > 0 {
			got = path[len(path)-1]
		}
		return got, d.any(got, same)
	case Offers:
		var labels []string
		for _, offer := range offers(reply) {
			if d.any(offer.label, labelled) {
				return "", true
			}
			labels = append(labels, offer.label)
		}
		return strings.Join(labels, " | "), false
	case Private:
		got = map[bool]string{true: "yes", false: "no"}[reply.Private]
		return got, got == d.Text
	case Says:
		return text, trimmedLines(lines(text)) == trimmedLines(d.Text)
	}
	return "", true
}

// any reports whether is holds between text and one of d's alternatives.
func (d Detail) any(text string, is func(text, wanted string) bool) bool {
	for _, wanted := range alternatives(d.Text) {
		if is(text, wanted) {
			return true
		}
	}
	return false
}

// An offer is something a reply lets the member press, choose or complete.
type offer struct {
	label string
	verb  bot.Verb
	args  []string
}

// offers lists what reply offers, buttons first.
func offers(reply bot.Reply) []offer {
	var all []offer
	for _, action := range reply.Actions {
		all = append(all, offer{action.Label, action.Verb, action.Args})
	}
	for _, menu := range reply.Menus {
		for _, option := range menu.Options {
			args := append(append([]string{}, menu.Args...), option.Value)
			all = append(all, offer{option.Label, menu.Verb, args})
		}
	}
	for _, choice := range reply.Choices {
		all = append(all, offer{label: choice})
	}
	return all
}

// same reports whether two texts are equal as a reader sees them.
func same(a, b string) bool { return plain(a) == plain(b) }

// labelled reports whether a button's label is what is wanted. A long label
// ends early, in "...": its beginning counts.
func labelled(label, wanted string) bool {
	start, cut := strings.CutSuffix(plain(label), "…")
	return same(label, wanted) || cut && strings.HasPrefix(plain(wanted), start)
}

// holds reports whether text holds wanted as a reader sees them.
func holds(text, wanted string) bool { return strings.Contains(plain(text), plain(wanted)) }

// plain takes away what a person who reads a reply does not see or mind:
// case, spacing, bold and italics, escapes, the shape of quotation marks.
func plain(text string) string {
	text = strings.NewReplacer(`\`, "", "*", "", "’", "'", "‘", "'", "“", `"`, "”", `"`, "\u200b", "").Replace(text)
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

// trimmedLines is text without spaces at line ends and empty lines at its
// end, which editors take away.
func trimmedLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\r")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
