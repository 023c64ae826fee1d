package moderate

import (
	"context"
	"slices"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/lint"
	"pamphlet/knowledge"
)

// lintDraft looks a draft over.
func (b *Bot) lintDraft(ctx context.Context, guild string, d knowledge.Draft) ([]lint.Finding, error) {
	old := make(map[string]knowledge.Article)
	for _, a := range d.Articles {
		var err error
		if old[a.Slug], err = b.before(ctx, guild, a); err != nil {
			return nil, err
		}
	}
	return b.lintOf(d, old), nil
}

// lintOf returns what the moderators should look at in a draft. A part of an
// article that is there already was looked at before: only findings whose words
// are new count. Of what must not be published, the whole line must be as it
// was: then an operator has answered for it.
func (b *Bot) lintOf(d knowledge.Draft, old map[string]knowledge.Article) []lint.Finding {
	var all []lint.Finding
	for _, a := range d.Articles {
		if a.Removes {
			continue
		}
		before := old[a.Slug]
		was := b.findings(before)
		for _, f := range b.findings(a.Article) {
			same := func(o lint.Finding) bool {
				return o.Rule == f.Rule && o.Excerpt == f.Excerpt && (!f.Blocks || lineOf(before.Text, o) == lineOf(a.Text, f))
			}
			if before.Text == "" || !slices.ContainsFunc(was, same) {
				all = append(all, f)
			}
		}
	}
	return all
}

// lineOf is the line of text in which a finding begins.
func lineOf(text string, f lint.Finding) string {
	line, _, _ := strings.Cut(text[f.Start:], "\n")
	return text[strings.LastIndexByte(text[:f.Start], '\n')+1:f.Start] + line
}

// findings are what the lint finds in an article, questions of it that no member
// is answered, since they get a card, and those that it answers in two ways.
func (b *Bot) findings(a knowledge.Article) []lint.Finding {
	all := b.Linter().Lint(lintable(a))
	for _, p := range a.Passages() {
		for _, q := range p.Questions {
			if b.parts.Guards.OnlyCard(q) {
				all = append(all, lint.Finding{Rule: lint.Question, Excerpt: q,
					Advice: "Who asks this is shown where to find help, not the article. Word it without a person in danger."})
			}
		}
	}
	for _, p := range a.Contested() {
		all = append(all, TwoAnswers(p))
	}
	return all
}

// TwoAnswers is the finding of a passage of [knowledge.Article.Contested].
func TwoAnswers(p knowledge.Passage) lint.Finding {
	return lint.Finding{Rule: lint.Twice, Start: p.Start, End: p.End, Excerpt: p.Questions[0],
		Advice: "Another passage is listed with this question and says something else. Take one out, or word the questions apart."}
}

func lintable(a knowledge.Article) lint.Article {
	return lint.Article{Text: a.Text, Source: a.Source, Published: a.Published}
}

// findings writes findings as notes, one a rule.
func findings(r bot.Request, all []lint.Finding) []string {
	var notes []string
	for len(all) > 0 {
		rule, advice := all[0].Rule, all[0].Advice
		var excerpts []string
		all = slices.DeleteFunc(slices.Clone(all), func(f lint.Finding) bool {
			if f.Rule != rule {
				return false
			}
			if f.Excerpt != "" && len(excerpts) < maxListed && !slices.Contains(excerpts, f.Excerpt) {
				excerpts = append(excerpts, f.Excerpt)
			}
			return true
		})
		note := r.Say(messages.Finding, rule, bot.Escape(advice))
		if len(excerpts) > 0 {
			note += " (" + bot.Escape(strings.Join(excerpts, "; ")) + ")"
		}
		notes = append(notes, note)
	}
	return notes
}

// blocking returns the findings that must not be published as they are.
func blocking(all []lint.Finding) []lint.Finding {
	return slices.DeleteFunc(slices.Clone(all), func(f lint.Finding) bool { return !f.Blocks })
}
