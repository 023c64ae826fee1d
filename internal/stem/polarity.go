package stem

import "strings"

// Turning reports whether what a text says turns on word, folded: a number, or
// such a word as "not", "without" or "before". Two texts that differ in one of
// these say different things, however much else they share. Numbers in words
// are known in English only.
func Turning(word, language string) bool {
	if strings.ContainsAny(word, "0123456789") || spared(word, language) {
		return true
	}
	if language != "en" {
		return false
	}
	switch word {
	case "never", "without", "with", "unless", "except", "above", "below", "over", "under", "more", "less", "only",
		"half", "quarter", "third", "double", "once", "twice", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
		"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
		"forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand":
		return true
	}
	return false
}

// spared reports whether word is searched for, however common it is, because a
// medical answer turns on it.
func spared(word, language string) bool {
	switch language {
	case "en":
		switch word {
		case "no", "nor", "not", "before", "after", "during", "until", "off", "again":
			return true
		}
	case "es":
		switch word {
		case "no", "ni", "sin", "antes", "durante", "hasta":
			return true
		}
	case "fr":
		switch word {
		case "ne", "ni", "pas", "sans", "avant", "après", "pendant":
			return true
		}
	case "ru":
		switch word {
		case "не", "нет", "ни", "без", "до", "после", "перед":
			return true
		}
	case "sv":
		switch word {
		case "inte", "ej", "utan", "före", "efter", "under":
			return true
		}
	case "no":
		switch word {
		case "ikke", "ikkje", "uten", "før", "etter", "under":
			return true
		}
	case "hu":
		switch word {
		case "nem", "ne", "nélkül", "előtt", "után":
			return true
		}
	}
	return false
}
