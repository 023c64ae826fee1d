package bot

import (
	"context"
	"crypto/subtle"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"pamphlet/bot/messages"
	"pamphlet/internal/hotline"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// VerbShow shows one passage: Args[0] is its id. Args[1] is inPrivate if the
// button stands where only the asker sees it.
const VerbShow Verb = "show"

// inPrivate marks a button in a private reply: what it leads to is private too.
const inPrivate = "p"

// maxButton is the longest label of a button that all phones show whole, in
// characters; Discord's documentation advises 34 to 38.
const maxButton = 38

// showButton is the button that leads to a passage.
func showButton(label string, passage int64) Action {
	return Action{Label: label, Verb: VerbShow, Args: []string{strconv.FormatInt(passage, 10)}}
}

// ShowButton is the button that leads to a passage, by its heading.
func ShowButton(p knowledge.Passage) Action {
	return showButton(Shorten(Title(p), maxButton), p.ID)
}

// showEach is a button for each of all, by what it is listed with. No two look
// alike: where the beginnings are the same, more is shown, and then a number.
func showEach(all []search.Related) []Action {
	buttons := make([]Action, len(all))
	times := make(map[string]int)
	for _, to := range all {
		times[Shorten(to.Question, MaxLabel)]++
	}
	used := make(map[string]bool)
	for i, to := range all {
		label := Shorten(to.Question, MaxLabel)
		if times[label] > 1 && used[label] {
			label = strconv.Itoa(i+1) + ". " + Shorten(to.Question, MaxLabel-3)
		}
		used[label] = true
		buttons[i] = showButton(label, to.Passage)
	}
	return buttons
}

// pressShow quotes the passage whose id the button carries. It answers the
// question on the button, which is kept as if it had been asked.
func (b *Bot) pressShow(ctx context.Context, r Request) (Reply, error) {
	return b.opened(ctx, r, r.Arg(1) == inPrivate, func(p knowledge.Passage, question string, reply Reply) (Reply, error) {
		chosen := search.Match{Passage: p, Confidence: 1}
		return b.withFeedback(ctx, r, question, search.Result{Matches: []search.Match{chosen}}, reply)
	})
}

// opened quotes the passage whose id is Args[0], as keep adds to it: its second
// argument is what the passage is listed with.
func (b *Bot) opened(ctx context.Context, r Request, private bool, keep func(knowledge.Passage, string, Reply) (Reply, error)) (Reply, error) {
	if !b.guards.ready() {
		return b.guarded(ctx, r, "")
	}
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	return b.reading(ctx, r, id, func(p knowledge.Passage) (Reply, error) {
		question := Title(p)
		if len(p.Questions) > 0 {
			question = p.Questions[0]
		}
		reply, err := keep(p, question, b.chosen(r, question, p))
		if err != nil {
			return Reply{}, err
		}
		reply.Private = private || r.settings.values[SettingPrivate] == "on"
		return b.afterCard(r, p, reply), nil
	})
}

// afterCard is reply, which quotes p, as it is for who met a card a while ago: with
// the line that says whom to talk to, or that line alone where p is not for them.
func (b *Bot) afterCard(r Request, p knowledge.Passage, reply Reply) Reply {
	switch {
	case !b.sticky.Sticks(b.key(r), r.Time):
		return reply
	case slices.Contains(p.Tags, knowledge.TagNoCrisis):
		return Reply{Kind: Sensitive, Private: true, Lead: b.helpline(r, hotline.ForEveryone).in(messages.LineSubject)}
	case r.open(reply):
		return reply
	}
	return b.withLine(r, reply)
}

// reading calls do with a passage that the member of r may read now, or says why
// they cannot.
func (b *Bot) reading(ctx context.Context, r Request, id int64, do func(knowledge.Passage) (Reply, error)) (Reply, error) {
	p, err := b.bases.Readable(ctx, r.Guild, id)
	switch {
	case errors.Is(err, knowledge.ErrNoPassage):
		return r.Refused(messages.Gone), nil
	case err != nil:
		return Reply{}, err
	case r.outdated(p):
		return r.Refused(messages.Withheld), nil
	}
	return do(p)
}

// chosen quotes a passage that a member chose, and remembers it as the answer to
// a question.
func (b *Bot) chosen(r Request, question string, p knowledge.Passage) Reply {
	b.remember(r, question, p.Article)
	b.conversations.goesOn(r.conversationKey(), p.Next)
	reply := b.passage(r, search.Match{Passage: p, Confidence: 1})
	reply.Confidence = 1
	return reply
}

// MaxLabel is the longest label of a button, in characters (Discord's rule).
const MaxLabel = 80

// Shorten returns s, or its beginning if it has more than limit characters: whole
// words, where they are not too long for that.
func Shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	const longest = 12 // characters of a word that is left out rather than cut
	head := string([]rune(s)[:limit-1])
	if space := strings.LastIndexByte(head, ' '); space > len(head)-longest {
		head = head[:space]
	}
	return strings.TrimRight(head, " ,;:") + "…"
}

// VerbShare posts the passage of a private answer for everybody to read: Args[0]
// is its id, Args[1] stands for the member who got it.
const VerbShare Verb = "share"

// shareable adds the button that shares a private answer. No card has it, nothing
// with crisis lines, and nothing that is not sure.
func (b *Bot) shareable(ctx context.Context, r Request, reply Reply) Reply {
	if b.noStore || r.Guild == "" || r.Direct || r.open(reply) || reply.Kind != Answer || len(reply.Matches) == 0 || len(reply.Resources) > 0 {
		return reply
	}
	mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
	if err != nil || mark == "" {
		return reply // without the button it is an answer all the same
	}
	passage := strconv.FormatInt(reply.Matches[0].ID, 10)
	reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.Share), Verb: VerbShare, Args: []string{passage, mark}})
	return reply
}

// pressShare posts a passage where it was asked for. Neither the question nor the
// member is named. Who was shown where to find help since shares nothing.
func (b *Bot) pressShare(ctx context.Context, r Request) (Reply, error) {
	mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
	if err != nil {
		return Reply{}, err
	}
	mine := mark != "" && subtle.ConstantTimeCompare([]byte(mark), []byte(r.Arg(1))) == 1
	if !mine || !b.guards.ready() || !r.answersHere() || b.sticky.Sticks(b.key(r), r.Time) {
		return r.Refused(messages.NotShared), nil
	}
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	return b.reading(ctx, r, id, func(p knowledge.Passage) (Reply, error) {
		if !b.conversations.share(r.conversationKey(), id, r.Time) {
			return r.Refused(messages.SharedYet), nil
		}
		room := r
		room.Member.Locale = "" // the channel's language, not the member's
		shared := b.passage(room, search.Match{Passage: p, Confidence: 1})
		shared.Lead = room.Say(messages.Shared)
		reply := r.Done(messages.Sharing)
		reply.Posts = []Post{{Guild: r.Guild, Channel: r.Channel, Reply: b.dismissable(ctx, room, shared)}}
		return reply, nil
	})
}
