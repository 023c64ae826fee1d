package bot

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"pamphlet/bot/messages"
	"pamphlet/internal/hotline"
	"pamphlet/internal/safety"
	"pamphlet/internal/sticky"
)

var inTime = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// helped is a bot with the registry that comes with the program, and what
// joins it.
func helped(t *testing.T, registry string) *Bot {
	t.Helper()
	resources, err := hotline.Load(fstest.MapFS{"x.toml": {Data: []byte("version = 1\n" + registry)}})
	if err != nil {
		t.Fatal(err)
	}
	return &Bot{guards: Guards{Resources: resources}}
}

// from is a request of a guild that chose a country and a language.
func from(country, locale string, now time.Time) Request {
	return Request{Time: now, settings: guildSettings{values: map[string]string{SettingCountry: country, SettingLocale: locale}}}
}

// verdicts gives one verdict for each card.
func verdicts() []safety.Verdict {
	both := safety.Verdict{Class: safety.Crisis, Stance: safety.SelfNow}
	both.Raise(safety.Emergency)
	return []safety.Verdict{
		{Class: safety.AtRisk, Stance: safety.SelfNow}, {Class: safety.AtRisk, Stance: safety.OtherNow}, {Class: safety.Crisis, Stance: safety.SelfNow}, {Class: safety.Crisis, Stance: safety.OtherNow}, both,
		{Class: safety.Emergency}, {Class: safety.Lethal}, {Class: safety.Harm, Topic: safety.Threat}, {Class: safety.Harm, Topic: safety.Abuse}, {Class: safety.Harm, Topic: safety.Minor},
	}
}

func (b *Bot) cardFor(r Request, v safety.Verdict) (title string, lines []string) {
	reply := b.card(r, assessment{Verdict: v, show: sticky.Card, at: r.Time})
	return Visible(reply.Title), strings.Split(Visible(reply.Lead), "\n")
}

func TestCardsKeepTheRulesOfTheVoice(t *testing.T) {
	b := helped(t, "")
	for _, country := range []string{"", "US", "GB", "NZ"} {
		r := from(country, "", inTime)
		for _, v := range verdicts() {
			title, lines := b.cardFor(r, v)
			text := strings.Join(lines, "\n")
			switch {
			case len(lines) == 0 || len(lines) > 5:
				t.Errorf("%s %s: %d lines", v.Class, v.Topic, len(lines))
			case title == "" || !strings.Contains(text, "I'm a bot"):
				t.Errorf("%s: it does not say that a bot speaks: %q", v.Class, text)
			case strings.Contains(text, "{"):
				t.Errorf("%s: a place was not filled: %q", v.Class, text)
			case !strings.Contains(text, "emergency number"):
				t.Errorf("%s: no emergency number: %q", v.Class, text)
			case v.Class != safety.Emergency && !strings.Contains(text, "findahelpline.com"):
				t.Errorf("%s: no directory: %q", v.Class, text)
			}
			for _, line := range lines {
				if strings.ContainsFunc(line, unicode.IsControl) {
					t.Errorf("%s: a line holds a control character", v.Class)
				}
			}
			for _, word := range []string{"pill", "rope", "gun", "knife", "kill", "monitor", "secret", "diagnos"} {
				if strings.Contains(strings.ToLower(title+text), word) {
					t.Errorf("%s: it says %q: %q", v.Class, word, text)
				}
			}
		}
		for _, s := range []messages.Key{messages.LineSubject, messages.LineOpen, messages.LinePointer, messages.LineKindness, messages.LineBoundary, messages.LineBoundaryAbove} {
			if line := b.helpline(r, hotline.ForEveryone).in(s); line == "" || strings.ContainsAny(line, "{}\n") {
				t.Errorf("a line reads %q", line)
			}
		}
	}
	if _, lines := b.cardFor(from("US", "", inTime), verdicts()[4]); !strings.Contains(strings.Join(lines, "\n"), "1-800-222-1222") {
		t.Error("a crisis with something swallowed does not name the poison centre")
	}
}

func TestExpiredOrUnknownCountriesHaveDirectories(t *testing.T) {
	b := helped(t, "")
	late := time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range []Request{from("US", "", late), from("", "", late), from("XX", "", inTime)} {
		_, lines := b.cardFor(r, safety.Verdict{Class: safety.Crisis})
		text := strings.Join(lines, "\n")
		if strings.Contains(text, "988") || !strings.Contains(text, "findahelpline.com") || !strings.Contains(text, "your local emergency number") {
			t.Errorf("%q: the card says %q", r.settings.values[SettingCountry], text)
		}
		if len(b.helpline(r, hotline.ForEveryone).resources()) == 0 {
			t.Error("nobody to turn to for programs")
		}
	}
}

func TestWithoutACountryTheCardListsThemShort(t *testing.T) {
	b := helped(t, "")
	_, lines := b.cardFor(from("", "", inTime), safety.Verdict{Class: safety.Crisis})
	text := strings.Join(lines, "\n")
	for _, want := range []string{
		"US/CA: call or text 988 · UK/IE: 116 123 · AU: 13 11 14 · NZ: call or text 1737 · anywhere: https://findahelpline.com or https://befrienders.org",
		"your local emergency number (US/CA 911 · UK 999 · IE/EU 112 · AU 000 · NZ 111)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the card lacks %q: %q", want, text)
		}
	}
	_, lines = b.cardFor(from("", "", inTime), safety.Verdict{Class: safety.Emergency})
	text = strings.Join(lines, "\n")
	if !strings.Contains(text, "US 1-800-222-1222") || !strings.Contains(text, "elsewhere the emergency number") {
		t.Errorf("the emergency card says %q", text)
	}
	b = helped(t, "[[resource]]\nid = \"au-lifeline\"\ncountry = \"AU\"\nservice = \"s\"\naudience = \"everyone\"\nchannels = [\"call 13 11 14\"]\nsource = \"https://example.org\"\nexpires_on = \"2026-01-01\"\n")
	if line := b.helpline(from("", "", inTime), hotline.ForEveryone).in(messages.LineSubject); strings.Contains(line, "13 11 14") || !strings.Contains(line, "1737") {
		t.Errorf("one entry has expired, and the line says %q", line)
	}
}

func TestEveryLanguageHasEveryCard(t *testing.T) {
	b := helped(t, "")
	for locale, want := range map[string]struct{ bot, local string }{
		"en-GB": {"I'm a bot", "local emergency number"}, "de": {"Ich bin ein Bot", "örtliche Notrufnummer"},
		"fr": {"Je suis un bot", "numéro d'urgence local"}, "es-419": {"Soy un bot", "número local de emergencias"},
		"pt-BR": {"Eu sou um bot", "número local de emergência"}, "xx": {"I'm a bot", "local emergency number"},
	} {
		for _, country := range []string{"", "US"} {
			for _, v := range verdicts() {
				_, lines := b.cardFor(from(country, locale, inTime), v)
				text := strings.Join(lines, "\n")
				if !strings.Contains(strings.ToLower(text), strings.ToLower(want.bot)) || !strings.Contains(text, want.local) || strings.Contains(text, "{") {
					t.Errorf("%s %s: %q", locale, v.Class, text)
				}
			}
		}
	}
}

// The addresses on a card can be pressed.
func TestAddressesOnCardsCanBePressed(t *testing.T) {
	b := helped(t, "")
	got := b.helpline(from("US", "en", inTime), hotline.ForEveryone).in(messages.CardCrisisTalk)
	if !strings.Contains(got, "<https://") || strings.Contains(got, `\:`) {
		t.Errorf("%q holds no address that can be pressed", got)
	}
}
