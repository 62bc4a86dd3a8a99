-- When a carer works and a room is open: hours of every week by the clock on the wall, and days on which it is otherwise.

create table public.availability_hours (
  id uuid primary key default gen_random_uuid(),
  resource_id uuid not null references public.resources on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  starts time(0) not null,
  ends time(0) not null check (ends > starts)
);
comment on table public.availability_hours is 'The hours of every week. What goes over midnight is two rows: until 24:00, and from 00:00.';
comment on column public.availability_hours.weekday is '1 is Monday, 7 Sunday.';
comment on column public.availability_hours.starts is 'By the clock on the wall of resources.time_zone.';
comment on column public.availability_hours.ends is 'First moment after; 24:00 is the end of the day.';
comment on column public.availability_hours.id is 'Changes with every set_hours.';
comment on column public.availability_hours.resource_id is 'Whose hours.';
create index availability_hours_resource_id_idx on public.availability_hours (resource_id, weekday);
alter table public.availability_hours enable row level security;
grant select on public.availability_hours to authenticated;
-- no write: set_hours
create policy "partners read their own hours, staff all" on public.availability_hours
  for select to authenticated using (resource_id = any (array(select private.my_resource_ids())) or (select private.is_staff()));

create table public.availability_exceptions (
  id uuid primary key default gen_random_uuid(),
  resource_id uuid not null references public.resources on delete cascade,
  first_day date not null,
  last_day date not null check (last_day between first_day and first_day + 366),
  starts time(0) not null default '00:00',
  ends time(0) not null default '24:00' check (ends > starts),
  is_open boolean not null,
  note text check (length(note) <= 200),
  created_at timestamptz not null default now()
);
comment on table public.availability_exceptions is 'Days that differ from the week: closed, or open besides. Closed wins over open.';
comment on column public.availability_exceptions.starts is 'On each of its days, by the same clock as the hours.';
comment on column public.availability_exceptions.is_open is 'True: open besides the hours. False: closed whatever they say.';
comment on column public.availability_exceptions.note is 'Why; for the partner and staff only.';
comment on column public.availability_exceptions.id is 'For delete_exception.';
comment on column public.availability_exceptions.resource_id is 'Whose days.';
comment on column public.availability_exceptions.first_day is 'By the calendar on the wall of resources.time_zone.';
comment on column public.availability_exceptions.last_day is 'Itself included.';
comment on column public.availability_exceptions.ends is 'First moment after, on each of its days.';
comment on column public.availability_exceptions.created_at is 'When it was added.';
create index availability_exceptions_resource_id_idx on public.availability_exceptions (resource_id, first_day);
alter table public.availability_exceptions enable row level security;
grant select on public.availability_exceptions to authenticated;
-- no write: add_exception, delete_exception
create policy "partners read their own exceptions, staff all" on public.availability_exceptions
  for select to authenticated using (resource_id = any (array(select private.my_resource_ids())) or (select private.is_staff()));

-- from the first moment the clock shows `starts` until the last before it shows `ends`: true on days that have 23 or 25 hours
create function private.wall_range(day date, starts time, ends time, zone text) returns tstzrange
language sql stable set search_path = '' as $$
  select tstzrange(private.wall_moment(day + starts, zone, false), private.wall_moment(day + ends, zone, true))
$$;

create function private.open_times(resource_id uuid, from_at timestamptz, to_at timestamptz) returns tstzmultirange
language plpgsql stable set search_path = '' as $$
declare
  zone text := (select r.time_zone from public.resources r where r.id = open_times.resource_id);
  since date := (open_times.from_at at time zone zone)::date - 1;
  until date := (open_times.to_at at time zone zone)::date + 1;
  open tstzmultirange;
  closed tstzmultirange;
begin
  select range_agg(w.at) into open from (
    select private.wall_range(d.day, h.starts, h.ends, zone) as at
    from public.availability_hours h join (select since + n as day from generate_series(0, until - since) n) d
      on extract(isodow from d.day) = h.weekday
    where h.resource_id = open_times.resource_id
    union all
    select private.wall_range(d.day, e.starts, e.ends, zone) from public.availability_exceptions e
      cross join lateral (select greatest(e.first_day, since) + n as day
        from generate_series(0, least(e.last_day, until) - greatest(e.first_day, since)) n) d
    where e.resource_id = open_times.resource_id and e.is_open) w;
  select range_agg(private.wall_range(d.day, e.starts, e.ends, zone)) into closed
  from public.availability_exceptions e
    cross join lateral (select greatest(e.first_day, since) + n as day
      from generate_series(0, least(e.last_day, until) - greatest(e.first_day, since)) n) d
  where e.resource_id = open_times.resource_id and not e.is_open;
  return coalesce(open, '{}') - coalesce(closed, '{}');
end $$;
comment on function private.open_times is 'When a carer or room is open between two moments, and a day around them; what is booked is not taken off.';
