package search

import (
	"strings"
	"testing"

	"pamphlet/knowledge/passage"
)

// A passage with links is found by the same words as one without.
func TestTheStemsOfALinkAreThoseOfItsWords(t *testing.T) {
	s := Analyzer{}
	linked := s.Stems(passage.Passage{Language: "en", Text: "Fill in [this form](https://forms.example.org/register?a=b). Run:\n\n```python\nbooking now\n```"})
	plain := s.Stems(passage.Passage{Language: "en", Text: "Fill in this form. Run:\n\n\nbooking now\n"})
	if got, want := strings.Fields(linked.Body), strings.Fields(plain.Body); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("stems %q, want %q", got, want)
	}
}
