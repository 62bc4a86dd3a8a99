-- How often one person may do what others feel. A bucket that fills again steadily: a burst is fine, a flood is not, and whoever waits
-- is told how long. One small row per person and kind, so the limit costs a send one update without an index.
alter table private.settings
  add column messages_per_minute int not null default 120 check (messages_per_minute between 1 and 1000000),
  add column changes_per_minute int not null default 240 check (changes_per_minute between 1 and 1000000),
  add column reports_per_hour int not null default 30 check (reports_per_hour between 1 and 10000),
  add column direct_rooms_per_hour int not null default 20 check (direct_rooms_per_hour between 1 and 10000);
comment on column private.settings.messages_per_minute is 'Messages one person may send in a minute, in all rooms together.';
comment on column private.settings.changes_per_minute is 'Edits, reactions and pins one person may make in a minute; as many drafts besides.';
comment on column private.settings.reports_per_hour is 'Messages one person may report in an hour.';
comment on column private.settings.direct_rooms_per_hour is 'Rooms of two that one person may open in an hour.';

create unlogged table private.paces (
  user_id uuid not null,
  what text not null check (what in ('say', 'change', 'draft', 'report', 'direct', 'upload', 'position')),
  full_at timestamptz not null,
  primary key (user_id, what)
) with (fillfactor = 50);
comment on table private.paces is 'How much of their limits people have used lately. Unlogged: a crash forgives everybody. An hourly job forgets who is rested.';
comment on column private.paces.user_id is 'Who. No foreign key: a limit must not touch the row of a person.';
comment on column private.paces.what is 'Which limit of settings.';
comment on column private.paces.full_at is 'When nothing of it is used any more; a limit is reached when that is a whole period away.';
alter table private.paces enable row level security;
-- no policy and no grant: keep_pace()

-- Refuses what goes beyond `most` in a period. The detail of the refusal is the number of seconds to wait.
-- A kind is asked either always under a room's lock or never, so that its row cannot close a circle of waiting.
create function private.keep_pace(
  what text, most numeric, period interval, cost numeric default 1,
  code text default 'too_fast', message text default 'That was too fast. Wait a moment and try again.'
) returns void
language plpgsql set search_path = '' as $$
declare
  at constant timestamptz := clock_timestamp();
  step constant interval := keep_pace.period * (keep_pace.cost / keep_pace.most)::float8;
  used timestamptz;
begin
  insert into private.paces as p (user_id, what, full_at) values ((select auth.uid()), keep_pace.what, at + step)
  on conflict on constraint paces_pkey do update set full_at = greatest(p.full_at, at) + step
    where greatest(p.full_at, at) + step <= at + keep_pace.period
  returning p.full_at into used;
  if used is null or step > keep_pace.period then
    select p.full_at into used from private.paces p where p.user_id = (select auth.uid()) and p.what = keep_pace.what;
    raise exception using errcode = 'PT429', hint = keep_pace.code, message = keep_pace.message,
      detail = greatest(1, ceil(extract(epoch from greatest(used, at) + step - keep_pace.period - at)))::text;
  end if;
end $$;
