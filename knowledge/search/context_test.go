package search

import (
	"fmt"
	"strings"
	"testing"
)

// Of the two articles' titles, ketamine and antidepressants, each word counts in
// full; a word that stands in no title counts for less.
func TestWhatEarlierQuestionsAdd(t *testing.T) {
	m := twoArticles()
	const effects = "what are the side effects of ketamine"
	for _, test := range []struct {
		about, text string
		earlier     []string
		want        string // the words that do not count as the question's own, with what they count
	}{
		{"nothing was asked before", "how long do they last?", nil, ""},
		{"a word that points back", "how long do they last?", []string{effects}, "ketamine 0.60 effects 0.48 side 0.48"},
		{"a question that goes on", "and how long in Berlin, roughly?", []string{effects}, "ketamine 0.60 effects 0.48 side 0.48"},
		{"what about", "what about blood pressure tablets?", []string{effects}, "ketamine 0.60 effects 0.48 side 0.48"},
		{"a short question", "blood pressure?", []string{effects}, "ketamine 0.60 effects 0.48 side 0.48"},
		{"one of five words stands alone", "blood pressure tablets make headaches?", []string{effects}, ""},
		{"so does one that says and in its midst", "blood and pressure tablets make headaches?", []string{effects}, ""},
		{"or about", "tablets for blood about pressure make headaches?", []string{effects}, ""},
		{"the more own words, the less the others count", "is it bad for blood pressure, nausea, dizziness, headaches?", []string{"ketamine"}, "ketamine 0.30"},
		{"each question further back counts for less", "how long do they last?", []string{"ketamine", "antidepressants"}, "antidepressants 0.60 ketamine 0.51"},
		{"a subject further back counts for more than what is in no title", "how long do they last?", []string{"ketamine", "nausea"}, "ketamine 0.51 nausea 0.48"},
		{"a word counts once", "how long does it take?", []string{"how long is an infusion", "infusion"}, "infusion 0.48"},
		{"what says the same adds nothing", "is it a drip?", []string{"infusion"}, ""},
		{"days add nothing", "how long does it take?", []string{"infusion on Thursday"}, "infusion 0.48"},
		{"small talk counts for little", "tell me about it", []string{"infusion"}, "tell 0.10 infusion 0.48"},
		{"six questions at most", "how long does it take?", []string{"apple", "banana", "cherry", "damson", "elder", "fig", "grape"},
			"damson 0.29 fig 0.41 grape 0.48 elder 0.35 cherry 0.25 banana 0.21"},
		{"eight words at most, those that tell most", "how long does it take?",
			[]string{"the infusion ketamine nausea dizziness headache bladder liver kidney money day"},
			"ketamine 0.60 nausea 0.48 bladder 0.48 infusion 0.48 dizziness 0.48 kidney 0.48 liver 0.48 headache 0.48"},
		{"what was told before", "I had an infusion. I was wondering, does ketamine hurt?", nil, "infusion 0.40"},
		{"a subject that was told before", "I read about antidepressants. I was wondering, does ketamine hurt?", nil, "antidepressants 0.50"},
	} {
		var got []string
		for _, term := range understood(t, m, test.text, test.earlier...).Terms {
			if term.Context > 0 {
				got = append(got, fmt.Sprintf("%s %.2f", term.Word, term.Context))
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %q adds %q, want %q", test.about, test.text, got, test.want)
		}
	}
}

// How much a question leans on what was asked before. Title words are ketamine and
// antidepressants.
func TestHowMuchAQuestionFollowsTheOneBefore(t *testing.T) {
	m := twoArticles()
	for _, test := range []struct {
		text    string
		earlier []string
		want    float64
	}{
		{"how long do they last?", nil, 0},
		{"how long do they last?", []string{"what are the side effects"}, 1},
		{"and blood pressure in Berlin, roughly, every other morning?", []string{"what are the side effects"}, 1},
		{"blood pressure?", []string{"what are the side effects"}, shortFollows},
		{"blood pressure tablets make headaches worse?", []string{"what are the side effects"}, 0},
		{"is it ketamine?", []string{"what are the side effects"}, 0},
	} {
		if got := understood(t, m, test.text, test.earlier...).Follows; got != test.want {
			t.Errorf("%q after %q follows by %v, want %v", test.text, test.earlier, got, test.want)
		}
	}
}
