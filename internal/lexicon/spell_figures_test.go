package lexicon

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pamphlet/internal/longtest"
	"pamphlet/internal/stem"
)

// tuning returns the folder of public tuning sets beside the repository, and
// skips the test where there is none.
func tuning(t testing.TB) string {
	dir, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the tuning sets are not there")
	}
	return dir
}

// lines reads a file's lines.
func lines(t testing.TB, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	s := bufio.NewScanner(strings.NewReader(string(text)))
	s.Buffer(nil, len(text)+1)
	for s.Scan() {
		all = append(all, s.Text())
	}
	return all
}

// split parts a text into its words as they stand.
func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	})
}

// base makes the vocabulary of a tuning set.
func base(t testing.TB, set string) *Vocabulary {
	t.Helper()
	counts := map[string]int{}
	for _, line := range lines(t, filepath.Join(tuning(t), set, "corpus.jsonl")) {
		var passage struct{ Title, Heading, Text string }
		if err := json.Unmarshal([]byte(line), &passage); err != nil {
			t.Fatal(err)
		}
		here := map[string]bool{}
		for _, word := range split(passage.Title + " " + passage.Heading + " " + passage.Text) {
			here[fold(word)] = true
		}
		for word := range here {
			counts[word]++
		}
	}
	return vocabulary(counts)
}

func vocabulary(counts map[string]int) *Vocabulary {
	return NewVocabulary(func(yield func(string, int) bool) {
		for _, word := range slices.Sorted(maps.Keys(counts)) {
			if !yield(word, counts[word]) {
				return
			}
		}
	})
}

// TestSpellingOfMisspelledWords corrects real misspellings of words that a base
// has. The limits were chosen on the first half; the bounds hold on both.
func TestSpellingOfMisspelledWords(t *testing.T) {
	longtest.Figures(t)
	s := &Speller{Base: base(t, "mediqa_train"), English: true}
	for _, half := range []string{"tune", "held out"} {
		tried, right, form, wrong, left, words, missed := 0, 0, 0, 0, 0, 0, map[string]int{}
		for _, line := range lines(t, filepath.Join(tuning(t), "spelling", "pairs.tsv")) {
			typed, meant, _ := strings.Cut(line, "\t")
			meant, _, _ = strings.Cut(meant, "\t")
			typed, meant = fold(typed), fold(meant)
			h := fnv.New32()
			h.Write([]byte(meant))
			if (h.Sum32()%2 == 0) != (half == "tune") || s.Base.Count(meant) == 0 {
				continue
			}
			if len(typed) < shortest || s.knows(typed) {
				words++
				continue
			}
			tried++
			c, ok := s.Correct(typed)
			switch {
			case !ok:
				left++
			case strings.Join(c.To, " ") == meant:
				right++
			case stem.Word(strings.Join(c.To, " "), "en") == stem.Word(meant, "en"):
				form++
			default:
				wrong++
				missed[typed+" for "+meant+" read as "+strings.Join(c.To, " ")]++
			}
		}
		t.Logf("%s: %d misspellings that are no words (%d are or are short): right %.1f %%, another form %.1f %%, wrong %.1f %%, left alone %.1f %%",
			half, tried, words, 100*float64(right)/float64(tried), 100*float64(form)/float64(tried), 100*float64(wrong)/float64(tried), 100*float64(left)/float64(tried))
		if share := float64(right+form) / float64(tried); share < 0.42 {
			t.Errorf("%s: right %.3f, want 0.42", half, share)
		}
		if share := float64(wrong) / float64(tried); share > 0.13 {
			t.Errorf("%s: wrong %.3f, want at most 0.13", half, share)
		}
		if os.Getenv("SHOW") != "" {
			all := slices.Sorted(maps.Keys(missed))
			for i := 0; i < len(all); i += max(1, len(all)/60) {
				t.Log(all[i])
			}
		}
	}
}

// TestSpellingOfQuestions corrects the tuning sets' misspelt questions, and
// must leave their clean ones alone.
func TestSpellingOfQuestions(t *testing.T) {
	longtest.Figures(t)
	for _, test := range []struct{ set, file string }{
		{"covid_faq_en", "queries_typos.jsonl"}, {"stackfaq", "queries_typos.jsonl"}, {"squad2", "queries_typos.jsonl"},
		{"cranfield", "queries_typos.jsonl"}, {"pubmedqa", "queries_typos.jsonl"},
		{"covid_faq_en", "queries_typos2.jsonl"}, {"cranfield", "queries_typos2.jsonl"}, {"pubmedqa", "queries_typos2.jsonl"},
	} {
		s := &Speller{Base: base(t, test.set), English: true}
		typos, inBase, right, wrong, wrongBase, words, touched := 0, 0, 0, 0, 0, 0, 0
		show := map[string]bool{}
		for _, line := range lines(t, filepath.Join(tuning(t), test.set, test.file)) {
			var q struct {
				Text, Clean string
				Typos       [][2]string
			}
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				t.Fatal(err)
			}
			meant := map[string]string{}
			for _, typo := range q.Typos {
				meant[fold(typo[1])] = fold(typo[0])
			}
			asked := split(q.Text)
			done := map[string]bool{}
			for _, c := range s.Question(asked) {
				from, to := fold(strings.Join(asked[c.Start:c.End], " ")), strings.Join(c.To, " ")
				done[from] = true
				if want, ok := meant[from]; ok && s.Base.Count(want) > 0 {
					if to == want || stem.Word(to, "en") == stem.Word(want, "en") {
						right++
					} else {
						wrong++
						show["wrong "+from+" for "+want+" read as "+to] = true
						if c.InBase {
							wrongBase++
						}
					}
				}
			}
			for typed, want := range meant {
				typos++
				if s.Base.Count(want) > 0 && !s.knows(typed) && len(typed) >= shortest {
					inBase++
					if !done[typed] {
						show["left "+typed+" for "+want] = true
					}
				}
			}
			clean := split(q.Clean)
			words += len(clean)
			for _, c := range s.Question(clean) {
				touched++
				show["false "+strings.Join(clean[c.Start:c.End], " ")+" read as "+strings.Join(c.To, " ")] = true
			}
		}
		t.Logf("%-13s %-19s %4d typos, %4d to correct: right or another form %.1f %%, wrong %.1f %%; clean words changed: %d of %d (%.3f %%)",
			test.set, test.file, typos, inBase, 100*float64(right)/float64(inBase), 100*float64(wrong)/float64(inBase), touched, words, 100*float64(touched)/float64(words))
		if share := float64(right) / float64(inBase); share < 0.8 {
			t.Errorf("%s, %s: right %.3f, want 0.8", test.set, test.file, share)
		}
		if share := float64(wrong) / float64(inBase); share > 0.03 {
			t.Errorf("%s, %s: wrong %.3f, want at most 0.03", test.set, test.file, share)
		}
		// Most of the clean words that are changed are misspelt in the set.
		if share := float64(touched) / float64(words); share > 0.006 {
			t.Errorf("%s, %s: clean words changed %.4f, want at most 0.006", test.set, test.file, share)
		}
		if os.Getenv("SHOW") != "" {
			for i, line := range slices.Sorted(maps.Keys(show)) {
				if i < 400 {
					t.Log(line)
				}
			}
		}
	}
}

func BenchmarkCorrect(b *testing.B) {
	s := &Speller{Base: base(b, "mediqa_train"), English: true}
	typed := []string{"infuzion", "diabtes", "pregnency", "vacination", "headach", "stomache", "alergy", "medicene"}
	s.Correct("builds the index")
	for i := 0; b.Loop(); i++ {
		s.Correct(typed[i%len(typed)])
	}
}

func BenchmarkNewVocabulary(b *testing.B) {
	var words []string
	for word := range english().words() {
		if len(words) < 50_000 {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	for b.Loop() {
		NewVocabulary(func(yield func(string, int) bool) {
			for _, word := range words {
				if !yield(word, 1) {
					return
				}
			}
		})
	}
}

func (v *Vocabulary) words() func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, shelf := range v.lengths {
			for _, e := range shelf.entries {
				if !yield(e.word) {
					return
				}
			}
		}
	}
}
