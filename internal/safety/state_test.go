package safety

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// noon is when the tests begin.
func noon() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }

func TestSticky(t *testing.T) {
	ana, ben := Key{1}, Key{2}
	crisis, warm, plain, kidding := Verdict{Class: Crisis}, Verdict{Class: AtRisk}, Verdict{}, Verdict{Retracting: true}
	pills := crisis
	pills.Raise(Emergency)
	now := noon()
	s := NewSticky(DefaultWindows())
	for _, test := range []struct {
		after   time.Duration
		who     Key
		verdict Verdict
		want    Show
		why     string
	}{
		{0, ana, plain, ShowNothing, "an ordinary question"},
		{0, ana, Verdict{Class: Sensitive}, ShowLine, "a sensitive subject"},
		{0, ana, kidding, ShowNothing, "a joke taken back when there was no card"},
		{0, ana, crisis, ShowCard, "a crisis"},
		{time.Minute, ana, crisis, ShowPointer, "the same within half an hour"},
		{time.Minute, ana, Verdict{Class: Lethal}, ShowPointer, "a method asked for: the same card"},
		{time.Minute, ana, pills, ShowCard, "a crisis with a body in danger: the card that says what to do"},
		{time.Minute, ana, pills, ShowPointer, "the same again"},
		{time.Hour, ana, Verdict{Class: Emergency}, ShowCard, "an emergency: another card"},
		{time.Minute, ben, plain, ShowNothing, "another member"},
		{time.Minute, ana, plain, ShowLine, "an ordinary question after a crisis"},
		{time.Minute, ana, Verdict{Class: OwnTreatment}, ShowLine, "advice after a crisis"},
		{time.Minute, ana, kidding, ShowKindness, "taking it back"},
		{time.Minute, ana, plain, ShowLine, "which clears nothing"},
		{time.Hour, ana, crisis, ShowCard, "the card again after its window"},
		{0, ana, warm, ShowCard, "a warm card after it"},
		{23 * time.Hour, ana, plain, ShowLine, "within a day"},
		{2 * time.Hour, ana, plain, ShowNothing, "after a day"},
	} {
		now = now.Add(test.after)
		if got := s.Meet(test.who, test.verdict, now); got != test.want {
			t.Errorf("%s: got %d, want %d", test.why, got, test.want)
		}
	}
	elsewhere := ana
	elsewhere[15] = 1 // another channel
	for _, key := range []Key{ana, elsewhere, ben} {
		s.Meet(key, crisis, now)
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
		s := NewSticky(Windows{Sticky: time.Hour, Card: time.Minute, Max: 5})
		for range rapid.IntRange(1, 60).Draw(t, "messages") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			key := Key{byte(rapid.IntRange(0, 9).Draw(t, "who"))}
			class := Class(rapid.IntRange(0, 7).Draw(t, "class"))
			show := s.Meet(key, Verdict{Class: class}, now)
			if class.Sticky() && show != ShowCard && show != ShowPointer {
				t.Fatalf("%s shows %d", class, show)
			}
			if class.Sticky() && !s.Sticks(key, now) {
				t.Fatalf("%s does not stick", class)
			}
			if len(s.members) > 5 {
				t.Fatalf("%d members are remembered", len(s.members))
			}
		}
	})
}

func TestCounters(t *testing.T) {
	var k Counters
	day := time.Date(2026, 5, 1, 23, 0, 0, 0, time.UTC)
	k.Add(Crisis, day)
	k.Add(Crisis, day)
	k.Add(OwnTreatment, day.Add(2*time.Hour))
	if got := k.Day(day); got != [8]int{3: 2} {
		t.Errorf("the first day: %v", got)
	}
	if got := k.Day(day.AddDate(0, 0, 1)); got != [8]int{6: 1} {
		t.Errorf("the second day: %v", got)
	}
	k.Add(ClassNone, day.AddDate(0, 0, 60))
	if got := k.Day(day); got != [8]int{} {
		t.Errorf("after two months the first day is still kept: %v", got)
	}
}
