package search_test

import (
	"strings"
	"testing"

	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// club lists questions of words that every question is made of.
const club = `## How does it work?

You post a photo in the gallery and members vote for a week.

## Who are you?

We are a hobby club of forty people from Lisbon.

## What is this?

This is the server of a photo walk club.

## What do you do?

We walk and take photos on the first Sunday.

## When is the next one?

On the first Sunday of next month at nine.

## How?

Press the green button.

## What is the address?
? Where do I find your office?

12 Alder Lane, behind the station.

## Can I bring my dogs?

Yes, on a lead.

## How much are 2 tickets?

Nine euros.

## Can I come without a car?

Take the tram.

## What is C#?

A language with a sharp.

## Opening hours

From nine to five.`

func TestAQuestionAskedWordForWordIsAnswered(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "club", club))
	for _, test := range []struct{ about, text, heading string }{
		{"of common words alone", "How does it work?", "How does it work?"},
		{"without its sign, in another case", "who are YOU", "Who are you?"},
		{"two common words", "what is this", "What is this?"},
		{"one common word", "how", "How?"},
		{"contracted", "What's this?", "What is this?"},
		{"contracted in a hurry", "whos you", ""},
		{"contracted with its article", "whats the address", "What is the address?"},
		{"without its article", "what is address?", "What is the address?"},
		{"one letter left out", "What is the adress?", "What is the address?"},
		{"two letters that changed places", "What is the addrses?", "What is the address?"},
		{"its end left out", "What is the addres?", "What is the address?"},
		{"asked politely", "Hello everyone! What is the address, please?", "What is the address?"},
		{"the bare word", "address", "What is the address?"},
		{"the bare word, asked politely", "hi, address please", "What is the address?"},
		{"another way to ask", "where do i find your office", "What is the address?"},
		{"in the plural", "what are the addresses", "What is the address?"},
		{"in the singular", "can i bring my dog", "Can I bring my dogs?"},

		{"a heading that is no question", "opening hours?", "Opening hours"},

		{"another word", "Can I bring my cats?", ""},
		{"a word of its own, one letter away", "Can I bring my logs?", ""},
		{"another number", "How much are 3 tickets?", ""},
		{"the opposite", "Can I come with a car?", ""},
		{"another sign", "What is C++?", ""},
		{"a listed question and more", "Who are you to tell?", ""},
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: test.text})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if r.Answered && r.Matches[0].Confidence == 1 {
			got = last(r.Matches[0])
		}
		if got != test.heading {
			t.Errorf("%s, %q: %q answers for sure, want %q", test.about, test.text, got, test.heading)
		}
		if got != "" && (len(r.Choices)+len(r.Nearest) > 0 || !complete(r.Matches[0]) || len(r.Matches) > 1 && r.Matches[0].Score < r.Matches[1].Score) {
			t.Errorf("%s, %q: %+v", test.about, test.text, r)
		}
	}
}

// complete reports whether a match is a passage of the base, and not a shell.
func complete(m search.Match) bool {
	return m.ID > 0 && m.Article != "" && m.Text != "" && m.Revision > 0
}

func TestWhatSeveralPassagesAreListedWith(t *testing.T) {
	long := strings.Repeat("The gate is opened at seven, and every visitor who comes in by it shows the green card to the guard at the desk.\n\n", 30)
	b := open(t)
	save(t, b,
		article("g", "pool", "## When do you open?\n\nFrom nine.\n\n## Is there a bus?\n\nNumber seven stops here.\n\n## How do I get in?\n\n"+long),
		article("g", "library", "## When do you open?\n\nFrom ten.\n\n## Is there a bus?\n\nNumber seven stops here."))
	for _, test := range []struct{ about, text, article, want string }{
		{"two articles", "when do you open", "", ""},
		{"one of them is at hand", "when do you open", "library", "From ten."},
		{"one of them is named, as a suggestion does", "When do you open? (On library)", "", "From ten."},
		{"the same words in both", "Is there a bus?", "", "Number seven stops here."},
		{"the parts of one section", "How do I get in?", "", strings.TrimSpace(long)[:40]},
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: test.text, Article: test.article})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if r.Answered && r.Matches[0].Confidence == 1 {
			got = r.Matches[0].Text
		}
		if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %.40q answers, want %q", test.about, got, test.want)
		}
	}
}

func passageAsked(t *testing.T, b *knowledge.Base, question string) knowledge.Passage {
	t.Helper()
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question})
	if err != nil || !r.Answered {
		t.Fatal(r, err)
	}
	return r.Matches[0].Passage
}

// The list follows what is published, and no guild has another's.
func TestTheListIsOfTheArticlesThatAnswerNow(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "club", "## Who are you?\n\nA club."))
	save(t, b, article("h", "shop", "## Who are we?\n\nA shop."))
	if got := passageAsked(t, b, "who are you").Text; got != "A club." {
		t.Fatal(got)
	}
	save(t, b, article("g", "club", "## Who are you?\n\nA club of forty.\n\n## What is this?\n\nA server."))
	for question, want := range map[string]string{"who are you": "A club of forty.", "what is this": "A server."} {
		if got := passageAsked(t, b, question).Text; got != want {
			t.Errorf("%s: %q", question, got)
		}
	}
	for guild, question := range map[string]string{"g": "who are we", "h": "who are you"} {
		if r, err := b.Search(t.Context(), search.Query{Guild: guild, Text: question}); err != nil || r.Answered {
			t.Errorf("%q answered in %s: %v", question, guild, err)
		}
	}
	if err := b.Remove(t.Context(), "g", "club", knowledge.Change{}); err != nil {
		t.Fatal(err)
	}
	if r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "who are you"}); err != nil || r.Answered {
		t.Error("a removed article answers", err)
	}
}

// In a language of which no words are known, a slip must be one of the hand.
func TestSlipsInOtherLanguages(t *testing.T) {
	b := open(t)
	a := article("g", "bad", "## Ist das Wasser sauer?\n\nNein, es ist weich.\n\n## Wo finde ich die Adresse?\n\nAm Tor.")
	a.Language = "de"
	save(t, b, a)
	for question, want := range map[string]bool{
		"Wo finde ich die Adrese": true, "wo finde ich die Adersse": true, "Ist das Waser sauer?": true,
		"Ist das Wasser sauber?": false, "Wo finde ich die Adressen": false,
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question})
		if err != nil || r.Listed != want {
			t.Errorf("%q: listed %v, %v", question, r.Listed, err)
		}
	}
}
