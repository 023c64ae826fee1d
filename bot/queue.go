package bot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// kbQueue lists the questions that wait, opens one, attaches one to a passage,
// or sends all of them as a file.
func (b *Bot) kbQueue(ctx context.Context, r Request) (Reply, error) {
	switch {
	case r.option("export") != "":
		return b.exportQueue(ctx, r, r.option("export"))
	case r.option("passage") != "":
		r.Args = []string{strconv.FormatInt(r.number("question"), 10), strconv.FormatInt(leading(r.option("passage")), 10)}
		return b.pressWayTo(ctx, r)
	case r.option("question") != "":
		return b.pressQueued(ctx, r)
	}
	return b.listQueue(ctx, r, r.option("stage"), 0)
}

// pressQueuePage shows another page of the questions in a stage.
func (b *Bot) pressQueuePage(ctx context.Context, r Request) (Reply, error) {
	page, _ := strconv.Atoi(r.arg(1))
	reply, err := b.listQueue(ctx, r, r.arg(0), page)
	return r.turned(reply), err
}

// listQueue lists the questions in a stage, those asked most first.
func (b *Bot) listQueue(ctx context.Context, r Request, of string, page int) (Reply, error) {
	stage := knowledge.Stage(of)
	switch stage {
	case "":
		stage = knowledge.StageNew
	case knowledge.StageNew, knowledge.StageDrafted, knowledge.StageAnswered, knowledge.StageIgnored:
	default:
		return r.refused(messages.NoSuchStage), nil
	}
	all, err := b.base.Queue(ctx, r.Guild, stage, r.Time)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return r.nothing(messages.QueueEmpty), nil
	}
	reply := r.done(messages.Queue, len(all))
	lines, options := make([]string, len(all)), make([]Option, len(all))
	for i, q := range all {
		lines[i] = r.say(messages.QueueLine, q.ID, brief(q.Question), q.Count, q.Why)
		options[i] = Option{shorten(strings.Join(strings.Fields(q.Question), " "), maxLabel), strconv.FormatInt(q.ID, 10), r.say(messages.AskedTimes, q.Count)}
	}
	reply.Value = all
	list(&reply, "queue.txt", lines)
	return r.paged(reply, Menu{Verb: verbQueued, Placeholder: r.say(messages.PickQuestion)}, options, page, verbQueuePage, string(stage)), nil
}

// queued returns the queued question that r names, or a refusal.
func (b *Bot) queued(ctx context.Context, r Request) (knowledge.Queued, error) {
	q, err := b.base.Queued(ctx, r.Guild, r.number("question"))
	if errors.Is(err, knowledge.ErrNotQueued) {
		err = refusing(r, messages.NotQueued)
	}
	return q, err
}

// pressQueued shows one question and what can be done with it.
func (b *Bot) pressQueued(ctx context.Context, r Request) (Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	reply := r.done(messages.Queued, Escape(q.Question), q.Count, q.Last.Format("2 January 2006"), q.Why)
	if p, err := b.bases.Readable(ctx, r.Guild, q.Passage); err == nil {
		reply.Notes = append(reply.Notes, r.say(messages.Nearest, cite(p)))
	} else if !errors.Is(err, knowledge.ErrNoPassage) {
		return Reply{}, err
	}
	opened, err := b.openedLines(ctx, r, q)
	if err != nil {
		return Reply{}, err
	}
	if len(opened) > 0 {
		reply.Notes = append(reply.Notes, r.say(messages.Opened)+listed(opened))
	}
	number := []string{strconv.FormatInt(q.ID, 10)}
	reply.Actions = []Action{
		{Label: r.say(messages.Write), Verb: verbWrite, Args: number, Style: Primary},
		{Label: r.say(messages.Way), Verb: verbWay, Args: number},
		{Label: r.say(messages.Ignore), Verb: VerbIgnore, Args: number},
		{Label: r.say(messages.Snooze), Verb: VerbSnooze, Args: number},
	}
	reply.Value = q
	return reply, nil
}

// openedLines lists the passages that members opened for a queued question.
func (b *Bot) openedLines(ctx context.Context, r Request, q knowledge.Queued) ([]string, error) {
	var lines []string
	for _, o := range q.Opened {
		p, err := b.bases.Readable(ctx, r.Guild, o.Passage)
		if errors.Is(err, knowledge.ErrNoPassage) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, r.say(messages.OpenedLine, cite(p), o.Count, o.Helped))
	}
	return lines, nil
}

// pressWrite opens the form for an answer. The wording that was asked is one of
// its ways to ask, unless the moderator takes it out.
func (b *Bot) pressWrite(ctx context.Context, r Request) (Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	asked := strings.Join(strings.Fields(q.Question), " ")
	return newForm(r, VerbWritten, []string{strconv.FormatInt(q.ID, 10)}, entryForm{question: asked, ways: asked}), nil
}

// submitWritten makes a draft of the answer. Where no ways to ask were sent, as
// on the command line, the wording that was asked is one. If the question is gone
// by then, the moderator gets back what they wrote.
func (b *Bot) submitWritten(ctx context.Context, r Request) (Reply, error) {
	q, err := b.queued(ctx, r)
	if no, ok := errors.AsType[refusal](err); ok {
		return r.returning(no.Reply, r.option("answer")), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if _, sent := r.Options["ways"]; !sent {
		options := map[string]string{"ways": strings.Join(strings.Fields(q.Question), " ")}
		maps.Copy(options, r.Options)
		r.Options = options
	}
	return b.answerDraft(ctx, r, q.ID)
}

func (b *Bot) pressIgnore(ctx context.Context, r Request) (Reply, error) {
	err := b.base.Sort(ctx, r.Guild, r.number("question"), knowledge.StageIgnored, r.change(""))
	if errors.Is(err, knowledge.ErrNotQueued) {
		return r.refused(messages.NotQueued), nil
	}
	return r.done(messages.Ignored), err
}

// snooze is how many days a question is out of sight.
const snooze = 7

func (b *Bot) pressSnooze(ctx context.Context, r Request) (Reply, error) {
	until := r.Time.AddDate(0, 0, snooze)
	err := b.base.Snooze(ctx, r.Guild, r.number("question"), until, r.change(""))
	if errors.Is(err, knowledge.ErrNotQueued) {
		return r.refused(messages.NotQueued), nil
	}
	return r.done(messages.Snoozed, until.Format("2 January 2006")), err
}

// pressWay offers the guild's own passages, those first that members opened, then
// those that come nearest to a question. Its second argument is the page.
func (b *Bot) pressWay(ctx context.Context, r Request) (Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	near, err := b.near(ctx, r.Guild, q.Question)
	if err != nil {
		return Reply{}, err
	}
	if len(near) == 0 {
		return r.refused(messages.NothingNear), nil
	}
	near = openedFirst(near, q.Opened)
	number := strconv.FormatInt(q.ID, 10)
	options := make([]Option, len(near))
	for i, p := range near {
		options[i] = PassageOption(p, strconv.FormatInt(p.ID, 10))
	}
	page, _ := strconv.Atoi(r.arg(1))
	menu := Menu{Verb: VerbWayTo, Args: []string{number}, Placeholder: r.say(messages.PickPassage)}
	return r.turned(r.paged(r.done(messages.PickPassage), menu, options, page, verbWay, number)), nil
}

// openedFirst puts the passages that members opened before the others.
func openedFirst(all []knowledge.Passage, opened []knowledge.Opened) []knowledge.Passage {
	place := func(p knowledge.Passage) int {
		if i := slices.IndexFunc(opened, func(o knowledge.Opened) bool { return o.Passage == p.ID }); i >= 0 {
			return i
		}
		return len(opened)
	}
	slices.SortStableFunc(all, func(a, b knowledge.Passage) int { return cmp.Compare(place(a), place(b)) })
	return all
}

// near lists the guild's own passages: what the search finds for a question,
// then the others in the order of their articles.
func (b *Bot) near(ctx context.Context, guild, question string) ([]knowledge.Passage, error) {
	found, err := b.base.Search(ctx, knowledge.Query{Guild: guild, Text: question, Limit: maxChoices})
	if err != nil {
		return nil, err
	}
	var all []knowledge.Passage
	seen := map[int64]bool{}
	for _, m := range found.Matches {
		all, seen[m.ID] = append(all, m.Passage), true
	}
	rest, err := b.base.Passages(ctx, guild)
	return append(all, slices.DeleteFunc(rest, func(p knowledge.Passage) bool { return seen[p.ID] })...), err
}

// pressWayTo makes a draft in which a passage also answers the question.
func (b *Bot) pressWayTo(ctx context.Context, r Request) (Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	p, err := b.base.Passage(ctx, r.Guild, leading(r.arg(1)))
	if errors.Is(err, knowledge.ErrNoPassage) {
		return r.refused(messages.Gone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	a, err := b.base.Article(ctx, r.Guild, p.Article, p.Revision)
	if err != nil {
		return Reply{}, err
	}
	if a, err = a.AlsoAsked(p, q.Question); err == nil {
		a, err = canonical(ctx, a)
	}
	if err != nil {
		return Reply{}, err
	}
	return b.propose(ctx, r, "another way to ask", q.ID, []knowledge.Drafted{{Article: a, Base: p.Revision}}, nil)
}
