package eval

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"pamphlet/knowledge/search"
)

// A Run is what the base returned for each question of a collection.
type Run struct {
	Rankings  map[string][]Ranked
	Times     []time.Duration // of each question, sorted
	Answered  int             // questions that got an answer, at the default threshold
	AskedBack int             // questions that are open: the bot asks what is meant
}

// A Ranked is one passage of a ranking.
type Ranked struct {
	Passage    string // its id in the collection
	Score      float64
	Confidence float64
	Sentence   string // the marked one
}

// depth is the number of passages asked for.
const depth = 100

// A Setting changes the query that is made of a question: its text, its
// history.
type Setting func(q Question, k *search.Query)

// Plain asks the question as it is.
func Plain(Question, *search.Query) {}

// WithHistory gives what the member asked before: every second turn of the
// history, the last being the other side's.
func WithHistory(q Question, k *search.Query) {
	for i := 0; i < len(q.History); i += 2 {
		k.Earlier = append(k.Earlier, q.History[i])
	}
}

// OutOfPlace returns a setting that gives, as what the member asked before,
// some other of questions, drawn at random but the same in each run. It shows
// what harm a conversation does where none is needed.
func OutOfPlace(questions []Question) Setting {
	draw := rand.New(rand.NewPCG(1, 2))
	return func(q Question, k *search.Query) {
		if other := questions[draw.IntN(len(questions))]; other.ID != q.ID {
			k.Earlier = []string{other.Text}
		}
	}
}

// Rewritten asks the question as a person wrote it out.
func Rewritten(q Question, k *search.Query) {
	if q.Rewrite != "" {
		k.Text = q.Rewrite
	}
}

// Do asks all questions, one after the other, and calls progress, if not nil,
// after each.
func (l *Loaded) Do(ctx context.Context, questions []Question, set Setting, progress func(done int)) (*Run, error) {
	r := &Run{Rankings: make(map[string][]Ranked)}
	for i, q := range questions {
		k := search.Query{Guild: l.Guild, Text: q.Text, Limit: depth}
		set(q, &k)
		start := time.Now()
		found, err := l.Base.Search(ctx, k)
		if err != nil {
			return nil, fmt.Errorf("%s: question %s: %w", l.Name, q.ID, err)
		}
		r.Times = append(r.Times, time.Since(start))
		if found.Answered {
			r.Answered++
		} else if len(found.Choices) > 0 {
			r.AskedBack++
		}
		list := make([]Ranked, len(found.Matches))
		for j, m := range found.Matches {
			list[j] = Ranked{m.External, m.Score, m.Confidence, m.Sentence.Of(m.Text)}
		}
		r.Rankings[q.ID] = list
		if progress != nil {
			progress(i + 1)
		}
	}
	slices.Sort(r.Times)
	return r, nil
}

// IDs returns the rankings as passage ids.
func (r *Run) IDs() map[string][]string {
	ids := make(map[string][]string, len(r.Rankings))
	for q, list := range r.Rankings {
		ids[q] = make([]string, len(list))
		for i, p := range list {
			ids[q][i] = p.Passage
		}
	}
	return ids
}

// Percentile returns the time within which share of the questions were
// answered, 0 without any.
func (r *Run) Percentile(share float64) time.Duration {
	if len(r.Times) == 0 {
		return 0
	}
	return r.Times[min(len(r.Times)-1, int(share*float64(len(r.Times))))]
}

// Guesses pairs the confidence in each question's first passage with whether
// it answers. A question for which nothing was found is a sure no.
func (r *Run) Guesses(questions []Question, grades map[string]map[string]int) []Guess {
	guesses := make([]Guess, len(questions))
	for i, q := range questions {
		if list := r.Rankings[q.ID]; len(list) > 0 {
			guesses[i] = Guess{list[0].Confidence, grades[q.ID][list[0].Passage] > 0}
		}
	}
	return guesses
}

// Answerable pairs the same confidence with whether the collection's makers
// say that the question has an answer.
func (r *Run) Answerable(questions []Question, otherwise bool) []Guess {
	guesses := make([]Guess, len(questions))
	for i, q := range questions {
		guesses[i].Right = otherwise
		if q.Answerable != nil {
			guesses[i].Right = *q.Answerable
		}
		if list := r.Rankings[q.ID]; len(list) > 0 {
			guesses[i].Confidence = list[0].Confidence
		}
	}
	return guesses
}

// Marked returns for how many answerable questions whose first passage is the
// right one the marked sentence holds one of the answers, and their number.
func (r *Run) Marked(questions []Question, grades map[string]map[string]int) (held, of int) {
	for _, q := range questions {
		list := r.Rankings[q.ID]
		if len(q.Answers) == 0 || len(list) == 0 || grades[q.ID][list[0].Passage] <= 0 {
			continue
		}
		of++
		if slices.ContainsFunc(q.Answers, func(a string) bool { return strings.Contains(list[0].Sentence, a) }) {
			held++
		}
	}
	return held, of
}

// TREC writes the run in the format that trec_eval reads.
func (r *Run) TREC(w io.Writer, questions []Question, name string) error {
	for _, q := range questions {
		for i, p := range r.Rankings[q.ID] {
			if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.6f %s\n", q.ID, p.Passage, i+1, p.Score, name); err != nil {
				return err
			}
		}
	}
	return nil
}
