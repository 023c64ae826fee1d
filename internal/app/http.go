package app

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"pamphlet/internal/safety"
)

// serveHTTP serves health and metrics, and returns what ends it.
func (s *Server) serveHTTP() (stop func(), err error) {
	if s.http == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", s.http)
	if err != nil {
		return nil, fmt.Errorf("health and metrics: %w", err)
	}
	server := &http.Server{
		Handler: s.Health(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	s.log.Info("health and metrics", "address", listener.Addr().String())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(listener); err != http.ErrServerClosed {
			s.log.Error("health and metrics", "error", err)
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close()
		}
		<-ended
	}, nil
}

// Health serves GET /healthz (the process runs, and in how many guilds damage
// was met), /readyz (every shard is
// connected) and /metrics (for Prometheus).
func (s *Server) Health() http.Handler {
	inner := s.client.Health()
	mux := http.NewServeMux()
	mux.Handle("/", inner)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		// The process is well all the same: to start it again would mend nothing.
		fmt.Fprintln(w, "ok")
		if n := s.base.Damaged(); n > 0 {
			fmt.Fprintf(w, "damaged: what is stored of %d guilds has changed or is missing; see \"pamphlet doctor\"\n", n)
		}
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		// Plain text, so that lines can follow.
		r = r.Clone(r.Context())
		r.Header.Del("Accept")
		r.Header.Del("Accept-Encoding")
		inner.ServeHTTP(w, r)
		s.writeSafety(w)
		fmt.Fprintf(w, "# HELP pamphlet_damaged_guilds Guilds whose stored data was found changed or missing.\n# TYPE pamphlet_damaged_guilds gauge\npamphlet_damaged_guilds %d\n", s.base.Damaged())
	})
	return mux
}

// countedDays is how many days of safety counters are shown.
const countedDays = 7

// writeSafety writes the safety counters in Prometheus's text format: class
// and day, nothing else.
func (s *Server) writeSafety(w io.Writer) {
	const name = "pamphlet_safety_messages"
	fmt.Fprintf(w, "# HELP %s Messages read for safety, by class and day (UTC).\n# TYPE %s gauge\n", name, name)
	for back := range countedDays {
		day := s.now().UTC().AddDate(0, 0, -back)
		counts := s.bot.SafetyCounts(day)
		for _, class := range safety.Classes() {
			if n := counts[class]; n > 0 || back == 0 {
				fmt.Fprintf(w, "%s{class=%q,day=%q} %d\n", name, class, day.Format(time.DateOnly), n)
			}
		}
	}
}
