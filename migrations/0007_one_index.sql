-- Until now each guild had an index of its own, and five more tables; with
-- thousands of guilds, to open the database took minutes. From now on there is
-- one. In it, each word bears its guild's number ("12:vein"), so that what a
-- guild asks for cannot be another's.

-- The terms of each passage, parted by spaces; questions and the sentences of
-- the body by line breaks.
create table stems (
    id        integer primary key references passages (id) on delete cascade,
    guild     integer not null,
    title     text not null,
    heading   text not null,
    questions text not null,
    body      text not null
) strict;

create index stems_by_guild on stems (guild);

-- The same with the guild's number at each term, and no line breaks.
create view numbered as select id,
    replace(guild || ':' || replace(replace(title, char(10), ' '), ' ', ' ' || guild || ':') || ' ', guild || ': ', '') as title,
    replace(guild || ':' || replace(replace(heading, char(10), ' '), ' ', ' ' || guild || ':') || ' ', guild || ': ', '') as heading,
    replace(guild || ':' || replace(replace(questions, char(10), ' '), ' ', ' ' || guild || ':') || ' ', guild || ': ', '') as questions,
    replace(guild || ':' || replace(replace(body, char(10), ' '), ' ', ' ' || guild || ':') || ' ', guild || ': ', '') as body
from stems;

-- The index has external content, so that damage is seen and can be mended:
-- FTS5 compares the two. Only triggers write to it.
create virtual table terms using fts5 (
    title, heading, questions, body,
    content = 'numbered', content_rowid = 'id', tokenize = "ascii tokenchars '.:'"
);

create trigger stems_inserted after insert on stems begin
    insert into terms (rowid, title, heading, questions, body)
    select id, title, heading, questions, body from numbered where id = new.id;
end;

create trigger stems_deleted before delete on stems begin
    insert into terms (terms, rowid, title, heading, questions, body)
    select 'delete', id, title, heading, questions, body from numbered where id = old.id;
end;

-- The postings of the index: which term stands where.
create virtual table vocab using fts5vocab (terms, instance);

-- Every word ever indexed, as written, for the speller.
create table words (
    guild integer not null references guilds (n) on delete cascade,
    word  text not null,
    primary key (guild, word)
) strict, without rowid;

-- What there is of the old tables moves. What does not belong to a passage of
-- its guild stays behind, and is found by doctor.
create temp table statements (statement text not null);

insert into statements
select 'insert into stems select s.id, ' || n || ', s.title, s.heading, s.questions, s.body from stems_' || n || ' s
    join passages p on p.id = s.id join articles a on a.id = p.article where a.guild = ' || n
from guilds where exists (select 1 from sqlite_schema where name = 'stems_' || n);

insert into statements
select 'insert into words select ' || n || ', word from words_' || n
from guilds where exists (select 1 from sqlite_schema where name = 'words_' || n);

insert into statements
select 'drop table ' || kind.name || '_' || n
from guilds, (select 1 as place, 'vocab' as name union select 2, 'terms' union select 3, 'stems' union select 4, 'words') kind
where exists (select 1 from sqlite_schema where name = kind.name || '_' || n)
order by n, place;
