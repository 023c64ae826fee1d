-- Where an article comes from: the file, the web address or the id it was
-- imported as. It says which article a later import is a revision of; a slug is
-- only a name. Null if nobody knows.
alter table articles add column identity text;

-- The same of an article of a draft; '' if nobody knows.
alter table drafted add column identity text not null default '';
