package knowledge

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/sqlite"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func open(t testing.TB) *Base {
	t.Helper()
	b, err := Open(t.Context(), rqlitetest.Database(t, filepath.Join(t.TempDir(), "k.db")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func article(guild, slug, text string) Article {
	return Article{Guild: guild, Slug: slug, Title: "On " + slug, Language: "en", Text: text}
}

const infusions = `# What is an infusion?

An infusion is given into a vein.

# How long does it take?
? What is the length of a visit?
<https://example.org/length>

It takes about forty minutes. Do not drive home.`

// sound fails the test unless the base is whole and its index agrees with it.
func sound(t *testing.T, b *Base) {
	t.Helper()
	found, err := b.Check(t.Context())
	if err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
}

func TestSaving(t *testing.T) {
	b, ctx := open(t), t.Context()
	a := article("g", "infusions", infusions)
	by := Change{Who: "maria", When: monday}
	first, err := b.Save(ctx, a, by)
	if want := (Report{Slug: "infusions", Revision: 1, Passages: 2, New: true}); first != want || err != nil {
		t.Fatalf("first: %+v, %v, want %+v", first, err, want)
	}
	again, err := b.Save(ctx, a, by)
	if want := (Report{Slug: "infusions", Revision: 1, Unchanged: true}); again != want || err != nil {
		t.Errorf("unchanged: %+v, %v", again, err)
	}
	before, err := b.PassagesOf(ctx, "g", "infusions")
	if err != nil {
		t.Fatal(err)
	}
	a.Text = "A line on top, which moves the rest.\n\n" + strings.Replace(infusions, "forty", "fifty", 1)
	second, err := b.Save(ctx, a, by)
	if want := (Report{Slug: "infusions", Revision: 2, Passages: 3, Kept: 1, Removed: 1}); second != want || err != nil {
		t.Errorf("changed: %+v, %v, want %+v", second, err, want)
	}
	after, err := b.PassagesOf(ctx, "g", "infusions")
	if err != nil {
		t.Fatal(err)
	}
	if after[1].ID != before[0].ID || after[1].Start == before[0].Start {
		t.Errorf("a passage that only moved: %+v was %+v", after[1], before[0])
	}
	if p := after[2]; p.Source != "https://example.org/length" || strings.Join(p.Questions, "|") != "How long does it take?|What is the length of a visit?" {
		t.Errorf("passage: %+v", p)
	}
	for _, p := range after {
		if ok, err := b.Verify(ctx, "g", p); !ok || err != nil {
			t.Errorf("not verbatim: %+v, %v", p, err)
		}
	}
	if ok, err := b.Verify(ctx, "g", before[1]); !ok || err != nil {
		t.Errorf("a passage is still verbatim in its own revision: %v", err)
	}
	before[1].Text = strings.Replace(before[1].Text, "not", "now", 1)
	if ok, _ := b.Verify(ctx, "g", before[1]); ok {
		t.Error("an altered passage was verified")
	}
	old, err := b.Article(ctx, "g", "infusions", 1)
	if err != nil || old.Text != infusions {
		t.Errorf("the first revision is gone: %v", err)
	}
	sound(t, b)
}

func TestTheSecondOfTwoModeratorsIsTold(t *testing.T) {
	b, ctx := open(t), t.Context()
	a := article("g", "a", infusions)
	if _, err := b.Save(ctx, a, Change{Who: "maria", When: monday}); err != nil {
		t.Fatal(err)
	}
	a.Text += " One."
	if _, err := b.Save(ctx, a, Change{Who: "maria", When: monday, Base: 1}); err != nil {
		t.Fatal(err)
	}
	a.Text += " Two."
	if _, err := b.Save(ctx, a, Change{Who: "noor", When: monday, Base: 1}); !errors.Is(err, ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
	if err := b.Remove(ctx, "g", "a", Change{Who: "noor", When: monday, Base: 1}); !errors.Is(err, ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
}

func TestARemovedArticleIsSilentAndKeepsItsHistory(t *testing.T) {
	b, ctx := open(t), t.Context()
	a := article("g", "a", infusions)
	by := Change{Who: "maria", When: monday}
	if _, err := b.Save(ctx, a, by); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove(ctx, "g", "a", by); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove(ctx, "g", "a", by); !errors.Is(err, ErrNoArticle) {
		t.Errorf("removed twice: %v", err)
	}
	if left, err := b.PassagesOf(ctx, "g", "a"); len(left) > 0 || err != nil {
		t.Errorf("passages left: %v, %v", left, err)
	}
	if all, err := b.Articles(ctx, "g"); len(all) > 0 || err != nil {
		t.Errorf("articles left: %v, %v", all, err)
	}
	r, err := b.Save(ctx, a, by)
	if want := (Report{Slug: "a", Revision: 2, Passages: 2, New: true}); r != want || err != nil {
		t.Errorf("saved again: %+v, %v", r, err)
	}
	sound(t, b)
}

func TestABadArticleLeavesTheBaseAsItWas(t *testing.T) {
	b, ctx := open(t), t.Context()
	good := article("g", "a", infusions)
	if _, err := b.SaveAll(ctx, "g", []Article{good, {Guild: "g", Slug: "b"}}, Change{When: monday}, nil); err == nil {
		t.Error("an article without a title was saved")
	}
	if all, err := b.Articles(ctx, "g"); len(all) > 0 || err != nil {
		t.Errorf("half of an import was kept: %v, %v", all, err)
	}
}

func TestDamageToTheIndexIsSeenAndMended(t *testing.T) {
	b, ctx := open(t), t.Context()
	if _, err := b.Save(ctx, article("g", "a", infusions), Change{When: monday}); err != nil {
		t.Fatal(err)
	}
	// Changing stems behind the triggers' back makes index and stems differ.
	if err := b.db.Batch(ctx, sqlite.List(sqlite.Do(`update stems set body = 'something else'`))); err != nil {
		t.Fatal(err)
	}
	if found, err := b.Check(ctx); len(found) == 0 || err != nil {
		t.Errorf("damage was not seen: %v", err)
	}
	if err := b.Mend(ctx); err != nil {
		t.Fatal(err)
	}
	sound(t, b)
}

// Of two articles of one name neither is saved, and the error says which.
func TestTwoArticlesOfOneNameAreRefused(t *testing.T) {
	b := open(t)
	_, err := b.SaveAll(t.Context(), "g", []Article{article("g", "a", infusions), article("g", "b", infusions), article("g", "a", infusions)}, Change{}, nil)
	if err == nil || !strings.Contains(err.Error(), `article "a": it is there twice`) {
		t.Errorf("got %v", err)
	}
	if all, err := b.Articles(t.Context(), "g"); err != nil || len(all) > 0 {
		t.Errorf("saved: %+v, %v", all, err)
	}
}
