-- A draft is a proposed change: new revisions of articles, or the removal of
-- one. It never answers and its content never changes; who wants it otherwise
-- makes another. Publishing it twice does what publishing it once does.
create table drafts (
    id       integer primary key autoincrement,
    guild    integer not null references guilds (n) on delete cascade,
    state    text not null,               -- open, published, discarded
    author   text not null,
    made     text not null,               -- UTC, RFC 3339
    what     text not null,               -- such as 'add', 'edit', 'rollback', 'remove'
    question integer not null default 0   -- the queued question it answers, or 0
) strict;

create index drafts_by_guild on drafts (guild, state, id);

-- A drafted article is one article of a draft as it is to become.
create table drafted (
    draft     integer not null references drafts (id) on delete cascade,
    position  integer not null,
    slug      text not null,
    over      integer not null,           -- the revision it was made over; 0 if none answered
    removes   integer not null,           -- whether the article is to be removed
    title     text not null,              -- from here on as in revisions
    source    text not null,
    language  text not null,
    published text not null,
    review    text not null,
    tags      text not null,
    text      text not null,
    given     text not null,
    origin    text not null,              -- the text as it was fetched from source, or ''
    number    integer not null default 0, -- the revision it was published as, or 0
    primary key (draft, position)
) strict;

-- An origin is the text of an article as its web address last gave it. What
-- differs from it was edited by hand and survives a refresh.
create table origins (
    article integer primary key references articles (id) on delete cascade,
    text    text not null
) strict;

-- A case is a question and the passage that must answer it first, checked
-- before every publish. It names its passage by article and heading, so that it
-- survives revisions.
create table cases (
    id       integer primary key autoincrement,
    guild    integer not null references guilds (n) on delete cascade,
    question text not null,
    article  text not null,               -- a slug
    heading  text not null,               -- JSON list, outermost first
    hash     blob not null,               -- of the passage's text when it was saved
    author   text not null,
    made     text not null,
    unique (guild, question)
) strict;

-- A queued question is what members asked and got no good answer to. Questions
-- that mean the same share one row.
create table queue (
    id      integer primary key autoincrement,
    guild   integer not null references guilds (n) on delete cascade,
    terms   text not null,                -- the different terms of the first wording, sorted, parted by spaces
    state   text not null,                -- new, drafted, answered, ignored
    until   text not null default '',     -- YYYY-MM-DD before which it is snoozed, or ''
    passage integer not null,             -- the passage that came nearest, or 0
    channel text not null                 -- where it was asked last, to tell that there is an answer
) strict;

create index queue_by_guild on queue (guild, terms);

-- A wording is one time that a queued question was asked.
create table wordings (
    id       integer primary key autoincrement,
    queued   integer not null references queue (id) on delete cascade,
    day      text not null,               -- YYYY-MM-DD
    question text not null,
    why      text not null,               -- unknown, not helpful, asked for, none of these
    asker    blob not null                -- keyed hash of the member, to delete on request; or empty
) strict;

create index wordings_by_queued on wordings (queued);

-- A right is what the members of a role may do. Those who may manage the guild
-- may do everything.
create table rights (
    guild integer not null references guilds (n) on delete cascade,
    role  text not null,
    may   text not null,                  -- edit, publish, configure
    primary key (guild, role, may)
) strict, without rowid;

-- When the bot was taken out of a guild: UTC, RFC 3339, or ''.
alter table guilds add column absent text not null default '';

-- A keyed hash of who asked: only to delete it on request.
alter table exchanges add column asker blob not null default x'';
