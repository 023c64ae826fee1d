package bot

import (
	"context"
	"net/url"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// kbAdd makes a draft of a file or web page, or opens a form for one question
// and its answer.
func (b *Bot) kbAdd(ctx context.Context, r Request) (Reply, error) {
	switch {
	case len(r.Files) > 0:
		articles, notes, problem := b.read(ctx, r.Files[0], source.Given{Title: r.option("title")})
		if problem != "" {
			return Reply{Kind: Refused, Lead: problem, Private: true}, nil
		}
		return b.proposeOver(ctx, r, "add", 0, articles, notes)
	case r.option("url") != "":
		return b.addPage(ctx, r)
	}
	return b.newForm(r, verbNew, nil, "", ""), nil
}

// option returns a command's option or a form's field, without spaces around
// it.
func (r Request) option(name string) string { return strings.TrimSpace(r.Options[name]) }

// addPage makes a draft of a web page.
func (b *Bot) addPage(ctx context.Context, r Request) (Reply, error) {
	articles, notes, problem := b.fetchPage(ctx, r, r.option("url"), source.Given{Title: r.option("title")})
	if problem != "" {
		return Reply{Kind: Refused, Lead: problem, Private: true}, nil
	}
	return b.proposeOver(ctx, r, "add", 0, articles, notes)
}

// newForm asks for a question and its answer.
func (b *Bot) newForm(r Request, verb Verb, args []string, question, answer string) Reply {
	return Reply{Kind: Done, Private: true, Form: &Form{Title: r.say(messages.FormNew), Verb: verb, Args: args, Fields: []Field{
		{Name: "question", Label: r.say(messages.FieldQuestion), Value: shorten(question, 300), Max: 300},
		{Name: "answer", Label: r.say(messages.FieldAnswer), Value: answer, Long: true},
		{Name: "title", Label: r.say(messages.FieldTitle), Value: shorten(r.option("title"), 200), Hint: r.say(messages.HintTitle), Max: 200},
		{Name: "ways", Label: r.say(messages.FieldWays), Long: true, Optional: true},
		{Name: "source", Label: r.say(messages.FieldSource), Optional: true, Max: 500},
	}}}
}

// messageAdd takes the text of a message as the answer of a form.
func (b *Bot) messageAdd(_ context.Context, r Request) (Reply, error) {
	text := strings.TrimSpace(r.Text)
	switch {
	case !hasLetter(text):
		return refused(r, messages.EmptyMessage), nil
	case units(text) > maxField:
		return refused(r, messages.TooLarge), nil
	}
	return b.newForm(r, verbNew, nil, "", text), nil
}

// submitNew makes a draft of a form.
func (b *Bot) submitNew(ctx context.Context, r Request) (Reply, error) {
	return b.answerDraft(ctx, r, 0)
}

// answerDraft makes a draft of a form's question and answer: a part of the
// article with the form's title, which is new if there is none.
func (b *Bot) answerDraft(ctx context.Context, r Request, question int64) (Reply, error) {
	title := strings.Join(strings.Fields(r.option("title")), " ")
	address := r.option("source")
	switch {
	case !hasLetter(title) || !hasLetter(r.option("question")) || !hasLetter(r.option("answer")):
		return refused(r, messages.FormEmpty), nil
	case address != "" && !isAddress(address):
		return refused(r, messages.BadAddress), nil
	}
	a, over, err := b.titled(ctx, r.Guild, title)
	switch {
	case err != nil:
		return Reply{}, err
	case len(a.Precut) > 0:
		return refused(r, messages.GivenArticle), nil
	}
	a.Text = strings.TrimSpace(a.Text + "\n\n" + entry(r, address))
	if a, err = canonical(ctx, a); err != nil {
		return Reply{Kind: Refused, Lead: sentenceOf(err), Private: true}, nil
	}
	return b.propose(ctx, r, "answer", question, []knowledge.Drafted{{Article: a, Base: over}}, nil)
}

// titled returns the article of a guild with a title and its revision, or a new
// one.
func (b *Bot) titled(ctx context.Context, guild, title string) (knowledge.Article, int, error) {
	slug, err := b.base.Titled(ctx, guild, title)
	if err != nil {
		return knowledge.Article{}, 0, err
	}
	if slug != "" {
		return b.base.CurrentArticle(ctx, guild, slug)
	}
	slug, err = b.base.Free(ctx, guild, source.Slug(title))
	return knowledge.Article{Guild: guild, Slug: slug, Title: title, Identity: "form " + slug}, 0, err
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, " <>")
}

// entry is the part of an article that a form asks for.
func entry(r Request, address string) string {
	var out strings.Builder
	out.WriteString("## " + strings.Join(strings.Fields(r.option("question")), " "))
	for way := range strings.Lines(r.option("ways")) {
		if way = strings.Join(strings.Fields(way), " "); way != "" {
			out.WriteString("\n? " + way)
		}
	}
	if address != "" {
		out.WriteString("\n<" + address + ">")
	}
	out.WriteString("\n\n" + r.option("answer"))
	return out.String()
}
