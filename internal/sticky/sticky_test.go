package sticky

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"pamphlet/internal/safety"
)

// noon is when the tests begin.
func noon() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }

func TestSticky(t *testing.T) {
	ana, ben := Key{1}, Key{2}
	crisis, warm, plain, kidding := safety.Verdict{Class: safety.Crisis}, safety.Verdict{Class: safety.AtRisk}, safety.Verdict{}, safety.Verdict{Retracting: true}
	pills := crisis
	pills.Raise(safety.Emergency)
	now := noon()
	s := New(DefaultWindows())
	for _, test := range []struct {
		after   time.Duration
		who     Key
		verdict safety.Verdict
		want    Show
		why     string
	}{
		{0, ana, plain, Nothing, "an ordinary question"},
		{0, ana, safety.Verdict{Class: safety.Sensitive}, Line, "a sensitive subject"},
		{0, ana, kidding, Nothing, "a joke taken back when there was no card"},
		{0, ana, crisis, Card, "a crisis"},
		{time.Minute, ana, crisis, Pointer, "the same within half an hour"},
		{time.Minute, ana, safety.Verdict{Class: safety.Lethal}, Pointer, "a method asked for: the same card"},
		{time.Minute, ana, pills, Card, "a crisis with a body in danger: the card that says what to do"},
		{time.Minute, ana, pills, Pointer, "the same again"},
		{time.Hour, ana, safety.Verdict{Class: safety.Emergency}, Card, "an emergency: another card"},
		{time.Minute, ben, plain, Nothing, "another member"},
		{time.Minute, ana, plain, Line, "an ordinary question after a crisis"},
		{time.Minute, ana, safety.Verdict{Class: safety.OwnTreatment}, Line, "advice after a crisis"},
		{time.Minute, ana, kidding, Kindness, "taking it back"},
		{time.Minute, ana, plain, Line, "which clears nothing"},
		{time.Hour, ana, crisis, Card, "the card again after its window"},
		{0, ana, warm, Card, "a warm card after it"},
		{23 * time.Hour, ana, plain, Line, "within a day"},
		{2 * time.Hour, ana, plain, Nothing, "after a day"},
	} {
		now = now.Add(test.after)
		if got := s.Assess(test.who, test.verdict, now); got != test.want {
			t.Errorf("%s: got %d, want %d", test.why, got, test.want)
		}
	}
	elsewhere := ana
	elsewhere[15] = 1 // another channel
	for _, key := range []Key{ana, elsewhere, ben} {
		s.Assess(key, crisis, now)
	}
	s.ForgetMember([8]byte(ana[:8]))
	if s.Sticks(ana, now) || s.Sticks(elsewhere, now) {
		t.Error("a member who was forgotten still sticks")
	}
	if !s.Sticks(ben, now) {
		t.Error("another member was forgotten too")
	}
}

func TestStickyNeverFallsSilentAndStaysBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := noon()
		s := New(Windows{Sticky: time.Hour, Card: time.Minute, Max: 5})
		for range rapid.IntRange(1, 60).Draw(t, "messages") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			key := Key{byte(rapid.IntRange(0, 9).Draw(t, "who"))}
			class := safety.Class(rapid.IntRange(0, 7).Draw(t, "class"))
			show := s.Assess(key, safety.Verdict{Class: class}, now)
			if class.Alerts() && show != Card && show != Pointer {
				t.Fatalf("%s shows %d", class, show)
			}
			if class.Alerts() && !s.Sticks(key, now) {
				t.Fatalf("%s does not stick", class)
			}
			if len(s.members) > 5 {
				t.Fatalf("%d members are remembered", len(s.members))
			}
		}
	})
}
