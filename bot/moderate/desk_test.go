package moderate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// A moderation is a moderator at work in a guild of its own.
type moderation struct {
	t    *testing.T
	base *knowledge.Base
	bot  *moderate.Bot
	page string // what the web holds
	now  time.Time
	last bot.Reply
}

// loadGuards loads the guards that come with the program, once for all tests.
var loadGuards = sync.OnceValues(func() (bot.Guards, error) { return scriptbot.Guards("") })

func guards(t *testing.T) bot.Guards {
	t.Helper()
	g, err := loadGuards()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newDesk(t *testing.T) *moderation {
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	d := &moderation{t: t, base: base, now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	d.bot = moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards(t)}, Fetch: func(_ context.Context, url string) (moderate.Fetched, error) {
		if d.page == "" {
			return moderate.Fetched{}, errors.New("that site answered 404 instead of a page; check the address")
		}
		return moderate.Fetched{File: bot.File{Name: "page.md", Body: []byte(d.page)}, Type: "text/markdown", URL: url}, nil
	}})
	return d
}

// send gives a request of a moderator to the bot.
func (d *moderation) send(r bot.Request) bot.Reply {
	d.t.Helper()
	d.now = d.now.Add(time.Minute)
	r.Guild, r.Channel, r.Time = "g", "c", d.now
	if r.Member.ID == "" {
		r.Member = bot.Member{ID: "1", Name: "maria", Manage: true}
	}
	reply, err := d.bot.Handle(d.t.Context(), r)
	if err != nil {
		d.t.Fatal(err)
	}
	d.last = reply
	return reply
}

func (d *moderation) command(name string, options ...string) bot.Reply {
	d.t.Helper()
	r := bot.Request{Kind: bot.Command, Name: name, Options: map[string]string{}}
	for i := 0; i < len(options); i += 2 {
		r.Options[options[i]] = options[i+1]
	}
	return d.send(r)
}

// press presses what the last reply offers.
func (d *moderation) press(label string) bot.Reply {
	d.t.Helper()
	for _, a := range d.last.Actions {
		if a.Label == label {
			return d.send(bot.Request{Kind: bot.Press, Verb: a.Verb, Args: a.Args})
		}
	}
	d.t.Fatalf("no button %q below: %s", label, d.last.Text())
	return bot.Reply{}
}

// submit sends in the form of the last reply.
func (d *moderation) submit(fields map[string]string) bot.Reply {
	d.t.Helper()
	return d.send(bot.Request{Kind: bot.Submit, Verb: d.last.Form.Verb, Args: d.last.Form.Args, Options: fields})
}

// said fails the test unless the last reply is of a kind and holds all texts.
func (d *moderation) said(kind bot.Kind, texts ...string) {
	d.t.Helper()
	if d.last.Kind != kind {
		d.t.Errorf("%s, want %s: %s", d.last.Kind, kind, d.last.Text())
	}
	for _, text := range texts {
		if !strings.Contains(d.last.Text(), text) {
			d.t.Errorf("%s\nlacks: %s", d.last.Text(), text)
		}
	}
}

// own saves articles of the desk's guild.
func (d *moderation) own(all ...knowledge.Article) {
	d.t.Helper()
	for i := range all {
		all[i].Guild = "g"
	}
	if _, err := d.base.SaveAll(d.t.Context(), "g", all, knowledge.Change{Who: "maria", When: d.now}, nil); err != nil {
		d.t.Fatal(err)
	}
}

func (d *moderation) choose(setting, value string) {
	d.t.Helper()
	if err := d.base.Choose(d.t.Context(), "g", setting, value, knowledge.Change{Who: "maria", When: d.now}); err != nil {
		d.t.Fatal(err)
	}
}

// shared saves what the operator shares with every guild.
func (d *moderation) shared(a knowledge.Article) {
	d.t.Helper()
	a.Guild = bot.Shared
	if _, err := d.base.Save(d.t.Context(), a, knowledge.Change{Who: "operator", When: d.now}); err != nil {
		d.t.Fatal(err)
	}
}

const page = `# Parking

## Where can I park?

Behind the clinic, free of charge.

## Is there a bus?

Bus number 7 stops at the door.
`

var clinic = knowledge.Article{Slug: "parking", Title: "Parking", Language: "en",
	Text: "## Where can I park?\n\nYou can park your car behind the clinic, free of charge."}

// rooms is an article of so many short passages.
func rooms(n int) string {
	var out strings.Builder
	out.WriteString("# Rooms\n")
	for i := range n {
		fmt.Fprintf(&out, "\n## Where is room %d of the whole building, which has a name of its own in each of its many wings and floors?\n\nRoom %d is on floor %d.\n", i, i, i/10)
	}
	return out.String()
}

// list writes a list of questions and answers with so many rows.
func list(rows int, bad int) []byte {
	var out bytes.Buffer
	out.WriteString("question,answer\n")
	for i := range rows {
		if i == bad {
			fmt.Fprintf(&out, "Where is room %d?,\n", i)
			continue
		}
		fmt.Fprintf(&out, "Where is room %d?,Room %d is on floor %d of the building.\n", i, i, i/100)
	}
	return out.Bytes()
}
