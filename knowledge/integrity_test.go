package knowledge

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/sqlite"
)

// damagesOf are ways in which what is stored of guild number 1 can change
// behind the program's back.
var damagesOf = []struct {
	what    string
	sql     []string
	served  bool // what it quotes is what was saved, all the same
	mended  bool // doctor --mend makes it whole again
	unknown bool // the article answers no more once it is mended
}{
	{"a passage", []string{`update passages set text = replace(text, 'vein', 'ear!') where article = 1`}, false, true, false},
	{"a passage's heading", []string{`update passages set heading = '["Something else"]' where article = 1`}, false, true, false},
	{"a passage's range", []string{`update passages set start = start + 1, finish = finish + 1 where article = 1`}, true, true, false},
	{"a passage and its revision", []string{
		`update passages set text = replace(text, 'vein', 'ear!') where article = 1`,
		`update revisions set text = replace(text, 'vein', 'ear!') where article = 1`,
	}, false, false, true},
	{"a passage's questions", []string{`update passages set questions = '["What' where article = 1`}, false, true, false},
	{"the table of terms", []string{`drop table terms`}, false, true, false},
	{"the table of words", []string{`drop table words`}, true, true, false},
	{"the table of stems", []string{`drop table stems`}, false, true, false},
	{"the view of terms", []string{`drop table vocab`}, false, true, false},
	{"the view of stems", []string{`drop view numbered`}, true, true, false},
	{"the numbers of guilds", []string{`drop view numbered`, `create view numbered as select * from stems`}, true, true, false},
	{"all stems", []string{`delete from stems where guild = 1`}, false, true, false},
	{"some stems", []string{`delete from stems where id = (select min(id) from stems)`}, false, true, false},
	{"whose stems they are", []string{`update stems set guild = 3 where guild = 1`}, false, true, false},
	{"what the stems say", []string{`drop trigger stems_deleted`, `update stems set body = 'something' where guild = 1`}, true, true, false},
	{"a trigger", []string{`drop trigger stems_inserted`}, true, true, false},
	{"a trigger's words", []string{`drop trigger stems_inserted`, `create trigger stems_inserted after insert on stems begin delete from settings; end`}, true, true, false},
	{"a trigger of somebody", []string{`create trigger planted after insert on exchanges begin delete from settings; end`}, true, false, false},
	{"a table of somebody", []string{`create table planted (x)`}, true, false, false},
}

// TestWhatHasChangedIsNotQuoted damages one of two guilds in each way.
func TestWhatHasChangedIsNotQuoted(t *testing.T) {
	t.Parallel()
	for _, test := range damagesOf {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			path := rqlitetest.Database(t, filepath.Join(t.TempDir(), "k.db"))
			before := openAt(t, path)
			save(t, before, article("g", "a", infusions), article("other", "a", infusions))
			before.Close()
			b := openAt(t, path)
			for _, statement := range test.sql {
				if err := b.db.Batch(t.Context(), sqlite.List(sqlite.Do(statement))); err != nil {
					t.Fatal(err)
				}
			}
			if found, err := b.Check(t.Context()); err != nil || len(found) == 0 {
				t.Errorf("check: nothing found, %v", err)
			}
			answers(t, b, "g", test.served, true)
			answers(t, b, "other", test.served || !strings.HasPrefix(test.sql[0], "drop table"), true)
			if err := b.Mend(t.Context()); err != nil {
				t.Fatal(err)
			}
			if found, err := b.Check(t.Context()); err != nil || (len(found) == 0) != test.mended {
				t.Errorf("after mending: %q, %v; want it whole: %v", found, err, test.mended)
			}
			answers(t, b, "g", true, !test.unknown)
		})
	}
}

func openAt(t *testing.T, path string) *Base {
	t.Helper()
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// answers asks a guild something that it knows, or once knew.
func answers(t *testing.T, b *Base, guild string, served, known bool) {
	t.Helper()
	r, err := b.Search(t.Context(), Query{Guild: guild, Text: "What is an infusion?"})
	if !served {
		if !errors.Is(err, ErrDamaged) || len(r.Matches) > 0 {
			t.Errorf("%s: %d matches, %v; want %v", guild, len(r.Matches), err, ErrDamaged)
		}
		return
	}
	if err != nil || (len(r.Matches) > 0) != known {
		t.Errorf("%s: %d matches, %v; want an answer: %v", guild, len(r.Matches), err, known)
		return
	}
	for _, m := range r.Matches {
		if !strings.Contains(infusions, m.Text) {
			t.Errorf("%s quotes %q, which the article does not say", guild, m.Text)
		}
		if p, err := b.Passage(t.Context(), guild, m.ID); err != nil || p.Text != m.Text {
			t.Errorf("%s, passage %d: %q, %v; want what was quoted", guild, m.ID, p.Text, err)
		}
	}
}

// Who asks a heading reads from the first part of its section, though others were ranked.
// It is quoted only if it is what was saved.
func TestTheFirstPartOfASectionIsVerified(t *testing.T) {
	b := open(t)
	var text strings.Builder
	fmt.Fprintf(&text, "## Green gate lantern\n\nWe open at seven. %s\n\n", strings.Repeat("Everybody knows that long mornings make patient keepers. ", 18))
	for i := range 24 {
		fmt.Fprintf(&text, "Visitor number %d shows a card to the guard at the desk. %s\n\n", i, strings.Repeat("Then he waits in the hall until a bell rings. ", 9))
	}
	save(t, b, article("g", "house", text.String()))
	q := Query{Guild: "g", Text: "something on the green gate lantern"}
	r, err := b.Search(t.Context(), q)
	if err != nil || len(r.Matches) == 0 || r.Matches[0].Part != 1 || !strings.HasPrefix(r.Matches[0].Text, "We open at seven.") {
		t.Fatalf("%+v, %v", r.Matches, err)
	}
	if err := b.db.Batch(t.Context(), sqlite.List(
		sqlite.Do(`update passages set text = replace(text, 'seven', 'eight')`),
		sqlite.Do(`update guilds set revision = revision + 1`))); err != nil {
		t.Fatal(err)
	}
	if r, err = b.Search(t.Context(), q); !errors.Is(err, ErrDamaged) {
		t.Errorf("changed behind the program's back: %d matches, %v; want %v", len(r.Matches), err, ErrDamaged)
	}
}

func TestMendingKeepsTheIdsOfPassages(t *testing.T) {
	t.Parallel()
	b := open(t)
	save(t, b, article("g", "a", infusions))
	before, err := b.Passages(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Mend(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, err := b.Passages(t.Context(), "g")
	if err != nil || len(after) != len(before) {
		t.Fatalf("%d passages, %v; want %d", len(after), err, len(before))
	}
	for i := range after {
		if after[i].ID != before[i].ID || after[i].Text != before[i].Text {
			t.Errorf("passage %d is %d now; want the same", before[i].ID, after[i].ID)
		}
	}
}

func TestDamageIsToldOnce(t *testing.T) {
	t.Parallel()
	b := open(t)
	if !b.FirstDamage("g") || b.FirstDamage("g") || !b.FirstDamage("h") || b.Damaged() != 2 {
		t.Errorf("damage in two guilds: %d guilds told of; want each told once", b.Damaged())
	}
}

func TestASchemaOfANegativeNumberIsNoPanic(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "k.db")
	b := openAt(t, path)
	if err := b.db.Batch(t.Context(), sqlite.List(sqlite.Do(`pragma user_version = -1`))); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := Open(t.Context(), path); !errors.Is(err, sqlite.ErrCorrupt) {
		t.Errorf("opening it again: %v; want %v", err, sqlite.ErrCorrupt)
	}
}
