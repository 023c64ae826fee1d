package safety

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// format is the version of the files' shape that this code reads.
const format = 1

// The files that hold no rules.
const (
	wordsName   = "words.toml"   // word classes and spellings
	weightsName = "weights.toml" // weights of words
)

// ruleText is an entry of a rule file. Patterns, Unless, Must and MustNot
// hold one item a line.
type ruleText struct {
	ID       string `toml:"id"`
	Class    string `toml:"class"`
	Topic    Topic  `toml:"topic"`
	Stance   Stance `toml:"stance"`
	Joking   string `toml:"joking"` // class beside a joke marker; else the same
	Points   int    `toml:"points"` // a weak sign: it counts towards a rule that needs points
	Needs    int    `toml:"needs"`  // fires at so many points, without patterns
	Grave    int    `toml:"grave"`  // a sign of danger: points on a second scale
	Peril    int    `toml:"peril"`  // fires at so many of those, if it also has its needs
	Weighs   int    `toml:"weighs"` // fires if a sentence weighs so many points, without patterns
	Flag     string `toml:"flag"`   // "retracting" or "serious": says how, not what
	Patterns string `toml:"patterns"`
	Unless   string `toml:"unless"` // "@guard" or a pattern of the rule's own
	Must     string `toml:"must"`
	MustNot  string `toml:"must_not"`
}

type guardText struct {
	Name     string `toml:"name"`
	Scope    string `toml:"scope"` // "" or "sentence"
	Patterns string `toml:"patterns"`
}

// ruleFile is the shape of every rule file but words.toml.
type ruleFile struct {
	Version int               `toml:"version"`
	Classes map[string]string `toml:"classes"` // word classes, beside those of words.toml
	Rule    []ruleText        `toml:"rule"`
	Guard   []guardText       `toml:"guard"`
}

// compile builds the rules of files, read in the order of their names.
func compile(files map[string][]byte) (*Rules, error) {
	names := slices.Sorted(maps.Keys(files))
	words, weights, parsed, err := parse(names, files)
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
			if err := r.addRule(t); err != nil {
				return nil, fmt.Errorf("safety rules: %s: rule %q: %w", names[i], t.ID, err)
			}
		}
	}
	if len(r.rules) == 0 {
		return nil, errors.New("safety rules: none")
	}
	if r.scale, err = r.v.newScale(weights); err != nil {
		return nil, err
	}
	r.listPatterns()
	r.ready()
	return r, nil
}

// parse reads files: the words, with the word classes of every file, their
// weights, and the rules of each.
func parse(names []string, files map[string][]byte) (words wordFile, weights weightFile, parsed []ruleFile, err error) {
	parsed = make([]ruleFile, len(names))
	faults := make([]error, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() {
			var into any = &parsed[i]
			switch name {
			case wordsName:
				into, parsed[i].Version = &words, format
			case weightsName:
				into, parsed[i].Version = &weights, format
			}
			if _, err := toml.Decode(string(files[name]), into); err != nil {
				faults[i] = fmt.Errorf("safety rules: %s: %w", name, err)
			} else if parsed[i].Version != format {
				faults[i] = fmt.Errorf("safety rules: %s: version %d, not %d", name, parsed[i].Version, format)
			}
		})
	}
	wait.Wait()
	for i, f := range parsed {
		if err := words.join(f.Classes); err != nil {
			faults[i] = fmt.Errorf("safety rules: %s: %w", names[i], err)
		}
	}
	return words, weights, parsed, errors.Join(faults...)
}

// addGuard compiles a named guard.
func (r *Rules) addGuard(t guardText) error {
	g := guard{name: t.Name, sentence: t.Scope == "sentence"}
	if t.Name == "" || r.guardNamed(t.Name) >= 0 {
		return errors.New("no name, or one already taken")
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

// classes reads the classes of t.
func (t ruleText) classes() (rule, error) {
	c := rule{ruleText: t}
	if err := c.class.UnmarshalText([]byte(t.Class)); err != nil {
		return c, err
	}
	return c, c.joking.UnmarshalText([]byte(cmp.Or(t.Joking, t.Class)))
}

// addRule compiles a rule.
func (r *Rules) addRule(t ruleText) error {
	c, err := t.classes()
	if err != nil {
		return err
	}
	c.must, c.mustNot = lines(t.Must), lines(t.MustNot)
	switch {
	case t.ID == "" || slices.ContainsFunc(r.rules, func(o rule) bool { return o.ID == t.ID }):
		return errors.New("no id, or one already taken")
	case len(c.must) == 0 || len(c.mustNot) == 0:
		return errors.New("no example that must match, or none that must not")
	case (t.Patterns == "") != (t.Needs > 0 || t.Peril > 0 || t.Weighs != 0):
		return errors.New("either patterns or needs")
	}
	if c.guards, err = r.unless(t); err != nil {
		return err
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

// unless gives the guards of a rule: those it names, and one of its own.
func (r *Rules) unless(t ruleText) (guards []int32, err error) {
	own := guard{name: "of " + t.ID}
	for _, line := range lines(t.Unless) {
		if name, ok := strings.CutPrefix(line, "@"); ok {
			at := r.guardNamed(name)
			if at < 0 {
				return nil, fmt.Errorf("guard %q: not defined", name)
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

// listPatterns lists each pattern with the slots it cannot do without, and puts
// these slots first wherever a phrase ends.
func (r *Rules) listPatterns() {
	slots := r.v.slots
	for i := range r.patterns {
		p := &r.patterns[i]
		var key []int32
		key, p.also = r.v.rarest(*p)
		for _, n := range key {
			slots[n].patterns = append(slots[n].patterns, int32(i))
		}
	}
	for _, n := range r.v.nodes {
		slices.SortStableFunc(n.ends, func(a, b int32) int {
			return cmp.Compare(min(len(slots[b].patterns), 1), min(len(slots[a].patterns), 1))
		})
	}
}

// lines gives the lines of text that are neither blank nor comments.
func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}
