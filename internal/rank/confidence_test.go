package rank

import "testing"

func TestWhatAQuestionTurnsOnMayStandNowhere(t *testing.T) {
	held := []Form{{Strength: 1, Postings: new(Postings)}}
	half := []Form{{Postings: nil}, {Strength: 0.5, Postings: new(Postings)}}
	for _, test := range []struct {
		about string
		terms []Term
		want  bool
	}{
		{"all is there", []Term{{Word: "drip", Weight: 4, General: 6, Forms: held}}, false},
		{"the rarest is not", []Term{{Word: "cost", Weight: 5, General: 4, Absent: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, true},
		{"the rarest is, another is not", []Term{{Word: "cost", Weight: 4, General: 4, Absent: true}, {Word: "drip", Weight: 5, General: 6, Forms: held}}, false},
		{"the rarest is there by a synonym only", []Term{{Word: "cost", Weight: 4, General: 4, Absent: true}, {Word: "drip", Weight: 5, General: 6, Forms: half}}, true},
		{"a common word is not there", []Term{{Word: "thing", Weight: 5, General: 2, Absent: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, false},
		{"a word that tells a little less than cost is not there", []Term{{Word: "guess", Weight: 5, General: 3.7, Absent: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, false},
		{"two weigh alike, one is not there", []Term{{Word: "cost", Weight: 4, General: 4, Absent: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, true},
		{"a day is not there", []Term{{Word: "thursday", Weight: 5, General: 5, Absent: true, Aside: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, false},
		{"a number is not there", []Term{{Word: "2019", Weight: 9, General: 9, Absent: true}, {Word: "drip", Weight: 4, General: 6, Forms: held}}, false},
		{"nothing is asked", nil, false},
	} {
		if got := Absent(&Question{Terms: test.terms}); got != test.want {
			t.Errorf("%s: Absent is %v", test.about, got)
		}
	}
	story := []Term{{Word: "cost", Weight: 5, General: 5, Absent: true}}
	for range 8 {
		story = append(story, Term{Word: "drip", Weight: 4, General: 6, Forms: held})
	}
	if Absent(&Question{Terms: story}) {
		t.Error("a rare word in a long story decides")
	}
}

func TestEvidenceForAPassage(t *testing.T) {
	d := newDictionary()
	q := asked(d, "drips cause nausea")
	all := described(new(Scratch), d, q, page{body: "drips cause nausea"}, page{body: "drips house"})
	all[0].Score, all[1].Score = 7, 4
	best, second := Judge(q.Facts(2), all, 0), Judge(q.Facts(2), all, 1)
	if best[eRarest] != 0 || second[eRarest] != 1 {
		t.Errorf("missing of the rarest: %v and %v", best[eRarest], second[eRarest])
	}
	if best[eFound] <= second[eFound] {
		t.Errorf("found: %v and %v", best[eFound], second[eFound])
	}
	if best[eLead] != 3 || second[eLead] != -3 {
		t.Errorf("lead: %v and %v", best[eLead], second[eLead])
	}
	if m := Default().For(2); m.Trust(best) <= m.Trust(second) {
		t.Errorf("all words: %.2f, one of three: %.2f", m.Trust(best), m.Trust(second))
	}
	if alone := Judge(q.Facts(2), all[:1], 0); alone[eLead] != 1 {
		t.Errorf("with no other the lead is %v", alone[eLead])
	}
}

// What is asked for speaks against a passage that does not have it.
func TestEvidenceOfWhatIsAskedFor(t *testing.T) {
	c := []Candidate{{}, {}}
	c[0].Vector[fKindAny], c[0].Vector[fNeedAny] = 1, 0.75
	asks := Facts{Kind: true, Needs: true}
	has, lacks := Judge(asks, c, 0), Judge(asks, c, 1)
	if has[eAsksKind] != 1 || has[eKindMissing] != 0 || has[eAsksNeed] != 1 || has[eNeedMissing] != 0.25 {
		t.Errorf("of a passage that has it: %v", has)
	}
	if lacks[eAsksKind] != 1 || lacks[eKindMissing] != 1 || lacks[eAsksNeed] != 1 || lacks[eNeedMissing] != 1 {
		t.Errorf("of one that lacks it: %v", lacks)
	}
	if e := Judge(Facts{}, c, 1); e[eAsksKind] != 0 || e[eKindMissing] != 0 || e[eAsksNeed] != 0 || e[eNeedMissing] != 0 {
		t.Errorf("where nothing is asked for: %v", e)
	}
}

func TestTiesGoToTheOlderPassage(t *testing.T) {
	all := []Candidate{{Passage: 9}, {Passage: 2}, {Passage: 5, Vector: Vector{fRatio: 1}}}
	new(Weights).Sort(all)
	if all[0].Passage != 2 || all[2].Passage != 9 {
		t.Errorf("order of equals: %d, %d, %d", all[0].Passage, all[1].Passage, all[2].Passage)
	}
	Default().For(2).Sort(all)
	if all[0].Passage != 5 {
		t.Errorf("passage %d is first", all[0].Passage)
	}
}
