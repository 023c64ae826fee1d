package bot

import (
	"strconv"
	"testing"
	"time"
)

func TestAConversationIsRememberedAndForgotten(t *testing.T) {
	var ts conversations
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ana := conversationKey{"g", "c", "ana"}
	for _, q := range []string{"one", "two", "three", "four"} {
		ts.add(ana, q, "", now)
	}
	ts.add(ana, "five", "article", now)
	if got := ts.with(ana, now); len(got.earlier) != conversationTurns || got.earlier[conversationTurns-1] != "five" || got.article != "article" {
		t.Errorf("remembered %+v", got)
	}
	for _, other := range []conversationKey{{"g", "c", "ben"}, {"g", "d", "ana"}, {"h", "c", "ana"}} {
		if got := ts.with(other, now); got.earlier != nil {
			t.Errorf("%v shares ana's conversation: %+v", other, got)
		}
	}
	if got := ts.with(ana, now.Add(conversationLasts+time.Second)); got.earlier != nil {
		t.Errorf("still remembered: %+v", got)
	}
	ts.add(ana, "six", "", now)
	ts.add(conversationKey{"g", "c", "ben"}, "one", "", now.Add(2*conversationLasts))
	if len(ts.by) != 1 {
		t.Errorf("%d conversations are in memory, of which one is not over", len(ts.by))
	}
}

func TestMemoryOfConversationsIsBounded(t *testing.T) {
	var ts conversations
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for i := range maxConversations + 10 {
		ts.add(conversationKey{member: strconv.Itoa(i)}, "q", "", now.Add(time.Duration(i)*time.Millisecond))
	}
	if len(ts.by) > maxConversations {
		t.Errorf("%d conversations kept", len(ts.by))
	}
	if got := ts.with(conversationKey{member: strconv.Itoa(maxConversations + 9)}, now); got.earlier == nil {
		t.Error("the newest was dropped")
	}
}
