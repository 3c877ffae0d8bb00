-- The second factor of a user: a secret that an authenticator app shares, sealed with a key that is not in the catalog, as base64.
-- `confirmed_at` is null until the app has shown one right code. `last_step` is the step of 30 seconds whose code was
-- taken last: none is taken twice. `failures` counts wrong codes in a row.
create table two_factor (
  user_id integer primary key references access_user (id) on delete cascade,
  sealed text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  failures integer not null default 0,
  failed_at timestamptz
);

-- Codes for whoever has lost the app, each for one use; only their SHA-256 is kept.
create table recovery_code (
  user_id integer not null references two_factor (user_id) on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);
