-- The days of the trail: each a table of its own, made a week ahead, dropped whole when it is past retention.

-- in private, so that no API role reaches a day around the policies of the trail
create table private.locations_default partition of public.locations default;
comment on table private.locations_default is 'Positions of days that were not made in time. Empty while the hourly job runs; the job moves what is here.';
alter table private.locations_default enable row level security;

-- made aside and then attached: that lets others read and write the trail meanwhile, "partition of" would not
create function private.make_location_day(day date) returns void
language plpgsql set search_path = '' as $$
declare
  name constant text := 'locations_' || to_char(make_location_day.day, 'YYYYMMDD');
  first_at constant timestamptz := make_location_day.day::timestamp at time zone 'utc';
  end_at constant timestamptz := first_at + interval '1 day';
begin
  if to_regclass('private.' || name) is not null then
    return;
  end if;
  execute format('create table private.%I (like public.locations including all)', name);
  execute format('alter table private.%I enable row level security', name);
  -- nobody writes between this and the attaching, which looks through the same table
  lock table private.locations_default in access exclusive mode;
  execute format('with moved as (delete from private.locations_default l where l.recorded_at >= %L and l.recorded_at < %L returning l.*)
    insert into private.%I select * from moved', first_at, end_at, name);
  execute format('alter table public.locations attach partition private.%I for values from (%L) to (%L)', name, first_at, end_at);
end $$;

-- lock_timeout: whoever waits behind a long read for such a lock holds up every position meanwhile; the next hour tries again
create function private.keep_location_partitions() returns void
language plpgsql set search_path = '' set lock_timeout = '2s' as $$
declare
  today constant date := (now() at time zone 'utc')::date;
  kept_days int := (select location_retention_days from private.settings);
  day date;
  gone text;
begin
  for day in
    select today + i from generate_series(-1, 7) i
    union select (l.recorded_at at time zone 'utc')::date from private.locations_default l
    order by 1
  loop
    perform private.make_location_day(day);
  end loop;
  for gone in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.locations'::regclass and c.relname ~ '^locations_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < today - kept_days
  loop
    begin
      perform private.save_held_day(gone);
      execute format('drop table private.%I', gone);
    exception when lock_not_available then
      -- must not undo the days made above
      raise warning '% is being read; it is dropped an hour later.', gone;
    end;
  end loop;
  -- a point taken when it was a minute old is doubtful for a day at most: nothing older is taken that could speak for it
  delete from private.doubtful_positions d where d.recorded_at < now() - interval '1 day';
end $$;
comment on function private.keep_location_partitions() is 'Makes the days ahead and drops those past retention; run at migration and by pg_cron.';
select private.keep_location_partitions();
