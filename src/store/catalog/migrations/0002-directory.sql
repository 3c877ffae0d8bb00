-- The PBX described. Every kind of entry is the same thing here, a dated fact that is itself by kind, id (with the
-- company where ids are a company's own) and first day; `entry` is the whole of it as directory.json would have it.
-- Zone and dialling rules of the PBX are settings, `directory.zone` and `directory.dialling`.

create table directory_entry (
  kind text not null
    check (kind in ('companies', 'extensions', 'devices', 'ddis', 'trunks', 'queues', 'groups')),
  id text not null,
  company text not null,
  valid_from date not null default '-infinity',
  valid_to date not null default 'infinity',
  entry jsonb not null,
  primary key (kind, id, company, valid_from),
  check (valid_from < valid_to)
);
