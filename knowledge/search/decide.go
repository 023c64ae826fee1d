package search

import (
	"fmt"
	"slices"

	"pamphlet/internal/lexicon"
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
	case r.Matches[0].Confidence < absentAnswer && rank.Absent(&u.Question), u.unknownName():
		r.Reason = ReasonAbsent
	case !u.holdsOwnWord(r.Matches[0]):
		r.Reason = ReasonEarlier
	}
	r.Answered = r.Reason == ""
	if !r.Answered {
		r.Nearest = nearest(r.Matches)
		r.Closest = closest(r.Matches, rank.Absent(&u.Question))
	}
}

// ClosestThreshold is the confidence from which a match comes close although
// nothing is sure. On fifteen communities the passage that answers is then shown for
// three in four questions.
const ClosestThreshold = 0.1

const (
	absentThreshold = 0.2 // as ClosestThreshold, where a word that the question turns on stands nowhere
	absentAnswer    = 0.7 // the confidence that a match then needs to answer
	closestShare    = 0.5 // of the first one's confidence or score, for the others
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

// unknownName reports whether the question names a medicine, a condition or a
// treatment that stands in no passage, by any of its names: what is said of another
// one is no answer, however sure.
func (u *understanding) unknownName() bool {
	return slices.ContainsFunc(u.Terms, func(t rank.Term) bool {
		return t.Context == 0 && lexicon.Name(t.Word) && !t.Known(sameName)
	})
}

// sameName is the strength from which another word names the same thing, as a
// brand names a medicine; below it lie what it is a kind of and what it is for.
const sameName = 0.85

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

// promote puts a match before all others and says why.
func (r *Result) promote(at int, why string) {
	best := r.Matches[0].Score
	r.Matches[0].Why.Note = ""
	m := r.Matches[at]
	r.Matches = slices.Insert(slices.Delete(r.Matches, at, at+1), 0, m)
	r.Matches[0].Score, r.Matches[0].Why.Note = best, why
}

// When a question is open: it is short, and passages of different articles
// answer it about equally. Each of two such passages is evidence against the
// other, so that a small lead parts their odds a good deal.
const (
	openTerms  = 2    // content words that an open question has at most
	openShare  = 0.12 // of the first match's odds that others must have
	headShare  = 0.05 // the same, where the question is all about what each stands under
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
	share := openShare
	if asksHeading(first.Why.Found) && asksHeading(m.Why.Found) {
		share = headShare
	}
	return m.Confidence*(1-first.Confidence) >= share*first.Confidence*(1-m.Confidence)
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

// A Reason names the rule by which nothing was answered; "" if something was.
type Reason string

// The rules by which nothing is answered.
const (
	ReasonThreshold Reason = "threshold" // the best match is not sure enough
	ReasonAbsent    Reason = "absent"    // a word that the question turns on, or a name, stands nowhere
	ReasonEarlier   Reason = "earlier"   // the best match is only on what was asked before
	ReasonSeveral   Reason = "several"   // several articles answer about equally
	ReasonNoMatch   Reason = "no match"  // no passage holds a word of the question
	ReasonNoWords   Reason = "no words"  // the question has no word to search for
	ReasonWithheld  Reason = "withheld"  // the best match may not be quoted now
)

// String says the rule in a sentence.
func (r Reason) String() string {
	switch r {
	case ReasonThreshold:
		return "The best match is less sure than the threshold wants."
	case ReasonAbsent:
		return "A word that the question turns on stands in no passage."
	case ReasonEarlier:
		return "The best match holds no word of the question itself, only of what was asked before."
	case ReasonSeveral:
		return "Several articles answer about equally."
	case ReasonNoMatch:
		return "No passage holds a word of the question."
	case ReasonNoWords:
		return "All words of the question are too common to search for, and nobody listed it."
	case ReasonWithheld:
		return "The best match may not be quoted now: it is past its review date, or not for someone who may be at risk."
	}
	return string(r)
}

// WhyNot says in a sentence why r answers nothing, with the figures that decided;
// "" if it answers.
func (r Result) WhyNot() string {
	if r.Reason == ReasonThreshold && len(r.Matches) > 0 {
		return fmt.Sprintf("The best match has confidence %.2f; the threshold is %.2f.", r.Matches[0].Confidence, r.Threshold)
	}
	return r.Reason.String()
}
