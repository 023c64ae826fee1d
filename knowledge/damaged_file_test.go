package knowledge

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/longtest"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// damagedFiles is how many files are damaged: what PAMPHLET_DAMAGED says, if it is set.
var damagedFiles = longtest.Amount("PAMPHLET_DAMAGED", longtest.Or(3, 40))

// damagedGuilds is how many guilds are in each.
const damagedGuilds = 12

// TestDamagedFilesQuoteNothingFalse changes a file anywhere. A guild then gets what
// was saved of its own, or a sentence; doctor finds whatever keeps one from its
// answer, and what it calls whole answers all.
func TestDamagedFilesQuoteNothingFalse(t *testing.T) {
	t.Parallel()
	whole, texts := wholeFile(t)
	affected, outcomes := map[string]int{}, map[string]int{}
	for round := range damagedFiles {
		random := rand.New(rand.NewPCG(uint64(round), 17))
		kind, body := damagedCopy(random, whole)
		path := filepath.Join(t.TempDir(), "k.db")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := Open(t.Context(), path)
		if err != nil {
			if !IsDamage(err) && !errors.Is(err, sqlite.ErrForeign) { // its first page says what it is
				t.Errorf("round %d, %s: opening: %v", round, kind, err)
			}
			affected["not opened"]++
			continue
		}
		unanswered := askAll(t, b, texts, fmt.Sprintf("round %d, %s", round, kind))
		affected[[]string{"none", "one guild", "several", "all"}[extent(unanswered)]]++
		found, err := b.Check(t.Context())
		if unanswered > 0 && err == nil && len(found) == 0 {
			t.Errorf("round %d, %s: %d guilds get no answer, and doctor finds nothing", round, kind, unanswered)
		}
		outcomes[mendedTo(t, b, texts, fmt.Sprintf("round %d, %s", round, kind))]++
		b.Close()
	}
	t.Logf("figures: %d files of %d KB: guilds kept from answers: %v; mended: %v", damagedFiles, len(whole)>>10, affected, outcomes)
}

// extent is 0 for no guild, 1 for one, 2 for several and 3 for all.
func extent(guilds int) int {
	if guilds == damagedGuilds {
		return 3
	}
	return min(guilds, 2)
}

// wholeFile is a base of guilds that each know something else, and what they know.
func wholeFile(t *testing.T) (file []byte, texts []string) {
	path, z := filepath.Join(t.TempDir(), "whole.db"), newZipf(3)
	b := openAt(t, path)
	for n := range damagedGuilds {
		var text strings.Builder
		for i := range 20 {
			fmt.Fprintf(&text, "## What is the lantern%d of house%d?\n\nHouse%d keeps lantern%d in a box. %s\n\n", i, n, n, i, z.words(40))
		}
		texts = append(texts, text.String())
		save(t, b, article(fmt.Sprint("guild ", n), fmt.Sprint("house-", n), text.String()))
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file, texts
}

// damagedCopy changes a byte, a sector or a page of a file, or cuts it off.
func damagedCopy(random *rand.Rand, file []byte) (kind string, _ []byte) {
	file = slices.Clone(file)
	const sector, page = 512, 4096
	switch random.IntN(6) {
	case 0:
		file[random.IntN(len(file))] ^= 1 << random.IntN(8)
		return "a bit", file
	case 1:
		file[random.IntN(len(file))] = byte(random.Uint32())
		return "a byte", file
	case 2:
		clear(file[sector*random.IntN(len(file)/sector):][:sector])
		return "an empty sector", file
	case 3:
		clear(file[page*random.IntN(len(file)/page):][:page])
		return "an empty page", file
	case 4: // what was meant for another page
		from, to := page*random.IntN(len(file)/page), page*random.IntN(len(file)/page)
		copy(file[to:to+page], file[from:from+page])
		return "a page for another", file
	}
	return "a file cut off", file[:page*random.IntN(len(file)/page)+random.IntN(2)*sector]
}

// askAll asks each guild and returns how many get no answer.
func askAll(t *testing.T, b *Base, texts []string, what string) (unanswered int) {
	t.Helper()
	for n, text := range texts {
		r, err := b.Search(t.Context(), search.Query{Guild: fmt.Sprint("guild ", n), Text: fmt.Sprintf("What is the lantern7 of house%d?", n)})
		if err != nil || len(r.Matches) == 0 {
			unanswered++
		}
		if err != nil && !IsDamage(err) {
			t.Errorf("%s: %v", what, err)
		}
		for _, m := range r.Matches {
			if !strings.Contains(text, m.Text) {
				t.Errorf("%s: guild %d is quoted %q, which it does not say", what, n, m.Text)
			}
		}
	}
	return unanswered
}

// mendedTo mends a base and says what came of it.
func mendedTo(t *testing.T, b *Base, texts []string, what string) string {
	t.Helper()
	if err := b.Mend(t.Context()); err != nil {
		return "not"
	}
	found, err := b.Check(t.Context())
	if err != nil {
		t.Errorf("%s: after mending: %v", what, err)
		return "not"
	}
	unanswered := askAll(t, b, texts, what+", mended")
	switch {
	case len(found) > 0:
		return "in part"
	case unanswered > 0:
		t.Errorf("%s: it is whole, but %d guilds get no answer", what, unanswered)
	}
	return "whole"
}
