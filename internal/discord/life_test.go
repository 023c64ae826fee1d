package discord

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

func TestCommandsAreSentOnlyWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	puts := func() int { return d.Requests("PUT ") }
	run := func(change ...func(*Settings)) {
		s := play(t, d, echo, change...).ready()
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
		d.AwaitReady(0)
	}
	run()
	if puts() != 1 || len(d.Commands(nil)) != len(testCommands) {
		t.Errorf("first start: %d times sent, %d commands", puts(), len(d.Commands(nil)))
	}
	run()
	if puts() != 1 {
		t.Errorf("same commands are sent again")
	}
	run(func(s *Settings) {
		changed := append([]Command{}, s.Commands...)
		changed[0].Descriptions = map[string]string{"de": "Eine Frage stellen"}
		s.Commands = changed
	})
	if puts() != 2 {
		t.Errorf("a changed description: sent %d times, want 2", puts())
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	s := play(t, d, echo)
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		s.client.Health().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Code, w.Body.String()
	}
	s.ready()
	ana := clinic.Member("ana")
	ana.Ask(clinic.Channel("general"), "a private thing").Reply()
	for path, want := range map[string]string{
		"/healthz": "ok", "/readyz": "ok",
		"/metrics": `pamphlet_requests_total{kind="ask"} 1`,
	} {
		if code, body := get(path); code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d without %q", path, code, want)
		}
	}
	_, body := get("/metrics")
	for _, want := range []string{"pamphlet_gateway_ready{shard=\"0\"} 1", `pamphlet_rest_calls_total{route="POST /interactions/callback",status="204"} 1`, "pamphlet_queue_length 0"} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	for _, secret := range []string{"a private thing", ana.ID, d.Token(), clinic.ID} {
		if strings.Contains(body, secret) {
			t.Error("metrics hold a text, an ID or the token")
		}
	}
	s.stop()
	if code, _ := get("/readyz"); code != 503 {
		t.Errorf("/readyz after the end: status %d, want 503", code)
	}
}

func TestStoppingFinishesWhatWasTaken(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	started, release := make(chan bool, 9), make(chan bool)
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { started <- true; <-release; return echo(ctx, r) }).ready()
	asked, mentioned := ana.Ask(general, "a"), ana.Mention(general, "b")
	<-started
	<-started
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	d.Until("end of readiness", func() bool { return !s.client.Ready() })
	untaken := ana.Ask(general, "too late")
	close(release)
	if got := asked.Reply().Text(); got != "ask: a" {
		t.Errorf("/ask: got %q", got)
	}
	if got := mentioned.Answer().Text(); got != "ask: b" {
		t.Errorf("mention: got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	d.Until("farewell", func() bool { return slices.Equal(d.Closes(), []int{1000}) }) // shown as offline at once
	if untaken.Acknowledged() != 0 {
		t.Error("something was taken while stopping")
	}
}

func TestGuildsComeAndGo(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, ward := d.Guild("clinic"), d.Guild("ward")
	heard := make(chan string, 9)
	play(t, d, echo, func(s *Settings) {
		s.Joined = func(_ context.Context, guild string) { heard <- "joined " + guild }
		s.Left = func(_ context.Context, guild string) { heard <- "left " + guild }
	}).ready()
	got := map[string]bool{<-heard: true, <-heard: true}
	if !got["joined "+clinic.ID] || !got["joined "+ward.ID] {
		t.Errorf("at the start: %v", got)
	}
	clinic.Outage()
	ward.Remove()
	if got := <-heard; got != "left "+ward.ID {
		t.Errorf("got %q; an outage is no removal", got)
	}
}

func TestAlertsAndDirectMessages(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	alerts, ana := clinic.Channel("alerts"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	reply := bot.Reply{Kind: bot.Done, Lead: "a new question", Private: true}
	first, err := s.client.Send(t.Context(), alerts.ID, "once", reply)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.client.Send(t.Context(), alerts.ID, "once", reply); err != nil || again != first {
		t.Errorf("the same occasion again: got message %s, %v; want %s", again, err, first)
	}
	if _, err := s.client.Direct(t.Context(), ana.ID, "", reply); err != nil {
		t.Error(err)
	}
	if n := len(ana.DM().Messages(ana)); n != 1 {
		t.Errorf("%d direct messages, want one", n)
	}
}

func TestButtonsOfOldMessagesWorkAfterARestart(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	first := play(t, d, desk, opens).ready()
	asked, mentioned := ana.Ask(general, "q").Reply(), ana.Mention(general, "q").Answer()
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	d.AwaitReady(0)
	play(t, d, desk, opens).ready()
	old := mentioned.JSON()["message_reference"].(map[string]any)["message_id"].(string)
	ana.Unfurl(&discordtest.Message{ID: old}) // a link's preview, not an edit: no second answer
	if got := ana.Press(asked, "Show").Reply().Text(); got != "show 7 a|b%" {
		t.Errorf("button: got %q", got)
	}
	if got := ana.Select(mentioned, "Pick one", "1").Reply().Text(); got != "pick 7 1" {
		t.Errorf("menu: got %q", got)
	}
	if got := ana.Reply(mentioned, "and then?").Answer(); len(got.Buttons()) != 5 {
		t.Errorf("reply to an old message: got %d buttons", len(got.Buttons()))
	}
	if n := d.Requests("POST /channels/{channel_id}/messages"); n != 2 {
		t.Errorf("%d answers to two messages", n)
	}
}
