package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// pressWay offers the guild's own passages, those first that members opened, then
// those that come nearest to a question. Its second argument is the page.
func (b *Bot) pressWay(ctx context.Context, r Request) (Reply, error) {
	q, gone, err := b.queued(ctx, r)
	if gone != nil || err != nil {
		return or(gone), err
	}
	near, err := b.near(ctx, r.Guild, q.Question)
	if err != nil {
		return Reply{}, err
	}
	if len(near) == 0 {
		return refused(r, messages.NothingNear), nil
	}
	near = openedFirst(near, q.Opened)
	number := strconv.FormatInt(q.ID, 10)
	options := make([]Option, len(near))
	for i, p := range near {
		options[i] = Option{shorten(title(p), maxLabel), strconv.FormatInt(p.ID, 10), shorten(firstLine(p.Text), maxLabel)}
	}
	page, _ := strconv.Atoi(r.arg(1))
	menu := Menu{Verb: VerbWayTo, Args: []string{number}, Placeholder: r.say(messages.PickPassage)}
	return r.turned(r.paged(r.done(messages.PickPassage), menu, options, page, verbWay, number)), nil
}

// openedFirst puts the passages that members opened before the others.
func openedFirst(all []knowledge.Passage, opened []knowledge.Opened) []knowledge.Passage {
	place := func(p knowledge.Passage) int {
		if i := slices.IndexFunc(opened, func(o knowledge.Opened) bool { return o.Passage == p.ID }); i >= 0 {
			return i
		}
		return len(opened)
	}
	slices.SortStableFunc(all, func(a, b knowledge.Passage) int { return cmp.Compare(place(a), place(b)) })
	return all
}

// near lists the guild's own passages: what the search finds for a question,
// then the others in the order of their articles.
func (b *Bot) near(ctx context.Context, guild, question string) ([]knowledge.Passage, error) {
	found, err := b.base.Search(ctx, knowledge.Query{Guild: guild, Text: question, Limit: maxChoices})
	if err != nil {
		return nil, err
	}
	var all []knowledge.Passage
	seen := map[int64]bool{}
	for _, m := range found.Matches {
		all, seen[m.ID] = append(all, m.Passage), true
	}
	rest, err := b.base.Passages(ctx, guild)
	return append(all, slices.DeleteFunc(rest, func(p knowledge.Passage) bool { return seen[p.ID] })...), err
}

// pressWayTo makes a draft in which a passage also answers the question.
func (b *Bot) pressWayTo(ctx context.Context, r Request) (Reply, error) {
	q, gone, err := b.queued(ctx, r)
	if gone != nil || err != nil {
		return or(gone), err
	}
	p, err := b.base.Passage(ctx, r.Guild, leading(r.arg(1)))
	if errors.Is(err, knowledge.ErrNoPassage) {
		return refused(r, messages.Gone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	a, err := b.base.Article(ctx, r.Guild, p.Article, p.Revision)
	if err != nil {
		return Reply{}, err
	}
	if a, err = a.AlsoAsked(p, q.Question); err == nil {
		a, err = canonical(ctx, a)
	}
	if err != nil {
		return Reply{}, err
	}
	return b.propose(ctx, r, "another way to ask", q.ID, []knowledge.Drafted{{Article: a, Base: p.Revision}}, nil)
}
