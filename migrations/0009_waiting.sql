-- A member who asked to be told when a queued question has an answer: the only
-- place where a member's own id is kept, on their wish, until they were told.
create table waiting (
    queued integer not null references queue (id) on delete cascade,
    day    text not null,                 -- YYYY-MM-DD on which they wished it
    member text not null,                 -- the id, to write to
    asker  blob not null,                 -- keyed hash of it, as in wordings
    primary key (queued, member)
) strict, without rowid;
