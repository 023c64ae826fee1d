package app

import (
	"errors"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/knowledge"
)

// Who may run any of several ranges runs one of them; while nobody can tell whose they
// are, it stands in for all.
func TestOneOfSeveralRangesIsRun(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Shards(2))
	for _, name := range []string{"one", "two", "three", "four"} {
		d.Guild(name)
	}
	const another, free = 0, 1
	leases := [2]*scripted{{lost: make(chan error)}, {lost: make(chan error)}}
	for _, l := range leases {
		l.say(knowledge.Claim{}, errors.New("no node"))
	}
	p := Parts{Base: open(t, withStarter(t)), Pace: TurnPace{Look: time.Millisecond, Undecided: time.Millisecond},
		Ranges: []Range{{Shards: []int{0}, Lease: leases[another]}, {Shards: []int{1}, Lease: leases[free]}}}
	p.Discord.Shards = 2
	s := begin(t, d, p)
	d.AwaitReady(2)
	leases[another].say(knowledge.Claim{Holder: "another", Alive: true}, nil)
	leases[free].say(knowledge.Claim{Held: true}, nil)
	alone := func() bool { return !s.standing.Load() && s.lease.Held() && s.client.Ready() && d.Connected() == 1 }
	d.Until("session of the free range", alone)
	if got := s.lease.shards(); len(got) != 1 || got[0] != 1 {
		t.Errorf("runs shards %v, want the free one", got)
	}

	// The other range becomes free, and this one another's.
	leases[another].say(knowledge.Claim{Held: true}, nil)
	leases[free].say(knowledge.Claim{Holder: "another", Alive: true}, nil)
	leases[free].lost <- knowledge.ErrLeaseLost
	d.Until("session of the other range", func() bool { return alone() && s.lease.shards()[0] == 0 })
}
