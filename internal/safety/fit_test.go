package safety

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pamphlet/internal/longtest"
)

var fit = flag.Bool("fit", false, "print the weights of rules/weighed.toml, fitted anew")

const (
	fitKept   = 360 // weights that stay
	fitRare   = 5   // messages that must hold what is weighed
	fitStep   = 0.5 // what a weight of 1 stands for
	fitMargin = 2.1 // by how much a sum must speak for risk
)

// idle words say nothing of risk and weigh by chance only.
var idle = members("honestly literally actually anyway plus k y x tbh um hi hello idk fr ngl okay ok also hey bro dude mate lol honest become been and but so just really very und de la el que")

// apart writes contractions out.
var apart = strings.NewReplacer("’", "'", "can't", "can not", "won't", "will not", "n't", " not", "'m", " am", "'ve", " have", "'ll", " will", "'re", " are", "'d", " would")

// features gives the words of message and its pairs of words, each once.
func features(v *vocabulary, names map[int32]string, message string) map[string]bool {
	list, before := map[string]bool{}, "^"
	add := func(w string) {
		if isNumber(w) {
			w = "#"
		}
		if !idle[w] {
			list[w] = true
		}
		list[before+" "+w] = true
		before = w
	}
	for w := range strings.FieldsFuncSeq(apart.Replace(strings.ToLower(message)), func(r rune) bool { return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		w = strings.ReplaceAll(strings.TrimSuffix(w, "'s"), "'", "")
		for _, id := range v.expand[w] {
			add(names[id])
		}
		if v.expand[w] == nil && w != "" {
			add(w)
		}
	}
	return list
}

// example is a message by its features: whether it is one of risk.
type example struct {
	grave    bool
	features []string
}

// regress fits a logistic regression by AdaGrad to the features in keep, or to
// all if it is nil.
func regress(examples []example, keep map[string]bool, rounds int) (weights map[string]float64, bias float64) {
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
				if keep != nil && !keep[f] || math.Abs(slope) < 0.01 {
					continue
				}
				slopes[f] += slope * slope
				weights[f] -= 0.3 * slope / math.Sqrt(0.1+slopes[f])
			}
		}
	}
	return weights, bias
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
	r := load(t)
	names := map[int32]string{}
	for name, id := range r.v.ids {
		names[id] = name
	}
	var examples []example
	counts := map[string]int{}
	add := func(text string, grave bool, times int) {
		list := slices.Sorted(maps.Keys(features(r.v, names, text)))
		for range times {
			examples = append(examples, example{grave, list})
			for _, f := range list {
				counts[f]++
			}
		}
	}
	for _, name := range []string{"tuning.jsonl", "held.jsonl"} {
		for _, l := range corpus(t, name) {
			if l.Class != Harm {
				add(l.Text, l.Class >= AtRisk && l.Class <= Lethal, 1)
			}
		}
	}
	for _, name := range []string{"fresh.jsonl", "fresh2.jsonl", "fresh3.jsonl", "fresh4.jsonl", "fresh5.jsonl", "fresh6.jsonl", "fresh7.jsonl"} {
		if without := os.Getenv("WITHOUT"); without != "" && name >= without && name != "fresh.jsonl" {
			break
		}
		for _, l := range freshLines(t, name) {
			add(l.Text, l.Group == "explicit" || l.Group == "indirect", 2) // they speak as members do
		}
	}
	for _, q := range publicQuestions(t) {
		add(q.text, false, 1)
	}
	for i, x := range examples {
		examples[i].features = slices.DeleteFunc(slices.Clone(x.features), func(f string) bool { return counts[f] < fitRare })
	}
	weights, _ := regress(examples, nil, 10)
	strength := func(f string) float64 { return math.Abs(weights[f]) * math.Sqrt(float64(min(60, counts[f]))) }
	all := slices.SortedFunc(maps.Keys(weights), func(a, b string) int { return cmp.Or(cmp.Compare(strength(b), strength(a)), cmp.Compare(a, b)) })
	keep := map[string]bool{}
	for _, f := range all[:min(len(all), fitKept)] {
		keep[f] = isPlain(f) && !strings.ContainsAny(f, "0123456789")
	}
	weights, bias := regress(examples, keep, 25)
	lists := map[int][]string{}
	for f, w := range weights {
		if n := int(math.Round(max(-4, min(4, w)) / fitStep)); n != 0 {
			lists[n] = append(lists[n], f)
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "least = %.0f\nweights = '''\n", (fitMargin-bias)/fitStep)
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(lists))) {
		slices.Sort(lists[n])
		line := fmt.Sprintf("%+d =", n)
		for _, f := range lists[n] {
			if len(line)+len(f) > 118 {
				out.WriteString(line + "\n")
				line = fmt.Sprintf("%+d =", n)
			}
			line += strings.Replace("|"+f, "|", map[bool]string{true: " ", false: "|"}[strings.HasSuffix(line, "=")], 1)
		}
		out.WriteString(line + "\n")
	}
	return out.String() + "'''\n"
}
