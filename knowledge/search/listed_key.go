package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/stem"
)

// The longest question that is looked up in the list.
const (
	maxListedWords = 40
	maxListedBytes = 500
)

// listedKey returns the words of a question as they are looked up in the list:
// without case, signs, contractions, articles, plurals and what politeness adds.
// "What's the address, please?", "the address" and "What are the addresses?" are
// one question. It is empty for a text without a word, and for a long one.
func listedKey(text, language string) []string {
	return singulars(written(text, language), language)
}

// singulars are words without their plurals.
func singulars(words []string, language string) []string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = singular(word, language)
	}
	return all
}

// written is listedKey with the plurals of text.
func written(text, language string) []string {
	if len(text) > maxListedBytes {
		return nil
	}
	if language == "en" {
		if told, question := lexicon.Question(text); told == "" {
			text = question
		}
	}
	var words []string
	for _, t := range stem.Words(text, language) {
		words = append(words, signed(text, t))
		if language == "en" {
			words = append(words, contracted(text[t.Start:t.End], t.Word)...)
		}
	}
	words = impolite(words, language)
	if rest := asksWhat(words, language); rest != nil {
		words = rest
	}
	words = without(words, articles[language])
	if len(words) > maxListedWords {
		return nil
	}
	return words
}

// signed is a word with the signs that tell it from others: C# and C++ are two
// languages, -1 and 1 two numbers.
func signed(text string, t stem.Token) string {
	word, rest := t.Word, text[t.End:]
	word += rest[:len(rest)-len(strings.TrimLeft(rest, "#+"))]
	before := text[:t.Start]
	if '0' <= word[0] && word[0] <= '9' && (before == "-" || strings.HasSuffix(before, " -")) {
		word = "-" + word
	}
	return word
}

// contracted returns what an English word was run together with: "is" of "what's".
func contracted(written, word string) []string {
	i := strings.LastIndexAny(written, "'’")
	if i < 0 {
		return nil
	}
	_, size := utf8.DecodeRuneInString(written[i:])
	switch strings.ToLower(written[i+size:]) {
	case "re":
		return []string{"are"}
	case "m":
		return []string{"am"}
	case "ve":
		return []string{"have"}
	case "ll":
		return []string{"will"}
	case "s":
		if runTogether[word] {
			return []string{"is"}
		}
	}
	return nil
}

// runTogether are the words after which 's is "is" and owns nothing.
var runTogether = set("what who where when how why which it that there here he she this everything everyone")

// articles are a language's articles, which questions begin to lack as they are
// typed in a hurry.
var articles = map[string]map[string]bool{
	"en": set("a an the"),
	"de": set("der die das den dem des ein eine einen einem einer eines"),
	"fr": set("le la les l un une des d"),
	"es": set("el la los las un una unos unas"),
	"pt": set("o a os as um uma uns umas"),
}

func without(words []string, dropped map[string]bool) []string {
	kept := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return dropped[word] })
	if len(kept) == 0 {
		return words
	}
	return kept
}

// polite are the phrases that are put before or after a question, whatever the
// language.
var polite = [][]string{
	{"please"}, {"pls"}, {"plz"}, {"hello"}, {"hi"}, {"hey"}, {"thanks"}, {"thank", "you"}, {"thx"}, {"ty"}, {"ok"}, {"okay"}, {"so"}, {"um"}, {"and"},
	{"good", "morning"}, {"good", "afternoon"}, {"good", "evening"}, {"there"}, {"everyone"}, {"all"}, {"guys"},
	{"bitte"}, {"hallo"}, {"danke"}, {"guten", "tag"}, {"guten", "morgen"}, {"s", "il", "vous", "plaît"}, {"s", "il", "te", "plaît"}, {"svp"}, {"stp"}, {"bonjour"}, {"salut"}, {"merci"},
	{"por", "favor"}, {"hola"}, {"gracias"}, {"buenas"}, {"olá"}, {"oi"}, {"obrigado"}, {"obrigada"},
}

// impolite takes what politeness adds off both ends, unless nothing else is
// there.
func impolite(words []string, language string) []string {
	rest := words
	for again := true; again; {
		again = false
		for _, phrase := range polite {
			n := len(phrase)
			switch {
			case len(rest) <= n:
			case slices.Equal(rest[:n], phrase) && (!addressed[phrase[0]] || len(rest) < len(words)):
				rest, again = rest[n:], true
			case slices.Equal(rest[len(rest)-n:], phrase) && !leading[phrase[0]]:
				rest, again = rest[:len(rest)-n], true
			}
		}
	}
	return rest
}

// Words of politeness that stand only behind a greeting, and only before a
// question.
var (
	addressed = set("there everyone all guys")
	leading   = set("so and um ok okay there everyone all guys")
)

// asksWhat returns what an English question asks the nature of, nil if it asks
// something else: "address" of "what is the address". Members type that alone.
func asksWhat(words []string, language string) []string {
	if language != "en" || len(words) < 3 || words[0] != "what" || words[1] != "is" && words[1] != "are" {
		return nil
	}
	rest := words[2:]
	for _, t := range stem.Words(strings.Join(rest, " "), language) {
		if !t.Stop {
			return rest
		}
	}
	return nil
}

// singular takes the plural off a word by its ending, where a language has one
// that tells (Harman's S-stemmer, JASIS 1991).
func singular(word, language string) string {
	switch language {
	case "en", "fr", "es", "pt":
	default:
		return word
	}
	ends := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(word, e) })
	}
	switch {
	case len(word) <= 3 || ends("us", "ss", "is"):
	case language == "en" && ends("ies") && !ends("eies", "aies"):
		return word[:len(word)-3] + "y"
	case language == "en" && ends("sses", "shes", "ches", "xes"):
		return word[:len(word)-2]
	case ends("s"):
		return word[:len(word)-1]
	}
	return word
}
