package script_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pamphlet/bot"
	"pamphlet/internal/script"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// echo is a stage that says what it heard, so that tests see what the player
// sent. A few texts make it say something else.
type echo struct {
	learned  []string
	requests []bot.Request
}

func (e *echo) Learn(_ context.Context, step script.Step) error {
	if step.Text == "missing.md" {
		return errors.New("missing.md: no such file")
	}
	e.learned = append(e.learned, step.Text+step.Body)
	return nil
}

func (e *echo) Send(_ context.Context, r bot.Request) (bot.Reply, error) {
	e.requests = append(e.requests, r)
	reply := bot.Reply{Kind: bot.Answer, Lead: fmt.Sprintf("%s %s %s", r.Kind, r.Name, r.Text)}
	switch r.Text {
	case "break":
		return bot.Reply{}, errors.New("disk full")
	case "quote":
		reply.Matches = []search.Match{{Passage: knowledge.Passage{Title: "Visits", Heading: []string{"Visits", "How long?"}}}}
		reply.Quote, reply.Source = `It takes **40 minutes\.** Don’t drive.`, "From: Visits, How long?"
		reply.Actions = []bot.Action{{Label: "Helpful", Verb: "rate", Args: []string{"7", "yes"}}}
	case "secret":
		reply.Private = true
		reply.Actions = []bot.Action{{Label: "Show me", Verb: "show"}}
		reply.Menus = []bot.Menu{{Verb: "why", Args: []string{"7"}, Options: []bot.Option{{Label: "Too long", Value: "long"}}}}
	case "long":
		reply.Actions = []bot.Action{{Label: "A question too…", Verb: "show"}}
	case "form":
		reply.Form = &bot.Form{Verb: "save", Args: []string{"1"}, Fields: []bot.Field{{Name: "title", Value: "Old"}, {Name: "answer"}}}
	case "setup":
		reply.Menus = []bot.Menu{{Verb: "channel", Channels: true}}
	case "vis":
		reply.Choices = []string{"visit", "visitor"}
	}
	return reply, nil
}

// playOn plays text on stage and returns the outcome with its script.
func playOn(t *testing.T, stage script.Stage, text string) (script.Script, script.Outcome) {
	t.Helper()
	s, err := script.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := script.Play(t.Context(), s, stage)
	if err != nil {
		t.Fatal(err)
	}
	return s, outcome
}

func TestPlaySendsWhatTheScriptSays(t *testing.T) {
	stage := &echo{}
	_, outcome := playOn(t, stage, `
article: starter
article:
  | # X
-- one --
ana> hi
ana edits> hello
wait: 25 hours
bob in dm> /ask quote
bob presses in dm> helpful
mod maria> /kb add
  with title: X
  file x.md:
  | # X
ana in #news> secret
ana presses in #news> Too long
ana> form
ana submits>
  with answer: Yes.
mod maria> setup
mod maria presses> #news
ana types> vis
ana> go
  repeated: 3
-- two --
ana says> /shrug
`)
	if diff := outcome.Failed(); diff != 0 {
		t.Fatalf("%d conversations failed, want none", diff)
	}
	if diff := cmp.Diff([]string{"starter", "# X"}, stage.learned); diff != "" {
		t.Errorf("learned (-want +got):\n%s", diff)
	}
	var got []string
	for _, r := range stage.requests {
		got = append(got, fmt.Sprintf("%s %s %s %s/%s %q name=%q verb=%q args=%v options=%v files=%d direct=%v manage=%v",
			r.ID, r.Time.Sub(script.Start()), r.Kind, r.Guild, r.Channel+"/"+r.Member.ID, r.Text, r.Name, r.Verb, r.Args, r.Options, len(r.Files), r.Direct, r.Member.Manage))
	}
	want := []string{
		`r1 1m20s ask script/general.1/ana.1 "hi" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r2 1m40s edit script/general.1/ana.1 "hello" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r3 25h2m20s ask /dm-bob.1/bob.1 "quote" name="ask" verb="" args=[] options=map[] files=0 direct=true manage=false`,
		`r4 25h2m40s press /dm-bob.1/bob.1 "" name="" verb="rate" args=[7 yes] options=map[] files=0 direct=true manage=false`,
		`r5 25h3m0s command script/general.1/maria.1 "" name="kb add" verb="" args=[] options=map[title:X] files=1 direct=false manage=true`,
		`r6 25h3m20s ask script/news.1/ana.1 "secret" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r7 25h3m40s press script/news.1/ana.1 "" name="" verb="why" args=[7 long] options=map[] files=0 direct=false manage=false`,
		`r8 25h4m0s ask script/general.1/ana.1 "form" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r9 25h4m20s submit script/general.1/ana.1 "" name="" verb="save" args=[1] options=map[answer:Yes. title:Old] files=0 direct=false manage=false`,
		`r10 25h4m40s ask script/general.1/maria.1 "setup" name="" verb="" args=[] options=map[] files=0 direct=false manage=true`,
		`r11 25h5m0s press script/general.1/maria.1 "" name="" verb="channel" args=[news] options=map[] files=0 direct=false manage=true`,
		`r12 25h5m20s suggest script/general.1/ana.1 "vis" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r13 25h5m40s ask script/general.1/ana.1 "go go go" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
		`r14 25h6m20s ask script/general.2/ana.2 "/shrug" name="" verb="" args=[] options=map[] files=0 direct=false manage=false`,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(bot.Request{})); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if !stage.requests[0].Time.After(time.Date(2026, time.November, 30, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("a script begins at %v", stage.requests[0].Time)
	}
}

func TestPlayComparesWhatComesBack(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"ana> quote\n  kind: unknown | answer", ""},
		{"ana> quote\n  kind: unknown", "x.txt:1: ana> quote\n  kind: (line 2)\n  - unknown\n  + answer\n"},
		{"ana> quote\n  has: 40 MINUTES. don't   drive", ""}, // bold, escapes, case, spacing and quotation marks aside
		{"ana> hi\n  has: ho", "x.txt:1: ana> hi\n  has: (line 2)\n  - ho\n  + ask  hi\n"},
		{"ana> hi\n  has: ho | hi", ""},
		{"ana> ha\n  repeated: 500\n  has: hi", "x.txt:1: ana> ha\n  has: (line 3)\n  - hi\n  + ask  " + strings.Repeat("ha ", 98) + "h ...\n"},
		{"ana> hi\n  lacks: ho | ha", ""},
		{"ana> hi\n  lacks: ho | hi", "x.txt:1: ana> hi\n  lacks: (line 2)\n  - anything without: ho | hi\n  + ask  hi\n"},
		{"ana> quote\n  from: visits\n  heading: How long?", ""},
		{"ana> quote\n  from: visit", "x.txt:1: ana> quote\n  from: (line 2)\n  - visit\n  + Visits\n"},
		{"ana> hi\n  from: Visits", "x.txt:1: ana> hi\n  from: (line 2)\n  - Visits\n  + (nothing)\n"},
		{"ana> quote\n  offers: Helpful\n  private: no", ""},
		{"ana> secret\n  offers: Helpful\n  private: no", "x.txt:1: ana> secret\n  offers: (line 2)\n  - Helpful\n  + Show me | Too long\n  private: (line 3)\n  - no\n  + yes\n"},
		{"ana types> vis\n  offers: visitor", ""},
		{"ana> long\n  offers: A question too long for a button\nana presses> A question too long for a button", ""},
		{"ana> long\nana presses> A question that is another", "x.txt:2: ana presses> A question that is another\n  - A question that is another\n  + offered: A question too…\n"},
		{"ana> hi\n  says:\n  | ask  hi", ""},
		{"ana> hi\n  says:\n  | ask\n  | hi", "x.txt:1: ana> hi\n  says: (line 2)\n  -ask\n  -hi\n  +ask  hi\n"},
		{"ana> quote\n  says:\n  | ask  quote\n  |\n  | It takes an hour.\n  |\n  | From: Visits, How long?", "x.txt:1: ana> quote\n  says: (line 2)\n   ask  quote\n\n  -It takes an hour.\n  +It takes 40 minutes. Don’t drive.\n\n   From: Visits, How long?\n"},
		{"ana> break", "x.txt:1: ana> break\n  - a reply\n  + error: disk full\n"},
		{"ana presses> Helpful", "x.txt:1: ana presses> Helpful\n  - Helpful\n  + nothing to press was shown\n"},
		{"ana> quote\nbob presses> Helpful", ""}, // others see a public reply
		{"ana> secret\nbob presses> Show me", "x.txt:2: bob presses> Show me\n  - Show me\n  + nothing to press was shown\n"},
		{"ana> secret\nana presses> Helpful", "x.txt:2: ana presses> Helpful\n  - Helpful\n  + offered: Show me | Too long\n"},
		{"ana edits> hi", "x.txt:1: ana edits> hi\n  - hi\n  + ana has asked nothing here that could be edited\n"},
		{"ana submits>", "x.txt:1: ana submits>\n  - (nothing)\n  + no form was shown\n"},
		{"ana> form\nana submits>\n  with name: x", "x.txt:2: ana submits>\n  - (nothing)\n  + the form has no field name\n"},
	} {
		s, outcome := playOn(t, &echo{}, test.text)
		if diff := cmp.Diff(test.want, outcome.Diff(s, "x.txt")); diff != "" {
			t.Errorf("playing %q (-want +got):\n%s", test.text, diff)
		}
		if failed := test.want != ""; (outcome.Failed() == 1) != failed || (outcome.Passed() == 0) != failed {
			t.Errorf("playing %q: %s", test.text, outcome.Summary())
		}
	}
}

func TestConversationsAreCounted(t *testing.T) {
	_, outcome := playOn(t, &echo{}, "article: starter\n-- a --\nana> hi\n-- b --\nana> hi\n  has: ho\nana> hi\n  has: ho\n-- c --\nana> hi")
	if got, want := outcome.Summary(), "2 passed, 1 failed"; got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
}

func TestUpdateRewritesExactRepliesOnly(t *testing.T) {
	s, outcome := playOn(t, &echo{}, "# keep\nana> hi\n  has: ho\n  says:\n  | old\n\nana> quote\n  says:\n")
	want := "# keep\nana> hi\n  has: ho\n  says:\n  | ask  hi\n\nana> quote\n  says:\n  | ask  quote\n  |\n  | It takes 40 minutes. Don’t drive.\n  |\n  | From: Visits, How long?\n"
	if diff := cmp.Diff(want, string(script.Format(outcome.Update(s)))); diff != "" {
		t.Errorf("updated (-want +got):\n%s", diff)
	}
	if got := string(script.Format(s)); !strings.Contains(got, "| old") {
		t.Errorf("Update changed the script it was given:\n%s", got)
	}
}

func TestPlayStopsWhereItCannotGoOn(t *testing.T) {
	s, err := script.Parse([]byte("article: missing.md\nana> hi"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := script.Play(t.Context(), s, &echo{}); err == nil || err.Error() != "line 1: missing.md: no such file" {
		t.Errorf("a missing article: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := script.Play(ctx, s, &echo{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: %v", err)
	}
}

// What was recorded on a stage plays again on it without a difference.
func TestRecordedConversationsPlayAgain(t *testing.T) {
	stage, again := &echo{}, &echo{}
	s, first := playOn(t, stage, "ana> quote\nana presses> Helpful\nana in dm> two\n  > lines\nmod maria> /kb add\n  with title: X\n  file x.md:\n  | # X\nana says> /shrug\nana> form\nana submits>\n  with answer: Yes.\nana edits> hi\nana types> vis")
	var recorder script.Recorder
	recorder.Learned(script.Starter)
	for i, turn := range first.Turns {
		recorder.Add(stage.requests[i], turn.Reply)
	}
	text := script.Format(recorder.Script())
	recorded, outcome := playOn(t, again, string(text))
	if diff := outcome.Diff(recorded, "recorded.txt"); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
	if got, want := len(recorded.Steps), 1+len(s.Steps); got != want {
		t.Errorf("%d steps recorded, want %d:\n%s", got, want, text)
	}
	if diff := cmp.Diff(again.learned, []string{script.Starter}); diff != "" {
		t.Errorf("learned (-again +want):\n%s", diff)
	}
	later := cmpopts.IgnoreFields(bot.Request{}, "Time") // learning takes its time too
	if diff := cmp.Diff(stage.requests, again.requests, later, cmpopts.IgnoreUnexported(bot.Request{})); diff != "" {
		t.Errorf("requests (-first +again):\n%s", diff)
	}
}

func TestRecorderLeavesOutWhatAScriptCannotHold(t *testing.T) {
	var recorder script.Recorder
	ask := bot.Request{Kind: bot.Ask, Text: "a\r\nb\xff", Member: bot.Member{Name: "> mod"}}
	recorder.Add(ask, bot.Reply{Kind: bot.Unknown, Lead: "I do not know."})
	recorder.Add(bot.Request{Kind: bot.Press, Verb: "never shown"}, bot.Reply{Kind: bot.Done})
	untold := search.Match{Passage: knowledge.Passage{Title: "This | that", Heading: []string{""}}}
	recorder.Add(bot.Request{Kind: bot.Ask, Text: "c"}, bot.Reply{Kind: bot.Answer, Matches: []search.Match{untold}})
	want := "member> a\n  > b\ufffd\n  kind: unknown\n  says:\n  | I do not know.\n\nmember> c\n  kind: answer\n"
	if diff := cmp.Diff(want, string(script.Format(recorder.Script()))); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}

// Any script can be played, and once updated none of its exact replies differ.
func TestAnyScriptPlaysAndUpdates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scripts().Draw(t, "script")
		first, err := script.Play(context.Background(), s, &echo{})
		if err != nil {
			t.Fatal(err)
		}
		updated, err := script.Parse(script.Format(first.Update(s)))
		if err != nil {
			t.Fatal(err)
		}
		second, err := script.Play(context.Background(), updated, &echo{})
		if err != nil {
			t.Fatal(err)
		}
		for _, turn := range second.Turns {
			for _, d := range turn.Differences {
				if d.Word == script.Says {
					t.Fatalf("still differs:\n%s", second.Diff(updated, "x.txt"))
				}
			}
		}
	})
}
