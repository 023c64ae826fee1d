package bot

import (
	"strings"
	"testing"

	"pamphlet/bot/messages"
	"pamphlet/internal/smalltalk"
)

// Each kind of small talk has a sentence of its own in every language: one, and
// short.
func TestSmallTalkIsAnsweredInOneSentence(t *testing.T) {
	for language := range messages.All() {
		said := map[string]smalltalk.Kind{}
		for _, kind := range smalltalk.Kinds() {
			r := Request{Text: "hi", Member: Member{Locale: language}}.smallTalk(smalltalk.Talk{Kind: kind})
			if other, twice := said[r.Lead]; twice || r.Lead == "" || len([]rune(r.Lead)) > 120 || r.Kind != SmallTalk {
				t.Errorf("%s, %s: %q, as %s", language, kind, r.Lead, other)
			}
			if rest := r.Text(); strings.TrimSpace(rest) != Visible(r.Lead) || len(r.Actions)+len(r.Related)+len(r.Matches) > 0 {
				t.Errorf("%s, %s: more than a sentence: %q", language, kind, rest)
			}
			said[r.Lead] = kind
		}
	}
}
