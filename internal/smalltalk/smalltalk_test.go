package smalltalk

import (
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		text     string
		kind     Kind
		language string
	}{
		{"hi", Greeting, ""},
		{"Heyyyy!!", Greeting, ""},
		{"good morning everyone", Greeting, "en"},
		{"good morning everyone, hope you all have a lovely day", Greeting, "en"},
		{"Guten Morgen zusammen", Greeting, "de"},
		{"¡Hola! Buenos días", Greeting, "es"},
		{"Bonjour à tous", Greeting, "fr"},
		{"olá, tudo bem?", Greeting, "pt"},
		{"thx!!", Thanks, ""},
		{"thank u so much that helped", Thanks, "en"},
		{"thaaanks", Thanks, ""},
		{"ok cool thanks", Thanks, ""},
		{"thank you so much, you are the best!", Thanks, "en"},
		{"Vielen lieben Dank, das war hilfreich", Thanks, "de"},
		{"merci beaucoup", Thanks, "fr"},
		{"bye everyone", Bye, ""},
		{"good night", Bye, "en"},
		{"thanks, bye", Thanks, ""},
		{"help", Help, ""},
		{"HELP PLEASE", Help, ""},
		{"hey, how does this work?", Help, "en"},
		{"J’ai une question", Help, "fr"},
		{"what can you do?", Abilities, "en"},
		{"hi, what do you do", Abilities, "en"},
		{"Was kannst du?", Abilities, "de"},
		{"¿qué puedes hacer?", Abilities, "es"},
		{"who are you", Who, "en"},
		{"are you a real person or a robot", Who, "en"},
		{"What's your name?", Who, "en"},
		{"bist du ein Mensch?", Who, "de"},
		{"good bot", Praise, "en"},
		{"wow, amazing", Praise, "en"},
		{"you're useless", Abuse, "en"},
		{"thanks for nothing, stupid bot", "", ""},
		{"stupid bot, thanks", Abuse, "en"},
		{"ok", OK, ""},
		{"lol", OK, ""},
		{"oh I see, makes sense", OK, "en"},
		{"👍", OK, ""},
		{"🙏🙏", Thanks, ""},
		{"?", Puzzled, ""},
		{"??!", Puzzled, ""},
		{"huh?", Puzzled, ""},

		{"", "", ""},
		{"...", "", ""},
		{"everyone please", "", ""},
		{"hi! how long does it take? thanks", "", ""},
		{"thanks, and what does it cost", "", ""},
		{"help with nausea", "", ""},
		{"who are you to tell me that", "", ""},
		{"what can I eat", "", ""},
		{"good", Praise, "en"},
		{"goood", Praise, "en"},
		{"god", "", ""},
		{"is it okay", "", ""},
		{"no more pills", "", ""},
		{"I am sad", "", ""},
		{"goodbye forever", "", ""},
		{strings.Repeat("hi ", 21), "", ""},
	} {
		talk, ok := Read(test.text)
		if ok != (test.kind != "") || talk.Kind != test.kind || talk.Language != test.language {
			t.Errorf("Read(%q) = %q in %q, want %q in %q", test.text, talk.Kind, talk.Language, test.kind, test.language)
		}
	}
}

// The list says what it says it does: known kinds, and no phrase twice in one
// language.
func TestTheListIsSound(t *testing.T) {
	seen := map[string]Kind{}
	kindsOf := map[Kind]map[string]bool{}
	for _, p := range parse(phraseList) {
		text := strings.Join(p.words, " ")
		if !slices.Contains(kinds, p.kind) || !slices.Contains([]string{anyLanguage, "en", "de", "fr", "es", "pt"}, p.language) {
			t.Errorf("%q is %s in %s", text, p.kind, p.language)
		}
		key := text + " " + p.language
		if other, ok := seen[key]; ok && p.kind != filler && other != filler {
			t.Errorf("%q stands twice in %s, as %s and %s", text, p.language, other, p.kind)
		}
		seen[key] = p.kind
		if kindsOf[p.kind] == nil {
			kindsOf[p.kind] = map[string]bool{}
		}
		kindsOf[p.kind][p.language] = true
		if talk, ok := Read(text); p.kind != filler && (!ok || slices.Index(kinds, talk.Kind) > slices.Index(kinds, p.kind)) {
			t.Errorf("%q is read as %q, %v; it stands under %s", text, talk.Kind, ok, p.kind)
		}
	}
	for _, kind := range Kinds() {
		for _, language := range []string{"en", "de", "fr", "es"} {
			if !kindsOf[kind][language] {
				t.Errorf("no phrase is %s in %s", kind, language)
			}
		}
	}
	lines := 0
	for line := range strings.Lines(phraseList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			if lines++; len(parse(line)) == 0 {
				t.Errorf("a line says nothing: %.60s", line)
			}
		}
	}
	if lines < len(kinds) {
		t.Errorf("%d lines", lines)
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		Read("hi everyone, how long does a ketamine infusion take and may I drive home")
	}
}
