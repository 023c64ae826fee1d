package discord

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
)

// Permissions, from Discord's documentation.
const view, send, files, history, threads = 1 << 10, 1 << 11, 1 << 15, 1 << 16, 1 << 38

// The rows follow Discord's documentation of permissions, in its order.
func TestWhatAChannelAllows(t *testing.T) {
	t.Parallel()
	change := func(id string, allow, deny int64) overwrite {
		return overwrite{ID: id, Allow: strconv.FormatInt(allow, 10), Deny: strconv.FormatInt(deny, 10)}
	}
	for _, test := range []struct {
		what       string
		allowed    int64
		overwrites []overwrite
		want       int64
	}{
		{"nothing changes", view | send, nil, view | send},
		{"everyone is denied", view | send, []overwrite{change("guild", 0, send)}, view},
		{"everyone is allowed", view, []overwrite{change("guild", send, 0)}, view | send},
		{"a role is allowed what everyone is denied", view | send, []overwrite{change("role", send, 0), change("guild", 0, send)}, view | send},
		{"a role is denied what everyone is allowed", view, []overwrite{change("role", 0, send), change("guild", send, 0)}, view},
		{"one role is allowed what another is denied", view, []overwrite{change("role", send, 0), change("second", 0, send)}, view | send},
		{"the bot is denied what its role is allowed", view, []overwrite{change("bot", 0, send), change("role", send, 0)}, view},
		{"the bot is allowed what its role is denied", view, []overwrite{change("bot", send, 0), change("role", 0, send)}, view | send},
		{"a role of others", view | send, []overwrite{change("third", 0, send), change("someone", 0, view)}, view | send},
		{"an administrator", administrator, []overwrite{change("guild", 0, view), change("bot", 0, send)}, ^0},
		{"nonsense", view, []overwrite{{ID: "bot", Allow: "x", Deny: ""}}, view},
	} {
		if got := effective(test.allowed, test.overwrites, "guild", []string{"role", "second"}, "bot"); got != test.want {
			t.Errorf("%s: %b, want %b", test.what, got, test.want)
		}
	}
}

func TestChannelsSayWhatIsMissing(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	open, rules, staff := clinic.Channel("open"), clinic.Channel("rules"), clinic.Channel("staff")
	rules.Overwrite(clinic.Everyone(), 0, send|files)
	rules.Overwrite(clinic.Role(), files, 0)
	staff.Overwrite(clinic.Everyone(), 0, view)
	staff.Overwrite(d.Bot(), 0, history)
	forum, voice, stage := clinic.Forum("forum"), clinic.Voice("voice"), clinic.Stage("stage")
	for _, c := range []*discordtest.Channel{forum, voice, stage} {
		c.Overwrite(clinic.Everyone(), 0, send|threads)
	}
	client, err := New(Settings{Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	guilds, err := client.Memberships(t.Context())
	if err != nil || len(guilds) != 1 {
		t.Fatalf("%d guilds, %v", len(guilds), err)
	}
	all, err := client.Channels(t.Context(), guilds[0])
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"open sees true: ", "rules sees true: Send Messages", "staff sees false: View Channels, Read Message History",
		"forum sees true: Send Messages in Threads", "voice sees true: Send Messages", "stage sees true: Send Messages"}
	var got []string
	for _, a := range all {
		got = append(got, a.Name+" sees "+strconv.FormatBool(a.Sees())+": "+strings.Join(a.Missing, ", "))
	}
	if !slices.Equal(got, want) || all[0].ID != open.ID {
		t.Errorf("got %q, want %q", got, want)
	}
}
