package safety

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// loadOwn loads the rules that come with the program, once for all tests.
var loadOwn = sync.OnceValues(func() (*Rules, error) { return Load(nil) })

func load(t testing.TB) *Rules {
	t.Helper()
	r, err := loadOwn()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A labelled is a line of held.jsonl or tuning.jsonl: a message and its class.
type labelled struct {
	Text  string
	Class Class
	Note  string
}

// readLines reads a file of JSON objects, one a line.
func readLines[T any](t testing.TB, name string) (list []T) {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(body)) {
		var l T
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

func corpus(t testing.TB, name string) []labelled {
	t.Helper()
	return readLines[labelled](t, filepath.Join("testdata", name))
}

// A confusion counts messages by the class they were given, then by the
// class the rules gave.
type confusion [8][8]int

func confused(r *Rules, list []labelled) (t confusion) {
	for _, l := range list {
		t[l.Class][r.Classify(l.Text).Class]++
	}
	return t
}

// given is how many messages of the corpus are of class c, found how many the
// rules gave it.
func (t confusion) given(c Class) (n int) {
	for _, m := range t[c] {
		n += m
	}
	return n
}

func (t confusion) found(c Class) (n int) {
	for _, row := range t {
		n += row[c]
	}
	return n
}

// share is part of whole, 0 to 1; 1 of nothing.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func TestEveryRuleHoldsItsExamples(t *testing.T) {
	for _, fault := range load(t).Check() {
		t.Error(fault)
	}
}

// caught is the share of c's messages that got a card which never opens the
// articles: for a crisis, which of these cards is a smaller matter than whether.
func caught(t confusion, c Class) float64 {
	return share(t[c][Crisis]+t[c][Emergency]+t[c][Lethal]+t[c][Harm], t.given(c))
}

// falseAlarms is the share of ordinary and informational messages that got such
// a card.
func falseAlarms(t confusion) float64 {
	alarms := 0
	for _, l := range []Class{ClassNone, Sensitive} {
		alarms += t[l][Crisis] + t[l][Emergency] + t[l][Lethal]
	}
	return float64(alarms) / float64(max(1, t.given(ClassNone)+t.given(Sensitive)))
}

// TestFigures holds the rules to what they reach: with a card is what counts of
// a crisis, an emergency and a method, with somebody to turn to what counts of a
// possible risk. The held half is nobody's to tune on; it is met whole.
func TestFigures(t *testing.T) {
	r := load(t)
	for _, test := range []struct {
		name                         string
		card, risk, advice, harm, ok float64
	}{
		{"held.jsonl", 1, 0.85, 0.60, 0.70, 1},
		{"tuning.jsonl", 0.85, 0.70, 0.60, 0.70, 0.97},
	} {
		t.Run(test.name, func(t *testing.T) {
			table := confused(r, corpus(t, test.name))
			t.Logf("given by found: %v", table)
			helped := 0
			for _, c := range []Class{Sensitive, AtRisk, Crisis, Emergency, Lethal, Harm} {
				helped += table[AtRisk][c]
			}
			for _, figure := range []struct {
				what      string
				got, want float64
			}{
				{"crises with a card", caught(table, Crisis), test.card},
				{"emergencies with a card", caught(table, Emergency), test.card},
				{"methods with a card", caught(table, Lethal), test.card},
				{"possible risk with somebody to turn to", share(helped, table.given(AtRisk)), test.risk},
				{"own treatment", share(table[OwnTreatment][OwnTreatment], table.given(OwnTreatment)), test.advice},
				{"own treatment rightly", share(table[OwnTreatment][OwnTreatment], table.found(OwnTreatment)), 0.90},
				{"harm with a card", caught(table, Harm), test.harm},
				{"ordinary and informational without a card", 1 - falseAlarms(table), test.ok},
			} {
				if figure.got < figure.want {
					t.Errorf("%s: %.3f, want at least %.3f", figure.what, figure.got, figure.want)
				}
			}
		})
	}
}

// shared finds a directory of public data beside the repository, or skips.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("public test data is not here")
	}
	return dir
}

// TestOrdinaryQuestionsRaiseNoCrisis reads some ten thousand public
// questions, on health and not. None may raise Crisis or Lethal. Few may raise Emergency:
// of the seven that did when this was written, one is an emergency (an
// overdose of iron) and the others are long letters about an illness.
func TestOrdinaryQuestionsRaiseNoCrisis(t *testing.T) {
	r := load(t)
	questions := publicQuestions(t)
	all, emergencies := len(questions), 0
	for _, q := range questions {
		switch v := r.Classify(q.text); v.Class {
		case Crisis, Lethal:
			t.Errorf("%s %s raises %s by %s", q.set, q.id, v.Class, v.Rule)
		case Emergency:
			emergencies++
		}
	}
	t.Logf("%d questions, %d read as emergencies", all, emergencies)
	if emergencies > all/1000 {
		t.Errorf("%d of %d questions read as emergencies, want at most 1 in 1,000", emergencies, all)
	}
}

func TestAStarStandsForTheFormsOfAWord(t *testing.T) {
	for _, test := range []struct{ word, forms string }{
		{"cut", "cut cuts cutting cutted"},
		{"jump", "jump jumps jumping jumped"},
		{"slice", "slice slices slicing sliced"},
		{"carry", "carry carries carrying carried"},
		{"slash", "slash slashes slashing slashed"},
		{"die", "die dies died dying"},
		{"hurt", "hurt hurts hurting hurted"},
		{"cheat", "cheat cheats cheating cheated"},
	} {
		if got := strings.Join(inflected(test.word), " "); got != test.forms {
			t.Errorf("%s* is %s, want %s", test.word, got, test.forms)
		}
	}
}

func TestATildeLetsARulePassTheEndOfASentence(t *testing.T) {
	for line, want := range map[string]Class{"~ lamp & door": AtRisk, "lamp & door": ClassNone} {
		r, err := Load(fstest.MapFS{"local.toml": {Data: []byte("version = 1\n[[rule]]\nid = \"local\"\nclass = \"C2\"\ntopic = \"suicide\"\nstance = \"self-now\"\npatterns = \"" + line + "\"\nmust = \"the lamp door\"\nmust_not = \"a red door\"\n")}})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Classify("I like this lamp. The door is next.").Class; got != want {
			t.Errorf("%q gives %s over two sentences, want %s", line, got, want)
		}
	}
}

// No question that begins with "can" is meant by "can not".
func TestCanNotIsNoQuestion(t *testing.T) {
	r := load(t)
	for _, message := range []string{"i can't get any air in my inhaler is empty", "he cannot get air"} {
		if got := r.Classify(message).Class; got != Emergency {
			t.Errorf("%q is %s, want C4", message, got)
		}
	}
}

func TestPartsOfWordsNeverMatch(t *testing.T) {
	r := load(t)
	for _, message := range []string{
		"diet", "is a ketogenic diet ok in winter", "Killian lives here", "pallister-killian", "skilled", "the ingredients", "diethylpropion",
		"antibodies", "painkillers", "overdosepage", "suicidepreventionmonth", "killings", "kmsx", "unalivedish", "studied", "soldier", "obedient",
		"therapist", "grape", "scunthorpe", "hangover", "shotgunner", "cutting-edge", "deadline", "diehard", "dyeing wool", "harmless", "harmony",
	} {
		if v := r.Classify(message); v.Class != ClassNone {
			t.Errorf("%q is %s by %s, want C0", message, v.Class, v.Rule)
		}
	}
}

func TestDisguises(t *testing.T) {
	r := load(t)
	for _, test := range []struct {
		message string
		want    Class
	}{
		{"i want to k1ll myself", Crisis},
		{"I WANT TO DIEEEEE", Crisis},
		{"i w a n t t o d i e", Crisis},
		{"i want to die", Crisis},
		{"i wаnt tо diе", Crisis},               // Cyrillic a, o, e
		{"ｉ ｗａｎｔ ｔｏ ｄｉｅ", Crisis},               // full width
		{"𝐢 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞", Crisis},               // mathematical bold
		{"i want to ki\u200bll myself", Crisis}, // zero width
		{"\u202ei want to die\u202c", Crisis},   // direction marks
		{"i w\u0336ant to di\u0336e", Crisis},   // struck through
		{"i want to k*ll myself", Crisis},       // starred
		{"i'm going to k-i-l-l myself", Crisis}, // hyphened
		{"k.m.s", AtRisk},
		{"k m s", AtRisk},
		{"K-M-S", AtRisk},
		{"su1c1dal again", Crisis},
		{"i want to “die”", Crisis},
		{"i cant breathe", Emergency},
		{"i can’t breathe", Emergency},
	} {
		if got := r.Classify(test.message).Class; got != test.want {
			t.Errorf("%q is %s, want %s", test.message, got, test.want)
		}
	}
}

func TestTwoSentencesDoNotJoin(t *testing.T) {
	r := load(t)
	for _, message := range []string{
		"What would you like to? Die Hard is on.",
		"The second half is the one to kill. Myself included, we play well.",
	} {
		if v := r.Classify(message); v.Class.CardOnly() { // words may still weigh enough for a line
			t.Errorf("%q is %s by %s", message, v.Class, v.Rule)
		}
	}
}

// TestWordsWeighEnoughForALineOnly reads what no pattern knows.
func TestWordsWeighEnoughForALineOnly(t *testing.T) {
	r, err := Load(fstest.MapFS{"weighed.toml": {Data: []byte(`version = 1
[classes]
hue = "blue|dark red"
[[rule]]
id = "weighed"
class = "C2"
topic = "suicide"
stance = "self-now"
least = 5
weights = """
+3 = zebra lamp
-2 = $hue
"""
must = "a zebra and a lamp"
must_not = "a zebra"
`)}})
	if err != nil {
		t.Fatal(err)
	}
	for message, want := range map[string]Class{
		"the zebra has a lamp":            AtRisk,
		"the zebra, the zebra, the zebra": ClassNone, // each counts once
		"the zebra has a dark red lamp":   ClassNone, // a class weighs, too
		"the zebra has a dark lamp":       AtRisk,
	} {
		if got := r.Classify(message).Class; got != want {
			t.Errorf("%q is %s, want %s", message, got, want)
		}
	}
}

// TestARuleBesideAnotherCountsOnlyWithIt holds it in whatever order they stand.
func TestARuleBesideAnotherCountsOnlyWithIt(t *testing.T) {
	rule := func(id, class, beside, word string) string {
		return "[[rule]]\nid = \"" + id + "\"\nclass = \"" + class + "\"\ntopic = \"suicide\"\nstance = \"self-now\"\n" + beside + "patterns = \"" + word + "\"\nmust = \"a lamp and a zebra\"\nmust_not = \"a door\"\n"
	}
	r, err := Load(fstest.MapFS{"local.toml": {Data: []byte("version = 1\n" + rule("plain", "C2", "", "zebra") + rule("beside", "C3", "beside = \"plain\"\n", "lamp"))}})
	if err != nil {
		t.Fatal(err)
	}
	for message, want := range map[string]Class{
		"a lamp":                          ClassNone,
		"a zebra":                         AtRisk,
		"a lamp. And then a zebra":        Crisis,
		"a zebra! Here is also your lamp": Crisis,
	} {
		if got := r.Classify(message).Class; got != want {
			t.Errorf("%q is %s, want %s", message, got, want)
		}
	}
}

// TestPhrasesAreFoundWhereverTheyStand moves a phrase through a sentence
// without end, past every place where it is cut for matching.
func TestPhrasesAreFoundWhereverTheyStand(t *testing.T) {
	r := load(t)
	for n := range 150 {
		message := strings.Repeat("well ", n) + "i really want to die" + strings.Repeat(" well", 80)
		if got := r.Classify(message).Class; got != Crisis {
			t.Errorf("after %d words: %s, want C3", n, got)
		}
	}
}

func TestDenialDoesNotHideIntent(t *testing.T) {
	r := load(t)
	for _, message := range []string{
		"i don't want to die but i'm going to kill myself",
		"I was suicidal years ago. now i want to die again",
		"it's not a joke lol, i want to kill myself",
		"jk. no, i want to kill myself and i mean it",
	} {
		if got := r.Classify(message).Class; got != Crisis {
			t.Errorf("%q is %s, want C3", message, got)
		}
	}
}

// TestOtherWordsDoNotHideDanger puts every grave message of the tuning half
// beside harmless sentences, in which guards find words of theirs.
func TestOtherWordsDoNotHideDanger(t *testing.T) {
	r := load(t)
	var grave []string
	for _, l := range corpus(t, "tuning.jsonl") {
		missed := !r.Classify(l.Text).Class.CardOnly() // by itself
		if !missed && (l.Class == Crisis || l.Class == Emergency || l.Class == Lethal) {
			grave = append(grave, l.Text)
		}
	}
	for _, test := range []struct{ before, after string }{
		{"Thanks for the article about side effects. ", ""},
		{"so many people here are kind, ", ""},
		{"my doctor likes that song but ", ""},
		{"not sure where to post this, ", ""},
		{"i don't want to bother anyone but ", ""},
		{"years ago i was a nurse and ", ""},
		{"", ". how long does the effect last?"},
		{"", " and the movie last night was no help"},
		{"", "\n\nwhat is the definition of a session"},
	} {
		lost := 0
		for _, text := range grave {
			if v := r.Classify(test.before + text + test.after); !v.Class.CardOnly() {
				lost++
				t.Logf("%s by %s: %q", v.Class, v.Rule, test.before+text+test.after)
			}
		}
		if lost*100 > len(grave)*2 {
			t.Errorf("%q … %q hides %d of %d", test.before, test.after, lost, len(grave))
		}
	}
}

func TestRetractionIsFlaggedAndClearsNothing(t *testing.T) {
	r := load(t)
	if v := r.Classify("i was just joking"); !v.Retracting || v.Class != ClassNone {
		t.Errorf("got %+v, want a retraction", v)
	}
	if v := r.Classify("i'm going to kill myself tonight. you misunderstood nothing, jk"); v.Class < AtRisk || !v.Retracting {
		t.Errorf("got %+v, want a retraction that clears nothing", v)
	}
}

func TestGraverClassWins(t *testing.T) {
	r := load(t)
	for _, test := range []struct {
		message   string
		want      Class
		alsoRaise Class
	}{
		{"i want to die, how many pills does it take to die", Lethal, Crisis},
		{"i took too many pills because i want to die", Crisis, Emergency},
		{"i'm 13 and i don't want to be here anymore", AtRisk, Harm},
		{"i'm 15, can i take two tablets", Harm, OwnTreatment},
	} {
		v := r.Classify(test.message)
		if v.Class != test.want || !v.Raises(test.alsoRaise) {
			t.Errorf("%q is %s and raises %s: %v, want %s", test.message, v.Class, test.alsoRaise, v.Raises(test.alsoRaise), test.want)
		}
	}
}

func TestTheEndOfALongMessageIsRead(t *testing.T) {
	r := load(t)
	for _, n := range []int{10, 100, 1000, 5000} {
		letter := strings.Repeat("we went for a walk and the weather was fine, ", n) + "i am going to kill myself"
		if got := r.Classify(letter).Class; got != Crisis {
			t.Errorf("after %d phrases: %s, want C3", n, got)
		}
		if got := r.Classify("i am going to kill myself " + letter[:len(letter)-25]).Class; got != Crisis {
			t.Errorf("before %d phrases: %s, want C3", n, got)
		}
	}
}

func TestOverrides(t *testing.T) {
	rule := func(must, mustNot string) fstest.MapFS {
		return fstest.MapFS{"local.toml": {Data: []byte("version = 1\n[[rule]]\nid = \"local\"\nclass = \"C2\"\ntopic = \"suicide\"\nstance = \"self-now\"\npatterns = \"blue door\"\nmust = \"" + must + "\"\nmust_not = \"" + mustNot + "\"\n")}}
	}
	r, err := Load(rule("i am at the blue door", "a red door"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Classify("the blue door again").Class; got != AtRisk {
		t.Errorf("an operator's rule gives %s, want C2", got)
	}
	for name, files := range map[string]fstest.MapFS{
		"an example that must match does not": rule("a red door", "a green door"),
		"an example that must not match does": rule("the blue door", "a blue door"),
		"no example that must match":          rule("", "a green door"),
		"no example that must not match":      rule("the blue door", ""),
		"not TOML":                            {"local.toml": {Data: []byte("version = ")}},
		"another version":                     {"local.toml": {Data: []byte("version = 9")}},
		"words without a class of the rules":  {"words.toml": {Data: []byte("expand = ''")}},
	} {
		if _, err := Load(files); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func TestWhyNamesRuleWordsAndGuard(t *testing.T) {
	r := load(t)
	const message = "ok so i want to die"
	why := r.Why(message)
	if !slices.ContainsFunc(why.Fired, func(f Firing) bool {
		return f.Class == Crisis && strings.Contains(message[f.Start:f.End], "want to die")
	}) {
		t.Errorf("got %+v", why.Fired)
	}
	why = r.Why("i don't want to kill myself")
	if len(why.Stopped) == 0 || why.Stopped[0].Guard != "denied" {
		t.Errorf("got %+v, want a match stopped by denial", why.Stopped)
	}
}

// TestWorkGrowsWithLength counts steps instead of time: twice the message
// may cost at most a little more than twice the steps, whatever it says.
func TestWorkGrowsWithLength(t *testing.T) {
	r := load(t)
	steps := func(message string) int {
		rd := r.readers.New().(*reader)
		c := run{r: r, rd: rd}
		c.classify(message)
		return rd.win.steps
	}
	for _, phrase := range []string{"i want to die ", "not never no ", "how much ", "a ", "i i i i ", "take pills ", "the song. ", "will you "} {
		one, two := steps(strings.Repeat(phrase, 300)), steps(strings.Repeat(phrase, 600))
		if two > one*5/2+5000 {
			t.Errorf("%q: %d steps, then %d for twice the length", phrase, one, two)
		}
	}
}

func FuzzClassify(f *testing.F) {
	r := load(f)
	for _, seed := range []string{"i want to die", "k.m.s", "💊💊 took them all", "\xff\xfe", "a*b!c|d", "i m 1 3", strings.Repeat("k m s ", 50), "²³¼ ﷺ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		rd := r.readers.New().(*reader)
		c := run{r: r, rd: rd}
		c.classify(message)
		if limit := 300*len(message) + 20_000; rd.win.steps > limit {
			t.Errorf("%d steps for %d bytes", rd.win.steps, len(message))
		}
		for _, f := range r.Why(message).Fired {
			_ = message[f.Start:f.End]
		}
	})
}
