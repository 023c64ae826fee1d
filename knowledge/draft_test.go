package knowledge

import (
	"context"
	"errors"
	"strings"
	"testing"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/passage"
	"pamphlet/knowledge/search"
)

func propose(t *testing.T, b *Base, over int, a Article) int64 {
	t.Helper()
	id, err := b.Propose(t.Context(), "g", Draft{What: "edit", Articles: []Drafted{{Article: a, Base: over}}}, Change{Who: "maria", When: monday})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestADraftNeverAnswersAndIsPublishedOnce(t *testing.T) {
	b, ctx := open(t), t.Context()
	by := Change{Who: "noor", When: monday, Why: "checked"}
	id := propose(t, b, 0, article("g", "infusions", infusions))
	if r, err := b.Search(ctx, search.Query{Guild: "g", Text: "infusion"}); err != nil || len(r.Matches) > 0 {
		t.Errorf("a draft answers: %v, %v", r.Matches, err)
	}
	for again := range 2 {
		reports, err := b.Publish(ctx, "g", id, by)
		if err != nil || len(reports) != 1 || reports[0].Revision != 1 || reports[0].Passages != 2 {
			t.Fatalf("time %d: %+v, %v", again, reports, err)
		}
	}
	entries, err := b.Audit(ctx, "g", "infusions", 10)
	var what []string
	for _, e := range entries {
		what = append(what, e.Who+" "+e.What)
	}
	if got := strings.Join(what, ", "); got != "noor publish, noor save, maria draft" || err != nil {
		t.Errorf("audit: %s, %v", got, err)
	}
	if ask(t, b, "How long does it take?").Revision != 1 {
		t.Error("what was published does not answer")
	}
	sound(t, b)
}

func TestADraftOverAnOldRevisionOverwritesNothing(t *testing.T) {
	b, ctx := open(t), t.Context()
	by := Change{Who: "noor", When: monday}
	a := article("g", "infusions", infusions)
	fresh := propose(t, b, 0, a)
	save(t, b, a)
	a.Text += " One."
	first := propose(t, b, 1, a)
	a.Text += " Two."
	second := propose(t, b, 1, a)
	if _, err := b.Publish(ctx, "g", fresh, by); !errors.Is(err, ErrChanged) {
		t.Errorf("a new article in the place of another: %v", err)
	}
	if _, err := b.Publish(ctx, "g", first, by); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(ctx, "g", second, by); !errors.Is(err, ErrChanged) {
		t.Errorf("the second draft: %v, want ErrChanged", err)
	}
	if d, err := b.Draft(ctx, "g", second); err != nil || d.State != IsOpen {
		t.Errorf("the refused draft is %s, %v", d.State, err)
	}
	if err := b.Discard(ctx, "g", second, by); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(ctx, "g", second, by); !errors.Is(err, ErrDiscarded) {
		t.Errorf("a discarded draft: %v", err)
	}
	if _, err := b.Publish(ctx, "other", second, by); !errors.Is(err, ErrNoDraft) {
		t.Errorf("another guild's draft: %v", err)
	}
	sound(t, b)
}

func TestADraftedRemovalAndARollback(t *testing.T) {
	b, ctx := open(t), t.Context()
	by := Change{Who: "noor", When: monday}
	save(t, b, article("g", "infusions", infusions))
	id, err := b.Propose(ctx, "g", Draft{What: "remove", Articles: []Drafted{{Article: article("g", "infusions", infusions), Base: 1, Removes: true}}}, by)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := b.Publish(ctx, "g", id, by); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := b.Articles(ctx, "g"); len(all) > 0 || err != nil {
		t.Errorf("left: %v, %v", all, err)
	}
	r, err := rollback(ctx, b, "infusions", 1, by)
	if err != nil || r.Revision != 2 || r.Passages != 2 {
		t.Errorf("rollback: %+v, %v", r, err)
	}
	if _, err := rollback(ctx, b, "infusions", 9, by); !errors.Is(err, ErrNoArticle) {
		t.Errorf("to a revision that never was: %v", err)
	}
	sound(t, b)
}

// rollback makes an earlier revision answer again, as moderators do.
func rollback(ctx context.Context, b *Base, slug string, number int, by Change) (Report, error) {
	a, err := b.Article(ctx, "g", slug, number)
	if err != nil {
		return Report{}, err
	}
	_, over, err := b.CurrentArticle(ctx, "g", slug)
	if err != nil && !errors.Is(err, ErrNoArticle) {
		return Report{}, err
	}
	id, err := b.Propose(ctx, "g", Draft{What: "rollback", Articles: []Drafted{{Article: a, Base: over}}}, by)
	if err != nil {
		return Report{}, err
	}
	all, err := b.Publish(ctx, "g", id, by)
	if err != nil {
		return Report{}, err
	}
	return all[0], nil
}

func TestOriginIsWhatWasFetched(t *testing.T) {
	b, ctx := open(t), t.Context()
	by := Change{Who: "noor", When: monday}
	id, err := b.Propose(ctx, "g", Draft{What: "add", Articles: []Drafted{{Article: article("g", "a", infusions), Origin: "as fetched"}}}, by)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(ctx, "g", id, by); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Origin(ctx, "g", "a"); got != "as fetched" || err != nil {
		t.Errorf("origin %q, %v", got, err)
	}
}

func TestAPublishHoldsForTheMomentItWasLookedAt(t *testing.T) {
	b, ctx := open(t), t.Context()
	passage := func() Passage {
		all, err := b.PassagesOf(ctx, "g", "other")
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	save(t, b, article("g", "other", infusions))
	a := article("g", "infusions", infusions)
	draft := propose(t, b, 0, a)
	removal, err := b.Propose(ctx, "g", Draft{What: "remove", Articles: []Drafted{{Article: article("g", "other", infusions), Base: 1, Removes: true}}}, Change{When: monday})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []struct {
		about string
		do    func() error
	}{
		{"another article is published", func() error {
			_, err := b.Save(ctx, article("g", "third", infusions), Change{When: monday})
			return err
		}},
		{"a test is saved", func() error { return b.SaveCase(ctx, "g", "How long?", passage(), Change{When: monday}) }},
		{"a setting is saved", func() error { return b.Choose(ctx, "g", "threshold", "0.5", Change{When: monday}) }},
	} {
		at, err := b.Version(ctx, "g")
		if err != nil {
			t.Fatal(err)
		}
		if err := change.do(); err != nil {
			t.Fatal(err)
		}
		for _, id := range []int64{draft, removal} {
			if _, err := b.Publish(ctx, "g", id, Change{When: monday, At: at}); !errors.Is(err, ErrConflict) {
				t.Errorf("draft %d although %s: %v, want ErrConflict", id, change.about, err)
			}
			if d, err := b.Draft(ctx, "g", id); err != nil || d.State != IsOpen {
				t.Errorf("the refused draft is %s, %v", d.State, err)
			}
		}
	}
	for _, id := range []int64{draft, removal} {
		at, err := b.Version(ctx, "g")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time it is done already, whatever moment it names
			if _, err := b.Publish(ctx, "g", id, Change{When: monday, At: at}); err != nil {
				t.Errorf("draft %d at the present moment: %v", id, err)
			}
		}
	}
	if at, err := b.Version(ctx, "nobody"); at == 0 || err != nil {
		t.Errorf("the moment of an unknown guild is %d, %v; zero would be any", at, err)
	}
	sound(t, b)
}

// A question with two drafts waits again only when both are given up.
func TestAQuestionIsDraftedWhileADraftIsOpen(t *testing.T) {
	b, ctx := open(t), t.Context()
	enqueue(t, b, "ana", "Who feeds the dog?")
	by := Change{Who: "maria", When: monday}
	var ids []int64
	for range 2 {
		id, err := b.Propose(ctx, "g", Draft{What: "answer", Question: queuedID(t, b), Articles: []Drafted{{Article: article("g", "dogs", infusions)}}}, by)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for i, want := range []Stage{StageDrafted, StageNew} {
		if err := b.Discard(ctx, "g", ids[i], by); err != nil {
			t.Fatal(err)
		}
		if q, err := b.Queued(ctx, "g", queuedID(t, b)); err != nil || q.State != want {
			t.Errorf("%d drafts left: %s, %v, want %s", 1-i, q.State, err, want)
		}
	}
}

// queuedID is the id of the one question in the queue.
func queuedID(t *testing.T, b *Base) int64 {
	t.Helper()
	id, err := sqlite.One[int64](t.Context(), b.db, `select id from queue`)
	if err != nil || id == 0 {
		t.Fatal(id, err)
	}
	return id
}

// A given passage that is no part of its article could not be read back.
func TestGivenPassagesMustBeSound(t *testing.T) {
	b, ctx := open(t), t.Context()
	given := func(spans ...passage.Span) Article {
		a := Article{Guild: "g", Slug: "a", Title: "A", Text: "One two three."}
		for _, s := range spans {
			p := Passage{Start: s.Start, End: s.End, Text: "?"}
			if s.End <= len(a.Text) {
				p.Text = s.Of(a.Text)
			}
			a.Precut = append(a.Precut, p)
		}
		return a
	}
	for _, test := range []struct {
		a    Article
		want string
	}{
		{given(passage.Span{Start: 0, End: 3}, passage.Span{Start: 4, End: 7}), ""},
		{given(passage.Span{Start: 4, End: 7}, passage.Span{Start: 0, End: 3}), ""}, // in any order
		{given(passage.Span{Start: 0, End: 3}, passage.Span{Start: 4, End: 99}), "passage 2 is not what the article says there"},
		{given(passage.Span{Start: 0, End: 7}, passage.Span{Start: 4, End: 9}), "passages 1 and 2 share a part of the article"},
	} {
		_, err := b.Save(ctx, test.a, Change{})
		_, proposed := b.Propose(ctx, "g", Draft{Articles: []Drafted{{Article: test.a}}}, Change{})
		for _, err := range []error{err, proposed} {
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.HasSuffix(err.Error(), test.want)) {
				t.Errorf("%v: %v, want %q", test.a.Precut, err, test.want)
			}
		}
	}
}
