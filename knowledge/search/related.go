package search

import (
	"slices"
	"strings"
	"time"
)

// A Related is a passage that can be asked for next.
type Related struct {
	Passage int64
	// Question is what the passage is listed with, as written. Of two that are
	// listed with the same, each names its article, too: asked as it stands, it
	// is answered by its passage.
	Question string
	Title    string
	Article  string
	Date     time.Time // when the article was published; zero if unknown
}

// maxNearest is how many passages are offered when nothing answers.
const maxNearest = 3

// suggest sets what can be asked next: from the article that answered, or about
// what the question itself names. What was said before is another subject.
func (r *Result) suggest() {
	if !r.Answered {
		return
	}
	first := related(r.Matches[0])
	all := []Related{first}
	for _, m := range r.Matches[1:] {
		if to := related(m); to.Question != "" && (m.own || m.Article == first.Article) && !to.same(first) {
			all = append(all, to)
		}
	}
	r.Related = distinct(all)[1:]
}

// nearest returns what the first matches are listed with.
func nearest(matches []Match) []Related {
	var all []Related
	for _, m := range matches {
		if to := related(m); to.Question != "" && m.own && !slices.ContainsFunc(all, to.same) && len(all) < maxNearest {
			all = append(all, to)
		}
	}
	return distinct(all)
}

// Headings are how the passages of all are told apart: by what they stand under,
// or else their titles.
func Headings(all []Match) []Related {
	named := make([]Related, len(all))
	for i, m := range all {
		if named[i] = related(m); len(m.Heading) > 0 {
			named[i].Question = m.Heading[len(m.Heading)-1]
		} else {
			named[i].Question = m.Title
		}
	}
	return distinct(named)
}

// related is how m is offered. Its question is "" if it is listed with none.
func related(m Match) Related {
	to := Related{Passage: m.ID, Title: m.Title, Article: m.Article, Date: m.Published}
	if len(m.Questions) > 0 {
		to.Question = m.Questions[0]
	}
	return to
}

// same reports whether two are parts of one section, as far as a reader sees.
func (to Related) same(other Related) bool {
	return to.Article == other.Article && strings.EqualFold(to.Question, other.Question)
}

// distinct makes each question tell its passage. Those that are alike get their
// titles, and if that is not enough their dates.
func distinct(all []Related) []Related {
	named := slices.Clone(all)
	for _, detail := range []func(Related) string{
		func(to Related) string { return to.Title },
		func(to Related) string { return to.Title + ", " + dateOf(to.Date) },
	} {
		times := make(map[string]int)
		for _, to := range named {
			times[strings.ToLower(to.Question)]++
		}
		for i, to := range all {
			if times[strings.ToLower(named[i].Question)] > 1 {
				named[i].Question = to.Question + " (" + strings.TrimSuffix(detail(to), ", ") + ")"
			}
		}
	}
	return named
}

// dateOf is a day as it tells an article from another, "" if it is unknown.
func dateOf(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// DistinctQuestions are the questions of all, at most limit, no two alike. Each is
// answered by its passage when it is asked.
func DistinctQuestions(rows []Related, limit int) []string {
	var all []Related
	for _, to := range rows {
		if !slices.ContainsFunc(all, to.same) {
			all = append(all, to)
		}
	}
	var questions []string
	for _, to := range distinct(all) {
		if !slices.Contains(questions, to.Question) && len(questions) < limit {
			questions = append(questions, to.Question)
		}
	}
	return questions
}
