package stem

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct{ language, text, want string }{
		{"en", "Refunds, refunded!", "refund refund"},
		{"en", "what is it", ""},                                                                 // stop words only
		{"en", "I can't eat before it", "not eat befor"},                                         // negations and order words stay
		{"en", "I can’t / cant / cannot", "not not not"},                                         // however written
		{"en", "won't doesnt shouldn’t", "not not not"},                                          //
		{"en", "hes abt to, itll do; shes thru 2 wks", "2 week"},                                 // in a hurry
		{"en", "my provider's advice", "provid advic"},                                           // possessive
		{"en", "ＫＥＴＡＭＩＮＥ oﬀice", "ketamin offic"},                                                // full width, ligature
		{"en", "nausée", "nausé"},                                                                // decomposed below
		{"en", "nause\u0301e", "nausé"},                                                          // NFD is the same word
		{"en", "1,000 patients, 3.5 hours.", "1000 patient 3.5 hour"},                            // numbers keep their point
		{"en", `AND OR NOT NEAR( "quo*tes" ^:-`, "not near quo tes"},                             // operators are only words
		{"en", "C, C++ and C#, AB+", "c c.plus.plus c.sharp ab.plus"},                            // signs tell short names apart
		{"en", "room -1 (−2)", "room minus.1 minus.2"},                                           // numbers below zero
		{"en", "2 -3 weeks, 1-2 pills, -a, C#m q+a 65+ word+", "2 3 week 1 2 pill c q 65 word"},  // no signs of a name or number
		{"en", "light-headed", "light head"},                                                     //
		{"en", "medical medication", "medic medicat"},                                            // overridden
		{"en", "organ organic organization", "organ organic organiz"},                            // overridden
		{"en", "past paste later lateral even evening", "past paste later lateral even evening"}, // overridden
		{"fr", "l'effet qu’il d'aujourd'hui", "effet aujourd hui"},                               // elisions
		{"es", "sin constitución", "sin constitu"},                                               //
		{"es", "constitucio\u0301n", "constitu"},                                                 //
		{"ru", "ребёнок ребенок", "ребенок ребенок"},                                             // ё is е
		{"de", "Die Nebenwirkungen", "die nebenwirkungen"},                                       // no stemmer: folded words
		{"ja", "日本語", "日 本 語"},                                                                   // no spaces: each sign
		{"en", "😀 🎉", ""},                                                                        //
		{"en", strings.Repeat("x", 65) + " end", "end"},                                          // not language
		{"en", "nul\x00byte \xff\xfe bad", "nul byte bad"},                                       // never an error
	} {
		if got := strings.Join(Terms(test.text, test.language), " "); got != test.want {
			t.Errorf("Terms(%q, %s) = %q, want %q", test.text, test.language, got, test.want)
		}
	}
}

func TestTokensPointAtTheirWords(t *testing.T) {
	text := "Don’t drive, please."
	var got []string
	for _, tok := range Tokens(text, "en") {
		got = append(got, text[tok.Start:tok.End]+"="+tok.Term)
	}
	want := "Don’t=do Don’t=not drive=drive please=pleas"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

func TestAStemmerRemembersWithoutChangingAnything(t *testing.T) {
	s := New("en")
	text := "Infusions and infusion, infused again"
	first := s.Tokens(nil, text)
	second := s.Tokens(nil, text)
	for i := range first {
		if first[i] != second[i] {
			t.Errorf("token %d: %v then %v", i, first[i], second[i])
		}
	}
	if len(s.memo) != 5 {
		t.Errorf("remembered %d words, want 5", len(s.memo))
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "can't", "l'été", "日本語です", "a\u0301", "\xff", "1,2.3", "ǅ'ǅ"} {
		f.Add(s, "en")
		f.Add(s, "fr")
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		last, words := 0, Words(text, language)
		for i, tok := range Tokens(text, language) {
			if words[i].Term = tok.Term; words[i] != tok {
				t.Fatalf("word %d is %v and token %v", i, words[i], tok)
			}
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(text) {
				t.Fatalf("token %q at [%d,%d) after %d", tok.Term, tok.Start, tok.End, last)
			}
			last = tok.Start
			if strings.ContainsAny(tok.Term, "\x00 \t\n\"*()") || !utf8.ValidString(tok.Term) {
				t.Fatalf("term %q is not a word", tok.Term)
			}
		}
	})
}

func TestTurning(t *testing.T) {
	for _, test := range []struct {
		word, language string
		want           bool
	}{
		{"not", "en", true}, {"40", "en", true}, {"5mg", "en", true}, {"forty", "en", true}, {"without", "en", true}, {"sin", "es", true}, {"20", "xx", true},
		{"drip", "en", false}, {"the", "en", false}, {"sin", "en", false}, {"forty", "es", false},
	} {
		if got := Turning(test.word, test.language); got != test.want {
			t.Errorf("Turning(%q, %q) = %v", test.word, test.language, got)
		}
	}
}
