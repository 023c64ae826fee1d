package discord

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"net"
	"testing"
	"time"
)

// FuzzConn feeds any bytes of a server to the connection: it hands on whole
// frames, each a packet or one that controls, and ends.
func FuzzConn(f *testing.F) {
	for _, frames := range []string{
		"", "\x81\x09{\"op\":11}", "\x81\x08{\"op\":7}", "\x82\x02xx", "\x88\x02\x0f\xa4", "\x81\x7e\x00\x03abc", "\xff\xff", "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff",
		"\x01\x05{\"op\"\x89\x00\x80\x04:11}", "\x81\x19{\"op\":0,\"t\":\"READY\",\"d\":7}", "\x80\x02{}",
	} {
		f.Add([]byte(frames))
	}
	f.Fuzz(func(t *testing.T, frames []byte) {
		server, client := net.Pipe()
		c := newConn(client, time.Second)
		nothing := func() error { return nil }
		c.greeted, c.invalid = nothing, nothing
		const head = "HTTP/1.1 101 Switching Protocols\r\n\r\n"
		go func() { server.Write(append([]byte(head), frames...)); server.Close() }()
		got, _ := io.ReadAll(c)
		c.Close()
		got, ok := bytes.CutPrefix(got, []byte(head))
		for ok && len(got) > 0 {
			opcode, payload, rest := oneFrame(got)
			if _, err := readPacket(payload); err != nil && opcode < frameClose {
				t.Fatalf("handed on %q: %v", payload, err)
			}
			got = rest
		}
	})
}

// oneFrame cuts the first frame off.
func oneFrame(raw []byte) (opcode byte, payload, rest []byte) {
	size, length := 2, int(raw[1])
	switch length {
	case 126:
		size, length = 4, int(binary.BigEndian.Uint16(raw[2:]))
	case 127:
		size, length = 10, int(binary.BigEndian.Uint64(raw[2:]))
	}
	return raw[0] & 0x0f, raw[size : size+length], raw[size+length:]
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
