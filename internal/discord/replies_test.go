package discord

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pamphlet/bot"
)

// drawReply is any reply, also such as the bot would never give.
func drawReply(t *rapid.T) bot.Reply {
	long := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.StringN(1, 20, -1).Draw(t, "piece"), rapid.IntRange(0, 400).Draw(t, "times"))
	})
	r := bot.Reply{
		Kind: rapid.SampledFrom([]bot.Kind{bot.Answer, bot.Unknown, bot.Crisis}).Draw(t, "kind"), Title: long.Draw(t, "title"), Lead: long.Draw(t, "lead"),
		Quote: long.Draw(t, "quote"), Source: long.Draw(t, "source"), Notes: rapid.SliceOfN(long, 0, 3).Draw(t, "notes"), Disclaimer: long.Draw(t, "disclaimer"),
	}
	for range rapid.IntRange(0, 30).Draw(t, "actions") {
		r.Actions = append(r.Actions, bot.Action{Label: long.Draw(t, "label"), Verb: bot.Verb(rapid.String().Draw(t, "verb")), Args: rapid.SliceOf(rapid.String()).Draw(t, "args")})
	}
	for range rapid.IntRange(0, 7).Draw(t, "menus") {
		m := bot.Menu{Verb: "v", Placeholder: long.Draw(t, "hint"), Args: rapid.SliceOf(rapid.String()).Draw(t, "args")}
		for range rapid.IntRange(0, 30).Draw(t, "options") {
			m.Options = append(m.Options, bot.Option{Label: long.Draw(t, "option"), Value: rapid.String().Draw(t, "value"), Description: long.Draw(t, "description")})
		}
		r.Menus = append(r.Menus, m)
	}
	return r
}

func TestNoReplyBreaksDiscordsLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := rendered(drawReply(t))
		total, ids := 0, map[string]bool{}
		for _, e := range m.Embeds {
			if characters(e.Description) > 4096 {
				t.Fatalf("embed with a description of %d", characters(e.Description))
			}
			total += characters(e.Description)
			if e.Footer != nil {
				total += characters(e.Footer.Text)
			}
		}
		if n := characters(m.Content); n > 2000 || n == 0 && len(m.Embeds) > 0 && m.Embeds[0].Description != "" {
			t.Fatalf("a text of %d characters above %d embeds", n, len(m.Embeds))
		}
		if (m.Flags&flagSuppressed == 0) != (len(m.Embeds) > 0) {
			t.Fatalf("flags %d with %d embeds", m.Flags, len(m.Embeds))
		}
		if total > 6000 || len(m.Embeds) > 10 || len(m.Components) > 5 {
			t.Fatalf("%d characters in %d embeds, %d rows", total, len(m.Embeds), len(m.Components))
		}
		for _, row := range m.Components {
			if len(row.Components) == 0 || len(row.Components) > 5 {
				t.Fatalf("row of %d", len(row.Components))
			}
			for _, c := range row.Components {
				if ids[c.ID] || c.ID == "" || characters(c.ID) > 100 || characters(c.Label) > 80 || len(c.Options) > 25 {
					t.Fatalf("component %+v", c)
				}
				ids[c.ID] = true
			}
		}
		if raw, err := json.Marshal(m); err != nil || !bytes.Contains(raw, []byte(`"allowed_mentions":{"parse":[]}`)) {
			t.Fatalf("JSON %v without the empty allowed_mentions", err)
		}
	})
}

// Only a role's ID is notified, and nothing that the text names.
func TestAPostNotifiesOneRole(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ ping, content, mentions string }{
		{"", "A <@&7> word.", `{"parse":[]}`},
		{"42", "<@&42> A <@&7> word.", `{"parse":[],"roles":["42"]}`},
		{"everyone", "A <@&7> word.", `{"parse":[]}`},
	} {
		m := rendered(bot.Reply{Lead: "A <@&7> word.", Ping: test.ping})
		if got, err := json.Marshal(m.Mentions); m.Content != test.content || string(got) != test.mentions || err != nil {
			t.Errorf("%q: %q, mentions %s, %v; want %q, %s", test.ping, m.Content, got, err, test.content, test.mentions)
		}
	}
}

func TestAReplyThatFitsIsShownWhole(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("A sentence of the article.\n", 180)) // 4,859 characters
	m := rendered(bot.Reply{Lead: "Lead", Quote: long, Source: "Source", Disclaimer: "Small \\*print\\*"})
	var shown strings.Builder
	shown.WriteString(m.Content)
	for _, e := range m.Embeds {
		shown.WriteString(e.Description)
	}
	if got, want := shown.String(), "Lead\n\n"+long+"\n\nSource"; got != want {
		t.Errorf("got %d characters in %d embeds, want %d", len(got), len(m.Embeds), len(want))
	}
	if got := m.Embeds[len(m.Embeds)-1].Footer.Text; got != "Small *print*" {
		t.Errorf("footer: got %q; it shows no Markdown", got)
	}
}

// A line too long for one page goes on behind a word, and what is bold is whole.
func TestALongLineGoesOnBehindAWord(t *testing.T) {
	t.Parallel()
	for before := range 60 {
		line := strings.Repeat("w", before) + strings.TrimSuffix(strings.Repeat(` words \*and **two bold words** more`, 150), " ")
		made := pages([]string{line}, 5900)
		if strings.Join(made, "") != line || len(made) < 2 {
			t.Fatalf("%d pages of %d characters hold %d", len(made), len(line), len(strings.Join(made, "")))
		}
		for i, page := range made[:len(made)-1] {
			whole := strings.HasSuffix(page, " ") || strings.HasPrefix(made[i+1], "**")
			if !whole || strings.Count(page, "**")%2 != 0 {
				t.Errorf("page %d ends %q", i+1, page[len(page)-20:])
			}
		}
	}
}

func TestMenusOfferWhatCanBeChosen(t *testing.T) {
	t.Parallel()
	few := []bot.Option{{Label: "One", Value: "1"}, {Label: "Two", Value: "2"}}
	for what, test := range map[string]struct {
		menu     bot.Menu
		most     int
		channels bool
	}{
		"one of two options":      {bot.Menu{Options: few}, 0, false},
		"all of two options":      {bot.Menu{Options: few, Max: 25}, 2, false},
		"as many as Discord lets": {bot.Menu{Channels: true, Max: 50}, 25, true},
		"one channel":             {bot.Menu{Channels: true}, 0, true},
		"one role":                {bot.Menu{Roles: true}, 0, false},
	} {
		test.menu.Verb = "v"
		got := rows(bot.Reply{Menus: []bot.Menu{test.menu}})[0].Components[0]
		if got.MaxValues != test.most || slices.Contains(got.Channels, 0) != test.channels || slices.Contains(got.Channels, 4) {
			t.Errorf("%s: %d can be chosen, of the channels %v", what, got.MaxValues, got.Channels)
		}
	}
}

// A block of code that two pages share is whole on both.
func TestABlockOfCodeIsClosedAndBegunAgain(t *testing.T) {
	code := "```go\n" + strings.Repeat("x := 1 // a line of code\n", 200) + "```"
	made := pages([]string{code, "After it."}, 5900)
	if len(made) != 2 {
		t.Fatalf("%d pages, want 2", len(made))
	}
	for i, page := range made {
		if strings.Count(page, "```")%2 != 0 || characters(page) > maxDescription {
			t.Errorf("page %d has %d fences and %d characters", i+1, strings.Count(page, "```"), characters(page))
		}
	}
	if !strings.HasPrefix(made[1], "```go\n") {
		t.Errorf("the second page begins %q", made[1][:10])
	}
}
