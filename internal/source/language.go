package source

import (
	"strings"
	"unicode"
)

// voters returns, for each language, words that are frequent in it and rare in
// the others. They come from general knowledge of these languages; a word that
// two of them share is left out or listed for both.
func voters() map[string]string {
	return map[string]string{
		"en": "the and of to is are was were with that this for not you your have has can be it from or as at by which they",
		"es": "el la los las de que y en un una es son por con para no se su como más pero también puede está usted del al o lo",
		"fr": "le la les des et est une un du que qui dans pour pas sur avec plus ce vous être sont au ou par nous cette peut ne",
		"de": "der die das und ist nicht ein eine mit von für auf den dem zu sie werden auch sind bei oder kann wird als wie im zum",
		"ru": "и в не на что с по это как для при или из от к но вы может быть если его она они был также до за у о",
		"sv": "och att det är en ett som för med av på inte den till om har kan du vi jag eller från också när efter vid men",
		"no": "og å det er en et som for med av på ikke den til om har kan du vi jeg eller fra også når etter ved men hvis mer",
		"hu": "a az és hogy nem egy is van ez meg csak de ha vagy mint már volt kell lehet sem még azt amely szerint után",
	}
}

// minVotes is how many voting words a text needs before it has a language.
const minVotes = 3

// languageOf returns the ISO 639-1 code of the language whose frequent words
// make up most of the first 20,000 bytes of text, or "" if none clearly does:
// the winner needs three words and a quarter more than the next. It knows en,
// es, fr, de, ru, sv, no and hu.
func languageOf(text string) string {
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text[:runeStart(text, 20_000)]), func(r rune) bool {
		return !unicode.IsLetter(r)
	}) {
		counts[w]++
	}
	best, second, winner := 0, 0, ""
	for language, list := range voters() {
		votes := 0
		for w := range strings.FieldsSeq(list) {
			votes += counts[w]
		}
		switch {
		case votes > best:
			best, second, winner = votes, best, language
		case votes > second:
			second = votes
		}
	}
	if best < minVotes || best*4 < second*5 {
		return ""
	}
	return winner
}

// runeStart returns the largest index into text, at most at, that does not cut
// a character.
func runeStart(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for at > 0 && text[at]&0xc0 == 0x80 {
		at--
	}
	return at
}

// languageCode returns the ISO 639-1 code of a language tag such as "en-US",
// or "" if tag is none.
func languageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	switch {
	case code == "nb", code == "nn":
		return "no"
	case len(code) != 2, strings.ContainsFunc(code, func(r rune) bool { return r < 'a' || r > 'z' }):
		return ""
	}
	return code
}
