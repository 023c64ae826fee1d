package prose

import (
	"strings"
	"unicode"
)

// voters returns, for each language, words that are frequent in it and rare in
// the others. They come from general knowledge of these languages; a word that
// two of them share is left out or listed for both.
func voters() map[string]string {
	return map[string]string{
		"en": "a an on the and of to is are was were with that this for not you your have has can be it from or as at by which they i do we our if when what how will my any but all must should please",
		"es": "el la los las de que y en un una es son por con para no se su como más pero también puede está usted del al o lo",
		"fr": "le la les des et est une un du que qui dans pour pas sur avec plus ce vous être sont au ou par nous cette peut ne",
		"de": "der die das und ist nicht ein eine mit von für auf den dem zu sie werden auch sind bei oder kann wird als wie im zum",
		"ru": "и в не на что с по это как для при или из от к но вы может быть если его она они был также до за у о",
		"sv": "och att det är en ett som för med av på inte den till om har kan du vi jag eller från också när efter vid men",
		"no": "og å det er en et som for med av på ikke den til om har kan du vi jeg eller fra også når etter ved men hvis mer",
		"pt": "o os as de que e do da em um uma para é com não por mais dos como mas foi ao das seu sua ou ser quando muito já está também pelo pela até isso sem você são se nas nos",
		"it": "il lo gli le di che e è un una per non con del della dei delle si sono come più anche ma nel alla questo può essere dal o",
		"nl": "de het een en van is dat niet op te voor met zijn aan er bij ook als maar kan of worden deze naar uw je wordt u",
		"pl": "i w nie na się z do to jest że o jak za co od po czy ale być dla przez oraz lub który która są może tym już przy ich tylko tak jeśli",
		"cs": "a je v na se že s z do to o pro jako ale nebo jsou když která který není za po při také být",
		"ro": "și de la în cu pe nu este o un să ce mai din care pentru sau sunt dacă poate prin",
		"tr": "ve bir bu için ile de da ne çok daha olarak olan ama gibi değil var sonra kadar veya",
		"fi": "ja on ei se että kun mutta tai myös jos kuin voi ovat olla sen ole joka niin",
		"uk": "і в не на що з до та як це для за від або у але він вона також якщо його може",
		"hu": "a az és hogy nem egy is van ez meg csak de ha vagy mint már volt kell lehet sem még azt amely szerint után",
	}
}

// ownLetters are letters that words of a language have and few others: each word
// with one is a vote.
var ownLetters = map[string]string{
	"es": "ñ¿¡", "pt": "ãõ", "pl": "łżąęśćńź", "cs": "řěů", "ro": "șță", "tr": "ığş", "uk": "іїєґ", "hu": "őű", "de": "ß", "ru": "ыэъ",
}

// minVotes is how many voting words a text needs before it has a language.
const minVotes = 3

// Language returns the ISO 639-1 code of the language whose frequent words
// make up most of the first 20,000 bytes of text, or "" if none clearly does:
// the winner needs three words and a quarter more than the next. It knows en,
// es, fr, de, ru, sv, no and hu, which have a stemmer or are much used, and pt,
// it, nl, pl, cs, ro, tr, fi and uk, so that they are taken for none of those.
func Language(text string) string {
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
		if letters := ownLetters[language]; letters != "" {
			for w, n := range counts {
				if strings.ContainsAny(w, letters) {
					votes += n
				}
			}
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

// LanguageCode returns the ISO 639-1 code of a language tag such as "en-US",
// or "" if tag is none.
func LanguageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	switch {
	case code == "nb", code == "nn":
		return "no"
	case len(code) != 2, strings.ContainsFunc(code, func(r rune) bool { return r < 'a' || r > 'z' }):
		return ""
	}
	return code
}
