package bot

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"pamphlet/knowledge"
)

// A conversation is what is remembered of a member's last questions in a channel,
// to understand a follow-up such as "how long do they last?". It lives in memory only.
type conversation struct {
	earlier []string  // the member's own questions, oldest first
	article string    // the article the last answer came from, or ""
	next    int64     // the part that follows the last answer, or 0
	shared  []int64   // the passages that the member shared there
	at      time.Time // of the last question
}

const (
	// conversationLasts is how long after the last question a conversation is
	// forgotten. docs/operating.md and /privacy name it.
	conversationLasts = 10 * time.Minute
	// conversationTurns is how many earlier questions are kept.
	conversationTurns = 3
	// maxConversations bounds memory: the oldest conversation makes room.
	maxConversations = 10_000
)

// A conversationKey is one member in one channel.
type conversationKey struct{ guild, channel, member string }

// conversations holds those that are not over yet. The zero value is ready. It is no
// expirable.LRU: that goes by the machine's clock, not the request's, and its goroutine never ends.
type conversations struct {
	mu    sync.Mutex
	by    map[conversationKey]conversation
	swept time.Time // when what is over was dropped last
}

func (r Request) conversationKey() conversationKey {
	return conversationKey{r.Guild, r.Channel, r.Member.ID}
}

// with returns what is remembered of who at a time.
func (t *conversations) with(who conversationKey, now time.Time) conversation {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.find(who, now)
}

// find is with while t.mu is held.
func (t *conversations) find(who conversationKey, now time.Time) conversation {
	found := t.by[who]
	if now.Sub(found.at) > conversationLasts {
		delete(t.by, who)
		return conversation{}
	}
	return found
}

// add remembers a question, and the article it was answered from.
func (t *conversations) add(who conversationKey, question, article string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := t.find(who, now)
	t.ready(now)
	earlier := append(found.earlier[:len(found.earlier):len(found.earlier)], question)
	if len(earlier) > conversationTurns {
		earlier = earlier[len(earlier)-conversationTurns:]
	}
	if article == "" {
		article = found.article
	}
	t.by[who] = conversation{earlier: earlier, article: article, shared: found.shared, at: now}
}

// goesOn remembers the part that follows what was answered last; 0 if none does.
func (t *conversations) goesOn(who conversationKey, next int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if found, ok := t.by[who]; ok {
		found.next = next
		t.by[who] = found
	}
}

// share notes that a passage is shared, and reports whether it was not yet.
func (t *conversations) share(who conversationKey, passage int64, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := t.find(who, now)
	if slices.Contains(found.shared, passage) {
		return false
	}
	t.ready(now)
	found.shared = append(slices.Clip(found.shared), passage)
	if found.at.IsZero() {
		found.at = now
	}
	t.by[who] = found
	return true
}

// ready makes the map, and room in it. t.mu is held.
func (t *conversations) ready(now time.Time) {
	if t.by == nil {
		t.by = make(map[conversationKey]conversation)
	}
	if len(t.by) >= maxConversations || now.Sub(t.swept) > conversationLasts {
		t.makeRoom(now)
	}
}

// forgetMember drops what is remembered of a member, wherever that was.
func (t *conversations) forgetMember(member string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.by, func(who conversationKey, _ conversation) bool { return who.member == member })
}

// makeRoom drops what is over, and the oldest if it is still too much.
func (t *conversations) makeRoom(now time.Time) {
	t.swept = now
	var oldest conversationKey
	at := now
	for who, found := range t.by {
		if now.Sub(found.at) > conversationLasts {
			delete(t.by, who)
		} else if !found.at.After(at) {
			oldest, at = who, found.at
		}
	}
	if len(t.by) >= maxConversations {
		delete(t.by, oldest)
	}
}

// more are the ways to ask for the next part of an answer.
var more = map[string]bool{
	"more": true, "continue": true, "go on": true, "next": true, "next part": true, "and then": true, "what next": true,
	"show more": true, "tell me more": true, "read on": true, "keep going": true, "the rest": true,
	"mehr": true, "weiter": true, "más": true, "mas": true, "continuar": true, "sigue": true, "plus": true, "la suite": true,
	"suite": true, "continuer": true, "mer": true, "fortsätt": true, "fortsett": true, "tovább": true, "дальше": true, "ещё": true, "еще": true,
}

// asksForMore reports whether a question asks for the next part of what was
// answered last.
func asksForMore(question string) bool {
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !isLetterOrDigit(r) && r != '\'' })
	if n := len(words); n > 1 && (words[n-1] == "please" || words[n-1] == "bitte") {
		words = words[:n-1]
	}
	return more[strings.Join(words, " ")]
}

// goOn quotes the part that follows the last answer.
func (b *Bot) goOn(ctx context.Context, r Request, question string, next int64) (Reply, error) {
	return b.reading(ctx, r, next, func(p knowledge.Passage) (Reply, error) { return b.chosen(r, question, p), nil })
}
