package knowledge

import "slices"

// When a question is open: it is short, and passages of different articles
// answer it about equally.
const (
	openTerms   = 2   // content words that an open question has at most
	openShare   = 0.9 // of the first match's confidence that others must have
	openBar     = 0.6 // of the threshold that all must reach
	mostChoices = 4
)

// choices returns what a question could be about, if that is truly open: at
// least two questions that matches of different articles answer.
func choices(u *understanding, matches []Match, threshold float64) []Related {
	if u.own == 0 || u.own > openTerms || len(u.Terms) > u.own {
		return nil // long enough to say what it means, or said before
	}
	first := matches[0]
	if first.Confidence < openBar*threshold || len(first.Why.Missing) > 0 {
		return nil
	}
	var all []Related
	var articles []string
	for _, m := range matches {
		equal := m.Confidence >= openShare*first.Confidence && len(m.Why.Missing) == 0
		if equal && len(m.Questions) > 0 && !slices.Contains(articles, m.Article) && len(all) < mostChoices {
			all = append(all, Related{m.ID, m.Questions[0]})
			articles = append(articles, m.Article)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}
