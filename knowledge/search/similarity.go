package search

import (
	"context"
	"math"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/stem"
)

// sameMeaning is the share of what each of two questions says, by weight, that
// the other must say too for them to count as one. By TestGrouping, of the pairs
// it takes for one, 94 in 100 are on questions to a technical site and 67 in 100
// on questions about one disease, where the collection parts some that are
// word for word the same; it sees 10 and 25 in 100 of the pairs there are. At
// 0.5 that is 95 and 58, 14 and 33: a mixed group hides a question, so the bar
// is rather too high.
const sameMeaning = 0.55

// sameIgnored is the same for a question that is ignored: nobody looks at what
// is added to it.
const sameIgnored = 0.9

// generalTexts is how many texts of general English are thought to stand beside
// a guild's own, so that a word does not seem rare, or common, because there
// are few of these.
const generalTexts = 100

// Terms are the different content terms of a question, sorted. Words
// that English does not know are read as it would spell them.
func Terms(question string) []string {
	terms, _ := meaning(question, nil)
	return terms
}

// meaning returns the different content terms of a question, sorted, and what
// each of them might be said with instead.
func meaning(question string, synonyms *lexicon.Synonyms) ([]string, map[string][]alternative) {
	question = spelt(question)
	tokens := stem.Tokens(question, "en")
	var terms []string
	for _, t := range tokens {
		if !t.Stop {
			terms = append(terms, t.Term)
		}
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	if synonyms == nil {
		return terms, nil
	}
	others := make(map[string][]alternative)
	for _, e := range synonyms.Expand(question, tokens) {
		for _, t := range tokens[e.Start:e.End] {
			if !t.Stop {
				others[t.Term] = append(others[t.Term], alternative{e.Terms, e.Weight})
			}
		}
	}
	return terms, others
}

// alternative is another way to say a term, and what it is worth.
type alternative struct {
	terms []string
	worth float64
}

// spelt puts the words of a question right that English does not know.
func spelt(question string) string {
	tokens := stem.Words(question, "en")
	words := make([]string, min(len(tokens), maxSpelt))
	for i := range words {
		words[i] = question[tokens[i].Start:tokens[i].End]
	}
	speller := lexicon.Speller{English: true}
	right, _ := apply(question, tokens, speller.Question(words))
	return right
}

// A Queued question waits in a queue, as it is compared.
type Queued struct {
	ID      int64
	Terms   []string // as Terms returns them
	Ignored bool
}

// A rarity returns how much a term tells one question of a guild from others.
type rarity func(term string) float64

// mostSimilar returns the question of all that says the same as question, or 0. It
// compares it with the first wording of each: what counts is the lesser of the
// shares that each has of the other.
func mostSimilar(question string, all []Queued, synonyms *lexicon.Synonyms, weigh rarity) int64 {
	terms, others := meaning(question, synonyms)
	best, found := 0.0, int64(0)
	for _, q := range all {
		bar := sameMeaning
		if q.Ignored {
			bar = sameIgnored
		}
		if share := overlap(terms, others, q.Terms, weigh); share >= bar && share > best {
			best, found = share, q.ID
		}
	}
	return found
}

// weights is a term's inverse document frequency among the questions of a
// queue, the passages of its guild, of which found tells how many hold a term,
// and texts of general English.
func weights(all []Queued, passages int, found func(term string) int) rarity {
	times := make(map[string]int)
	for _, q := range all {
		for _, t := range q.Terms {
			times[t]++
		}
	}
	size := generalTexts + float64(len(all)+passages)
	known := make(map[string]float64)
	return func(term string) float64 {
		w, ok := known[term]
		if !ok {
			general := generalTexts * math.Exp(-lexicon.StemWeight(term))
			w = math.Log((size + 1) / (general + float64(times[term]+found(term)) + 0.5))
			known[term] = w
		}
		return w
	}
}

// overlap is the lesser of the shares that a and b have of each other. others
// says what the terms of a might be said with instead.
func overlap(a []string, others map[string][]alternative, b []string, weigh rarity) float64 {
	var wholeA, wholeB, partA float64
	var partB map[string]float64 // how far a says each of b
	says := func(t string, worth float64) {
		if partB == nil {
			partB = make(map[string]float64, len(b)) // most pairs have nothing in common
		}
		partB[t] = max(partB[t], worth)
	}
	for _, t := range a {
		w, said := weigh(t), 0.0
		wholeA += w
		if holds(b, t) {
			said = 1
			says(t, 1)
		}
		for _, o := range others[t] {
			if said >= o.worth || slices.ContainsFunc(o.terms, func(t string) bool { return !holds(b, t) }) {
				continue
			}
			said = o.worth
			for _, t := range o.terms {
				says(t, o.worth)
			}
		}
		partA += w * said
	}
	if partA == 0 {
		return 0
	}
	both := 0.0
	for _, t := range b {
		wholeB += weigh(t)
		both += weigh(t) * partB[t]
	}
	return min(partA/wholeA, both/wholeB)
}

// holds reports whether a sorted list holds a term.
func holds(sorted []string, term string) bool {
	_, ok := slices.BinarySearchFunc(sorted, term, strings.Compare)
	return ok
}

// Same returns the id of the one of all that says the same as a question, or 0. What
// the guild's passages hold tells how much a word says.
func (s *Searcher) Same(ctx context.Context, g Guild, question string, all []Queued) (int64, error) {
	x, release := s.indexes.use(g.Number)
	defer release()
	if err := x.refresh(ctx, g.Revision); err != nil {
		return 0, err
	}
	var err error
	weigh := weights(all, len(x.shape.ids), func(term string) int {
		p, failed := x.find(ctx, term)
		if failed != nil {
			err = failed
		}
		return p.Len()
	})
	same := mostSimilar(question, all, x.synonyms, weigh)
	return same, err
}

// SameByWords is Same for a guild whose passages cannot be read.
func SameByWords(question string, all []Queued) int64 {
	return mostSimilar(question, all, lexicon.Default(), weights(all, 0, func(string) int { return 0 }))
}
