package moderate

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

func (b *Bot) kbPublish(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.publish(ctx, r, r.Option("why"))
}

func (b *Bot) pressPublish(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.publish(ctx, r, "")
}

// pressAnyway asks why a draft that breaks tests is to be published.
func (b *Bot) pressAnyway(_ context.Context, r bot.Request) (bot.Reply, error) {
	return bot.Reply{Kind: bot.Done, Private: true, Form: &bot.Form{Title: r.Say(messages.FormWhy), Verb: verbAnyway, Args: r.Args,
		Fields: []bot.Field{{Name: "why", Label: r.Say(messages.FieldWhy), Long: true, Max: 500}}}}, nil
}

func (b *Bot) submitAnyway(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.publish(ctx, r, r.Option("why"))
}

// maxTries is how often a draft is looked at again because something else of
// the guild was changed while its tests ran.
const maxTries = 5

// publish makes a draft answer. Where a test would break it takes a reason. It
// may be asked twice, as when the first reply was lost: it is done once.
//
// What the tests said holds for the moment they ran in. If anything of the
// guild is changed before the draft is in, they run again.
func (b *Bot) publish(ctx context.Context, r bot.Request, why string) (bot.Reply, error) {
	for range maxTries {
		reply, err := b.tryPublish(ctx, r, why)
		if !errors.Is(err, knowledge.ErrConflict) {
			return reply, err
		}
	}
	return r.Refused(messages.Moving), nil
}

func (b *Bot) tryPublish(ctx context.Context, r bot.Request, why string) (bot.Reply, error) {
	at, err := b.base.Version(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	d, err := b.base.Draft(ctx, r.Guild, draftOf(r))
	switch {
	case errors.Is(err, knowledge.ErrNoDraft):
		return r.Refused(messages.NoDraft), nil
	case err != nil:
		return bot.Reply{}, err
	case d.State == knowledge.IsDiscarded:
		return r.Refused(messages.Discarded), nil
	}
	by := change(r, why)
	by.At = at
	var e effects
	if d.State == knowledge.IsOpen {
		if e, err = b.checkPublish(ctx, r, d, &by); err != nil {
			return bot.Reply{}, err
		}
	}
	reports, err := b.base.Publish(ctx, r.Guild, d.ID, by)
	switch {
	case errors.Is(err, knowledge.ErrChanged):
		return b.stale(ctx, r, d)
	case errors.Is(err, knowledge.ErrDiscarded):
		return r.Refused(messages.Discarded), nil
	case err != nil:
		return bot.Reply{}, err
	}
	if err := b.NoteBroken(ctx, e.Broken, by); err != nil {
		return bot.Reply{}, err
	}
	return b.published(ctx, r, d, reports)
}

// checkPublish returns what a draft would do, or the refusal to publish it now.
// What a reason sets aside is added to by.Why.
func (b *Bot) checkPublish(ctx context.Context, r bot.Request, d knowledge.Draft, by *knowledge.Change) (effects, error) {
	two, err := b.base.Setting(ctx, r.Guild, settingTwoPerson)
	if err != nil {
		return effects{}, err
	}
	if two == "on" && signed(r.Member, d.Author) {
		return effects{}, refusing(r, messages.TwoPerson)
	}
	found, err := b.lintDraft(ctx, r.Guild, d)
	if err != nil {
		return effects{}, err
	}
	if found = blocking(found); len(found) > 0 && (by.Why == "" || !r.Member.Operator) {
		reply := r.Refused(messages.Blocked)
		reply.Notes = findings(r, found)
		return effects{}, refusal{reply}
	}
	moved := previewTokenOf(r).at != 0 && previewTokenOf(r).at != by.At
	e, err := b.replay(ctx, r.Guild, replayRun{draft: d, questions: moved})
	switch {
	case err != nil:
		return effects{}, err
	case by.Why == "" && moved && e.mark() != previewTokenOf(r).mark:
		reply, err := b.previewAgain(ctx, r, d.ID)
		if err == nil {
			err = refusal{reply}
		}
		return effects{}, err
	case len(e.Broken) > 0 && (by.Why == "" || moved && e.tests().mark() != previewTokenOf(r).mark):
		return effects{}, refusal{returning(r, breaks(r, d, e, by.At), by.Why)}
	}
	if objection := objection(e, found); objection != "" {
		by.Why = objection + ": " + by.Why
	}
	return e, nil
}

// breaks says which tests a draft would break, and lets it be published with a
// reason.
func breaks(r bot.Request, d knowledge.Draft, e effects, at knowledge.Version) bot.Reply {
	var lines []string
	for _, c := range e.Broken {
		lines = append(lines, brokenLine(r, c))
	}
	reply := r.Refused(messages.Breaks, len(e.Broken))
	list(&reply, "tests.txt", lines)
	reply.Actions = []bot.Action{
		{Label: r.Say(messages.Anyway), Verb: verbAnyway, Args: previewTokenArgs(d, at, e.tests()), Style: bot.Danger},
		{Label: r.Say(messages.Discard), Verb: verbDiscard, Args: []string{strconv.FormatInt(d.ID, 10)}},
	}
	reply.Value = e
	return reply
}

// published says what a draft became, and offers to tell who asked.
func (b *Bot) published(ctx context.Context, r bot.Request, d knowledge.Draft, reports []knowledge.Report) (bot.Reply, error) {
	var lines []string
	for i, report := range reports {
		line := r.Say(messages.Revision, bot.Escape(d.Articles[i].Title), report.Revision, len(d.Articles[i].Passages()))
		if d.Articles[i].Removes {
			line = r.Say(messages.Removed, bot.Escape(d.Articles[i].Title))
		}
		lines = append(lines, line)
	}
	reply := r.Done(messages.Published, d.ID)
	reply.Value = reports
	list(&reply, "published.txt", lines)
	if d.Question == 0 {
		return reply, nil
	}
	q, err := b.base.Queued(ctx, r.Guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) {
		return reply, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	n, told, err := b.TellWaiting(ctx, r, &reply, q)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case told && n > 0:
		reply.Notes = append(reply.Notes, r.Say(messages.ToldWaiting, n))
	case n > 0:
		reply.Notes = append(reply.Notes, r.Say(messages.StillWaiting, n))
	}
	if q.Channel == "" {
		return reply, nil
	}
	reply.Actions = []bot.Action{{Label: r.Say(messages.Tell), Verb: verbTell, Args: []string{strconv.FormatInt(d.ID, 10)}}}
	return reply, nil
}

// stale says which article of a draft was changed after it was made.
func (b *Bot) stale(ctx context.Context, r bot.Request, d knowledge.Draft) (bot.Reply, error) {
	late, err := b.changedSinceDraft(ctx, r.Guild, d)
	if err != nil {
		return bot.Reply{}, err
	}
	changed := append(late, d.Articles...)[0] // if it is as it was once more, any will do
	reply, err := b.changedSince(ctx, r, changed.Slug)
	reply.Actions = []bot.Action{
		{Label: r.Say(messages.Redo), Verb: verbRedo, Args: []string{strconv.FormatInt(d.ID, 10)}, Style: bot.Primary},
		{Label: r.Say(messages.Discard), Verb: verbDiscard, Args: []string{strconv.FormatInt(d.ID, 10)}},
	}
	return reply, err
}

// A button remembers what its moderator was shown. Tests run
// again on the very state that is published; but a moderator agreed to what a
// preview said, and if the draft does something else by now, they are shown
// that first. A draft that is named by a command was shown by none.

// A previewToken identifies a preview: the guild's version and the effects that
// the moderator was shown.
type previewToken struct {
	at   knowledge.Version // 0 if nothing
	mark string
}

// previewTokenArgs returns the arguments of a button below what was shown of a draft.
func previewTokenArgs(d knowledge.Draft, at knowledge.Version, e effects) []string {
	return []string{strconv.FormatInt(d.ID, 10), strconv.FormatInt(int64(at), 10), e.mark()}
}

// previewTokenOf undoes previewTokenArgs.
func previewTokenOf(r bot.Request) previewToken {
	at, err := strconv.ParseInt(r.Arg(1), 10, 64)
	if err != nil {
		return previewToken{}
	}
	return previewToken{knowledge.Version(at), r.Arg(2)}
}

// mark identifies effects, in whatever order the questions were asked.
func (e effects) mark() string {
	var lines []string
	for i, all := range [][]effect{e.Answered, e.Unanswered, e.Moved, e.Broken} {
		for _, c := range all {
			lines = append(lines, strings.Join([]string{strconv.Itoa(i), c.Guild, c.Question, c.Old, c.New}, "\x00"))
		}
	}
	slices.Sort(lines)
	return mark(strings.Join(lines, "\n"))
}

// tests is what a draft does to tests alone: what a reason is given for.
func (e effects) tests() effects { return effects{Broken: e.Broken} }

// previewAgain shows a draft that does something else than its moderator was
// shown; or ErrConflict, if somebody has just decided on it.
func (b *Bot) previewAgain(ctx context.Context, r bot.Request, id int64) (bot.Reply, error) {
	if d, err := b.base.Draft(ctx, r.Guild, id); err != nil || d.State != knowledge.IsOpen {
		return bot.Reply{}, cmp.Or(err, knowledge.ErrConflict)
	}
	reply, err := b.preview(ctx, r, id)
	reply.Kind, reply.Lead = bot.Refused, r.Say(messages.LookAgain)+"\n"+reply.Lead
	return reply, err
}

// pressTell tells the channel where a question was asked that it has an answer
// now. It names the passage and not the question, which may have been asked in
// private.
func (b *Bot) pressTell(ctx context.Context, r bot.Request) (bot.Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, draftOf(r))
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsPublished {
		return r.Refused(messages.NoDraft), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	q, err := b.base.Queued(ctx, r.Guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) || err == nil && q.Channel == "" {
		return r.Refused(messages.NobodyToTell), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	found, err := b.bases.Search(ctx, search.Query{Guild: r.Guild, Text: q.Question})
	if err != nil {
		return bot.Reply{}, err
	}
	if found = b.Withheld(r, found); !found.Answered {
		return r.Refused(messages.StillUnknown), nil
	}
	p := found.Matches[0].Passage
	room := r
	room.Member.Locale = "" // the channel's language, not the moderator's
	news := bot.Reply{Kind: bot.Done, Lead: room.Say(messages.News, bot.Escape(bot.Title(p))), Disclaimer: room.Disclaimer()}
	news.Actions = []bot.Action{bot.ShowButton(p)}
	reply := r.Done(messages.Told)
	reply.Posts = []bot.Post{{Guild: r.Guild, Channel: q.Channel, Reply: news}}
	return reply, nil
}
