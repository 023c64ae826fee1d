package lexicon

import (
	"regexp"
	"strings"
	"testing"
)

func TestTheTablesAreSortedAndWellFormed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		table table
		value string
		least int
	}{
		{"words.tsv", words, `^\d\d(/\d\d)?!?$`, 40_000},
		{"health.tsv", health, `^(drug|brand|class|condition|symptom|procedure|body|chat)$`, 1_000},
	} {
		if !strings.HasSuffix(string(test.table), "\n") {
			t.Fatalf("%s: the last line does not end", test.name)
		}
		value, last, lines := regexp.MustCompile(test.value), "", 0
		for word, v := range test.table.all() {
			if word <= last {
				t.Errorf("%s: %q stands after %q", test.name, word, last)
			}
			if !value.MatchString(v) || word != fold(word) {
				t.Errorf("%s: line %q %q", test.name, word, v)
			}
			if found, ok := test.table.find(word); !ok || found != v {
				t.Fatalf("%s: %q is there and was not found", test.name, word)
			}
			last = word
			lines++
		}
		if lines < test.least {
			t.Errorf("%s has %d words, want %d", test.name, lines, test.least)
		}
	}
	const room = 1_500_000 // what the binary may grow by
	if size := len(words) + len(health); size > room {
		t.Errorf("the tables take %d bytes, want at most %d", size, room)
	}
}

func TestRarerWordsWeighMore(t *testing.T) {
	t.Parallel()
	order := []string{"the", "how", "long", "cost", "pregnancy", "infusion", "anhedonia", "zyzzogeton"}
	for i := 1; i < len(order); i++ {
		if a, b := Weight(order[i-1]), Weight(order[i]); a >= b {
			t.Errorf("%q weighs %.2f, %q %.2f: want less", order[i-1], a, order[i], b)
		}
	}
	for _, test := range []struct{ a, b, because string }{
		{"cost", "costs", "they share a stem"},
		{"Infusion", "INFUSIONS", "case does not matter"},
		{"don’t", "don't", "apostrophes are the same"},
		{"xqzt", "qqqq", "both are unknown"},
		{"7", "50", "both are short numbers"},
	} {
		if a, b := Weight(test.a), Weight(test.b); a != b {
			t.Errorf("%q weighs %.2f, %q %.2f, although %s", test.a, a, test.b, b, test.because)
		}
	}
	if Weight("") != MaxWeight || Weight("zyzzogeton") != MaxWeight {
		t.Error("an unknown word does not weigh the most")
	}
	if w := Weight("the"); w <= 0 || w > 0.5 {
		t.Errorf(`"the" weighs %.2f, want next to nothing`, w)
	}
}

func TestAStemWeighsAsItsWord(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ stem, word string }{
		{"cost", "cost"},
		{"pregnanc", "pregnancy"},
		{"studi", "study"},
		{"infus", "infuse"},
		{"anxieti", "anxiety"},
		{"respons", "response"}, // not as "responsa"
		{"continu", "continue"},
		{"seri", "series"},
		{"tri", "try"},
		{"zzzz", "zyzzogeton"}, // neither begins a word
		{"", ""},
	} {
		if got, want := StemWeight(test.stem), Weight(test.word); got != want {
			t.Errorf("%q weighs %.2f, want %.2f as %q", test.stem, got, want, test.word)
		}
	}
}

func TestKnownWords(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"Spravato", "esketamine", "behaviour", "behavior", "don't", "don’t", "anaesthesia", "florida", "aardvark"} {
		if !Known(word) {
			t.Errorf("%q is not known", word)
		}
	}
	for _, word := range []string{"", "ketmine", "teh", "recieve", "2019", "\t", "cost\t40", "zzzzzz", "\n"} {
		if Known(word) {
			t.Errorf("%q is known", word)
		}
	}
	if got := Kind("Zoloft") + " " + Kind("nausea") + " " + Kind("table"); got != "brand symptom " {
		t.Errorf("kinds are %q", got)
	}
}

func TestALookUpCostsNoMemory(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Weight("pregnancy"); Known("infusions"); Weight("unheardof") }); n != 0 {
		t.Errorf("three look-ups make %.0f allocations", n)
	}
}

func BenchmarkWeight(b *testing.B) {
	some := []string{"the", "cost", "infusion", "unheardof", "spravato", "pregnancy", "zebra", "abdomen"}
	for i := 0; b.Loop(); i++ {
		Weight(some[i%len(some)])
	}
}

func TestOfferedWordsComeInOrderAndOnce(t *testing.T) {
	last := ""
	counts := make(map[string]int)
	for word, count := range offered {
		if word <= last {
			t.Fatalf("%q comes after %q", word, last)
		}
		last, counts[word] = word, count
	}
	for word, value := range words.all() {
		if _, ok := counts[word]; ok == strings.HasSuffix(value, "!") {
			t.Fatalf("%q with the value %s: offered is %t", word, value, ok)
		}
	}
	for word := range health.all() {
		value, general := words.find(word)
		if count, ok := counts[word]; !strings.HasSuffix(value, "!") && (!ok || count < 100-healthRarity) {
			t.Fatalf("the health word %q, general %t, is offered with %d", word, general, count)
		}
	}
}
