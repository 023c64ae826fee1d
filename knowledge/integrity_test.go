package knowledge

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// What comes of damage.
const (
	served = 1 << iota // what its guild is quoted is what was saved, all the same
	silent             // nothing is known any more, which only doctor can tell
	mended             // doctor --mend makes it whole again
	gone               // the article answers no more once it is mended
)

// damagesOf are ways in which what is stored of guild number 1 can change
// behind the program's back.
var damagesOf = []struct {
	what  string
	sql   []string
	comes int
}{
	{"a passage", []string{`update passages set text = replace(text, 'vein', 'ear!') where article = 1`}, mended},
	{"a passage's heading", []string{`update passages set heading = '["Something else"]' where article = 1`}, mended},
	{"a passage's range", []string{`update passages set start = start + 1, finish = finish + 1 where article = 1`}, served | mended},
	{"a passage and its revision", []string{
		`update passages set text = replace(text, 'vein', 'ear!') where article = 1`,
		`update revisions set text = replace(text, 'vein', 'ear!') where article = 1`,
	}, gone},
	{"a passage's questions", []string{`update passages set questions = '["What' where article = 1`}, mended},
	{"the table of terms", []string{`drop table terms`}, mended},
	{"the table of words", []string{`drop table words`}, served | mended},
	{"the table of stems", []string{`drop table stems`}, mended},
	{"the view of terms", []string{`drop table vocab`}, mended},
	{"the view of stems", []string{`drop view numbered`}, served | mended},
	{"the numbers of guilds", []string{`drop view numbered`, `create view numbered as select * from stems`}, served | mended},
	{"all stems", []string{`delete from stems where guild = 1`}, mended},
	{"some stems", []string{`delete from stems where id = (select min(id) from stems)`}, mended},
	{"whose stems they are", []string{`update stems set guild = 3 where guild = 1`}, mended},
	{"what the stems say", []string{`drop trigger stems_deleted`, `update stems set body = 'something' where guild = 1`}, served | mended},
	{"a table's header", []string{`update passages set header = '| drink bleach |' where article = 1`}, mended},
	{"some passages", []string{`delete from passages where article = 1 and position = 0`}, mended},
	{"all passages of an article", []string{`delete from passages where article = 1`}, served | mended | silent},
	{"a revision", []string{`delete from revisions where article = 1`}, gone},
	{"which revision answers", []string{`update articles set revision = 7 where id = 1`}, gone},
	{"all stems, for empty ones", []string{`delete from stems where guild = 1`,
		`insert into stems select p.id, 1, '', '', '', '' from passages p where article = 1`}, mended},
	{"all stems, for others", []string{`delete from stems where guild = 1`,
		`insert into stems select p.id, 1, 'x', 'x', 'x', 'x' from passages p where article = 1`}, served | mended},
	{"the length of a passage", []string{`delete from terms_docsize where id = 1`}, mended},
	{"a page of the index", []string{`update terms_data set block = x'00' where id > 10`}, mended},
	{"the settings of the index", []string{`delete from terms_config`}, mended},
	{"a part of the index", []string{`drop table terms_docsize`}, mended},
	{"another part of the index", []string{`drop table terms_data`}, mended},
	{"all words", []string{`delete from words where guild = 1`}, served | mended},
	{"the order of passages", []string{`update passages set position = position + 1 where article = 1`}, mended},
	{"a passage's hash", []string{`update passages set hash = x'00' where article = 1`}, mended},
	{"a revision's hash", []string{`update revisions set hash = x'00' where article = 1`}, gone},
	{"a heading of another kind", []string{`update passages set heading = '{"a": 1}' where article = 1`}, mended},
	{"the language", []string{`update revisions set language = 'xx' where article = 1`}, gone},
	{"a date", []string{`update revisions set published = 'never' where article = 1`}, gone},
	{"a trigger", []string{`drop trigger stems_inserted`}, served | mended},
	{"a trigger's words", []string{`drop trigger stems_inserted`, `create trigger stems_inserted after insert on stems begin delete from settings; end`}, served | mended},
	{"a trigger of somebody", []string{`create trigger planted after insert on exchanges begin delete from settings; end`}, served},
	{"a table of somebody", []string{`create table planted (x)`}, served},
	{"a view of somebody", []string{`create view planted as select * from passages`}, served},
	{"an index of somebody", []string{`create index planted on passages (text)`}, served},
	{"an index of passages", []string{`drop index passages_by_article`}, served | mended},
	{"an index of what was asked", []string{`drop index exchanges_by_guild`}, served | mended},
	{"the table of passages", []string{`drop table passages`}, mended},
	{"the table of settings", []string{`drop table settings`}, mended},
	{"the table of what was asked", []string{`drop table exchanges`}, served | mended},
	{"the table of drafts", []string{`drop table drafted`, `drop table drafts`}, served | mended},
	{"the table of changes", []string{`drop table audit`}, served | mended},
	{"the table of requests carried out", []string{`drop table taken`}, served | mended},
	{"a column of passages", []string{`alter table passages drop column header`}, mended},
	{"the name of a column", []string{`alter table passages rename column text to body`}, mended},
	{"a column of articles", []string{`alter table articles rename column identity to place`}, served},
	{"passages of other kinds", []string{`create table kept as select * from passages`, `drop table passages`,
		`alter table kept rename to passages`, `update passages set title = null, start = 'x' where article = 1`}, mended},
	{"stems of other kinds", []string{`drop view numbered`, `create table kept as select * from stems`, `drop table stems`,
		`alter table kept rename to stems`, `update stems set body = null where guild = 1`}, mended},
	{"a passage twice", []string{`insert into passages select 9999, article, position, external, title, heading, questions, source,
		start, finish, hash, text, part, parts, header from passages where article = 1 and position = 0`}, mended},
	{"a passage's title", []string{`update passages set title = 'Something else' where article = 1`}, mended},
	{"a passage's address", []string{`update passages set source = 'https://other.example' where article = 1`}, mended},
	{"a passage's text, for a NUL", []string{`update passages set text = 'a' || char(0) || 'b' where article = 1`}, mended},
	{"a passage's text, for no UTF-8", []string{`update passages set text = cast(x'fffe41' as text) where article = 1`}, mended},
	{"which part it is", []string{`update passages set part = -7, parts = 9000000000000000000 where article = 1`}, served | mended},
	{"huge numbers", []string{`update passages set start = 9223372036854775807, finish = -9223372036854775808 where article = 1`}, served | mended},
	{"a position below zero", []string{`update passages set position = -position - 1 where article = 1`}, mended},
	{"questions of null", []string{`update passages set questions = 'null' where article = 1`}, mended},
	{"questions of numbers", []string{`update passages set questions = '[1]' where article = 1`}, mended},
	{"a revision's title", []string{`update revisions set title = 'Something else' where article = 1`}, gone},
	{"a revision's address", []string{`update revisions set source = 'https://other.example' where article = 1`}, gone},
	{"a revision's passages", []string{`update revisions set given = '[{' where article = 1`}, gone},
	{"a revision below zero", []string{`update articles set revision = -1 where id = 1`}, gone},
}

// ofAll is damage to what all guilds share.
var ofAll = regexp.MustCompile(`^drop table|^create table kept|^alter table|terms_(config|data)`)

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
			answers(t, b, "g", test.comes&served > 0, test.comes&silent == 0)
			answers(t, b, "other", test.comes&served > 0 || !ofAll.MatchString(test.sql[0]), true)
			if err := b.Mend(t.Context()); err != nil {
				t.Fatal(err)
			}
			if found, err := b.Check(t.Context()); err != nil || (len(found) == 0) != (test.comes&mended > 0) {
				t.Errorf("after mending: %q, %v; want it whole: %v", found, err, test.comes&mended > 0)
			}
			answers(t, b, "g", true, test.comes&gone == 0)
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
	r, err := b.Search(t.Context(), search.Query{Guild: guild, Text: "What is an infusion?"})
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
	q := search.Query{Guild: "g", Text: "something on the green gate lantern"}
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

// A draft or a test that cannot be read keeps its guild's others away, and no other
// guild's; doctor finds it and --mend removes it.
func TestDraftsAndTestsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	b := open(t)
	by := Change{Who: "maria", When: monday}
	for _, guild := range []string{"g", "other"} {
		save(t, b, article(guild, "a", infusions))
		for _, title := range []string{"one", "two", "three"} {
			if _, err := b.Propose(t.Context(), guild, Draft{What: "add", Articles: []Drafted{{Article: article(guild, title, infusions)}}}, by); err != nil {
				t.Fatal(err)
			}
		}
		passages, err := b.Passages(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		for _, question := range []string{"What is it?", "What else is it?"} {
			if err := b.SaveCase(t.Context(), guild, question, passages[0], by); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, statement := range []string{
		`update drafted set given = '[{' where draft = 1`, `delete from drafted where draft = 2`,
		`update cases set heading = '["a' where id = 1`, `update cases set made = 'once' where id = 2`,
	} {
		if err := b.db.Batch(t.Context(), sqlite.List(sqlite.Do(statement))); err != nil {
			t.Fatal(err)
		}
	}
	read := func(guild string) (drafts, cases int, err error) {
		d, unread := b.Drafts(t.Context(), guild)
		c, failed := b.Cases(t.Context(), guild)
		return len(d), len(c), errors.Join(unread, failed)
	}
	if _, _, err := read("g"); !IsDamage(err) {
		t.Errorf("before mending: %v; want damage", err)
	}
	if drafts, cases, err := read("other"); drafts != 3 || cases != 2 || err != nil {
		t.Errorf("another guild has %d drafts and %d tests, %v", drafts, cases, err)
	}
	if found, err := b.Check(t.Context()); len(found) != 4 || err != nil {
		t.Errorf("doctor finds %q, %v; want four things", found, err)
	}
	if err := b.Mend(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, b)
	if drafts, cases, err := read("g"); drafts != 1 || cases != 1 || err != nil {
		t.Errorf("mended: %d drafts and %d tests, %v; want one of each", drafts, cases, err)
	}
}

// TestEveryTableSaysWhatToDoIfItIsMissing holds the remedies to the schema.
func TestEveryTableSaysWhatToDoIfItIsMissing(t *testing.T) {
	all, err := open(t).schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for o := range all {
		made := slices.Contains(derived, o.name) || slices.Contains(indexObjects, o) || strings.HasPrefix(o.name, "terms_")
		if o.kind == "table" && made == (ifMissing[o.name] != "") {
			t.Errorf("table %s: derived %v, but the remedy is %q", o.name, made, ifMissing[o.name])
		}
	}
}
