-- Who changed what, and when. Rows are only ever added. `subject` is what was changed, by its own name; `detail` says in
-- words what of it, and never holds a password, a key or a secret.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  login text not null,
  action text not null,
  subject text not null,
  detail text not null default ''
);
