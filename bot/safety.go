package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/hotline"
	"pamphlet/internal/safety"
	"pamphlet/internal/sticky"
)

// Guards read every message before anything is searched. If either is nil the
// bot answers nothing but a static card: an unguarded bot is worse than none.
type Guards struct {
	Rules     *safety.Rules
	Resources *hotline.Registry
}

func (g Guards) ready() bool { return g.Rules != nil && g.Resources != nil }

// OnlyCard reports whether a question is answered by a card, and by nothing of
// the articles.
func (g Guards) OnlyCard(question string) bool {
	return g.ready() && g.Rules.Classify(question).Class.CardOnly()
}

// An assessment is the verdict on one message, and which card or line to show.
type assessment struct {
	safety.Verdict
	show sticky.Show
	at   time.Time
}

// assess classifies r.Text, counts its class for the day, and returns the verdict
// with the card to show.
func (b *Bot) assess(r Request) assessment {
	v := b.classify(&r)
	b.counters.add(v.Class, r.Time)
	return assessment{Verdict: v, show: b.sticky.Assess(b.key(r), v, r.Time), at: r.Time}
}

// classify returns the verdict on r.Text, which r keeps.
func (b *Bot) classify(r *Request) safety.Verdict {
	if r.verdict == nil {
		v := b.guards.Rules.Classify(r.Text)
		r.verdict = &v
	}
	return *r.verdict
}

// key stands for the member in the channel. Only this process can make it. All
// keys of a member begin alike, so that they can be forgotten together.
func (b *Bot) key(r Request) (k sticky.Key) {
	member, place := b.memberKey(r.Member.ID), b.sum(r.Guild, r.Channel, r.Member.ID)
	copy(k[:8], member[:])
	copy(k[8:], place[:])
	return k
}

// memberKey is what the keys of a member begin with.
func (b *Bot) memberKey(member string) [8]byte { return b.sum(member) }

func (b *Bot) sum(parts ...string) [8]byte {
	sum := hmac.New(sha256.New, b.secret[:])
	for _, part := range parts {
		sum.Write([]byte{byte(len(part))})
		sum.Write([]byte(part))
	}
	return [8]byte(sum.Sum(nil))
}

// guarded answers a question after the guards have read it. Classes whose
// answer is a person never reach the index.
func (b *Bot) guarded(ctx context.Context, r Request, question string) (Reply, error) {
	if !b.guards.ready() {
		b.log.Error("safety rules or resources are missing: answering with the static card only")
		return Reply{Kind: Crisis, Lead: Escape(hotline.StaticCard), Private: true}, nil
	}
	m := b.assess(r)
	if m.Class.CardOnly() || m.Class == safety.AtRisk && r.settings.err != nil {
		return b.withAlert(r, m, b.card(r, m)), nil
	}
	if r.settings.err != nil {
		return Reply{}, r.settings.err
	}
	r.settings.sensitive = m.show != sticky.Nothing || m.Raises(safety.Sensitive)
	r.settings.atRisk = m.Class == safety.AtRisk
	r.settings.noStore = !m.Class.Storable()
	r.settings.noDose = m.Amount
	reply, err := b.answer(ctx, r, question)
	if err != nil {
		return Reply{}, err
	}
	return b.withAlert(r, m, b.withClass(r, m, reply)), nil
}

// withClass puts what a class asks for around a reply, whatever its kind.
func (b *Bot) withClass(r Request, m assessment, reply Reply) Reply {
	if r.settings.values[SettingPrivate] == "on" {
		reply.Private = true
	}
	switch m.Class {
	case safety.AtRisk:
		return b.withCard(r, m, reply)
	case safety.OwnTreatment:
		reply = b.withBoundary(r, m, reply)
	}
	switch {
	case reply.Kind == Silent:
	case m.show == sticky.Kindness:
		return b.withKindness(r, m, reply)
	case m.Raises(safety.Sensitive), m.show == sticky.Line && !r.open(reply):
		// That somebody met a card is nothing for others to read.
		return b.withLine(r, reply)
	}
	return reply
}

// card is the full card of a class, or a line that points to it if it was shown
// a moment ago.
func (b *Bot) card(r Request, m assessment) Reply {
	h := b.helpline(r, audience(m.Verdict))
	reply := Reply{Kind: kindOf(m.Verdict), Private: true, Resources: h.resources()}
	if m.show == sticky.Pointer {
		reply.Lead = h.in(messages.LinePointer)
		return reply
	}
	card := cardOf(m.Verdict)
	var lines []string
	for _, s := range card.lines {
		lines = append(lines, h.in(s))
	}
	reply.Title, reply.Lead = h.in(card.title), strings.Join(lines, "\n")
	for _, d := range h.Directories(h.audience) {
		reply.Actions = append(reply.Actions, Action{Label: d.Name, URL: d.URL})
	}
	return reply
}

// kindOf is the kind of reply for a class that has a card.
func kindOf(v safety.Verdict) Kind {
	switch {
	case v.Class == safety.Emergency:
		return Emergency
	case v.Class == safety.AtRisk, v.Topic == safety.Minor:
		return Sensitive
	}
	return Crisis
}

// withCard puts warm words and somebody to turn to before the answer for someone
// who may be at risk. Where others can read along, the words are one short line
// that says nothing of what was written. That nothing answers is not said: it is
// no time for "I don't know".
func (b *Bot) withCard(r Request, m assessment, reply Reply) Reply {
	card := b.card(r, m)
	if r.Spoken && !r.Direct {
		reply.Kind = Sensitive
		reply.Lead = joined(b.helpline(r, hotline.ForEveryone).in(messages.LineOpen), reply.Lead)
		reply.Resources = card.Resources
		return reply
	}
	if reply.Kind == Unknown || reply.Kind == Refused || reply.Kind == Silent {
		return card
	}
	if reply.Title != "" {
		reply.Title = "**" + reply.Title + "**"
	}
	reply.Lead = joined(card.Lead, reply.Lead, reply.Title)
	reply.Kind, reply.Private, reply.Title, reply.Resources = Sensitive, true, card.Title, card.Resources
	reply.Actions = append(reply.Actions, card.Actions...)
	return reply
}

// withBoundary says first that nobody's own treatment is advised on. Below it stands
// what the articles say: their words are what the moderators chose to say. A
// question that they listed is answered like any other.
func (b *Bot) withBoundary(r Request, m assessment, reply Reply) Reply {
	reply.Private = true
	if len(reply.Matches) > 0 && reply.Matches[0].Listed {
		return reply
	}
	boundary := messages.LineBoundary
	switch {
	case reply.Kind == Answer:
		reply.Kind, boundary = Advice, messages.LineBoundaryAbove
	case reply.Kind == Unknown && m.Amount:
		reply = Reply{Kind: Advice, Private: true, Disclaimer: reply.Disclaimer}
	case reply.Kind == Refused || reply.Kind == Silent:
		return reply
	}
	reply.Lead = joined(b.helpline(r, hotline.ForEveryone).in(boundary), reply.Lead)
	return reply
}

// joined puts paragraphs below each other.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "\n\n")
}

// withKindness answers someone who says that they were joking.
func (b *Bot) withKindness(r Request, m assessment, reply Reply) Reply {
	h := b.helpline(r, hotline.ForEveryone)
	if reply.Kind != Answer {
		reply = Reply{Kind: Sensitive, Private: true}
	}
	reply.Resources = h.resources()
	reply.Notes = append(reply.Notes, h.in(messages.LineKindness))
	return reply
}

// withLine adds the line that says whom to talk to.
func (b *Bot) withLine(r Request, reply Reply) Reply {
	h := b.helpline(r, hotline.ForEveryone)
	reply.Notes = append(reply.Notes, h.in(messages.LineSubject))
	reply.Resources = h.resources()
	return reply
}

// alertText is what moderators see, with link, class and time; never text.
const alertText = "A message may need a person: {class}, {time}, {link}"

// withAlert adds a post to the moderators' channel if they chose one, once for
// a member in a channel unless it gets graver. It holds a link, the class and
// the time: never the text, never a name. The role that they chose is notified.
func (b *Bot) withAlert(r Request, m assessment, reply Reply) Reply {
	channel := r.settings.values[SettingAlert]
	if channel == "" || !b.sticky.Alert(b.key(r), m.Verdict, m.at) {
		return reply
	}
	text := strings.NewReplacer(
		"{class}", m.Class.Meaning(), "{time}", m.at.UTC().Format("15:04 UTC"), "{link}", r.Link,
	).Replace(alertText)
	reply.Posts = append(reply.Posts, Post{Guild: r.Guild, Channel: channel, Reply: Reply{Kind: Done, Lead: text, Ping: r.settings.values[SettingAlertRole]}})
	return reply
}
