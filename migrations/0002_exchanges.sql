-- An exchange is one question and what it was answered with. It holds nothing
-- about who asked, and is deleted after the guild's retention.
create table exchanges (
    id         integer primary key autoincrement,
    guild      integer not null references guilds (n) on delete cascade,
    day        text not null,              -- YYYY-MM-DD
    question   text not null,
    kind       text not null,              -- answer, clarify, unknown
    passage    integer not null,           -- the id of the passage quoted, or 0
    confidence real not null,
    verdict    text not null default ''    -- '', 'helpful', or why it was not
) strict;

create index exchanges_by_guild on exchanges (guild, day);

-- Settings of a guild, chosen by its moderators or the operator.
create table settings (
    guild integer not null references guilds (n) on delete cascade,
    name  text not null,
    value text not null,
    primary key (guild, name)
) strict, without rowid;
