package discord

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"pamphlet/bot"
)

// limits keep one member or guild from taking what all need.
type limits struct {
	settings Limits

	mu      sync.Mutex
	members *lru.Cache[string, *rate.Limiter]
	guilds  *lru.Cache[string, *rate.Limiter]
	notices *lru.Cache[string, *rate.Limiter]
}

func newLimits(s Limits) *limits {
	cache := func() *lru.Cache[string, *rate.Limiter] {
		made, err := lru.New[string, *rate.Limiter](20000)
		if err != nil {
			panic(err) // Unreachable: the size is positive.
		}
		return made
	}
	return &limits{settings: s, members: cache(), guilds: cache(), notices: cache()}
}

// allow reports whether one more request fits.
func (l *limits) allow(r bot.Request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.settings
	if !limiter(l.members, r.Member.ID, s.MemberRate, s.MemberBurst).Allow() {
		return false
	}
	return r.Guild == "" || limiter(l.guilds, r.Guild, s.GuildRate, s.GuildBurst).Allow()
}

// notice reports whether a member is to be told in a channel that it was too
// often: twice a minute at most.
func (l *limits) notice(member string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return limiter(l.notices, member, 1.0/30, 1).Allow()
}

func limiter(known *lru.Cache[string, *rate.Limiter], key string, perSecond float64, burst int) *rate.Limiter {
	if found, ok := known.Get(key); ok {
		return found
	}
	made := rate.NewLimiter(rate.Limit(perSecond), burst)
	known.Add(key, made)
	return made
}
