package discord

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pamphlet/bot"
)

func TestCustomIDsAreReversible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		verb := rapid.String().Draw(t, "verb")
		args := rapid.SliceOf(rapid.String()).Draw(t, "args")
		id, err := customID(bot.Verb(verb), args)
		if err != nil {
			if characters(verb+strings.Join(args, "")) < 20 && len(args) < 5 {
				t.Fatalf("%q %q: %v", verb, args, err)
			}
			return
		}
		if gotVerb, gotArgs := readCustomID(id); string(gotVerb) != verb || !slices.Equal(gotArgs, args) || characters(id) > 100 {
			t.Fatalf("%q %q became %q, then %q %q", verb, args, id, gotVerb, gotArgs)
		}
	})
}

func FuzzReadCustomID(f *testing.F) {
	for _, id := range []string{"", "1", "1|", "1|good|7|a%7Cb", "2|good", "%", "1|%2|%7"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		verb, args := readCustomID(id)
		if written, err := customID(verb, args); err == nil && strings.HasPrefix(id, "1|") {
			if again, _ := readCustomID(written); again != verb {
				t.Errorf("%q reads as %q, written and read again as %q", id, verb, again)
			}
		}
	})
}
