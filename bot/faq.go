package bot

import (
	"context"
	"slices"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// Verbs by which a member browses the articles. An article is named by its first
// passage.
const (
	VerbFAQ     Verb = "faq"     // page of the articles
	VerbFAQOf   Verb = "faqof"   // article, page of its headings
	VerbFAQRead Verb = "faqread" // passage
)

// faq lists the articles that a member can read, a page at a time.
func (b *Bot) faq(ctx context.Context, r Request) (Reply, error) {
	if !r.answersHere() {
		return elsewhere(r), nil
	}
	all, err := b.browsed(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return r.Refused(messages.Unknown), nil
	}
	if len(all) == 1 {
		return r.headings(all[0], 0, true), nil
	}
	options := make([]Option, len(all))
	for i, article := range all {
		options[i] = Option{Shorten(article[0].Title, MaxLabel), strconv.FormatInt(article[0].ID, 10), r.Say(messages.FAQPassages, len(article))}
	}
	page, _ := strconv.Atoi(r.Arg(0))
	menu := Menu{Verb: VerbFAQOf, Placeholder: r.Say(messages.FAQArticle)}
	return r.Turned(r.Paged(r.Done(messages.FAQ), menu, options, page, VerbFAQ)), nil
}

// browsed lists the passages that a member can browse, by article: of a long
// section its first part, and nothing that is withheld from them.
func (b *Bot) browsed(ctx context.Context, r Request) ([][]knowledge.Passage, error) {
	guilds, err := b.bases.scope(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	sticks := b.sticky.Sticks(b.key(r), r.Time)
	var all [][]knowledge.Passage
	for _, name := range guilds {
		passages, err := b.base.Passages(ctx, name)
		if err != nil {
			return nil, err
		}
		passages = slices.DeleteFunc(passages, func(p knowledge.Passage) bool {
			return p.Part > 1 || r.outdated(p) || sticks && slices.Contains(p.Tags, knowledge.TagNoCrisis)
		})
		for i, p := range passages {
			if i == 0 || p.Article != passages[i-1].Article {
				all = append(all, nil)
			}
			all[len(all)-1] = append(all[len(all)-1], p)
		}
	}
	return all, nil
}

// pressFAQOf lists the headings of an article.
func (b *Bot) pressFAQOf(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	all, err := b.browsed(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	for _, article := range all {
		if article[0].ID == id {
			page, _ := strconv.Atoi(r.Arg(1))
			return r.Turned(r.headings(article, page, len(all) == 1)), nil
		}
	}
	return r.Refused(messages.Gone), nil
}

// headings is a menu of what an article holds, with the way back to the others
// unless it is the only one.
func (r Request) headings(article []knowledge.Passage, page int, only bool) Reply {
	options := make([]Option, len(article))
	for i, p := range article {
		options[i] = PassageOption(p, strconv.FormatInt(p.ID, 10))
	}
	menu := Menu{Verb: VerbFAQRead, Placeholder: r.Say(messages.Choose)}
	reply := r.Done(messages.FAQOf, Escape(article[0].Title))
	reply = r.Paged(reply, menu, options, page, VerbFAQOf, strconv.FormatInt(article[0].ID, 10))
	if !only {
		reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.FAQAll), Verb: VerbFAQ, Args: []string{"0"}})
	}
	return reply
}

// pressFAQRead quotes a passage for who browses, and nobody else.
func (b *Bot) pressFAQRead(ctx context.Context, r Request) (Reply, error) {
	r.Args = []string{r.Arg(0), inPrivate}
	return b.pressShow(ctx, r)
}
