package rank

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// A Model turns vectors into scores, and evidence into a probability. What
// tells passages apart is not the same in a base of forty as in a library of
// thousands, so it holds two sets of weights.
type Model struct {
	Small, Large Weights
}

// Weights are those for one size of base.
type Weights struct {
	Ranking    Vector   // by figure
	Confidence Evidence // by figure
	Constant   float64  // of the confidence
}

// The sizes, in passages, up to which a base is small and from which it is
// large. In between, weights lie between, by the logarithm of the size.
const (
	smallBase = 400
	largeBase = 1000
)

// Largeness is 0 for a small base, 1 for a large one, and between them
// otherwise.
func Largeness(passages int) float64 {
	x := math.Log(float64(max(1, passages))/smallBase) / math.Log(float64(largeBase)/smallBase)
	return min(1, max(0, x))
}

// For returns the weights for a base of so many passages.
func (m *Model) For(passages int) *Weights {
	large := Largeness(passages)
	between := func(a, b float64) float64 { return (1-large)*a + large*b }
	w := &Weights{Constant: between(m.Small.Constant, m.Large.Constant)}
	for i := range w.Ranking {
		w.Ranking[i] = between(m.Small.Ranking[i], m.Large.Ranking[i])
	}
	for i := range w.Confidence {
		w.Confidence[i] = between(m.Small.Confidence[i], m.Large.Confidence[i])
	}
	return w
}

// Sort scores candidates and puts the best first; ties go to the older
// passage.
func (w *Weights) Sort(candidates []Candidate) {
	for i := range candidates {
		c := &candidates[i]
		c.Score = 0
		for j, x := range c.Vector {
			c.Score += w.Ranking[j] * x
		}
	}
	slices.SortFunc(candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage))
	})
}

// Trust is the probability that the passage for which e speaks answers.
func (w *Weights) Trust(e Evidence) float64 {
	z := w.Constant
	for i, x := range e {
		z += w.Confidence[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}

// model is written by internal/fit/fit.
//
//go:embed model.toml
var model string

// Default returns the model in use. It is read once, when first asked for.
func Default() *Model { return readDefault() }

var readDefault = sync.OnceValue(func() *Model {
	m, err := Read(strings.NewReader(model))
	if err != nil {
		panic(err) // Unreachable: a test reads the model
	}
	return m
})

// file is a model as it is written down: by name, the weights for a small base
// and for a large one.
type file struct {
	Ranking    map[string][2]float64 `toml:"ranking"`
	Confidence map[string][2]float64 `toml:"confidence"`
}

// constant names the confidence's constant.
const constant = "constant"

// Read reads a model. A figure that is not named has the weight 0; a name
// that is no figure is an error.
func Read(r io.Reader) (*Model, error) {
	var f file
	if _, err := toml.NewDecoder(r).Decode(&f); err != nil {
		return nil, err
	}
	m := new(Model)
	c := f.Confidence[constant]
	m.Small.Constant, m.Large.Constant = c[0], c[1]
	delete(f.Confidence, constant)
	if err := spread(f.Ranking, Names[:], m.Small.Ranking[:], m.Large.Ranking[:]); err != nil {
		return nil, err
	}
	return m, spread(f.Confidence, EvidenceNames[:], m.Small.Confidence[:], m.Large.Confidence[:])
}

// spread puts named weights into the order of names.
func spread(weights map[string][2]float64, names []string, small, large []float64) error {
	for name, w := range weights {
		i := slices.Index(names, name)
		if i < 0 {
			return fmt.Errorf("weight %q: no such figure", name)
		}
		small[i], large[i] = w[0], w[1]
	}
	return nil
}

// Write writes m so that Read reads it. comment stands on top.
func (m *Model) Write(w io.Writer, comment string) error {
	var s strings.Builder
	for line := range strings.Lines(comment) {
		s.WriteString(strings.TrimRight("# "+line, " \n") + "\n")
	}
	write := func(name string, small, large float64) {
		if small != 0 || large != 0 {
			fmt.Fprintf(&s, "%s = [%.4f, %.4f]\n", name, small, large)
		}
	}
	fmt.Fprintf(&s, "\n# The weight of each figure in a passage's score, in a base of up to %d passages\n# and from %d on.\n[ranking]\n", smallBase, largeBase)
	for i, name := range Names {
		write(name, m.Small.Ranking[i], m.Large.Ranking[i])
	}
	s.WriteString("\n# The weight of each figure in the log-odds that the first passage answers.\n[confidence]\n")
	write(constant, m.Small.Constant, m.Large.Constant)
	for i, name := range EvidenceNames {
		write(name, m.Small.Confidence[i], m.Large.Confidence[i])
	}
	_, err := io.WriteString(w, s.String())
	return err
}
