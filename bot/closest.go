package bot

import (
	"context"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// VerbOpen opens a passage that was among the closest: Args[0] is its id, Args[1]
// the exchange, Args[2] as Args[1] of VerbShow.
const VerbOpen Verb = "open"

// closest is the reply to a question that nothing answers for sure: excerpts of
// what comes closest, each with a button that opens the whole passage. It is no
// answer: the question is left for the moderators.
func (b *Bot) closest(ctx context.Context, r Request, question string, found search.Result) (Reply, error) {
	reply := Reply{
		Kind: Closest, Lead: r.Say(messages.Closest), Matches: found.Closest,
		Confidence: found.Closest[0].Confidence, Corrected: found.Corrected, Disclaimer: r.Disclaimer(),
	}
	for _, m := range found.Closest {
		reply.Notes = append(reply.Notes, excerpt(m))
	}
	id, err := b.record(ctx, r, question, Closest, found)
	if err != nil {
		return Reply{}, err
	}
	reply.Exchange = id
	for i, button := range showEach(search.Headings(found.Closest)) {
		if id != "" {
			button.Verb, button.Args = VerbOpen, []string{strconv.FormatInt(found.Closest[i].ID, 10), id}
		}
		reply.Actions = append(reply.Actions, button)
	}
	if id != "" {
		reply.Actions = append(reply.Actions, r.noneOfThese(id))
	}
	return reply, nil
}

// excerpt quotes the best sentences of a passage, word for word, under its
// heading and title. What was left out stands outside the quote.
func excerpt(m search.Match) string {
	head := "**" + Escape(Title(m.Passage)) + "**"
	if Title(m.Passage) != m.Title {
		head += " · " + Escape(m.Title)
	}
	span := m.Excerpt()
	before, after := "", ""
	if span.Start > 0 {
		before = "… "
	}
	if span.End < len(m.Text) {
		after = " …"
	}
	return head + "\n" + before + "“" + Escape(span.Of(m.Text)) + "”" + after
}

// pressOpen quotes a passage that was among the closest, and notes for the
// moderators that it was meant.
func (b *Bot) pressOpen(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Arg(1), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	return b.opened(ctx, r, r.Arg(2) == inPrivate, func(p knowledge.Passage, _ string, reply Reply) (Reply, error) {
		if err := b.base.Opened(ctx, r.Guild, id, p.ID, false); err != nil {
			b.log.Error("keeping what was opened", "error", err) // the answer does not depend on it
			return reply, ctx.Err()
		}
		reply.Exchange = r.Arg(1)
		args := []string{r.Arg(1), strconv.FormatInt(p.ID, 10)}
		reply.Actions = append(reply.Actions,
			Action{Label: r.Say(messages.Helpful), Verb: VerbHelpful, Args: args},
			Action{Label: r.Say(messages.NotHelpful), Verb: VerbNotHelpful, Args: args})
		return b.withTestButton(ctx, r, reply, r.Arg(1))
	})
}
