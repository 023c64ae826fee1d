package bot_test

import (
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge"
)

// A guild is one whose members ask about its own articles.
type guild struct {
	t    *testing.T
	base *knowledge.Base
	bot  *bot.Bot
	now  time.Time
	last bot.Reply
}

func newGuild(t *testing.T) *guild {
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	return &guild{t: t, base: base, bot: bot.New(bot.Parts{Base: base, Guards: guards(t)}), now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
}

// send gives a member's request to the bot, a minute after the one before.
func (d *guild) send(r bot.Request) bot.Reply {
	d.t.Helper()
	d.now = d.now.Add(time.Minute)
	r.Guild, r.Channel, r.Time = "g", "c", d.now
	d.last = said(d.t, d.bot, r)
	return d.last
}

// said fails the test unless the last reply is of a kind and holds all texts.
func (d *guild) said(kind bot.Kind, texts ...string) {
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

// own saves articles of the guild.
func (d *guild) own(all ...knowledge.Article) {
	d.t.Helper()
	for i := range all {
		all[i].Guild = "g"
	}
	if _, err := d.base.SaveAll(d.t.Context(), "g", all, knowledge.Change{Who: "maria", When: d.now}, nil); err != nil {
		d.t.Fatal(err)
	}
}

// choose changes a setting of the guild.
func (d *guild) choose(setting, value string) {
	d.t.Helper()
	if err := d.base.Choose(d.t.Context(), "g", setting, value, knowledge.Change{Who: "maria", When: d.now}); err != nil {
		d.t.Fatal(err)
	}
}

// parking is an article of two passages.
var parking = knowledge.Article{Slug: "parking", Title: "Parking", Language: "en",
	Text: "## Where can I park?\n\nBehind the clinic, free of charge.\n\n## Is there a bus?\n\nBus number 7 stops at the door."}
