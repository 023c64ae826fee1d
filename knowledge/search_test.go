package knowledge

import (
	"context"
	"reflect"
	"testing"

	"pamphlet/knowledge/search"
)

const clinic = `# How long does an infusion take?

An infusion takes about forty minutes. Staff stay in the room.

# What helps with nausea?

Nausea often passes within an hour. A tablet taken before the visit helps many people.

# What are the side effects of ketamine?

People may feel dizzy or sleepy for an hour or two. Blood pressure rises for a while.`

const tablets = `# What are the side effects of antidepressants?

A dry mouth and headaches are common in the first weeks of tablets.`

// ask returns the best match, or fails the test.
func ask(t *testing.T, b *Base, question string) search.Match {
	t.Helper()
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question})
	if err != nil || len(r.Matches) == 0 {
		t.Fatalf("%q: %d matches, %v", question, len(r.Matches), err)
	}
	return r.Matches[0]
}

func save(t testing.TB, b *Base, articles ...Article) {
	t.Helper()
	for _, a := range articles {
		if _, err := b.Save(t.Context(), a, Change{Who: "maria", When: monday}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSearchSeesEveryChange(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	ask(t, b, "infusion")
	save(t, b, article("g", "infusions", "# Pumps\n\nA pump is kept in the cellar."))
	if m := ask(t, b, "where is the pump kept"); m.Revision != 2 {
		t.Errorf("found revision %d of the changed article", m.Revision)
	}
	if r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "vein"}); err != nil || len(r.Matches) > 0 {
		t.Errorf("what was removed is found: %+v, %v", r.Matches, err)
	}
}

func TestSearchAgainScoresTheSame(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	first, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "how long does an infusion take"})
	if err != nil {
		t.Fatal(err)
	}
	b.searcher = search.New(searchStore{b}) // as a new process
	again, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "how long does an infusion take"})
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("first %+v, then %+v, %v", first, again, err)
	}
}

func TestSearchStopsWhenToldTo(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Search(ctx, search.Query{Guild: "g", Text: "infusion"}); err == nil {
		t.Error("a cancelled question was answered")
	}
}
