package safety

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/longtest"
)

// A freshLine is a line of fresh.jsonl: a message in the words people type, and
// what must come back.
type freshLine struct {
	ID    string
	Text  string
	Want  string // card, help, answer, plain or passage
	Group string // explicit, topic, indirect, inform, ordinary or advice
}

// freshLines reads messages that were written before the rules of today.
func freshLines(t *testing.T, name string) []freshLine {
	t.Helper()
	return readLines[freshLine](t, "testdata/"+name)
}

// freshNames lists the batches of messages in the order they were written.
func freshNames(t *testing.T) (names []string) {
	t.Helper()
	for n := 1; ; n++ {
		name := strings.Replace(fmt.Sprintf("fresh%d.jsonl", n), "fresh1.", "fresh.", 1)
		if _, err := os.Stat("testdata/" + name); err != nil {
			return names
		}
		names = append(names, name)
	}
}

// scores are what rules reach on fresh lines, of hundred, and on the held half.
type scores struct {
	card, help, topic, indirect, cards, lines, held, heldFalse int
}

func score(r *Rules, lines []freshLine, held []labelled) (s scores) {
	n := map[string]int{}
	count := map[string]int{}
	for _, l := range lines {
		v := r.Classify(l.Text)
		card := v.Class.CardOnly() && v.Topic != Minor
		help := v.Class.CardOnly() || v.Class == AtRisk || v.Raises(Sensitive)
		group := l.Group
		if group == "inform" || group == "advice" {
			group = "ordinary"
		} else if group == "ordinary" {
			n["plain"]++
			if help {
				count["plain"]++
			}
		}
		n[group]++
		if card {
			count["card "+group]++
		}
		if help {
			count["help "+group]++
		}
	}
	of := func(what, group string) int { return (100*count[what] + n[group]/2) / max(1, n[group]) }
	for _, l := range held {
		card := r.Classify(l.Text).Class.CardOnly()
		switch l.Class {
		case Crisis, Emergency, Lethal:
			if card {
				s.held++
			}
		case ClassNone, Sensitive:
			if card {
				s.heldFalse++
			}
		}
	}
	s.card, s.help, s.topic, s.indirect = of("card explicit", "explicit"), of("help explicit", "explicit"), of("help topic", "topic"), of("help indirect", "indirect")
	s.cards, s.lines = count["card ordinary"], count["plain"]
	return s
}

var (
	ruleBlock   = regexp.MustCompile(`(?ms)^\[\[rule\]\]\n.*?(?:\z|^\[)`)
	besideBlock = regexp.MustCompile(`(?m)^\[\[rule\]\]\n(?:[^\[\n].*\n|\n)*`)
	besideLine  = regexp.MustCompile(`(?m)^beside = "(.*)"`)
	slipBlock   = regexp.MustCompile(`(?s)(keys|starred) = '''.*?'''`)
)

// without gives the rule files with a file's rules, or a layer, left out. Word
// classes and guards stay: other files name them.
func without(files map[string][]byte, what string) map[string][]byte {
	files = maps.Clone(files)
	words := string(files[wordsName])
	switch what {
	case "slips of the fingers":
		words = slipBlock.ReplaceAllString(words, "$1 = ''")
	default:
		text := string(files[what])
		for block := ruleBlock.FindString(text); block != ""; block = ruleBlock.FindString(text) {
			text = strings.Replace(text, strings.TrimSuffix(block, "["), "", 1)
		}
		files[what] = []byte(text)
	}
	files[wordsName] = []byte(words)
	for name, text := range files { // nor do rules count that count beside one of those
		files[name] = besideBlock.ReplaceAllFunc(text, func(block []byte) []byte {
			beside := besideLine.FindSubmatch(block)
			if beside == nil {
				return block
			}
			for _, text := range files {
				if bytes.Contains(text, []byte(`id = "`+string(beside[1])+`"`)) {
					return block
				}
			}
			return nil
		})
	}
	return files
}

// TestAblation leaves out one rule file or layer after the other. Each must pay
// with messages that were written before it, or it may go.
func TestAblation(t *testing.T) {
	longtest.Figures(t)
	files, _, err := ruleFiles(nil)
	if err != nil {
		t.Fatal(err)
	}
	lines, held := freshLines(t, "fresh.jsonl"), corpus(t, "held.jsonl")
	whole := score(load(t), lines, held)
	var table strings.Builder
	row := func(name string, s scores) {
		fmt.Fprintf(&table, "%-26s %5d %5d %5d %8d %6d %6d %6d %6d\n", name, s.card, s.help, s.topic, s.indirect, s.cards, s.lines, s.held, s.heldFalse)
	}
	table.WriteString("left out                    card  help topic indirect  false  lines   held  false\n")
	row("nothing", whole)
	names := slices.Sorted(maps.Keys(files))
	for _, what := range append(names, "slips of the fingers") {
		if what == wordsName || what == "guards.toml" || what == "tone.toml" {
			continue // nothing works without them, or they raise no class
		}
		r, err := compile(without(files, what))
		if err != nil {
			t.Fatalf("without %s: %v", what, err)
		}
		s := score(r, lines, held)
		row(what, s)
		if s.card+s.help+s.topic+s.indirect+s.held >= whole.card+whole.help+whole.topic+whole.indirect+whole.held && what != "advice.toml" {
			t.Errorf("%s: nothing is lost without it", what)
		}
	}
	t.Logf("\n%s", table.String())
	for _, figure := range []struct {
		what       string
		got, least int
	}{
		{"explicit with a card", whole.card, 91},
		{"explicit with somebody to turn to", whole.help, 98},
		{"subject named with somebody to turn to", whole.topic, 97},
		{"indirect with somebody to turn to", whole.indirect, 65},
		{"ordinary without a line", 140 - whole.lines, 135},
	} {
		if figure.got < figure.least {
			t.Errorf("%s: %d, want at least %d", figure.what, figure.got, figure.least)
		}
	}
}

// TestFiguresOfTheLaterBatches holds what is reached on messages that were
// written before a rule was changed for them. All have been read since, so they
// say only whether it got worse (docs/safety.md has the first looks). Most of their harmless lines copy the shape of a grave one.
func TestFiguresOfTheLaterBatches(t *testing.T) {
	r := load(t)
	for _, test := range []struct {
		name              string
		card, help, false int // of hundred; full cards on harmless messages
	}{
		{"fresh2.jsonl", 90, 98, 3},
		{"fresh3.jsonl", 92, 98, 3},
		{"fresh4.jsonl", 92, 98, 0},
		{"fresh5.jsonl", 90, 96, 1},
		{"fresh6.jsonl", 83, 92, 1},
		{"fresh7.jsonl", 90, 97, 0},
		{"fresh8.jsonl", 93, 98, 1},
		{"fresh9.jsonl", 95, 98, 0},
		{"fresh10.jsonl", 85, 90, 1},
		{"fresh11.jsonl", 88, 96, 0},
		{"fresh12.jsonl", 90, 96, 0},
		{"fresh13.jsonl", 79, 90, 0},
		{"fresh14.jsonl", 97, 98, 2},
		{"fresh15.jsonl", 97, 98, 3},
		{"fresh16.jsonl", 94, 98, 2},
	} {
		s := score(r, freshLines(t, test.name), nil)
		t.Logf("%s: of 100 explicit %d with a card, %d with somebody to turn to; %d full cards on harmless ones", test.name, s.card, s.help, s.cards)
		if s.card < test.card || s.help < test.help || s.cards > test.false {
			t.Errorf("%s: explicit %d with a card and %d with help, %d false cards; want at least %d and %d, at most %d", test.name, s.card, s.help, s.cards, test.card, test.help, test.false)
		}
	}
}
