package lexicon

import (
	"strings"
	"testing"
)

// clinic is the vocabulary of a small base.
func clinic() *Vocabulary {
	counts := map[string]int{}
	for i, word := range strings.Fields(`
		what is the of a to and in it how long does ketamine infusion infusions esketamine spravato therapy treatment nausea blood pressure side
		effects anesthesia depression anxiety bipolar dissociation titration psychiatrist psychiatric appointment insurance zoloft wellbutrin
		lexapro sertraline bupropion escitalopram fluoxetine prozac xanax alprazolam lamotrigine lorazepam citalopram venlafaxine duloxetine
		cymbalta effexor quetiapine seroquel lithium naltrexone intravenous intramuscular lozenge antidepressants dose booster medicine
		headache dizziness hallucinations session clinic doctor prescription café checkup aheadache señora naïve`) {
		counts[word] = 1 + i%7
	}
	return vocabulary(counts)
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: clinic(), English: true}
	for _, test := range []struct{ typed, want string }{
		// Drug names, as they are heard and typed.
		{"ketmine", "ketamine"}, {"ketomine", "ketamine"}, {"ketamin", "ketamine"}, {"kettamine", "ketamine"}, {"katamine", "ketamine"},
		{"esketamin", "esketamine"}, {"spravado", "spravato"}, {"spravatto", "spravato"}, {"zolof", "zoloft"}, {"zolaft", "zoloft"},
		{"welbutrin", "wellbutrin"}, {"wellbutron", "wellbutrin"}, {"lexipro", "lexapro"}, {"sertaline", "sertraline"},
		{"buproprion", "bupropion"}, {"escitalapram", "escitalopram"}, {"floxetine", "fluoxetine"}, {"prozak", "prozac"},
		{"zanax", "xanax"}, {"lamotragine", "lamotrigine"}, {"lorazapam", "lorazepam"}, {"cymbolta", "cymbalta"}, {"effexer", "effexor"},
		{"seraquel", "seroquel"}, {"lithum", "lithium"}, {"naltrexon", "naltrexone"}, {"duloxitine", "duloxetine"},
		// Clinical words.
		{"infuzion", "infusion"}, {"infussion", "infusion"}, {"nausia", "nausea"}, {"anasthesia", "anesthesia"}, {"depresion", "depression"},
		{"anxeity", "anxiety"}, {"disociation", "dissociation"}, {"psychatrist", "psychiatrist"}, {"psyciatrist", "psychiatrist"},
		{"apointment", "appointment"}, {"insurence", "insurance"}, {"perscription", "prescription"}, {"halucinations", "hallucinations"},
		{"dizzyness", "dizziness"}, {"intraveneous", "intravenous"}, {"Depresion", "depression"}, {"ketamine's", ""}, {"ketmine's", "ketamine"},
		{"cafe", "café"}, {"tratement", "treatment"},
		// A missing space.
		{"sideeffects", "side effects"}, {"bloodpressure", "blood pressure"},
		// General English, where the base has no such word.
		{"pregnency", "pregnancy"}, {"becuase", "because"}, {"recieve", "receive"},
		// Which of two it is: the base's word unless the other is much closer, or much commoner.
		{"docters", "doctors"}, {"secion", ""}, {"dosens", ""}, {"beggin", ""}, {"aketamine", "ketamine"}, {"infusionss", "infusions"},
		{"addres", "address"}, {"comision", "commission"}, {"aslo", "also"}, {"blody", "bloody"}, {"blaim", ""},
		// What a known word with a common beginning or ending is taken for, and what is too short for that.
		{"interbread", ""}, {"childrens", ""}, {"mamal", "mammal"}, {"quizes", "quizzes"},
		// What stays: known to the base, to English, or not to be judged.
		{"ketamine", ""}, {"Spravato", ""}, {"pregnancy", ""}, {"infused", ""}, {"fusion", ""}, {"SSRI", ""}, {"KETMINE", ""}, {"ket", ""},
		{"h2o", ""}, {"2019", ""}, {"xqzvwk", ""}, {"ramirez", ""}, {"dont", ""}, {"subanesthetic", ""}, {"microinfusion", ""}, {"", ""},
		{"nephrosclitis", ""}, {"hepatosis", ""}, {"alot", ""}, {"SSRIs", ""}, {"ADRs", ""}, {"polymyalgia", ""}, {"phlegmons", ""}, {"rybelsus", ""}, {"depakote", ""}, {"sedation", ""}, {"effect", ""},
	} {
		c, ok := s.Correct(test.typed)
		if got := strings.Join(c.To, " "); got != test.want || ok != (test.want != "") {
			t.Errorf("%q is read as %q, want %q", test.typed, got, test.want)
		}
	}
}

func TestQuestion(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: clinic(), English: true}
	for _, test := range []struct{ because, asked, want string }{
		{"nothing is wrong", "how long does it take", ""},
		{"one word", "how long is the infuzion", "4-5 infusion"},
		{"two", "ketmine and anxeity", "0-1 ketamine, 2-3 anxiety"},
		{"a space too many", "anti depressants and ketamine", "0-2 antidepressants"},
		{"a space too few", "what sideeffects are there", "1-2 side effects"},
		{"two words that the base has stay apart", "side effects", ""},
		{"an acronym", "is KETMIN an acronym", ""},
		{"a loud question", "WHAT IS KETMINE", "2-3 ketamine"},
		{"a loud word or two may be acronyms", "KETMINE DOSE", ""},
		{"two letters behind a space are no part of a word", "check up on blood", ""},
		{"nor is one before", "a headache", ""},
		{"accents that the base writes, though English does not", "is senora here, the naive one", "1-2 señora, 4-5 naïve"},
		{"accents that only the question writes stay", "is it a dóctor", "3-4 doctor"},
		{"no words", "", ""},
	} {
		var got []string
		for _, c := range s.Question(strings.Fields(test.asked)) {
			got = append(got, string(rune('0'+c.Start))+"-"+string(rune('0'+c.End))+" "+strings.Join(c.To, " "))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: %q gives %q, want %q", test.because, test.asked, got, test.want)
		}
	}
}

func TestOtherLanguagesAreSpelledFromTheBaseAlone(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: vocabulary(map[string]int{"tratamiento": 4, "depresión": 3, "лечение": 2})}
	for _, test := range []struct{ typed, want string }{
		{"tratamento", "tratamiento"}, {"depresion", "depresión"}, {"лечене", "лечение"}, {"pregnency", ""},
	} {
		c, _ := s.Correct(test.typed)
		if got := strings.Join(c.To, " "); got != test.want {
			t.Errorf("%q is read as %q, want %q", test.typed, got, test.want)
		}
	}
	if c, ok := new(Speller).Correct("anything"); ok {
		t.Errorf("with no words at all, something is read as %q", c.To)
	}
}

func TestWhatCouldBeTwoWordsStays(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: vocabulary(map[string]int{"carton": 3, "carbon": 3, "lozenge": 3, "lozenges": 3})}
	if c, ok := s.Correct("carxon"); ok {
		t.Errorf("a word as close to one as to another is read as %q", c.To)
	}
	if _, ok := s.Correct("lozengge"); !ok {
		t.Error("two forms of one word are held for two words")
	}
}

func TestADiseaseIsNotTakenForAnother(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: vocabulary(map[string]int{"endocervicitis": 3})}
	if c, ok := s.Correct("endocervicosis"); ok {
		t.Errorf("read as %q", c.To)
	}
	if _, ok := s.Correct("endocervisitis"); !ok {
		t.Error("a slip in the same disease is not seen")
	}
}

func TestWhatTheCallerKnowsStays(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: clinic(), English: true, Known: func(word string) bool { return word == "ketmine" }}
	if c, ok := s.Correct("Ketmine"); ok {
		t.Errorf("a word that the caller knows is read as %q", c.To)
	}
}

func TestTwoWordsThatTheCallerKnowsStayApart(t *testing.T) {
	t.Parallel()
	s := &Speller{Base: vocabulary(map[string]int{"inform": 3, "antidepressants": 2}), English: true,
		Known: func(word string) bool { return word == "in" || word == "form" || word == "anti" }}
	if all := s.Question(strings.Fields("in form of")); len(all) > 0 {
		t.Errorf("read as %q", all[0].To)
	}
	if all := s.Question(strings.Fields("anti depressants")); len(all) != 1 || all[0].To[0] != "antidepressants" {
		t.Errorf("where one is not known: %+v", all)
	}
}

// TestDistance compares the bit-parallel distance with the plain recurrence.
func TestDistance(t *testing.T) {
	t.Parallel()
	some := strings.Fields("a ab ba abc acb cab ketamine ketmaine ketmine kitchen kiitchen e é лечение лечнеие infusion infusions fusion")
	for _, a := range append(some, "") {
		for _, b := range append(some, "") {
			if got, want := newPattern(a).distance(b), plainDistance([]rune(a), []rune(b)); got != want {
				t.Errorf("%q and %q are %d apart, want %d", a, b, got, want)
			}
		}
	}
}

func plainDistance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func FuzzCorrect(f *testing.F) {
	for _, seed := range []string{"ketmine", "sideeffects", "Ñandú's", "''''", "\xff\xfe\xfd\xfc", strings.Repeat("a", 200), "don’t", "ＫＥＴ"} {
		f.Add(seed)
	}
	s := &Speller{Base: clinic(), English: true}
	f.Fuzz(func(t *testing.T, word string) {
		c, ok := s.Correct(word)
		if !ok {
			return
		}
		if s.knows(fold(word)) {
			t.Fatalf("%q is known and read as %q", word, c.To)
		}
		if len(c.To) == 0 || len(c.To) > 2 || c.Slips <= 0 || c.Slips > allowed(longest, true) {
			t.Fatalf("%q gives %+v", word, c)
		}
		for _, to := range c.To {
			if !s.knows(to) || c.InBase && s.Base.Count(to) == 0 {
				t.Fatalf("%q gives %+v, which is not known", word, c)
			}
		}
	})
}
