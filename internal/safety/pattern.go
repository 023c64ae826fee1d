package safety

import (
	"errors"
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
	loose bool  // it may pass from one clause into another, a rule's from one sentence into another
	joint bool  // it has sides that stand in any order: a guard over the first stops it too
	rule  int32 // index of the rule; 0 in a guard
}

// A step consumes a phrase of a word class, up to gap words of any kind, or
// nothing but a place.
type step struct {
	slots    []int32
	gap      int
	optional bool
	start    bool // or nothing, where a sentence starts
	stop     bool // or nothing, where a sentence ends
}

// maxGap and maxSteps bound what a pattern may cost.
const (
	maxGap   = 12
	maxSteps = 24
)

// parsePattern compiles one line: a pattern for each order of its sides.
func (v *vocabulary) parsePattern(line string) (list []pattern, err error) {
	line, loose := strings.CutPrefix(line, "~ ")
	parts, err := splitPattern(line)
	if err != nil {
		return nil, err
	}
	for _, order := range arranged(parts) {
		p := pattern{text: line, loose: loose, joint: slices.Contains(parts, "&")}
		for _, part := range order {
			s, err := v.parseStep(part)
			if err != nil {
				return nil, fmt.Errorf("pattern %q: %w", line, err)
			}
			p.steps = append(p.steps, s)
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("pattern %q: %w", line, err)
		}
		list = append(list, p)
	}
	return list, nil
}

// check says why p could match anything.
func (p pattern) check() error {
	needed := func(s step) bool { return len(s.slots) > 0 && !s.optional && !s.start && !s.stop }
	switch at := slices.IndexFunc(p.steps, func(s step) bool { return len(s.slots) > 0 }); {
	case len(p.steps) > maxSteps:
		return fmt.Errorf("more than %d steps", maxSteps)
	case at < 0 || slices.ContainsFunc(p.steps[:at], func(s step) bool { return s.gap > 0 || s.stop }):
		return errors.New("it must start with a word")
	case !slices.ContainsFunc(p.steps, needed):
		return errors.New("every word of it may be left out")
	}
	return nil
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
const anyGap = "..8"

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
func (v *vocabulary) parseStep(part string) (s step, err error) {
	if digits, ok := strings.CutPrefix(part, ".."); ok {
		if s.gap, err = strconv.Atoi(digits); err != nil || s.gap < 1 || s.gap > maxGap {
			return s, fmt.Errorf("gap %q: not 1 to %d words", part, maxGap)
		}
		return s, nil
	}
	part, s.optional = strings.CutSuffix(part, "?")
	words := strings.Split(strings.TrimSuffix(strings.TrimPrefix(part, "("), ")"), "|")
	words = slices.DeleteFunc(words, func(w string) bool {
		s.start, s.stop = s.start || w == "^", s.stop || w == "$"
		return w == "^" || w == "$"
	})
	if len(words) == 0 {
		return s, nil
	}
	set, err := v.set(strings.Join(words, "|"), 0)
	s.slots = set.slots
	return s, err
}

// rarest gives the slots of the step that is rarest in messages: a pattern is
// tried only where one of them is filled.
func (v *vocabulary) rarest(p pattern) (slots []int32) {
	lowest := 1 << 30
	for _, s := range p.steps {
		cost := 0
		for _, n := range s.slots {
			cost += v.slotCost(n)
		}
		if !s.optional && !s.start && !s.stop && cost > 0 && cost < lowest {
			slots, lowest = s.slots, cost
		}
	}
	return slots
}
