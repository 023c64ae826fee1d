package knowledge

import "testing"

func TestAQuestionAskedWordForWordIsAnswered(t *testing.T) {
	found := Result{
		Matches: []Match{
			{Passage: Passage{ID: 1, Questions: []string{"Is there a bus?"}}, Confidence: 0.3},
			{Passage: Passage{ID: 2, Questions: []string{"Where is it?", "How do I come without a car?"}}, Confidence: 0.2},
			{Passage: Passage{ID: 3, Questions: []string{"Is there a lift?"}}, Confidence: 0.1},
			{Passage: Passage{ID: 4, Questions: []string{"Is there a lift?"}}, Confidence: 0.1},
		},
		Choices: []Related{{1, "Is there a bus?"}}, Nearest: []Related{{1, "Is there a bus?"}},
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
		got := found.Exact(test.text)
		if got.Matches[0].ID != test.first || got.Answered != test.answered || len(got.Matches) != 4 || test.answered == (len(got.Choices) > 0) {
			t.Errorf("%s: passage %d first, answered %v, %d choices", test.about, got.Matches[0].ID, got.Answered, len(got.Choices))
		}
	}
	if found.Matches[0].ID != 1 || found.Answered || found.Matches[1].Confidence != 0.2 {
		t.Error("the result itself was changed")
	}
}
