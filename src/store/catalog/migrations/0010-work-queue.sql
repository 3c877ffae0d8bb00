-- Items of the work queue that somebody has put aside, and why. Items are derived from what is kept: here stands only
-- what a person said of one, and in `what` which one it was, in words.
create table work_dismissal (
  id text primary key,
  kind text not null,
  what text not null,
  why text not null,
  dismissed_by text not null,
  dismissed_at timestamptz not null default now()
);

-- Records of files that were there before, by source and the UTC day on which the file was read, with the first of them.
create table duplicate_count (
  source text not null,
  day date not null,
  records bigint not null,
  line bigint not null,
  raw text not null,
  counted_at timestamptz not null default now(),
  primary key (source, day)
);
