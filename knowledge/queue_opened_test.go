package knowledge

import (
	"slices"
	"testing"
)

// shownClosest records that member was shown what comes closest to a question.
func shownClosest(t *testing.T, b *Base, member, question string) int64 {
	t.Helper()
	id, err := b.RecordOpen(t.Context(), "g", Exchange{Day: monday, Question: question, Kind: "closest", Member: member},
		Asking{Question: question, Why: WhyClosest, Passage: 3, Member: member, Day: monday})
	if err == nil {
		err = b.Settle(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestWhatMembersOpenedTeachesTheQueue(t *testing.T) {
	b := open(t)
	const question = "Who feeds the fish?"
	ana, ben := shownClosest(t, b, "ana", question), shownClosest(t, b, "ben", question)
	opened := func(exchange, passage int64, helped bool) {
		t.Helper()
		if err := b.Opened(t.Context(), "g", exchange, passage, helped); err != nil {
			t.Fatal(err)
		}
	}
	if q := queued(t, b, StageNew, monday); len(q) != 1 || q[0].Count != 2 || q[0].Why != "closest" || len(q[0].Opened) != 0 {
		t.Fatalf("shown to two: %+v", q)
	}
	opened(ana, 7, false)
	opened(ben, 8, false)
	opened(ben, 7, false) // the last one counts
	if q := queued(t, b, StageNew, monday); len(q) != 1 || q[0].Count != 2 || !slices.Equal(q[0].Opened, []Opened{{7, 2, 0}}) {
		t.Errorf("opened by two: %+v", q)
	}
	if e, err := b.Exchange(t.Context(), "g", ben); err != nil || e.Passage != 7 {
		t.Errorf("the exchange: %+v, %v", e, err)
	}
	opened(ana, 7, true)
	if q := queued(t, b, StageNew, monday); len(q) != 1 || q[0].Count != 1 || !slices.Equal(q[0].Opened, []Opened{{7, 2, 1}}) {
		t.Errorf("it helped one: %+v", q)
	}
	opened(ben, 9, true)
	if q := queued(t, b, StageNew, monday); len(q) != 0 {
		t.Errorf("it helped both: %+v", q)
	}
	if q := queued(t, b, StageAnswered, monday); len(q) != 1 || q[0].Count != 2 || !slices.Equal(q[0].Opened, []Opened{{7, 1, 1}, {9, 1, 1}}) {
		t.Errorf("it helped both: %+v", q)
	}
	shownClosest(t, b, "ana", question)
	if q := queued(t, b, StageNew, monday); len(q) != 1 || q[0].Count != 1 {
		t.Errorf("asked again on the same day: %+v", q)
	}
	if err := b.ForgetMember(t.Context(), "g", "ben"); err != nil {
		t.Fatal(err)
	}
	if q := queued(t, b, StageNew, monday); len(q) != 1 || !slices.Equal(q[0].Opened, []Opened{{7, 1, 0}}) {
		t.Errorf("ben is forgotten: %+v", q)
	}
}

// Exchanges of other kinds and of other guilds are left alone.
func TestOnlyWhatWasShownAsClosestIsOpened(t *testing.T) {
	b := open(t)
	unknown, err := b.RecordOpen(t.Context(), "g", Exchange{Day: monday, Question: "Who feeds the fish?", Kind: "unknown", Member: "ana"},
		Asking{Question: "Who feeds the fish?", Why: WhyUnknown, Member: "ana", Day: monday})
	if err != nil {
		t.Fatal(err)
	}
	dog := shownClosest(t, b, "ana", "Who walks the dog?")
	for guild, exchange := range map[string]int64{"g": unknown, "other": dog} {
		if err := b.Opened(t.Context(), guild, exchange, 7, true); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range queued(t, b, StageNew, monday) {
		if len(q.Opened) > 0 || q.Count != 1 {
			t.Errorf("%+v", q)
		}
	}
	if q := queued(t, b, StageNew, monday); len(q) != 2 {
		t.Errorf("%d wait", len(q))
	}
	if d, err := b.Day(t.Context(), "g", monday); err != nil || d.Closest != 1 || d.Unknown != 1 || d.Answered != 0 {
		t.Errorf("the day: %+v, %v", d, err)
	}
}
