package search_test

import (
	"strings"
	"testing"

	"pamphlet/knowledge/search"
)

// Whatever is not answered names the rule that refused, and what is answered
// names none.
func TestTheRuleThatRefusesIsNamed(t *testing.T) {
	b := twoArticles(t)
	for _, test := range []struct {
		q      search.Query
		reason search.Reason
		says   string
	}{
		{search.Query{Text: "how long does an infusion take"}, "", ""},
		{search.Query{Text: "how many minutes would the infusion last", Threshold: 0.99}, search.ReasonThreshold, "the threshold is 0.99"},
		{search.Query{Text: "what are the side effects of lithium", Threshold: 0.01}, search.ReasonAbsent, "stands in no passage"},
		{search.Query{Text: "what are the side effects"}, search.ReasonSeveral, "Several articles"},
		{search.Query{Text: "parrots"}, search.ReasonNoMatch, "No passage"},
		{search.Query{Text: "what is it"}, search.ReasonNoWords, "too common"},
		{search.Query{Guild: "nobody", Text: "what is it"}, search.ReasonNoMatch, "No passage"},
	} {
		if test.q.Guild == "" {
			test.q.Guild = "g"
		}
		r, err := b.Search(t.Context(), test.q)
		if err != nil || r.Reason != test.reason || r.Answered != (test.reason == "") || !strings.Contains(r.WhyNot(), test.says) || (r.WhyNot() == "") != r.Answered {
			t.Errorf("%q: answered %v, %q: %s %v", test.q.Text, r.Answered, string(r.Reason), r.WhyNot(), err)
		}
	}
	for _, reason := range []search.Reason{search.ReasonThreshold, search.ReasonAbsent, search.ReasonEarlier, search.ReasonSeveral, search.ReasonNoMatch, search.ReasonNoWords, search.ReasonWithheld} {
		if said := reason.String(); !strings.HasSuffix(said, ".") || said == string(reason) {
			t.Errorf("%q says %q", string(reason), said)
		}
	}
}
