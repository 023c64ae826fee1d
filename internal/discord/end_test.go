package discord

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
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
	address := strings.Replace(server.URL, "https", "wss", 1)
	client, err := New(Settings{Token: "t", API: server.URL, Gateway: address}, echo)
	if err != nil {
		t.Fatal(err)
	}
	s := &shard{client: client, total: 1, gateway: client.gatewayURL(address), identifies: newIdentifies(0, 1)}
	var unknown *tls.CertificateVerificationError
	if err := s.connect(t.Context(), t.Context()); !errors.As(err, &unknown) {
		t.Errorf("a certificate nobody vouches for: %v", err)
	}
	client.tls = &tls.Config{RootCAs: roots}
	if err := s.connect(t.Context(), t.Context()); !errors.Is(err, errReconnect) {
		t.Errorf("op 7: %v", err)
	}
}
