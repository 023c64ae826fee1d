package hotline

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func resources(t *testing.T) *Registry {
	t.Helper()
	r, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var inTime = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func TestShippedResources(t *testing.T) {
	r := resources(t)
	for _, country := range []string{"US", "CA", "GB", "IE", "AU", "NZ"} {
		if len(r.For(country, ForEveryone, inTime)) == 0 || len(r.For(country, ForEmergency, inTime)) == 0 {
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
	for audience, first := range map[Audience]string{ForEveryone: "findahelpline", ForViolence: "nomore", ForYouth: "child-helplines"} {
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
		if got := r.For(test.country, ForEveryone, test.now); len(got) != 0 {
			t.Errorf("%q gives %v", test.country, got)
		}
	}
}

func TestPairsAreShownWholeOrNotAtAll(t *testing.T) {
	entry := func(id, expires string) string {
		return "[[resource]]\nid = \"" + id + "\"\ncountry = \"XY\"\nservice = \"" + id + "\"\naudience = \"everyone\"\nchannels = [\"call 1\"]\nsource = \"https://example.org\"\nexpires_on = \"" + expires + "\"\npair = \"languages\"\n"
	}
	load := func(second string) *Registry {
		r, err := Load(fstest.MapFS{"x.toml": {Data: []byte("version = 1\n" + entry("a", "2027-06-01") + entry("b", second))}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got := load("2027-06-01").For("XY", ForEveryone, inTime); len(got) != 2 {
		t.Errorf("a whole pair gives %d", len(got))
	}
	if got := load("2026-06-01").For("XY", ForEveryone, inTime); len(got) != 0 {
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
	r, err = Load(fstest.MapFS{"us-988.toml": {Data: text}})
	if err != nil {
		t.Fatal(err)
	}
	got := r.For("US", ForEveryone, on)
	if len(got) != 1 || !got[0].Confirmed() || got[0].By != "Kim" || got[0].Expires != "2027-05-30" || len(got[0].Channels) != 3 {
		t.Errorf("got %+v", got)
	}
	if text, err = r.Verify("nomore", "Kim", on); err != nil {
		t.Fatal(err)
	}
	if r, err = Load(fstest.MapFS{"nomore.toml": {Data: text}}); err != nil {
		t.Fatal(err)
	}
	if list := r.Directories(ForViolence); len(list) != 3 || list[0].By != "Kim" || list[0].Verified != "2026-12-01" {
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
	if _, err := Load(fstest.MapFS{"x.toml": {Data: []byte(good)}}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"no channel": strings.Replace(good, `["call 1"]`, "[]", 1), "small country": strings.Replace(good, "XY", "xy", 1),
		"no source": strings.Replace(good, "https://example.org", "", 1), "bad date": strings.Replace(good, "service", "expires_on = \"soon\"\nservice", 1),
		"nobody's audience": strings.Replace(good, "youth", "everybody", 1), "a directory for nobody": strings.Replace(good, "violence", "", 1),
		"a directory without a page": strings.Replace(good, "url = \"https:", "url = \"http:", 1),
		"no version":                 strings.Replace(good, "version = 1", "", 1), "not TOML": "[[",
	} {
		if _, err := Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func TestStaticCardStandsAlone(t *testing.T) {
	for _, part := range []string{"I'm a bot", "911", "112", "findahelpline.com", "befrienders.org"} {
		if !strings.Contains(StaticCard, part) {
			t.Errorf("the static card does not hold %q", part)
		}
	}
}
