package bot

import (
	"context"
	"strconv"
	"strings"

	"pamphlet/knowledge"
)

// press carries out a button.
func (b *Bot) press(ctx context.Context, r Request) (Reply, error) {
	switch r.Verb {
	case VerbShow:
		return b.pressShow(ctx, r)
	case VerbShowAnyway:
		reply, err := b.showAnyway(ctx, r)
		reply.Private = true // wherever the card stands, the answer is for its asker
		return reply, err
	case VerbHelpful, VerbNotHelpful:
		return b.judge(ctx, r)
	case VerbWhy:
		return b.why(ctx, r)
	case VerbAskModerator, VerbNoneOfThese:
		return b.handOver(ctx, r)
	case VerbDismiss:
		return b.dismiss(ctx, r)
	case VerbForget:
		return b.forgetMember(ctx, r)
	}
	return refused(r, sayGone), nil
}

// arg returns an argument of the verb, or "".
func (r Request) arg(i int) string {
	if i < len(r.Args) {
		return r.Args[i]
	}
	return ""
}

// mostChoices is how many suggestions Discord takes.
const mostChoices = 25

// suggest completes what has been typed with questions the articles answer.
func (b *Bot) suggest(ctx context.Context, r Request) (Reply, error) {
	if !b.guards.ready() || !b.guards.Rules.Classify(r.Text).Class.Storable() {
		return Reply{Kind: Done}, nil // nothing is looked up for someone in danger
	}
	shelves, err := b.shelves(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	all, err := b.base.Questions(ctx, shelves[0], strings.TrimSpace(r.Text), mostChoices)
	return Reply{Kind: Done, Choices: all}, err
}

// record keeps a question for the moderators and returns the exchange's id.
func (b *Bot) record(ctx context.Context, r Request, question string, kind Kind, found knowledge.Result) (string, error) {
	if r.Guild == "" || b.ephemeral || r.house.unkept {
		return "", nil
	}
	e := knowledge.Exchange{Day: r.Time, Question: question, Kind: string(kind), Confidence: confidence(found), Member: r.Member.ID}
	var nearest int64
	if len(found.Matches) > 0 {
		nearest = found.Matches[0].ID
	}
	if kind == Answer {
		e.Passage = nearest
	}
	id, err := b.base.Record(ctx, r.Guild, e)
	if err == nil && kind == Unknown {
		err = b.enqueue(ctx, r, question, knowledge.WhyUnknown, nearest)
	}
	if err != nil || id == 0 {
		return "", err
	}
	return strconv.FormatInt(id, 10), nil
}

// hasLetter reports whether s holds a letter or digit at all.
func hasLetter(s string) bool { return strings.IndexFunc(s, isLetterOrDigit) >= 0 }
