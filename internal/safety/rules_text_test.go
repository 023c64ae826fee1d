package safety

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// ruleTexts gives the built-in rule files as they are written, by name.
func ruleTexts(t *testing.T) map[string]string {
	t.Helper()
	files, _, err := ruleFiles(nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, text := range files {
		texts[name] = string(text)
	}
	return texts
}

// A rule that waits for what no message is read as, such as a letter with an
// accent, never fires, and nothing else would say so.
func TestEveryWordOfTheRulesIsReadFromAMessage(t *testing.T) {
	r := load(t)
	rd := r.readers.New().(*reader)
	for w, id := range r.v.ids {
		if id == 0 || id == numberID || strings.HasPrefix(w, ":") || r.v.expand[w] != nil {
			continue
		}
		rd.read(w)
		if len(rd.words) != 1 || rd.words[0].id != id {
			t.Errorf("a rule waits for %q, which no message is read as", w)
		}
	}
}

func TestRuleFilesHoldNothingThatIsNotUsed(t *testing.T) {
	texts := ruleTexts(t)
	all := ""
	for _, text := range texts {
		all += text
	}
	for name, text := range texts {
		var f ruleFile
		if _, err := toml.Decode(text, &f); err != nil {
			t.Fatal(err)
		}
		for class := range f.Classes {
			if !regexp.MustCompile(`\$` + class + `\b`).MatchString(all) {
				t.Errorf("%s: nothing uses the word class $%s", name, class)
			}
		}
		for _, g := range f.Guard {
			if !strings.Contains(all, "@"+g.Name) {
				t.Errorf("%s: no rule names the guard %q", name, g.Name)
			}
		}
	}
}

func TestRuleFilesSayNothingTwice(t *testing.T) {
	group := regexp.MustCompile(`\([^()\n]*\)`)
	guards := map[string]string{} // by text: whose it is
	for name, text := range ruleTexts(t) {
		if n := strings.Count(text, "\n"); n > 600 {
			t.Errorf("%s: %d lines, want at most 600", name, n)
		}
		for _, g := range group.FindAllString(text, -1) {
			alternatives := strings.Split(g[1:len(g)-1], "|")
			slices.Sort(alternatives)
			if len(slices.Compact(alternatives)) < strings.Count(g, "|")+1 {
				t.Errorf("%s: an alternative stands twice in %s", name, g)
			}
		}
		var f ruleFile
		if _, err := toml.Decode(text, &f); err != nil {
			t.Fatal(err)
		}
		for _, rule := range f.Rule {
			for what, list := range map[string]string{"patterns": rule.Patterns, "unless": rule.Unless, "must": rule.Must, "must_not": rule.MustNot} {
				all := lines(list)
				slices.Sort(all)
				if n := len(all); len(slices.Compact(all)) < n {
					t.Errorf("%s: rule %q: a line stands twice in %s", name, rule.ID, what)
				}
			}
			for _, line := range lines(rule.Unless) {
				if other, taken := guards[line]; taken && line[0] != '@' && len(line) > 60 {
					t.Errorf("rules %q and %q have a guard in common that has no name: %s", other, rule.ID, line)
				}
				guards[line] = rule.ID
			}
		}
	}
}

// TestRulesKeepTheirSize: what a nurse is to read fits a morning.
func TestRulesKeepTheirSize(t *testing.T) {
	size, patterns := 0, 0
	for name, text := range ruleTexts(t) {
		size += len(text)
		for line := range strings.Lines(text) {
			if len(strings.TrimRight(line, "\n")) > 120 {
				t.Errorf("%s: a line of over 120 characters: %s", name, line)
			}
		}
		var f ruleFile
		if _, err := toml.Decode(text, &f); err != nil {
			t.Fatal(err)
		}
		for _, rule := range f.Rule {
			patterns += len(lines(rule.Patterns))
		}
	}
	if size > 120_000 || patterns > 600 {
		t.Errorf("%d bytes and %d patterns, want at most 120,000 and 600", size, patterns)
	}
}
