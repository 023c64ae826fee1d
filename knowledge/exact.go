package knowledge

import (
	"slices"
	"strings"

	"pamphlet/internal/stem"
)

// Exact returns r with the one passage on top that answers text word for word:
// whose heading, or another way to ask below it, is that very question, but for
// case and signs. A moderator who attached a question to a passage has decided;
// no figure knows better. Where two passages are asked so, r stands as it is.
func (r Result) Exact(text string) Result {
	words := spoken(text)
	at := -1
	for i, m := range r.Matches {
		if !slices.ContainsFunc(m.Questions, func(q string) bool { return spoken(q) == words }) {
			continue
		}
		if at >= 0 {
			return r
		}
		at = i
	}
	if at < 0 || words == "" {
		return r
	}
	first := r.Matches[at]
	first.Confidence = 1
	r.Matches = slices.Insert(slices.Delete(slices.Clone(r.Matches), at, at+1), 0, first)
	r.Answered, r.Choices, r.Nearest, r.Corrected, r.Corrections = true, nil, nil, "", nil
	return r
}

// spoken is a question without case and signs.
func spoken(text string) string {
	var words []string
	for _, t := range stem.Tokens(text, "en") {
		words = append(words, t.Word)
	}
	return strings.Join(words, " ")
}
