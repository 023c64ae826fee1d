-- Requests of moderators that came over HTTP and were carried out, so that who has
-- recorded one cannot have another process carry it out again. Rows go after an hour:
-- what was signed longer ago is refused by its time.
create table taken (
    request text primary key,             -- the interaction's id
    at      integer not null              -- unix seconds when it was sent, by Discord's clock
) strict, without rowid;
