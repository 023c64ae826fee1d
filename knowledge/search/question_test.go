package search

import (
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/rank"
)

func wordsOf(terms []rank.Term) (all []string) {
	for _, t := range terms {
		all = append(all, t.Word)
	}
	return all
}

const fruit = "apple banana cherry damson fig grape lemon mango melon olive orange papaya peach pear plum quince raspberry walnut almond hazelnut"

func TestAQuestionHasTwentyTermsAtMost(t *testing.T) {
	m := twoArticles()
	u := understood(t, m, fruit+" cost")
	if got := wordsOf(u.Terms); len(got) != comparedTerms || slices.Contains(got, "cost") {
		t.Errorf("%d terms, not the rarest: %q", len(got), got)
	}
	if got := wordsOf(understood(t, m, fruit+strings.Repeat(" cost", 100)).Terms); len(got) != comparedTerms || !slices.Contains(got, "cost") {
		t.Errorf("a word said a hundred times is not among %q", got)
	}
	u = understood(t, m, "does it help: time place number room line end case point group side way area", fruit)
	if n := slices.IndexFunc(u.Terms, func(term rank.Term) bool { return term.Context > 0 }); n < u.own {
		t.Errorf("%d of %d words of the question itself are left among %q", n, u.own, wordsOf(u.Terms))
	}
}

func TestAWordSaidTwiceWeighsMoreButNotTwice(t *testing.T) {
	m := twoArticles()
	once, twice := understood(t, m, "nausea tablet").Terms[0].Weight, understood(t, m, "nausea tablet, nausea").Terms[0].Weight
	if twice < 1.2*once || twice > 1.5*once {
		t.Errorf("once %.2f, twice %.2f", once, twice)
	}
}

func TestAQuestionIsReadInItsLanguage(t *testing.T) {
	m := twoArticles()
	m.add("infusiones", "es", "# ¿Cuánto dura una infusión?\n\nUna infusión dura unos cuarenta minutos.")
	for _, test := range []struct{ text, language string }{
		{"¿cuánto dura una de las infusiones para mí?", "es"},
		{"how long does one of the infusions last?", "en"},
		{"infusiones", "en"}, // no word tells: the commonest
	} {
		if got := indexed(t, m).language(test.text); got != test.language {
			t.Errorf("%q is read as %s", test.text, got)
		}
	}
	r, err := New(m).Search(t.Context(), m.guild(), Query{Text: "¿cuánto duran las infusiones?"})
	if err != nil || len(r.Matches) == 0 || r.Matches[0].Article != "infusiones" || len(r.Corrections) > 0 {
		t.Errorf("%+v, corrected %v, %v", r.Matches, r.Corrections, err)
	}
}

func TestWhatNobodySeesIsDropped(t *testing.T) {
	m := twoArticles()
	if got := strings.Join(wordsOf(understood(t, m, "in\u200bfu\u00adsion \u202enausea\u202c").Terms), " "); got != "infusion nausea" {
		t.Errorf("read as %q", got)
	}
}
