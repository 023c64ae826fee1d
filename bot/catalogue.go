package bot

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
	"time"
)

// The catalogue holds every sentence the bot speaks of its own, by language.
// English stands in voice.go, voice_cards.go and voice_moderators.go; a translation is a file
// of voices/, by the same keys. A key that a translation lacks is said in
// English: so far, that is what moderators are told, and in Portuguese all but
// the cards.

//go:embed voices/*.json
var voiceFiles embed.FS

// translations are the sentences by language, such as "de".
var translations = sync.OnceValue(readTranslations)

// readTranslations panics on a file that is no catalogue: a test reads them.
func readTranslations() map[string]map[sentence]string {
	files, err := voiceFiles.ReadDir("voices")
	if err != nil {
		panic(err)
	}
	all := map[string]map[sentence]string{"en": english}
	for _, file := range files {
		body, err := voiceFiles.ReadFile(path.Join("voices", file.Name()))
		if err != nil {
			panic(err)
		}
		said := map[sentence]string{}
		if err := json.Unmarshal(body, &said); err != nil {
			panic(file.Name() + ": " + err.Error())
		}
		all[strings.TrimSuffix(file.Name(), ".json")] = said
	}
	return all
}

// spoken returns a sentence in the first of the languages that has it, or in
// English.
func spoken(s sentence, languages ...string) string {
	for _, language := range languages {
		base, _, _ := strings.Cut(language, "-")
		for _, name := range []string{language, base} {
			if text, ok := translations()[name][s]; ok {
				return text
			}
		}
		if base == "en" {
			break // moderators' sentences have no language but English
		}
	}
	for _, said := range []map[sentence]string{english, cards} {
		if text, ok := said[s]; ok {
			return text
		}
	}
	return moderating[s]
}

// say returns a sentence in the member's language, or else in the guild's.
func (r Request) say(s sentence, args ...any) string {
	text := spoken(s, r.Member.Locale, r.settings.values[settingLocale], r.Locale)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// day writes a date as it is read in the member's language.
func (r Request) day(t time.Time) string {
	months := strings.Fields(r.say(sayMonths))
	return r.say(sayDay, t.Day(), months[t.Month()-1], t.Year())
}

// locales are what Discord calls the languages of the catalogue, from its
// documentation. The bot's texts name no region.
var locales = map[string][]string{"de": {"de"}, "fr": {"fr"}, "es": {"es-ES", "es-419"}}

// A Wording is a name or description as Discord shows it: in English and by
// locale.
type Wording struct {
	Text    string
	Locales map[string]string
}

func wording(s sentence) Wording {
	w := Wording{Text: english[s], Locales: map[string]string{}}
	for language, names := range locales {
		for _, locale := range names {
			w.Locales[locale] = spoken(s, language)
		}
	}
	return w
}
