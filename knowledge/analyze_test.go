package knowledge

import (
	"strings"
	"testing"
)

// A passage with links is found by the same words as one without.
func TestTheStemsOfALinkAreThoseOfItsWords(t *testing.T) {
	s := newStemmers()
	linked := s.of(Passage{Language: "en", Text: "Fill in [this form](https://forms.example.org/register?a=b). Run:\n\n```python\nbooking now\n```"})
	plain := s.of(Passage{Language: "en", Text: "Fill in this form. Run:\n\n\nbooking now\n"})
	if got, want := strings.Fields(linked.body), strings.Fields(plain.body); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("stems %q, want %q", got, want)
	}
}
