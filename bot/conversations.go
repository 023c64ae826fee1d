package bot

import (
	"maps"
	"sync"
	"time"
)

// A talk is what is remembered of a conversation, to understand a follow-up
// such as "how long do they last?". It lives in memory only.
type talk struct {
	earlier []string  // the member's own questions, oldest first
	article string    // the article the last answer came from, or ""
	next    int64     // the part that follows the last answer, or 0
	at      time.Time // of the last question
}

const (
	// talkLasts is how long after the last question a conversation is
	// forgotten. docs/operating.md and /privacy name it.
	talkLasts = 10 * time.Minute
	// talkTurns is how many earlier questions are kept.
	talkTurns = 3
	// mostTalks bounds memory: the oldest conversation makes room.
	mostTalks = 10_000
)

// talker is one member in one channel.
type talker struct{ guild, channel, member string }

// talks are the conversations that go on. The zero value is ready.
type talks struct {
	mu    sync.Mutex
	by    map[talker]talk
	swept time.Time // when what is over was dropped last
}

func (r Request) talker() talker { return talker{r.Guild, r.Channel, r.Member.ID} }

// with returns what is remembered of who at a time.
func (t *talks) with(who talker, now time.Time) talk {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.find(who, now)
}

// find is with while t.mu is held.
func (t *talks) find(who talker, now time.Time) talk {
	found := t.by[who]
	if now.Sub(found.at) > talkLasts {
		delete(t.by, who)
		return talk{}
	}
	return found
}

// add remembers a question, and the article it was answered from.
func (t *talks) add(who talker, question, article string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := t.find(who, now)
	if t.by == nil {
		t.by = make(map[talker]talk)
	}
	if len(t.by) >= mostTalks || now.Sub(t.swept) > talkLasts {
		t.makeRoom(now)
	}
	earlier := append(found.earlier[:len(found.earlier):len(found.earlier)], question)
	if len(earlier) > talkTurns {
		earlier = earlier[len(earlier)-talkTurns:]
	}
	if article == "" {
		article = found.article
	}
	t.by[who] = talk{earlier: earlier, article: article, at: now}
}

// goesOn remembers the part that follows what was answered last; 0 if none does.
func (t *talks) goesOn(who talker, next int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if found, ok := t.by[who]; ok {
		found.next = next
		t.by[who] = found
	}
}

// forgetMember drops what is remembered of a member, wherever that was.
func (t *talks) forgetMember(member string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.by, func(who talker, _ talk) bool { return who.member == member })
}

// makeRoom drops what is over, and the oldest if it is still too much.
func (t *talks) makeRoom(now time.Time) {
	t.swept = now
	var oldest talker
	at := now
	for who, found := range t.by {
		if now.Sub(found.at) > talkLasts {
			delete(t.by, who)
		} else if !found.at.After(at) {
			oldest, at = who, found.at
		}
	}
	if len(t.by) >= mostTalks {
		delete(t.by, oldest)
	}
}
