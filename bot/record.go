package bot

import (
	"context"
	"strconv"
	"time"

	"pamphlet/knowledge"
)

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
