package safety

import (
	"strings"
	"testing"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClassify(b *testing.B) {
	r, err := Load(nil)
	if err != nil {
		b.Fatal(err)
	}
	letter := strings.Repeat("I have been reading about the treatment for a while and I want to know what people felt after the first session. ", 40)
	var mixed strings.Builder // of the tuning half: hardly a sentence without a sign
	for _, l := range corpus(b, "tuning.jsonl") {
		mixed.WriteString(l.Text + " ")
	}
	for _, test := range []struct{ name, message string }{
		{"question", "how long does the effect of the infusion last, and will I need to go again?"},
		{"crisis", "does ketamine work fast? i want to kill myself and i can't wait six weeks"},
		{"letter4000", letter[:4000]},
		{"dense4000", strings.Repeat("i want to take pills and die ", 138)[:4000]},
		{"mixed4000", mixed.String()[:4000]},
		{"noise4000", strings.Repeat("х1ш²ж ", 800)[:4000]},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Classify(test.message)
			}
		})
	}
}
