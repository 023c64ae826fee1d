package discordtest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"pamphlet/internal/discordtest"
)

// A client is one of the gateway's that does nothing by itself: discordgo ends
// its session when a connection breaks, sooner or later than a test wants.
type client struct {
	t       *testing.T
	d       *discordtest.Discord
	socket  *websocket.Conn
	session string
	seq     int
}

// connect connects and sends IDENTIFY, or RESUME if it has a session.
func (c *client) connect() {
	c.t.Helper()
	socket, resp, err := websocket.DefaultDialer.DialContext(c.t.Context(), c.d.Gateway()+"?v=10&encoding=json", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	resp.Body.Close()
	c.t.Cleanup(func() { socket.Close() })
	socket.SetReadDeadline(time.Now().Add(time.Minute))
	c.socket = socket
	packet := map[string]any{"op": 2, "d": map[string]any{"token": c.d.Token(), "intents": 1 | 1<<9, "properties": map[string]any{}}}
	if c.session != "" {
		packet = map[string]any{"op": 6, "d": map[string]any{"token": c.d.Token(), "session_id": c.session, "seq": c.seq}}
	}
	if err := socket.WriteJSON(packet); err != nil {
		c.t.Fatal(err)
	}
}

// until reads until an event comes, and returns its data.
func (c *client) until(event string) json.RawMessage {
	c.t.Helper()
	for {
		var packet struct {
			S int
			T string
			D json.RawMessage
		}
		if err := c.socket.ReadJSON(&packet); err != nil {
			c.t.Fatalf("waiting for %s: %v", event, err)
		}
		c.seq = max(c.seq, packet.S)
		if packet.T == event {
			return packet.D
		}
	}
}

// Whatever breaks a connection, the session lives, and what was missed comes.
func TestASessionOutlivesItsConnection(t *testing.T) {
	t.Parallel()
	for name, strike := range map[string]func(*discordtest.Discord) int{
		"reset":              (*discordtest.Discord).Drop,
		"op 7":               (*discordtest.Discord).Reconnect,
		"op 9, resumable":    func(d *discordtest.Discord) int { return d.Invalidate(true) },
		"close 4000":         func(d *discordtest.Discord) int { return d.Close(4000) },
		"a frame of no kind": (*discordtest.Discord).BrokenFrame,
		"a packet cut off":   (*discordtest.Discord).Garbage,
		"a zombie":           (*discordtest.Discord).Mute,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t)
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			c := &client{t: t, d: d}
			c.connect()
			var ready struct {
				ID string `json:"session_id"`
			}
			json.Unmarshal(c.until("READY"), &ready)
			c.session = ready.ID
			c.until("GUILD_CREATE")
			if strike(d) != 1 {
				t.Fatal("nothing to strike")
			}
			missed := ana.Mention(general, "missed")
			c.socket.NetConn().Close() // without a close frame, if it is still there
			c.connect()
			var got struct{ ID string }
			json.Unmarshal(c.until("MESSAGE_CREATE"), &got)
			if got.ID != missed.ID {
				t.Errorf("got message %s, want the missed one", got.ID)
			}
			c.until("RESUMED")
		})
	}
}

// A session that is over is not resumed: IDENTIFY is wanted.
func TestASessionThatIsOver(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*discordtest.Discord) int{
		"op 9":       func(d *discordtest.Discord) int { return d.Invalidate(false) },
		"close 4009": func(d *discordtest.Discord) int { return d.Close(4009) },
	} {
		d := discordtest.New(t)
		c := &client{t: t, d: d}
		c.connect()
		c.until("READY")
		end(d)
		c.session = "session-of-before"
		c.connect()
		for _, want := range []int{10, 9} {
			var packet struct {
				Op int
				D  json.RawMessage
			}
			if err := c.socket.ReadJSON(&packet); err != nil || packet.Op != want || want == 9 && string(packet.D) != "false" {
				t.Errorf("%s: got op %d %s, %v; want op %d", name, packet.Op, packet.D, err, want)
			}
		}
	}
}
