-- Bookings that repeat: a rule by the calendar and the clock on the wall, so that ten o'clock stays ten o'clock when the clocks move.

create table public.booking_series (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null,
  customer_id uuid references public.profiles on delete set null,
  service_key text not null references public.services on update cascade,
  carer_id uuid references public.resources,
  time_zone text not null,
  first_day date not null,
  at time(0) not null,
  unit text not null check (unit in ('day', 'week', 'month')),
  every int not null default 1 check (every between 1 and 52),
  weekdays smallint[] not null default '{}' check (weekdays <@ '{1,2,3,4,5,6,7}'),
  until date check (until >= first_day),
  most int check (most between 1 and 500),
  note text check (length(note) <= 1000),
  made_until date,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  check ((unit = 'week') = (cardinality(weekdays) > 0)),
  unique (customer_id, client_id)
);
comment on table public.booking_series is 'Bookings that repeat. A job makes them eight weeks ahead; what is not possible is skipped and said.';
comment on column public.booking_series.id is 'Named by its bookings.';
comment on column public.booking_series.client_id is 'Made by the browser, so that asking twice gives one series.';
comment on column public.booking_series.customer_id is 'Whose it is; empty once that account is erased.';
comment on column public.booking_series.service_key is 'What is booked.';
comment on column public.booking_series.carer_id is 'With whom and nobody else; empty: whoever did it last where they are free, else anybody.';
comment on column public.booking_series.time_zone is 'Of the service when it was asked for; days and time are by this clock.';
comment on column public.booking_series.first_day is 'Its first day. Weeks and months are counted from the one it is in.';
comment on column public.booking_series.at is 'When it begins. A time the clocks leave out in spring is the moment they are moved; one they repeat, the first.';
comment on column public.booking_series.unit is 'month: on the day of the month of first_day, or on the last where a month is shorter.';
comment on column public.booking_series.every is '2: every second day, week or month.';
comment on column public.booking_series.weekdays is 'Of weeks: 1 is Monday, 7 Sunday.';
comment on column public.booking_series.until is 'Its last possible day; empty: no end by the calendar.';
comment on column public.booking_series.most is 'How many times in all, those that were not possible counted; empty: no end by number.';
comment on column public.booking_series.note is 'From the customer, for the carer; copied into each booking.';
comment on column public.booking_series.made_until is 'The day up to which its bookings were made or skipped.';
comment on column public.booking_series.ended_at is 'Nothing more is made. Set by end_series, or by hand.';
comment on column public.booking_series.created_at is 'When it was asked for.';
create index booking_series_service_key_idx on public.booking_series (service_key, made_until) where ended_at is null;
create index booking_series_every_service_key_idx on public.booking_series (service_key);
create index booking_series_carer_id_idx on public.booking_series (carer_id);
alter table public.booking_series enable row level security;
grant select on public.booking_series to authenticated;
-- no write: book_series and end_series
create policy "customers read their series, staff all" on public.booking_series
  for select to authenticated using (customer_id = (select auth.uid()) or (select private.is_staff()));

alter table public.bookings add foreign key (series_id) references public.booking_series;

create table public.booking_skips (
  series_id uuid not null references public.booking_series on delete cascade,
  occurrence_on date not null,
  starts_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (series_id, occurrence_on)
);
comment on table public.booking_skips is 'Days of a series on which nobody was free when its booking would have been made.';
comment on column public.booking_skips.series_id is 'Which series.';
comment on column public.booking_skips.occurrence_on is 'The day.';
comment on column public.booking_skips.starts_at is 'When it would have begun.';
comment on column public.booking_skips.created_at is 'When it was tried.';
alter table public.booking_skips enable row level security;
grant select on public.booking_skips to authenticated;
-- no write: the job that makes a series
create policy "who reads a series reads what was not possible" on public.booking_skips
  for select to authenticated using (series_id in (select s.id from public.booking_series s));

-- The days of a series up to a day. Pure: held against another writing of the same rule in supabase/tests/api/series.test.ts.
create function private.series_days(s public.booking_series, until_day date) returns setof date
language sql immutable set search_path = '' as $$
  select d.day from (
    select s.first_day + n as day from generate_series(0, least(coalesce(s.until, series_days.until_day), series_days.until_day) - s.first_day) n) d
  where case s.unit
    when 'day' then mod(d.day - s.first_day, s.every) = 0
    -- weeks begin on Monday: the distance of the Mondays
    when 'week' then extract(isodow from d.day) = any (s.weekdays)
      and mod((d.day - extract(isodow from d.day)::int) - (s.first_day - extract(isodow from s.first_day)::int), 7 * s.every) = 0
    else mod(((extract(year from d.day) - extract(year from s.first_day)) * 12 + extract(month from d.day) - extract(month from s.first_day))::int, s.every) = 0
      and extract(day from d.day) = least(extract(day from s.first_day), extract(day from (date_trunc('month', d.day::timestamp) + interval '1 month - 1 day')))
  end
  order by d.day limit s.most
$$;
