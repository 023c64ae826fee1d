package discord

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/gorilla/websocket"
)

// FuzzPackets sends any packets, a line each, to a session that is to be resumed:
// whatever they are, the connection ends.
func FuzzPackets(f *testing.F) {
	for _, packets := range []string{
		"", "null", "[]", "{", helloPacket, helloPacket + `
{"op":9,"d":false}
{"op":0,"s":1,"t":"READY","d":{"session_id":"s","resume_gateway_url":"%","guilds":[{}]}}
{"op":1}
{"op":11}`, helloPacket + `
{"op":0,"s":-1,"t":"RESUMED"}
{"op":0,"s":2,"t":"GUILD_CREATE","d":null}`, helloPacket + `
{"op":0,"t":"READY","d":7}`, `{"op":10,"d":{"heartbeat_interval":9223372036854775807}}
{"op":7}`,
	} {
		f.Add([]byte(packets), false)
		f.Add([]byte(packets), true)
	}
	f.Fuzz(func(t *testing.T, packets []byte, binary bool) {
		kind := websocket.TextMessage
		if binary {
			kind = websocket.BinaryMessage
		}
		err := meet(t, lone(t, "s"), func(socket *websocket.Conn, sent <-chan string) {
			go func() {
				for range sent {
				}
			}()
			for packet := range bytes.SplitSeq(packets, []byte("\n")) {
				socket.WriteMessage(kind, packet)
			}
			socket.Close()
		})
		if err == nil {
			t.Error("the connection ended for no reason")
		}
	})
}

// FuzzInteraction reads any JSON as an interaction and as a message.
func FuzzInteraction(f *testing.F) {
	for _, raw := range []string{
		`{}`, `null`, `{"id":"1","token":"t","type":2,"user":{"id":"2"},"data":{"name":"ask","options":[{"name":"question","type":3,"value":"q"}]}}`,
		`{"id":"1","token":"t","type":3,"member":{"user":{"id":"2"},"permissions":"x"},"data":{"custom_id":"1|a","values":null}}`,
		`{"id":"1","token":"t","type":5,"user":{"id":"2"},"data":{"components":[{"component":null},{"components":[{}]}]}}`,
		`{"id":"1","author":null,"referenced_message":{"author":null},"mentions":[{}]}`,
	} {
		f.Add([]byte(raw))
	}
	client, err := New(Settings{Token: "t", Commands: testCommands}, echo)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var i interaction
		if json.Unmarshal(raw, &i) == nil {
			if r, _, err := client.request(&i); err == nil && (r.ID == "" || r.Member.ID == "") {
				t.Errorf("a request without ID or member")
			}
		}
		var m messageEvent
		if json.Unmarshal(raw, &m) == nil {
			if r, ours := client.question(&m); ours && (r.ID == "" || r.Kind == "") {
				t.Errorf("a question without ID or kind")
			}
		}
	})
}
