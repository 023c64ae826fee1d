package moderate

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// complete suggests values for the option that a moderator is typing: Args[0]
// is its name, Text what has been typed. Who may not use the command sees nothing.
func (b *Bot) complete(ctx context.Context, r bot.Request, h handler) (bot.Reply, error) {
	reply := bot.Reply{Kind: bot.Done}
	allowed, err := b.HasRight(ctx, r, h.right)
	if err != nil || !allowed {
		return reply, err
	}
	if r.Arg(0) == "passage" && r.Option("article") == "" {
		reply.Choices, err = b.passagesLike(ctx, r)
		return reply, err
	}
	all, err := b.values(ctx, r, r.Arg(0))
	typed := strings.ToLower(strings.TrimSpace(r.Text))
	for _, value := range all {
		if len(reply.Choices) < bot.MaxChoices && utf8.RuneCountInString(value) <= 100 && strings.Contains(strings.ToLower(value), typed) {
			reply.Choices = append(reply.Choices, value)
		}
	}
	return reply, err
}

// passagesLike suggests passages of the whole guild: what the search finds for
// what has been typed, then those whose article or heading holds it.
func (b *Bot) passagesLike(ctx context.Context, r bot.Request) ([]string, error) {
	typed := strings.TrimSpace(r.Text)
	found, err := b.base.Search(ctx, search.Query{Guild: r.Guild, Text: typed, Limit: bot.MaxChoices})
	if err != nil {
		return nil, err
	}
	searched := map[int64]bool{}
	for _, m := range found.Matches {
		searched[m.ID] = true
	}
	all, err := b.near(ctx, r.Guild, typed)
	var suggested []string
	for _, p := range all {
		if holds := strings.Contains(strings.ToLower(p.Title+" "+bot.Title(p)), strings.ToLower(typed)); len(suggested) < bot.MaxChoices && (holds || searched[p.ID]) {
			suggested = append(suggested, bot.Shorten(fmt.Sprintf("%d: %s › %s", p.ID, p.Title, bot.Title(p)), 90))
		}
	}
	return suggested, err
}

// values lists what an option can be. A number is followed by a colon and what
// it stands for.
func (b *Bot) values(ctx context.Context, r bot.Request, option string) ([]string, error) {
	var all []string
	switch option {
	case "article":
		articles, err := b.base.Articles(ctx, r.Guild)
		for _, a := range articles {
			all = append(all, a.Slug)
		}
		return all, err
	case "passage":
		passages, err := b.base.PassagesOf(ctx, r.Guild, r.Option("article"))
		for _, p := range passages {
			all = append(all, bot.Shorten(bot.Title(p), 90))
		}
		return all, err
	case "revision", "from", "to":
		history, err := b.base.History(ctx, r.Guild, r.Option("article"))
		if errors.Is(err, knowledge.ErrNoArticle) {
			return nil, nil
		}
		for _, v := range history {
			all = append(all, strconv.Itoa(v.Number))
		}
		return all, err
	case "draft":
		drafts, err := b.base.Drafts(ctx, r.Guild)
		for _, d := range drafts {
			all = append(all, bot.Shorten(fmt.Sprintf("%d: %s (%s)", d.ID, d.Articles[0].Title, d.What), 90))
		}
		return all, err
	case "question":
		queue, err := b.base.Queue(ctx, r.Guild, knowledge.StageNew, r.Time)
		for _, q := range queue {
			all = append(all, bot.Shorten(fmt.Sprintf("%d: %s", q.ID, strings.Join(strings.Fields(q.Question), " ")), 90))
		}
		return all, err
	case "export":
		all = []string{"csv", "jsonl"}
	case "setting":
		for _, s := range settings() {
			all = append(all, s.name)
		}
	case "stage":
		all = []string{string(knowledge.StageNew), string(knowledge.StageDrafted), string(knowledge.StageAnswered), string(knowledge.StageIgnored)}
	case "may":
		for _, right := range bot.Rights() {
			all = append(all, string(right))
		}
	}
	return all, nil
}

// Suggests reports whether the values of p are completed as they are typed.
func (p Parameter) Suggests() bool {
	switch p.Name {
	case "article", "passage", "revision", "from", "to", "draft", "question", "export", "setting", "stage", "may":
		return true
	}
	return false
}
