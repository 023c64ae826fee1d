package discord

import (
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"pamphlet/internal/discordtest"
)

// TestNothingIsLeftRunning is not parallel, so that it sees only its own.
func TestNothingIsLeftRunning(t *testing.T) {
	already := goleak.IgnoreCurrent()
	t.Run("a life", func(t *testing.T) {
		d := discordtest.New(t, discordtest.Shards(2), discordtest.Identifies(2, time.Millisecond))
		clinic := d.Guild("clinic")
		general, ana := clinic.Channel("general"), clinic.Member("ana")
		s := play(t, d, echo)
		d.AwaitReady(2)
		ana.Ask(general, "a").Reply()
		d.Drop()
		ana.Mention(general, "b").Answer()
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	})
	left := goleak.Find(already)
	for end := time.Now().Add(time.Minute); left != nil && time.Now().Before(end); {
		left = goleak.Find(already)
	}
	if left != nil {
		t.Error(left)
	}
}
