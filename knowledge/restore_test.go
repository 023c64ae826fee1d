package knowledge

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// community is a guild with an article, and drafts over it, over an earlier
// revision of it, over nothing, and of its removal.
func community(t *testing.T) *Base {
	t.Helper()
	b := open(t)
	propose := func(what string, a Drafted) {
		t.Helper()
		d := Draft{What: what, Question: 7, Articles: []Drafted{a}}
		if _, err := b.Propose(t.Context(), "g", Draft{What: what, Articles: d.Articles}, Change{Who: "maria", When: noon}); err != nil {
			t.Fatal(err)
		}
	}
	save(t, b, article("g", "parking", "Behind the house."))
	propose("too late", Drafted{Article: article("g", "parking", "In front of the house."), Base: 1})
	propose("remove too late", Drafted{Article: article("g", "parking", "Behind the house."), Base: 1, Removes: true})
	save(t, b, article("g", "parking", "Behind the clinic."))
	propose("edit", Drafted{Article: article("g", "parking", "Behind the clinic, for free."), Base: 2, Origin: "as fetched"})
	propose("add", Drafted{Article: article("g", "bus", "Number seven.")})
	return b
}

func TestDraftsAreRestoredAndAnswerNothing(t *testing.T) {
	k, err := community(t).Snapshot(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	b := open(t)
	// Here the article has been changed more often.
	for _, text := range []string{"One.", "Two.", "Three."} {
		save(t, b, article("g", "parking", text))
	}
	restored, err := b.Restore(t.Context(), "g", k, Change{Who: "noor", When: noon}, nil)
	if err != nil || restored.Drafts != 4 || restored.Articles[0].Revision != 4 {
		t.Fatalf("%+v, %v", restored, err)
	}
	drafts, err := b.Drafts(t.Context(), "g")
	if err != nil || len(drafts) != 4 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	library, err := b.FullArticles(t.Context(), "g")
	if err != nil || len(library) != 1 || library[0].Text != "Behind the clinic." {
		t.Errorf("what answers: %+v, %v", library, err)
	}
	for i, want := range []error{ErrChanged, ErrChanged, nil, nil} {
		d := drafts[i]
		if d.Author != "maria" || !d.Made.Equal(noon) || d.Question != 0 {
			t.Errorf("%s: by %s at %v, question %d", d.What, d.Author, d.Made, d.Question)
		}
		if _, err := b.Publish(t.Context(), "g", d.ID, Change{Who: "noor", When: noon}); !errors.Is(err, want) {
			t.Errorf("publishing %q: %v, want %v", d.What, err, want)
		}
	}
	if text, err := b.Origin(t.Context(), "g", "parking"); text != "as fetched" || err != nil {
		t.Errorf("origin: %q, %v", text, err)
	}
	sound(t, b)
}

// Whoever keeps a guild in files imports them again and again.
func TestADraftIsRestoredOnce(t *testing.T) {
	b := community(t)
	k, err := b.Snapshot(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(t.Context(), "g", 3, Change{Who: "noor", When: noon}); err != nil {
		t.Fatal(err)
	}
	if err := b.Discard(t.Context(), "g", 4, Change{Who: "noor", When: noon}); err != nil {
		t.Fatal(err)
	}
	restored, err := b.Restore(t.Context(), "g", k, Change{Who: "noor", When: noon}, nil)
	if err != nil || restored.Drafts != 0 {
		t.Errorf("%d drafts were added again, %v", restored.Drafts, err)
	}
	k.Drafts[3].Articles[0].Text = "Number nine."
	if restored, err = b.Restore(t.Context(), "g", k, Change{Who: "noor", When: noon}, nil); err != nil || restored.Drafts != 1 {
		t.Errorf("%d drafts of another text were added, %v", restored.Drafts, err)
	}
}

func TestADraftThatMakesNoSenseIsNotRestored(t *testing.T) {
	b := open(t)
	whole := article("g", "parking", "Behind the house.")
	for _, test := range []struct {
		want     string
		articles []Drafted
	}{
		{"draft 7: a draft holds articles", nil},
		{`draft 7: it changes the article "parking", which is not there`, []Drafted{{Article: whole, Base: 1}}},
		{`draft 7: article "parking": it needs a title`, []Drafted{{Article: Article{Slug: "parking", Text: "Words."}}}},
	} {
		k := Snapshot{Drafts: []Draft{{ID: 7, Articles: test.articles}}}
		if _, err := b.Restore(t.Context(), "g", k, Change{}, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

// Everything is read as it stood at one moment, while it changes.
func TestEverythingIsOfOneMoment(t *testing.T) {
	b := open(t)
	version := func(n int) Snapshot {
		text := fmt.Sprintf("Version %d.", n)
		return Snapshot{Articles: []Article{article("g", "a", text)}, Settings: map[string]string{"disclaimer": text}}
	}
	var changing sync.WaitGroup
	changing.Go(func() {
		for n := range 300 {
			if _, err := b.Restore(t.Context(), "g", version(n), Change{Who: "maria", When: noon}, nil); err != nil {
				t.Error(err)
			}
		}
	})
	done := make(chan struct{})
	go func() { changing.Wait(); close(done) }()
	read := 0
	for {
		k, err := b.Snapshot(t.Context(), "g")
		switch {
		case errors.Is(err, ErrConflict):
		case err != nil:
			t.Fatal(err)
		case len(k.Articles) == 1:
			if read++; k.Articles[0].Text != k.Settings["disclaimer"] {
				t.Errorf("the article says %q, the setting %q", k.Articles[0].Text, k.Settings["disclaimer"])
			}
		}
		select {
		case <-done:
			if read == 0 {
				t.Error("nothing was read")
			}
			return
		default:
		}
	}
}
