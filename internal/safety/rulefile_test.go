package safety

import (
	"strings"
	"testing"
	"testing/fstest"
)

// An operator who made a slip is told in which file and rule, and what to do.
func TestSlipsInOwnRulesAreNamed(t *testing.T) {
	const (
		entry    = "version = 1\n[[rule]]\nid = \"local\"\nclass = \"C2\"\n"
		examples = "must = \"the blue door\"\nmust_not = \"a red door\"\n"
		whole    = entry + examples + "patterns = \"blue door\"\n"
	)
	with := func(old, text string) string { return strings.Replace(whole, old, text, 1) }
	for _, test := range []struct{ slip, text, want string }{
		{"TOML that is none", entry + "patterns = '''\nblue", `local.toml: toml: line 6`},
		{"a key outside of a rule", examples, `local.toml: key "must": not known`},
		{"no version", strings.TrimPrefix(whole, "version = 1\n"), `local.toml: version 0: write "version = 1"`},
		{"another version", "version = 9", `local.toml: version 9: write "version = 1"`},
		{"a key misspelt", whole + `unles = "a blue door"`, `local.toml: key "rule.unles": not known`},
		{"an unknown class", with("C2", "C9"), `local.toml: rule "local": class "C9": not one of C0 to C7`},
		{"an unknown topic", whole + `topic = "weather"`, `local.toml: rule "local": topic "weather": not one of`},
		{"an unknown stance", whole + `stance = "standing"`, `local.toml: rule "local": stance "standing": not one of`},
		{"an unknown flag", whole + `flag = "red"`, `local.toml: rule "local": flag "red": not retracting`},
		{"no example to match", with("must =", "#"), `local.toml: rule "local": must: no example`},
		{"no example to leave alone", with("must_not =", "#"), `local.toml: rule "local": must_not: no example`},
		{"no patterns", entry + examples, `local.toml: rule "local": patterns: none`},
		{"no id", with("local", ""), `local.toml: rule "": no id`},
		{"an id that is taken", with("local", "wish-to-die"), `local.toml: rule "wish-to-die": id: taken by a rule of crisis.toml`},
		{"an example that does not match", with("the blue", "the grey"), `local.toml: rule "local": must match "the grey door", and does not`},
		{"an example that matches", with("a red", "a blue"), `local.toml: rule "local": must not match "a blue door", and does`},
		{"an unknown word class", with(`"blue`, `"$hue`), `local.toml: rule "local": pattern "$hue door": word class $hue: no file defines it`},
		{"a word class that is taken", whole + "[classes]\nmedia = \"telex\"", `local.toml: word class $media: another file defines it`},
		{"an unknown guard", whole + `unless = "@hue"`, `local.toml: rule "local": guard "hue": no file defines it`},
		{"a guard without a name", whole + "[[guard]]\npatterns = \"red\"", `local.toml: guard "": no name`},
		{"a guard's name that is taken", whole + "[[guard]]\nname = \"media\"\npatterns = \"red\"", `local.toml: guard "media": name: taken`},
		{"a guard of unknown scope", whole + "[[guard]]\nname = \"hue\"\nscope = \"page\"\npatterns = \"red\"", `local.toml: guard "hue": scope "page"`},
		{"a capital letter", with(`"blue`, `"Blue`), `local.toml: rule "local": pattern "Blue door": word "Blue": messages are read in lower case`},
		{"a contraction", with(`"blue`, `"don't`), `word "don't": messages are read in lower case`},
		{"a parenthesis too few", with(`"blue`, `"(blue`), `local.toml: rule "local": pattern "(blue door": a parenthesis is missing`},
		{"a gap too wide", with(`"blue`, `"blue ..99`), `local.toml: rule "local": pattern "blue ..99 door": gap "..99": not 1 to 12 words`},
	} {
		_, err := Load(fstest.MapFS{"local.toml": {Data: []byte(test.text)}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.slip, err, test.want)
		}
	}
}
