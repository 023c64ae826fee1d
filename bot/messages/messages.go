// Package messages holds every sentence the bot speaks of its own, in every
// language, as data: members/ and moderators/ by who reads it, cards/ for someone
// who may be in danger. A file is a language, such as de.json, and maps keys to
// texts. A key that a language lacks is said in English: so far, that is what
// moderators are told, and in Portuguese all but the cards.
//
// # The voice
//
//   - It is a bot and says so; it never speaks about health in its own words.
//   - The answer first, then where it is from, then the disclaimer.
//   - When it does not know, it says that first, and then what to try.
//   - A problem is one short, kind, private sentence that says what to do.
//   - Plain words, no blame, no exclamation marks, no emoji that carries meaning.
//
// # Cards
//
// {emergency}, {lines} and {poison} are filled in by package bot. At most five
// short lines. Say that a bot speaks and that nobody may be reading. No diagnosis,
// no means, no promise of secrecy or of watching, no question that suggests its
// answer. Offer a way without a voice beside every call. A clinician should read
// any change before a community relies on it.
package messages

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
)

// A Key names a message: "unknown.recorded".
type Key string

//go:embed members moderators cards
var files embed.FS

// All returns every message by language, such as "de", and key. It is shared, and
// not to be changed.
var All = sync.OnceValue(readAll)

// readAll panics on a file that cannot be read: they are part of the program, and
// a test reads them.
func readAll() map[string]map[Key]string {
	all := map[string]map[Key]string{}
	names, err := fs.Glob(files, "*/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		said, err := read(name)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		language := strings.TrimSuffix(path.Base(name), ".json")
		if all[language] == nil {
			all[language] = map[Key]string{}
		}
		maps.Copy(all[language], said)
	}
	return all
}

func read(name string) (map[Key]string, error) {
	body, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	said := map[Key]string{}
	return said, json.Unmarshal(body, &said)
}

// Text returns a message in the first of the languages that has it, or else in
// English. A language may name a region, as in "es-419".
func Text(key Key, languages ...string) string {
	for _, language := range languages {
		base, _, _ := strings.Cut(language, "-")
		for _, name := range []string{language, base} {
			if text, ok := All()[name][key]; ok {
				return text
			}
		}
	}
	return All()["en"][key]
}

// locales are what Discord calls the languages of members/, from its
// documentation. The bot's texts name no region.
var locales = map[string][]string{"de": {"de"}, "fr": {"fr"}, "es": {"es-ES", "es-419"}}

// A Wording is a name or description as Discord shows it: in English and by
// locale.
type Wording struct {
	Text    string
	Locales map[string]string
}

// Localized returns a message in each of Discord's locales.
func Localized(key Key) Wording {
	w := Wording{Text: Text(key), Locales: map[string]string{}}
	for language, names := range locales {
		for _, locale := range names {
			w.Locales[locale] = Text(key, language)
		}
	}
	return w
}
