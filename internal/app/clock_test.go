package app

import (
	"testing"
	"time"
)

// What is deleted is deleted after two looks at a clock that ran between them.
func TestAJumpOfTheClockDeletesNothing(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		what  string
		looks []time.Duration // after the start
		want  bool
	}{
		{"the first look", []time.Duration{0}, false},
		{"an hour later", []time.Duration{0, time.Hour}, true},
		{"a month ahead", []time.Duration{0, time.Hour, 30 * 24 * time.Hour}, false},
		{"a month ahead, and there it stays", []time.Duration{0, time.Hour, 30 * 24 * time.Hour, 30*24*time.Hour + time.Hour}, true},
		{"a month ahead, and back", []time.Duration{0, time.Hour, 30 * 24 * time.Hour, 2 * time.Hour}, false},
		{"back, and on from there", []time.Duration{0, 30 * 24 * time.Hour, 2 * time.Hour, 3 * time.Hour}, true},
		{"an hour back", []time.Duration{time.Hour, 2 * time.Hour, time.Hour}, false},
	} {
		var c clock
		var got bool
		for _, look := range test.looks {
			got = c.look(start.Add(look))
		}
		if got != test.want {
			t.Errorf("%s: steady is %v; want %v", test.what, got, test.want)
		}
	}
}
