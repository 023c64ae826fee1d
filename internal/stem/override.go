package stem

// override returns the term for words that snowball v0.10.0 gets wrong: it
// joins what differs in meaning (past and paste, organ and organization), or
// parts what belongs together (add and added).
func override(word, language string) (string, bool) {
	if language != "en" {
		return "", false
	}
	term, ok := english2[word]
	return term, ok
}

var english2 = map[string]string{
	"added": "add", "adding": "add", "adds": "add",
	"even": "even", "evens": "even", "evening": "evening", "evenings": "evening",
	"geologist": "geolog", "geologists": "geolog",
	"internal": "internal", "internally": "internal", "interns": "intern",
	"international": "internat", "internationally": "internat",
	"lateral": "lateral", "laterally": "lateral",
	"medication": "medicat", "medications": "medicat",
	"organic": "organic", "organically": "organic",
	"organization": "organiz", "organizations": "organiz", "organizational": "organiz",
	"organisation": "organiz", "organisations": "organiz", "organisational": "organiz",
	"organize": "organiz", "organized": "organiz", "organizing": "organiz",
	"organise": "organiz", "organised": "organiz", "organising": "organiz",
	"paste": "paste", "pastes": "paste", "pasted": "paste",
	"universal": "universal", "universally": "universal",
	"universe": "universe", "universes": "universe",
	"university": "universit", "universities": "universit",
}
