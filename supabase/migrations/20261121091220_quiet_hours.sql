-- When a person wants to be left in peace.

create table public.quiet_hours (
  user_id uuid primary key references public.profiles on delete cascade,
  is_enabled boolean not null default true,
  starts time(0) not null default '22:00',
  ends time(0) not null default '07:00',
  weekdays smallint[] not null default '{1,2,3,4,5,6,7}' check (weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(weekdays) between 1 and 7),
  updated_at timestamptz not null default now()
);
comment on table public.quiet_hours is 'Hours in which push, SMS and mail wait; urgent ones pass, and the inbox is never held. No row: none.';
comment on column public.quiet_hours.starts is 'By the clock on the person''s wall: profiles.time_zone.';
comment on column public.quiet_hours.ends is 'First moment after. Earlier than starts: on the next day. The same: never quiet.';
comment on column public.quiet_hours.weekdays is 'Days on which the hours begin: 1 is Monday, 7 Sunday.';
alter table public.quiet_hours enable row level security;
grant select on public.quiet_hours to authenticated;
-- no write: set_quiet_hours
create policy "people read their own quiet hours" on public.quiet_hours
  for select to authenticated using (user_id = (select auth.uid()));
create trigger _200_touch before update on public.quiet_hours for each row execute function private.tg__touch();

-- The moment the clock on the wall comes to a time, or with is_last the moment from which it is never before it again: they differ
-- for a time that the clocks repeat in autumn. One that they leave out in spring is the moment they are moved.
create function private.wall_moment(wall timestamp, zone text, is_last boolean) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  guess timestamptz := wall at time zone 'UTC';
  -- no zone changes its clocks twice within two days, and none is further than 15 hours from UTC
  before interval := ((guess - interval '1 day') at time zone zone) - ((guess - interval '1 day') at time zone 'UTC');
  after interval := ((guess + interval '1 day') at time zone zone) - ((guess + interval '1 day') at time zone 'UTC');
  early timestamptz := (wall - greatest(before, after)) at time zone 'UTC';
  late timestamptz := (wall - least(before, after)) at time zone 'UTC';
  middle timestamptz;
begin
  if early at time zone zone = wall
    and not (is_last and late at time zone zone = wall and (late - interval '1 second') at time zone zone < wall) then
    return early;
  elsif late at time zone zone = wall then
    return late;
  end if;
  -- left out: before early the clock is below it, from late on above
  while late - early > interval '1 second' loop
    middle := date_trunc('second', early + (late - early) / 2);
    if middle at time zone zone < wall then
      early := middle;
    else
      late := middle;
    end if;
  end loop;
  return late;
end $$;

-- The first moment from `at` on when this person may be disturbed. Urgent news passes; hours that touch each other are one.
create function private.quiet_until(user_id uuid, priority public.notification_priority, at timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  hours public.quiet_hours;
  zone text;
  free timestamptz := quiet_until.at;
  ended timestamptz;
begin
  select q.* into hours from public.quiet_hours q where q.user_id = quiet_until.user_id and q.is_enabled and q.starts <> q.ends;
  if hours.user_id is null or quiet_until.priority = 'urgent' or not isfinite(quiet_until.at) then
    return quiet_until.at;
  end if;
  select p.time_zone into zone from public.profiles p where p.id = quiet_until.user_id;
  begin
    perform now() at time zone zone;
  exception when invalid_parameter_value then
    zone := 'UTC';   -- a zone that a newer list no longer has
  end;
  for i in 1..8 loop
    select max(private.wall_moment(d.day + (hours.ends <= hours.starts)::int + hours.ends, zone, true)) into ended
    from (select (free at time zone zone)::date + n as day from generate_series(-2, 1) n) d
    where extract(isodow from d.day) = any (hours.weekdays)
      and free >= private.wall_moment(d.day + hours.starts, zone, false)
      and free < private.wall_moment(d.day + (hours.ends <= hours.starts)::int + hours.ends, zone, true);
    exit when ended is null;
    free := ended;
  end loop;
  return free;
end $$;

-- definer: quiet_hours has no write grant
create function public.set_quiet_hours(is_enabled boolean, starts time, ends time, weekdays smallint[] default '{1,2,3,4,5,6,7}') returns void
language plpgsql security definer set search_path = '' as $$
begin
  if set_quiet_hours.is_enabled is null or set_quiet_hours.starts is null or set_quiet_hours.ends is null
    or set_quiet_hours.starts = set_quiet_hours.ends or set_quiet_hours.weekdays is null
    or not (cardinality(set_quiet_hours.weekdays) between 1 and 7 and set_quiet_hours.weekdays <@ '{1,2,3,4,5,6,7}') then
    perform private.refuse(422, 'invalid_quiet_hours', 'Choose a beginning, another end, and at least one day from 1 (Monday) to 7.');
  end if;
  insert into public.quiet_hours as q (user_id, is_enabled, starts, ends, weekdays)
  values ((select auth.uid()), set_quiet_hours.is_enabled, set_quiet_hours.starts, set_quiet_hours.ends, set_quiet_hours.weekdays)
  on conflict on constraint quiet_hours_pkey do update
  set is_enabled = excluded.is_enabled, starts = excluded.starts, ends = excluded.ends, weekdays = excluded.weekdays;
end $$;
comment on function public.set_quiet_hours is
  'Sets the hours in which nothing but urgent news disturbs the caller, in profiles.time_zone. Errors: invalid_quiet_hours.';
grant execute on function public.set_quiet_hours to authenticated;
