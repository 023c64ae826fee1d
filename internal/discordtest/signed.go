package discordtest

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// signed is how interactions go out over HTTP instead of the gateway. Its url is
// guarded by d.mu, its key never changes.
type signed struct {
	url    string
	key    ed25519.PrivateKey
	client http.Client
}

func (s *signed) init() {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		panic(err) // Unreachable: reading random bytes does not fail.
	}
	s.key = key
	s.client.Timeout = deadline
	s.client.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
}

// PublicKey is the application's public key in hexadecimal digits, as the developer
// portal shows it.
func (d *Discord) PublicKey() string {
	return hex.EncodeToString(d.signed.key.Public().(ed25519.PublicKey))
}

// SetEndpoint sets the application's Interactions Endpoint URL, as in the developer
// portal: interactions go there from then on. It fails the test unless the URL passes
// the portal's check: a PING gets a PONG, and one with a wrong signature 401.
func (d *Discord) SetEndpoint(url string) {
	d.t.Helper()
	ping := encoded(object{"id": d.id(), "application_id": d.application, "type": 1, "token": "interaction-token-ping", "version": 1})
	status, body := d.post(url, ping, time.Now(), d.sign(ping, time.Now()))
	var pong struct{ Type int }
	if status != 200 || json.Unmarshal(body, &pong) != nil || pong.Type != 1 {
		d.t.Fatalf("discord: a PING got status %d and type %d", status, pong.Type)
	}
	forged := d.sign(append(ping, ' '), time.Now())
	if status, _ := d.post(url, ping, time.Now(), forged); status != 401 {
		d.t.Fatalf("discord: a PING with a wrong signature got status %d, want 401", status)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.signed.url = url
}

// Sign signs a body as Discord does at a time, which it returns as it is sent.
func (d *Discord) Sign(body []byte, at time.Time) (timestamp, signature string) {
	return strconv.FormatInt(at.Unix(), 10), hex.EncodeToString(d.sign(body, at))
}

func (d *Discord) sign(body []byte, at time.Time) []byte {
	return ed25519.Sign(d.signed.key, append(strconv.AppendInt(nil, at.Unix(), 10), body...))
}

func (d *Discord) post(url string, body []byte, at time.Time, signature []byte) (int, []byte) {
	request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, nil
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	request.Header.Set("X-Signature-Timestamp", strconv.FormatInt(at.Unix(), 10))
	request.Header.Set("X-Signature-Ed25519", hex.EncodeToString(signature))
	response, err := d.signed.client.Do(request)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	answered, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, answered
}

// deliver posts an interaction. The first answer in the response is held to what a
// callback is; after 202 that comes by itself. Anything else shows the member that
// the application did not respond.
func (d *Discord) deliver(i *Interaction, url string, event object) {
	body := d.validEvent("INTERACTION_CREATE", event)
	d.mu.Lock()
	i.body, i.at = body, time.Now()
	at := i.at
	d.mu.Unlock()
	status, answered := d.post(url, body, at, d.sign(body, at))
	d.mu.Lock()
	i.status = status
	i.change()
	d.mu.Unlock()
	if status != http.StatusOK {
		return
	}
	path := fmt.Sprintf("/api/v10/interactions/%s/%s/callback", i.ID, i.token)
	callback := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(answered))
	callback.Header.Set("Content-Type", "application/json")
	callback.Header.Set("User-Agent", "DiscordBot (https://discord.com, 10)")
	seen := httptest.NewRecorder()
	d.server.Handler.ServeHTTP(seen, callback)
	if seen.Code/100 != 2 {
		d.problem(fmt.Sprintf("the answer to an interaction over HTTP is refused with %d", seen.Code))
	}
}

// Status waits until the request of an interaction over HTTP has ended, and returns
// its status; 0 if there was none.
func (i *Interaction) Status() int {
	i.d.t.Helper()
	i.d.must("answer to an interaction over HTTP", &i.changed, func() bool { return i.status != 0 })
	return i.status
}

// Replay sends an interaction over HTTP once more to url, as one who has recorded it
// may, and returns the status.
func (i *Interaction) Replay(url string) int {
	i.d.mu.Lock()
	body, at := i.body, i.at
	i.d.mu.Unlock()
	status, _ := i.d.post(url, body, at, i.d.sign(body, at))
	return status
}
