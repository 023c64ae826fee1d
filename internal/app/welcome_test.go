package app

import (
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
)

// A guild that the bot is new in reads once what to do first; others read nothing.
func TestTheFirstMessage(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	old, clinic, bare := d.Guild("old"), d.Invite("clinic", "lobby"), d.Invite("bare", "")
	base := open(t, withStarter(t))
	s := run(t, d, base)
	read := func(c *discordtest.Channel, who *discordtest.Member) string {
		return c.Await(who, func(*discordtest.Message) bool { return true }).Text()
	}
	for where, got := range map[string]string{
		"the system channel": read(clinic.Channel("lobby"), clinic.Owner()), "the owner's direct messages": read(bare.Owner().DM(), bare.Owner()),
	} {
		for _, want := range []string{"/kb add", "/setup", "/ask", "no crisis service"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q: %q", where, want, got)
			}
		}
	}
	s.stop()
	d.Fail("POST /channels/{channel_id}/messages", 1, discordtest.Code(403, 50001))
	shut := d.Invite("shut", "lobby")
	s = run(t, d, base) // hears of all of them again
	read(shut.Owner().DM(), shut.Owner())
	s.stop()
	for _, c := range []struct {
		*discordtest.Guild
		lobby, owner int
	}{{old, 0, 0}, {clinic, 1, 0}, {bare, 0, 1}, {shut, 0, 1}} {
		if got := len(c.Channel("lobby").Messages(c.Owner())); got != c.lobby {
			t.Errorf("%s: %d messages, want %d", c.Name, got, c.lobby)
		}
		if got := len(c.Owner().DM().Messages(c.Owner())); got != c.owner {
			t.Errorf("%s: %d messages to its owner, want %d", c.Name, got, c.owner)
		}
	}
}
