-- A lease is a piece of work that one process does at a time, such as running a
-- shard. Its owner counts up while it lives; others judge by a count that they
-- see stand still, so that no clock is compared with another's.
create table leases (
    work  text not null,     -- shards of a bot's account, or jobs
    part  integer not null,  -- number of the shard
    whole integer not null,  -- shards in all; 0 for all of them, whatever their number
    owner text not null,     -- machine, process and a random word
    count integer not null,  -- renewals
    primary key (work, part, whole)
) strict, without rowid;
