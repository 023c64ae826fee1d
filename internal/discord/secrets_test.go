package discord

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"
)

func TestTheLogHidesSecrets(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := slog.New(Redact(slog.NewJSONHandler(&b, nil), "canary", "")).With("a", "canary").WithGroup("g")
	log.Warn("the canary", "error", fmt.Errorf("with canary in it"), "inner", slog.GroupValue(slog.String("b", "canary")), "n", 1, "any", []string{"canary"})
	if got := b.String(); strings.Contains(got, "canary") || strings.Count(got, "[secret]") != 5 || !strings.Contains(got, `"n":1`) {
		t.Errorf("got %s", got)
	}
}

func TestErrorsHoldNoToken(t *testing.T) {
	t.Parallel()
	// An address where nobody listens.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	client, err := New(Settings{Token: "canary", API: "http://" + address, Gateway: "ws://" + address, Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	i := &interaction{ID: "1", Token: "canary", Application: "2"}
	for what, call := range map[string]func(context.Context) error{
		"running":       client.Run,
		"acknowledging": func(ctx context.Context) error { return client.rest.callback(ctx, i, answerDefer, nil, nil) },
		"editing":       func(ctx context.Context) error { return client.rest.editOriginal(ctx, i, message{}) },
		"following up":  func(ctx context.Context) error { return client.rest.followUp(ctx, i, message{}) },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		err := call(ctx)
		cancel()
		if err == nil || strings.Contains(err.Error(), "canary") || !strings.HasPrefix(err.Error(), "discord ") {
			t.Errorf("%s: got %v, want an error that names the call, without the token", what, err)
		}
	}
}
