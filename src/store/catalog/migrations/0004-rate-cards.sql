-- Price lists and tariffs by revision, so that a past pricing can be explained and done again. An import makes a
-- revision, whose number is the counter `version:rates`; a row holds from revision `since` until before `until`
-- (null: it is current), and is never changed but for that end. What was there before holds from revision 0 on.

create table rate_revision (
  revision integer primary key,
  made_at timestamptz not null default now(),
  change text not null
);

alter table rate_deck
  add column direction text not null default 'outbound'
    check (direction in ('outbound', 'inbound-ddi', 'inbound-caller'));
alter table rate_deck alter column direction drop default;

-- What a version of a deck says beside its rates. A version is there at a revision when its terms are.
create table rate_terms (
  version_id integer not null references rate_deck_version (id),
  -- First day on which it is no longer in force; null until the next version begins.
  to_date date,
  crossing text not null check (crossing in ('by-start', 'by-part')),
  -- Of the bands' local times; null for the PBX's own.
  zone text,
  -- [{band, days, fromMinute, toMinute}], in the order in which they are asked.
  windows jsonb not null,
  -- [{date, name}].
  holidays jsonb not null,
  since integer not null,
  until integer check (until > since),
  primary key (version_id, since)
);
insert into rate_terms (version_id, crossing, windows, holidays, since)
  select id, 'by-start', '[]', '[]', 0 from rate_deck_version;

-- Money in whole millionths, as it is worked with: texts of decimals take twice as long to read.
alter table rate
  add column band text not null default '' check (band !~ '[[:cntrl:]]'),
  add column free_seconds integer not null default 0 check (free_seconds >= 0),
  -- Steps after the first, [{afterSeconds, perMinute, nextIncrement}].
  add column more_steps jsonb,
  add column since integer not null default 0,
  add column until integer check (until > since),
  alter column connect_charge type bigint using (connect_charge * 1000000)::bigint,
  alter column per_minute type bigint using (per_minute * 1000000)::bigint,
  alter column minimum_charge type bigint using (minimum_charge * 1000000)::bigint,
  drop constraint rate_pkey,
  add primary key (version_id, prefix, band, since);
alter table rate
  alter column band drop default,
  alter column free_seconds drop default,
  alter column since drop default;

create table tariff (
  name text not null,
  body jsonb not null,
  since integer not null,
  until integer check (until > since),
  primary key (name, since)
);

-- By which tariff a company pays, or by which deck a trunk's carrier bills. Days are half-open; null is open.
create table rate_assignment (
  kind text not null check (kind in ('company', 'trunk')),
  assigned_to text not null,
  name text not null,
  from_date date,
  to_date date,
  since integer not null,
  until integer check (until > since)
);
create index rate_assignment_to on rate_assignment (kind, assigned_to);
