package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"pamphlet/internal/safety"
	"pamphlet/knowledge"
)

// VerbShow shows one passage: Args[0] is its id. Args[1] is inPrivate if the
// button stands where only the asker sees it.
const VerbShow Verb = "show"

// inPrivate marks a button in a private reply: what it leads to is private too.
const inPrivate = "p"

// mostButton is the longest label of a button that all phones show whole, in
// characters; Discord's documentation advises 34 to 38.
const mostButton = 38

// show is the button that leads to a passage by its question.
func (b *Bot) show(to knowledge.Related) Action {
	return Action{Label: shorten(to.Question, mostButton), Verb: VerbShow, Args: []string{strconv.FormatInt(to.Passage, 10)}}
}

// pressShow quotes the passage whose id the button carries. It answers the
// question on the button, which is kept as if it had been asked.
func (b *Bot) pressShow(ctx context.Context, r Request) (Reply, error) {
	if !b.guards.ready() {
		return b.guarded(ctx, r, "")
	}
	id, err := strconv.ParseInt(r.arg(0), 10, 64)
	if err != nil {
		return refused(r, sayGone), nil
	}
	p, err := b.readable(ctx, r.Guild, id)
	if errors.Is(err, knowledge.ErrNoPassage) {
		return refused(r, sayGone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if r.outdated(p) {
		return refused(r, sayWithheld), nil
	}
	question := title(p)
	if len(p.Questions) > 0 {
		question = p.Questions[0]
	}
	b.talks.add(r.talker(), question, p.Article, r.Time)
	chosen := knowledge.Match{Passage: p, Confidence: 1}
	reply, err := b.kept(ctx, r, question, knowledge.Result{Matches: []knowledge.Match{chosen}}, b.passage(r, chosen))
	if err != nil {
		return Reply{}, err
	}
	reply.Confidence = 1 // the member chose it
	reply.Private = r.arg(1) == inPrivate || r.house.values[settingPrivate] == "on"
	if b.sticky.Sticks(b.key(r), r.Time) {
		if slices.Contains(p.Tags, knowledge.TagNoCrisis) {
			return Reply{Kind: Sensitive, Private: true, Lead: b.helpline(r, safety.ForEveryone).in(sayLineSubject)}, nil
		}
		if !r.open(reply) {
			reply = b.withLine(r, reply)
		}
	}
	return reply, nil
}

// mostLabel is the longest label of a button, in characters (Discord's rule).
const mostLabel = 80

// shorten returns s, or its beginning if it has more than most characters: whole
// words, where they are not too long for that.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	const longest = 12 // characters of a word that is left out rather than cut
	head := string([]rune(s)[:most-1])
	if space := strings.LastIndexByte(head, ' '); space > len(head)-longest {
		head = head[:space]
	}
	return strings.TrimRight(head, " ,;:") + "…"
}
