package gateway

import (
	"bytes"
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
		err := against(t, lone("s"), func(socket *websocket.Conn, sent <-chan string) {
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
