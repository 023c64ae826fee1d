package discord

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// One line says who is there and where, and names nobody.
func TestTheLogSaysWhenTheBotIsReady(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	d.Guild("ward")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { return echo(ctx, r) }, func(s *Settings) { s.Version = "v1.2.3" }).ready()
	d.Until("the line", func() bool { return strings.Contains(s.log.String(), `"msg":"ready"`) })
	ana.Ask(general, "q").Reply()
	type line struct {
		Msg, User, Version       string
		Guilds, Shards, Commands int
	}
	var ready []line
	for _, text := range strings.Split(s.log.String(), "\n") {
		var l line
		if json.Unmarshal([]byte(text), &l) == nil && l.Msg == "ready" {
			ready = append(ready, l)
		}
	}
	want := line{"ready", "pamphlet", "v1.2.3", 2, 1, len(testCommands)}
	if len(ready) != 1 || ready[0] != want {
		t.Errorf("got %+v, want one line %+v", ready, want)
	}
	if strings.Contains(s.log.String(), ana.ID) {
		t.Error("a member's ID is in the log")
	}
}
