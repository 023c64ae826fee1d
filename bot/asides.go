package bot

import (
	"crypto/rand"
	"maps"
	"sync"
	"time"
)

// An aside is a question that waits behind a warm card. It is never written
// anywhere, and only who asked it can take it up.
type aside struct {
	by       talker
	question string
	at       time.Time
}

const (
	// asideLasts is how long a question waits behind a card.
	asideLasts = 30 * time.Minute
	// mostAsides bounds memory: the oldest makes room. One that is over goes
	// when another comes.
	mostAsides = 1000
)

// asides are the questions that wait. The zero value is ready.
type asides struct {
	mu    sync.Mutex
	by    map[string]aside
	order []string
}

// put keeps a and returns the token that takes it up.
func (s *asides) put(a aside) string {
	token := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by = make(map[string]aside)
	}
	for len(s.order) > 0 && (len(s.order) >= mostAsides || a.at.Sub(s.by[s.order[0]].at) > asideLasts) {
		delete(s.by, s.order[0])
		s.order = s.order[1:]
	}
	s.by[token], s.order = a, append(s.order, token)
	return token
}

// take returns the aside of a token, if who asked it asks in time.
func (s *asides) take(token string, by talker, now time.Time) (aside, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.by[token]
	return a, ok && a.by == by && now.Sub(a.at) <= asideLasts
}

// forgetMember drops the questions of a member.
func (s *asides) forgetMember(member string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.by, func(_ string, a aside) bool { return a.by.member == member })
}
