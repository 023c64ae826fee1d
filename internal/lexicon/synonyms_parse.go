package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// The bounds of a list keep a moderator's slip from costing every question.
const (
	maxGroups      = 20_000
	maxTerms       = 32 // in a group
	maxPhrase      = 8  // words in a term
	defaultWeight  = 0.7
	smallestWeight = 0.05
	largestWeight  = 0.99
)

// Parse reads a list of synonyms: a group a line, empty lines and what follows
// a # left out. The forms of a line are
//
//	nausea, feel sick 0.8      each stands for the other, for 0.8 of its worth
//	shrink > psychiatrist      only the left is read as the right
//	- shrink, psychiatrist     in a list to be merged: these are no synonyms
//	- shrink                   in a list to be merged: this has none
//	"provider" > doctor        only this form: not provide, provided
//
// An error names the line and what is wrong with it, in words for a moderator.
func Parse(r io.Reader) (*Synonyms, error) {
	var (
		groups  []Group
		removed [][]string
		lines   = bufio.NewScanner(r)
		read    = newReader()
	)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if len(groups)+len(removed) == maxGroups {
			return nil, fmt.Errorf("line %d: a list holds at most %d groups", n, maxGroups)
		}
		if rest, ok := strings.CutPrefix(line, "-"); ok {
			keys, err := read.removal(rest)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			removed = append(removed, keys)
			continue
		}
		g, err := read.group(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		groups = append(groups, g)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("synonyms: %w", err)
	}
	return read.build(groups, removed), nil
}

// ParseGroup reads one group, without a comment. Forms of a term that is
// already there are dropped.
func ParseGroup(line string) (Group, error) { return newReader().group(line) }

func (r reader) group(line string) (Group, error) {
	rest, weight, err := cutWeight(line)
	if err != nil {
		return Group{}, err
	}
	left, right, oneWay := strings.Cut(rest, ">")
	g := Group{Weight: weight}
	if g.From, err = r.list(left); err != nil {
		return Group{}, err
	}
	g.From = r.distinct(g.From, nil)
	if oneWay {
		if g.To, err = r.list(right); err != nil {
			return Group{}, err
		}
		g.To = r.distinct(g.To, g.From)
	}
	if oneWay && len(g.To) == 0 || !oneWay && len(g.From) < 2 {
		return Group{}, fmt.Errorf("a group needs two terms, parted by a comma or by >, that are not forms of one word")
	}
	return g, nil
}

// String writes the group as ParseGroup reads it.
func (g Group) String() string {
	line := strings.Join(g.From, ", ")
	if g.To != nil {
		line += " > " + strings.Join(g.To, ", ")
	}
	return line + " " + strconv.FormatFloat(g.Weight, 'f', -1, 64)
}

// cutWeight takes the weight off the end of a line.
func cutWeight(line string) (rest string, weight float64, err error) {
	line = strings.TrimSpace(line)
	at := strings.LastIndexFunc(line, unicode.IsSpace)
	last := line[at+1:]
	if at < 0 || strings.Trim(last, "0123456789.") != "" || !strings.Contains(last, ".") {
		return line, defaultWeight, nil
	}
	weight, err = strconv.ParseFloat(last, 64)
	if err != nil || weight < smallestWeight || weight > largestWeight {
		return "", 0, fmt.Errorf("the weight %q must lie between %v and %v", last, smallestWeight, largestWeight)
	}
	return line[:at], weight, nil
}

// list reads terms parted by commas.
func (r reader) list(list string) ([]string, error) {
	var all []string
	for term := range strings.SplitSeq(list, ",") {
		term = strings.Join(strings.Fields(term), " ")
		switch n := len(r.terms(term)); {
		case n == 0:
			return nil, fmt.Errorf("a term between two commas, or at an end, has no word")
		case n > maxPhrase:
			return nil, fmt.Errorf("%q: a term has at most %d words", term, maxPhrase)
		case strings.ContainsAny(term, ">"):
			return nil, fmt.Errorf("%q: a line has at most one >", term)
		}
		if all = append(all, term); len(all) > maxTerms {
			return nil, fmt.Errorf("a group has at most %d terms", maxTerms)
		}
	}
	return all, nil
}

// removal reads the keys of the one or two terms of a line that takes out.
func (r reader) removal(list string) ([]string, error) {
	all, err := r.list(list)
	if err != nil {
		return nil, err
	}
	if len(all) > 2 {
		return nil, fmt.Errorf("name one term or two to remove")
	}
	keys := []string{r.key(all[0])}
	if len(all) == 2 {
		keys = append(keys, r.key(all[1]))
	}
	return keys, nil
}
