package safety

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed rules/*.toml
var embedded embed.FS

// format is the version of the rule files' shape that this code reads.
const format = 1

// Rules is a compiled set of rules. It is safe for use by many goroutines.
type Rules struct {
	rules    []rule
	guards   []guard
	patterns []pattern // of the rules
	v        *vocabulary
	version  string
	readers  sync.Pool
}

// A rule is one entry of a rule file, compiled.
type rule struct {
	ruleText
	class   Class
	joking  Class
	guards  []int32
	must    []string
	mustNot []string
}

// A guard stops rules where it matches.
type guard struct {
	name     string
	sentence bool // it covers the whole clause, not just its own words
	patterns []pattern
}

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

// wordsName is the file that defines word classes and spellings.
const wordsName = "words.toml"

// Load compiles the rules that come with the program. A *.toml file at the
// top of overrides takes the place of the built-in file of that name, or
// adds to the rules; nil overrides nothing. With overrides every example is
// run, and one that fails is an error, so that an edit cannot silently drop
// what it was meant to keep; without, the tests have done it.
//
// Whoever gets an error must answer with [StaticCard] only.
func Load(overrides fs.FS) (*Rules, error) {
	files, changed, err := ruleFiles(overrides)
	if err != nil {
		return nil, err
	}
	if !changed {
		if r := snapshotOf(versionOf(files)); r != nil {
			return r, nil
		}
	}
	r, err := compile(files)
	if err != nil {
		return nil, err
	}
	if changed {
		if faults := r.Check(); len(faults) > 0 {
			return nil, fmt.Errorf("safety rules: %w", errors.Join(faults...))
		}
	}
	return r, nil
}

// ruleFiles reads the built-in files and those that replace or join them.
func ruleFiles(overrides fs.FS) (files map[string][]byte, changed bool, err error) {
	files = map[string][]byte{}
	for i, from := range []fs.FS{embedded, overrides} {
		if from == nil {
			continue
		}
		glob := "*.toml"
		if i == 0 {
			glob = "rules/*.toml"
		}
		names, err := fs.Glob(from, glob)
		if err != nil {
			return nil, false, fmt.Errorf("safety rules: %w", err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, false, fmt.Errorf("safety rules: %w", err)
			}
			files[path.Base(name)] = text
			changed = changed || i > 0
		}
	}
	return files, changed, nil
}

// versionOf identifies files by their names and text.
func versionOf(files map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s %d\n", name, len(files[name]))
		sum.Write(files[name])
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// compile builds the rules of files, read in the order of their names.
func compile(files map[string][]byte) (*Rules, error) {
	var words wordFile
	names := slices.Sorted(maps.Keys(files))
	parsed := make([]ruleFile, len(names))
	faults := make([]error, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() {
			var into any = &parsed[i]
			if name == wordsName {
				into = &words
			}
			if _, err := toml.Decode(string(files[name]), into); err != nil {
				faults[i] = fmt.Errorf("safety rules: %s: %w", name, err)
			} else if name != wordsName && parsed[i].Version != format {
				faults[i] = fmt.Errorf("safety rules: %s: version %d, not %d", name, parsed[i].Version, format)
			}
		})
	}
	wait.Wait()
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	for i, f := range parsed {
		if err := words.join(f.Classes); err != nil {
			return nil, fmt.Errorf("safety rules: %s: %w", names[i], err)
		}
	}
	r := &Rules{v: newVocabulary(words), version: versionOf(files)}
	for i, f := range parsed {
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
	r.finish()
	return r, nil
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
	case (t.Patterns == "") != (t.Needs > 0 || t.Peril > 0):
		return errors.New("either patterns or needs")
	}
	var own guard
	for _, line := range lines(t.Unless) {
		if name, ok := strings.CutPrefix(line, "@"); ok {
			at := r.guardNamed(name)
			if at < 0 {
				return fmt.Errorf("guard %q: not defined", name)
			}
			c.guards = append(c.guards, int32(at))
			continue
		}
		list, err := r.v.parsePattern(line)
		if err != nil {
			return err
		}
		own.patterns = append(own.patterns, list...)
	}
	if len(own.patterns) > 0 {
		own.name = "of " + t.ID
		c.guards = append(c.guards, int32(len(r.guards)))
		r.guards = append(r.guards, own)
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

// withoutLastGap drops the gap a rule's pattern ends with: it would only give
// the match ends that no guard covers.
func withoutLastGap(steps []step) []step {
	for len(steps) > 1 && steps[len(steps)-1].gap > 0 {
		steps = steps[:len(steps)-1]
	}
	return steps
}

// finish lists each pattern with the slots it cannot do without.
func (r *Rules) finish() {
	for i, p := range r.patterns {
		for _, n := range r.v.keyStep(p) {
			r.v.slots[n].patterns = append(r.v.slots[n].patterns, int32(i))
		}
	}
	r.ready()
}

// ready makes room for messages to be read.
func (r *Rules) ready() {
	r.readers.New = func() any {
		return &reader{v: r.v, folded: map[rune]string{}, win: window{
			at:     make([]uint64, len(r.v.slots)),
			seen:   make([]uint32, len(r.patterns)),
			guards: make([]guarded, len(r.guards)),
		}}
	}
}

// Version identifies the rules by their text, in 12 hexadecimal digits.
func (r *Rules) Version() string { return r.version }

// Len is how many rules there are.
func (r *Rules) Len() int { return len(r.rules) }

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
