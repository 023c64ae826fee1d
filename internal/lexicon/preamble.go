package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"pamphlet/internal/stem"
)

//go:embed preamble.txt
var preambleList string

// A preamble is a phrase that people write around a question.
type preamble struct {
	words []string
	open  bool // it goes on to the end of its clause
	asks  bool // what follows is the question
}

// readPreambles reads the list, by the phrases' first words.
var readPreambles = sync.OnceValue(func() map[string][]preamble {
	by := make(map[string][]preamble)
	for line := range strings.Lines(preambleList) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var c preamble
		line, c.open = strings.CutSuffix(line, " ...")
		line, c.asks = strings.CutSuffix(line, " >")
		for _, t := range stem.Words(line, "en") {
			c.words = append(c.words, t.Word)
		}
		by[c.words[0]] = append(by[c.words[0]], c)
	}
	return by
})

// leastAsked is how many content words a part of a text must have to be its
// question.
const leastAsked = 2

// Question splits an English text into its question and what was told before
// it, and leaves out the greetings, excuses and thanks around both: "I have my
// first infusion soon. I was wondering, does it hurt? Thanks in advance!" asks
// whether it hurts. A text that is nothing else is its own question.
func Question(text string) (told, question string) {
	tokens := stem.Words(text, "en")
	var kept strings.Builder
	from, said := 0, 0 // where the text goes on; content words in kept and from there
	for i := 0; i < len(tokens); {
		n, asks := preambleOf(text, tokens[i:])
		if n == 0 {
			if !tokens[i].Stop {
				said++
			}
			i++
			continue
		}
		kept.WriteString(text[from:tokens[i].Start])
		i += n
		end := tokens[i-1].End
		from = len(text) - len(strings.TrimLeft(text[end:], " ,.;:!"))
		if asks && said > 0 && content(tokens[i:]) >= leastAsked {
			told, said = told+kept.String(), 0
			kept.Reset()
		}
	}
	if said == 0 {
		return "", text
	}
	kept.WriteString(text[from:])
	return told, kept.String()
}

// content is the number of content words.
func content(tokens []stem.Token) int {
	n := 0
	for _, t := range tokens {
		if !t.Stop {
			n++
		}
	}
	return n
}

// preambleOf returns how many tokens the longest preamble takes that tokens
// begin with, and whether a question follows it.
func preambleOf(text string, tokens []stem.Token) (longest int, asks bool) {
	for _, c := range readPreambles()[tokens[0].Word] {
		if !begins(tokens, c.words) {
			continue
		}
		n := len(c.words)
		for c.open && n < len(tokens) && !endsClause(text, tokens[n-1], tokens[n]) {
			n++
		}
		if n > longest {
			longest, asks = n, c.asks
		}
	}
	return longest, asks
}

func begins(tokens []stem.Token, words []string) bool {
	if len(tokens) < len(words) {
		return false
	}
	for i, word := range words {
		if tokens[i].Word != word {
			return false
		}
	}
	return true
}

// endsClause reports whether a clause ends between two tokens.
func endsClause(text string, a, b stem.Token) bool {
	return b.Word == "but" || a.End < b.Start && strings.ContainsAny(text[a.End:b.Start], ",.;:!?()\n—–")
}
