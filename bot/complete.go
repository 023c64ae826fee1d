package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"pamphlet/knowledge"
)

// complete suggests values for the option that a moderator is typing: Args[0]
// is its name, Text what has been typed. The second result is false if r is
// not for a moderator's command. Who may not use the command sees nothing.
func (b *Bot) complete(ctx context.Context, r Request) (Reply, bool, error) {
	d, ok := b.desk.deeds["/"+r.Name]
	if !ok {
		return Reply{}, false, nil
	}
	reply := Reply{Kind: Done}
	allowed, err := b.may(ctx, r, d.may)
	if err != nil || !allowed {
		return reply, true, err
	}
	all, err := b.values(ctx, r, r.arg(0))
	typed := strings.ToLower(strings.TrimSpace(r.Text))
	for _, value := range all {
		if len(reply.Choices) < mostChoices && len(value) <= 100 && strings.Contains(strings.ToLower(value), typed) {
			reply.Choices = append(reply.Choices, value)
		}
	}
	return reply, true, err
}

// values lists what an option can be.
func (b *Bot) values(ctx context.Context, r Request, option string) ([]string, error) {
	var all []string
	switch option {
	case "article":
		articles, err := b.base.Articles(ctx, r.Guild)
		for _, a := range articles {
			all = append(all, a.Slug)
		}
		return all, err
	case "passage":
		passages, err := b.base.PassagesOf(ctx, r.Guild, r.option("article"))
		for _, p := range passages {
			all = append(all, shorten(title(p), 90))
		}
		return all, err
	case "revision", "from", "to":
		history, err := b.base.History(ctx, r.Guild, r.option("article"))
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
			all = append(all, strconv.FormatInt(d.ID, 10))
		}
		return all, err
	case "setting":
		for _, s := range settings() {
			all = append(all, s.name)
		}
	case "stage":
		all = []string{string(knowledge.New), string(knowledge.InDraft), string(knowledge.Answered), string(knowledge.Ignored)}
	case "may":
		for _, right := range rights {
			all = append(all, string(right))
		}
	}
	return all, nil
}

// Suggests reports whether the values of p are completed as they are typed.
func (p Parameter) Suggests() bool {
	switch p.Name {
	case "article", "passage", "revision", "from", "to", "draft", "setting", "stage", "may":
		return true
	}
	return false
}
