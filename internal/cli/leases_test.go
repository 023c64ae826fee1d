package cli

import (
	"bytes"
	"path/filepath"
	"regexp"
	"testing"

	"pamphlet/knowledge"
)

func TestDoctorTellsWhoRunsWhat(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "k.db")
	base, err := knowledge.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	for _, l := range []*knowledge.Lease{
		base.Lease("shards", "north/7/x", []int{1}, 2, knowledge.LeasePace{}), base.Lease("jobs", "south/8/y", []int{0}, 0, knowledge.LeasePace{}),
	} {
		if claim, err := l.Try(t.Context()); err != nil || !claim.Held {
			t.Fatal(claim, err)
		}
		if err := l.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var told bytes.Buffer
	if code := Run(t.Context(), []string{"--db", path, "doctor"}, Streams{Out: &told, Err: &told}, nil); code != exitOK {
		t.Errorf("code %d: %s", code, told.String())
	}
	for _, want := range []string{`(?m)^shard 1 of 2: taken by north/7/x since 20\d\d-.* \(UTC, by its clock\)$`, `(?m)^jobs: taken by south/8/y since 20\d\d-`} {
		if !regexp.MustCompile(want).MatchString(told.String()) {
			t.Errorf("doctor says nothing like %s:\n%s", want, told.String())
		}
	}
}
