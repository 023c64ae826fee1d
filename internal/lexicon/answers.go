package lexicon

import (
	"strings"

	"pamphlet/internal/stem"
)

// Answers are kinds of answer: what a question asks for, or what a sentence
// has.
type Answers uint16

// The kinds of answer.
const (
	Duration   Answers = 1 << iota // how long, how often
	Money                          // what it costs
	Quantity                       // how much, how many
	Time                           // when, at what age
	Place                          // where, and how to get in touch
	Person                         // who
	Reason                         // why
	Definition                     // what something is
	Procedure                      // how it is done
	Permission                     // whether one can, may or should
	Listing                        // which ones there are
)

// Asked returns what an English question asks for, given its words, stop words
// among them: none if it does not say.
func Asked(tokens []stem.Token) Answers {
	var kinds Answers
	for i, t := range tokens {
		next, after := word(tokens, i+1), word(tokens, i+2)
		switch t.Word {
		case "how":
			switch next {
			case "long", "soon", "often", "fast", "quick", "quickly":
				kinds |= Duration
			case "much", "expensive":
				kinds |= Money | Quantity
			case "many":
				kinds |= Quantity
				if units[after] {
					kinds |= Duration
				}
			case "old", "late", "early":
				kinds |= Time
			case "do", "does", "can", "to", "is", "are", "did", "would", "should", "could":
				kinds |= Procedure
			}
		case "cost", "costs", "price", "pricey", "expensive", "cheap", "fee", "fees", "pay", "afford":
			kinds |= Money
		case "when":
			if i < 3 {
				kinds |= Time | Duration
			}
		case "age":
			kinds |= Time
		case "where", "website", "address", "phone", "email", "contact", "number":
			kinds |= Place
		case "who", "whose":
			kinds |= Person
		case "why", "cause", "causes", "caused", "reason":
			kinds |= Reason
		case "what", "whats":
			if i < 2 && (next == "is" || next == "s" || next == "are" || t.Word == "whats") {
				kinds |= Definition
			}
		case "meaning", "mean", "means", "define", "definition", "stand":
			kinds |= Definition
		case "which", "types", "kinds", "symptoms", "signs", "examples":
			kinds |= Listing
		case "can", "may", "should", "could", "allowed", "ok", "okay", "safe", "must", "have", "need":
			if i < 3 && kinds == 0 {
				kinds |= Permission
			}
		}
	}
	return kinds
}

func word(tokens []stem.Token, i int) string {
	if i < len(tokens) {
		return tokens[i].Word
	}
	return ""
}

// Offered returns what an English sentence has of each kind of answer.
func Offered(tokens []stem.Token, text string) Answers {
	var kinds Answers
	numbered := false
	for i, t := range tokens {
		digits := t.Word[0] >= '0' && t.Word[0] <= '9'
		switch {
		case digits || numerals[t.Word]:
			kinds |= Quantity
			numbered = true
			if t.Start > 0 && strings.ContainsRune("$£", rune(text[t.Start-1])) {
				kinds |= Money
			}
			if digits && len(t.Word) == 4 && (t.Word[0] == '1' || t.Word[0] == '2') {
				kinds |= Time
			}
			if digits && len(t.Word) >= 3 && t.End < len(text) && text[t.End] == '-' {
				kinds |= Place
			}
		case units[t.Word]:
			kinds |= Duration
			if !numbered {
				kinds |= Time
			}
		}
		if k, ok := cues[t.Word]; ok {
			kinds |= k
		}
		if i > 0 && (t.Word == "a" || t.Word == "an" || t.Word == "the" || t.Word == "when") {
			switch tokens[i-1].Word {
			case "is", "are", "was", "means":
				kinds |= Definition
			}
		}
		if (t.Word == "to" || t.Word == "of") && i > 0 && (tokens[i-1].Word == "due" || tokens[i-1].Word == "refers" || tokens[i-1].Word == "because") {
			kinds |= Reason | Definition
		}
	}
	if strings.Contains(text, "http") || strings.Contains(text, "www.") || strings.Contains(text, "@") {
		kinds |= Place
	}
	return kinds
}

var (
	units    = wordSet("second seconds minute minutes hour hours day days week weeks month months year years hr hrs min mins daily weekly monthly yearly once twice night overnight")
	numerals = wordSet("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million half quarter percent dozen several few")
	cues     = cueTable(map[Answers]string{
		Money:      "cost costs price fee fees free pay paid payment insurance charge charged dollar dollars copay coverage covered afford",
		Time:       "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday after before during until within age aged immediately early late morning evening night",
		Place:      "call phone website online mail fax office address center centre hospital clinic pharmacy visit email home",
		Person:     "doctor doctors physician specialist nurse therapist people adults children anyone person patients women men who",
		Reason:     "because due cause causes caused since reason reasons result results leads trigger triggers lead",
		Definition: "called known means refers defined term condition disorder disease type",
		Procedure:  "use follow step steps start first then using apply fill sign go send submit click ask choose make complete",
		Permission: "can may should must safe avoid not allowed recommended cannot need required ok",
		Listing:    "include includes including such following these common types other",
	})
)

func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

func cueTable(by map[Answers]string) map[string]Answers {
	m := make(map[string]Answers)
	for k, list := range by {
		for w := range strings.FieldsSeq(list) {
			m[w] |= k
		}
	}
	return m
}
