package discord

import (
	"context"
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
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

func TestTheGatewayIsReachedOverTLS(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var upgrader websocket.Upgrader
		socket, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer socket.Close()
		socket.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":1000}}`))
		socket.WriteMessage(websocket.TextMessage, []byte(`{"op":7,"d":null}`))
		socket.ReadMessage()
	}))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	l := &line{pace: Settings{}.withDefaults().Pace, identifies: newIdentifies(0, 1), resumes: func() bool { return false }, ctx: context.Background()}
	address := strings.Replace(server.URL, "https", "wss", 1)
	if _, _, err := l.dialer().DialContext(t.Context(), address, nil); err == nil {
		t.Fatal("a certificate nobody vouches for is taken")
	}
	l.roots = roots
	socket, _, err := l.dialer().DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if _, got, err := socket.ReadMessage(); err != nil || !strings.Contains(string(got), "heartbeat") {
		t.Errorf("HELLO: got %s, %v", got, err)
	}
	if _, got, err := socket.ReadMessage(); err == nil {
		t.Errorf("op 7 is handed on: %s", got)
	}
}
