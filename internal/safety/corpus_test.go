package safety

import (
	"strings"
	"testing"
)

func TestConfusion(t *testing.T) {
	list, err := ReadCorpus(strings.NewReader("{\"text\":\"hello\",\"class\":\"C0\"}\n\n{\"text\":\"i want to die\",\"class\":\"C3\"}\n{\"text\":\"what is rest\",\"class\":\"C3\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	table := load(t).Table(list)
	if table.Recall(Crisis) != 0.5 || table.Precision(Crisis) != 1 || table.Caught(Crisis) != 0.5 || table.FalseAlarms() != 0 || table.Recall(Harm) != 1 {
		t.Errorf("got\n%s", table)
	}
	if !strings.Contains(table.String(), "50.0%") {
		t.Errorf("the table reads\n%s", table)
	}
	for _, text := range []string{"{", `{"text":"a","class":"C9"}`} {
		if _, err := ReadCorpus(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}
