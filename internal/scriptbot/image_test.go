package scriptbot

import (
	"flag"
	"os"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

var update = flag.Bool("update", false, "make the starter articles' image anew")

// The image holds just what learning the articles anew gives.
func TestTheImageIsOfTheseArticles(t *testing.T) {
	fresh, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	if err := LearnStarter(t.Context(), fresh, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if *update {
		made, err := fresh.Image(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("starter.image", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := knowledge.OpenImage(t.Context(), image)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	want, err := fresh.Setting(t.Context(), bot.Starter, digest)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := kept.Setting(t.Context(), bot.Starter, digest); got != want || err != nil {
		t.Fatalf("the image is of other articles, %v; make it anew with -update", err)
	}
	if found, err := kept.Check(t.Context()); len(found) > 0 || err != nil {
		t.Errorf("check: %v, %v", found, err)
	}
	question := search.Query{Guild: bot.Starter, Text: "How long does an infusion take?"}
	a, err := fresh.Search(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	b, err := kept.Search(t.Context(), question)
	if err != nil || len(b.Matches) == 0 || a.Matches[0].Text != b.Matches[0].Text || a.Matches[0].Score != b.Matches[0].Score {
		t.Errorf("the image answers otherwise: %v; make it anew with -update", err)
	}
}
