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

// beginHTTP serves health and metrics unless they are served already.
func (s *Server) beginHTTP() (err error) {
	if s.endHTTP == nil {
		s.endHTTP, err = s.serveHTTP()
	}
	return err
}

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
// was met; 503 while nothing could be written for a minute), /readyz (every shard
// is connected) and /metrics (for Prometheus).
func (s *Server) Health() http.Handler {
	inner := s.client.Health()
	mux := http.NewServeMux()
	mux.Handle("/", inner)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if _, _, since := s.base.Writing(); !since.IsZero() && s.now().Sub(since) >= failingTime {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintf(w, "not written: nothing can be kept since %s; look at the disk, and at the log\n", since.UTC().Format(time.RFC3339))
			return
		}
		// With damage the process is well all the same: to start it again would mend nothing.
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
		s.writeKeeping(r.Context(), w)
		fmt.Fprintf(w, "# HELP pamphlet_damaged_guilds Guilds whose stored data was found changed or missing.\n# TYPE pamphlet_damaged_guilds gauge\npamphlet_damaged_guilds %d\n", s.base.Damaged())
	})
	return mux
}

// failingTime is how long writing may fail before the process counts as not well.
const failingTime = time.Minute

// writeKeeping writes how questions are kept, and how many wait for moderators.
func (s *Server) writeKeeping(ctx context.Context, w io.Writer) {
	waiting, failed, _ := s.base.Writing()
	gauge := func(name, kind, help string, value any) {
		fmt.Fprintf(w, "# HELP pamphlet_%[1]s %[3]s\n# TYPE pamphlet_%[1]s %[2]s\npamphlet_%[1]s %[4]v\n", name, kind, help, value)
	}
	gauge("unwritten_questions", "gauge", "Questions that wait to be written.", waiting)
	gauge("failed_writes_total", "counter", "Writes of questions that failed.", failed)
	if open, err := s.base.OpenQuestions(ctx); err == nil {
		gauge("open_questions", "gauge", "Questions that wait for moderators, of all guilds.", open)
	}
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
