package search

import (
	"strings"
	"testing"

	"pamphlet/internal/lexicon"
)

// Of the words that say the same, those that no passage holds cost nothing: they
// are left out, and of the others the eight strongest are looked for.
func TestWhatSaysTheSameIsBounded(t *testing.T) {
	m := twoArticles()
	m.synonyms = "zonked > " + strings.Join(strings.Fields(fruit), ", ")
	if got := len(understood(t, m, "zonked").Terms[0].Forms); got != 1 {
		t.Errorf("%d stems stand for one term, of which no passage holds another", got)
	}
	m.add("fruit", "en", "# What is in the bowl?\n\nThere are "+fruit+".")
	if got := len(understood(t, m, "zonked").Terms[0].Forms); got != 8 {
		t.Errorf("%d stems stand for one term", got)
	}
	var all []lexicon.Expansion
	for range 30 {
		all = append(all, lexicon.Expansion{Terms: []string{"one", "two"}}, lexicon.Expansion{Terms: []string{"one"}})
	}
	if got := len(bounded(all)); got != 24+30 {
		t.Errorf("of 30 phrases and 30 words %d are looked for", got)
	}
}

func TestAWordOfAPhraseCountsForLessThanASynonym(t *testing.T) {
	m := twoArticles()
	m.synonyms = "zonked > blood pressure, dizzy 0.8"
	strengths := map[string]float64{}
	for _, f := range understood(t, m, "zonked").Terms[0].Forms {
		strengths[f.Via] = f.Strength
	}
	if strengths["dizzy"] != 0.8 || strengths["blood pressure"] != 0.8*partOfPhrase || strengths[""] != 1 {
		t.Errorf("strengths %v", strengths)
	}
}

func TestAPhraseTakesThePlaceOfAnUnknownWord(t *testing.T) {
	m := twoArticles()
	m.add("heart", "en", "# Rhythm\n\nAtrial fibrillation is an uneven rhythm.\n\n# Watches\n\nA watch can see atrial fibrillation. An irregular heartbeat is felt at night.")
	m.add("ears", "en", "# Bells\n\nThe bell is ringing. Cover your ears.")
	m.synonyms = "afib > irregular heartbeat, atrial fibrillation, left bundle\ntinnitus > ringing ears"
	for _, test := range []struct{ about, text, want string }{
		{"the one that most passages say", "what is afib", "atrial fibrillation"},
		{"none that no passage says: its words stand apart", "what is tinnitus", "tinnitus"},
	} {
		var words []string
		for _, term := range understood(t, m, test.text).Terms {
			words = append(words, term.Word)
		}
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("%s: %q is read as %q, want %q", test.about, test.text, got, test.want)
		}
	}
}

// A name that one passage says is another's finds the passages that have the other,
// unless the guild's own list says that they are no synonyms.
func TestNamesThatAnArticleSaysAreOne(t *testing.T) {
	m := twoArticles()
	m.add("zaltrapine", "en", "# What is it?\n\nZaltrapine, sold under the brand name Morvex, is a tablet.\n\n# How is it taken?\n\nZaltrapine is taken with food.")
	via := func(text string) string {
		var all []string
		for _, f := range understood(t, m, text).Terms[0].Forms {
			all = append(all, f.Via)
		}
		return strings.Join(all, " ")
	}
	if got := via("morvex"); !strings.Contains(got, "zaltrapine") {
		t.Errorf("morvex is looked for as %q, too", got)
	}
	if got := via("zaltrapine"); !strings.Contains(got, "morvex") {
		t.Errorf("zaltrapine is looked for as %q, too", got)
	}
	m.synonyms = "- morvex, zaltrapine"
	if got := via("morvex"); strings.Contains(got, "zaltrapine") {
		t.Errorf("morvex is looked for as %q, though the guild's own list says otherwise", got)
	}
}
