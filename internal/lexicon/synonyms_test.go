package lexicon

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pamphlet/internal/stem"
)

// expand writes what a question is expanded to: "words > synonym", one a line.
func expand(s *Synonyms, question string) []string {
	var all []string
	tokens := stem.Tokens(question, "en")
	for _, e := range s.Expand(question, tokens) {
		all = append(all, question[tokens[e.Start].Start:tokens[e.End-1].End]+" > "+e.To)
	}
	return all
}

func parse(t *testing.T, list string) *Synonyms {
	t.Helper()
	s, err := Parse(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExpand(t *testing.T) {
	t.Parallel()
	s := parse(t, `
		nausea, feel sick, throw up 0.8   # a comment
		shrink > psychiatrist
		blood pressure, BP
		high blood pressure, hypertension
		seasonal affective disorder, SAD, winter depression
		"provider" > doctor
		defibrillator, AED, shock the heart
		internal family systems, IFS
	`)
	for _, test := range []struct {
		because, question string
		want              []string
	}{
		{"a phrase leads to a word, and one with a single telling word is not looked for", "Will I feel sick?", []string{"feel sick > nausea"}},
		{"forms of a word count", "I was FEELING sick", []string{"FEELING sick > nausea"}},
		{"a word leads to a phrase", "is nausea common", []string{"nausea > feel sick"}},
		{"one way", "my shrink", []string{"shrink > psychiatrist"}},
		{"not the other way", "my psychiatrist", nil},
		{"the longer phrase wins", "high blood pressure?", []string{"high blood pressure > hypertension"}},
		{"the shorter one by itself", "is my blood pressure high", []string{"blood pressure > BP"}},
		{"an acronym in small letters", "bp pills", []string{"bp > blood pressure"}},
		{"an acronym that is a common word needs its capitals", "I am sad", nil},
		{"with its capitals", "help with SAD", []string{"SAD > seasonal affective disorder", "SAD > winter depression"}},
		{"by itself", "SAD?", []string{"SAD > seasonal affective disorder", "SAD > winter depression"}},
		{"unless all is in capitals", "I AM SAD", nil},
		{"a quoted word is one form alone", "do you provide it", nil},
		{"that form", "ask my provider", []string{"provider > doctor"}},
		{"a common word only shares its stem with an acronym", "is a nap fine if I ask", nil},
		{"the acronym itself", "is there an aed", []string{"aed > defibrillator", "aed > shock the heart"}},
		{"the other one", "what is IFS", []string{"IFS > internal family systems"}},
		{"half a phrase", "I feel fine", nil},
		{"each time it stands there", "shrink or shrink", []string{"shrink > psychiatrist", "shrink > psychiatrist"}},
		{"nothing", "", nil},
	} {
		if diff := cmp.Diff(test.want, expand(s, test.question)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", test.because, test.question, diff)
		}
	}
}

func TestAnExpansionIsExplained(t *testing.T) {
	t.Parallel()
	s := parse(t, "shortness of breath, dyspnoea 0.8")
	question := "what about dyspnoea?"
	want := []Expansion{{Start: 2, End: 3, To: "shortness of breath", Terms: []string{"short", "breath"}, Weight: 0.8, Group: "shortness of breath"}}
	if diff := cmp.Diff(want, s.Expand(question, stem.Tokens(question, "en"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ list, want string }{
		{"nausea", "line 1: a group needs two terms"},
		{"\n\nverify, verified", "line 3: a group needs two terms"},
		{"nausea, , vomit", "has no word"},
		{"nausea, feel sick 1.5", `the weight "1.5" must lie between 0.05 and 0.99`},
		{"nausea, feel sick 0.0.1", `the weight "0.0.1"`},
		{"a > b > c", "at most one >"},
		{"nausea, one two three four five six seven eight nine", "at most 8 words"},
		{"nausea" + strings.Repeat(", word", 40), "at most 32 terms"},
		{"- a1, b1, c1", "one term or two"},
		{strings.Repeat("nausea, vomit\n", maxGroups+1), "at most 20000 groups"},
		{"> psychiatrist", "has no word"},
		{strings.Repeat("x", 100_000), "synonyms: "},
	} {
		_, err := Parse(strings.NewReader(test.list))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.40q: error %v, want %q in it", test.list, err, test.want)
		}
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	ours := "nausea, queasy, feel sick 0.8\nshrink, head doctor > psychiatrist, therapist 0.6\n"
	for _, test := range []struct{ because, own, want string }{
		{"nothing of one's own", "", ours},
		{"a group is added", "purple pill > esomeprazole 0.9", ours + "purple pill > esomeprazole 0.9\n"},
		{"a term is taken out, in any form", "- queasy\n- shrinks", "nausea, feel sick 0.8\nhead doctor > psychiatrist, therapist 0.6\n"},
		{"a pair is parted", "- queasy, feel sick",
			"nausea, feel sick 0.8\nnausea, queasy 0.8\nshrink, head doctor > psychiatrist, therapist 0.6\n"},
		{"a way is closed", "- shrink, therapist",
			"nausea, queasy, feel sick 0.8\nhead doctor > psychiatrist, therapist 0.6\nshrink > psychiatrist 0.6\n"},
		{"in either order", "- therapist, shrink",
			"nausea, queasy, feel sick 0.8\nhead doctor > psychiatrist, therapist 0.6\nshrink > psychiatrist 0.6\n"},
		{"what is not there cannot be taken out", "- aspirin\n- nausea, psychiatrist", ours},
		{"a group of one is none", "- psychiatrist\n- therapist\n- nausea\n- queasy", ""},
		{"what is added is not taken out", "- queasy\nqueasy, sickly 0.5", "nausea, feel sick 0.8\nshrink, head doctor > psychiatrist, therapist 0.6\nqueasy, sickly 0.5\n"},
	} {
		var got strings.Builder
		for _, g := range parse(t, ours).Merge(parse(t, test.own)).Groups() {
			fmt.Fprintln(&got, g)
		}
		if diff := cmp.Diff(test.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.because, diff)
		}
	}
}

// TestWhatMembersSay holds what the list is for: the clinical word is found.
func TestWhatMembersSay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ question, want string }{
		{"will I feel sick after the drip?", "nausea"},
		{"will I feel sick after the drip?", "infusion"},
		{"I threw up this morning", "vomit"},
		{"I feel light-headed", "dizzy"},
		{"can my shrink give it to me", "psychiatrist"},
		{"what are the adverse effects", "side effect"},
		{"is it ok with ssris", "selective serotonin reuptake inhibitor"},
		{"what about high blood pressure", "hypertension"},
		{"how much is it", "cost"},
		{"how much does it come to", "cost"},
		{"do you take my insurance", "coverage"},
		{"anesthesia", "anaesthesia"},
		{"what is IV ketamine", "ketamine infusion"},
		{"my meds", "medication"},
		{"trd", "treatment-resistant depression"},
		{"Zoloft", "sertraline"},
		{"can I get a repeat prescription", "refill"},
		{"how do I verify it", "verification"},
		{"is spravato different", "esketamine"},
		{"over the counter stuff", "OTC"},
		{"is alcohol all right", "booze"},
		{"had a heart attack", "myocardial infarction"},
	} {
		found := false
		for _, line := range expand(Default(), test.question) {
			found = found || strings.HasSuffix(line, " > "+test.want)
		}
		if !found {
			t.Errorf("%q does not lead to %q, only to %q", test.question, test.want, expand(Default(), test.question))
		}
	}
	// A word that only looks like another is not expanded to what that says.
	for _, test := range []struct{ question, never string }{
		{"tell us about it", "United States"},
		{"I am sad", "seasonal affective disorder"},
		{"do you provide parking", "doctor"},
		{"do you provide parking", "outdoors"},
		{"what is the concept", "conceive"},
		{"he must be ms right", "multiple sclerosis"},
	} {
		for _, line := range expand(Default(), test.question) {
			if strings.HasSuffix(line, " > "+test.never) {
				t.Errorf("%q is expanded: %q", test.question, line)
			}
		}
	}
	if lines := expand(Default(), "what is the concept"); lines != nil {
		t.Errorf("a word of no group is expanded: %q", lines)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a1, b1 0.5", "x > y", "- a", "\"it\" > that thing 0.9", "# none", ",,,", ">", "MS, multiple sclerosis"} {
		f.Add(seed, "a b1 ms")
	}
	f.Fuzz(func(t *testing.T, list, question string) {
		s, err := Parse(strings.NewReader(list))
		if err != nil {
			return
		}
		for _, g := range s.Groups() {
			again, err := ParseGroup(g.String())
			if err != nil {
				t.Fatalf("%q was written and not read: %v", g, err)
			}
			if diff := cmp.Diff(g, again); diff != "" {
				t.Fatalf("%q changed when it was read again:\n%s", g, diff)
			}
		}
		tokens := stem.Tokens(question, "en")
		for _, e := range Default().Merge(s).Expand(question, tokens) {
			if e.Start < 0 || e.Start >= e.End || e.End > len(tokens) || len(e.Terms) == 0 || e.Weight <= 0 || e.Weight >= 1 {
				t.Fatalf("expansion %+v of %d tokens", e, len(tokens))
			}
		}
	})
}

func BenchmarkExpand(b *testing.B) {
	question := "will I feel sick or have high blood pressure after an IV infusion with my SSRI meds?"
	tokens := stem.Tokens(question, "en")
	s := Default()
	for b.Loop() {
		s.Expand(question, tokens)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := Parse(shipped()); err != nil {
			b.Fatal(err)
		}
	}
}
