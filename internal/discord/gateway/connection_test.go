package gateway

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// lone is a shard that has a session to resume, "" for none, and that nobody hears.
func lone(session string) *shard {
	return &shard{session: session, identifies: newIdentifies(0, 1), settings: &Settings{
		Token: "t", Total: 1, Invalid: time.Nanosecond,
		Trusted: func(string) *url.URL { return nil },
		Event:   func(context.Context, int, string, json.RawMessage) {},
		Began:   func(context.Context, int, []string) {},
		Ready:   func(int, bool) {},
	}}
}

// against connects a shard to a gateway of this process that does what act does, and
// returns how the connection ended. act hears what the shard sends.
func against(t *testing.T, s *shard, act func(*websocket.Conn, <-chan string)) error {
	t.Helper()
	server, client := net.Pipe()
	go func() {
		rw := bufio.NewReadWriter(bufio.NewReader(server), bufio.NewWriter(server))
		defer server.Close()
		r, err := http.ReadRequest(rw.Reader)
		if err != nil {
			return
		}
		var upgrader websocket.Upgrader
		socket, err := upgrader.Upgrade(hijacked{httptest.NewRecorder(), server, rw}, r, nil)
		if err != nil {
			return
		}
		sent := make(chan string, 1000)
		go func() { // at all times, for a pipe holds nothing
			defer close(sent)
			for {
				_, raw, err := socket.ReadMessage()
				if err != nil {
					return
				}
				sent <- string(raw)
			}
		}()
		act(socket, sent)
	}()
	dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return client, nil }}
	socket, _, err := dialer.Dial("ws://gateway", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &connection{shard: s, socket: socket, patience: time.Minute, answered: func() {}}
	return c.serve(t.Context(), t.Context())
}

// hijacked hands a server's end of a pipe to websocket.Upgrader.
type hijacked struct {
	http.ResponseWriter
	conn net.Conn
	rw   *bufio.ReadWriter
}

func (h hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) { return h.conn, h.rw, nil }

const helloPacket = `{"op":10,"d":{"heartbeat_interval":40000}}`

func sendText(socket *websocket.Conn, packet string) {
	socket.WriteMessage(websocket.TextMessage, []byte(packet))
}

// acknowledge answers heartbeats for a time, and for an hour sends an event, "" for
// none, at least every second.
func acknowledge(socket *websocket.Conn, sent <-chan string, during time.Duration, event string) {
	began, events := time.Now(), time.NewTicker(time.Second)
	defer events.Stop()
	for time.Since(began) < time.Hour {
		if event != "" {
			sendText(socket, event)
		}
		select {
		case packet, open := <-sent:
			if !open {
				return
			}
			if strings.Contains(packet, `"op":1,`) && time.Since(began) < during {
				sendText(socket, `{"op":11}`)
			}
		case <-events.C:
		}
	}
}

// Only silence makes a session look forgotten: who answers, or breaks off, may
// take the next RESUME.
func TestWhatCountsAsIgnored(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, session string
		packets       []string
		ends          bool
		want          bool
	}{
		{"silence to an IDENTIFY", "", []string{helloPacket}, false, false},
		{"silence before HELLO", "s", nil, false, false},
		{"the end after HELLO", "s", []string{helloPacket}, true, false},
		{"op 7", "s", []string{helloPacket, `{"op":7}`}, false, false},
		{"op 9, resumable", "s", []string{helloPacket, `{"op":9,"d":true}`}, false, false},
		{"op 9, not resumable, and silence", "s", []string{helloPacket, `{"op":9,"d":false}`}, false, false},
		{"an event", "s", []string{helloPacket, `{"op":0,"t":"RESUMED"}`}, false, false},
		{"nothing but acknowledged heartbeats", "s", []string{helloPacket}, false, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			err := against(t, lone(test.session), func(socket *websocket.Conn, sent <-chan string) {
				for _, packet := range test.packets {
					sendText(socket, packet)
				}
				if !test.ends {
					acknowledge(socket, sent, time.Hour, "")
				}
			})
			if got := errors.Is(err, errIgnored); got != test.want {
				t.Errorf("%s: %t, want %t: %v", test.what, got, test.want, err)
			}
		})
	}
}

// A gateway that acknowledges no heartbeat is left after an interval and a half,
// whatever else it sends; one that does is not.
func TestHowLongHeartbeatsMayGoUnacknowledged(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		interval, acknowledges time.Duration
		want                   time.Duration // until the connection is left
	}{
		{40 * time.Second, 0, time.Minute},
		{100 * time.Millisecond, 0, 1100 * time.Millisecond}, // a second more at least
		{40 * time.Second, 400 * time.Second, 400 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			err := against(t, lone(""), func(socket *websocket.Conn, sent <-chan string) {
				sendText(socket, fmt.Sprintf(`{"op":10,"d":{"heartbeat_interval":%d}}`, test.interval.Milliseconds()))
				acknowledge(socket, sent, test.acknowledges, `{"op":0,"s":1,"t":"TYPING_START","d":{}}`)
			})
			got := time.Since(began)
			if !timedOut(err) || got < test.want || got > test.want+3*test.interval/2 {
				t.Errorf("every %s, acknowledged for %s: left after %s, %v; want %s", test.interval, test.acknowledges, got, err, test.want)
			}
		})
	}
}

// Heartbeats and RESUME name the newest event, and a session that is invalid is
// followed by one that knows none.
func TestASessionGoesOnFromItsNewestEvent(t *testing.T) {
	t.Parallel()
	s := lone("")
	for _, test := range []struct {
		first   string   // what the shard sends first
		packets []string // what the gateway sends then, and the shard's answer to the last of them
		answer  string
	}{
		{`{"op":2,"d":{"token":"t",`, []string{`{"op":1}`}, `{"op":1,"d":null}`},
		{`{"op":2,"d":{"token":"t",`, []string{`{"op":0,"t":"READY","s":1,"d":{"session_id":"s"}}`, `{"op":0,"t":"TYPING_START","s":3,"d":{}}`, `{"op":1}`}, `{"op":1,"d":3}`},
		{`{"op":6,"d":{"token":"t","session_id":"s","seq":3}}`, []string{`{"op":0,"t":"TYPING_START","s":4}`, `{"op":1}`}, `{"op":1,"d":4}`},
		{`{"op":6,"d":{"token":"t","session_id":"s","seq":4}}`, []string{`{"op":9,"d":false}`}, `{"op":2,"d":{"token":"t",`},
		{`{"op":2,"d":{"token":"t",`, []string{`{"op":1}`}, `{"op":1,"d":null}`},
	} {
		err := against(t, s, func(socket *websocket.Conn, sent <-chan string) {
			sendText(socket, `{"op":10,"d":{"heartbeat_interval":36000000}}`)
			if got := <-sent; !strings.HasPrefix(got, test.first) {
				t.Errorf("got %s, want %s", got, test.first)
			}
			for _, packet := range test.packets {
				sendText(socket, packet)
			}
			if got := <-sent; !strings.HasPrefix(got, test.answer) {
				t.Errorf("to %q: got %s, want %s", test.packets, got, test.answer)
			}
			sendText(socket, `{"op":7}`)
			for range sent {
			}
		})
		if !errors.Is(err, errReconnect) {
			t.Errorf("ended with %v", err)
		}
	}
}
