// Package sticky remembers for a while, and in memory only, who was shown a card: so
// that a card is not shown twice in a row, and later answers keep a line with
// somebody to turn to. It holds no text.
package sticky

import (
	"maps"
	"sync"
	"time"

	"pamphlet/internal/safety"
)

// A Key stands for one member in one channel. The caller makes it with a
// keyed hash, so that nothing here can be turned back into an id. All keys of
// a member have the first eight bytes in common.
type Key [16]byte

// Windows say how long a verdict is remembered.
type Windows struct {
	Sticky time.Duration // later answers keep a resource line for so long
	Card   time.Duration // the same full card is not shown twice within this
	Max    int           // members remembered at once; the longest silent go first
}

// DefaultWindows are a day, half an hour and 20,000 members (about 3 MB).
func DefaultWindows() Windows {
	return Windows{Sticky: 24 * time.Hour, Card: 30 * time.Minute, Max: 20_000}
}

// Show says what a member is to see besides, or instead of, an answer.
type Show uint8

// What to show.
const (
	Nothing  Show = iota // an answer alone
	Line                 // an answer and a resource line
	Kindness             // a kind word to someone who took it back, and a resource line
	Pointer              // one line that points to the card shown before
	Card                 // the full card of the class
)

// A Memory remembers who was shown a card. It is safe for use by many goroutines. It is no
// expirable.LRU: that goes by the machine's clock, not the message's, and its goroutine
// never ends.
type Memory struct {
	windows Windows
	mutex   sync.Mutex
	members map[Key]member
}

// member is what is remembered of one member in one channel.
type member struct {
	last  time.Time    // when a class that sticks was last raised
	shown [8]time.Time // when each class's full card was last shown
	told  time.Time    // when moderators were last told
	rank  int          // how grave what they were told of was
}

// New remembers within windows.
func New(windows Windows) *Memory {
	return &Memory{windows: windows, members: map[Key]member{}}
}

// Assess notes a verdict at a time and says what to show for it. It never says
// nothing to a class that has a card: the second time within the window, it
// points.
func (s *Memory) Assess(key Key, v safety.Verdict, now time.Time) Show {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	m, known := s.members[key]
	sticking := known && now.Sub(m.last) < s.windows.Sticky
	if !v.Class.Alerts() {
		switch {
		case v.Retracting && sticking:
			return Kindness
		case sticking || v.Class == safety.Sensitive:
			return Line
		}
		return Nothing
	}
	card := v.Class
	if card == safety.Lethal {
		card = safety.Crisis // the same card
	}
	m.last = now
	show := Pointer
	for _, c := range []safety.Class{card, safety.Emergency} {
		if c != card && !v.Raises(c) {
			continue // that a body is in danger now is news after a crisis
		}
		if at := m.shown[c]; at.IsZero() || now.Sub(at) >= s.windows.Card {
			show, m.shown[c] = Card, now
		}
	}
	if !known {
		s.room(now)
	}
	s.members[key] = m
	return show
}

// Alert reports whether moderators are to be told of v now, and notes it. They
// are told once of a member in a channel within the card's window, and again
// if it gets graver: a row of posts about one person is read by nobody.
func (s *Memory) Alert(key Key, v safety.Verdict, now time.Time) bool {
	if !v.Class.Alerts() {
		return false
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	m, known := s.members[key]
	grave := v.Gravity()
	if now.Sub(m.told) < s.windows.Card && grave <= m.rank {
		return false
	}
	m.told, m.rank = now, grave
	if !known {
		s.room(now)
	}
	s.members[key] = m
	return true
}

// Sticks reports whether answers to key still keep a resource line.
func (s *Memory) Sticks(key Key, now time.Time) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	m, known := s.members[key]
	return known && now.Sub(m.last) < s.windows.Sticky
}

// ForgetMember drops what is remembered of a member in every channel, for a
// member who asks for it: the keys that begin with who.
func (s *Memory) ForgetMember(who [8]byte) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	maps.DeleteFunc(s.members, func(key Key, _ member) bool { return [8]byte(key[:8]) == who })
}

// room makes place for one more member: whoever's time is over goes, and if
// that is nobody, the one silent for longest.
func (s *Memory) room(now time.Time) {
	if len(s.members) < s.windows.Max {
		return
	}
	var oldest Key
	var since time.Time
	for key, m := range s.members {
		if now.Sub(m.last) >= s.windows.Sticky {
			delete(s.members, key)
			continue
		}
		if since.IsZero() || m.last.Before(since) {
			oldest, since = key, m.last
		}
	}
	if len(s.members) >= s.windows.Max {
		delete(s.members, oldest)
	}
}
