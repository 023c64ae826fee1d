package bot

import (
	"sync"
	"time"

	"pamphlet/internal/safety"
)

// countedDays is how many days counters keep.
const countedDays = 32

// counters count messages by class and day (UTC), and nothing else. It is
// safe for use by many goroutines.
type counters struct {
	mutex sync.Mutex
	days  map[string]*[8]int
}

// add counts one message of class c, seen at when.
func (k *counters) add(c safety.Class, when time.Time) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	day := when.UTC().Format(time.DateOnly)
	if k.days == nil {
		k.days = map[string]*[8]int{}
	}
	if k.days[day] == nil {
		k.days[day] = new([8]int)
		for d := range k.days {
			if d < when.UTC().AddDate(0, 0, -countedDays).Format(time.DateOnly) {
				delete(k.days, d)
			}
		}
	}
	k.days[day][c]++
}

// day gives the counts of the day of when, by class.
func (k *counters) day(when time.Time) [8]int {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if n := k.days[when.UTC().Format(time.DateOnly)]; n != nil {
		return *n
	}
	return [8]int{}
}
