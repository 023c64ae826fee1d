package moderate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pamphlet/internal/lint"
	"pamphlet/knowledge"
)

// A Proposal is a change that an operator is about to save without a draft: whoever
// can write the database needs no second person. Lint and tests run all the same.
type Proposal struct {
	Articles []knowledge.Drafted
	Settings map[string]string
	Cases    []knowledge.Case // run too, in place of the guild's tests of the same questions
}

// A DryRun is what lint and tests say of a Proposal.
type DryRun struct {
	At     knowledge.Version // the trial holds for it alone
	Found  []Found           // what a person should look at
	Tests  int
	Broken []Broken
}

// A Found is a finding of the lint in an article that would change.
type Found struct {
	Article knowledge.Article
	lint.Finding
}

// A Broken test holds now and would not any more. Old and New name the passages
// that answer it; New is "" if none would. Guild is "" if it is of the guild
// that changes.
type Broken = effect

// DryRun looks at a change of a guild: at what the lint finds in articles that
// would change, and at the tests. For Shared, which all guilds read, these are
// the tests of all guilds; progress, if not nil, is told how many of them were
// run. A guild that is itself changed at this very moment is not waited for.
func (b *Bot) DryRun(ctx context.Context, guild string, c Proposal, progress func(done, of int)) (DryRun, error) {
	var t DryRun
	var err error
	if t.At, err = b.base.Version(ctx, guild); err != nil {
		return t, err
	}
	var changed knowledge.Draft
	for _, a := range c.Articles {
		old, over, err := b.base.CurrentArticle(ctx, guild, a.Slug)
		if err != nil && !errors.Is(err, knowledge.ErrNoArticle) {
			return t, err
		}
		a.Base = over
		if differs, err := b.differs(ctx, guild, a); err != nil || !differs {
			if err != nil {
				return t, err
			}
			continue
		}
		changed.Articles = append(changed.Articles, a)
		one := knowledge.Draft{Articles: []knowledge.Drafted{a}}
		for _, f := range b.lintOf(one, map[string]knowledge.Article{a.Slug: old}) {
			t.Found = append(t.Found, Found{a.Article, f})
		}
	}
	e, err := b.replay(ctx, guild, replayRun{draft: changed, settings: c.Settings, cases: c.Cases, progress: progress})
	t.Tests, t.Broken = e.Tests, e.Broken
	return t, err
}

// Objection says what stands in the way of a change unless somebody says why
// it is made all the same, or "".
func (t DryRun) Objection() string {
	var found []lint.Finding
	for _, f := range t.Found {
		found = append(found, f.Finding)
	}
	return objection(effects{Tests: t.Tests, Broken: t.Broken}, blocking(found))
}

// objection says what stands in the way of a change: tests that break, and
// findings that must not be published.
func objection(e effects, blocking []lint.Finding) string {
	var all []string
	if n := len(e.Broken); n > 0 {
		all = append(all, fmt.Sprintf("breaks %d of %d tests", n, e.Tests))
	}
	var rules []string
	for _, f := range blocking {
		if !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	if len(rules) > 0 {
		all = append(all, "holds what must not be published: "+strings.Join(rules, ", "))
	}
	return strings.Join(all, "; ")
}

// NoteBroken writes into the audit of each other guild whose tests break that
// what all guilds read was changed all the same.
func (b *Bot) NoteBroken(ctx context.Context, broken []Broken, by knowledge.Change) error {
	of := map[string]int{}
	for _, t := range broken {
		of[t.Guild]++
	}
	for guild, n := range of {
		if guild == "" {
			continue // its own audit has the change
		}
		if err := b.base.Note(ctx, guild, "shared", "", fmt.Sprintf("what all servers read was changed; tests of this server that break: %d", n), by); err != nil {
			return err
		}
	}
	return nil
}
