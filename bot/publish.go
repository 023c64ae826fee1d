package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"pamphlet/knowledge"
)

// kbDrafts lists the drafts that wait.
func (b *Bot) kbDrafts(ctx context.Context, r Request) (Reply, error) {
	all, err := b.base.Drafts(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return r.done(sayNoDrafts), nil
	}
	lines := make([]string, len(all))
	rows := make([]previewed, len(all))
	for i, d := range all {
		lines[i] = r.say(sayDraftLine, d.ID, Escape(d.What), titles(d), Escape(d.Author), d.Made.Format("2 January 2006"))
		rows[i] = previewed{Draft: d.ID, State: d.State, What: d.What, Author: d.Author}
	}
	reply := r.done(sayDrafts, len(all))
	reply.Notes, reply.Value = []string{strings.TrimPrefix(listed(lines), "\n")}, rows
	return reply, nil
}

// draftOf returns the number of the draft that r names, or 0.
func (r Request) draftOf() int64 { return r.number("draft") }

// number returns the first argument of a button, or else an option, or 0.
func (r Request) number(option string) int64 {
	text := r.arg(0)
	if text == "" {
		text = strings.TrimPrefix(r.option(option), "#")
	}
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func (b *Bot) kbPreview(ctx context.Context, r Request) (Reply, error) {
	return b.preview(ctx, r, r.draftOf())
}

func (b *Bot) kbPublish(ctx context.Context, r Request) (Reply, error) {
	return b.publish(ctx, r, r.option("why"))
}

func (b *Bot) pressPublish(ctx context.Context, r Request) (Reply, error) {
	return b.publish(ctx, r, "")
}

// pressAnyway asks why a draft that breaks tests is to be published.
func (b *Bot) pressAnyway(_ context.Context, r Request) (Reply, error) {
	return Reply{Kind: Done, Private: true, Form: &Form{Title: r.say(sayFormWhy), Verb: verbAnyway, Args: r.Args,
		Fields: []Field{{Name: "why", Label: r.say(sayFieldWhy), Long: true, Max: 500}}}}, nil
}

func (b *Bot) submitAnyway(ctx context.Context, r Request) (Reply, error) {
	return b.publish(ctx, r, r.option("why"))
}

// publish makes a draft answer. Where a test would break it takes a reason. It
// may be asked twice, as when the first reply was lost: it is done once.
func (b *Bot) publish(ctx context.Context, r Request, why string) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	switch {
	case errors.Is(err, knowledge.ErrNoDraft):
		return refused(r, sayNoDraft), nil
	case err != nil:
		return Reply{}, err
	case d.State == knowledge.IsDiscarded:
		return refused(r, sayDiscarded), nil
	case d.State == knowledge.IsOpen:
		if refusal, err := b.unfit(ctx, r, d, &why); refusal != nil || err != nil {
			return or(refusal), err
		}
	}
	reports, err := b.base.Publish(ctx, r.Guild, d.ID, r.change(why))
	switch {
	case errors.Is(err, knowledge.ErrChanged):
		return b.stale(ctx, r, d)
	case errors.Is(err, knowledge.ErrDiscarded):
		return refused(r, sayDiscarded), nil
	case err != nil:
		return Reply{}, err
	}
	return b.published(ctx, r, d, reports)
}

// unfit returns why a draft may not be published now, or nil. If tests break
// and there is a reason, the reason is made to say how many.
func (b *Bot) unfit(ctx context.Context, r Request, d knowledge.Draft, why *string) (*Reply, error) {
	two, err := b.on(ctx, r.Guild, settingTwoPerson)
	if err != nil {
		return nil, err
	}
	if two && d.Author == r.Member.signature() {
		reply := refused(r, sayTwoPerson)
		return &reply, nil
	}
	found, err := b.lintDraft(ctx, r.Guild, d)
	if err != nil {
		return nil, err
	}
	if found = blocking(found); len(found) > 0 {
		reply := refused(r, sayBlocked)
		reply.Notes = findings(r, found)
		return &reply, nil
	}
	e, err := b.replay(ctx, r.Guild, d, false)
	if err != nil || len(e.Broken) == 0 {
		return nil, err
	}
	if *why != "" {
		*why = fmt.Sprintf("breaks %d of %d tests: %s", len(e.Broken), e.Tests, *why)
		return nil, nil
	}
	var lines []string
	for _, c := range e.Broken {
		lines = append(lines, brokenLine(c))
	}
	reply := refused(r, sayBreaks, len(e.Broken))
	reply.Notes = []string{strings.TrimPrefix(listed(lines), "\n")}
	reply.Actions = []Action{
		{Label: r.say(sayAnyway), Verb: verbAnyway, Args: []string{strconv.FormatInt(d.ID, 10)}, Style: Danger},
		{Label: r.say(sayDiscard), Verb: verbDiscard, Args: []string{strconv.FormatInt(d.ID, 10)}},
	}
	reply.Value = e
	return &reply, nil
}

// published says what a draft became, and offers to tell who asked.
func (b *Bot) published(ctx context.Context, r Request, d knowledge.Draft, reports []knowledge.Report) (Reply, error) {
	var lines []string
	for i, report := range reports {
		line := r.say(sayRevision, Escape(d.Articles[i].Title), report.Revision, len(d.Articles[i].Passages()))
		if d.Articles[i].Removes {
			line = r.say(sayRemoved, Escape(d.Articles[i].Title))
		}
		lines = append(lines, line)
	}
	reply := r.done(sayPublished, d.ID)
	reply.Notes, reply.Value = []string{strings.TrimPrefix(listed(lines), "\n")}, reports
	if d.Question == 0 {
		return reply, nil
	}
	q, err := b.base.Queued(ctx, r.Guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) || err == nil && q.Channel == "" {
		return reply, nil
	}
	reply.Actions = []Action{{Label: r.say(sayTell), Verb: verbTell, Args: []string{strconv.FormatInt(d.ID, 10)}}}
	return reply, err
}

// pressTell tells the channel where a question was asked that it has an answer
// now. It names the passage and not the question, which may have been asked in
// private.
func (b *Bot) pressTell(ctx context.Context, r Request) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsPublished {
		return refused(r, sayNoDraft), nil
	}
	if err != nil {
		return Reply{}, err
	}
	q, err := b.base.Queued(ctx, r.Guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) || err == nil && q.Channel == "" {
		return refused(r, sayNobodyToTell), nil
	}
	if err != nil {
		return Reply{}, err
	}
	found, err := b.search(ctx, knowledge.Query{Guild: r.Guild, Text: q.Question})
	if err != nil {
		return Reply{}, err
	}
	if !found.Answered {
		return refused(r, sayStillUnknown), nil
	}
	p := found.Matches[0].Passage
	news := Reply{Kind: Done, Lead: r.say(sayNews, Escape(title(p))), Disclaimer: r.say(sayDisclaimer)}
	news.Actions = []Action{b.show(knowledge.Related{Passage: p.ID, Question: title(p)})}
	reply := r.done(sayTold)
	reply.Posts = []Post{{q.Channel, news}}
	return reply, nil
}

// stale says that an article was changed after the draft was made.
func (b *Bot) stale(ctx context.Context, r Request, d knowledge.Draft) (Reply, error) {
	reply, err := b.changedSince(ctx, r, d.Articles[0].Slug)
	reply.Actions = []Action{
		{Label: r.say(sayRedo), Verb: verbRedo, Args: []string{strconv.FormatInt(d.ID, 10)}, Style: Primary},
		{Label: r.say(sayDiscard), Verb: verbDiscard, Args: []string{strconv.FormatInt(d.ID, 10)}},
	}
	return reply, err
}

// pressRedo makes a draft again over what stands now, if the two changes do not
// touch the same part.
func (b *Bot) pressRedo(ctx context.Context, r Request) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsOpen {
		return refused(r, sayNoDraft), nil
	}
	if err != nil {
		return Reply{}, err
	}
	for i, a := range d.Articles {
		now, over, err := b.base.Standing(ctx, r.Guild, a.Slug)
		if errors.Is(err, knowledge.ErrNoArticle) || err == nil && (a.Removes || len(a.Given)+len(now.Given) > 0) {
			return refused(r, sayCannotRedo), nil
		}
		if err != nil {
			return Reply{}, err
		}
		var was knowledge.Article
		if a.Over > 0 {
			if was, err = b.base.Article(ctx, r.Guild, a.Slug, a.Over); err != nil {
				return Reply{}, err
			}
		}
		text, clashes := knowledge.Merge(was.Text, a.Text, now.Text)
		if len(clashes) > 0 {
			return refused(r, sayRedoClash, Escape(strings.Join(clashes, ", "))), nil
		}
		d.Articles[i].Text, d.Articles[i].Over = text, over
	}
	if err := b.base.Discard(ctx, r.Guild, d.ID, r.change("made again")); err != nil {
		return Reply{}, err
	}
	return b.propose(ctx, r, d.What, d.Question, d.Articles, nil)
}

func (b *Bot) kbDiscard(ctx context.Context, r Request) (Reply, error) {
	return b.pressDiscard(ctx, r)
}

// pressDiscard gives a draft up.
func (b *Bot) pressDiscard(ctx context.Context, r Request) (Reply, error) {
	err := b.base.Discard(ctx, r.Guild, r.draftOf(), r.change(""))
	switch {
	case errors.Is(err, knowledge.ErrNoDraft):
		return refused(r, sayNoDraft), nil
	case errors.Is(err, knowledge.ErrChanged):
		return refused(r, sayPublishedBefore), nil
	}
	return r.done(sayGivenUp, r.draftOf()), err
}
