package app

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/internal/longtest"
	"pamphlet/internal/script"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// A theatre is a script's stage on the whole way through Discord: people act
// in the double, and what they then see is read back from it.
type theatre struct {
	t        *testing.T
	learn    *scriptbot.Stage
	d        *discordtest.Discord
	guild    *discordtest.Guild
	members  map[string]*discordtest.Member  // by the script's id
	channels map[string]*discordtest.Channel // by the script's id
	names    map[string]string               // the script's ids by Discord's
	messages []*discordtest.Message          // shown so far, oldest first
	asked    map[string]*discordtest.Message // the last question, by member and channel
	form     *discordtest.Form
	answered chan bot.Reply

	mu  sync.Mutex
	now time.Time
}

// newTheatre connects a server to a double for one script.
func newTheatre(t *testing.T, folder string, base *knowledge.Base) *theatre {
	d := discordtest.New(t)
	h := &theatre{
		t: t, d: d, guild: d.Guild("clinic"), members: map[string]*discordtest.Member{}, channels: map[string]*discordtest.Channel{},
		names: map[string]string{}, asked: map[string]*discordtest.Message{}, answered: make(chan bot.Reply, 1),
	}
	h.learn = &scriptbot.Stage{Base: base, Folder: folder, Guild: h.guild.ID}
	run(t, d, base, func(s *Server, _ *discord.Settings) {
		if s == nil {
			return
		}
		s.handle = func(ctx context.Context, r bot.Request) (bot.Reply, error) {
			h.mu.Lock()
			r.Time = h.now
			h.mu.Unlock()
			reply, err := s.bot.Handle(ctx, r)
			h.answered <- reply
			return reply, err
		}
	})
	return h
}

// Learn implements script.Stage.
func (h *theatre) Learn(ctx context.Context, step script.Step) error { return h.learn.Learn(ctx, step) }

// Send implements script.Stage: it acts as the request's member, waits for the
// bot, and returns the reply as it is read in Discord. Its kind and its matches
// cannot be read there; they are the bot's own.
func (h *theatre) Send(ctx context.Context, r bot.Request) (bot.Reply, error) {
	h.mu.Lock()
	h.now = r.Time
	h.mu.Unlock()
	see := h.act(r)
	var said bot.Reply
	select {
	case said = <-h.answered:
	case <-time.After(time.Minute):
		return bot.Reply{}, fmt.Errorf("no request came to the bot")
	}
	if said.Kind == bot.Silent {
		return said, nil
	}
	seen, err := see(said)
	if err != nil {
		return seen, err
	}
	if said.Title != "" && said.Form == nil {
		lead, titled := strings.CutPrefix(seen.Lead, "**"+h.named(said.Title)+"**")
		if !titled {
			return seen, fmt.Errorf("seen in Discord without its title:\n%s", seen.Lead)
		}
		seen.Lead = strings.TrimSpace(lead)
	}
	if got, want := seen.Text(), h.named(said.Text()); said.Form == nil && got != want {
		return seen, fmt.Errorf("seen in Discord:\n%s\nsaid by the bot:\n%s", got, want)
	}
	seen.Kind, seen.Matches = said.Kind, said.Matches
	return seen, nil
}

// act does in the double what the request says, and returns what waits for the
// reply to be seen.
func (h *theatre) act(r bot.Request) func(bot.Reply) (bot.Reply, error) {
	who, where := h.member(r), h.channel(r)
	place := r.Member.ID + " " + r.Channel
	switch {
	case r.Kind == bot.Suggest:
		i := who.Type(where, "ask", "question", r.Text)
		return func(bot.Reply) (bot.Reply, error) { return choices(i.Choices()), nil }
	case r.Kind == bot.Command:
		return h.interaction(who.Command(where, r.Name, h.options(r)...))
	case r.Kind == bot.Submit:
		return h.interaction(who.Submit(h.form, h.filled(r.Options)))
	case r.Kind == bot.Press:
		return h.press(who, r)
	case r.Kind == bot.Edit:
		question := h.asked[place]
		before := question.Answers()
		who.Edit(question, r.Text)
		return func(said bot.Reply) (bot.Reply, error) { return h.edited(question, before, said) }
	case r.Name == "ask" || r.Member.Manage:
		// Whether the asker may moderate, Discord tells of commands only.
		return h.interaction(who.Ask(where, r.Text))
	}
	if r.Direct {
		h.asked[place] = who.Direct(r.Text)
	} else {
		h.asked[place] = who.Mention(where, r.Text)
	}
	question := h.asked[place]
	return func(said bot.Reply) (bot.Reply, error) { return h.spoken(question.Answer(), said), nil }
}

// interaction waits for the form or message an interaction is answered with.
func (h *theatre) interaction(i *discordtest.Interaction) func(bot.Reply) (bot.Reply, error) {
	return func(said bot.Reply) (bot.Reply, error) {
		if said.Form != nil {
			h.form = i.Form()
			return seenForm(h.form), nil
		}
		message := i.Reply()
		seen := h.seen(message)
		if seen.Private = message.Ephemeral(); said.Private && !seen.Private {
			return seen, fmt.Errorf("a private reply is seen by all")
		}
		return seen, nil
	}
}

// spoken is the reply in a message: in a channel, that cannot be private.
func (h *theatre) spoken(message *discordtest.Message, said bot.Reply) bot.Reply {
	seen := h.seen(message)
	seen.Private = said.Private
	return seen
}

// edited waits until the answer to an edited question has changed.
func (h *theatre) edited(question *discordtest.Message, before []*discordtest.Message, said bot.Reply) (bot.Reply, error) {
	var now []*discordtest.Message
	h.d.Until("changed answer to an edited question", func() bool {
		now = question.Answers()
		return len(now) > 0 && (len(before) == 0 || now[0].Edits > before[0].Edits)
	})
	return h.spoken(now[0], said), nil
}

// press presses a button or chooses from a menu of the newest message that has
// it. What is pressed is known by its custom_id alone.
func (h *theatre) press(who *discordtest.Member, r bot.Request) func(bot.Reply) (bot.Reply, error) {
	id := r.Args[0]
	for _, message := range slices.Backward(h.messages) {
		message = message.Now()
		if message == nil {
			continue
		}
		for _, c := range components(message.JSON()) {
			if c["custom_id"] != id {
				continue
			}
			if len(r.Args) == 1 {
				return h.interaction(who.PressID(message, id))
			}
			value := r.Args[1]
			switch number(c["type"]) {
			case 6:
				value = h.role(value)
			case 8:
				value = h.place(value).ID
			}
			return h.interaction(who.Select(message, c["placeholder"].(string), value))
		}
	}
	h.t.Fatalf("no message has the component %q", id)
	return nil
}

// TestConversationsThroughDiscord plays every script of the bot on the whole
// way through Discord. What is seen there is what the bot says by itself. Those at the
// top of the folder differ in what is asked, not in the way it takes: they are for
// -tags long.
func TestConversationsThroughDiscord(t *testing.T) {
	t.Parallel()
	const folder = "../../bot/testdata"
	played := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".txt" && (longtest.Full || filepath.Dir(path) != folder) {
			played++
			t.Run(filepath.ToSlash(strings.TrimPrefix(path, folder)), func(t *testing.T) {
				t.Parallel()
				playThroughDiscord(t, path)
			})
		}
		return err
	})
	if err != nil || played == 0 {
		t.Errorf("%d scripts played: %v", played, err)
	}
}

func playThroughDiscord(t *testing.T, path string) {
	if filepath.Base(filepath.Dir(path)) == "shared" {
		if _, err := os.Stat("../../../shared"); err != nil {
			t.Skip("the development data is not here")
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := script.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := script.Play(t.Context(), s, newTheatre(t, filepath.Dir(path), fresh(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	said, err := script.Play(t.Context(), s, direct(t, filepath.Dir(path), fresh(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range said.Turns {
		got := seen.Turns[i]
		if diff := cmp.Diff(want.Differences, got.Differences); diff != "" || got.Reply.Kind != want.Reply.Kind {
			t.Errorf("%s:%d: (-bot +Discord)\n%s", path, s.Steps[want.Step].Line, diff)
		}
		if diff := cmp.Diff(want.Reply.Text(), got.Reply.Text()); diff != "" && want.Reply.Form == nil {
			t.Errorf("%s:%d: (-bot +Discord)\n%s", path, s.Steps[want.Step].Line, diff)
		}
	}
	if len(said.Turns) == 0 {
		t.Error("nothing was said")
	}
}

// direct is the bot itself as a stage.
func direct(t *testing.T, folder string, base *knowledge.Base) *scriptbot.Stage {
	return &scriptbot.Stage{Base: base, Bot: moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards(t)}}), Folder: folder}
}

// fresh is a base for s to begin with.
func fresh(t *testing.T, s script.Script) *knowledge.Base {
	if slices.ContainsFunc(s.Steps, func(step script.Step) bool { return step.Action == script.Learn && step.Text == script.Starter }) {
		return open(t, withStarter(t))
	}
	return open(t, knowledge.Memory)
}
