package bot

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"pamphlet/bot/messages"
	"pamphlet/internal/smalltalk"
	"pamphlet/knowledge/search"
)

// maxQuestion is the longest question that is read, in characters. Discord
// allows 2,000 in a message and 6,000 in a command's option; a question takes
// a sentence or two.
const maxQuestion = 2000

// ask answers a question: the guards read it first.
func (b *Bot) ask(ctx context.Context, r Request) (Reply, error) {
	if b.unasked(r) {
		return Reply{Kind: Silent}, nil
	}
	return b.guarded(ctx, r, strings.TrimSpace(r.Text))
}

// answer finds the passage that answers question and makes the reply.
func (b *Bot) answer(ctx context.Context, r Request, question string) (Reply, error) {
	if r.Post != "" {
		return b.answerPost(ctx, r)
	}
	if !r.answersHere() {
		return elsewhere(r), nil
	}
	if utf8.RuneCountInString(question) > maxQuestion {
		return b.cannotRead(r, messages.TooLong), nil
	}
	before := b.conversations.with(r.conversationKey(), r.Time)
	if before.next != 0 && asksForMore(question) {
		return b.goOn(ctx, r, question, before.next)
	}
	found, err := b.bases.search(ctx, search.Query{
		Guild: r.Guild, Text: question, Earlier: before.earlier, Article: before.article,
		Threshold: r.threshold(),
	})
	if err != nil {
		return Reply{}, err
	}
	found = b.Withheld(r, found)
	if talk, ok := smalltalk.Read(question); ok && !(found.Answered && found.Listed) {
		return r.smallTalk(talk), nil
	}
	reply, err := b.outcome(ctx, r, question, found)
	if !found.Answered {
		reply.Reason, reply.WhyNot, reply.Near = found.Reason, found.WhyNot(), found.Matches[:min(len(found.Matches), 1)]
	}
	return reply, err
}

// warmThreshold is how sure an answer below warm words must be: most messages that
// get these ask nothing, and a passage that is beside the point would hurt.
const warmThreshold = 0.7

// threshold is the confidence from which a passage answers; 0 is the default.
func (r Request) threshold() float64 {
	chosen := parseThreshold(r.settings.values[SettingThreshold])
	if r.settings.atRisk {
		return max(chosen, warmThreshold)
	}
	return chosen
}

// outcome is the reply to a question for which this was found.
func (b *Bot) outcome(ctx context.Context, r Request, question string, found search.Result) (Reply, error) {
	switch {
	case !HasLetter(question):
		return b.cannotRead(r, messages.NoQuestion), nil
	case found.Answered:
		b.remember(r, question, found.Matches[0].Article)
		b.conversations.goesOn(r.conversationKey(), found.Matches[0].Next)
		return b.withFeedback(ctx, r, question, found, b.quoted(r, found))
	case len(found.Choices) > 1:
		b.remember(r, question, "")
		return b.withNoneOfThese(ctx, r, question, found, b.clarify(r, found))
	case len(found.Closest) > 0:
		b.remember(r, question, "")
		return b.closest(ctx, r, question, found)
	case found.Terms == 0:
		return b.cannotRead(r, messages.Unknown), nil // nothing that a moderator could answer
	}
	b.remember(r, question, "")
	return b.unknown(ctx, r, question, found)
}

// remember keeps a question in memory, to understand the next one by it.
func (b *Bot) remember(r Request, question, article string) {
	b.conversations.add(r.conversationKey(), question, article, r.Time)
}

// elsewhere is the reply in a channel where the bot does not answer.
func elsewhere(r Request) Reply {
	if r.Spoken {
		return Reply{Kind: Silent}
	}
	return r.Refused(messages.Elsewhere)
}

// cannotRead is the reply to what is no question.
func (b *Bot) cannotRead(r Request, s messages.Key) Reply {
	return Reply{Kind: Unknown, Lead: r.Say(s), Disclaimer: r.Disclaimer(), Private: true}
}

// clarify asks back, with a button for each subject. A list says in full what a
// label has no room for: two that begin alike would look the same.
func (b *Bot) clarify(r Request, found search.Result) Reply {
	reply := Reply{Kind: Clarify, Lead: r.Say(messages.Clarify), Related: found.Choices, Confidence: confidence(found), Corrected: found.Corrected, Disclaimer: r.Disclaimer()}
	reply.Actions = showEach(found.Choices)
	if slices.ContainsFunc(reply.Actions, func(a Action) bool { return strings.HasSuffix(a.Label, "…") }) {
		reply.Notes = append(reply.Notes, strings.TrimPrefix(bullets(found.Choices), "\n"))
	}
	return reply
}

// unknown says that nothing answers, offers what comes nearest, and leaves the
// question for the moderators.
func (b *Bot) unknown(ctx context.Context, r Request, question string, found search.Result) (Reply, error) {
	reply := Reply{Kind: Unknown, Lead: r.Say(messages.Unknown), Related: found.Nearest, Confidence: confidence(found), Corrected: found.Corrected, Disclaimer: r.Disclaimer()}
	if len(found.Nearest) > 0 {
		reply.Notes = append(reply.Notes, r.Say(messages.UnknownNearest)+bullets(found.Nearest))
	}
	reply.Actions = showEach(found.Nearest)
	id, err := b.record(ctx, r, question, Unknown, found)
	if err != nil {
		return Reply{}, err
	}
	if reply.Exchange = id; id != "" {
		if b.Recorded(ctx) {
			reply.Notes = append(reply.Notes, r.Say(messages.UnknownRecord))
		}
		reply.Actions = append(reply.Actions, r.askModerator(id), r.tellMe(id))
	}
	return reply, nil
}

func bullets(related []search.Related) string {
	var out strings.Builder
	for _, q := range related {
		out.WriteString("\n- " + Escape(q.Question))
	}
	return out.String()
}

func confidence(found search.Result) float64 {
	if len(found.Matches) == 0 {
		return 0
	}
	return found.Matches[0].Confidence
}

// smallTalkSaid is what is said to each kind of small talk.
var smallTalkSaid = map[smalltalk.Kind]messages.Key{
	smalltalk.Greeting: messages.TalkGreeting, smalltalk.Thanks: messages.TalkThanks, smalltalk.Bye: messages.TalkBye,
	smalltalk.Help: messages.TalkHelp, smalltalk.Abilities: messages.TalkAbilities, smalltalk.Who: messages.TalkWho,
	smalltalk.Praise: messages.TalkPraise, smalltalk.Abuse: messages.TalkAbuse, smalltalk.OK: messages.TalkOK, smalltalk.Puzzled: messages.TalkPuzzled,
}

// smallTalk is the reply to what is no question: one sentence, in the language it
// was said in, or else the member's. Nothing of it is kept.
func (r Request) smallTalk(talk smalltalk.Talk) Reply {
	if _, ok := messages.All()[talk.Language]; ok {
		r.Member.Locale = talk.Language
	}
	return Reply{Kind: SmallTalk, Lead: r.Say(smallTalkSaid[talk.Kind]), Private: !HasLetter(r.Text)}
}

// MaxChoices is how many suggestions, and how many lines of a menu, Discord takes.
const MaxChoices = 25

// maxChoice is how long a suggestion may be, in characters. What is cut short
// would ask something else.
const maxChoice = 100

// suggest completes what has been typed with questions the articles answer; while
// it is nothing, with those that are asked most.
func (b *Bot) suggest(ctx context.Context, r Request) (Reply, error) {
	if !b.guards.ready() || !b.classify(&r).Class.Storable() {
		return Reply{Kind: Done}, nil // nothing is looked up for someone in danger
	}
	guilds, err := b.bases.scope(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	var all []string
	if typed := strings.TrimSpace(r.Text); typed != "" {
		all, err = b.base.Questions(ctx, guilds[0], typed, MaxChoices)
	} else {
		b.Recorded(ctx)
		all, err = b.base.Popular(ctx, guilds[0], r.Guild, MaxChoices)
	}
	all = slices.DeleteFunc(all, func(q string) bool { return utf8.RuneCountInString(q) > maxChoice })
	return Reply{Kind: Done, Choices: all}, err
}
