package search_test

import (
	"testing"

	"pamphlet/knowledge/search"
)

func TestAQuestionIsSpeltByItsLanguageAndBase(t *testing.T) {
	b := twoArticles(t)
	spanish := article("es", "infusiones", "# ¿Cuánto dura una infusión?\n\nUna infusión dura unos cuarenta minutos y no duele, pero la recepción abre tarde.")
	spanish.Language = "es"
	save(t, b, spanish)
	for _, test := range []struct{ about, guild, text, want string }{
		{"twice the same slip is shown once", "g", "the infuison, an infuison", "infuison>infusion"},
		{"a form of a word that the base has stays", "g", "infused with infuison", "infuison>infusion"},
		{"an English word is none in Spanish", "es", "how was the infucion received", "infucion>infusión"},
		{"an English slip is none in Spanish", "es", "does pregnency recieve infusión", ""},
		{"half a word is not put right", "g", "the infuison's cost", "infuison's>infusion"},
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: test.guild, Text: test.text})
		got := ""
		for _, c := range r.Corrections {
			got += c.From + ">" + c.To
		}
		if err != nil || got != test.want {
			t.Errorf("%s: %q is read with %q, want %q; %v", test.about, test.text, got, test.want, err)
		}
	}
}
