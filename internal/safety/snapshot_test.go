package safety

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the snapshot of the rules anew")

func TestSnapshotIsOfTheRuleFiles(t *testing.T) {
	files, _, err := ruleFiles(nil)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := compile(files)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		file, err := fresh.freeze().write()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("rules.snapshot", file, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("written; run again without -update")
	}
	kept := snapshotOf(fresh.version)
	if kept == nil {
		t.Fatal("rules.snapshot is not of the rule files: run go test -run TestSnapshot -update")
	}
	for _, name := range []string{"tuning.jsonl", "held.jsonl"} {
		for _, l := range corpus(t, name) {
			if want, got := fresh.Classify(l.Text), kept.Classify(l.Text); got != want {
				t.Errorf("%q: kept rules say %+v, the files %+v", l.Text, got, want)
			}
		}
	}
}

func TestDamagedSnapshotIsNotUsed(t *testing.T) {
	s := load(t).freeze()
	s.packed = s.packed[:len(s.packed)/2]
	if _, err := s.thaw(); err == nil {
		t.Error("half a snapshot thaws")
	}
}
