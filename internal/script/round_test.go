package script_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pamphlet/internal/script"
)

// alike reports what differs between two scripts but for line numbers.
func alike(want, got script.Script) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(),
		cmpopts.IgnoreFields(script.Step{}, "Line"), cmpopts.IgnoreFields(script.Detail{}, "Line"))
}

func TestFormatRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := scripts().Draw(t, "script")
		text := script.Format(want)
		got, err := script.Parse(text)
		if err != nil {
			t.Fatalf("Parse(Format(s)): %v\n%s", err, text)
		}
		if diff := alike(want, got); diff != "" {
			t.Fatalf("Parse(Format(s)) (-want +got):\n%s\n%s", diff, text)
		}
	})
}

// FuzzParse: whatever Parse takes, Format writes so that it is read the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{everything, "ana> hi", "article:\n  | x", "-- a --", "wait: 1d", "ana>\n  >\n  > x\n  says:\n  |\n  |  y"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := script.Parse(text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("error without a line: %v", err)
			}
			return
		}
		laid := script.Format(s)
		again, err := script.Parse(laid)
		if err != nil {
			t.Fatalf("Parse(Format(s)): %v\n%q", err, laid)
		}
		if diff := alike(s, again); diff != "" {
			t.Fatalf("Parse(Format(s)) (-want +got):\n%s\n%q", diff, laid)
		}
	})
}

// scripts generates any script that text can hold.
func scripts() *rapid.Generator[script.Script] {
	return rapid.Custom(func(t *rapid.T) script.Script {
		return script.Script{
			Steps: rapid.SliceOfN(rapid.OneOf(turns(), lessons(), pauses()), 0, 6).Draw(t, "steps"),
			Tail:  above().Draw(t, "tail"),
		}
	})
}

func turns() *rapid.Generator[script.Step] {
	return rapid.Custom(func(t *rapid.T) script.Step {
		return script.Step{
			Above:     above().Draw(t, "above"),
			Action:    rapid.SampledFrom([]script.Action{script.Say, script.Ask, script.Edit, script.Press, script.Type, script.Submit}).Draw(t, "action"),
			Speaker:   rapid.SampledFrom([]string{"ana", "bob", "edits", "in", "article", "wait", "Özlem", "a-b_1"}).Draw(t, "speaker"),
			Moderator: rapid.Bool().Draw(t, "moderator"),
			Channel:   rapid.SampledFrom([]string{"", "dm", "news", "in"}).Draw(t, "channel"),
			Text:      block().Draw(t, "text"),
			Details:   rapid.SliceOfN(details(), 0, 4).Draw(t, "details"),
		}
	})
}

func lessons() *rapid.Generator[script.Step] {
	return rapid.Custom(func(t *rapid.T) script.Step {
		step := script.Step{Above: above().Draw(t, "above"), Action: script.Learn}
		if rapid.Bool().Draw(t, "inline") {
			step.Body = "x" + block().Draw(t, "body")
		} else {
			step.Text = line().Draw(t, "path")
		}
		return step
	})
}

func pauses() *rapid.Generator[script.Step] {
	return rapid.Custom(func(t *rapid.T) script.Step {
		if rapid.Bool().Draw(t, "begin") {
			return script.Step{Above: above().Draw(t, "above"), Action: script.Begin, Text: line().Draw(t, "name")}
		}
		return script.Step{Action: script.Wait, Wait: time.Duration(rapid.IntRange(1, 1_000_000).Draw(t, "seconds")) * time.Second}
	})
}

func details() *rapid.Generator[script.Detail] {
	return rapid.Custom(func(t *rapid.T) script.Detail {
		d := script.Detail{Above: above().Draw(t, "above"), Word: rapid.SampledFrom([]script.Word{
			script.Kind, script.Has, script.Lacks, script.From, script.Heading, script.Offers, script.Private,
			script.Says, script.With, script.File, script.Repeated}).Draw(t, "word")}
		switch d.Word {
		case script.Kind:
			d.Text = rapid.SampledFrom([]string{"answer", "answer | unknown", "done"}).Draw(t, "kind")
		case script.Private:
			d.Text = rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "private")
		case script.Repeated:
			d.Text = strconv.Itoa(rapid.IntRange(1, 100_000).Draw(t, "times"))
		case script.Says:
			d.Text = block().Draw(t, "says")
		case script.With, script.File:
			d.Name, d.Text = "name", block().Draw(t, "value")
		default:
			d.Text = line().Draw(t, "line")
		}
		return d
	})
}

// above generates blank lines and comments.
func above() *rapid.Generator[[]string] {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"", "# a comment", "#"}), 0, 3)
}

// line generates one line of text that trimming leaves as it is.
func line() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab #|>:-*✓\"\\")), 1, 12, -1).Draw(t, "text")
		return "x" + strings.TrimSpace(text)
	})
}

// block generates any text of several lines.
func block() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("ab\n\n #|>:-é\t")), 0, 20, -1)
}
