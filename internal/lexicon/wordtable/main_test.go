package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTableJoinsItsSources(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"english-words.10":        "cost\ncosts\ncost's\nshit\n",
		"english-words.60":        "costlier\n",
		"english-words.70":        "zyzzyva\nqat\n",
		"british-words.35":        "behaviour\n",
		"english-contractions.10": "don't\n",
		"english-upper.50":        "Caf\xe9\n", // Latin-1, as SCOWL is
		"spoken.json":             `["the", "cost", "qat", "teh"]`,
		"encyclopedia.json":       `["cost"]`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got strings.Builder
	if err := run(dir, filepath.Join(dir, "spoken.json"), filepath.Join(dir, "encyclopedia.json"), &got); err != nil {
		t.Fatal(err)
	}
	// Words of one stem share the rarity after the slash. "teh" is said and no
	// word, "zyzzyva" a word and not in use, "cost's" a possessive.
	want := "behaviour\t68\ncafé\t70\ncost\t16\ncostlier\t72\ncosts\t64/16\ndon't\t35\ndont\t70\nqat\t18\nshit\t64!\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if err := run(dir, filepath.Join(dir, "absent.json"), filepath.Join(dir, "encyclopedia.json"), &got); err == nil {
		t.Error("an absent source is not missed")
	}
}
