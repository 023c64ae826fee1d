package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// What earlier questions of the same member add to one that leans on them: their
// words, and the article that answers the last of them, which goes first. The words of
// the bot's own answers add nothing: they made follow-ups worse (nDCG@10 .36
// against .41 without any context, on a public set of conversations). Of 99
// follow-ups of fifteen small bases, 39 were answered rightly and 23 wrongly by
// words alone, 52 and 22 with the article. A question that is sure by itself is
// answered without either, see searchAt.
const (
	contextWeight   = 0.6  // of a word of the question before, against one of the question itself
	predicateWeight = 0.8  // of a word that stands in no title, against one that does
	toldWeight      = 0.5  // the same, of a word that was told before the question in the same message
	talkWeight      = 0.1  // of a word of this question that is only talk
	contextOwn      = 3    // own words from which on earlier ones count for less
	contextFade     = 0.85 // for each question further back
	contextTerms    = 8    // words that are added at most
	contextTurns    = 6    // questions that are looked back at most
	shortTerms      = 4    // content words that a short question has at most
	shortFollows    = 0.33 // how much one leans on the question before that is only short
)

// recall adds the words of earlier questions to one that leans on them.
func (x *index) recall(ctx context.Context, q *rank.Question, tokens []stem.Token, earlier []string, language string) error {
	if len(earlier) == 0 || len(q.Terms) == 0 || !pointsBack(tokens) && len(q.Terms) > shortTerms {
		return nil
	}
	for i := range q.Terms {
		if t := &q.Terms[i]; talk[t.Word] {
			t.Context = talkWeight
		}
	}
	return x.add(ctx, q, earlier, contextWeight*min(1, contextOwn/float64(len(q.Terms))), language)
}

// add adds the words of texts to a question; those of the last one at a weight
// against its own words, and of each one before at a lower one. Misspelt words
// are put right, as they were when they were asked.
func (x *index) add(ctx context.Context, q *rank.Question, texts []string, weight float64, language string) error {
	seen := make(map[uint32]bool)
	for _, t := range q.Terms {
		for _, f := range t.Forms {
			seen[f.Number] = true
		}
	}
	var added []rank.Term
	for i := len(texts) - 1; i >= max(0, len(texts)-contextTurns); i-- {
		tokens, err := x.spelt(ctx, texts[i], language)
		if err != nil {
			return err
		}
		for _, t := range tokens {
			n := x.dict.Number(t.Term)
			if t.Stop || seen[n] || lexicon.Aside(t.Term) {
				continue
			}
			seen[n] = true
			worth := weight
			if !x.subjects[t.Term] {
				worth *= predicateWeight
			}
			added = append(added, rank.Term{Word: t.Word, Context: worth, Forms: []rank.Form{{Stem: t.Term, Number: n, Strength: 1, Via: "earlier question"}}})
		}
		weight *= contextFade
	}
	slices.SortStableFunc(added, func(a, b rank.Term) int {
		return cmp.Compare(b.Context*x.dict.Weight(b.Forms[0].Number), a.Context*x.dict.Weight(a.Forms[0].Number))
	})
	q.Terms = append(q.Terms, added[:min(contextTerms, len(added))]...)
	return nil
}

// spelt returns the words of a text, put right.
func (x *index) spelt(ctx context.Context, text, language string) ([]stem.Token, error) {
	text = strings.Map(seen, text)
	tokens := stem.Tokens(text, language)
	corrections, err := x.spell(ctx, text, tokens, language)
	if len(corrections) == 0 || err != nil {
		return tokens, err
	}
	right, _ := apply(text, tokens, corrections)
	return stem.Tokens(right, language), nil
}

// leans returns how much a question leans on the one before: not at all if it has
// a subject of its own, much if it points back, a little if it is only short.
func (x *index) leans(u *understanding) float64 {
	subject := slices.ContainsFunc(u.Terms[:u.own], func(t rank.Term) bool { return x.subjects[t.Forms[0].Stem] })
	switch {
	case subject:
		return 0
	case u.pointsBack:
		return 1
	case u.own <= shortTerms:
		return shortFollows
	}
	return 0
}

// pointsBack reports whether a question has a word for something said before, or
// begins as one that goes on.
func pointsBack(tokens []stem.Token) bool {
	for i, t := range tokens {
		if pointing[t.Word] || i == 0 && goingOn[t.Word] || i == 1 && t.Word == "about" {
			return true
		}
	}
	return false
}

// pointing are words that stand for something said before. "That" and "there"
// are not among them: they mostly do other work.
var pointing = set("it its they them their theirs this these those he him his she her hers ones")

// talk are words of a conversation, not of what it is about.
var talk = set("tell know wow awesome interesting cool great nice explain mention mentioned think good sorry thought say said want like one thing things lot really sure okay look")

// goingOn are words that a follow-up begins with.
var goingOn = set("and but so or also why then interesting ok okay thanks great cool")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}
