package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/joho/godotenv"
)

// Every setting stands in .env.example with a comment and its default, and
// nothing else does.
func TestExampleListsEverySetting(t *testing.T) {
	const path = "../../.env.example"
	listed, err := godotenv.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for field := range reflect.TypeFor[Settings]().Fields() {
		name := field.Tag.Get("env")
		if name == "-" {
			continue // follows from the others
		}
		known = append(known, name)
		value, ok := listed[name]
		if !ok || value != field.Tag.Get("envDefault") {
			t.Errorf("%s: .env.example says %q (there: %t), the default is %q", name, value, ok, field.Tag.Get("envDefault"))
		}
		if !regexp.MustCompile(`(?m)^# .+\n` + name + `=`).Match(body) {
			t.Errorf("%s has no comment above it in .env.example", name)
		}
	}
	for name := range listed {
		if !slices.Contains(known, name) {
			t.Errorf("%s stands in .env.example and is no setting", name)
		}
	}
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, ".env"), []byte("PAMPHLET_TOKEN=from-file\nPAMPHLET_LOG=warn\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Load([]string{"PAMPHLET_LOG=debug", "HOME=/home/ana"}, folder)
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.BotToken()
	if string(token) != "from-file" || err != nil || s.Log != "debug" {
		t.Errorf("got a token of %d characters, %v, level %q", len(token), err, s.Log)
	}
}

// What is wrong is said by the name of the setting and with what to do.
func TestWrongSettingsAreNamed(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none")
	for _, test := range []struct {
		about    string
		settings Settings
		want     string // "" if nothing is wrong
	}{
		{"a token", Settings{Token: "abc"}, ""},
		{"a token as it stands in a header", Settings{Token: "Bot abc"}, ""},
		{"no token", Settings{}, "PAMPHLET_TOKEN: no token is set"},
		{"two tokens", Settings{Token: "a", TokenFile: missing}, "PAMPHLET_TOKEN and PAMPHLET_TOKEN_FILE"},
		{"no such file", Settings{TokenFile: missing}, "PAMPHLET_TOKEN_FILE: open"},
		{"a token in quotation marks", Settings{Token: `"abc"`}, "PAMPHLET_TOKEN: a token has no spaces"},
		{"one shard", Settings{Token: "a", Shards: "0/4"}, ""},
		{"some shards", Settings{Token: "a", Shards: "2-3/4"}, ""},
		{"whichever are free", Settings{Token: "a", Shards: "0-1/4, 2-3/4"}, ""},
		{"a shard twice", Settings{Token: "a", Shards: "0-1/4,1-3/4"}, "names shard 1 twice"},
		{"parts of different wholes", Settings{Token: "a", Shards: "0/2,1/4"}, "is not a part of the shards"},
		{"nothing behind a comma", Settings{Token: "a", Shards: "0/2,"}, "is not a part of the shards"},
		{"a shard too many", Settings{Token: "a", Shards: "4/4"}, "PAMPHLET_SHARDS"},
		{"shards backwards", Settings{Token: "a", Shards: "3-1/4"}, "PAMPHLET_SHARDS"},
		{"no number of shards", Settings{Token: "a", Shards: "1"}, "write 0/4 for the first of four"},
		{"no HTTP", Settings{Token: "a", HTTP: "off"}, ""},
		{"a port alone", Settings{Token: "a", HTTP: "8077"}, "PAMPHLET_HTTP"},
		{"no level", Settings{Token: "a", Log: "loud"}, "PAMPHLET_LOG"},
		{"interactions", Settings{Token: "a", Interactions: "127.0.0.1:8078", PublicKey: strings.Repeat("0a", 32)}, ""},
		{"interactions at a port alone", Settings{Token: "a", Interactions: "8078", PublicKey: strings.Repeat("0a", 32)}, "PAMPHLET_INTERACTIONS"},
		{"interactions without a key", Settings{Token: "a", Interactions: "127.0.0.1:8078"}, "PAMPHLET_PUBLIC_KEY"},
		{"a key that is none", Settings{Token: "a", Interactions: "127.0.0.1:8078", PublicKey: strings.Repeat("xy", 32)}, "PAMPHLET_PUBLIC_KEY"},
		{"interactions of a shard", Settings{Token: "a", Interactions: "127.0.0.1:8078", PublicKey: strings.Repeat("0a", 32), Shards: "0/4"}, "PAMPHLET_SHARDS"},
	} {
		if test.settings.Log == "" {
			test.settings.Log = "info"
		}
		_, token := test.settings.BotToken()
		_, _, shards := test.settings.ShardRanges()
		_, http := test.settings.HTTPAddress()
		_, level := test.settings.Level()
		_, _, signed := test.settings.InteractionsOverHTTP()
		got := ""
		for _, err := range []error{token, shards, http, level, signed} {
			if err != nil {
				got += err.Error()
			}
		}
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: got %q, want %q in it", test.about, got, test.want)
		}
	}
}

// A token shows in nothing that prints settings.
func TestTokenIsNotPrinted(t *testing.T) {
	s := Settings{Token: "canary"}
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(s), fmt.Sprintf("%+v %#v %q", s, s, s.Token), string(encoded)} {
		if strings.Contains(shown, "canary") {
			t.Errorf("the token is printed: %s", strings.ReplaceAll(shown, "canary", "…"))
		}
	}
}

// An error about .env does not hold what stands in it.
func TestBrokenFileIsNotQuoted(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, ".env"), []byte("canary token\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(nil, folder); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v, want an error without the line", err != nil)
	}
}
