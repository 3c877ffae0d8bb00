-- What was answered to whoever posted records under an idempotency key, so that the same again is answered the same.
-- Rows of two days ago are forgotten.
create table post_answer (
  login text not null,
  key text not null,
  body_hash text not null,
  answer text not null,
  answered_at timestamptz not null default now(),
  primary key (login, key)
);
create index post_answer_by_age on post_answer (answered_at);
