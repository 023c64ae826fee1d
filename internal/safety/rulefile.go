package safety

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// format is the version of the files' shape that this code reads.
const format = 1

// wordsName is the file that holds no rules: word classes and spellings.
const wordsName = "words.toml"

// ruleText is an entry of a rule file. Patterns, Unless, Must and MustNot
// hold one item a line.
type ruleText struct {
	ID       string `toml:"id"`
	Class    string `toml:"class"`
	Topic    Topic  `toml:"topic"`
	Stance   Stance `toml:"stance"`
	Joking   string `toml:"joking"` // class beside a joke marker; else the same
	Flag     string `toml:"flag"`   // "retracting", "serious" or "amount": says how, not what
	Beside   string `toml:"beside"` // ids: counts only in a message in which one of these rules matches
	Patterns string `toml:"patterns"`
	Weights  string `toml:"weights"` // in place of patterns, of one rule; see [weighing]
	Least    int    `toml:"least"`   // what the weights must add up to
	Unless   string `toml:"unless"`  // "@guard" or a pattern of the rule's own
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

// parse reads files: the words, with the word classes of every file, and the
// rules of each.
func parse(names []string, files map[string][]byte) (words wordFile, parsed []ruleFile, err error) {
	parsed = make([]ruleFile, len(names))
	for i, name := range names {
		var into any = &parsed[i]
		if name == wordsName {
			into, parsed[i].Version = &words, format
		}
		if err := decode(files[name], into); err != nil {
			return words, nil, fmt.Errorf("safety rules: %s: %w", name, err)
		}
		if parsed[i].Version != format {
			return words, nil, fmt.Errorf("safety rules: %s: version %d: write \"version = %d\" at its top", name, parsed[i].Version, format)
		}
	}
	for i, f := range parsed {
		if err := words.join(f.Classes); err != nil {
			return words, nil, fmt.Errorf("safety rules: %s: %w", names[i], err)
		}
	}
	return words, parsed, nil
}

// decode reads text into a file's shape. A key that the shape does not have is
// an error: a misspelt "unless" would be missed only when it is too late.
func decode(text []byte, into any) error {
	known, err := toml.Decode(string(text), into)
	if err != nil {
		return err
	}
	if left := known.Undecoded(); len(left) > 0 {
		return fmt.Errorf("key %q: not known", left[0])
	}
	return nil
}

// classes reads the classes of t.
func (t ruleText) classes() (rule, error) {
	c := rule{ruleText: t}
	if err := c.class.UnmarshalText([]byte(t.Class)); err != nil {
		return c, err
	}
	return c, c.joking.UnmarshalText([]byte(cmp.Or(t.Joking, t.Class)))
}

// check says what t lacks, apart from its patterns.
func (t ruleText) check() error {
	switch {
	case t.ID == "":
		return errors.New("no id")
	case len(lines(t.Must)) == 0:
		return errors.New("must: no example of a message that it matches")
	case len(lines(t.MustNot)) == 0:
		return errors.New("must_not: no example of a message that it leaves alone")
	case len(lines(t.Patterns)) == 0 && t.Weights == "":
		return errors.New("patterns: none")
	case !slices.Contains(topics, t.Topic):
		return fmt.Errorf("topic %q: not one of %q", t.Topic, topics)
	case !slices.Contains(stances, t.Stance):
		return fmt.Errorf("stance %q: not one of %q", t.Stance, stances)
	case !slices.Contains([]string{"", "retracting", "serious", "amount"}, t.Flag):
		return fmt.Errorf("flag %q: not retracting, serious or amount", t.Flag)
	}
	return nil
}

// What an entry may say; "" where it says nothing.
var (
	topics  = []Topic{NoTopic, Suicide, Overdose, Symptom, Treatment, Threat, Abuse, Minor}
	stances = []Stance{NoStance, SelfNow, SelfPast, OtherNow, OtherPast, General, Denied, Idiom}
)

// lines gives the lines of text that are neither blank nor comments. A line
// that begins with a space goes on with the one above.
func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		indented := line[0] == ' '
		line = strings.TrimRight(line, " \t\r\n")
		switch at := len(list) - 1; {
		case strings.TrimSpace(line) == "" || line[0] == '#':
		case indented && at >= 0:
			list[at] = joinedLine(list[at], strings.TrimSpace(line))
		default:
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

// joinedLine puts two halves of a line together: at a | or a parenthesis as
// they are, else with a space.
func joinedLine(head, tail string) string {
	if strings.HasSuffix(head, "|") || strings.HasPrefix(tail, "|") {
		return head + tail
	}
	return head + " " + tail
}
