package knowledge

import (
	"slices"
	"testing"
)

func TestAQuestionAskedWordForWordIsAnswered(t *testing.T) {
	matches := []Match{
		{Passage: Passage{ID: 1, Questions: []string{"Is there a bus?"}}, Confidence: 0.3},
		{Passage: Passage{ID: 2, Questions: []string{"Where is it?", "How do I come without a car?"}}, Confidence: 0.2},
		{Passage: Passage{ID: 3, Questions: []string{"Is there a lift?"}}, Confidence: 0.1},
		{Passage: Passage{ID: 4, Questions: []string{"Is there a lift?"}}, Confidence: 0.1},
	}
	for _, test := range []struct {
		about, text string
		first       int64
		answered    bool
	}{
		{"the heading", "Is there a bus?", 1, true},
		{"another way to ask, in other case and without its sign", "how do i come WITHOUT a car", 2, true},
		{"another question", "is there a bus stop", 1, false},
		{"two passages answer it", "Is there a lift?", 1, false},
		{"nothing", "", 1, false},
	} {
		got := Result{Matches: slices.Clone(matches), Corrected: "something else"}
		got.decide(&understanding{}, Query{Text: test.text})
		if got.Matches[0].ID != test.first || got.Answered != test.answered || len(got.Matches) != len(matches) || test.answered != (got.Corrected == "") {
			t.Errorf("%s: passage %d first, answered %v", test.about, got.Matches[0].ID, got.Answered)
		}
		if got.Matches[0].Score < got.Matches[1].Score {
			t.Errorf("%s: the first match has the lower score", test.about)
		}
	}
}

func TestTheArticleOfTheLastAnswerSettlesAnOpenQuestion(t *testing.T) {
	b := twoArticles(t)
	for _, article := range []string{"ketamine", "antidepressants"} {
		r, err := b.Search(t.Context(), Query{Guild: "g", Text: "what are the side effects?", Earlier: []string{"who may drive home"}, Article: article})
		if err != nil || !r.Answered || len(r.Choices) > 0 || r.Matches[0].Article != article {
			t.Errorf("after an answer from %s: answered %v from %s, %d choices, %v", article, r.Answered, r.Matches[0].Article, len(r.Choices), err)
		}
	}
	r, err := b.Search(t.Context(), Query{Guild: "g", Text: "what are the side effects of ketamine?", Article: "antidepressants"})
	if err != nil || r.Matches[0].Article != "ketamine" {
		t.Errorf("a question that names its subject was answered from %s, %v", r.Matches[0].Article, err)
	}
}
