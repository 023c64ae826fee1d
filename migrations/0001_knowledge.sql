-- A guild is a community with articles of its own. Its number names its own
-- tables (stems_<n>, terms_<n>, …), which no other guild's question can reach.
create table guilds (
    n        integer primary key autoincrement,
    guild    text not null unique,       -- Discord's id, or a name chosen by the operator
    revision integer not null default 0  -- counts changes to what it knows; whatever is remembered of it is valid for one
) strict;

-- An article is a text that moderators trust, through all its revisions.
create table articles (
    id       integer primary key autoincrement,
    guild    integer not null references guilds (n) on delete cascade,
    slug     text not null,
    revision integer not null,           -- the one that answers; 0 if the article was removed
    unique (guild, slug)
) strict;

-- A revision is an article as it stood at one time. It never changes.
create table revisions (
    article   integer not null references articles (id) on delete cascade,
    number    integer not null,          -- from 1
    title     text not null,
    source    text not null,             -- a URL, or ''
    language  text not null,             -- ISO 639-1
    published text not null,             -- YYYY-MM-DD, or ''
    review    text not null,             -- YYYY-MM-DD when it should be read again, or ''
    tags      text not null,             -- joined by spaces
    hash      blob not null,             -- of everything above and the text: equal means unchanged
    saved     text not null,             -- UTC, RFC 3339
    author    text not null,
    text      text not null,             -- canonical; what quotes are cut from
    given     text not null,             -- JSON of passages to be taken as they are, or ''
    primary key (article, number)
) strict;

-- A passage is the part of an article that answers one question. It is
-- rebuilt from the revision that answers, on every change, in the same batch.
create table passages (
    id        integer primary key autoincrement,
    article   integer not null references articles (id) on delete cascade,
    position  integer not null,          -- its place in the article, from 0
    external  text not null,             -- the id it came with, or ''
    title     text not null,
    heading   text not null,             -- JSON list, outermost first
    questions text not null,             -- JSON list, best first
    source    text not null,
    start     integer not null,          -- byte range of revisions.text
    finish    integer not null,
    hash      blob not null,             -- of all that is searched: equal means the index need not change
    text      text not null              -- revisions.text[start:finish]
) strict;

create index passages_by_article on passages (article, position);

-- Who changed what, when and why. Rows are only added.
create table audit (
    id      integer primary key autoincrement,
    guild   integer not null references guilds (n) on delete cascade,
    at      text not null,               -- UTC, RFC 3339
    who     text not null,
    what    text not null,               -- such as 'save', 'remove'
    article text not null,               -- a slug, or ''
    detail  text not null
) strict;

create index audit_by_guild on audit (guild, id);
