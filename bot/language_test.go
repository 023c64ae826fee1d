package bot

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pamphlet/bot/messages"
)

// Names and descriptions fit Discord's limits in every language: names of 1 to
// 32 lower-case letters, digits and dashes, all else of 1 to 100 characters,
// labels of buttons short enough for a phone.
func TestTranslationsFitDiscord(t *testing.T) {
	name := regexp.MustCompile(`^[-\p{L}\p{N}]{1,32}$`)
	for language, said := range messages.All() {
		for key, text := range said {
			kind, _, _ := strings.Cut(string(key), ".")
			n := utf8.RuneCountInString(text)
			switch {
			case kind == "button" && n > maxButton, key == messages.AskModerator && n > maxButton:
				t.Errorf("%s: %s has %d characters, a button at most %d", language, key, n, maxButton)
			case key == "command.unknown":
			case strings.HasSuffix(string(key), ".hint") && n > 100, kind == "menu" && n > 32:
				t.Errorf("%s: %s has %d characters", language, key, n)
			case (kind == "command" || kind == "option") && !strings.HasSuffix(string(key), ".hint") &&
				(!name.MatchString(text) || strings.ToLower(text) != text):
				t.Errorf("%s: %s: %q is no name of a command", language, key, text)
			case key == messages.Months && len(strings.Fields(text)) != 12:
				t.Errorf("%s: %d months", language, len(strings.Fields(text)))
			}
		}
	}
}

// A command is named in a sentence as the reader of that language finds it.
func TestSentencesNameCommandsAsTheyAreFound(t *testing.T) {
	slash := regexp.MustCompile(`(?:^|[\s"(])/([-\p{L}]+)`)
	for language, said := range messages.All() {
		var known []string
		for _, o := range MemberCommands() {
			known = append(known, messages.Text(messages.Key("command."+o.Name.Text), language))
		}
		for key, text := range said {
			if messages.All()["de"][key] == "" {
				continue // for moderators, who read English
			}
			for _, found := range slash.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(known, found[1]) {
					t.Errorf("%s: %s names /%s, which nobody finds", language, key, found[1])
				}
			}
		}
	}
}

// A sentence is said in the member's language, or the guild's, or in English.
func TestLanguageOfASentence(t *testing.T) {
	for _, test := range []struct{ member, guild, want string }{
		{"de", "", "Hilfreich"},
		{"de", "fr", "Hilfreich"},
		{"es-419", "", "Útil"},
		{"es-ES", "", "Útil"},
		{"en-US", "de", "Helpful"},
		{"", "fr", "Utile"},
		{"", "fr-CA", "Utile"},
		{"ja", "fr", "Utile"},
		{"ja", "", "Helpful"},
		{"", "", "Helpful"},
		{"de/../x", "", "Helpful"},
	} {
		r := Request{Member: Member{Locale: test.member}, settings: guildSettings{values: map[string]string{SettingLocale: test.guild}}}
		if got := r.Say(messages.Helpful); got != test.want {
			t.Errorf("member %q, guild %q: %q, want %q", test.member, test.guild, got, test.want)
		}
	}
	moderator := Request{Member: Member{Locale: "de"}}
	if got := moderator.Say(messages.Publish); got != messages.Text(messages.Publish) {
		t.Errorf("a moderator's messages.Key in German is %q, want the English one", got)
	}
	at := time.Date(2026, time.March, 3, 0, 0, 0, 0, time.UTC)
	for locale, want := range map[string]string{"en-US": "3 March 2026", "de": "3. März 2026", "fr": "3 mars 2026", "es-ES": "3 de marzo de 2026"} {
		if got := (Request{Member: Member{Locale: locale}}).Day(at); got != want {
			t.Errorf("%s: %q, want %q", locale, got, want)
		}
	}
}
