package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pamphlet/knowledge/passage"
)

func TestEscape(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"plain words, 40 minutes.", "plain words, 40 minutes."},
		{"*bold* _it_ ~~no~~ `code`", `\*bold\* \_it\_ \~\~no\~\~ \` + "`code" + `\` + "`"},
		{"[click](https://example.org)", `\[click\](https\://example.org)`},
		{"<@123> @everyone <#4> ||spoiler||", `\<\@123\> \@everyone \<\#4\> \|\|spoiler\|\|`},
		{"# heading\n> quote\n-# small", "\\# heading\n\\> quote\n\\-\\# small"},
		{`a\b`, `a\\b`},
		{"- item\n1. step", "- item\n1. step"},
	} {
		if got := Escape(test.text); got != test.want {
			t.Errorf("Escape(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestVisible(t *testing.T) {
	for _, test := range []struct{ markdown, want string }{
		{Bold("alert") + ": <#12>", "alert: #12"},
		{"<@&34> may edit", "@34 may edit"},
		{`<@&a\_b><#>`, "@a_b#"},
		{"<@&><#", "@#"}, {"<@&", "@"}, {"<", "<"}, {"<@12>", "<@12>"},
	} {
		if got := Visible(test.markdown); got != test.want {
			t.Errorf("Visible(%q) = %q, want %q", test.markdown, got, test.want)
		}
	}
}

func TestQuoteMarksTheBestSentence(t *testing.T) {
	text := "First *this*. Then that. Last."
	if got, want := quote(text, "", passage.Span{Start: 14, End: 24}), `First \*this\*. **Then that.** Last.`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	item := "Bring:\n- a list of medicines"
	if got, want := quote(item, "", passage.Span{Start: 7, End: len(item)}), "Bring:\n- **a list of medicines**"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is shown is what was written, for any text and any marked part.
func FuzzQuote(f *testing.F) {
	f.Add("a *b* c", 2, 5)
	f.Add("- x\\", 0, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if !utf8.ValidString(text) || start < 0 || end < start || end > len(text) {
			t.Skip()
		}
		if got := Visible(Escape(text)); got != text {
			t.Fatalf("escaped %q shows %q", text, got)
		}
		if strings.ContainsAny(text, "|`") || strings.Contains(text, "](") {
			t.Skip() // marks, which are shown as what they are
		}
		if got := Visible(quote(text, "", passage.Span{Start: start, End: end})); got != text {
			t.Fatalf("quoted %q shows %q", text, got)
		}
	})
}

func TestAnEscapedPassageFitsAnEmbed(t *testing.T) {
	// The longest passage knowledge makes counts each sign as two.
	text := strings.Repeat("*", 2000)
	if n := utf8.RuneCountInString(Bold(text)); n > 4096 {
		t.Errorf("%d characters", n)
	}
}
