package gateway

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestConnectingIsGivenMoreTimeEachTime(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		first  time.Duration
		failed int
		want   time.Duration
	}{
		{15 * time.Second, 0, 15 * time.Second},
		{15 * time.Second, 1, 15 * time.Second},
		{15 * time.Second, 2, 30 * time.Second},
		{15 * time.Second, 4, time.Minute},
		{15 * time.Second, 1000, time.Minute},
		{2 * time.Minute, 3, 2 * time.Minute},
	} {
		s := &shard{settings: &Settings{Handshake: test.first}, failed: test.failed}
		if got := s.handshake(); got != test.want {
			t.Errorf("%s after %d failures: %s, want %s", test.first, test.failed, got, test.want)
		}
	}
}

func TestPausesGrow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		failed      int
		least, most time.Duration
	}{
		{0, 125 * time.Millisecond, 250 * time.Millisecond},
		{1, 250 * time.Millisecond, 500 * time.Millisecond},
		{3, time.Second, 2 * time.Second},
		{1000, 30 * time.Second, time.Minute},
	} {
		if got := pause(250*time.Millisecond, test.failed); got < test.least || got > test.most {
			t.Errorf("after %d failures: %s, want %s to %s", test.failed, got, test.least, test.most)
		}
	}
}

// Only silence in a row makes a session look forgotten.
func TestASessionIsGivenUp(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for _, test := range []struct {
		what string
		ends []error
		code int
		want bool
	}{
		{"silence", []error{errIgnored, errIgnored, errIgnored}, 0, true},
		{"less silence", []error{errIgnored, errIgnored}, 0, false},
		{"a broken connection between", []error{errIgnored, errIgnored, broken, errIgnored}, 0, false},
		{"broken connections", []error{broken, broken, broken, broken}, 0, false},
		{"a number Discord does not know", []error{broken}, closeInvalidSeq, true},
		{"a session that timed out", []error{broken}, closeTimedOut, true},
		{"some other code", []error{broken}, 4000, false},
	} {
		s, got := &shard{}, false
		for _, err := range test.ends {
			got = s.lost(err, test.code)
		}
		if got != test.want {
			t.Errorf("%s: %t, want %t", test.what, got, test.want)
		}
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
	address, err := url.Parse(strings.Replace(server.URL, "https", "wss", 1))
	if err != nil {
		t.Fatal(err)
	}
	s := lone("")
	s.settings.Address, s.settings.Handshake = address, time.Minute
	var unknown *tls.CertificateVerificationError
	if err := s.connect(t.Context(), t.Context()); !errors.As(err, &unknown) {
		t.Errorf("a certificate nobody vouches for: %v", err)
	}
	s.settings.TLS = &tls.Config{RootCAs: roots}
	if err := s.connect(t.Context(), t.Context()); !errors.Is(err, errReconnect) {
		t.Errorf("op 7: %v", err)
	}
}
