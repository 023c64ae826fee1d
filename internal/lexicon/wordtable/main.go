// Command wordtable writes words.tsv, the lexicon's table of English words,
// from the sources named in NOTICE. It is run by hand when a source changes:
//
//	go run ./internal/lexicon/wordtable <SCOWL directory> <spoken.json> <encyclopedia.json> > internal/lexicon/words.tsv
//
// SCOWL says what is a word; the two JSON arrays, each a list of words with the
// most frequent first, say how often it is used. Each line of the table is
// a word, a tab and its rarity: −10·log₁₀ of its share of running text. After a
// slash stands, where it differs, the rarity of all words of the same stem
// together. A "!" marks a word that is known but never offered as a correction.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"pamphlet/internal/stem"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: wordtable <SCOWL directory> <spoken.json> <encyclopedia.json>")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "wordtable:", err)
		os.Exit(1)
	}
}

func run(scowl, spoken, encyclopedia string, w io.Writer) error {
	words, err := listed(scowl)
	if err != nil {
		return err
	}
	said, err := shares(spoken)
	if err != nil {
		return err
	}
	written, err := shares(encyclopedia)
	if err != nil {
		return err
	}
	share := map[string]float64{}
	for word, level := range words {
		if s, ok := used(word, said, written); ok {
			share[word] = s
		} else if level <= 60 { // else neither in middling dictionaries nor in use
			share[word] = unranked(word, level)
		}
	}
	family := map[string]float64{}
	for word, s := range share {
		family[stem.Word(word, "en")] += s
	}
	out := bufio.NewWriter(w)
	for _, word := range slices.Sorted(maps.Keys(share)) {
		fmt.Fprintf(out, "%s\t%d", word, rarity(share[word]))
		if f := rarity(family[stem.Word(word, "en")]); f != rarity(share[word]) {
			fmt.Fprintf(out, "/%d", f)
		}
		if coarse(word) {
			out.WriteByte('!')
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

func rarity(share float64) int { return int(math.Round(-10 * math.Log10(share))) }

// used returns the mean of the word's shares in the two registers, or in the
// one that lists it.
func used(word string, said, written map[string]float64) (float64, bool) {
	s, w := said[word], written[word]
	switch {
	case s == 0 && w == 0:
		return 0, false
	case s == 0:
		// Frequent in an encyclopedia and not said at all: half.
		return w / 2, true
	case w == 0:
		return s, true
	}
	return (s + w) / 2, true
}

// shares reads a list of words, the most frequent first, and gives each the
// share of running text that its rank suggests: Zipf's law as Mandelbrot
// wrote it, 1/(rank+2.7), falling with about the square of the rank beyond
// the common words (Ferrer i Cancho and Solé, "Two regimes in the frequency
// of words", 2001).
func shares(path string) (map[string]float64, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []string
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	const (
		first = 0.1  // 1/Σ 1/(rank+2.7) over a lexicon of 10⁵ words
		kink  = 8000 // rank where the second regime begins
	)
	shares := make(map[string]float64, len(list))
	for i, word := range list {
		rank := float64(i + 1)
		share := first / (rank + 2.7)
		if rank > kink {
			share *= math.Pow(kink/rank, 0.8)
		}
		shares[word] = share
	}
	// Lists of this kind leave the one-letter words out.
	shares["a"], shares["i"] = shares["to"], shares["you"]
	return shares, nil
}

// unranked is the share of a word that only dictionaries list: below the
// last rank of the lists, and the less the larger the dictionary.
// Contractions are left out of the lists and common all the same.
func unranked(word string, level int) float64 {
	if strings.Contains(word, "'") {
		return math.Pow(10, -3.3-float64(level)/60)
	}
	return math.Pow(10, -6.2-float64(level)/60)
}

// listed reads SCOWL's lists: each word, in lower case, with the lowest level
// that has it. Level 10 is the commonest words, 60 a middling dictionary.
func listed(dir string) (map[string]int, error) {
	words := map[string]int{}
	for _, list := range []struct {
		name string
		upTo int
	}{
		{"english-words", 80}, {"american-words", 80}, {"british-words", 80}, {"british_z-words", 80},
		{"variant_1-words", 60}, {"british_variant_1-words", 60},
		{"english-upper", 50}, {"english-proper-names", 50}, {"english-abbreviations", 40},
		{"english-contractions", 60},
	} {
		for level := 10; level <= list.upTo; level += 5 {
			if err := read(filepath.Join(dir, fmt.Sprintf("%s.%d", list.name, level)), level, words); err != nil && !os.IsNotExist(err) {
				return nil, err
			}
		}
	}
	// Contractions are often typed without their apostrophe.
	for word, level := range maps.Clone(words) {
		if bare := strings.ReplaceAll(word, "'", ""); bare != word && words[bare] == 0 {
			words[bare] = max(level, 50)
		}
	}
	return words, nil
}

func read(path string, level int, words map[string]int) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(charmap.ISO8859_1.NewDecoder().Reader(f))
	for lines.Scan() {
		word := strings.ToLower(strings.TrimSpace(lines.Text()))
		if strings.HasSuffix(word, "'s") && !contraction[word] || strings.HasSuffix(word, "s'") || word == "" {
			continue
		}
		if old, ok := words[word]; !ok || level < old {
			words[word] = level
		}
	}
	return lines.Err()
}

// contraction holds the words in 's that are no possessives.
var contraction = map[string]bool{
	"it's": true, "that's": true, "what's": true, "he's": true, "she's": true, "there's": true, "here's": true,
	"who's": true, "where's": true, "how's": true, "let's": true, "when's": true, "why's": true,
}

// coarse reports words that a kind voice does not say on its own account.
func coarse(word string) bool {
	for _, root := range []string{
		"fuck", "shit", "cunt", "nigger", "nigga", "faggot", "whore", "slut", "bitch", "bastard", "arsehole",
		"asshole", "bollock", "twat", "tosser", "wetback", "motherfuck", "bullshit", "dickhead", "goddam", "tranny",
	} {
		if strings.HasPrefix(word, root) {
			return true
		}
	}
	return slices.Contains([]string{"fag", "fags", "prick", "pricks", "retard", "retards", "retarded", "dyke", "dykes", "kike", "kikes", "spic", "spics",
		"chink", "chinks", "wank", "wanker", "wankers", "pussy", "pussies", "cripple", "cripples", "dildo", "jizz", "turd",
		"cock", "cocks", "dick", "dicks", "tit", "tits", "crap", "ass", "arse", "cum", "hell", "damn", "coon", "coons", "gook", "dago", "piss", "pissed"}, word)
}
