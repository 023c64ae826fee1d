-- When its owner took a lease, by the owner's clock: UTC, RFC 3339; '' if it was
-- taken before this column was. Only people read it.
alter table leases add column since text not null default '';
