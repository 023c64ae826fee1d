package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// InteractionsPath is where interactions are taken over HTTP.
const InteractionsPath = "/interactions"

const (
	// maxSigned is the most an interaction may have, in bytes. A form of five inputs
	// of 4,000 characters has a tenth of it.
	maxSigned = 1 << 20
	// signedWindow is how far the time of a signature may lie from ours. What is older
	// is refused, and what is not is known by its ID.
	signedWindow = 5 * time.Minute
	// rememberedSigned is how many interactions over HTTP are known again: 600 a
	// second for signedWindow.
	rememberedSigned = 180_000
	// firstAnswerTime is how long Discord waits for the first answer.
	firstAnswerTime = 3 * time.Second

	kindPing, answerPong = 1, 1
)

// errGone says that nobody waits for a first answer any more.
var errGone = errors.New("interaction: its request has ended")

// A firstAnswer carries the first answer to an interaction that came over HTTP to the
// request that waits for it.
type firstAnswer struct {
	arrived time.Time
	body    chan []byte   // nil says that the answer goes another way
	written chan error    // what came of writing it
	gone    chan struct{} // closed once the request has ended
}

func newFirstAnswer(arrived time.Time) *firstAnswer {
	return &firstAnswer{arrived, make(chan []byte), make(chan error, 1), make(chan struct{})}
}

// give answers the request, and returns once the answer is written. An answer with
// files is not given: Discord is then told to expect it as a call of its API.
func (f *firstAnswer) give(ctx context.Context, answer any, files bool) (given bool, err error) {
	var body []byte
	if !files {
		if body, err = json.Marshal(answer); err != nil {
			return false, err
		}
	}
	if err := ctx.Err(); err != nil { // select would take either way
		return false, err
	}
	select {
	case f.body <- body:
	case <-f.gone:
		return false, errGone
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return !files, <-f.written
}

// listen takes interactions over HTTP until ctx ends.
func (c *Client) listen(ctx, working context.Context) error {
	listener, err := net.Listen("tcp", c.settings.Interactions)
	if err != nil {
		return fmt.Errorf("interactions over HTTP: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+InteractionsPath, func(w http.ResponseWriter, r *http.Request) { c.signed(working, w, r) })
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	c.settings.Log.Info("interactions over HTTP", "address", listener.Addr().String(), "path", InteractionsPath)
	c.listens.Store(true)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err = <-ended:
		c.listens.Store(false)
		return fmt.Errorf("interactions over HTTP: %w", err)
	case <-ctx.Done():
	}
	c.listens.Store(false)
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), firstAnswerTime)
	defer cancel()
	if server.Shutdown(closing) != nil { // it takes nothing more; those that wait are answered first
		server.Close()
	}
	c.closing.Store(true)
	<-ended
	return nil
}

// signed takes one request. Whoever reaches the port can send one: nothing of it is
// read as anything before its signature is known to be Discord's.
func (c *Client) signed(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	body, status := c.verified(w, r, arrived)
	if status != 0 {
		c.metrics.dropped("refused")
		http.Error(w, http.StatusText(status), status)
		return
	}
	var i interaction
	err := json.Unmarshal(body, &i)
	switch {
	case err == nil && i.Type == kindPing:
		answerSigned(w, fmt.Appendf(nil, `{"type":%d}`, answerPong))
		return
	case err != nil, i.ID == "":
		c.metrics.dropped("unreadable")
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	i.complete(c.account().Application)
	i.first = newFirstAnswer(arrived)
	defer close(i.first.gone)
	if err := c.onInteraction(ctx, &i, arrived); err != nil {
		status := http.StatusBadRequest
		switch {
		case errors.Is(err, errRepeated):
			status = http.StatusUnauthorized
		case errors.Is(err, errBusy):
			status = http.StatusServiceUnavailable
		}
		http.Error(w, http.StatusText(status), status)
		return
	}
	c.awaitFirst(w, r, i.first)
}

// awaitFirst writes the first answer, if it comes while Discord waits.
func (c *Client) awaitFirst(w http.ResponseWriter, r *http.Request, f *firstAnswer) {
	late := time.NewTimer(c.settings.Pace.Acknowledge)
	defer late.Stop()
	select {
	case answer := <-f.body:
		if answer == nil {
			w.WriteHeader(http.StatusAccepted)
			f.written <- http.NewResponseController(w).Flush()
			return
		}
		f.written <- answerSigned(w, answer)
	case <-late.C:
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
	case <-r.Context().Done():
	}
}

// verified is the body of a request that Discord signed just now; or the status with
// which the request is refused.
func (c *Client) verified(w http.ResponseWriter, r *http.Request, now time.Time) (body []byte, status int) {
	signature, err := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
	timestamp := r.Header.Get("X-Signature-Timestamp")
	if err != nil || len(signature) != ed25519.SignatureSize || timestamp == "" {
		return nil, http.StatusUnauthorized
	}
	body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxSigned))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, http.StatusRequestEntityTooLarge
	case err != nil:
		return nil, http.StatusBadRequest
	case !ed25519.Verify(c.settings.PublicKey, append([]byte(timestamp), body...), signature):
		return nil, http.StatusUnauthorized
	}
	sent, err := strconv.ParseInt(timestamp, 10, 64)
	if age := now.Sub(time.Unix(sent, 0)); err != nil || age.Abs() > signedWindow {
		c.warnedOfTime.Do(func() {
			c.settings.Log.Warn("an interaction was signed at another time: set this machine's clock, unless somebody repeats what is old", "seconds", int(age.Seconds()))
		})
		return nil, http.StatusUnauthorized
	}
	return body, 0
}

// answerSigned writes an answer and hands it to the network.
func answerSigned(w http.ResponseWriter, body []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if _, err := w.Write(body); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
