-- Sources: where PBXs leave or send their records, and how far the server has read each. One process reads a source at a
-- time: its holder, which is heard of while it reads; one that is silent for long is gone.
create table source (
  name text primary key,
  kind text not null,
  -- What the kind needs to know, without secrets.
  settings jsonb not null,
  -- AES-256-GCM: nonce, tag, text; null where there are none. The key is not here.
  secrets bytea,
  -- Which secrets were given, in clear.
  secret_names text[] not null,
  -- Changed settings are another revision, by which whoever reads begins anew.
  revision integer not null default 1,
  state text not null check (state in ('running', 'paused')),
  -- The kind's own word for how far it is; never ahead of what is kept.
  cursor jsonb,
  landed bigint not null default 0,
  duplicates bigint not null default 0,
  rejects bigint not null default 0,
  -- Start and end of the latest record, UTC epoch seconds, and how old it was when it was kept.
  last_start_at bigint,
  last_end_at bigint,
  last_lag integer,
  -- Told by the holder now and then: records in the last minute, and those that wait at the source.
  per_minute integer not null default 0,
  waiting bigint,
  -- The last trouble in words; `is_failing` until it goes on.
  error text,
  error_at timestamptz,
  is_failing boolean not null default false,
  holder text,
  alive_at timestamptz,
  made_at timestamptz not null default now(),
  made_by text not null
);
