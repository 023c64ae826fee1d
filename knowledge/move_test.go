package knowledge

import (
	"errors"
	"testing"

	"pamphlet/knowledge/search"
)

func TestMovingArticlesIsAllOrNothing(t *testing.T) {
	b := open(t)
	for _, a := range []Article{
		article("local", "parking", "# Where do I park?\n\nPark behind the house."),
		article("local", "visits", "# When may I visit?\n\nVisits are at noon."),
		article("1", "visits", "# When may I visit?\n\nVisits are at nine."),
	} {
		if _, err := b.Save(t.Context(), a, Change{Who: "ana"}); err != nil {
			t.Fatal(err)
		}
	}
	answers := func(guild string) int {
		t.Helper()
		all, err := b.Articles(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if _, err := b.Move(t.Context(), "local", "1", Change{Who: "ana"}, nil); !errors.Is(err, ErrThere) {
		t.Errorf("over another article: got %v, want ErrThere", err)
	}
	if l, one := answers("local"), answers("1"); l != 2 || one != 1 {
		t.Errorf("after a move that was refused: %d and %d articles, want 2 and 1", l, one)
	}

	reports, err := b.Move(t.Context(), "local", "2", Change{Who: "ana"}, nil)
	if err != nil || len(reports) != 2 {
		t.Fatalf("got %d reports, %v", len(reports), err)
	}
	if l, two := answers("local"), answers("2"); l != 0 || two != 2 {
		t.Errorf("after the move: %d and %d articles, want 0 and 2", l, two)
	}
	found, err := b.Search(t.Context(), search.Query{Guild: "2", Text: "Where do I park?"})
	if err != nil || !found.Answered {
		t.Errorf("the moved article: answered %v, %v", found.Answered, err)
	}
	if _, err := b.Move(t.Context(), "local", "2", Change{Who: "ana"}, nil); !errors.Is(err, ErrNoArticle) {
		t.Errorf("nothing to move: got %v, want ErrNoArticle", err)
	}
	sound(t, b)
}

// What comes between is not lost: the batch that moves is refused as a whole.
func TestAMoveOverAChangeOfTheSourceMovesNothing(t *testing.T) {
	b, ctx := open(t), t.Context()
	a := article("local", "parking", "# Where do I park?\n\nBehind the house.")
	if _, err := b.Save(ctx, a, Change{}); err != nil {
		t.Fatal(err)
	}
	source, err := b.guild(ctx, "local")
	if err != nil {
		t.Fatal(err)
	}
	k, err := b.Snapshot(ctx, "local")
	if err != nil {
		t.Fatal(err)
	}
	a.Text += " It is free."
	if _, err := b.Save(ctx, a, Change{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.moved(ctx, source, "local", "2", k, Change{}, nil); !errors.Is(err, ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
	if there, err := b.Has(ctx, "2"); err != nil || there {
		t.Errorf("the other guild has articles: %v, %v", there, err)
	}
	if here, err := b.Has(ctx, "local"); err != nil || !here {
		t.Errorf("the source has articles: %v, %v", here, err)
	}
	sound(t, b)
}
