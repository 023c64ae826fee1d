package search_test

import (
	"slices"
	"testing"

	"pamphlet/internal/rank"
	"pamphlet/knowledge/search"
)

func TestWhatWasSaidBeforeDoesNotAnswerANewTopic(t *testing.T) {
	b := twoArticles(t)
	for _, test := range []struct {
		text     string
		answered bool
	}{
		{"who won the cup?", false},
		{"what time is it?", false},
		{"can you paint them online?", false},
		{"do they make me dizzy?", true},
		{"tell me more about it", true}, // no word of its own: what was said before is all it is about
	} {
		// At a low threshold the topic tells, not the confidence.
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: test.text, Earlier: []string{"what are the side effects of ketamine?"}, Threshold: 0.3})
		if err != nil || r.Answered != test.answered {
			t.Errorf("%q: answered %v with confidence %.2f, %v", test.text, r.Answered, r.Matches[0].Confidence, err)
		}
	}
}

func TestAnOpenQuestionStaysOpenAfterAnotherTopic(t *testing.T) {
	b := twoArticles(t)
	for _, test := range []struct {
		earlier string
		choices int
	}{
		{"what is the wifi password", 2},
		{"is ketamine a tablet", 0}, // tells the two apart
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what are the side effects?", Earlier: []string{test.earlier}})
		if err != nil || len(r.Choices) != test.choices {
			t.Errorf("after %q: %d choices, answered %v, %v", test.earlier, len(r.Choices), r.Answered, err)
		}
	}
}

func TestAnEarlierQuestionIsPutRightToo(t *testing.T) {
	b := twoArticles(t)
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "and how long does it take?", Earlier: []string{"what is an infuison"}})
	if err != nil || !r.Answered || last(r.Matches[0]) != "How long does an infusion take?" {
		t.Errorf("answered %v, %v", r.Answered, err)
	}
	if r.Corrected != "" {
		t.Errorf("the question itself is shown as %q", r.Corrected)
	}
	r, err = b.Search(t.Context(), search.Query{Guild: "g", Text: "I had my infuison today. I was wondering, how long does it take?"})
	if err != nil || !r.Answered || last(r.Matches[0]) != "How long does an infusion take?" {
		t.Errorf("told with a misspelt word: answered %v, %v", r.Answered, err)
	}
}

func TestTheArticleOfTheLastAnswerSettlesAnOpenQuestion(t *testing.T) {
	b := twoArticles(t)
	for _, article := range []string{"ketamine", "antidepressants"} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what are the side effects?", Earlier: []string{"who may drive home"}, Article: article})
		if err != nil || !r.Answered || len(r.Choices) > 0 || r.Matches[0].Article != article {
			t.Errorf("after an answer from %s: answered %v from %s, %d choices, %v", article, r.Answered, r.Matches[0].Article, len(r.Choices), err)
		}
	}
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what are the side effects of ketamine?", Article: "antidepressants"})
	if err != nil || r.Matches[0].Article != "ketamine" {
		t.Errorf("a question that names its subject was answered from %s, %v", r.Matches[0].Article, err)
	}
}

// The article that answers what was asked before, and no other, speaks for its
// passages.
func TestTheArticleThatAnsweredGoesFirst(t *testing.T) {
	b := twoArticles(t)
	follows := slices.Index(rank.Names[:], "follows")
	for before, want := range map[string]string{
		"what helps with nausea?":                           "ketamine",
		"what are the side effects of antidepressants like": "antidepressants",
		"who won the cup?":                                  "",
	} {
		_, candidates, ids, err := b.Candidates(t.Context(), search.Query{Guild: "g", Text: "and for how many hours or weeks?", Earlier: []string{before}})
		if err != nil || len(candidates) < 2 {
			t.Fatalf("%d candidates, %v", len(candidates), err)
		}
		for i, c := range candidates {
			p, err := b.Passage(t.Context(), "g", ids[i])
			if err != nil || c.Vector[follows] != map[bool]float64{true: 1}[p.Article == want] {
				t.Errorf("after %q: follows by %v in %s, %v", before, c.Vector[follows], p.Article, err)
			}
		}
	}
}

// What comes closest to a new topic is not lost to the one before.
func TestWhatComesClosestToANewTopicStays(t *testing.T) {
	b := twoArticles(t)
	alone, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "headaches tomorrow?", Threshold: 1})
	if err != nil || len(alone.Closest) == 0 {
		t.Fatalf("nothing comes closest, %v", err)
	}
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "headaches tomorrow?", Earlier: []string{"how long does an infusion take?"}, Threshold: 1})
	if err != nil || len(r.Closest) == 0 || r.Closest[0].ID != alone.Closest[0].ID {
		t.Errorf("after another topic %d come close, %v", len(r.Closest), err)
	}
}
