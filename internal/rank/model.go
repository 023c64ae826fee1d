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

// A Model turns vectors into scores, and evidence into a probability.
type Model struct {
	Weights    Vector   // by figure
	Confidence Evidence // weights, by figure
	Constant   float64  // of the confidence
}

// Sort scores candidates and puts the best first; ties go to the older
// passage.
func (m *Model) Sort(candidates []Candidate) {
	for i := range candidates {
		c := &candidates[i]
		c.Score = 0
		for j, x := range c.Vector {
			c.Score += m.Weights[j] * x
		}
	}
	slices.SortFunc(candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage))
	})
}

// Trust is the probability that the passage for which e speaks answers.
func (m *Model) Trust(e Evidence) float64 {
	z := m.Constant
	for i, x := range e {
		z += m.Confidence[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}

// model is written by "pamphlet fit".
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

// file is a model as it is written down.
type file struct {
	Ranking    map[string]float64 `toml:"ranking"`
	Confidence map[string]float64 `toml:"confidence"`
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
	m := &Model{Constant: f.Confidence[constant]}
	delete(f.Confidence, constant)
	if err := spread(f.Ranking, Names[:], m.Weights[:]); err != nil {
		return nil, err
	}
	return m, spread(f.Confidence, EvidenceNames[:], m.Confidence[:])
}

// spread puts named weights into the order of names.
func spread(weights map[string]float64, names []string, into []float64) error {
	for name, w := range weights {
		i := slices.Index(names, name)
		if i < 0 {
			return fmt.Errorf("weight %q: no such figure", name)
		}
		into[i] = w
	}
	return nil
}

// Write writes m so that Read reads it. comment stands on top.
func (m *Model) Write(w io.Writer, comment string) error {
	var s strings.Builder
	for line := range strings.Lines(comment) {
		s.WriteString(strings.TrimRight("# "+line, " \n") + "\n")
	}
	write := func(name string, x float64) {
		if x != 0 {
			fmt.Fprintf(&s, "%s = %.4f\n", name, x)
		}
	}
	s.WriteString("\n# The weight of each figure in a passage's score.\n[ranking]\n")
	for i, x := range m.Weights {
		write(Names[i], x)
	}
	s.WriteString("\n# The weight of each figure in the log-odds that the first passage answers.\n[confidence]\n")
	write(constant, m.Constant)
	for i, x := range m.Confidence {
		write(EvidenceNames[i], x)
	}
	_, err := io.WriteString(w, s.String())
	return err
}
