package safety

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A pattern is a sequence of steps over words, matched by [window.ends].
// Its notation is described in rules/words.toml.
type pattern struct {
	steps []step
	text  string
	loose bool    // it may pass from one clause into another, a rule's from one sentence into another
	joint bool    // it has sides that stand in any order: a guard over the first stops it too
	rule  int32   // index of the rule; 0 in a guard
	also  []int32 // slots one of which must be filled; none in a guard
}

// A step consumes a phrase of a word class, up to gap words of any kind, or
// nothing but a place.
type step struct {
	slots    []int32
	gap      int
	optional bool
	start    bool // only where a sentence starts
	stop     bool // only where a sentence ends
}

// maxGap and maxSteps bound what a pattern may cost.
const (
	maxGap   = 12
	maxSteps = 24
)

// parsePattern compiles one line. A line whose first step may be left out
// gives two patterns, with it and without, so that every pattern starts
// with a word.
func (v *vocabulary) parsePattern(line string) ([]pattern, error) {
	line, loose := strings.CutPrefix(line, "~ ")
	parts, err := splitPattern(line)
	if err != nil {
		return nil, err
	}
	var list []pattern
	var variants [][]string
	for _, order := range arranged(parts) {
		variants = append(variants, placed(order)...)
	}
	for _, variant := range variants {
		some, err := v.parseSteps(line, variant)
		if err != nil {
			return nil, err
		}
		for i := range some {
			some[i].loose, some[i].joint = loose, slices.Contains(parts, "&")
		}
		list = append(list, some...)
	}
	return list, nil
}

// arranged gives the orders in which the parts of a line may stand: those on
// either side of an & in any order, with a gap between.
func arranged(parts []string) [][]string {
	at := slices.Index(parts, "&")
	if at < 0 {
		return [][]string{parts}
	}
	var list [][]string
	for _, rest := range arranged(parts[at+1:]) {
		list = append(list, slices.Concat(parts[:at], []string{anyGap}, rest))
		for i, part := range rest {
			if part == anyGap {
				list = append(list, slices.Concat(rest[:i+1], parts[:at], rest[i:]))
			}
		}
		list = append(list, slices.Concat(rest, []string{anyGap}, parts[:at]))
	}
	return list
}

// anyGap is what may stand between the sides of an &.
const anyGap = "..12"

// placed gives the variants of a line that has a place, ^ or $, among the
// phrases of a group: one with the place, one with the phrases.
func placed(parts []string) [][]string {
	for i, part := range parts {
		if part[0] != '(' {
			continue
		}
		for _, place := range []string{"^", "$"} {
			rest, found := strings.CutPrefix(part, "("+place+"|")
			if found {
				rest = "(" + rest
			} else if at := strings.Index(part, "|"+place+"|"); at >= 0 {
				rest, found = part[:at]+part[at+len(place)+1:], true
			} else if at := strings.Index(part, "|"+place+")"); at >= 0 {
				rest, found = part[:at]+part[at+len(place)+1:], true
			}
			if !found {
				continue
			}
			with := slices.Concat(parts[:i], []string{place}, parts[i+1:])
			without := slices.Concat(parts[:i], []string{rest}, parts[i+1:])
			return append(placed(with), placed(without)...)
		}
	}
	return [][]string{parts}
}

// parseSteps compiles the parts of one variant of a line.
func (v *vocabulary) parseSteps(line string, parts []string) ([]pattern, error) {
	var steps []step
	for _, part := range parts {
		s, err := v.parseStep(part)
		if err != nil {
			return nil, fmt.Errorf("pattern %q: %w", line, err)
		}
		steps = append(steps, s)
	}
	if len(steps) > maxSteps {
		return nil, fmt.Errorf("pattern %q: more than %d steps", line, maxSteps)
	}
	for len(steps) > 1 && steps[0].start && steps[1].gap > 0 {
		return nil, fmt.Errorf("pattern %q: a gap after the start", line)
	}
	var list []pattern
	for at := 0; at < len(steps); at++ {
		var lead []step
		if steps[0].start {
			lead = steps[:1:1]
			if at == 0 {
				continue
			}
		}
		rest := slices.Concat(lead, steps[at:])
		first := rest[len(lead)]
		if first.gap > 0 || first.stop || first.start {
			return nil, fmt.Errorf("pattern %q: it must start with a word", line)
		}
		required := first
		required.optional = false
		rest[len(lead)] = required
		list = append(list, pattern{steps: rest, text: line})
		if !first.optional {
			return list, nil
		}
	}
	return nil, fmt.Errorf("pattern %q: every word of it may be left out", line)
}

// splitPattern cuts a line at spaces outside of groups.
func splitPattern(line string) ([]string, error) {
	var parts []string
	depth, from := 0, -1
	for i := 0; i <= len(line); i++ {
		space := i == len(line) || line[i] == ' ' || line[i] == '\t'
		switch {
		case space && depth == 0:
			if from >= 0 {
				parts = append(parts, line[from:i])
			}
			from = -1
		case i < len(line):
			if from < 0 {
				from = i
			}
			if line[i] == '(' {
				if depth++; depth > 1 {
					return nil, fmt.Errorf("pattern %q: a group inside a group", line)
				}
			} else if line[i] == ')' {
				depth--
			}
		}
	}
	if depth != 0 {
		return nil, fmt.Errorf("pattern %q: a parenthesis is missing", line)
	}
	return parts, nil
}

// parseStep compiles one part of a line.
func (v *vocabulary) parseStep(part string) (step, error) {
	var s step
	switch {
	case part == "^":
		s.start = true
		return s, nil
	case part == "$":
		s.stop = true
		return s, nil
	case strings.HasPrefix(part, ".."):
		n, err := strconv.Atoi(part[2:])
		if err != nil || n < 1 || n > maxGap {
			return s, fmt.Errorf("gap %q: not 1 to %d words", part, maxGap)
		}
		s.gap = n
		return s, nil
	}
	if strings.HasSuffix(part, "?") {
		s.optional = true
		part = part[:len(part)-1]
	}
	if strings.HasPrefix(part, "(") {
		part = strings.TrimSuffix(part[1:], ")")
	}
	set, err := v.set(part, 0)
	s.slots = set.slots
	return s, err
}

// rarest gives the slots of the two steps that are rarest in messages: a
// pattern is tried only where one of the first is filled, and looked at only
// if one of the second is too. A pattern of one such step has no second.
func (v *vocabulary) rarest(p pattern) (first, second []int32) {
	lowest, next := 1<<30, 1<<30
	for _, s := range p.steps {
		if s.optional || s.gap > 0 || len(s.slots) == 0 {
			continue
		}
		cost := 0
		for _, n := range s.slots {
			cost += v.slotCost(n)
		}
		switch {
		case cost < lowest:
			first, second, lowest, next = s.slots, first, cost, lowest
		case cost < next:
			second, next = s.slots, cost
		}
	}
	return first, second
}
