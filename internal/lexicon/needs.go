package lexicon

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"pamphlet/internal/stem"
)

// Needs are what is to be known: what a question asks for, or what a sentence
// tells, such as whether something is contagious, or what it costs. Needs have
// finer grain than [Answers], and words of their own on either side.
type Needs uint64

//go:embed needs.txt
var needsList string

// A needList holds how each need is asked for and how it is told.
type needList struct {
	names       []string
	asked, told *sign
}

// A sign is the end of some words, and how they may go on.
type sign struct {
	needs  Needs             // that are read from it
	words  map[string]*sign  // by the next word
	begins map[string][]open // by the first shortStart bytes of the next word
	gap    *sign             // after up to maxGap words
}

// An open word is any that begins so.
type open struct {
	start string
	next  *sign
}

const (
	maxGap     = 3 // words that ~ stands for
	shortStart = 3 // bytes before a *, at least
)

var needs = sync.OnceValue(func() *needList {
	l, err := parseNeeds(needsList)
	if err != nil {
		panic(err) // Unreachable: a test reads the list
	}
	return l
})

func parseNeeds(text string) (*needList, error) {
	l := &needList{asked: new(sign), told: new(sign)}
	var to *sign
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '?':
			to = l.asked
		case line[0] == '>':
			to = l.told
		case line[0] != ' ':
			l.names, to = append(l.names, line), nil
			continue
		}
		if to == nil || len(l.names) == 0 || len(l.names) > 64 {
			return nil, fmt.Errorf("needs: %q has no place", line)
		}
		for words := range strings.SplitSeq(line[1:], ",") {
			if err := to.add(strings.TrimSpace(words), 1<<(len(l.names)-1)); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// add makes words a sign of need.
func (p *sign) add(words string, need Needs) error {
	if words == "" {
		return nil // a line ends in a comma
	}
	for word := range strings.FieldsSeq(words) {
		start, any := strings.CutSuffix(word, "*")
		switch {
		case word == "~":
			if p.gap == nil {
				p.gap = new(sign)
			}
			p = p.gap
		case any && len(start) < shortStart:
			return fmt.Errorf("needs: %q begins too many words", word)
		case any:
			p = p.open(start)
		default:
			for _, t := range stem.Tokens(word, "en") {
				p = p.word(t.Word)
			}
		}
	}
	p.needs |= need
	return nil
}

// word returns the sign that goes on with word.
func (p *sign) word(word string) *sign {
	if p.words == nil {
		p.words = make(map[string]*sign)
	}
	if p.words[word] == nil {
		p.words[word] = new(sign)
	}
	return p.words[word]
}

// open returns the sign that goes on with any word that begins with start.
func (p *sign) open(start string) *sign {
	if p.begins == nil {
		p.begins = make(map[string][]open)
	}
	key := start[:shortStart]
	for _, o := range p.begins[key] {
		if o.start == start {
			return o.next
		}
	}
	next := new(sign)
	p.begins[key] = append(p.begins[key], open{start, next})
	return next
}

// in returns the needs that the beginning of tokens is a sign of, after the
// words that led to p.
func (p *sign) in(tokens []stem.Token) Needs {
	found := p.needs
	if len(tokens) == 0 {
		return found
	}
	word := tokens[0].Word
	if next := p.words[word]; next != nil {
		found |= next.in(tokens[1:])
	}
	if len(word) >= shortStart {
		for _, o := range p.begins[word[:shortStart]] {
			if strings.HasPrefix(word, o.start) {
				found |= o.next.in(tokens[1:])
			}
		}
	}
	if p.gap != nil {
		for skip := range min(maxGap, len(tokens)) + 1 {
			found |= p.gap.in(tokens[skip:])
		}
	}
	return found
}

// anywhere returns the needs that words anywhere in tokens are signs of.
func (p *sign) anywhere(tokens []stem.Token) (found Needs) {
	for i := range tokens {
		found |= p.in(tokens[i:])
	}
	return found
}

// Asks returns the needs that an English question asks for. Of a long message,
// only the last clauses that ask are read: the story around them has words for
// much else.
func Asks(text string) Needs { return needs().asked.anywhere(stem.Tokens(asking(text), "en")) }

// Tells returns the needs that an English sentence meets.
func Tells(tokens []stem.Token) Needs { return needs().told.anywhere(tokens) }

// A message of more words than these is read for the clauses that ask, of which
// the last ones count.
const (
	longMessage   = 14
	askingClauses = 2
)

var (
	clauseEnd = regexp.MustCompile(`[.?!]+\s+|\.\.+|\?\?+| - |, `)
	asks      = regexp.MustCompile(`(?i)^(?:\W*\w+\W+){0,3}(?:whats?|hows?|when|where|which|who|why|can|could|do|does|did|is|are|am|will|would|should|any|anyone)\b|\?`)
)

// asking returns the clauses of a long message that ask, all of it if none does.
func asking(text string) string {
	if len(strings.Fields(text)) <= longMessage {
		return text
	}
	var all []string
	from := 0
	for _, end := range append(clauseEnd.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if clause := text[from:end[1]]; asks.MatchString(clause) {
			all = append(all, clause)
		}
		from = end[1]
	}
	if len(all) == 0 {
		return text
	}
	return strings.Join(all[max(0, len(all)-askingClauses):], " ")
}
