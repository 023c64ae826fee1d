package knowledge

import (
	"context"
	"fmt"

	"pamphlet/internal/sqlite"
)

// ensureGuild returns the guild named name. It creates its row and tables if there
// are none.
func (b *Base) ensureGuild(ctx context.Context, name string) (guild, error) {
	g, err := b.guild(ctx, name)
	if err != nil {
		return g, err
	}
	if g.number == 0 {
		add := sqlite.Do(`insert or ignore into guilds (guild) values (?)`, name)
		if err := b.db.Batch(ctx, sqlite.List(add)); err != nil {
			return g, err
		}
		if g, err = b.guild(ctx, name); err != nil {
			return g, err
		}
	}
	made, err := b.hasTables(ctx, g)
	if err != nil || made {
		return g, err
	}
	err = b.db.Batch(ctx, sqlite.List(guildTables(g.number)...))
	if err != nil {
		if made, _ := b.hasTables(ctx, g); made { // by another process, meanwhile
			return g, nil
		}
	}
	return g, err
}

// hasTables reports whether a guild has its tables.
func (b *Base) hasTables(ctx context.Context, g guild) (bool, error) {
	return sqlite.One[bool](ctx, b.db, `select count(*) from sqlite_schema where name = ?`, sqlite.Table("words", g.number))
}

// guildTables makes a guild's own tables. They hold only what can be derived
// from its articles.
//
// The index has external content, the stems, so that damage is seen and can be
// mended: FTS5 compares the two. Only triggers write to it.
func guildTables(n int64) []sqlite.Stmt {
	stems, terms := sqlite.Table("stems", n), sqlite.Table("terms", n)
	statement := func(format string) sqlite.Stmt {
		return sqlite.Do(fmt.Sprintf(format, stems, terms, sqlite.Table("vocab", n), sqlite.Table("words", n)))
	}
	return []sqlite.Stmt{
		// The terms of each passage, parted by spaces; questions and the
		// sentences of the body by line breaks.
		statement(`create table %[1]s (
			id integer primary key references passages (id) on delete cascade,
			title text not null, heading text not null, questions text not null, body text not null
		) strict`),
		statement(`create virtual table %[2]s using fts5 (
			title, heading, questions, body,
			content = '%[1]s', content_rowid = 'id', tokenize = "ascii tokenchars '.'"
		)`),
		statement(`create trigger %[1]s_inserted after insert on %[1]s begin
			insert into %[2]s (rowid, title, heading, questions, body)
			values (new.id, new.title, new.heading, new.questions, new.body);
		end`),
		statement(`create trigger %[1]s_deleted after delete on %[1]s begin
			insert into %[2]s (%[2]s, rowid, title, heading, questions, body)
			values ('delete', old.id, old.title, old.heading, old.questions, old.body);
		end`),
		// The postings of the index: which term stands where.
		statement(`create virtual table %[3]s using fts5vocab (%[2]s, instance)`),
		// Every word ever indexed, as written, for the speller.
		statement(`create table %[4]s (word text primary key) strict, without rowid`),
	}
}
