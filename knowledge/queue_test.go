package knowledge

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

func queued(t *testing.T, b *Base, stage Stage, now time.Time) []Queued {
	t.Helper()
	all, err := b.Queue(t.Context(), "g", stage, now)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func enqueue(t *testing.T, b *Base, member string, questions ...string) {
	t.Helper()
	for _, q := range questions {
		if err := b.Enqueue(t.Context(), "g", Asking{Question: q, Why: WhyUnknown, Member: member, Day: monday, Channel: "c"}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestQuestionsThatMeanTheSameAreQueuedOnce(t *testing.T) {
	b := open(t)
	enqueue(t, b, "ana", "How long does the fish sleep?")
	enqueue(t, b, "ben", "how long do fishes sleep", "Who feeds the dog?")
	if err := b.Enqueue(t.Context(), "g", Asking{Question: "what is it", Why: WhyUnknown, Day: monday}); !errors.Is(err, ErrNotQueued) {
		t.Errorf("a question without a content word: %v", err)
	}
	all := queued(t, b, StageNew, monday)
	if len(all) != 2 || all[0].Count != 2 || all[0].Question != "How long does the fish sleep?" || all[1].Count != 1 {
		t.Fatalf("queue: %+v", all)
	}
	by := Change{Who: "maria", When: monday}
	if err := b.Sort(t.Context(), "g", all[0].ID, StageAnswered, by); err != nil {
		t.Fatal(err)
	}
	enqueue(t, b, "ana", "how long do fishes sleep?")
	if again := queued(t, b, StageNew, monday); len(again) != 2 || again[0].Count != 3 {
		t.Errorf("asked again after it was answered: %+v", again)
	}
	if err := b.Sort(t.Context(), "g", all[0].ID, StageIgnored, by); err != nil {
		t.Fatal(err)
	}
	enqueue(t, b, "ana", "how long do fishes sleep?")
	if again := queued(t, b, StageNew, monday); len(again) != 1 {
		t.Errorf("an ignored question is back: %+v", again)
	}
	if err := b.Sort(t.Context(), "other", all[1].ID, StageIgnored, by); !errors.Is(err, ErrNotQueued) {
		t.Errorf("another guild's question: %v", err)
	}
}

func TestAMembersQuestionCountsOnce(t *testing.T) {
	b := open(t)
	ask := func(member string, why Why, day int) {
		t.Helper()
		if err := b.Enqueue(t.Context(), "g", Asking{Question: "Who feeds the dog?", Why: why, Member: member, Day: monday.AddDate(0, 0, day)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		about  string
		member string
		why    Why
		day    int
		count  int
		whys   string
	}{
		{"unknown", "ana", WhyUnknown, 0, 1, "unknown"},
		{"and passed on to the moderators", "ana", WhyAskedFor, 0, 1, "asked for, unknown"},
		{"asked again on that day", "ana", WhyUnknown, 0, 1, "asked for, unknown"},
		{"passed on again", "ana", WhyAskedFor, 0, 1, "asked for, unknown"},
		{"asked on another day", "ana", WhyUnknown, 1, 2, "asked for, unknown"},
		{"asked by somebody else", "ben", WhyNotHelpful, 1, 3, "asked for, not helpful, unknown"},
		{"by nobody known", "", WhyUnknown, 1, 4, "asked for, not helpful, unknown"},
		{"by nobody known again", "", WhyUnknown, 1, 5, "asked for, not helpful, unknown"},
	} {
		ask(step.member, step.why, step.day)
		if all := queued(t, b, StageNew, monday); len(all) != 1 || all[0].Count != step.count || all[0].Why != step.whys {
			t.Errorf("%s: %+v, want %d× for %s", step.about, all, step.count, step.whys)
		}
	}
	if n, err := sqlite.One[int](t.Context(), b.db, `select count(*) from wordings`); n != 6 || err != nil {
		t.Errorf("%d rows for six reasons, %v", n, err)
	}
}

func TestAnIgnoredQuestionHidesNoOther(t *testing.T) {
	b := open(t)
	enqueue(t, b, "ana", "Can I park my car at the clinic?")
	if err := b.Sort(t.Context(), "g", queued(t, b, StageNew, monday)[0].ID, StageIgnored, Change{When: monday}); err != nil {
		t.Fatal(err)
	}
	enqueue(t, b, "ben", "can I park my car at the clinic", "Can I park my bicycle at the clinic?")
	if all := queued(t, b, StageNew, monday); len(all) != 1 || all[0].Question != "Can I park my bicycle at the clinic?" {
		t.Errorf("waiting beside an ignored question: %+v", all)
	}
}

func TestASnoozedQuestionComesBack(t *testing.T) {
	b := open(t)
	enqueue(t, b, "ana", "Who feeds the dog?")
	id := queued(t, b, StageNew, monday)[0].ID
	if err := b.Snooze(t.Context(), "g", id, monday.AddDate(0, 0, 7), Change{When: monday}); err != nil {
		t.Fatal(err)
	}
	if n := len(queued(t, b, StageNew, monday.AddDate(0, 0, 6))); n != 0 {
		t.Error("snoozed, but listed")
	}
	if n := len(queued(t, b, StageNew, monday.AddDate(0, 0, 7))); n != 1 {
		t.Error("not back on its day")
	}
}

func TestQuestionsLeaveAfterTheirTime(t *testing.T) {
	b, ctx := open(t), t.Context()
	enqueue(t, b, "ana", "Who feeds the dog?")
	if _, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "Who feeds the dog?", Kind: "unknown", Member: "ana"}); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		all, err := b.Exchanges(ctx, "g", 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(all) + len(queued(t, b, StageNew, monday.AddDate(1, 0, 0)))
	}
	purge := func(day int) {
		if err := b.Purge(ctx, monday.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	if purge(DefaultRetention); count() != 2 {
		t.Errorf("%d left on the last day, want 2", count())
	}
	if purge(DefaultRetention + 1); count() != 0 {
		t.Errorf("%d left after the last day", count())
	}
	if err := b.Set(ctx, "g", SettingRetention, "0"); err != nil {
		t.Fatal(err)
	}
	if err := b.Enqueue(ctx, "g", Asking{Question: "Who feeds the dog?", Why: WhyUnknown, Day: monday}); !errors.Is(err, ErrNotQueued) {
		t.Errorf("a guild that keeps no questions: %v", err)
	}
	if id, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "Who?", Kind: "unknown"}); id != 0 || err != nil || count() != 0 {
		t.Errorf("a guild that keeps no questions: id %d, %d kept, %v", id, count(), err)
	}
}

func TestAMembersQuestionsAreDeletedOnRequest(t *testing.T) {
	b, ctx := open(t), t.Context()
	enqueue(t, b, "ana", "Who feeds the dog?")
	enqueue(t, b, "ben", "who feeds a dog", "Where is the bus stop?")
	if err := b.ForgetMember(ctx, "g", "ben"); err != nil {
		t.Fatal(err)
	}
	if all := queued(t, b, StageNew, monday); len(all) != 1 || all[0].Count != 1 || all[0].Question != "Who feeds the dog?" {
		t.Errorf("left: %+v", all)
	}
	first, err := b.asker(ctx, "g", "ana")
	if err != nil {
		t.Fatal(err)
	}
	if other, _ := b.asker(ctx, "other", "ana"); string(other) == string(first) || len(first) != 16 {
		t.Error("a member has the same hash in two guilds")
	}
}

// Of a question that others asked too, not even the terms of a forgotten
// member's wording stay.
func TestAForgottenWordingLeavesNoTerms(t *testing.T) {
	b, ctx := open(t), t.Context()
	ask := func(member, question string, day int) {
		t.Helper()
		err := b.Enqueue(ctx, "g", Asking{Question: question, Why: WhyUnknown, Member: member, Day: monday.AddDate(0, 0, day)})
		if err != nil {
			t.Fatal(err)
		}
	}
	terms := func(of string) {
		t.Helper()
		if got, err := sqlite.One[string](ctx, b.db, `select terms from queue`); got != strings.Join(search.Terms(of), " ") || err != nil {
			t.Errorf("terms: %q, %v, want those of %q", got, err, of)
		}
	}
	ask("ana", "Who feeds the dog in Springfield?", 0)
	ask("ben", "Who feeds the dog of Springfield today?", 1)
	ask("eve", "Who feeds the dog in Springfield?", 2)
	terms("Who feeds the dog in Springfield?")
	if err := b.ForgetMember(ctx, "g", "ana"); err != nil {
		t.Fatal(err)
	}
	terms("Who feeds the dog of Springfield today?")
	if err := b.Purge(ctx, monday.AddDate(0, 0, DefaultRetention+2)); err != nil {
		t.Fatal(err)
	}
	terms("Who feeds the dog in Springfield?")
	if all := queued(t, b, StageNew, monday); len(all) != 1 || all[0].Count != 1 {
		t.Errorf("left: %+v", all)
	}
}

// Neither a guild whose retention cannot be read nor one that left keeps
// questions of others, or its own, from being deleted in time.
func TestEveryGuildIsPurged(t *testing.T) {
	b, ctx := open(t), t.Context()
	if err := b.Set(ctx, "broken", SettingRetention, "soon"); err != nil {
		t.Fatal(err)
	}
	enqueue(t, b, "ana", "Who feeds the dog?")
	day := monday.AddDate(0, 0, DefaultRetention+1)
	if err := b.Leave(ctx, "g", day.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := b.Purge(ctx, day); err == nil {
		t.Error("nobody hears of a retention that cannot be read")
	}
	if n := len(queued(t, b, StageNew, day)); n != 0 {
		t.Errorf("%d questions are kept too long", n)
	}
}

func TestAGuildThatLeavesIsForgottenAfterGrace(t *testing.T) {
	b, ctx := open(t), t.Context()
	save(t, b, article("g", "a", infusions), article("other", "a", infusions))
	enqueue(t, b, "ana", "Who feeds the dog?")
	has := func(guild string) bool {
		found, err := b.Has(ctx, guild)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	purge := func(after time.Duration) {
		if err := b.Purge(ctx, monday.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	leave := func(at time.Time) {
		if err := b.Leave(ctx, "g", at); err != nil {
			t.Fatal(err)
		}
	}
	if leave(monday); !has("g") {
		t.Error("forgotten at once")
	}
	if purge(Grace - time.Second); !has("g") {
		t.Error("forgotten within the grace")
	}
	if err := b.Rejoin(ctx, "g"); err != nil {
		t.Fatal(err)
	}
	if purge(Grace); !has("g") {
		t.Error("forgotten although it came back")
	}
	leave(monday)
	if purge(Grace); has("g") || !has("other") {
		t.Errorf("after the grace: g %v, other %v", has("g"), has("other"))
	}
	save(t, b, article("g", "a", infusions))
	if n := len(queued(t, b, StageNew, monday)); n != 0 {
		t.Error("a guild that came back after its grace finds what it had")
	}
	sound(t, b)
}
