package discord

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"pamphlet/bot"
)

// A foreign server stands in for Discord and says as little as it may. It is
// no relation of the double's: what the double always sends, this one leaves
// out, and where Discord leaves a choice, each test makes another.
type foreign struct {
	*httptest.Server
	t       *testing.T
	routes  map[string]string // "METHOD /path" → status and body; "" is 204
	ready   string            // the data of READY
	packs   bool              // compresses, whether asked to or not
	hello   string            // the data of HELLO
	path    string            // of the gateway, exactly
	calls   chan string       // what the bot called, but for what starts it
	packets chan string       // what the bot sent to the gateway
	mu      sync.Mutex
	socket  *websocket.Conn
	events  []string // dispatched so far; the first has the number 1
}

func newForeign(t *testing.T, change func(*foreign)) *foreign {
	f := &foreign{
		t: t, routes: map[string]string{
			"GET /users/@me": `200 {"id":"77","username":"pamphlet"}`, "GET /gateway/bot": `200 {"url":"ws://nowhere"}`,
			"GET /applications/77/commands": `200 []`, "PUT /applications/77/commands": `200 [{"id":"1","name":"ask"}]`,
		},
		ready: `{"v":10,"user":{"id":"77"},"guilds":[],"session_id":"s"}`, hello: `{"heartbeat_interval":45000}`,
		path: "/gateway", calls: make(chan string, 99), packets: make(chan string, 99),
	}
	change(f)
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *foreign) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == f.path {
		f.serve(w, r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	called := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v10")
	answer, known := f.routes[called]
	if start := strings.HasSuffix(called, "/commands") || r.Method == "GET"; start && !known {
		http.NotFound(w, r)
		return
	} else if !start {
		f.calls <- called + " " + string(body)
	}
	if answer == "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	status, text, _ := strings.Cut(answer, " ")
	code := 0
	fmt.Sscan(status, &code)
	w.WriteHeader(code)
	io.WriteString(w, text)
}

// serve is the gateway: HELLO, READY, and ACKs.
func (f *foreign) serve(w http.ResponseWriter, r *http.Request) {
	var upgrader websocket.Upgrader
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil || r.URL.Query().Get("v") != "10" {
		f.t.Errorf("handshake: %v, version %q", err, r.URL.Query().Get("v"))
		return
	}
	defer socket.Close()
	f.mu.Lock()
	f.socket = socket
	f.mu.Unlock()
	f.send(`{"op":10,"d":` + f.hello + `}`)
	for {
		_, raw, err := socket.ReadMessage()
		if err != nil {
			return
		}
		var packet struct {
			Op int
			D  json.RawMessage
		}
		json.Unmarshal(raw, &packet)
		select {
		case f.packets <- string(raw):
		default:
		}
		switch packet.Op {
		case 1:
			f.send(`{"op":11}`)
		case 2:
			f.dispatch("READY", f.ready)
		case 6:
			f.resume(packet.D)
		}
	}
}

// resume sends what a session missed: on a busy machine a heartbeat may be late
// enough for the bot to give a connection up.
func (f *foreign) resume(data json.RawMessage) {
	var from struct{ Seq int }
	json.Unmarshal(data, &from)
	f.mu.Lock()
	missed := f.events[from.Seq:]
	f.mu.Unlock()
	for _, packet := range missed {
		f.send(packet)
	}
	f.dispatch("RESUMED", "null")
}

func (f *foreign) dispatch(event, data string) {
	f.mu.Lock()
	packet := fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":%s,"unknown":{"to":["you"]}}`, len(f.events)+1, event, data)
	f.events = append(f.events, packet)
	f.mu.Unlock()
	f.send(packet)
}

func (f *foreign) send(packet string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.packs {
		f.socket.WriteMessage(websocket.TextMessage, []byte(packet))
		return
	}
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(packet))
	z.Close()
	f.socket.WriteMessage(websocket.BinaryMessage, b.Bytes())
}

// next is the bot's next call.
func (f *foreign) next() string {
	f.t.Helper()
	select {
	case called := <-f.calls:
		return called
	case <-time.After(time.Minute):
		f.t.Fatal("the bot calls nothing")
		return ""
	}
}

// visit connects a client to f, at an address that may name the API.
func visit(t *testing.T, f *foreign, api string, handler Handler) *Client {
	t.Helper()
	client, err := New(Settings{
		Token: "canary", API: f.URL + api, Gateway: strings.Replace(f.URL, "http", "ws", 1) + f.path, Commands: testCommands, Pace: quick, Busy: say("busy"), Sorry: say("sorry"),
	}, handler)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("running: %v", err)
		}
	})
	for deadline := time.Now().Add(time.Minute); !client.Ready(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not connected")
		}
	}
	return client
}

func TestOtherServersAreUnderstood(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, api string
		change    func(*foreign)
	}{
		{"the least there may be", "", func(*foreign) {}},
		{"compressed although it was not asked for", "", func(f *foreign) { f.packs = true }},
		{"another address of the API", "/api", func(f *foreign) { f.path = "/" }},
		{"a version in it", "/api/v10/", func(f *foreign) { f.path = "/ws/here" }},
		{"no calls but the most needed", "", func(f *foreign) { f.routes = map[string]string{"GET /users/@me": `200 {"id":"77"}`} }},
		{"calls that are not made yet", "", func(f *foreign) {
			f.routes["GET /gateway/bot"], f.routes["PUT /applications/77/commands"] = "501 no", "501 no"
			f.routes["GET /applications/@me"] = "501 no"
		}},
		{"bodies where none are needed", "", func(f *foreign) {
			for _, route := range []string{"POST /interactions/5/tok/callback", "PATCH /webhooks/77/tok/messages/@original"} {
				f.routes[route] = `200 {"id":"1"}`
			}
		}},
		{"a short heartbeat", "", func(f *foreign) { f.hello = `{"heartbeat_interval":30,"_trace":["x"],"more":null}` }},
		{"a heartbeat of hours", "", func(f *foreign) { f.hello = `{"heartbeat_interval":86400000}` }},
		{"no IDs of guilds in READY", "", func(f *foreign) {
			f.ready = `{"user":{"id":"77"},"session_id":"s","guilds":[{"id":"1","unavailable":true}],"resume_gateway_url":"wss://elsewhere.example","private_channels":[],"shard":null}`
		}},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			f := newForeign(t, test.change)
			visit(t, f, test.api, echo)
			f.send(`{"op":1,"d":null}`) // a heartbeat is asked for
			f.dispatch("NOBODY_KNOWS", `{"id":7}`)
			f.dispatch("INTERACTION_CREATE", `{"id":"5","type":2,"token":"tok","guild":{"id":"g"},"channel":{"id":"c"},"member":{"user":{"id":"9"}},"data":{"id":"1","name":"ask","options":[{"name":"question","value":"is it safe?"}]}}`)
			if got := f.next(); !strings.HasPrefix(got, "POST /interactions/5/tok/callback ") {
				t.Errorf("acknowledged by %s", got)
			}
			if got := f.next(); !strings.HasPrefix(got, "PATCH /webhooks/77/tok/messages/@original ") || !strings.Contains(got, "ask: is it safe?") {
				t.Errorf("answered by %s", got)
			}
			for range 9 { // the IDENTIFY, and the heartbeat
				if strings.Contains(<-f.packets, `"op":1,`) {
					return
				}
			}
			t.Error("no heartbeat was sent")
		})
	}
}

func TestOtherEventsAreUnderstood(t *testing.T) {
	t.Parallel()
	f := newForeign(t, func(*foreign) {})
	var asked bot.Request
	visit(t, f, "", func(ctx context.Context, r bot.Request) bot.Reply {
		asked = r
		return echo(ctx, r)
	})
	for _, event := range []string{ // nothing in them is for the bot, or much is missing
		`MESSAGE_UPDATE {"id":"1","channel_id":"c"}`, `MESSAGE_UPDATE {"id":"1","channel_id":"c","embeds":[],"flags":4}`,
		`MESSAGE_CREATE {"id":"2","channel_id":"c","guild_id":"g"}`, `MESSAGE_CREATE {"id":"3","author":{"id":"9"},"guild_id":"g","content":"hello"}`,
		`MESSAGE_CREATE {"id":"4","author":{"id":"77"},"content":"<@77> I am the bot"}`, `MESSAGE_CREATE {"id":[],"author":7}`,
		`MESSAGE_DELETE {"id":"404"}`, `MESSAGE_DELETE_BULK {"ids":["404"]}`, `GUILD_DELETE {}`, `GUILD_CREATE null`, `TYPING_START {"user_id":"9"}`,
		`INTERACTION_CREATE {}`, `INTERACTION_CREATE {"id":"8","type":2,"token":"t"}`, `INTERACTION_CREATE {"id":"8","type":99,"token":"t","user":{"id":"9"}}`,
		`CHANNEL_DELETE {"id":"c"}`, `RATE_LIMITED {"opcode":8}`,
	} {
		name, data, _ := strings.Cut(event, " ")
		f.dispatch(name, data)
	}
	const uuid = "0b0f8fc2-5a68-4a0e-9a3c-1f3d5c3f7e11"
	for _, test := range []struct{ event, data, route, text string }{
		{"MESSAGE_CREATE", `{"id":"` + uuid + `","channel_id":"c","guild_id":"g","author":{"id":"9"},"content":"<@77> a","mentions":[]}`, `POST /channels/c/messages`, "ask: a"},
		{"MESSAGE_CREATE", `{"id":"11","channel_id":"d","author":{"id":"9","username":"ana"},"content":"b"}`, `POST /channels/d/messages`, "ask: b"},
		{"MESSAGE_CREATE", `{"id":"12","channel_id":"c","guild_id":"g","author":{"id":"9"},"content":"c","referenced_message":{"id":"1","author":{"id":"77"}}}`, `POST /channels/c/messages`, "ask: c"},
		{"INTERACTION_CREATE", `{"id":"13","application_id":"78","type":2,"token":"u","channel_id":"d","user":{"id":"9"},"data":{"name":"ask","type":1,"options":[{"type":3,"name":"question","value":"d"}]}}`, `PATCH /webhooks/78/u/messages/@original`, "ask: d"},
		{"INTERACTION_CREATE", `{"id":"14","type":2,"token":"v","guild_id":"g","channel_id":"c","member":{"user":{"id":"9"},"roles":null,"permissions":""},"data":{"name":"Answer from the articles","type":3,"target_id":"1","resolved":{"messages":{"1":{"content":"e"}}}}}`, `PATCH /webhooks/77/v/messages/@original`, "ask: e"},
		{"INTERACTION_CREATE", `{"id":"15","type":3,"token":"w","guild_id":"g","channel_id":"c","member":{"user":{"id":"9"}},"message":{"id":"1"},"data":{"custom_id":"1|good|7"}}`, `POST /webhooks/77/w`, "press: "},
		{"INTERACTION_CREATE", `{"id":"16","type":5,"token":"x","guild_id":"g","member":{"user":{"id":"9"}},"data":{"custom_id":"1|said","components":[{"type":1,"components":[{"type":4,"custom_id":"why","value":"v"}]}]}}`, `PATCH /webhooks/77/x/messages/@original`, "submit: "},
	} {
		f.dispatch(test.event, test.data)
		got := f.next()
		if strings.HasPrefix(got, "POST /interactions/") {
			got = f.next()
		}
		if strings.Contains(got, "/typing ") {
			got = f.next()
		}
		if !strings.HasPrefix(got, test.route+" ") || !strings.Contains(got, test.text) {
			t.Errorf("%s: got %s, want %s with %q", test.data, got, test.route, test.text)
		}
		if since := time.Since(asked.Time); since > time.Minute || since < -time.Minute {
			t.Errorf("%s: asked at %s", test.data, asked.Time)
		}
	}
}
