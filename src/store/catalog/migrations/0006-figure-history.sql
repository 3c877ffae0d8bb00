-- When legs up to a version were all written, so that an instant can be told as a version. Appended by whoever made them,
-- each later than the one before; nothing in it is changed. The first row is from when figures can be asked for as they
-- were.
create table figure_history (
  version bigint primary key,
  finished_at timestamptz not null unique,
  -- What reports say beside the legs themselves.
  described text not null
);

-- What of the directory stands in reports: its zone and the names of companies. A row for each text there ever was.
create table figure_description (
  hash text primary key,
  body jsonb not null
);
alter table figure_history add foreign key (described) references figure_description (hash);
