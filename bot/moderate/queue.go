package moderate

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// The command line sorts a question in one step: it sends OptionSort, which no
// command in Discord offers, with one of these.
const (
	OptionSort = "sort"
	SortIgnore = "ignore"
	SortSnooze = "snooze"
)

// kbQueue lists the questions that wait, opens one, attaches one to a passage,
// sorts one, or sends all of them as a file.
func (b *Bot) kbQueue(ctx context.Context, r bot.Request) (bot.Reply, error) {
	switch {
	case r.Option(OptionSort) == SortIgnore:
		return b.pressIgnore(ctx, r)
	case r.Option(OptionSort) == SortSnooze:
		return b.pressSnooze(ctx, r)
	case r.Option("export") != "":
		return b.exportQueue(ctx, r, r.Option("export"))
	case r.Option("passage") != "":
		r.Args = []string{strconv.FormatInt(number(r, "question"), 10), strconv.FormatInt(leading(r.Option("passage")), 10)}
		return b.pressWayTo(ctx, r)
	case r.Option("question") != "":
		return b.pressQueued(ctx, r)
	}
	return b.listQueue(ctx, r, r.Option("stage"), 0)
}

// pressQueuePage shows another page of the questions in a stage.
func (b *Bot) pressQueuePage(ctx context.Context, r bot.Request) (bot.Reply, error) {
	page, _ := strconv.Atoi(r.Arg(1))
	reply, err := b.listQueue(ctx, r, r.Arg(0), page)
	return r.Turned(reply), err
}

// listQueue lists the questions in a stage, those asked most first.
func (b *Bot) listQueue(ctx context.Context, r bot.Request, of string, page int) (bot.Reply, error) {
	stage := knowledge.Stage(of)
	switch stage {
	case "":
		stage = knowledge.StageNew
	case knowledge.StageNew, knowledge.StageDrafted, knowledge.StageAnswered, knowledge.StageIgnored:
	default:
		return r.Refused(messages.NoSuchStage), nil
	}
	all, err := b.base.Queue(ctx, r.Guild, stage, r.Time)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return nothing(r, messages.QueueEmpty), nil
	}
	reply := r.Done(messages.Queue, len(all))
	lines, options := make([]string, len(all)), make([]bot.Option, len(all))
	for i, q := range all {
		lines[i] = r.Say(messages.QueueLine, q.ID, brief(q.Question), q.Count, q.Why)
		options[i] = bot.Option{
			Label: bot.Shorten(strings.Join(strings.Fields(q.Question), " "), bot.MaxLabel),
			Value: strconv.FormatInt(q.ID, 10), Description: r.Say(messages.AskedTimes, q.Count),
		}
	}
	reply.Value = all
	list(&reply, "queue.txt", lines)
	return r.Paged(reply, bot.Menu{Verb: verbQueued, Placeholder: r.Say(messages.PickQuestion)}, options, page, verbQueuePage, string(stage)), nil
}

// queued returns the queued question that r names, or a refusal.
func (b *Bot) queued(ctx context.Context, r bot.Request) (knowledge.Queued, error) {
	q, err := b.base.Queued(ctx, r.Guild, number(r, "question"))
	if errors.Is(err, knowledge.ErrNotQueued) {
		err = refusing(r, messages.NotQueued)
	}
	return q, err
}

// pressQueued shows one question and what can be done with it.
func (b *Bot) pressQueued(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := r.Done(messages.Queued, bot.Escape(q.Question), q.Count, q.Last.Format("2 January 2006"), q.Why)
	if p, err := b.bases.Readable(ctx, r.Guild, q.Passage); err == nil {
		reply.Notes = append(reply.Notes, r.Say(messages.Nearest, bot.Request{}.Cite(p)))
	} else if !errors.Is(err, knowledge.ErrNoPassage) {
		return bot.Reply{}, err
	}
	opened, err := b.openedLines(ctx, r, q)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(opened) > 0 {
		reply.Notes = append(reply.Notes, r.Say(messages.Opened)+listed(opened))
	}
	number := []string{strconv.FormatInt(q.ID, 10)}
	reply.Actions = []bot.Action{
		{Label: r.Say(messages.Write), Verb: verbWrite, Args: number, Style: bot.Primary},
		{Label: r.Say(messages.Way), Verb: verbWay, Args: number},
		{Label: r.Say(messages.Ignore), Verb: verbIgnore, Args: number},
		{Label: r.Say(messages.Snooze), Verb: verbSnooze, Args: number},
	}
	reply.Value = q
	return reply, nil
}

// openedLines lists the passages that members opened for a queued question.
func (b *Bot) openedLines(ctx context.Context, r bot.Request, q knowledge.Queued) ([]string, error) {
	var lines []string
	for _, o := range q.Opened {
		p, err := b.bases.Readable(ctx, r.Guild, o.Passage)
		if errors.Is(err, knowledge.ErrNoPassage) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, r.Say(messages.OpenedLine, bot.Request{}.Cite(p), o.Count, o.Helped))
	}
	return lines, nil
}

// pressWrite opens the form for an answer. The wording that was asked is one of
// its ways to ask, unless the moderator takes it out.
func (b *Bot) pressWrite(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	asked := strings.Join(strings.Fields(q.Question), " ")
	return newForm(r, VerbWritten, []string{strconv.FormatInt(q.ID, 10)}, entryForm{question: asked, ways: asked}), nil
}

// submitWritten makes a draft of the answer. Where no ways to ask were sent, as
// on the command line, the wording that was asked is one. If the question is gone
// by then, the moderator gets back what they wrote.
func (b *Bot) submitWritten(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q, err := b.queued(ctx, r)
	if no, ok := errors.AsType[refusal](err); ok {
		return returning(r, no.Reply, r.Option("answer")), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if _, sent := r.Options["ways"]; !sent {
		options := map[string]string{"ways": strings.Join(strings.Fields(q.Question), " ")}
		maps.Copy(options, r.Options)
		r.Options = options
	}
	return b.answerDraft(ctx, r, q.ID)
}

func (b *Bot) pressIgnore(ctx context.Context, r bot.Request) (bot.Reply, error) {
	err := b.base.Sort(ctx, r.Guild, number(r, "question"), knowledge.StageIgnored, change(r, ""))
	if errors.Is(err, knowledge.ErrNotQueued) {
		return r.Refused(messages.NotQueued), nil
	}
	return r.Done(messages.Ignored), err
}

// snooze is how many days a question is out of sight.
const snooze = 7

func (b *Bot) pressSnooze(ctx context.Context, r bot.Request) (bot.Reply, error) {
	until := r.Time.AddDate(0, 0, snooze)
	err := b.base.Snooze(ctx, r.Guild, number(r, "question"), until, change(r, ""))
	if errors.Is(err, knowledge.ErrNotQueued) {
		return r.Refused(messages.NotQueued), nil
	}
	return r.Done(messages.Snoozed, until.Format("2 January 2006")), err
}

// pressWay offers the guild's own passages, those first that members opened, then
// those that come nearest to a question. Its second argument is the page.
func (b *Bot) pressWay(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	near, err := b.near(ctx, r.Guild, q.Question)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(near) == 0 {
		return r.Refused(messages.NothingNear), nil
	}
	near = openedFirst(near, q.Opened)
	number := strconv.FormatInt(q.ID, 10)
	options := make([]bot.Option, len(near))
	for i, p := range near {
		options[i] = bot.PassageOption(p, strconv.FormatInt(p.ID, 10))
	}
	page, _ := strconv.Atoi(r.Arg(1))
	menu := bot.Menu{Verb: verbWayTo, Args: []string{number}, Placeholder: r.Say(messages.PickPassage)}
	return r.Turned(r.Paged(r.Done(messages.PickPassage), menu, options, page, verbWay, number)), nil
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
	found, err := b.base.Search(ctx, search.Query{Guild: guild, Text: question, Limit: bot.MaxChoices})
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
func (b *Bot) pressWayTo(ctx context.Context, r bot.Request) (bot.Reply, error) {
	q, err := b.queued(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := b.base.Passage(ctx, r.Guild, leading(r.Arg(1)))
	if errors.Is(err, knowledge.ErrNoPassage) {
		return r.Refused(messages.Gone), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	a, err := b.base.Article(ctx, r.Guild, p.Article, p.Revision)
	if err != nil {
		return bot.Reply{}, err
	}
	if a, err = a.AlsoAsked(p, q.Question); err == nil {
		a, err = canonical(ctx, a)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return b.propose(ctx, r, "another way to ask", q.ID, []knowledge.Drafted{{Article: a, Base: p.Revision}}, nil)
}
