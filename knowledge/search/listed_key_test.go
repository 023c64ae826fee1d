package search

import (
	"slices"
	"testing"

	"pamphlet/knowledge/passage"
)

func TestListedKeys(t *testing.T) {
	for _, test := range []struct{ language, a, b string }{
		{"en", "What's on?", "what is on"},
		{"en", "I’ve lost my keys, what now?", "i have lost my key what now"},
		{"en", "Can't I pay?", "cannot I pay"},
		{"en", "Where are the entries?", "where are entry"},
		{"de", "Hallo, wo ist der Eingang bitte?", "Wo ist Eingang"},
		{"fr", "Bonjour, où est l'entrée s'il vous plaît ?", "où est entrée"},
		{"es", "Hola, ¿dónde están las llaves?", "dónde están llave"},
		{"pt", "Olá, onde fica a entrada, por favor?", "onde fica entrada"},
	} {
		a, b := listedKey(test.a, test.language), listedKey(test.b, test.language)
		if len(a) == 0 || !slices.Equal(a, b) {
			t.Errorf("%q is %q, %q is %q", test.a, a, test.b, b)
		}
	}
	for _, test := range [][2]string{{"Is it on?", "Is it off?"}, {"room 1", "room -1"}, {"C#", "C++"}, {"Will I die?", "Will I?"}, {"What is on?", "on"}, {"", "?!"}} {
		a, b := listedKey(test[0], "en"), listedKey(test[1], "en")
		if len(a)+len(b) > 0 && slices.Equal(a, b) {
			t.Errorf("%q and %q are both %q", test[0], test[1], a)
		}
	}
}

func TestThePartsOfASectionAreReadFromTheFirst(t *testing.T) {
	parts := []passage.Passage{{ID: 1, Article: "pool", Start: 90, Text: "last"}, {ID: 2, Article: "pool", Start: 10, Text: "first"}, {ID: 3, Article: "pool", Start: 50, Text: "middle"}}
	if p, ok := oneListed(parts, "", ""); !ok || p.ID != 2 {
		t.Errorf("of a section's parts %d answers, %v", p.ID, ok)
	}
}
