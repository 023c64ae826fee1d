-- A member whom nothing answered for sure is shown what comes closest. Which
-- passage they opened, and whether they said that it helped, tells moderators
-- what was meant.
alter table wordings add column opened integer not null default 0; -- the id of the passage, or 0
alter table wordings add column helped integer not null default 0; -- 1 if it did
