package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"pamphlet/internal/safety"
	"pamphlet/knowledge"
)

// Guards read every message before anything is searched. If either is nil the
// bot answers nothing but a static card: an unguarded bot is worse than none.
type Guards struct {
	Rules     *safety.Rules
	Resources *safety.Resources
}

func (g Guards) ready() bool { return g.Rules != nil && g.Resources != nil }

// A meeting is what the guards make of one message.
type meeting struct {
	safety.Verdict
	show  safety.Show
	place safety.Place
	at    time.Time
}

// meet reads the raw message, counts it, and says how it is to be met.
func (b *Bot) meet(r Request) meeting {
	v := b.guards.Rules.Classify(r.Text)
	b.counters.Add(v.Class, r.Time)
	return meeting{Verdict: v, show: b.sticky.Meet(b.key(r), v, r.Time), place: r.place(), at: r.Time}
}

// key stands for the member in the channel. Only this process can make it. All
// keys of a member begin alike, so that they can be forgotten together.
func (b *Bot) key(r Request) (k safety.Key) {
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
		return Reply{Kind: Crisis, Lead: Escape(safety.StaticCard), Private: true}, nil
	}
	m := b.meet(r)
	if m.Class.Retrieval() == safety.Never {
		return b.alerting(r, m, b.card(m)), nil
	}
	if r.house.broken != nil {
		return Reply{}, r.house.broken
	}
	switch m.Class.Retrieval() {
	case safety.OnPress:
		return b.alerting(r, m, b.warm(r, m, question)), nil
	case safety.Restricted:
		return b.advise(ctx, r, m, question)
	}
	return b.freely(ctx, r, m, question)
}

// card is the full card of a class, or a line that points to it if it was shown
// a moment ago.
func (b *Bot) card(m meeting) Reply {
	reply := Reply{Kind: kindOf(m.Verdict), Private: true}
	card := b.guards.Resources.Card(m.Verdict, m.place, m.at)
	for _, resource := range card.Resources {
		reply.Resources = append(reply.Resources, shown(resource))
	}
	if m.show == safety.ShowPointer {
		reply.Lead = Escape(b.guards.Resources.Pointer(m.place, m.at))
		return reply
	}
	reply.Title = Escape(card.Title)
	reply.Lead = Escape(strings.Join(card.Lines, "\n"))
	for _, d := range card.Links {
		reply.Actions = append(reply.Actions, Action{Label: d.Name, URL: d.URL})
	}
	return reply
}

// kindOf is the kind of reply for a class that has a card.
func kindOf(v safety.Verdict) Kind {
	switch {
	case v.Class == safety.C4:
		return Emergency
	case v.Class == safety.C2, v.Topic == safety.Minor:
		return Sensitive
	}
	return Crisis
}

func shown(r safety.Resource) Resource {
	return Resource{Country: r.Country, Name: r.Service, Channels: r.Channels, URL: r.Source}
}

// warm is the card for someone who may be at risk. What the articles say is
// one press away: only the process remembers the question, and not for long.
func (b *Bot) warm(r Request, m meeting, question string) Reply {
	reply := b.card(m)
	token := b.asides.put(aside{r.talker(), question, r.Time})
	reply.Actions = append([]Action{{Label: r.say(sayShowAnyway), Verb: VerbShowAnyway, Args: []string{token}}}, reply.Actions...)
	return reply
}

// VerbShowAnyway shows what the articles say to a question that was met with a
// card first: Args[0] is a token.
const VerbShowAnyway Verb = "anyhow"

// showAnyway answers the question that a warm card was shown for.
func (b *Bot) showAnyway(ctx context.Context, r Request) (Reply, error) {
	a, ok := b.asides.take(r.arg(0), r.talker(), r.Time)
	if !ok || !b.guards.ready() {
		return refused(r, sayAskAgain), nil
	}
	r.house.unkept, r.house.sensitive = true, true
	reply, err := b.answer(ctx, r, a.question)
	if err != nil {
		return Reply{}, err
	}
	return b.withLine(r, reply), nil
}

// freely answers as usual, with a resource line where the subject or what was
// said before asks for one.
func (b *Bot) freely(ctx context.Context, r Request, m meeting, question string) (Reply, error) {
	r.house.sensitive = m.show != safety.ShowNothing
	reply, err := b.answer(ctx, r, question)
	if err != nil {
		return Reply{}, err
	}
	switch m.show {
	case safety.ShowLine:
		return b.withLine(r, reply), nil
	case safety.ShowKindness:
		if reply.Kind != Answer {
			reply = Reply{Kind: Sensitive, Private: true}
		}
		reply.Notes = append(reply.Notes, Escape(b.guards.Resources.Kindness(m.place, m.at)))
	}
	return reply, nil
}

// withLine adds the line that says whom to talk to.
func (b *Bot) withLine(r Request, reply Reply) Reply {
	reply.Notes = append(reply.Notes, Escape(b.guards.Resources.ResourceLine(r.place(), r.Time)))
	for _, resource := range b.guards.Resources.For(r.place().Country, safety.Everyone, r.Time) {
		reply.Resources = append(reply.Resources, shown(resource))
	}
	return reply
}

// advise answers a question on the member's own treatment: a boundary line, and
// below it a passage only if it is marked fit for that and holds no dose.
func (b *Bot) advise(ctx context.Context, r Request, m meeting, question string) (Reply, error) {
	found, err := b.search(ctx, knowledge.Query{Guild: r.Guild, Text: question})
	if err != nil {
		return Reply{}, err
	}
	atRisk := b.sticky.Sticks(b.key(r), r.Time)
	r.house.sensitive = atRisk
	found = r.withheld(found)
	reply := Reply{Disclaimer: r.disclaimer()}
	if i := slices.IndexFunc(found.Matches, b.fitForAdvice); found.Answered && i >= 0 && found.Matches[i].Confidence >= nearlyBest*found.Matches[0].Confidence {
		reply = b.passage(r, found.Matches[i])
	}
	reply.Kind, reply.Private = Advice, true
	reply.Lead = Escape(b.guards.Resources.Boundary(m.place, m.at))
	if atRisk {
		reply = b.withLine(r, reply)
	}
	return reply, nil
}

// nearlyBest is the share of the best match's confidence that a tagged passage
// must have to be shown in its place. Chosen, not measured.
const nearlyBest = 0.5

// fitForAdvice reports whether a passage may stand below the boundary line.
func (b *Bot) fitForAdvice(m knowledge.Match) bool {
	return slices.Contains(m.Tags, knowledge.TagAdvice) && !b.lint().HasDose(m.Text)
}

// alerting adds a post to the moderators' channel if they chose one, once for
// a member in a channel unless it gets graver. It holds a link, the class and
// the time: never the text, never a name.
func (b *Bot) alerting(r Request, m meeting, reply Reply) Reply {
	channel := r.house.values[settingAlert]
	if channel == "" || !b.sticky.Alert(b.key(r), m.Verdict, m.at) {
		return reply
	}
	text := strings.NewReplacer(
		"{class}", m.Class.Meaning(), "{time}", m.at.UTC().Format("15:04 UTC"), "{link}", r.Link,
	).Replace(safety.AlertText)
	reply.Posts = append(reply.Posts, Post{Guild: r.Guild, Channel: channel, Reply: Reply{Kind: Done, Lead: text}})
	return reply
}
