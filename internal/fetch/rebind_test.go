package fetch

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
)

// resolveAs makes every name resolve to the first address once, then to the
// second, until the test ends.
func resolveAs(t *testing.T, first, then [4]byte) *atomic.Int32 {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := new(atomic.Int32)
	go func() {
		buffer := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return // closed
			}
			end := 12 + bytes.IndexByte(buffer[12:n], 0) + 5 // of the question: name, type, class (RFC 1035, 4.1)
			reply := append([]byte{buffer[0], buffer[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, buffer[12:end]...)
			if buffer[end-3] == 1 { // an IPv4 address is asked for
				address := first
				if asked.Add(1) > 1 {
					address = then
				}
				reply[7] = 1
				reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
				reply = append(reply, address[:]...)
			}
			server.WriteTo(reply, from)
		}
	}()
	old := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() { net.DefaultResolver = old; server.Close() })
	return asked
}

// A name that leads to a public address when robots.txt is read, and to a
// private one when the page is, is dialled only once. Loopback stands for the
// public address here.
func TestANameThatIsBoundAnewIsNotFollowed(t *testing.T) {
	f, server := site(t, "User-agent: *\nDisallow: /secret/\n")
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	asked := resolveAs(t, [4]byte{127, 0, 0, 1}, [4]byte{10, 0, 0, 1})
	if _, err := f.Fetch(t.Context(), "http://bound.anew.example"+port+"/page.html"); !errors.Is(err, errPrivate) {
		t.Errorf("got %v, want %v", err, errPrivate)
	}
	if asked.Load() < 2 {
		t.Errorf("the name was resolved %d times, want once for each request", asked.Load())
	}
	steady := resolveAs(t, [4]byte{127, 0, 0, 1}, [4]byte{127, 0, 0, 1})
	if _, err := f.Fetch(t.Context(), "http://steady.example"+port+"/page.html"); err != nil || steady.Load() < 2 {
		t.Errorf("a name that stays: %v", err)
	}
}
