package messages

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// filled is what package bot fills in.
var filled = regexp.MustCompile(`%(\[\d+\])?[a-z]|\{\w+\}`)

// A translation says everything that its folder says in English, and nothing
// else, with the same things filled in.
func TestTranslationsAreWhole(t *testing.T) {
	for folder, languages := range map[string][]string{
		"members": {"de", "es", "fr"}, "cards": {"de", "es", "fr", "pt"}, "moderators": nil,
	} {
		english, err := read(folder + "/en.json")
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(files, folder+"/*.json")
		if err != nil || len(names) != len(languages)+1 {
			t.Errorf("%s holds %q, want English and %q: %v", folder, names, languages, err)
		}
		for _, language := range languages {
			name := path.Join(folder, language+".json")
			said, err := read(name)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for key, want := range english {
				text := said[key]
				if text == "" || strings.TrimSpace(text) != text {
					t.Errorf("%s lacks %s, or it begins or ends with a space: %q", name, key, text)
				}
				if got := filled.FindAllString(text, -1); !slices.Equal(got, filled.FindAllString(want, -1)) {
					t.Errorf("%s: %s fills in %q, English fills in %q", name, key, got, filled.FindAllString(want, -1))
				}
			}
			for key := range said {
				if english[key] == "" {
					t.Errorf("%s has %s, which English has not", name, key)
				}
			}
		}
	}
}

// No key stands in two folders: one text would hide the other.
func TestAKeyHasOneText(t *testing.T) {
	at := map[Key]string{}
	for _, folder := range []string{"members", "moderators", "cards"} {
		said, err := read(folder + "/en.json")
		if err != nil {
			t.Fatal(err)
		}
		for key := range said {
			if other := at[key]; other != "" {
				t.Errorf("%s stands in %s and in %s", key, other, folder)
			}
			at[key] = folder
		}
	}
	for _, key := range []Key{Unknown, CardCrisisLead, Publish} {
		if at[key] == "" {
			t.Errorf("no folder has %s", key)
		}
	}
}
