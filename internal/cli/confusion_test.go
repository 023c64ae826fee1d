package cli

import (
	"strings"
	"testing"

	"pamphlet/internal/safety"
)

func TestConfusion(t *testing.T) {
	rules, err := safety.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := readLabelled(strings.NewReader("{\"text\":\"hello\",\"class\":\"C0\"}\n\n{\"text\":\"i want to die\",\"class\":\"C3\"}\n{\"text\":\"what is rest\",\"class\":\"C3\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	table := confused(rules, list)
	if got, want := table, (confusion{safety.ClassNone: {1}, safety.Crisis: {1, 0, 0, 1}}); got != want {
		t.Errorf("got\n%s", table)
	}
	if text := table.String(); !strings.Contains(text, "50.0%     100.0%  crisis") || !strings.Contains(text, "100.0%      50.0%  none") {
		t.Errorf("the table reads\n%s", text)
	}
	for _, text := range []string{"{", `{"text":"a","class":"C9"}`} {
		if _, err := readLabelled(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}
