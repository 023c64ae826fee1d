-- Where an article comes from: the file, the web address or the id it was
-- imported as. It says which article a later import is a revision of; a slug is
-- only a name. Null if nobody knows.
alter table articles add column identity text;

-- The same of an article of a draft; '' if nobody knows.
alter table drafted add column identity text not null default '';

-- Where a passage stands in its section: part 2 of 3, or 0 of 0; and the row that
-- names the columns of the table it goes on with, or ''.
alter table passages add column part integer not null default 0;
alter table passages add column parts integer not null default 0;
alter table passages add column header text not null default '';
