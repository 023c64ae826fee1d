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
	for range rapid.IntRange(0, 4).Draw(t, "pictures") {
		r.Pictures = append(r.Pictures, bot.Picture{URL: "https://example.org/a.png", Alt: long.Draw(t, "alt")})
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
		text, rows, ids := m.Content, 0, map[string]bool{}
		inComponents := m.Flags&flagComponents != 0
		for _, c := range m.Components {
			text += c.Content
			if c.Type == typeRow {
				rows++
				if len(c.Components) == 0 || len(c.Components) > 5 {
					t.Fatalf("row of %d", len(c.Components))
				}
			} else if !inComponents {
				t.Fatalf("component of type %d in a message of text", c.Type)
			}
			for _, c := range c.Components {
				if ids[c.ID] || c.ID == "" || characters(c.ID) > 100 || characters(c.Label) > 80 || len(c.Options) > 25 {
					t.Fatalf("component %+v", c)
				}
				ids[c.ID] = true
			}
		}
		if n := characters(text); inComponents && (n > 4000 || m.Content != "") || !inComponents && n > 2000 {
			t.Fatalf("a text of %d characters, components %t", n, inComponents)
		}
		if (m.Flags&flagSuppressed == 0) != inComponents || rows > 5 {
			t.Fatalf("flags %d, %d rows", m.Flags, rows)
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
	long := strings.TrimSpace(strings.Repeat("A sentence of the article.\n", 140)) // 3,779 characters
	m := rendered(bot.Reply{Lead: "Lead", Quote: long, Source: "Source", Disclaimer: "Small print"})
	if want := "Lead\n\n" + long + "\n\nSource\n\n-# Small print"; m.Components[0].Content != want || len(m.files) > 0 {
		t.Errorf("got %d characters and %d files, want %d and none", len(m.Components[0].Content), len(m.files), len(want))
	}
}

// What is too long for any message is there whole as a file; who to turn to, below,
// is read in the message.
func TestAReplyWithoutRoomGoesOnInAFile(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("A sentence of the article.\n", 200)
	m := rendered(bot.Reply{Lead: "Lead", Quote: long, Notes: []string{"Call 988."}, Disclaimer: "Small print"})
	shown := m.Components[0].Content
	if !strings.HasPrefix(shown, "Lead\n\nA sentence") || !strings.HasSuffix(shown, "of the article.\n…\n\nCall 988.\n\n-# Small print") || characters(shown) < 3900 {
		t.Errorf("%d characters that end %q", characters(shown), shown[len(shown)-60:])
	}
	if len(m.files) != 1 || m.Components[1].File.URL != "attachment://"+m.files[0].Name || strings.Count(string(m.files[0].Body), "A sentence") != 200 {
		t.Errorf("the files are %d, shown %+v", len(m.files), m.Components[1].File)
	}
}

// A text that goes on elsewhere ends behind a word, and what is bold or code is whole.
func TestABeginningEndsBehindAWord(t *testing.T) {
	t.Parallel()
	for before := range 60 {
		line := strings.Repeat("w", before) + strings.Repeat(` words \*and **two bold words** more`, 150)
		text := strings.TrimSuffix(beginning(line, 3900), "\n…")
		if !strings.HasPrefix(line, text) || characters(text) > 3900 || strings.Count(text, "**")%2 != 0 ||
			!strings.HasPrefix(line[len(text):], " ") && !strings.HasSuffix(text, " ") {
			t.Errorf("it ends %q", text[len(text)-20:])
		}
	}
	if got := beginning("**"+strings.Repeat("w", 5000)+"**", 3900); !strings.HasSuffix(got, "w**\n…") || characters(got) < 3800 {
		t.Errorf("a long bold word ends %q", got[max(len(got)-20, 0):])
	}
	code := "```go\n" + strings.Repeat("x := 1 // a line of code\n", 200) + "```"
	if got := beginning(code, 3900); !strings.HasSuffix(got, "of code\n```\n…") || characters(got) > 3900 {
		t.Errorf("code ends %q", got[len(got)-20:])
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
