package safety

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// compile builds the rules of files, read in the order of their names.
func compile(files map[string][]byte) (*Rules, error) {
	names := slices.Sorted(maps.Keys(files))
	words, parsed, err := parse(names, files)
	if err != nil {
		return nil, err
	}
	r := &Rules{v: newVocabulary(words), version: versionOf(files)}
	for i, f := range parsed { // first: rules of every file may name them
		for _, g := range f.Guard {
			if err := r.addGuard(g); err != nil {
				return nil, fmt.Errorf("safety rules: %s: guard %q: %w", names[i], g.Name, err)
			}
		}
	}
	for i, f := range parsed {
		for _, t := range f.Rule {
			if err := r.addRule(names[i], t); err != nil {
				return nil, fmt.Errorf("safety rules: %s: rule %q: %w", names[i], t.ID, err)
			}
		}
	}
	if len(r.rules) == 0 {
		return nil, errors.New("safety rules: none")
	}
	if err := r.resolveBeside(); err != nil {
		return nil, err
	}
	r.listPatterns()
	r.ready()
	return r, nil
}

// addGuard compiles a named guard.
func (r *Rules) addGuard(t guardText) error {
	g := guard{name: t.Name, sentence: t.Scope == "sentence"}
	switch {
	case t.Name == "":
		return errors.New("no name")
	case r.guardNamed(t.Name) >= 0:
		return errors.New("name: taken by another guard")
	case t.Scope != "" && t.Scope != "sentence":
		return fmt.Errorf("scope %q: neither empty nor sentence", t.Scope)
	}
	for _, line := range lines(t.Patterns) {
		list, err := r.v.parsePattern(line)
		if err != nil {
			return err
		}
		g.patterns = append(g.patterns, list...)
	}
	r.guards = append(r.guards, g)
	return nil
}

// guardNamed gives the index of a guard, or -1.
func (r *Rules) guardNamed(name string) int {
	return slices.IndexFunc(r.guards, func(g guard) bool { return g.name == name })
}

// addRule compiles a rule of the file of that name.
func (r *Rules) addRule(file string, t ruleText) error {
	c, err := t.classes()
	if err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if at := slices.IndexFunc(r.rules, func(o rule) bool { return o.ID == t.ID }); at >= 0 {
		return fmt.Errorf("id: taken by a rule of %s; to change that rule, put a file of that name beside this one", r.rules[at].file)
	}
	c.file, c.must, c.mustNot = file, lines(t.Must), lines(t.MustNot)
	if c.guards, err = r.unless(t); err != nil {
		return err
	}
	if t.Weights != "" {
		if r.weighed != nil {
			return errors.New("weights: another rule has them")
		}
		if r.weighed, err = r.v.parseWeights(t.Weights); err != nil {
			return err
		}
		r.weighed.rule, r.weighed.least = int32(len(r.rules)), t.Least
	}
	for _, line := range lines(t.Patterns) {
		list, err := r.v.parsePattern(line)
		if err != nil {
			return err
		}
		for _, p := range list {
			p.rule = int32(len(r.rules))
			p.steps = withoutLastGap(p.steps)
			r.patterns = append(r.patterns, p)
		}
	}
	r.rules = append(r.rules, c)
	return nil
}

// resolveBeside finds the rules that others name under beside.
func (r *Rules) resolveBeside() error {
	for i := range r.rules {
		c := &r.rules[i]
		for id := range strings.FieldsSeq(c.Beside) {
			at := slices.IndexFunc(r.rules, func(o rule) bool { return o.ID == id && o.Beside == "" })
			if at < 0 {
				return fmt.Errorf("safety rules: %s: rule %q: beside %q: no rule of that id that counts by itself", c.file, c.ID, id)
			}
			c.beside = append(c.beside, int32(at))
		}
	}
	return nil
}

// unless gives the guards of a rule: those it names, and one of its own.
func (r *Rules) unless(t ruleText) (guards []int32, err error) {
	own := guard{name: "of " + t.ID}
	for _, line := range lines(t.Unless) {
		if name, ok := strings.CutPrefix(line, "@"); ok {
			at := r.guardNamed(name)
			if at < 0 {
				return nil, fmt.Errorf("guard %q: no file defines it", name)
			}
			guards = append(guards, int32(at))
			continue
		}
		list, err := r.v.parsePattern(line)
		if err != nil {
			return nil, err
		}
		own.patterns = append(own.patterns, list...)
	}
	if len(own.patterns) > 0 {
		guards = append(guards, int32(len(r.guards)))
		r.guards = append(r.guards, own)
	}
	return guards, nil
}

// withoutLastGap drops the gap a rule's pattern ends with: it would only give
// the match ends that no guard covers.
func withoutLastGap(steps []step) []step {
	for len(steps) > 1 && steps[len(steps)-1].gap > 0 {
		steps = steps[:len(steps)-1]
	}
	return steps
}

// listPatterns lists each pattern with slots it cannot do without, and puts
// these first wherever a phrase ends.
func (r *Rules) listPatterns() {
	slots := r.v.slots
	for i := range r.patterns {
		for _, n := range r.v.rarest(r.patterns[i]) {
			slots[n].patterns = append(slots[n].patterns, int32(i))
		}
	}
	for _, n := range r.v.nodes {
		slices.SortStableFunc(n.ends, func(a, b int32) int {
			return cmp.Compare(min(len(slots[b].patterns), 1), min(len(slots[a].patterns), 1))
		})
	}
}
