package knowledge

import (
	"slices"
	"strings"

	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// nearestQuestions is how many questions are offered when nothing answers.
const nearestQuestions = 3

// decide says what the matches of r, of which there is one at least, come to:
// an answer, a question back, or nothing that is good enough.
func (r *Result) decide(u *understanding, q Query) {
	threshold := q.Threshold
	if threshold <= 0 {
		threshold = DefaultThreshold
	}
	if at := askedOf(r.Matches, q.Text); at >= 0 {
		r.promote(at, "This very question is asked of the passage.")
		r.Matches[0].Confidence, r.Matches[0].Listed = 1, true
		r.Answered, r.Corrected, r.Corrections = true, "", nil
		return
	}
	open := openTo(u, r.Matches, threshold)
	goesOn := slices.IndexFunc(open, func(at int) bool { return r.Matches[at].Article == q.Article })
	switch {
	case goesOn >= 0:
		// What the question is about was the doubt; each had its part of it.
		sum := 0.0
		for _, at := range open {
			sum += r.Matches[at].Confidence
		}
		r.promote(open[goesOn], "Others answer about equally; the last answer came from this article.")
		r.Matches[0].Confidence = min(sum, 1)
	case len(open) > 1 && !u.settled(r.Matches, open):
		for _, at := range open {
			r.Choices = append(r.Choices, related(r.Matches[at]))
		}
		return
	}
	r.Answered = r.Matches[0].Confidence >= threshold && !rank.Absent(&u.Question) && u.touched(r.Matches[0]) && !u.astray(r.Matches)
	if !r.Answered {
		r.Nearest = nearest(r.Matches)
	}
}

// askedOf returns the place of the one match that answers text word for word:
// whose heading, or another way to ask below it, is that very question, but for
// case and signs. A moderator who attached a question to a passage has decided;
// no figure knows better. It is -1 if there is no such match, or several.
func askedOf(matches []Match, text string) int {
	words := spoken(text)
	if words == "" {
		return -1
	}
	found := -1
	for at, m := range matches {
		if !slices.ContainsFunc(m.Questions, func(q string) bool { return spoken(q) == words }) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = at
	}
	return found
}

// spoken is a question without case and signs.
func spoken(text string) string {
	var words []string
	for _, t := range stem.Words(text, "en") {
		words = append(words, t.Word)
	}
	return strings.Join(words, " ")
}

// touched says whether a match holds a word of the question itself: one that
// holds only what was said before is about that, not about a new topic. A
// question of small talk alone ("tell me more") has no word of its own.
func (u *understanding) touched(m Match) bool {
	own := false
	for _, t := range u.Terms {
		if t.Context > 0 || t.Aside {
			continue
		}
		if !slices.Contains(m.Why.Missing, t.Word) {
			return true
		}
		own = true
	}
	return !own
}

// astray says whether a question that names no subject itself, but follows one
// that did, found a first match on another: that lacks the subject, which other
// matches have in their titles. "How long do they last?" after a question on
// antidepressants is not answered by how long those of ketamine do.
func (u *understanding) astray(matches []Match) bool {
	own := min(u.own, len(u.Terms))
	titled := func(t rank.Term) bool {
		return slices.ContainsFunc(matches, func(m Match) bool { return m.titled(t.Word) })
	}
	if slices.ContainsFunc(u.Terms[:own], titled) {
		return false
	}
	var subject rank.Term
	for _, t := range u.Terms[own:] {
		if t.General > subject.General {
			subject = t
		}
	}
	return titled(subject) && slices.Contains(matches[0].Why.Missing, subject.Word)
}

// titled says whether a match has a word in its title.
func (m Match) titled(word string) bool {
	return slices.ContainsFunc(m.Why.Found, func(f FoundTerm) bool { return f.Term == word && slices.Contains(f.Fields, "title") })
}

// promote puts a match before all others and says why.
func (r *Result) promote(at int, why string) {
	best := r.Matches[0].Score
	r.Matches[0].Why.Note = ""
	m := r.Matches[at]
	r.Matches = slices.Insert(slices.Delete(r.Matches, at, at+1), 0, m)
	r.Matches[0].Score, r.Matches[0].Why.Note = best, why
}

// nearest returns questions that the first matches answer.
func nearest(matches []Match) []Related {
	var all []Related
	for _, m := range matches {
		if len(m.Questions) > 0 && len(all) < nearestQuestions {
			all = append(all, related(m))
		}
	}
	return all
}

func related(m Match) Related { return Related{m.ID, m.Questions[0]} }
