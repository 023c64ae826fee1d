package bot

import (
	"testing"
	"time"

	"pamphlet/internal/safety"
)

func TestCounters(t *testing.T) {
	var k counters
	day := time.Date(2026, 5, 1, 23, 0, 0, 0, time.UTC)
	k.add(safety.Crisis, day)
	k.add(safety.Crisis, day)
	k.add(safety.OwnTreatment, day.Add(2*time.Hour))
	if got := k.day(day); got != [8]int{3: 2} {
		t.Errorf("the first day: %v", got)
	}
	if got := k.day(day.AddDate(0, 0, 1)); got != [8]int{6: 1} {
		t.Errorf("the second day: %v", got)
	}
	k.add(safety.ClassNone, day.AddDate(0, 0, 60))
	if got := k.day(day); got != [8]int{} {
		t.Errorf("after two months the first day is still kept: %v", got)
	}
}
