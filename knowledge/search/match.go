package search

import (
	"strings"
	"unicode/utf8"

	"pamphlet/internal/sentence"
	"pamphlet/knowledge/passage"
)

// A Query is one question to a guild's articles.
type Query struct {
	Guild string
	Text  string
	// Earlier holds what the same member asked before in this conversation,
	// oldest first. It only helps to understand Text.
	Earlier []string
	// Article is the slug of the article the last answer came from, or "". It
	// settles what a short question is about, if another article answers it
	// about equally.
	Article string
	Limit   int // matches wanted; 0 means DefaultLimit
	// Threshold is the confidence from which a match answers; 0 means
	// DefaultThreshold.
	Threshold float64
}

// DefaultLimit is the number of matches when a Query names none.
const DefaultLimit = 10

// DefaultThreshold is the confidence from which a match answers when a Query
// names none. At it, of the questions of fifteen communities, each judged by a
// model that never saw it, 48 in a hundred are answered rightly and 10 wrongly;
// the others see what comes closest. See docs/evaluation.md.
const DefaultThreshold = 0.55

// A Match is a passage found for a query.
type Match struct {
	passage.Passage
	Score float64 // comparable within one result only; higher is better
	// Confidence is the calibrated probability, from 0 to 1, that the
	// passage answers the question.
	Confidence float64
	Sentence   passage.Span // the part of Text that answers best; may be empty
	Duplicates []passage.Passage
	Why        Explanation
	own        bool // holds a word of the question itself, if that has any
	Listed     bool // a moderator listed this very question with the passage
}

// A Result is the answer of the base to one query.
type Result struct {
	Matches []Match // best first
	// Answered says that the first match is good enough to be shown as the
	// answer.
	Answered bool
	// Listed says that the question is listed, word for word, with the passage
	// that answers.
	Listed bool
	// Reason is the rule by which nothing was answered, and Threshold the
	// confidence that was wanted.
	Reason    Reason
	Threshold float64
	// Choices are what the question could be about when it is truly open:
	// the bot asks back. Empty when it is not.
	Choices []Related
	// Closest are what comes near when nothing is sure, best first, three at most:
	// each may answer. Empty if Answered, if there are Choices, and if nothing
	// comes near.
	Closest []Match
	// Corrected is the question as it was understood, when a word of it was
	// taken for a misspelling; "" otherwise.
	Corrected string
	// Corrections lists each misspelt word and what it was read as.
	Corrections []Correction
	// Nearest are what the matches that come closest are listed with, for when
	// none is good enough.
	Nearest []Related
	// Related are what can be asked next, after an answer.
	Related    []Related
	pointsBack bool    // the question has a word for something said before
	leans      float64 // how much the question does on what was asked before
	// Terms is the number of different content words in the question. With
	// none there is nothing to search for.
	Terms int
}

// A Correction is a word read as another.
type Correction struct{ From, To string }

// An Explanation tells a moderator why a match stands where it does.
type Explanation struct {
	Found    []FoundTerm // words of the question that the passage holds
	Missing  []string    // words of the question that it does not
	Features []Feature   // what the score is made of, largest part first
	Note     string      // one sentence on why the runner-up lost, or ""
	Refused  string      `json:",omitempty"` // one sentence on why the match is no answer, or ""
}

// A FoundTerm is a word of the question and the fields it stands in.
type FoundTerm struct {
	Term   string
	Fields []string // title, heading, questions, body
	Via    string   // the synonym or correction that led to it, or ""
}

// A Feature is one named part of a score.
type Feature struct {
	Name   string
	Value  float64
	Weight float64
}

// maxExcerpt is how long an excerpt is, in characters: two or three of them are
// read on a phone without scrolling far.
const maxExcerpt = 300

// Excerpt is the part of m's text to be shown where the whole passage is not:
// the sentence that answers best, and one beside it if there is room. It holds
// whole sentences, unless one alone is too long: then it ends at a word.
func (m Match) Excerpt() passage.Span {
	sentences := sentence.Split(m.Text)
	if len(sentences) == 0 {
		return passage.Span{}
	}
	best := 0
	for i, s := range sentences {
		if s.Start <= m.Sentence.Start && m.Sentence.Start < s.End {
			best = i
		}
	}
	fits := func(s passage.Span) bool { return utf8.RuneCountInString(s.Of(m.Text)) <= maxExcerpt }
	excerpt := passage.Span(sentences[best])
	if !fits(excerpt) {
		return beginning(m.Text, excerpt)
	}
	if best+1 < len(sentences) {
		if longer := (passage.Span{Start: excerpt.Start, End: sentences[best+1].End}); fits(longer) {
			return longer
		}
	}
	if best > 0 {
		if longer := (passage.Span{Start: sentences[best-1].Start, End: excerpt.End}); fits(longer) {
			return longer
		}
	}
	return excerpt
}

// beginning is as much of s as an excerpt holds, up to a space if there is one in
// its second half.
func beginning(text string, s passage.Span) passage.Span {
	end, n := s.Start, 0
	for i := range s.Of(text) {
		if end = s.Start + i; n == maxExcerpt {
			break
		}
		n++
	}
	if space := strings.LastIndexAny(text[s.Start:end], " \n"); space > (end-s.Start)/2 {
		end = s.Start + space
	}
	return passage.Span{Start: s.Start, End: end}
}
