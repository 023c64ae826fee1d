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
	if spared(word, language) {
		return false
	}
	switch language {
	case "en":
		switch word {
		case "would", "could", "shall", "may", "might", "must", "ve", "ll", "re", "im", "us",
			"d", "m", "also", "any", "get", "got", "let", "please", "pls", "plz", "thanks", "thx", "hi", "hello", "hey", "yes",
			"ok", "okay", "lol", "omg", "btw", "exactly", "actually", "really", "basically", "maybe", "perhaps", "anyway":
			return true
		}
		return english.IsStopWord(word)
	case "es":
		return spanish.IsStopWord(word)
	case "fr":
		return french.IsStopWord(word) || len(word) == 1
	case "ru":
		return russian.IsStopWord(word)
	case "sv":
		return swedish.IsStopWord(word)
	case "no":
		return norwegian.IsStopWord(word)
	case "hu":
		return hungarian.IsStopWord(word)
	}
	return false
}
