package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestContestedQuestions(t *testing.T) {
	long := strings.Repeat("The desk is open on every day of the week, and on holidays too, from nine to five. ", 60)
	for _, test := range []struct {
		text string
		want []string
	}{
		{"## When do you open?\n\nAt nine.\n\n## When do you close?\n\nAt six.", nil},
		{"## When do you open?\n\nAt nine.\n\n## When do you open?\n\nAt ten.", []string{"When do you open?: At ten."}},
		{"## When do you open?\n\nAt nine.\n\n## Hours\n? when do you open please\n\nAt ten.\n\n## When do you open?\n\nAt noon.",
			[]string{"when do you open please: At ten.", "When do you open?: At noon."}},
		{"## When do you open?\n\nAt nine.\n\n## When do you open?\n\nAt nine.", nil},
		{"## When do you open?\n\n" + long + "\n\n" + strings.ReplaceAll(long, "desk", "shop"), nil},
		{"## When do you open?\n? When do you open\n\nAt nine.", nil},
	} {
		var got []string
		for _, p := range (Article{Title: "Hours", Language: "en", Text: test.text}).Contested() {
			got = append(got, fmt.Sprintf("%s: %s", p.Questions[0], p.Text))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%.80q: contested %q, want %q", test.text, got, test.want)
		}
	}
}
