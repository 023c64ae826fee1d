package bot

import (
	"strings"
	"testing"

	"pamphlet/knowledge/passage"
)

func TestQuoteShowsMarksAsWhatTheyAre(t *testing.T) {
	for _, test := range []struct{ name, text, header, want string }{
		{"a link is words to press", "Fill in [this *form*](https://forms.example.org/a_b).", "", `Fill in [this \*form\*](https://forms.example.org/a_b).`},
		{"an address in the text can be pressed", "See https://example.org/a_b, and more.", "", "See <https://example.org/a_b>, and more."},
		{"words that name another host do not hide it", "[bank.example](https://evil.example/x)", "", `bank.example (<https://evil.example/x>)`},
		{"words that name the same host may", "[www.bank.example](https://bank.example/x)", "", `[www.bank.example](https://bank.example/x)`},
		{"words that are an address are shown with where they lead", "[https://a.example](https://b.example)", "", `https\://a.example (<https://b.example>)`},
		{"mail", "[our desk](mailto:desk@example.org)", "", `[our desk](mailto:desk@example.org)`},
		{"a number that is not in the words is shown", "[call us](tel:+15550100)", "", "call us (<+15550100>)"},
		{"a number that is needs no other", "[555-010-0123](tel:+15550100123)", "", "555-010-0123"},
		{"no other scheme acts", "[x](javascript:alert(1))", "", `\[x\](javascript:alert(1))`},
		{"nothing else acts", "**bold** # x ||y|| <@1> :smile:", "", `\*\*bold\*\* \# x \|\|y\|\| \<\@1\> :smile:`},
		{"code is as it was written", "Run:\n\n```sh\na *b*\n\n  c_d\n```\n\nDone.", "", "Run:\n\n```sh\na *b*\n\n  c_d\n```\n\nDone."},
		{"code with a fence is mere lines", "````\n```\nx*\n```\n````", "", "\\`\\`\\`\nx\\*\n\\`\\`\\`"},
		{"a narrow table is aligned", "| Month | Hours |\n| June | 6 - 9 |", "", "```\nMonth  Hours\nJune   6 - 9\n```"},
		{"a part of a table has its header", "| July | 7 - 9 |", "| Month | Hours |", "```\nMonth  Hours\nJuly   7 - 9\n```"},
		{"a table with links is lines", "| Form | Where |\n| A | [here](https://example.org/a) |", "", "Form: A\nWhere: [here](https://example.org/a)"},
	} {
		if got := quote(test.text, test.header, passage.Span{}); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestTheMarkedSentenceOfAWideTableIsARow(t *testing.T) {
	text := "| Item | For whom and for what |\n| Strings | guitar players who have broken one of theirs |\n| Reeds | clarinet players, a box of five |"
	at := strings.Index(text, "| Reeds")
	want := "Item: Strings\nFor whom and for what: guitar players who have broken one of theirs\n\n**Item: Reeds**\n**For whom and for what: clarinet players, a box of five**"
	if got := quote(text, "", passage.Span{Start: at, End: len(text)}); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	marked := quote("Before [a. B](https://example.org/x?y) it. Then.", "", passage.Span{Start: 0, End: 42})
	if want := "**Before [a. B](https://example.org/x?y) it.** Then."; marked != want {
		t.Errorf("got %q, want %q", marked, want)
	}
}

// A reader of text alone sees every word, and where each link leads.
func TestTextAloneShowsWordsAndAddresses(t *testing.T) {
	text := "Fill in [this form](https://forms.example.org/a).\n\n```\nx \\* y\n```\n\n| A | B |\n| c | d |"
	want := "Fill in this form (https://forms.example.org/a).\n\nx \\* y\n\nA  B\nc  d"
	if got := Visible(quote(text, "", passage.Span{})); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// No text of an article makes anything act but its own links.
func FuzzQuoteActs(f *testing.F) {
	f.Add("a [b](https://c.example) `d` ``` | e |", "| x | y |")
	f.Add("```\n@everyone\n```\n**", "")
	f.Fuzz(func(t *testing.T, text, header string) {
		got := quote(text, header, passage.Span{})
		for _, l := range shownLink.FindAllString(got, -1) {
			if !strings.Contains(text+header, l[strings.Index(l, "]("):]) {
				t.Fatalf("%q shows the link %q", text, l)
			}
		}
	})
}
