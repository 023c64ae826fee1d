package safety

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/longtest"
)

var fit = flag.Bool("fit", false, "print the weights of rules/weighed.toml, fitted anew")

const (
	fitSparse = 0.1 // what a step takes off a weight
	fitRare   = 8   // messages that must hold what is weighed
	fitStep   = 0.5 // what a weight of 1 stands for
)

// idle words say nothing of risk and weigh by chance only.
var idle = members("honestly literally actually anyway plus k y x tbh um hi hello idk fr ngl okay ok also hey bro dude mate lol honest and but so just really very und de la el que")

// A fitter turns messages into what is weighed: their words, and the classes
// of words in them.
type fitter struct {
	*reader
	names   map[int32]string
	classes map[string]set
}

// newFitter makes a fitter for messages. It knows every word that enough of them hold.
func newFitter(t *testing.T, messages []string) fitter {
	r := load(t)
	counts := map[string]int{}
	for _, message := range messages {
		for w := range strings.FieldsFuncSeq(strings.ToLower(message), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if counts[w]++; counts[w] == fitRare && len(w) > 2 {
				r.v.id(w)
			}
		}
	}
	f := fitter{r.readers.New().(*reader), map[int32]string{}, map[string]set{}}
	for name, id := range r.v.ids {
		f.names[id] = name
	}
	for name := range r.v.text.Classes {
		if s, err := r.v.set("$"+name, 0); err == nil {
			f.classes["$"+name] = s
		}
	}
	f.win.at = make([]uint64, len(r.v.slots))
	f.win.places = make([]uint64, len(r.v.nodes))
	return f
}

// features gives what is weighed in message, each once and in order.
func (f fitter) features(message string) []string {
	list := map[string]bool{}
	f.read(message)
	for _, word := range f.words {
		switch name := f.names[word.id]; {
		case f.v.lexemes[word.id].numeric:
			list["#"] = true
		case isPlain(name) && name != "" && name[0] != ':' && !idle[name]:
			list[name] = true
		}
	}
	for from := 0; from < len(f.words); {
		from = f.win.load(f.v, f.words, from)
		for name, class := range f.classes {
			if slices.ContainsFunc(class.slots, func(n int32) bool { return f.win.at[n] != 0 }) {
				list[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(list))
}

// example is a message by its features: whether it is one of risk.
type example struct {
	grave    bool
	features []string
}

// regress fits a logistic regression by AdaGrad, in which every step takes sparse
// off each weight that takes part: so most end at none.
func regress(examples []example, keep map[string]bool, sparse float64, rounds int) (weights map[string]float64) {
	bias := 0.0
	weights, slopes, shuffled := map[string]float64{}, map[string]float64{}, rand.New(rand.NewPCG(1, 2))
	for range rounds {
		shuffled.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, x := range examples {
			sum, want := bias, 0.0
			for _, f := range x.features {
				sum += weights[f]
			}
			if x.grave {
				want = 1
			}
			slope := 1/(1+math.Exp(-sum)) - want
			bias -= 0.02 * slope
			for _, f := range x.features {
				if keep != nil && !keep[f] {
					continue
				}
				slopes[f] += slope * slope
				rate := 0.3 / math.Sqrt(0.1+slopes[f])
				w := weights[f] - rate*slope
				weights[f] = math.Copysign(max(0, math.Abs(w)-rate*sparse), w)
			}
		}
	}
	return weights
}

// The weights of rules/weighed.toml are what comes out of the labelled messages and
// the public questions. With -fit they are printed instead; with the name of a batch
// in WITHOUT, that batch and later ones are left out then, for a first look.
func TestWeightsAreWhatIsFitted(t *testing.T) {
	if *fit {
		fmt.Print(fitted(t))
		return
	}
	longtest.Figures(t)
	got := fitted(t)
	file, err := os.ReadFile("rules/weighed.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), got) {
		t.Error("rules/weighed.toml has other weights than its messages give; go test -v -run Fitted ./internal/safety -args -fit prints them")
	}
}

// fitted returns the weights as the rule file writes them.
func fitted(t *testing.T) string {
	type labelled struct {
		text   string
		grave  bool
		times  int
		public bool
	}
	var list []labelled
	for _, name := range []string{"tuning.jsonl", "held.jsonl"} {
		for _, l := range corpus(t, name) {
			if l.Class != Harm {
				grave := l.Class >= AtRisk && l.Class <= Lethal
				list = append(list, labelled{l.Text, grave, map[bool]int{true: 1, false: 3}[grave], false})
			}
		}
	}
	for _, name := range freshNames(t) {
		if without := os.Getenv("WITHOUT"); without != "" && len(name) >= len(without) && name >= without && name != "fresh.jsonl" {
			continue
		}
		for _, l := range freshLines(t, name) {
			grave := l.Group == "explicit" || l.Group == "indirect"
			list = append(list, labelled{l.Text, grave, map[bool]int{true: 2, false: 4}[grave], false})
		}
	}
	for _, q := range publicQuestions(t) {
		times := 1
		if q.base {
			times = 3
		}
		list = append(list, labelled{q.text, false, times, !q.base})
	}
	var messages []string
	for _, l := range list {
		messages = append(messages, l.text)
	}
	f := newFitter(t, messages)
	var examples []example
	counts := map[string]int{}
	for _, l := range list {
		x := example{l.grave, f.features(l.text)}
		for range l.times {
			examples = append(examples, x)
			for _, f := range x.features {
				if !l.public {
					counts[f]++
				}
			}
		}
	}
	for i, x := range examples {
		examples[i].features = slices.DeleteFunc(slices.Clone(x.features), func(f string) bool { return counts[f] < fitRare })
	}
	weights := regress(examples, nil, fitSparse, 12)
	keep := map[string]bool{}
	for f, w := range weights {
		keep[f] = math.Abs(w) >= fitStep/2
	}
	weights = regress(examples, keep, 0, 8)
	lists := map[int][]string{}
	for f, w := range weights {
		if n := int(math.Round(max(-4, min(4, w)) / fitStep)); n != 0 {
			lists[n] = append(lists[n], f)
		}
	}
	var out strings.Builder
	out.WriteString("weights = \"\"\"\n")
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(lists))) {
		slices.Sort(lists[n])
		line := fmt.Sprintf("%+d =", n)
		for _, f := range lists[n] {
			if len(line)+len(f) > 118 {
				out.WriteString(line + "\n")
				line = ""
			}
			line += " " + f
		}
		out.WriteString(line + "\n")
	}
	return out.String() + "\"\"\"\n"
}
