package moderate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// kbRefresh reads an article's page again, or says how often that is to happen by
// itself. What was edited by hand stays.
func (b *Bot) kbRefresh(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, err := b.currentArticle(ctx, r, r.Option("article"))
	switch {
	case err != nil:
		return bot.Reply{}, err
	case r.Option("every") == never:
		return b.neverRefresh(ctx, r, a)
	case !refreshable(a):
		return r.Refused(messages.NoSource), nil
	case r.Option("every") != "":
		return b.scheduleRefresh(ctx, r, a)
	}
	p, problem, err := b.readAgain(ctx, r, a, over)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case problem != "":
		return bot.Reply{Kind: bot.Refused, Lead: problem, Private: true}, nil
	case !p.changed:
		return withNotes(r.Done(messages.NoNews, bot.Escape(a.Title)), p.notes), nil
	}
	return b.propose(ctx, r, refreshedFrom+a.Source, 0, []knowledge.Drafted{p.draft}, p.notes)
}

// refreshedFrom begins what a draft of a page that was read again says of itself.
const refreshedFrom = "refresh from "

// refreshable reports whether an article has a page that can be read again.
func refreshable(a knowledge.Article) bool { return a.Source != "" && len(a.Precut) == 0 }

// A pageRead is what the page of an article says now.
type pageRead struct {
	draft   knowledge.Drafted
	changed bool
	notes   []string
}

// readAgain reads the page of a into a draft over revision over. What was edited
// by hand since it was read last stays; problem is a sentence for the moderator.
func (b *Bot) readAgain(ctx context.Context, r bot.Request, a knowledge.Article, over int) (p pageRead, problem string, err error) {
	fetched, notes, problem := b.fetchPage(ctx, r, a.Source, source.Options{Slug: a.Slug, Title: a.Title})
	if problem != "" {
		return pageRead{}, problem, nil
	}
	if len(fetched) != 1 {
		return pageRead{}, r.Say(messages.OneArticle, len(fetched)), nil
	}
	base, err := b.base.Origin(ctx, r.Guild, a.Slug)
	if err == nil && base == "" { // never fetched before: the first revision is the nearest there is
		var first knowledge.Article
		first, err = b.base.Article(ctx, r.Guild, a.Slug, 1)
		base = first.Text
	}
	if err != nil {
		return pageRead{}, "", err
	}
	fresh := fetched[0]
	merged, clashes := passage.Merge(base, a.Text, fresh.Text)
	for _, clash := range clashes {
		notes = append(notes, r.Say(messages.Clash, clash))
	}
	draft := knowledge.Drafted{Article: a, Base: over, Origin: fresh.Text}
	draft.Text = merged
	if !fresh.Published.IsZero() {
		draft.Published = fresh.Published
	}
	return pageRead{draft, draft.Text != a.Text || !draft.Published.Equal(a.Published), notes}, "", nil
}

// never ends a schedule.
const never = "never"

// periods are how often a page can be read again, in days.
var periods = map[string]int{"day": 1, "week": 7, "month": 30}

// scheduleRefresh has an article's page read again at intervals. Every change
// becomes a draft; none is published by itself.
func (b *Bot) scheduleRefresh(ctx context.Context, r bot.Request, a knowledge.Article) (bot.Reply, error) {
	every := strings.ToLower(strings.TrimSpace(r.Option("every")))
	if periods[every] == 0 {
		return r.Refused(messages.NoPeriod), nil
	}
	if b.parts.Fetch == nil {
		return r.Refused(messages.NoFetch), nil
	}
	if err := b.base.Set(ctx, r.Guild, knowledge.RefreshRead+a.Slug, day(r.Time)); err != nil {
		return bot.Reply{}, err
	}
	err := b.base.Choose(ctx, r.Guild, knowledge.RefreshEvery+a.Slug, every, change(r, ""))
	return r.Done(messages.RefreshEvery, bot.Escape(a.Title), every), err
}

func (b *Bot) neverRefresh(ctx context.Context, r bot.Request, a knowledge.Article) (bot.Reply, error) {
	err := b.base.Choose(ctx, r.Guild, knowledge.RefreshEvery+a.Slug, "", change(r, ""))
	return r.Done(messages.RefreshNever, bot.Escape(a.Title)), err
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Limits of one look at the pages that are due. What is left over is read at the
// next look.
const (
	maxRefreshes = 3  // of a guild
	maxInAll     = 20 // of all guilds
)

// scheduler is who makes the drafts of pages that are read by themselves.
const scheduler = "schedule"

// Refreshes reads the pages that are due, one after the other, and makes drafts of
// those that have changed. It returns what to tell the guilds that have chosen a
// channel for digests. A page is read by the first of several processes to note
// it. What fails in one guild keeps no other from its pages.
func (b *Bot) Refreshes(ctx context.Context, now time.Time) ([]bot.Post, error) {
	if b.parts.Fetch == nil {
		return nil, nil
	}
	guilds, err := b.base.Guilds(ctx)
	if err != nil {
		return nil, err
	}
	var posts []bot.Post
	var failed []error
	left := maxInAll
	for _, guild := range guilds {
		if left <= 0 || ctx.Err() != nil {
			break
		}
		lines, read, err := b.refreshGuild(ctx, bot.Request{Guild: guild, Time: now}, min(left, maxRefreshes))
		left -= read
		failed = append(failed, err)
		channel, err := b.base.Setting(ctx, guild, bot.SettingDigest)
		failed = append(failed, err)
		if len(lines) > 0 && channel != "" {
			reply := bot.Request{}.Done(messages.RefreshNews)
			reply.Notes = lines
			posts = append(posts, bot.Post{Guild: guild, Channel: channel, Reply: reply})
		}
	}
	return posts, errors.Join(failed...)
}

// refreshGuild reads at most limit pages of a guild that are due, and returns what
// there is to tell.
func (b *Bot) refreshGuild(ctx context.Context, r bot.Request, limit int) (lines []string, read int, err error) {
	settings, err := b.base.Settings(ctx, r.Guild)
	if err != nil {
		return nil, 0, err
	}
	var failed []error
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		slug, scheduled := strings.CutPrefix(name, knowledge.RefreshEvery)
		if !scheduled || read == limit || !isDue(settings[name], settings[knowledge.RefreshRead+slug], r.Time) {
			continue
		}
		first, err := b.base.Turn(ctx, r.Guild, knowledge.RefreshRead+slug, day(r.Time))
		if err != nil || !first {
			failed = append(failed, err)
			continue // another process was quicker
		}
		read++
		line, err := b.refreshArticle(ctx, r, slug)
		failed = append(failed, err)
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines, read, errors.Join(failed...)
}

// isDue reports whether a page that was read last on a day is to be read again. A
// day to come was noted by a clock that was wrong.
func isDue(every, read string, now time.Time) bool {
	days := periods[every]
	last, err := time.Parse(time.DateOnly, read)
	return days > 0 && (err != nil || !now.Before(last.AddDate(0, 0, days)) || last.After(now))
}

// refreshArticle reads the page of an article again and makes a draft of what has
// changed, unless one of it waits. It returns the line that tells of it, or "".
func (b *Bot) refreshArticle(ctx context.Context, r bot.Request, slug string) (string, error) {
	by := knowledge.Change{Who: scheduler, When: r.Time}
	a, over, err := b.base.CurrentArticle(ctx, r.Guild, slug)
	if errors.Is(err, knowledge.ErrNoArticle) || err == nil && !refreshable(a) {
		return "", b.base.Choose(ctx, r.Guild, knowledge.RefreshEvery+slug, "", by)
	}
	if err != nil {
		return "", err
	}
	p, problem, err := b.readAgain(ctx, r, a, over)
	switch {
	case err != nil:
		return "", err
	case problem != "":
		return r.Say(messages.RefreshProblem, bot.Escape(a.Title), problem), nil
	case !p.changed || len(p.draft.Passages()) == 0:
		return "", nil
	}
	waits, err := b.waiting(ctx, r.Guild, p.draft, by)
	if err != nil || waits {
		return "", err
	}
	id, err := b.base.Propose(ctx, r.Guild, knowledge.Draft{What: refreshedFrom + a.Source, Articles: []knowledge.Drafted{p.draft}}, by)
	if err != nil {
		return "", fmt.Errorf("draft of a page: %w", err)
	}
	return r.Say(messages.RefreshDraft, bot.Escape(a.Title), id, id), nil
}

// waiting reports whether a draft of the page of an article is open that says the
// same, or that a moderator made. An older one that the schedule made is given up.
func (b *Bot) waiting(ctx context.Context, guild string, fresh knowledge.Drafted, by knowledge.Change) (bool, error) {
	drafts, err := b.base.Drafts(ctx, guild)
	if err != nil {
		return false, err
	}
	for _, d := range drafts {
		if len(d.Articles) != 1 || d.Articles[0].Slug != fresh.Slug || !strings.HasPrefix(d.What, refreshedFrom) {
			continue
		}
		if d.Author != scheduler || d.Articles[0].Text == fresh.Text && d.Articles[0].Base == fresh.Base {
			return true, nil
		}
		if err := b.base.Discard(ctx, guild, d.ID, by); err != nil && !errors.Is(err, knowledge.ErrNoDraft) && !errors.Is(err, knowledge.ErrChanged) {
			return false, err
		}
	}
	return false, nil
}
