package safety

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
)

func resources(t *testing.T) *Resources {
	t.Helper()
	r, err := LoadResources(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var inTime = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func TestShippedResources(t *testing.T) {
	r := resources(t)
	for _, country := range []string{"US", "CA", "GB", "IE", "AU", "NZ"} {
		if len(r.For(country, Everyone, inTime)) == 0 || len(r.For(country, Emergency, inTime)) == 0 {
			t.Errorf("%s has no crisis line or no emergency number", country)
		}
	}
	for _, entry := range r.All() {
		if entry.Confirmed() {
			t.Errorf("%s ships as confirmed: a person of the community has to do that", entry.ID)
		}
	}
	for _, fault := range r.Faults(time.Now()) {
		if fault.Expired {
			t.Errorf("%s: %s. Check it against the service's own page and set a new date.", fault.ID, fault.Text)
		}
	}
	for audience, first := range map[Audience]string{Everyone: "findahelpline", Violence: "nomore", Youth: "child-helplines"} {
		list := r.Directories(audience)
		if len(list) < 2 || list[0].ID != first {
			t.Errorf("%s: directories are %v, want %s first and one for everyone after it", audience, list, first)
		}
	}
}

func TestExpiredOrUnknownFallsBackToDirectories(t *testing.T) {
	r := resources(t)
	late := time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		country string
		now     time.Time
	}{{"US", late}, {"", late}, {"XX", inTime}, {"us", inTime}} {
		if got := r.For(test.country, Everyone, test.now); len(got) != 0 {
			t.Errorf("%q gives %v", test.country, got)
		}
		card := r.Card(Verdict{Class: C3}, Place{Country: test.country}, test.now)
		text := strings.Join(card.Lines, "\n")
		if strings.Contains(text, "988") || !strings.Contains(text, "findahelpline.com") || !strings.Contains(text, "your local emergency number") {
			t.Errorf("%q: the card says %q", test.country, text)
		}
	}
}

func TestPairsAreShownWholeOrNotAtAll(t *testing.T) {
	entry := func(id, expires string) string {
		return "[[resource]]\nid = \"" + id + "\"\ncountry = \"XY\"\nservice = \"" + id + "\"\naudience = \"everyone\"\nchannels = [\"call 1\"]\nsource = \"https://example.org\"\nexpires_on = \"" + expires + "\"\npair = \"languages\"\n"
	}
	load := func(second string) *Resources {
		r, err := LoadResources(fstest.MapFS{"x.toml": {Data: []byte("version = 1\n" + entry("a", "2027-06-01") + entry("b", second))}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got := load("2027-06-01").For("XY", Everyone, inTime); len(got) != 2 {
		t.Errorf("a whole pair gives %d", len(got))
	}
	if got := load("2026-06-01").For("XY", Everyone, inTime); len(got) != 0 {
		t.Errorf("half a pair gives %d", len(got))
	}
}

func TestVerify(t *testing.T) {
	r := resources(t)
	on := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	text, err := r.Verify("us-988", "Kim", on)
	if err != nil {
		t.Fatal(err)
	}
	r, err = LoadResources(fstest.MapFS{"us-988.toml": {Data: text}})
	if err != nil {
		t.Fatal(err)
	}
	got := r.For("US", Everyone, on)
	if len(got) != 1 || !got[0].Confirmed() || got[0].By != "Kim" || got[0].Expires != "2027-05-30" || len(got[0].Channels) != 3 {
		t.Errorf("got %+v", got)
	}
	if text, err = r.Verify("nomore", "Kim", on); err != nil {
		t.Fatal(err)
	}
	if r, err = LoadResources(fstest.MapFS{"nomore.toml": {Data: text}}); err != nil {
		t.Fatal(err)
	}
	if list := r.Directories(Violence); len(list) != 3 || list[0].By != "Kim" || list[0].Verified != "2026-12-01" {
		t.Errorf("a confirmed directory: got %+v", list)
	}
	if _, err := r.Verify("nowhere", "Kim", on); !errors.Is(err, ErrNoResource) {
		t.Errorf("an unknown id: %v", err)
	}
	if _, err := r.Verify("us-988", " ", on); err == nil {
		t.Error("nobody may confirm")
	}
}

func TestBadRegistryIsRefused(t *testing.T) {
	const good = "version = 1\n[[resource]]\nid = \"a\"\ncountry = \"XY\"\nservice = \"s\"\naudience = \"youth\"\nchannels = [\"call 1\"]\nsource = \"https://example.org\"\n" +
		"[[directory]]\nid = \"b\"\nname = \"d\"\nurl = \"https://example.org\"\naudience = \"violence\"\n"
	if _, err := LoadResources(fstest.MapFS{"x.toml": {Data: []byte(good)}}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"no channel": strings.Replace(good, `["call 1"]`, "[]", 1), "small country": strings.Replace(good, "XY", "xy", 1),
		"no source": strings.Replace(good, "https://example.org", "", 1), "bad date": strings.Replace(good, "service", "expires_on = \"soon\"\nservice", 1),
		"nobody's audience": strings.Replace(good, "youth", "everybody", 1), "a directory for nobody": strings.Replace(good, "violence", "", 1),
		"a directory without a page": strings.Replace(good, "url = \"https:", "url = \"http:", 1),
		"no version":                 strings.Replace(good, "version = 1", "", 1), "not TOML": "[[",
	} {
		if _, err := LoadResources(fstest.MapFS{"x.toml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

// verdicts gives one verdict for each card.
func verdicts() []Verdict {
	both := Verdict{Class: C3, Stance: SelfNow}
	both.raised[C4] = true
	return []Verdict{
		{Class: C2, Stance: SelfNow}, {Class: C2, Stance: OtherNow}, {Class: C3, Stance: SelfNow}, {Class: C3, Stance: OtherNow}, both,
		{Class: C4}, {Class: C5}, {Class: C7, Topic: Threat}, {Class: C7, Topic: Abuse}, {Class: C7, Topic: Minor},
	}
}

func TestCardsKeepTheRulesOfTheVoice(t *testing.T) {
	r := resources(t)
	for _, place := range []Place{{}, {Country: "US"}, {Country: "GB"}, {Country: "NZ", Emergency: "111"}} {
		for _, v := range verdicts() {
			card := r.Card(v, place, inTime)
			text := strings.Join(card.Lines, "\n")
			switch {
			case len(card.Lines) == 0 || len(card.Lines) > 5:
				t.Errorf("%s %s: %d lines", v.Class, v.Topic, len(card.Lines))
			case card.Title == "" || !strings.Contains(text, "I'm a bot"):
				t.Errorf("%s: it does not say that a bot speaks: %q", v.Class, text)
			case strings.Contains(text, "{"):
				t.Errorf("%s: a place was not filled: %q", v.Class, text)
			case !strings.Contains(text, "emergency number"):
				t.Errorf("%s: no emergency number: %q", v.Class, text)
			case v.Class != C4 && !strings.Contains(text, "findahelpline.com"):
				t.Errorf("%s: no directory: %q", v.Class, text)
			}
			for _, line := range card.Lines {
				if n := strings.IndexFunc(line, unicode.IsControl); n >= 0 {
					t.Errorf("%s: a line holds a control character", v.Class)
				}
			}
			for _, word := range []string{"pill", "rope", "gun", "knife", "kill", "monitor", "secret", "diagnos"} {
				if strings.Contains(strings.ToLower(card.Title+text), word) {
					t.Errorf("%s: it says %q: %q", v.Class, word, text)
				}
			}
		}
		for _, line := range []string{r.ResourceLine(place, inTime), r.Pointer(place, inTime), r.Kindness(place, inTime), r.Boundary(place, inTime)} {
			if line == "" || strings.ContainsAny(line, "{}\n") {
				t.Errorf("a line reads %q", line)
			}
		}
	}
	if !strings.Contains(strings.Join(r.Card(verdicts()[4], Place{Country: "US"}, inTime).Lines, "\n"), "1-800-222-1222") {
		t.Error("a crisis with something swallowed does not name the poison centre")
	}
	if card := r.Card(Verdict{Class: C0}, Place{}, inTime); card.Title != "" || len(card.Lines) > 0 {
		t.Errorf("C0 has a card: %+v", card)
	}
}

func TestWithoutACountryTheCardListsThemShort(t *testing.T) {
	r := resources(t)
	text := strings.Join(r.Card(Verdict{Class: C3}, Place{}, inTime).Lines, "\n")
	for _, want := range []string{
		"US/CA: call or text 988 · UK/IE: 116 123 · AU: 13 11 14 · NZ: call or text 1737 · anywhere: https://findahelpline.com or https://befrienders.org",
		"your local emergency number (US/CA 911 · UK 999 · IE/EU 112 · AU 000 · NZ 111)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the card lacks %q: %q", want, text)
		}
	}
	text = strings.Join(r.Card(Verdict{Class: C4}, Place{}, inTime).Lines, "\n")
	if !strings.Contains(text, "US 1-800-222-1222") || !strings.Contains(text, "elsewhere the emergency number") {
		t.Errorf("the emergency card says %q", text)
	}
	r, err := LoadResources(fstest.MapFS{"x.toml": {Data: []byte("version = 1\n[[resource]]\nid = \"au-lifeline\"\ncountry = \"AU\"\nservice = \"s\"\naudience = \"everyone\"\nchannels = [\"call 13 11 14\"]\nsource = \"https://example.org\"\nexpires_on = \"2026-01-01\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if line := r.ResourceLine(Place{}, inTime); strings.Contains(line, "13 11 14") || !strings.Contains(line, "1737") {
		t.Errorf("one entry has expired, and the line says %q", line)
	}
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	r := resources(t)
	for locale, test := range map[string]struct {
		language   *speech
		bot, local string
	}{
		"en-GB": {&english, "I'm a bot", "local emergency number"}, "de": {&german, "Ich bin ein Bot", "örtliche Notrufnummer"},
		"fr": {&french, "Je suis un bot", "numéro d'urgence local"}, "es-419": {&spanish, "Soy un bot", "número local de emergencias"},
		"pt-BR": {&portuguese, "Eu sou um bot", "número local de emergência"}, "xx": {&english, "I'm a bot", "local emergency number"},
	} {
		if speechOf(locale) != test.language {
			t.Errorf("%s: another language", locale)
		}
		value := reflect.ValueOf(*test.language)
		for i := range value.NumField() {
			name, text := value.Type().Field(i).Name, value.Field(i).String()
			own, original := places.FindAllString(text, -1), places.FindAllString(reflect.ValueOf(english).Field(i).String(), -1)
			if text == "" || !slices.Equal(own, original) {
				t.Errorf("%s: %s holds %q, want %q: %q", locale, name, own, original, text)
			}
		}
		for _, country := range []string{"", "US"} {
			for _, v := range verdicts() {
				text := strings.Join(r.Card(v, Place{Country: country, Locale: locale}, inTime).Lines, "\n")
				if !strings.Contains(strings.ToLower(text), strings.ToLower(test.bot)) || !strings.Contains(text, test.local) || strings.Contains(text, "{") {
					t.Errorf("%s %s: %q", locale, v.Class, text)
				}
			}
		}
	}
}

// places finds what is filled into a template.
var places = regexp.MustCompile(`\{\w+\}`)

func TestGuildsOwnEmergencyNumberComesFirst(t *testing.T) {
	text := strings.Join(resources(t).Card(Verdict{Class: C4}, Place{Country: "US", Emergency: "1414"}, inTime).Lines, "\n")
	if !strings.Contains(text, "1414 (or your local emergency number)") || strings.Contains(text, "911") {
		t.Errorf("got %q", text)
	}
}

func TestStaticCardStandsAlone(t *testing.T) {
	for _, part := range []string{"I'm a bot", "911", "112", "findahelpline.com", "befrienders.org"} {
		if !strings.Contains(StaticCard, part) {
			t.Errorf("the static card does not hold %q", part)
		}
	}
}

func TestClasses(t *testing.T) {
	want := map[Class]Retrieval{C0: Freely, C1: Freely, C2: OnPress, C3: Never, C4: Never, C5: Never, C6: Restricted, C7: Never}
	for _, c := range Classes() {
		if got := c.Retrieval(); got != want[c] {
			t.Errorf("%s: retrieval %d, want %d", c, got, want[c])
		}
		if c.Storable() != (c == C0 || c == C1) {
			t.Errorf("%s: storable is %v", c, c.Storable())
		}
		var back Class
		if err := back.UnmarshalText([]byte(c.String())); err != nil || back != c {
			t.Errorf("%s reads back as %s, %v", c, back, err)
		}
	}
	var c Class
	for _, text := range []string{"", "C8", "c1", "C10"} {
		if c.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%q is read as a class", text)
		}
	}
}
