package knowledge

import (
	"slices"

	"pamphlet/internal/rank"
)

// decide says what the matches of r, of which there is one at least, come to:
// an answer, a question back, or nothing that is good enough.
func (r *Result) decide(u *understanding, q Query) {
	threshold := q.Threshold
	if threshold <= 0 {
		threshold = DefaultThreshold
	}
	r.Threshold = threshold
	open := ambiguous(u, r.Matches, threshold)
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
		var choices []Related
		for _, at := range open {
			choices = append(choices, related(r.Matches[at]))
		}
		r.Choices, r.Reason = distinct(choices), ReasonSeveral
		return
	}
	switch {
	case r.Matches[0].Confidence < threshold:
		r.Reason = ReasonThreshold
	case rank.Absent(&u.Question):
		r.Reason = ReasonAbsent
	case !u.holdsOwnWord(r.Matches[0]):
		r.Reason = ReasonEarlier
	case u.offSubject(r.Matches):
		r.Reason = ReasonSubject
	}
	r.Answered = r.Reason == ""
	if !r.Answered {
		r.Nearest = nearest(r.Matches)
		r.Closest = closest(r.Matches, rank.Absent(&u.Question))
	}
}

// ClosestThreshold is the confidence from which a match comes close although
// nothing is sure. On ten communities the passage that answers is then shown for
// 7 in 10 questions.
const ClosestThreshold = 0.1

const (
	absentThreshold = 0.25 // as ClosestThreshold, where a word that the question turns on stands nowhere
	closestShare    = 0.5  // of the first one's confidence or score, for the others
	maxClosest      = 3
)

// closest returns the matches that may answer although none is sure to.
func closest(matches []Match, absent bool) []Match {
	first := matches[0]
	if first.Confidence < ClosestThreshold || !first.own || absent && first.Confidence < absentThreshold {
		return nil
	}
	var near []Match
	for _, m := range matches {
		same := slices.ContainsFunc(near, func(o Match) bool { return o.Text == m.Text })
		if !same && m.own && len(near) < maxClosest && (m.Confidence >= closestShare*first.Confidence || m.Score >= closestShare*first.Score) {
			near = append(near, m)
		}
	}
	return near
}

// holdsOwnWord reports whether a match holds a word of the question itself: one that
// holds only what was said before is about that, not about a new topic. A
// question of small talk alone ("tell me more") has no word of its own.
func (u *understanding) holdsOwnWord(m Match) bool {
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

// offSubject reports whether a question that names no subject itself, but follows one
// that did, found a first match on another: that lacks the subject, which other
// matches have in their titles. "How long do they last?" after a question on
// antidepressants is not answered by how long those of ketamine do.
func (u *understanding) offSubject(matches []Match) bool {
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

// titled reports whether a match has a word in its title.
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
