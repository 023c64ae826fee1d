package bot

import (
	"context"
	"errors"
	"strconv"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// record keeps a question for the moderators and returns the exchange's id. It
// does not wait until it is kept, and an answer does not depend on it.
func (b *Bot) record(ctx context.Context, r Request, question string, kind Kind, found search.Result) (string, error) {
	if r.Guild == "" || b.noStore || r.settings.noStore {
		return "", nil
	}
	e := knowledge.Exchange{Day: r.Time, Question: question, Kind: string(kind), Confidence: confidence(found), Member: r.Member.ID}
	var nearest int64
	if len(found.Matches) > 0 {
		nearest = found.Matches[0].ID
	}
	var open knowledge.Asking
	switch kind {
	case Answer:
		e.Passage = nearest
	case Closest:
		open = r.asking(question, knowledge.WhyClosest, nearest)
	case Unknown:
		open = r.asking(question, knowledge.WhyUnknown, nearest)
	}
	id, err := b.base.RecordOpen(ctx, r.Guild, e, open)
	if err != nil {
		b.log.Error("keeping a question", "error", err)
	}
	if err != nil || id == 0 {
		return "", ctx.Err()
	}
	return strconv.FormatInt(id, 10), nil
}

// Recorded reports whether what was recorded is kept by now, or soon is. Usually
// that takes some milliseconds; an import may be writing.
func (b *Bot) Recorded(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	return b.base.Settle(ctx) == nil
}

// settleTime is how long an answer waits to be able to say that the question is
// kept. It leaves most of the second that an answer may take.
const settleTime = 500 * time.Millisecond

// Verbs by which a member leaves a question to the moderators. Args[0] is the
// exchange.
const (
	VerbAskModerator Verb = "askmod"
	VerbNoneOfThese  Verb = "none"
	VerbTellMe       Verb = "tellme" // and wants to be told of an answer
)

// asking is r as it is left to the moderators.
func (r Request) asking(question string, why knowledge.Why, passage int64) knowledge.Asking {
	return knowledge.Asking{Question: question, Why: why, Passage: passage, Channel: r.Channel, Member: r.Member.ID, Day: r.Time}
}

// enqueueExchange leaves the question of an exchange to the moderators. It
// returns knowledge.ErrNoExchange for one that is no longer kept, and
// knowledge.ErrNotQueued where the guild keeps none any more.
func (b *Bot) enqueueExchange(ctx context.Context, r Request, why knowledge.Why, tell bool) error {
	id, _ := strconv.ParseInt(r.Arg(0), 10, 64) // 0 is no exchange
	e, err := b.base.Exchange(ctx, r.Guild, id)
	if err != nil {
		return err
	}
	asking := r.asking(e.Question, why, e.Passage)
	asking.Tell = tell
	return b.base.Enqueue(ctx, r.Guild, asking)
}

// notKept reports whether err says that a question is not, or no longer, kept.
func notKept(err error) bool {
	return errors.Is(err, knowledge.ErrNoExchange) || errors.Is(err, knowledge.ErrNotQueued)
}

// handOver carries out the buttons that leave a question to the moderators.
func (b *Bot) handOver(ctx context.Context, r Request) (Reply, error) {
	why := knowledge.WhyAskedFor
	if r.Verb == VerbNoneOfThese {
		why = knowledge.WhyNone
	}
	err := b.enqueueExchange(ctx, r, why, r.Verb == VerbTellMe)
	if notKept(err) {
		return r.Refused(messages.NotKept), nil
	}
	if r.Verb == VerbTellMe {
		return r.Done(messages.WillTell), err
	}
	reply := r.Done(messages.HandedOver)
	reply.Actions = []Action{r.tellMe(r.Arg(0))}
	return reply, err
}

// tellMe is the button of who wants to be told of an answer.
func (r Request) tellMe(exchange string) Action {
	return Action{Label: r.Say(messages.TellMe), Verb: VerbTellMe, Args: []string{exchange}}
}

// TellWaiting adds to reply the direct messages to the members who wait for the
// answer to a queued question, if one is found now, and returns how many wait or are
// told. Each gets the passage and not the question: others may read along. What is
// not for someone who may be at risk is sent to nobody.
func (b *Bot) TellWaiting(ctx context.Context, r Request, reply *Reply, q knowledge.Queued) (waiting int, told bool, err error) {
	members, err := b.base.Waiting(ctx, r.Guild, q.ID)
	if err != nil || len(members) == 0 {
		return 0, false, err
	}
	found, err := b.bases.Search(ctx, search.Query{Guild: r.Guild, Text: q.Question})
	if err != nil {
		return 0, false, err
	}
	r.Member, r.settings.sensitive = Member{}, true
	if found = b.Withheld(r, found); !found.Answered {
		return len(members), false, nil
	}
	if members, err = b.base.TakeWaiting(ctx, r.Guild, q.ID); err != nil {
		return 0, false, err
	}
	news := b.passage(r, found.Matches[0])
	news.Lead, news.Actions = r.Say(messages.TellNews), nil // buttons would look in no guild
	for _, member := range members {
		reply.Posts = append(reply.Posts, Post{Guild: r.Guild, Member: member, Reply: news})
	}
	return len(members), true, nil
}
