package rank

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// A page is a passage as a test writes it: words stand for their stems.
type page struct {
	title, heading string
	questions      []string
	body           string // sentences parted by line breaks
	article        int64
}

func (p page) text(d *Dictionary) *Text {
	t := &Text{Article: p.article, Questions: len(p.questions)}
	segment := func(words string, body bool) {
		for _, word := range strings.Fields(words) {
			t.Stems = append(t.Stems, d.Number(stemmed(word)))
			if body {
				t.Words = append(t.Words, d.Word(word))
			}
		}
		t.Ends = append(t.Ends, uint32(len(t.Stems)))
	}
	segment(p.title, false)
	segment(p.heading, false)
	for _, q := range p.questions {
		segment(q, false)
		t.Headings = append(t.Headings, Trigrams(nil, q))
	}
	for line := range strings.SplitSeq(p.body, "\n") {
		segment(line, true)
	}
	return t
}

// stemmed cuts a plural's ending.
func stemmed(word string) string { return strings.TrimSuffix(word, "s") }

// asked makes a question of words that all weigh alike.
func asked(d *Dictionary, words string) *Question {
	q := &Question{Letters: Trigrams(nil, words)}
	for _, word := range strings.Fields(words) {
		q.Terms = append(q.Terms, Term{Word: word, Weight: 5, General: 5, Forms: []Form{{Stem: stemmed(word), Number: d.Number(stemmed(word)), Strength: 1}}})
	}
	return q
}

// described returns the candidates that pages are to a question.
func described(s *Scratch, d *Dictionary, q *Question, pages ...page) []Candidate {
	all := make([]Candidate, len(pages))
	sizes := make(map[int64]int)
	var lengths []Lengths
	for i, p := range pages {
		t := p.text(d)
		all[i] = Candidate{Passage: uint32(i), Text: t}
		sizes[p.article]++
		lengths = append(lengths, t.lengths())
	}
	Describe(q, all, d, MeanLengths(lengths), sizes, s)
	return all
}

func newDictionary() *Dictionary {
	return NewDictionary(func(string) float64 { return 5 }, func(string) string { return "" })
}

func TestAFigureSpeaksForThePassageThatDeservesIt(t *testing.T) {
	for _, test := range []struct {
		about      string
		figure     int
		question   string
		more, less page
	}{
		{"a heading wholly in the question", fHeadShare, "side effects of drips",
			page{heading: "side effects"}, page{heading: "side effects costs payment hours"}},
		{"one common word is no heading's worth", fHeadShare, "which side effects have drips at night here",
			page{heading: "side effects"}, page{heading: "effects"}},
		{"a heading that is the question", fHeadLike, "side effects drips",
			page{heading: "side effects drips"}, page{heading: "side effects"}},
		{"another way to ask counts as well", fHeadLike, "side effects drips",
			page{heading: "harm", questions: []string{"side effects drips"}}, page{heading: "harm", questions: []string{"effects"}}},
		{"the question that a passage answers", fQuestion, "drips take long",
			page{questions: []string{"drips take long"}}, page{questions: []string{"drips"}}},
		{"all words in one sentence", fSentence, "drips cause dizziness",
			page{body: "drips cause dizziness\nhouse tree"}, page{body: "drips cause house\ndizziness tree"}},
		{"two sentences side by side", fPair, "drips cause dizziness",
			page{body: "drips cause house\ndizziness tree\nmoon"}, page{body: "drips cause house\nmoon\ndizziness tree"}},
		{"the first sentence", fFirst, "drips cause dizziness",
			page{body: "drips cause dizziness\nhouse tree"}, page{body: "house tree\ndrips cause dizziness"}},
		{"a word that few hold", fDistinct, "drips dizziness",
			page{body: "dizziness house\ndrips"}, page{body: "drips house\ndrips"}},
		{"words as they are written", fWritten, "drips last",
			page{body: "drips last"}, page{body: "drip lasts"}},
		{"a word that begins alike", fSoft, "infusions",
			page{body: "infused house"}, page{body: "inside house"}},
		{"what is missing", fMissing, "drips dizziness",
			page{body: "drips house"}, page{body: "drips dizziness"}},
		{"neighbours side by side, in order", fAdjacent, "side effects",
			page{body: "side effects house"}, page{body: "effects side house"}},
		{"neighbours near each other", fNear, "side effects",
			page{body: "side house effects"}, page{body: "side a b c d e f effects"}},
		{"neighbours a page apart", fNear, "side effects",
			page{body: "side house effects"}, page{body: "side a b c d e f g h i j effects"}},
		{"a long body", fLength, "drips",
			page{body: "drips house tree moon sun"}, page{body: "drips"}},
		{"the best of all", fRatio, "drips dizziness",
			page{body: "drips dizziness"}, page{body: "drips house"}},
		{"an article that is about it elsewhere", fSiblings, "drips",
			page{article: 1, body: "house"}, page{article: 1, body: "drips"}},
		{"letters shared where no stem is", fLetters, "sewerage",
			page{questions: []string{"sewers"}}, page{questions: []string{"cinemas"}}},
	} {
		d := newDictionary()
		for at, pages := range [][]page{{test.more, test.less}, {test.less, test.more}} {
			all := described(new(Scratch), d, asked(d, test.question), pages...)
			if more, less := all[at].Vector[test.figure], all[1-at].Vector[test.figure]; more <= less {
				t.Errorf("%s: %s is %.3f, not above %.3f", test.about, Names[test.figure], more, less)
			}
		}
	}
}

func TestThePassageLikeTheFirstOnesIsAlike(t *testing.T) {
	d := newDictionary()
	nurse := page{body: "drips nurse vein saline"}
	all := described(new(Scratch), d, asked(d, "drips"), nurse, nurse, nurse, nurse, nurse, nurse,
		page{body: "nurse vein saline house"}, page{body: "drips roof rain gutter"})
	if like, other := all[6].Vector[fAlike], all[7].Vector[fAlike]; like <= other || other <= 0 {
		t.Errorf("like the first: %.3f, like them by the question's word only: %.3f", like, other)
	}
	if x := all[0].Vector[fAlike]; math.Abs(x-1) > 1e-6 {
		t.Errorf("one of six equal passages resembles the others by %v", x)
	}
}

func TestNeighboursMoreThanEightWordsApartAreNotNear(t *testing.T) {
	d := newDictionary()
	all := described(new(Scratch), d, asked(d, "side effects"), page{body: "side a b c d e f g effects"}, page{body: "side a b c d e f g h effects"})
	if near, far := all[0].Vector[fNear], all[1].Vector[fNear]; near <= 0 || far != 0 {
		t.Errorf("eight words on: %v, nine: %v", near, far)
	}
}

func TestAWordInAHeadingCountsAsTwoInTheBody(t *testing.T) {
	lengths, mean := Lengths{5, 5, 5, 50}, Means{5, 5, 5, 50}
	one, two := impact(Counts{Heading: 1}, lengths, mean), impact(Counts{Body: 2}, lengths, mean)
	if one != two || impact(Counts{Title: 1, Heading: 1}, lengths, mean) != one {
		t.Errorf("in the heading %v, twice in the body %v", one, two)
	}
}

func TestTheBestSentenceIsMarked(t *testing.T) {
	d := newDictionary()
	all := described(new(Scratch), d, asked(d, "drips last long"), page{heading: "drips", body: "house tree\ndrips last long\ndrips"})
	if all[0].Sentence != 1 {
		t.Errorf("sentence %d is marked", all[0].Sentence)
	}
}

func TestASynonymCountsForAPart(t *testing.T) {
	d := newDictionary()
	q := asked(d, "nausea")
	q.Terms[0].Forms = append(q.Terms[0].Forms, Form{Stem: "sick", Number: d.Number("sick"), Strength: 0.5, Via: "sick"})
	all := described(new(Scratch), d, q, page{body: "nausea"}, page{body: "sick"}, page{body: "house"})
	for i, want := range []float64{0, 0.5, 1} {
		if got := all[i].Vector[fMissing]; got != want {
			t.Errorf("passage %d misses %v, want %v", i, got, want)
		}
	}
	for i, want := range []struct {
		via string
		ok  bool
	}{{"", true}, {"sick", true}, {"", false}} {
		if found, ok := Find(q.Terms[0], all[i].Text); ok != want.ok || found.Via != want.via {
			t.Errorf("passage %d: found %v by %q", i, ok, found.Via)
		}
	}
	if x, y := all[0].Vector[fSentence], all[1].Vector[fSentence]; x <= y || y <= 0 {
		t.Errorf("the word itself gives its sentence %.3f, its synonym %.3f", x, y)
	}
}

func TestWhereATermStandsIsTold(t *testing.T) {
	d := newDictionary()
	text := page{title: "drips", heading: "vein", questions: []string{"vein"}, body: "house\ndrips"}.text(d)
	for _, test := range []struct {
		word string
		want [Fields]bool
	}{
		{"drips", [Fields]bool{Title: true, Body: true}},
		{"vein", [Fields]bool{Heading: true, Questions: true}},
		{"moon", [Fields]bool{}},
	} {
		if found, ok := Find(asked(d, test.word).Terms[0], text); found.Fields != test.want || ok != (test.want != [Fields]bool{}) {
			t.Errorf("%s: found in %v", test.word, found.Fields)
		}
	}
}

// A question must not feel what was asked before it.
func TestTheScratchIsLeftClean(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	d := newDictionary()
	words := strings.Fields("drips last long house tree side effects nausea dizziness infusions infused vein moon cost")
	some := func(n int) string {
		var chosen []string
		for range 1 + r.IntN(n) {
			chosen = append(chosen, words[r.IntN(len(words))])
		}
		return strings.Join(chosen, " ")
	}
	var used Scratch
	for range 300 {
		var pages []page
		for range 1 + r.IntN(10) {
			pages = append(pages, page{title: some(3), heading: some(4), questions: []string{some(4)}, body: some(9) + "\n" + some(9), article: int64(r.IntN(3))})
		}
		q := asked(d, some(5))
		got, want := described(&used, d, q, pages...), described(new(Scratch), d, q, pages...)
		for i := range got {
			if got[i].Vector != want[i].Vector || got[i].Sentence != want[i].Sentence {
				t.Fatalf("after other questions passage %d is %v, alone %v", i, got[i].Vector, want[i].Vector)
			}
			for f, x := range got[i].Vector {
				if math.IsNaN(x) || f != fLength && (x < 0 || x > 1.5) {
					t.Fatalf("%s is %v", Names[f], x)
				}
			}
		}
	}
}

func TestAHeadingThatIsTheQuestionIsWhollyAlike(t *testing.T) {
	d := newDictionary()
	v := described(new(Scratch), d, asked(d, "side effects drips"), page{heading: "drips side effects"})[0].Vector
	if v[fHeadLike] != 1 || v[fHeadShare] != 1 || v[fMissing] != 0 {
		t.Errorf("head_like %v, head_share %v, missing %v", v[fHeadLike], v[fHeadShare], v[fMissing])
	}
}

func TestLettersThatManyHeadingsHoldTellNothing(t *testing.T) {
	d := newDictionary()
	many := page{}
	for range 40 {
		many.questions = append(many.questions, "side effects")
	}
	all := described(new(Scratch), d, asked(d, "side effects nasal"), many, page{questions: []string{"nasal"}})
	if common, rare := all[0].Vector[fLetters], all[1].Vector[fLetters]; common > 0 || rare < 0.8 {
		t.Errorf("letters of all headings %.2f, of one %.2f", common, rare)
	}
}
