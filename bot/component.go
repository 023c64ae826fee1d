package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// press carries out a button.
func (b *Bot) press(ctx context.Context, r Request) (Reply, error) {
	switch r.Verb {
	case VerbShow:
		return b.pressShow(ctx, r)
	case VerbOpen:
		return b.pressOpen(ctx, r)
	case VerbHelpful, VerbNotHelpful:
		return b.feedback(ctx, r)
	case VerbWhy:
		return b.why(ctx, r)
	case VerbAskModerator, VerbNoneOfThese:
		return b.handOver(ctx, r)
	case VerbDismiss:
		return b.dismiss(ctx, r)
	case VerbForget:
		return b.forgetMember(ctx, r)
	}
	return refused(r, messages.Gone), nil
}

// arg returns an argument of the verb, or "".
func (r Request) arg(i int) string {
	if i < len(r.Args) {
		return r.Args[i]
	}
	return ""
}

// maxChoices is how many suggestions Discord takes, mostChoice how long one may
// be, in characters. What is cut short would ask something else.
const (
	maxChoices = 25
	maxChoice  = 100
)

// suggest completes what has been typed with questions the articles answer.
func (b *Bot) suggest(ctx context.Context, r Request) (Reply, error) {
	if !b.guards.ready() || !b.guards.Rules.Classify(r.Text).Class.Storable() {
		return Reply{Kind: Done}, nil // nothing is looked up for someone in danger
	}
	shelves, err := b.scope(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	all, err := b.base.Questions(ctx, shelves[0], strings.TrimSpace(r.Text), maxChoices)
	all = slices.DeleteFunc(all, func(q string) bool { return utf8.RuneCountInString(q) > maxChoice })
	return Reply{Kind: Done, Choices: all}, err
}

// record keeps a question for the moderators and returns the exchange's id. It
// does not wait until it is kept, and an answer does not depend on it.
func (b *Bot) record(ctx context.Context, r Request, question string, kind Kind, found knowledge.Result) (string, error) {
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

// recorded reports whether what was recorded is kept by now, or soon is. Usually
// that takes some milliseconds; an import may be writing.
func (b *Bot) recorded(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	return b.base.Settle(ctx) == nil
}

// settleTime is how long an answer waits to be able to say that the question is
// kept. It leaves most of the second that an answer may take.
const settleTime = 500 * time.Millisecond

// hasLetter reports whether s holds a letter or digit at all.
func hasLetter(s string) bool { return strings.IndexFunc(s, isLetterOrDigit) >= 0 }
