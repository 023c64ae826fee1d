package stem

import (
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// Stop reports whether word, folded, is too common in language to search for.
// A question of ten words costs as much as one of four when the common ones
// are left out, and finds the same.
//
// The lists are snowball's, less the words on which a medical answer turns
// (may I eat before or after, with or without), plus a few it forgot.
func Stop(word, language string) bool {
	switch language {
	case "en":
		switch word {
		case "no", "nor", "not", "before", "after", "during", "until", "off", "again":
			return false
		case "would", "could", "shall", "may", "might", "must", "ve", "ll", "re", "im", "us",
			"d", "m", "also", "any", "get", "got", "let", "please", "pls", "plz", "thanks", "thx", "hi", "hello", "hey", "yes",
			"ok", "okay", "lol", "omg", "btw", "exactly", "actually", "really", "basically", "maybe", "perhaps", "anyway":
			return true
		}
		return english.IsStopWord(word)
	case "es":
		switch word {
		case "no", "ni", "sin", "antes", "durante", "hasta":
			return false
		}
		return spanish.IsStopWord(word)
	case "fr":
		switch word {
		case "ne", "ni", "pas", "sans", "avant", "après", "pendant":
			return false
		}
		return french.IsStopWord(word) || len(word) == 1
	case "ru":
		switch word {
		case "не", "нет", "ни", "без", "до", "после", "перед":
			return false
		}
		return russian.IsStopWord(word)
	case "sv":
		switch word {
		case "inte", "ej", "utan", "före", "efter", "under":
			return false
		}
		return swedish.IsStopWord(word)
	case "no":
		switch word {
		case "ikke", "ikkje", "uten", "før", "etter", "under":
			return false
		}
		return norwegian.IsStopWord(word)
	case "hu":
		switch word {
		case "nem", "ne", "nélkül", "előtt", "után":
			return false
		}
		return hungarian.IsStopWord(word)
	}
	return false
}
