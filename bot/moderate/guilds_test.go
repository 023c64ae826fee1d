package moderate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/longtest"
	"pamphlet/knowledge"
)

// marks are words that only what belongs to a guild holds. What the operator
// shares are articles, which anybody may read: they have a word of their own.
var marks = map[string]string{"north": "quartzmark", "south": "velvetmark", bot.Shared: "hiddenmark"}

const shared = "commonmark"

// A town is three guilds on one base, one of them shared by its operator.
type town struct {
	base *knowledge.Base
	bot  *moderate.Bot
	now  time.Time
	n    int
}

func newTown(t *rapid.T, guards bot.Guards) *town {
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	town := &town{base: base, bot: moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards}}), now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	for _, guild := range []string{"north", "south", bot.Shared} {
		mark, word := marks[guild], marks[guild]
		if guild == bot.Shared {
			word = shared
		}
		article := knowledge.Article{Guild: guild, Slug: "house-rules", Title: "House rules " + word, Language: "en",
			Text: "# Where is the " + word + " door?\n\nThe " + word + " door is behind the garden, next to the large tree."}
		by := knowledge.Change{Who: mark + " moderator", When: town.now}
		if _, err := base.Save(t.Context(), article, by); err != nil {
			t.Fatal(err)
		}
		passages, err := base.PassagesOf(t.Context(), guild, "house-rules")
		if err != nil {
			t.Fatal(err)
		}
		article.Text += "\n\n# Who waters the " + mark + " tree?\n\nThe gardener does."
		draft := knowledge.Draft{What: mark, Articles: []knowledge.Drafted{{Article: article, Base: 1}}}
		_, failed := base.Propose(t.Context(), guild, draft, by)
		for _, err := range []error{
			failed,
			base.SaveCase(t.Context(), guild, "where is the "+mark+" door", passages[0], by),
			base.Enqueue(t.Context(), guild, knowledge.Asking{Question: "who feeds the " + mark + " fish", Why: knowledge.WhyUnknown, Channel: mark, Day: town.now}),
			base.Choose(t.Context(), guild, "disclaimer", "The "+mark+" disclaimer closes this.", by),
			base.Choose(t.Context(), guild, "synonyms", mark+", entrance", by),
			base.Grant(t.Context(), guild, knowledge.Grant{Role: mark, May: "edit"}, by),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return town
}

// state is all that is kept of a guild.
func (town *town) state(t *rapid.T, guild string) string {
	t.Helper()
	all, err := town.base.Snapshot(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	drafts, err := town.base.Drafts(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	audit, err := town.base.Audit(t.Context(), guild, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := town.base.Exchanges(t.Context(), guild, 1000)
	if err != nil {
		t.Fatal(err)
	}
	state := []any{all, drafts, audit, asked}
	for _, stage := range []knowledge.Stage{knowledge.StageNew, knowledge.StageDrafted, knowledge.StageAnswered, knowledge.StageIgnored} {
		queue, err := town.base.Queue(t.Context(), guild, stage, town.now.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		state = append(state, queue)
	}
	return text(t, state)
}

func text(t *rapid.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// files reads what is attached as text.
func files(r bot.Reply) string {
	var all strings.Builder
	for _, f := range r.Files {
		all.Write(f.Body)
	}
	return all.String()
}

// requests are whatever a member can send, with ids that may be another
// guild's.
var requests = rapid.Custom(func(t *rapid.T) bot.Request {
	id := func() string { return fmt.Sprint(rapid.IntRange(1, 8).Draw(t, "id")) }
	name := rapid.SampledFrom([]string{"house-rules", "new", "news"}).Draw(t, "name")
	r := bot.Request{Kind: rapid.SampledFrom([]bot.RequestKind{bot.Command, bot.Press, bot.Submit, bot.Ask, bot.Suggest}).Draw(t, "kind")}
	r.Name = rapid.SampledFrom(names()).Draw(t, "command")
	r.Verb = rapid.SampledFrom([]bot.Verb{"publish", "anyway", "redo", "discard", "tell", "queued", "write", "written", "way",
		"wayto", "ignore", "snooze", "test", "untest", "runtests", "setting", "value", "set", "right", "setright", "setwords", "new", "pick", "reword", "pickpage", "queuepage",
		"show", "good", "poor", "askmod", "none"}).Draw(t, "verb")
	r.Text = rapid.SampledFrom([]string{"where is the door", "who feeds the fish", "who waters the tree", "where", ""}).Draw(t, "text")
	r.Args = []string{id(), id(), id()}
	switch r.Verb {
	case "queuepage":
		r.Args = []string{"new", "0"}
	case "pick", "reword", "pickpage":
		r.Args = []string{name, id(), "0"}
	case "setting", "value", "set", "setwords":
		r.Args = []string{"retention", "7"}
	case "right", "setright":
		r.Args = []string{"publish", "helpers", rapid.SampledFrom([]string{"give", "take"}).Draw(t, "act")}
	}
	r.Options = map[string]string{"article": name, "draft": id(), "question": id(), "revision": id(), "why": "because",
		"title": name, "answer": "Because it is so.", "text": "It is behind the house."}
	for _, option := range []string{"remove", "run", "stage", "setting", "value", "role", "may", "add", "passage", "export", "channel", moderate.OptionSort} {
		if rapid.Bool().Draw(t, "with "+option) {
			r.Options[option] = map[string]string{"remove": id(), "run": "yes", "stage": "new", "setting": "twoperson", "value": "on",
				"role": "helpers", "may": "edit", "add": "door, gate", "passage": rapid.SampledFrom([]string{"door", id()}).Draw(t, "which"), "export": "csv", "channel": "hall",
				moderate.OptionSort: rapid.SampledFrom([]string{moderate.SortIgnore, moderate.SortSnooze}).Draw(t, "sort")}[option]
		}
	}
	return r
})

func names() []string {
	var all []string
	for _, u := range moderate.New(moderate.Parts{}).Commands() {
		all = append(all, u.Name)
	}
	return all
}

// TestNoGuildReachesAnother plays random requests of members of two guilds. No
// reply holds a word of another guild, and nothing of another guild changes.
func TestNoGuildReachesAnother(t *testing.T) {
	guards := guards(t)
	longtest.Checks(t, 8)
	seen := map[bot.Kind]int{}
	rapid.Check(t, func(t *rapid.T) {
		town := newTown(t, guards)
		defer town.base.Close()
		for range rapid.IntRange(1, 15).Draw(t, "requests") {
			guild := rapid.SampledFrom([]string{"north", "south"}).Draw(t, "guild")
			moderator := rapid.Bool().Draw(t, "moderator")
			r := requests.Draw(t, "request")
			r.Guild, r.Channel = guild, "c"
			r.Member = bot.Member{ID: "ana", Manage: moderator, Roles: []string{marks["north"] + "s"}}
			seen[town.send(t, r)]++
		}
	})
	t.Logf("%v", seen)
	for _, kind := range []bot.Kind{bot.Done, bot.Refused, bot.Answer, bot.Unknown} {
		if longtest.Full && seen[kind] == 0 {
			t.Errorf("no reply was %s: this test does not reach far", kind)
		}
	}
}

// send gives a request to the bot and looks at the others.
func (town *town) send(t *rapid.T, r bot.Request) bot.Kind {
	town.n++
	town.now = town.now.Add(time.Minute)
	r.ID, r.Time = fmt.Sprint(town.n), town.now
	before := map[string]string{}
	for guild := range marks {
		before[guild] = town.state(t, guild)
	}
	reply, err := town.bot.Handle(t.Context(), r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	said := text(t, reply) + files(reply)
	for guild, mark := range marks {
		if guild == r.Guild {
			continue
		}
		if strings.Contains(said, mark) {
			t.Errorf("%+v of %s was told what %s keeps: %s", r, r.Guild, guild, said)
		}
		if after := town.state(t, guild); after != before[guild] {
			t.Errorf("%+v of %s changed %s", r, r.Guild, guild)
		}
	}
	if reply.Kind == bot.Refused && !reply.Private {
		t.Errorf("%+v: a refusal is for one person", r)
	}
	return reply.Kind
}

// TestAMemberWithoutRightsChangesNothing sends every command, button and form
// as somebody without the right to it.
func TestAMemberWithoutRightsChangesNothing(t *testing.T) {
	longtest.Checks(t, 20)
	guards := guards(t)
	rapid.Check(t, func(t *rapid.T) {
		town := newTown(t, guards)
		defer town.base.Close()
		for range 10 {
			r := requests.Draw(t, "request")
			if r.Kind == bot.Ask || r.Kind == bot.Suggest || r.Kind == bot.Press && (r.Verb == "show" || r.Verb == "good" ||
				r.Verb == "poor" || r.Verb == "askmod" || r.Verb == "none") {
				continue
			}
			r.Guild, r.Channel, r.Member, r.Time = "north", "c", bot.Member{ID: "ana", Roles: []string{"guests"}}, town.now
			before, err := town.base.Snapshot(t.Context(), "north")
			if err != nil {
				t.Fatal(err)
			}
			drafts, err := town.base.Drafts(t.Context(), "north")
			if err != nil {
				t.Fatal(err)
			}
			reply, err := town.bot.Handle(t.Context(), r)
			if err != nil || reply.Kind != bot.Refused || !reply.Private {
				t.Fatalf("%+v: %s, %v", r, reply.Kind, err)
			}
			if strings.Contains(text(t, reply), marks["north"]) {
				t.Errorf("%+v: the refusal tells what is kept", r)
			}
			after, err := town.base.Snapshot(t.Context(), "north")
			if err != nil {
				t.Fatal(err)
			}
			if last, err := town.base.Audit(t.Context(), "north", "", 1); strings.Contains(reply.Text(), "You need the right") && (err != nil || last[0].What != "refused" || last[0].Who != "ana" || !strings.Contains(last[0].Detail, "needs the right to")) {
				t.Errorf("%+v is not in the audit: %+v, %v", r, last, err)
			}
			left, err := town.base.Drafts(t.Context(), "north")
			if err != nil || text(t, before) != text(t, after) || text(t, drafts) != text(t, left) {
				t.Errorf("%+v changed something: %v", r, err)
			}
		}
	})
}

func TestSharedArticlesAnswerAndCannotBeChanged(t *testing.T) {
	d := newDesk(t)
	by := knowledge.Change{Who: "operator", When: d.now}
	shared := knowledge.Article{Guild: bot.Shared, Slug: "parking", Title: "Parking", Language: "en", Text: strings.TrimSpace(strings.TrimPrefix(page, "# Parking\n\n"))}
	if _, err := d.base.Save(t.Context(), shared, by); err != nil {
		t.Fatal(err)
	}
	passages, err := d.base.PassagesOf(t.Context(), bot.Shared, "parking")
	if err != nil {
		t.Fatal(err)
	}
	d.send(bot.Request{Kind: bot.Ask, Text: "Where can I park?"})
	d.said(bot.Answer, "Behind the clinic, free of charge.")
	for _, name := range []string{"kb edit", "kb remove", "kb refresh", "kb history", "kb show"} {
		d.command(name, "article", "parking")
		d.said(bot.Refused, "There is no article of that name")
	}
	d.send(bot.Request{Kind: bot.Ask, Text: "Who feeds the fish?"})
	d.command("kb queue", "question", "1", "passage", fmt.Sprint(passages[0].ID))
	d.said(bot.Refused)
	if a, number, err := d.base.CurrentArticle(t.Context(), bot.Shared, "parking"); err != nil || number != 1 || a.Text != shared.Text {
		t.Errorf("the shared article was changed: revision %d, %v", number, err)
	}
}
