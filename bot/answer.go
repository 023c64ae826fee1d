package bot

import (
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
	"pamphlet/knowledge/search"
)

// quoted is the reply that quotes the first match.
func (b *Bot) quoted(r Request, found search.Result) Reply {
	first := found.Matches[0]
	reply := b.passage(r, first)
	reply.Confidence, reply.Corrected = first.Confidence, found.Corrected
	reply.Related = found.Related[:min(len(found.Related), maxRelated)]
	reply.Actions = append(reply.Actions, showEach(reply.Related)...)
	if len(found.Corrections) > 0 {
		var words []string
		for _, c := range found.Corrections {
			words = append(words, "*"+Escape(c.To)+"*")
		}
		reply.Lead = r.Say(messages.Results, strings.Join(words, ", "))
	}
	return reply
}

// passage is the reply that quotes a match: its words, its source, the
// disclaimer.
func (b *Bot) passage(r Request, m search.Match) Reply {
	reply := Reply{
		Kind: Answer, Title: Escape(Title(m.Passage)), Quote: quote(m.Text, m.Header, m.Sentence),
		Source: r.Say(messages.From, r.Cite(m.Passage)), Disclaimer: r.Disclaimer(),
		Matches: []search.Match{m}, Pictures: r.shownPictures(m.Text),
	}
	if m.Parts > 1 {
		reply.Source += "\n" + r.Say(messages.Part, m.Part, m.Parts)
	}
	if m.Next != 0 {
		reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.Continue), Verb: VerbShow, Args: []string{strconv.FormatInt(m.Next, 10)}, Style: Primary})
	}
	if overdue(m.Passage, r.Time) {
		reply.Notes = append(reply.Notes, r.Say(messages.Reviewed, r.Day(m.Review)))
	}
	for _, duplicate := range m.Duplicates {
		reply.Notes = append(reply.Notes, r.Say(messages.Duplicate, r.Cite(duplicate)))
	}
	return reply
}

// Whole is the text of a passage as members see it when it is quoted.
func Whole(p knowledge.Passage) string { return quote(p.Text, p.Header, passage.Span{}) }

// Title is the heading that stands over a passage.
func Title(p knowledge.Passage) string {
	if len(p.Heading) > 0 {
		return p.Heading[len(p.Heading)-1]
	}
	return p.Title
}

// Cite names where a passage is from: title, heading, date, link.
func (r Request) Cite(p knowledge.Passage) string {
	parts := []string{Escape(p.Title)}
	if h := Title(p); h != p.Title {
		parts = append(parts, Escape(h))
	}
	if !p.Published.IsZero() {
		parts = append(parts, r.Day(p.Published))
	}
	if p.Source != "" {
		parts = append(parts, addresses(p.Source))
	}
	return strings.Join(parts, ", ")
}

// maxRelated is how many related passages are offered.
const maxRelated = 3

// Text is the whole reply as a reader sees it, without its buttons.
func (r Reply) Text() string {
	parts := append([]string{r.Lead, r.Quote, r.Source}, r.Notes...)
	parts = append(parts, r.Disclaimer)
	var shown []string
	for _, part := range parts {
		if part != "" {
			shown = append(shown, Visible(part))
		}
	}
	return strings.Join(shown, "\n\n")
}
