-- The directory as it was, whole, so that statements can be made again as they were: a gzipped JSON of its entries as
-- base64, a row for each text there ever was. Of rate cards the revision is enough, as nothing of one ever changes.
create table directory_snapshot (
  hash text primary key,
  body text not null
);

-- Null where a version was written before snapshots were kept.
alter table figure_history
  add column directory text references directory_snapshot (hash),
  add column rates integer,
  add check ((directory is null) = (rates is null));

-- Months that were invoiced, a row for each company. Calls of [from_at, to_at) (UTC epoch seconds) are those of the legs
-- of `version`; names, monthly charges and tax are by the directory and the revision of the rate card of then.
create table period_closing (
  company text not null,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  from_at bigint not null,
  to_at bigint not null check (to_at > from_at),
  version bigint not null,
  directory text not null references directory_snapshot (hash),
  rates integer not null,
  closed_at timestamptz not null default now(),
  closed_by text not null,
  reason text not null,
  primary key (company, month)
);

-- What was closed was sent out: nobody takes it back or changes it.
create function refuse_change_of_closing() returns trigger language plpgsql as $$
begin
  raise exception 'a closing is final: period_closing takes new rows only';
end
$$;
create trigger period_closing_is_final before update or delete on period_closing
  for each row execute function refuse_change_of_closing();
