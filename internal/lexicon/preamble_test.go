package lexicon

import (
	"strings"
	"testing"
)

func TestAQuestionIsTakenOutOfWhatStandsAroundIt(t *testing.T) {
	for _, test := range []struct{ text, told, question string }{
		{"is ketamine addictive?", "", "is ketamine addictive?"},
		{"sorry if this has been asked a hundred times already lol, thanks in advance, but is ketamine addictive?", "", "but is ketamine addictive?"},
		{"Hi everyone! Does anyone know how long an infusion takes?", "", "how long an infusion takes?"},
		{"Can you tell me what's CBT about? Thank you so much", "", "what's CBT about? "},
		{"I'd like to know whether it hurts", "", "whether it hurts"},
		{"I know this gets asked a lot. Is it safe?", "", "Is it safe?"},
		{"My first infusion is on Friday. I was wondering, may my sister come along?", "My first infusion is on Friday. ", "may my sister come along?"},
		{"I take lithium. I was wondering about drips. Does anyone know how long they take?", "I take lithium. about drips. ", "how long they take?"},
		{"I take lithium, do you know?", "", "I take lithium, ?"},             // nothing follows
		{"I take lithium, do you know why?", "", "I take lithium, why?"},      // too little follows to be the question
		{"Sorry if this is long, but does it hurt?", "", "but does it hurt?"}, // the excuse ends with its clause
		{"Sorry for the wall of text but does it hurt?", "", "but does it hurt?"},
		{"Is lithium bad for kidneys, do you know doctor?", "", "Is lithium bad for kidneys, doctor?"},  // nor does one word
		{"So what I was wondering: may my sister come along?", "", "So what may my sister come along?"}, // nothing was told yet
		{"Is it safe, does anyone know?", "", "Is it safe, ?"},
		{"just wondering", "", "just wondering"},
		{"thanks in advance!", "", "thanks in advance!"},
		{"", "", ""},
	} {
		if told, question := Question(test.text); told != test.told || question != test.question {
			t.Errorf("%q: told %q, asked %q; want %q, %q", test.text, told, question, test.told, test.question)
		}
	}
}

func TestEveryPreambleIsFoundByItself(t *testing.T) {
	for first, all := range readPreambles() {
		for _, c := range all {
			phrase := strings.Join(c.words, " ")
			if c.words[0] != first || asked(phrase+", aspirin hurts?") != "aspirin hurts?" {
				t.Errorf("%q is not left out", phrase)
			}
		}
	}
}

func asked(text string) string {
	_, question := Question(text)
	return question
}
