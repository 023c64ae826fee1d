package bot

import (
	"context"
	"errors"
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
		return b.showAnyway(ctx, r)
	case VerbHelpful, VerbNotHelpful:
		return b.judge(ctx, r)
	case VerbAskModerator, VerbNoneOfThese:
		return b.handOver(ctx, r)
	}
	return refused(r, sayGone), nil
}

// pressShow quotes the passage whose id the button carries.
func (b *Bot) pressShow(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.arg(0), 10, 64)
	if err != nil {
		return refused(r, sayGone), nil
	}
	p, _, err := b.fetch(ctx, r.Guild, id)
	if errors.Is(err, knowledge.ErrNoPassage) {
		return refused(r, sayGone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	question := title(p)
	if len(p.Questions) > 0 {
		question = p.Questions[0]
	}
	b.talks.add(r.talker(), question, p.Article, r.Time)
	reply := b.passage(r, knowledge.Match{Passage: p, Confidence: 1})
	reply.Confidence = 1 // the member chose it
	return reply, nil
}

// arg returns an argument of the verb, or "".
func (r Request) arg(i int) string {
	if i < len(r.Args) {
		return r.Args[i]
	}
	return ""
}

// Verbs by which a member judges an answer. Args[0] is the exchange.
const (
	VerbHelpful    Verb = "good"
	VerbNotHelpful Verb = "poor"
)

func (b *Bot) judge(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.arg(0), 10, 64)
	if err != nil {
		return refused(r, sayGone), nil
	}
	verdict := "helpful"
	if r.Verb == VerbNotHelpful {
		verdict = "not helpful"
	}
	if err := b.base.Judge(ctx, r.Guild, id, verdict); err != nil {
		return Reply{}, err
	}
	if r.Verb == VerbNotHelpful {
		err = b.enqueueExchange(ctx, r, knowledge.WhyNotHelpful)
	}
	return Reply{Kind: Done, Lead: r.say(sayThanks), Private: true}, err
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
