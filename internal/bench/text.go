package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
)

// A writer makes text whose words are as frequent as in general English, with
// a topic in each article: one word in seven is of its 25 own words, which is
// what makes a question find its passage.
type writer struct {
	r     *rand.Rand
	words []string
	sums  []float64 // cumulative frequency of words
}

// newWriter reads the table of word frequencies at path: lines of a word, a
// tab, and how rare it is in tenths of a power of ten.
func newWriter(path string) (*writer, error) {
	table, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	w := &writer{r: rand.New(rand.NewPCG(1, 2))}
	sum := 0.0
	for line := range strings.Lines(string(table)) {
		word, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		value, _, _ = strings.Cut(value, "/")
		rare, err := strconv.ParseFloat(strings.TrimRight(value, "!"), 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", path, line, err)
		}
		sum += math.Pow(10, -rare/10)
		w.words, w.sums = append(w.words, word), append(w.sums, sum)
	}
	return w, nil
}

func (w *writer) word() string {
	at, _ := slices.BinarySearch(w.sums, w.r.Float64()*w.sums[len(w.sums)-1])
	return w.words[min(at, len(w.words)-1)]
}

// topic picks words that are neither common nor hardly ever used.
func (w *writer) topic() []string {
	var words []string
	for len(words) < 25 {
		if at := w.r.IntN(len(w.words)); w.sums[at] > w.sums[max(at-1, 0)]+1e-7*w.sums[len(w.sums)-1] {
			words = append(words, w.words[at])
		}
	}
	return words
}

func (w *writer) sentence(topic []string, n int) string {
	words := make([]string, n)
	for i := range words {
		if words[i] = w.word(); w.r.IntN(7) == 0 {
			words[i] = topic[w.r.IntN(len(topic))]
		}
	}
	return strings.Join(words, " ")
}

// A passage of 60 to 140 words under a heading.
type passage struct{ title, heading, text string }

// passages makes n passages, eight an article.
func (w *writer) passages(n int) []passage {
	all := make([]passage, n)
	var topic []string
	title := ""
	for i := range all {
		if i%8 == 0 {
			topic = w.topic()
			title = w.sentence(topic, 5)
		}
		var text strings.Builder
		for words := 60 + w.r.IntN(80); words > 0; words -= 15 {
			text.WriteString(w.sentence(topic, 15) + ". ")
		}
		all[i] = passage{title, w.sentence(topic, 5), strings.TrimSpace(text.String())}
	}
	return all
}

// questions makes n questions: function words, and words of which four in five
// stand in one passage.
func (w *writer) questions(all []passage, n int) []string {
	questions := make([]string, n)
	for i := range questions {
		words := strings.Fields("how long does it the what is can i")[:3+w.r.IntN(5)]
		target := strings.Fields(all[w.r.IntN(len(all))].text)
		for range 3 + w.r.IntN(4) {
			if w.r.IntN(5) == 0 {
				words = append(words, w.word())
			} else {
				words = append(words, strings.Trim(target[w.r.IntN(len(target))], "."))
			}
		}
		questions[i] = strings.Join(words, " ")
	}
	return questions
}
