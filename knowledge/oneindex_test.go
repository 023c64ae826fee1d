package knowledge

import (
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
	"pamphlet/migrations"
)

// schema6 lays out a base as the program wrote it when each guild had an index
// of its own: three guilds, of which one changed an article, and one has two.
func schema6(t *testing.T, path string) {
	t.Helper()
	packed, err := os.Open("testdata/schema-6.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(unpacked)
	if err == nil {
		err = os.WriteFile(path, body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// alter changes a base of schema 6 behind the program's back.
func alter(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, filesUpTo(t, 6))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(s))); err != nil {
			t.Fatal(err)
		}
	}
}

// filesUpTo are the steps of the schema up to one.
func filesUpTo(t *testing.T, last int) fstest.MapFS {
	t.Helper()
	all, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{}
	for _, entry := range all[:last] {
		body, err := migrations.Files.ReadFile(entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		steps[entry.Name()] = &fstest.MapFile{Data: body}
	}
	return steps
}

// An old base answers as one does that is made anew of the same articles.
func TestGuildsMoveIntoOneIndex(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "k.db")
	schema6(t, path)
	old, fresh := openAt(t, path), open(t)
	if found, err := old.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("the old base, moved: %q, %v; want it sound", found, err)
	}
	guilds, err := old.Guilds(t.Context())
	if err != nil || len(guilds) != 3 {
		t.Fatalf("guilds %q, %v; want three", guilds, err)
	}
	for _, guild := range guilds {
		everything, err := old.Snapshot(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		save(t, fresh, everything.Articles...)
		for _, question := range []string{"How long does an infusion take?", "parking car", "are the 2.5 hours free", "who may accompany me", "childrn"} {
			q := search.Query{Guild: guild, Text: question}
			got, err := old.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			want, err := fresh.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if outline(got) != outline(want) {
				t.Errorf("%s: %s\ngot  %s\nwant %s", guild, question, outline(got), outline(want))
			}
		}
	}
}

// outline is a result but for the ids.
func outline(r search.Result) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%v %v %v", r.Answered, r.Reason, r.Corrected)
	for _, m := range r.Matches {
		fmt.Fprintf(&s, "\n%x %x %s", m.Score, m.Confidence, m.Text)
	}
	return s.String()
}

// What is damaged in one guild of an old base keeps the others from nothing, and
// can still be mended.
func TestADamagedGuildMovesTheOthers(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "k.db")
	schema6(t, path)
	alter(t, path, `drop table vocab_2`, `drop table terms_2`, `drop table stems_2`, `delete from stems_4`)
	b := openAt(t, path)
	for guild, served := range map[string]bool{"one": false, "two": true, "gone": false} {
		r, err := b.Search(t.Context(), search.Query{Guild: guild, Text: "How long does an infusion take?"})
		if (err == nil && len(r.Matches) > 0) != served {
			t.Errorf("%s: %d matches, %v; want an answer: %v", guild, len(r.Matches), err, served)
		}
	}
	if err := b.Mend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, err := b.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("mended: %q, %v; want it sound", found, err)
	}
}

// Each term of the index bears the number of the guild that its passage is of,
// and a passage has as many as its stems: whatever the texts are, saved, changed
// and removed.
func TestNoTermIsAnotherGuilds(t *testing.T) {
	t.Parallel()
	b, random := open(t), rand.New(rand.NewPCG(1, 2))
	odd := []string{"the", "of", "?", ":", "12:", "1:1", "2.5", "don't", "café", "薬", "x:y", ".", "…", "infusion", "O'Brien", "\x00", "3:vein", "Vein", "- ", "# ", "\n\n", "\n"}
	text := func() string {
		var s strings.Builder
		for range 5 + random.IntN(60) {
			s.WriteString(odd[random.IntN(len(odd))] + " ")
		}
		return "# " + strings.ReplaceAll(s.String(), "\n", " ") + "?\n? the of\n? " + odd[random.IntN(len(odd))] + "\n\nVein. " + s.String()
	}
	for n := range 150 {
		guild := fmt.Sprint("guild ", random.IntN(13))
		a := article(guild, fmt.Sprint("a", random.IntN(4)), text())
		a.Title = odd[random.IntN(len(odd))]
		if _, err := b.Save(t.Context(), a, Change{Who: "maria", When: monday}); err != nil {
			t.Fatalf("article %d: %v", n, err)
		}
	}
	wrong, err := sqlite.Select(t.Context(), b.db, sqlite.Value[string], `select v.term || ' of ' || s.guild
		from vocab v left join stems s on s.id = v.doc where v.term not like s.guild || ':_%' or s.id is null`)
	if err != nil || len(wrong) > 0 {
		t.Errorf("terms of other guilds: %q, %v", wrong, err)
	}
	var indexed, stored []string
	for of, query := range map[*[]string]string{
		&indexed: `select v.doc || ' ' || substr(v.term, instr(v.term, ':') + 1) || ' ' || v.col from vocab v order by v.doc, v.col, v.offset`,
		&stored: `select s.id || ' ' || j.value || ' ' || f.col from stems s,
			(select 'title' as col union select 'heading' union select 'questions' union select 'body') f,
			json_each('["' || replace(replace(case f.col when 'title' then title when 'heading' then heading when 'questions' then questions else body end,
				char(10), ' '), ' ', '","') || '"]') j where j.value <> '' order by s.id, f.col, j.id`,
	} {
		if *of, err = sqlite.Select(t.Context(), b.db, sqlite.Value[string], query); err != nil {
			t.Fatal(err)
		}
	}
	if len(indexed) < 1000 || !reflect.DeepEqual(indexed, stored) {
		t.Errorf("%d terms in the index, %d stems; want the same, in the same order", len(indexed), len(stored))
	}
	sound(t, b)
}

// What guilds share in memory while they ask in turn changes nothing: each gets
// what it gets in a base of its own.
func TestGuildsThatAskInTurnGetTheirOwn(t *testing.T) {
	t.Parallel()
	together := open(t)
	texts := map[string]string{"clinic": clinic, "tablets": tablets, "infusions": infusions}
	alone := make(map[string]*Base)
	for guild, text := range texts {
		alone[guild] = open(t)
		save(t, alone[guild], article(guild, "a", text))
		save(t, together, article(guild, "a", text))
	}
	for _, question := range []string{"How long does an infusion take?", "may I drive home", "side effects of tablets", "what about alcohol", "wat is an infuson"} {
		for guild := range texts {
			got, err := together.Search(t.Context(), search.Query{Guild: guild, Text: question})
			if err != nil {
				t.Fatal(err)
			}
			want, err := alone[guild].Search(t.Context(), search.Query{Guild: guild, Text: question})
			if err != nil {
				t.Fatal(err)
			}
			if outline(got) != outline(want) {
				t.Errorf("%s: %s\ngot  %s\nwant %s", guild, question, outline(got), outline(want))
			}
		}
	}
}
