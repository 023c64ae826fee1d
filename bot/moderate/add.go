package moderate

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// kbAdd makes a draft of a file or web page, or opens a form for one question
// and its answer.
func (b *Bot) kbAdd(ctx context.Context, r bot.Request) (bot.Reply, error) {
	switch {
	case len(r.Files) > 0:
		articles, notes, problem := b.read(ctx, r.Files[0], source.Options{Title: r.Option("title"), Columns: chosenColumns(r)})
		if problem != "" {
			return bot.Reply{Kind: bot.Refused, Lead: problem, Private: true}, nil
		}
		return b.proposeOver(ctx, r, "add", 0, articles, notes)
	case r.Option("url") != "":
		return b.addPage(ctx, r)
	}
	return newForm(r, verbNew, nil, entryForm{}), nil
}

// chosenColumns are the columns of a table that a moderator chose, such as
// "question=B,answer=C".
func chosenColumns(r bot.Request) map[string]string {
	chosen := map[string]string{}
	for choice := range strings.SplitSeq(r.Option("columns"), ",") {
		if role, column, ok := strings.Cut(choice, "="); ok {
			chosen[strings.TrimSpace(role)] = strings.TrimSpace(column)
		}
	}
	return chosen
}

// addPage makes a draft of a web page.
func (b *Bot) addPage(ctx context.Context, r bot.Request) (bot.Reply, error) {
	articles, notes, problem := b.fetchPage(ctx, r, r.Option("url"), source.Options{Title: r.Option("title")})
	if problem != "" {
		return bot.Reply{Kind: bot.Refused, Lead: problem, Private: true}, nil
	}
	return b.proposeOver(ctx, r, "add", 0, articles, notes)
}

// entryForm is what the form for a question and its answer begins with.
type entryForm struct{ question, answer, ways string }

// newForm asks for a question and its answer.
func newForm(r bot.Request, verb bot.Verb, args []string, begin entryForm) bot.Reply {
	return bot.Reply{Kind: bot.Done, Private: true, Form: &bot.Form{Title: r.Say(messages.FormNew), Verb: verb, Args: args, Fields: []bot.Field{
		{Name: "question", Label: r.Say(messages.FieldQuestion), Value: bot.Shorten(begin.question, 300), Max: 300},
		{Name: "answer", Label: r.Say(messages.FieldAnswer), Value: begin.answer, Long: true},
		{Name: "title", Label: r.Say(messages.FieldTitle), Value: bot.Shorten(r.Option("title"), maxTitle), Hint: r.Say(messages.HintTitle), Max: maxTitle},
		{Name: "ways", Label: r.Say(messages.FieldWays), Value: begin.ways, Long: true, Optional: true},
		{Name: "source", Label: r.Say(messages.FieldSource), Optional: true, Max: 500},
	}}}
}

// messageAdd takes the text of a message as the answer of a form.
func (b *Bot) messageAdd(_ context.Context, r bot.Request) (bot.Reply, error) {
	text := strings.TrimSpace(r.Text)
	switch {
	case !bot.HasLetter(text):
		return r.Refused(messages.EmptyMessage), nil
	case units(text) > maxField:
		return r.Refused(messages.TooLarge), nil
	}
	return newForm(r, verbNew, nil, entryForm{answer: text}), nil
}

// submitNew makes a draft of a form.
func (b *Bot) submitNew(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.answerDraft(ctx, r, 0)
}

// answerDraft makes a draft of a form's question and answer: a part of the
// article with the form's title, which is new if there is none.
func (b *Bot) answerDraft(ctx context.Context, r bot.Request, question int64) (bot.Reply, error) {
	title := strings.Join(strings.Fields(r.Option("title")), " ")
	address := r.Option("source")
	switch {
	case !bot.HasLetter(title) || !bot.HasLetter(r.Option("question")) || !bot.HasLetter(r.Option("answer")):
		return r.Refused(messages.FormEmpty), nil
	case address != "" && !isAddress(address):
		return r.Refused(messages.BadAddress), nil
	}
	a, over, err := b.titled(ctx, r.Guild, title)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(a.Precut) > 0:
		return r.Refused(messages.GivenArticle), nil
	}
	a.Text = strings.TrimSpace(a.Text + "\n\n" + entry(r, address))
	if a, err = canonical(ctx, a); err != nil {
		return bot.Reply{Kind: bot.Refused, Lead: sentenceOf(err), Private: true}, nil
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
func entry(r bot.Request, address string) string {
	var out strings.Builder
	question := strings.Join(strings.Fields(typed(r.Option("question"))), " ")
	out.WriteString("## " + question)
	for way := range strings.Lines(r.Option("ways")) {
		if way = strings.Join(strings.Fields(way), " "); way != "" && way != question {
			out.WriteString("\n? " + way)
		}
	}
	if address != "" {
		out.WriteString("\n<" + address + ">")
	}
	out.WriteString("\n\n" + typed(r.Option("answer")))
	return out.String()
}

// typed is what a moderator typed into a form, or a member into a message, as
// the text of an article: nothing in it is a heading, another way to ask, or
// hidden. Discord's emphasis goes and its words stay; lists, links, pictures and
// blocks of code are what they are.
func typed(text string) string {
	var lines []string
	code := ""
	for line := range strings.SplitSeq(text, "\n") {
		fence := passage.Fence(line)
		switch {
		case code == "" && fence == "":
			line = structure.ReplaceAllString(line, "")
			line = ownEmoji.ReplaceAllString(line, "$1")
			line = picture.ReplaceAllString(line, "["+passage.PictureSign+"$1]($2)")
			for _, mark := range emphasis {
				line = mark.ReplaceAllString(line, "$1$2$3")
			}
		case code == "":
			code = fence
		case strings.HasPrefix(line, code):
			code = ""
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// structure begins a line that is no text of its own: a heading, another way to
// ask, small print.
var structure = regexp.MustCompile(`^\s*(?:(?:#{1,6}|\?|-#)\s+)+`)

// ownEmoji is an emoji of a server as Discord writes it; its name is left.
var ownEmoji = regexp.MustCompile(`<a?(:\w+:)\d+>`)

// picture is one in Markdown, which is kept by its description and leads to it.
var picture = regexp.MustCompile(`!\[([^\[\]]+)\]\((https?://[^\s()<>]+)\)`)

// emphasis is around words in Discord's Markdown. What stands within a word, as
// in an address, is none.
var emphasis = []*regexp.Regexp{
	regexp.MustCompile(`()\|\|(\S|\S.*?\S)\|\|()`),
	regexp.MustCompile(`()\*\*(\S|\S.*?\S)\*\*()`),
	regexp.MustCompile(`()~~(\S|\S.*?\S)~~()`),
	regexp.MustCompile(`(^|[^\pL\pN_/])__(\S|\S.*?\S)__($|[^\pL\pN_/])`),
	regexp.MustCompile(`(^|[^\pL\pN_*])\*(\S|\S.*?\S)\*($|[^\pL\pN_*])`),
	regexp.MustCompile(`(^|[^\pL\pN_/])_(\S|\S.*?\S)_($|[^\pL\pN_/])`),
}

// read turns a file into articles. problem is a sentence for the moderator.
func (b *Bot) read(ctx context.Context, file bot.File, given source.Options) (articles []knowledge.Drafted, notes []string, problem string) {
	if len(file.Body) > source.MaxFile {
		return nil, nil, bot.Request{}.Say(messages.TooLarge)
	}
	if given.Identity == "" {
		given.Identity = "attachment " + file.Name + "#"
	}
	read, report, err := b.parts.Read(ctx, file.Name, file.Body, given)
	if err != nil {
		return nil, nil, sentenceOf(err)
	}
	for _, a := range read {
		articles = append(articles, knowledge.Drafted{Article: a})
	}
	notes = append(notes, report.Notes...)
	for n, left := range report.Left {
		if n == maxListed {
			notes = append(notes, fmt.Sprintf("… and %d more left out", len(report.Left)+report.More-n))
			break
		}
		notes = append(notes, fmt.Sprintf("Left out: %q (%s)", left.Text, left.Why))
	}
	return articles, notes, ""
}

// sentenceOf writes an error that says what to do as a sentence.
func sentenceOf(err error) string {
	text := bot.Escape(strings.TrimRight(err.Error(), "."))
	if word, _, _ := strings.Cut(text, " "); strings.Contains(word, ".") {
		return text + "." // a file's name stays as it is
	}
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:] + "."
}

// fetchPage reads a web page as articles. A page without an address of its own
// is cited by the one it was asked for.
func (b *Bot) fetchPage(ctx context.Context, r bot.Request, address string, given source.Options) ([]knowledge.Drafted, []string, string) {
	if b.parts.Fetch == nil {
		return nil, nil, r.Say(messages.NoFetch)
	}
	page, err := b.parts.Fetch(ctx, address)
	if err != nil {
		return nil, nil, sentenceOf(err)
	}
	given.Type, given.Identity, given.Base = page.Type, page.URL, page.URL
	articles, notes, problem := b.read(ctx, page.File, given)
	for i := range articles {
		if articles[i].Source == "" {
			articles[i].Source = page.URL
		}
		articles[i].Origin = articles[i].Text
	}
	return articles, notes, problem
}

// canonical writes an article's text as package knowledge wants it, as
// importing it would.
func canonical(ctx context.Context, a knowledge.Article) (knowledge.Article, error) {
	if len(a.Precut) > 0 {
		return a, nil
	}
	read, _, err := source.Read(ctx, a.Slug+".md", source.Export(a), source.Options{})
	if err != nil {
		return a, err
	}
	a.Text = read[0].Text
	if a.Language == "" {
		a.Language = read[0].Language
	}
	return a, nil
}
