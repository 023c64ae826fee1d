package knowledge

import (
	"strings"
	"testing"
)

// Whatever is not answered names the rule that refused, and what is answered
// names none.
func TestTheRuleThatRefusesIsNamed(t *testing.T) {
	b := twoArticles(t)
	for _, test := range []struct {
		q      Query
		reason Reason
		says   string
	}{
		{Query{Text: "how long does an infusion take"}, "", ""},
		{Query{Text: "how many minutes would the infusion last", Threshold: 0.99}, ReasonThreshold, "the threshold is 0.99"},
		{Query{Text: "what are the side effects of lithium", Threshold: 0.01}, ReasonAbsent, "stands in no passage"},
		{Query{Text: "what are the side effects"}, ReasonSeveral, "Several articles"},
		{Query{Text: "parrots"}, ReasonNoMatch, "No passage"},
		{Query{Text: "what is it"}, ReasonNoWords, "too common"},
		{Query{Guild: "nobody", Text: "what is it"}, ReasonNoMatch, "No passage"},
	} {
		if test.q.Guild == "" {
			test.q.Guild = "g"
		}
		r, err := b.Search(t.Context(), test.q)
		if err != nil || r.Reason != test.reason || r.Answered != (test.reason == "") || !strings.Contains(r.WhyNot(), test.says) || (r.WhyNot() == "") != r.Answered {
			t.Errorf("%q: answered %v, %q: %s %v", test.q.Text, r.Answered, string(r.Reason), r.WhyNot(), err)
		}
	}
	for _, reason := range []Reason{ReasonThreshold, ReasonAbsent, ReasonEarlier, ReasonSubject, ReasonSeveral, ReasonNoMatch, ReasonNoWords, ReasonWithheld} {
		if said := reason.String(); !strings.HasSuffix(said, ".") || said == string(reason) {
			t.Errorf("%q says %q", string(reason), said)
		}
	}
}
