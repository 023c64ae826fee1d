package discord

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
)

// What one guild asks after another's hundred is done second.
func TestGuildsTakeTurnsInAPool(t *testing.T) {
	t.Parallel()
	p := newPool(1, 1000)
	var done []string
	for n := range 100 {
		p.add("flooding", fmt.Sprint("member ", n%40), func() { done = append(done, "flooding") })
	}
	for _, guild := range []string{"quiet", "silent", "quiet"} {
		p.add(guild, "", func() { done = append(done, guild) })
	}
	p.start()
	p.drain()
	want := []string{"flooding", "quiet", "silent", "flooding", "quiet", "flooding"}
	if len(done) != 103 || !slices.Equal(done[:6], want) {
		t.Errorf("%d done, at first %q; want %q", len(done), done[:min(6, len(done))], want)
	}
}

func TestGuildsTakeTurnsForAPlace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, order := places{free: 1}, make(chan string, 10)
		if !p.enter(t.Context(), "flooding") {
			t.Fatal("no place though one is free")
		}
		impatient, stop := context.WithCancel(t.Context())
		ask := func(ctx context.Context, guild string) {
			go func() {
				if p.enter(ctx, guild) {
					order <- guild
					p.leave()
				} else {
					order <- guild + " gone"
				}
			}()
			synctest.Wait()
		}
		for range 3 {
			ask(t.Context(), "flooding")
		}
		ask(impatient, "impatient")
		ask(t.Context(), "quiet")
		stop()
		synctest.Wait()
		p.leave()
		synctest.Wait()
		close(order)
		var got []string
		for guild := range order {
			got = append(got, guild)
		}
		if want := []string{"impatient gone", "flooding", "quiet", "flooding", "flooding"}; !slices.Equal(got, want) {
			t.Errorf("in order %q; want %q", got, want)
		}
		if p.free != 1 {
			t.Errorf("%d places free at the end; want 1", p.free)
		}
	})
}
