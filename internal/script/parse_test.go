package script_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pamphlet/internal/script"
)

// everything uses each part of the format once, in the settled layout.
const everything = `# What a script can say.

article: starter
article: more/parking.md
# An article of our own.
article:
  | # Parking
  |
  | ## Where can I park?
  |
  | Behind the clinic.

-- one --
ana> How long does it take?
  kind: answer | clarify
  has: 40 minutes
  lacks: forever
  # Not from the other one.
  from: What an infusion visit is like
  heading: How long does an infusion take?
  offers: Helpful
  private: no
ana edits> How long?
wait: 25 hours
ana in dm> two
  > lines
ana presses in #news> Show me
mod maria> /kb add
  with title: Parking
  with answer:
    # Comments may stand here too.
  file parking.md:
  | # Parking
  kind: done
  says:
  | Added.
  |
  | One article, one passage.
ana says> /shrug
  repeated: 3
bob types> infu
bob submits>

# The end.
`

func TestParse(t *testing.T) {
	got, err := script.Parse([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	want := script.Script{
		Steps: []script.Step{
			{Line: 3, Above: []string{"# What a script can say.", ""}, Action: script.Learn, Text: script.Starter},
			{Line: 4, Action: script.Learn, Text: "more/parking.md"},
			{Line: 6, Above: []string{"# An article of our own."}, Action: script.Learn,
				Body: "# Parking\n\n## Where can I park?\n\nBehind the clinic."},
			{Line: 13, Above: []string{""}, Action: script.Begin, Text: "one"},
			{Line: 14, Speaker: "ana", Text: "How long does it take?", Details: []script.Detail{
				{Line: 15, Word: script.Kind, Text: "answer | clarify"},
				{Line: 16, Word: script.Has, Text: "40 minutes"},
				{Line: 17, Word: script.Lacks, Text: "forever"},
				{Line: 19, Above: []string{"# Not from the other one."}, Word: script.From, Text: "What an infusion visit is like"},
				{Line: 20, Word: script.Heading, Text: "How long does an infusion take?"},
				{Line: 21, Word: script.Offers, Text: "Helpful"},
				{Line: 22, Word: script.Private, Text: "no"},
			}},
			{Line: 23, Action: script.Edit, Speaker: "ana", Text: "How long?"},
			{Line: 24, Action: script.Wait, Wait: 25 * time.Hour},
			{Line: 25, Speaker: "ana", Channel: script.DirectChannel, Text: "two\nlines"},
			{Line: 27, Action: script.Press, Speaker: "ana", Channel: "news", Text: "Show me"},
			{Line: 28, Moderator: true, Speaker: "maria", Text: "/kb add", Details: []script.Detail{
				{Line: 29, Word: script.With, Name: "title", Text: "Parking"},
				{Line: 30, Word: script.With, Name: "answer"},
				{Line: 32, Above: []string{"# Comments may stand here too."}, Word: script.File, Name: "parking.md", Text: "# Parking"},
				{Line: 34, Word: script.Kind, Text: "done"},
				{Line: 35, Word: script.Says, Text: "Added.\n\nOne article, one passage."},
			}},
			{Line: 39, Action: script.Ask, Speaker: "ana", Text: "/shrug", Details: []script.Detail{
				{Line: 40, Word: script.Repeated, Text: "3"},
			}},
			{Line: 41, Action: script.Type, Speaker: "bob", Text: "infu"},
			{Line: 42, Action: script.Submit, Speaker: "bob"},
		},
		Tail: []string{"", "# The end."},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Parse (-want +got):\n%s", diff)
	}
	laid := strings.Replace(everything, "    # Comments may", "  # Comments may", 1)
	if diff := cmp.Diff(laid, string(script.Format(got))); diff != "" {
		t.Errorf("Format (-want +got):\n%s", diff)
	}
}

func TestParseNamesTheFault(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"ana> hello\n  knd: answer", `line 2: "knd: answer" is not known here; there are kind, has, lacks, from, heading, offers, private, says, with, file and repeated`},
		{"ana> hello\n  kind: anser", `line 2: "anser" is not a kind of reply; there are answer, closest, clarify, unknown, smalltalk, advice, sensitive, crisis, emergency, done, refused and silent`},
		{"ana> hello\n  private: maybe", "line 2: private: is yes or no"},
		{"ana> hello\n  has:", "line 2: has: says nothing"},
		{"ana> hello\n  has that: x", "line 2: has has no name: write has: and what is meant"},
		{"ana> hello\n  says: hi", `line 2: after says: the text follows on lines of its own, each after "|"`},
		{"ana> hello\n  with : x", `line 2: an option has a name of letters and digits, as in "with url: https://example.org"`},
		{"ana> hello\n  file ../x:", `line 2: a file has a name of letters, digits and dots, as in "file visit.md:"`},
		{"ana> hello\n  repeated: often", "line 2: repeated: is a number from 1 to 100000"},
		{"ana> hello\n\n  | text", `line 3: text after "|" follows "article:", "says:", "with NAME:" or "file NAME:" directly`},
		{"wait: 1 hour\n  > text", `line 2: text after ">" follows what somebody says directly`},
		{"hello", `line 1: "hello" is neither somebody speaking ("ana> ..."), nor "article:", "wait:" or "-- name --"`},
		{"ana shouts> hello", `line 1: "ana shouts": before ">" stands a name of letters and digits, as in "ana", "mod maria", "ana edits" or "ana in #news"`},
		{"mod> hello", `line 1: "mod" goes before a moderator's name, as in "mod maria"`},
		{"ana in #dm> hello", `line 1: a channel cannot be called #dm: "in dm" is a direct message`},
		{"wait: a while", `line 1: "a while" is not a time to wait: write it as in 90 minutes, 25 hours or 2 days, ten years at most`},
		{"wait: 0 days", `line 1: "0 days" is not a time to wait: write it as in 90 minutes, 25 hours or 2 days, ten years at most`},
		{"wait: 99999999999999999999 s", `line 1: "99999999999999999999 s" is not a time to wait: write it as in 90 minutes, 25 hours or 2 days, ten years at most`},
		{"--  --", "line 1: a conversation begins with its name between dashes: -- name --"},
		{"  has: x", "line 1: nothing is expected here: a line that is moved in stands below what somebody says"},
		{"article:\n\nana> hi", `line 1: an article needs a path, "starter", or lines of text below it, each after "|"`},
		{"ana> hi\n\n\xff", "line 3: the text is not valid UTF-8"},
		{"what\n  has: x\nana> fine\n  kind: x", "line 1: \"what\" is neither somebody speaking (\"ana> ...\"), nor \"article:\", \"wait:\" or \"-- name --\"\n" +
			"line 4: \"x\" is not a kind of reply; there are answer, closest, clarify, unknown, smalltalk, advice, sensitive, crisis, emergency, done, refused and silent"},
	} {
		_, err := script.Parse([]byte(test.text))
		if err == nil || err.Error() != test.want {
			t.Errorf("Parse(%q)\nwant %s\ngot  %v", test.text, test.want, err)
		}
	}
}

func TestParseIsLenientWithWhatDoesNotMatter(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"\ufeffana> hi\r\n  kind: answer\r\n", "ana> hi\n  kind: answer\n"}, // from Windows
		{"ana>hi\n\tkind:answer", "ana> hi\n  kind: answer\n"},               // tabs, no spaces
		{"mod  maria   in  #news  >  hi ", "mod maria in #news> hi\n"},       // many spaces
		{"wait: 48h", "wait: 2 days\n"},
		{"wait: 1 hours", "wait: 1 hour\n"},
		{"ana>", "ana>\n"}, // an empty question
		{"ana>\n  >  moved in", "ana>\n  >  moved in\n"},
		{"ana> a > b", "ana> a > b\n"},
		{"", ""},
		{"\n\n# only a comment", "\n\n# only a comment\n"},
	} {
		s, err := script.Parse([]byte(test.text))
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
			continue
		}
		if got := string(script.Format(s)); got != test.want {
			t.Errorf("Format(Parse(%q))\nwant %q\ngot  %q", test.text, test.want, got)
		}
	}
}

// The example in the guide is a script, and the guide names every word.
func TestGuideIsTrue(t *testing.T) {
	_, rest, _ := strings.Cut(script.Guide, "\n    # A line")
	example, _, found := strings.Cut("    # A line"+rest, "\n\nA line that begins at the margin")
	if !found {
		t.Fatal("the guide has no example")
	}
	text := strings.ReplaceAll("\n"+example, "\n    ", "\n") + "\n"
	s, err := script.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, string(script.Format(s))); diff != "" {
		t.Errorf("the example is not laid out (-want +got):\n%s", diff)
	}
	_, err = script.Parse([]byte("ana> hi\n  x: y"))
	_, words, _ := strings.Cut(err.Error(), "there are ")
	for _, word := range strings.FieldsFunc(strings.ReplaceAll(words, " and ", ","), func(r rune) bool { return r == ',' || r == ' ' }) {
		if !strings.Contains(script.Guide, "\n    "+word) {
			t.Errorf("the guide does not tell of %q", word)
		}
	}
	for i, line := range strings.Split(script.Guide, "\n") {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("line %d of the guide has %d columns, want 80 at most", i+1, n)
		}
	}
}
