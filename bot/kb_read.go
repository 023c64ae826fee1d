package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// read turns a file into articles. problem is a sentence for the moderator.
func (b *Bot) read(ctx context.Context, file File, given source.Given) (articles []knowledge.Drafted, notes []string, problem string) {
	if len(file.Body) > source.MaxFile {
		return nil, nil, Request{}.say(messages.TooLarge)
	}
	if given.Identity == "" {
		given.Identity = "attachment " + file.Name + "#"
	}
	read, report, err := b.moderation.read(ctx, file.Name, file.Body, given)
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
	text := Escape(strings.TrimRight(err.Error(), "."))
	if word, _, _ := strings.Cut(text, " "); strings.Contains(word, ".") {
		return text + "." // a file's name stays as it is
	}
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:] + "."
}

// fetchPage reads a web page as articles. A page without an address of its own
// is cited by the one it was asked for.
func (b *Bot) fetchPage(ctx context.Context, r Request, address string, given source.Given) ([]knowledge.Drafted, []string, string) {
	if b.moderation.fetch == nil {
		return nil, nil, r.say(messages.NoFetch)
	}
	page, err := b.moderation.fetch(ctx, address)
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
	read, _, err := source.Read(ctx, a.Slug+".md", source.Export(a), source.Given{})
	if err != nil {
		return a, err
	}
	a.Text = read[0].Text
	if a.Language == "" {
		a.Language = read[0].Language
	}
	return a, nil
}
