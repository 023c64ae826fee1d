package knowledge

import (
	"slices"

	"pamphlet/internal/rank"
)

// When a question is open: it is short, and passages of different articles
// answer it about equally. Each of two such passages is evidence against the
// other, so that a small lead parts their odds a good deal.
const (
	openTerms  = 2    // content words that an open question has at most
	openShare  = 0.25 // of the first match's odds that others must have
	openBar    = 0.6  // of the threshold that all must reach
	maxChoices = 4
)

// ambiguous returns the places of the matches that a question could be about, one
// of each article, if it is truly open: at least two.
func ambiguous(u *understanding, matches []Match, threshold float64) []int {
	if u.own == 0 || u.own > openTerms {
		return nil // long enough to say what it means
	}
	first := matches[0]
	if first.Confidence < openBar*threshold || !u.whole(first) {
		return nil
	}
	var open []int
	var articles []string
	for at, m := range matches {
		if equal(first, m) && u.whole(m) && len(m.Questions) > 0 && !slices.Contains(articles, m.Article) && len(open) < maxChoices {
			open, articles = append(open, at), append(articles, m.Article)
		}
	}
	if len(open) < 2 {
		return nil
	}
	return open
}

// equal reports whether a match answers about as well as the first does.
func equal(first, m Match) bool {
	return m.Confidence*(1-first.Confidence) >= openShare*first.Confidence*(1-m.Confidence)
}

// whole reports whether a match holds every word of the question itself.
func (u *understanding) whole(m Match) bool {
	return !slices.ContainsFunc(u.Terms, func(t rank.Term) bool {
		return t.Context == 0 && slices.Contains(m.Why.Missing, t.Word)
	})
}

// settled reports whether what was said before tells the open matches apart: a
// word of it stands in some of them and not in others.
func (u *understanding) settled(matches []Match, open []int) bool {
	for _, t := range u.Terms[min(u.own, len(u.Terms)):] {
		missing := 0
		for _, at := range open {
			if slices.Contains(matches[at].Why.Missing, t.Word) {
				missing++
			}
		}
		if 0 < missing && missing < len(open) {
			return true
		}
	}
	return false
}
