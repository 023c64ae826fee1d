package discordtest_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"pamphlet/internal/discordtest"
)

// soon returns what comes, and fails the test if nothing does.
func soon[T any](t *testing.T, from <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(time.Minute):
		t.Fatal("nothing came within a minute")
	}
	return v
}

// What was sent while a session was away comes when discordgo resumes it. For
// other ends of a connection see TestASessionOutlivesItsConnection: discordgo
// itself may then end its session with a close frame (package discord does
// better).
func TestASessionIsResumedWithWhatItMissed(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s, arrived := heard(t, d)
	gone := make(chan bool, 9)
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { gone <- true })
	d.Reconnect() // op 7
	soon(t, gone)
	missed := ana.Ask(general, "missed")
	d.AwaitReady(1)
	if i := soon(t, arrived); i.ID != missed.ID {
		t.Errorf("got interaction %s, want the missed one", i.ID)
	}
	if got := d.Seen("resume"); got != 1 {
		t.Errorf("%d resumes, want 1", got)
	}
}

func TestTheGatewayRefusesAsDocumented(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what  string
		spoil func(*discordgo.Session)
		code  int
	}{
		{"a wrong token", func(s *discordgo.Session) { s.Identify.Token = "Bot other" }, 4004},
		{"a shard out of range", func(s *discordgo.Session) { s.Identify.Shard = &[2]int{2, 2} }, 4010},
		{"an unknown intent", func(s *discordgo.Session) { s.Identify.Intents = 1 << 27 }, 4013},
		{"a privileged intent", func(s *discordgo.Session) { s.Identify.Intents |= discordgo.IntentMessageContent }, 4014},
	} {
		d := discordtest.New(t)
		s := newSession(t, d)
		test.spoil(s)
		s.ShouldReconnectOnError = false
		err := s.Open()
		var closed *websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != test.code {
			t.Errorf("%s: got %v, want close code %d", test.what, err, test.code)
		}
	}
}

func TestGatewayBehaviours(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		behaviour discordtest.Behaviour
		want      string // what Open's error says
	}{
		{"refused", discordtest.Refuse(http.StatusBadGateway), "bad handshake"},
		{"cut", discordtest.CutAtOnce(), "reset"},
		{"garbage", discordtest.GarbageHello(), "invalid character"},
		{"closed", discordtest.CloseAtOnce(4000), "4000"},
	} {
		d := discordtest.New(t)
		d.Next(test.behaviour)
		s := newSession(t, d)
		if err := s.Open(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q in it", test.name, err, test.want)
		}
		if err := s.Open(); err != nil {
			t.Errorf("%s: the next connection: %v", test.name, err)
		}
		s.Close()
	}
}

func TestAnInvalidSessionIdentifiesAgain(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	_, arrived := heard(t, d)
	d.Invalidate(false)
	d.Until("second IDENTIFY", func() bool { return d.Seen("identify") == 2 })
	d.AwaitReady(1)
	kept := ana.Ask(general, "kept")
	if i := soon(t, arrived); i.ID != kept.ID {
		t.Errorf("got interaction %s, want the one asked after", i.ID)
	}
}

func TestHeartbeats(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Heartbeat(20*time.Millisecond))
	s := newSession(t, d)
	open(t, s)
	d.AwaitReady(1)
	d.Until("third heartbeat", func() bool { return d.Seen("heartbeat") >= 3 })
	before := d.Seen("heartbeat")
	d.AskHeartbeat()
	d.Until("heartbeat that was asked for", func() bool { return d.Seen("heartbeat") > before })
	d.Mute() // a zombie: discordgo gives up after five intervals
	d.Until("other connection", func() bool { return d.Seen("resume") > 0 || d.Seen("identify") > 1 })
}

func TestGuildsGoToTheirShards(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	const shards = 3
	seen := make(chan string, 100)
	var guilds []*discordtest.Guild
	for n := range 6 {
		guilds = append(guilds, d.Guild(fmt.Sprint("guild ", n)))
	}
	for n := range shards {
		s := newSession(t, d)
		s.Identify.Shard = &[2]int{n, shards}
		s.AddHandler(func(_ *discordgo.Session, g *discordgo.GuildCreate) { seen <- fmt.Sprint(g.ID, n) })
		open(t, s)
	}
	counts := map[string]int{}
	for range guilds {
		counts[(<-seen)[19:]]++
	}
	if len(counts) != shards || counts["0"] != 2 || counts["1"] != 2 || counts["2"] != 2 {
		t.Errorf("guilds by shard: %v, want two on each", counts)
	}
}

func TestIdentifyHasToWait(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Identifies(1, time.Minute))
	open(t, newSession(t, d))
	socket, resp, err := websocket.DefaultDialer.DialContext(t.Context(), d.Gateway()+"?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	defer socket.Close()
	identify := map[string]any{"op": 2, "d": map[string]any{"token": d.Token(), "intents": 1, "properties": map[string]any{}}}
	if err := socket.WriteJSON(identify); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{10, 9} {
		var packet struct{ Op int }
		if err := socket.ReadJSON(&packet); err != nil || packet.Op != want {
			t.Errorf("got op %d, %v; want op %d", packet.Op, err, want)
		}
	}
	if d.Seen("hasty") != 1 {
		t.Errorf("%d hasty IDENTIFYs counted, want 1", d.Seen("hasty"))
	}
}
