package search

import (
	"slices"
	"testing"

	"pamphlet/internal/rank"
	"pamphlet/knowledge/passage"
)

// A match as decide sees it: of an article, with a confidence, lacking words.
func matched(article string, confidence float64, missing ...string) Match {
	return Match{Passage: passage.Passage{Article: article, Questions: []string{"What of " + article + "?"}}, Confidence: confidence, Why: Explanation{Missing: missing}}
}

func TestWhenAQuestionIsOpen(t *testing.T) {
	effects := rank.Term{Word: "effects"}
	nameless := matched("b", 0.6)
	nameless.Questions = nil
	for _, test := range []struct {
		about    string
		terms    []rank.Term
		own      int
		matches  []Match
		choices  int
		answered bool
	}{
		{"two articles answer about equally", []rank.Term{effects}, 1, []Match{matched("a", 0.6), matched("b", 0.3)}, 2, false},
		{"one answers better", []rank.Term{effects}, 1, []Match{matched("a", 0.6), matched("b", 0.12)}, 0, true},
		{"one is surer by far than one that may answer too", []rank.Term{effects}, 1, []Match{matched("a", 0.9), matched("b", 0.5)}, 0, true},
		{"both are certain", []rank.Term{effects}, 1, []Match{matched("a", 1), matched("b", 1)}, 2, false},
		{"both are below the threshold, not by much", []rank.Term{effects}, 1, []Match{matched("a", 0.34), matched("b", 0.34)}, 2, false},
		{"both are far below it", []rank.Term{effects}, 1, []Match{matched("a", 0.24), matched("b", 0.24)}, 0, false},
		{"at most four are offered", []rank.Term{effects}, 1,
			[]Match{matched("a", 0.6), matched("b", 0.6), matched("c", 0.6), matched("d", 0.6), matched("e", 0.6)}, 4, false},
		{"two passages of one article are one subject", []rank.Term{effects}, 1, []Match{matched("a", 0.6), matched("a", 0.6)}, 0, true},
		{"a passage that answers no question is no choice", []rank.Term{effects}, 1, []Match{matched("a", 0.6), nameless}, 0, true},
		{"the first lacks the word", []rank.Term{effects}, 1, []Match{matched("a", 0.6, "effects"), matched("b", 0.6), matched("c", 0.6)}, 0, false},
		{"the second lacks the word", []rank.Term{effects}, 1, []Match{matched("a", 0.6), matched("b", 0.6, "effects")}, 0, true},
		{"three words say what is meant", []rank.Term{effects, {Word: "side"}, {Word: "long"}}, 3, []Match{matched("a", 0.6), matched("b", 0.6)}, 0, true},
		{"what was said before is in neither", []rank.Term{effects, {Word: "wifi", Context: 0.35}}, 1,
			[]Match{matched("a", 0.6, "wifi"), matched("b", 0.6, "wifi")}, 2, false},
		{"what was said before is in both", []rank.Term{effects, {Word: "clinic", Context: 0.35}}, 1,
			[]Match{matched("a", 0.6), matched("b", 0.6)}, 2, false},
		{"what was said before is in one", []rank.Term{effects, {Word: "drip", Context: 0.35}}, 1,
			[]Match{matched("a", 0.6), matched("b", 0.6, "drip")}, 0, true},
	} {
		r := Result{Matches: test.matches}
		r.decide(&understanding{Question: rank.Question{Terms: test.terms}, own: test.own}, Query{Text: "effects"})
		if len(r.Choices) != test.choices || r.Answered != test.answered {
			t.Errorf("%s: %d choices, answered %v", test.about, len(r.Choices), r.Answered)
		}
	}
}

func TestAnAnswerHoldsAWordOfTheQuestion(t *testing.T) {
	before := rank.Term{Word: "drip", Context: 0.6}
	for _, test := range []struct {
		about string
		terms []rank.Term
		match Match
		want  bool
	}{
		{"its only word", []rank.Term{{Word: "hurt"}, before}, matched("a", 0.9), true},
		{"one of two", []rank.Term{{Word: "hurt"}, {Word: "much"}, before}, matched("a", 0.9, "much"), true},
		{"none", []rank.Term{{Word: "cup"}, {Word: "won"}, before}, matched("a", 0.9, "cup", "won"), false},
		{"small talk only", []rank.Term{{Word: "tell", Context: talkWeight}, before}, matched("a", 0.9, "tell"), true},
		{"a day only", []rank.Term{{Word: "thursday", Aside: true}, before}, matched("a", 0.9, "thursday"), true},
	} {
		r := Result{Matches: []Match{test.match}}
		r.decide(&understanding{Question: rank.Question{Terms: test.terms}, own: len(test.terms) - 1}, Query{Text: "it"})
		if r.Answered != test.want || !r.Answered && r.Reason != ReasonEarlier {
			t.Errorf("%s: answered %v, %q", test.about, r.Answered, string(r.Reason))
		}
	}
}

func TestTheArticleOfTheLastAnswerTakesThePartsOfTheOthers(t *testing.T) {
	for _, test := range []struct{ each, want float64 }{{0.35, 0.7}, {0.7, 1}} {
		r := Result{Matches: []Match{matched("a", test.each), matched("b", test.each)}}
		r.Matches[0].Why.Note = "The second lost."
		r.decide(&understanding{Question: rank.Question{Terms: []rank.Term{{Word: "effects"}}}, own: 1}, Query{Text: "effects", Article: "b"})
		if m := r.Matches[0]; m.Article != "b" || m.Confidence != test.want || !r.Answered || r.Matches[1].Why.Note != "" {
			t.Errorf("from %s with %.2f, want %.2f; answered %v", m.Article, m.Confidence, test.want, r.Answered)
		}
	}
	nameless := matched("a", 0.6)
	nameless.Questions = nil
	r := Result{Matches: []Match{nameless, matched("b", 0.58)}}
	r.decide(&understanding{Question: rank.Question{Terms: []rank.Term{{Word: "effects"}}}, own: 1}, Query{Text: "effects", Article: "b"})
	if r.Matches[0].Article != "a" {
		t.Error("where only one passage could be meant, it took the place of a better one")
	}
}

func TestAnUnknownNameIsNotAnswered(t *testing.T) {
	for _, test := range []struct {
		about string
		terms []rank.Term
		want  bool
	}{
		{"a medicine that nobody wrote about", []rank.Term{{Word: "lithium", Absent: true}, {Word: "effects"}}, false},
		{"one that somebody did", []rank.Term{{Word: "lithium"}, {Word: "effects"}}, true},
		{"one of which only the kind is known", []rank.Term{{Word: "lithium", Forms: []rank.Form{{Strength: 1}, {Strength: 0.6, Postings: new(rank.Postings)}}}}, false},
		{"one of which another name is known", []rank.Term{{Word: "lithium", Forms: []rank.Form{{Strength: 1}, {Strength: 0.9, Postings: new(rank.Postings)}}}}, true},
		{"a word of the member's own", []rank.Term{{Word: "teatime", Absent: true}, {Word: "effects"}}, true},
		{"a medicine that was asked about before", []rank.Term{{Word: "effects"}, {Word: "lithium", Absent: true, Context: 0.6}}, true},
	} {
		r := Result{Matches: []Match{matched("a", 0.9)}}
		r.decide(&understanding{Question: rank.Question{Terms: test.terms}, own: len(test.terms)}, Query{Text: "it"})
		if r.Answered != test.want || !r.Answered && r.Reason != ReasonAbsent {
			t.Errorf("%s: answered %v, %q", test.about, r.Answered, string(r.Reason))
		}
	}
}

func TestWhatComesClosest(t *testing.T) {
	near := func(id int64, confidence, score float64, text string) Match {
		return Match{Passage: passage.Passage{ID: id, Text: text}, Confidence: confidence, Score: score, own: true}
	}
	other := near(9, 0.3, 3, "on what was asked before")
	other.own = false
	for _, test := range []struct {
		about   string
		matches []Match
		want    []int64
	}{
		{"the best three", []Match{near(1, 0.3, 9, "a"), near(2, 0.25, 8, "b"), near(3, 0.2, 7, "c"), near(4, 0.2, 7, "d")}, []int64{1, 2, 3}},
		{"none comes near", []Match{near(1, 0.05, 9, "a"), near(2, 0.05, 8, "b")}, nil},
		{"the others are far behind", []Match{near(1, 0.4, 9, "a"), near(2, 0.05, 2, "b")}, []int64{1}},
		{"two say the same", []Match{near(1, 0.3, 9, "a"), near(2, 0.3, 9, "a"), near(3, 0.3, 9, "b")}, []int64{1, 3}},
		{"one is on what was asked before", []Match{near(1, 0.3, 9, "a"), other, near(3, 0.3, 9, "b")}, []int64{1, 3}},
		{"the first is", []Match{other, near(3, 0.3, 9, "b")}, nil},
	} {
		var got []int64
		for _, m := range closest(test.matches, false) {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %d, want %d", test.about, got, test.want)
		}
	}
}
