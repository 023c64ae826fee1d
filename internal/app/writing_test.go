package app

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// While nothing can be written the process is not well, though only after a
// minute; once it can, it is, and nothing was lost.
func TestHealthTurnsWhileNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	base := open(t, withStarter(t))
	s := run(t, d, base)
	health := func(path string, later time.Duration) (int, string) {
		at := &Server{base: s.base, bot: s.bot, client: s.client, now: func() time.Time { return time.Now().Add(later) }}
		w := httptest.NewRecorder()
		at.Health().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Code, w.Body.String()
	}
	alter := func(statement string) {
		t.Helper()
		if err := base.Store().Batch(t.Context(), sqlite.List(sqlite.Do(statement))); err != nil {
			t.Fatal(err)
		}
	}
	const name = "112233445566778899"
	ask := func() {
		t.Helper()
		e := knowledge.Exchange{Day: time.Now(), Question: "Where?", Kind: "unknown"}
		if _, err := base.RecordOpen(t.Context(), name, e, knowledge.Asking{Question: "Where is the parrot?", Why: knowledge.WhyUnknown, Day: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	if err := base.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	alter(`alter table exchanges rename to away`)
	ask()
	if err := base.Settle(t.Context()); err == nil {
		t.Fatal("the question was written without its table")
	}
	for _, test := range []struct {
		later time.Duration
		code  int
		want  string
	}{{0, 200, "ok\n"}, {2 * time.Minute, 503, "nothing can be kept since"}} {
		if code, body := health("/healthz", test.later); code != test.code || !strings.Contains(body, test.want) {
			t.Errorf("after %v: %d %q; want %d %q", test.later, code, body, test.code, test.want)
		}
	}
	if _, metrics := health("/metrics", 0); !strings.Contains(metrics, "\npamphlet_unwritten_questions 1\n") || strings.Contains(metrics, "\npamphlet_failed_writes_total 0\n") {
		t.Error("/metrics lacks the question that waits, or the writes that failed")
	}
	alter(`alter table away rename to exchanges`)
	d.Until("the question is written", func() bool { waiting, _, _ := base.Writing(); return waiting == 0 })
	if code, body := health("/healthz", 2*time.Minute); code != 200 {
		t.Errorf("once it can be written: %d %q", code, body)
	}
	if _, metrics := health("/metrics", 0); !strings.Contains(metrics, "\npamphlet_open_questions 1\n") {
		t.Error("/metrics lacks the question that waits for moderators")
	}
}
