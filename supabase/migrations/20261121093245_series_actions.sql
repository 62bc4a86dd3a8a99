-- Asking for a series, seeing it, ending it.

-- definer, all: the tables have no write grants
create function public.book_series(
  client_id uuid, service_key text, starts_at timestamptz, unit text, every int default 1, weekdays smallint[] default '{}',
  until date default null, most int default null, carer_id uuid default null, note text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me constant uuid := (select auth.uid());
  service public.services;
  s public.booking_series;
  first_one public.bookings;
  place record;
  wall timestamp;
  locale text;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to book.');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('bookings of ' || me, 0));
  select x.* into s from public.booking_series x where x.customer_id = me and x.client_id = book_series.client_id;
  if s.id is null then
    if (select count(*) from public.booking_series x where x.customer_id = me and x.ended_at is null) >= 20 then
      perform private.refuse(429, 'too_many_bookings', 'You have many repeating bookings already. End one before you make another.');
    end if;
    service := private.bookable(book_series.service_key, book_series.starts_at);
    wall := book_series.starts_at at time zone service.time_zone;
    perform private.lock_resources(service.key);
    select * into place from private.find_place(service, book_series.starts_at, book_series.carer_id);
    if place.carer is null and place.room is null then
      perform private.refuse(409, 'slot_taken', 'This time was taken just now. Choose another.');
    end if;
    insert into public.booking_series as x (client_id, customer_id, service_key, carer_id, time_zone, first_day, at, unit, every, weekdays, until, most, note)
    values (book_series.client_id, me, service.key, book_series.carer_id, service.time_zone, wall::date, wall::time, book_series.unit, book_series.every,
      -- the day it begins on is one of its days
      case when book_series.unit = 'week' then array(select distinct w from unnest(coalesce(book_series.weekdays, '{}') || extract(isodow from wall)::smallint) w order by w) else '{}' end,
      book_series.until, book_series.most, nullif(btrim(book_series.note), ''))
    returning x.* into s;
    perform private.make_series(s.id, false);
    select b.* into first_one from public.bookings b where b.series_id = s.id order by b.starts_at limit 1;
    select p.locale into locale from public.profiles p where p.id = me;
    perform public.notify(me, 'booking.recurring', 'booking_series', s.id, action_url => '/bookings', dedupe_key => 'series:' || s.id,
      data => jsonb_set(private.booking_variables(first_one), '{booking,rhythm}', coalesce(to_jsonb(private.rhythm_text(s, locale)), '""')));
    perform private.tell_carers_of(s.id, case first_one.status when 'requested' then 'asked' else 'assigned' end, now());
  end if;
  return jsonb_build_object('id', s.id, 'first', (select b.id from public.bookings b where b.series_id = s.id order by b.starts_at limit 1),
    'made', (select count(*) from public.bookings b where b.series_id = s.id),
    'skipped', (select coalesce(jsonb_agg(k.occurrence_on order by k.occurrence_on), '[]') from public.booking_skips k where k.series_id = s.id));
exception when check_violation or not_null_violation or invalid_text_representation then
  perform private.refuse(422, 'invalid_series', 'It repeats every 1 to 52 days, weeks or months, until a day after its first or at most 500 times.');
  return null;
end $$;
comment on function public.book_series is
  'Books a free time and its repetitions eight weeks ahead; a job goes on. unit: day, week or month. Answers {id, first, made, skipped: [days]}. Idempotent by client_id. Errors: not_signed_in, invalid_series, service_not_found, slot_not_offered, slot_taken, too_many_bookings.';
grant execute on function public.book_series to authenticated;

-- each carer of a series once, of the next of theirs
create function private.tell_carers_of(series_id uuid, event text, since timestamptz) returns void
language sql volatile set search_path = '' as $$
  select count(public.notify(b.partner_id, 'booking.' || tell_carers_of.event, 'booking', b.id, private.booking_variables(b),
    dedupe_key => format('series:%s:%s', b.series_id, tell_carers_of.event), action_url => '/bookings/' || b.id))
  from (select distinct on (x.partner_id) x.* from public.bookings x
    where x.series_id = tell_carers_of.series_id and x.starts_at > tell_carers_of.since and x.partner_id is not null and x.partner_id is distinct from x.customer_id
    order by x.partner_id, x.starts_at) b
$$;

create function public.end_series(series_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.booking_series;
  gone int;
begin
  select x.* into s from public.booking_series x where x.id = end_series.series_id for update;
  if s.id is null or not (s.customer_id = (select auth.uid()) or (select private.is_staff())) then
    perform private.refuse(404, 'series_not_found', 'There is no such repetition.');
  end if;
  perform set_config('orderline.series', s.id::text, true);
  update public.bookings b set status = case when not (select private.is_staff()) and private.is_late(b) then 'cancelled_late' else 'cancelled' end::public.booking_status
  where b.series_id = s.id and private.is_live(b.status) and b.starts_at > now();
  get diagnostics gone = row_count;
  perform set_config('orderline.series', '', true);
  update public.booking_series x set ended_at = coalesce(x.ended_at, now()) where x.id = s.id;
  if gone > 0 then
    perform private.tell_carers_of(s.id, 'withdrawn', now());
    perform public.notify(s.customer_id, 'booking.ended', 'booking_series', s.id, action_url => '/bookings', dedupe_key => 'series:' || s.id || ':ended',
      data => jsonb_build_object('booking', jsonb_build_object('count', gone, 'service', (select x.label from public.services x where x.key = s.service_key))));
  end if;
  return jsonb_build_object('cancelled', gone);
end $$;
comment on function public.end_series is
  'Ends a series and cancels what is to come of it, late where it begins too soon. Answers {cancelled}. For its customer and staff. Errors: series_not_found.';
grant execute on function public.end_series to authenticated;

-- no definer: policies say whose
create function public.my_series() returns setof jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(s) - '{client_id,customer_id,made_until}'::text[] || jsonb_build_object('service', x.label, 'to_come', ahead.count, 'late', ahead.late,
    'skipped', (select coalesce(jsonb_agg(k.occurrence_on order by k.occurrence_on), '[]') from public.booking_skips k where k.series_id = s.id and k.starts_at > now()))
  from public.booking_series s join public.services x on x.key = s.service_key cross join lateral (
    select count(*), count(*) filter (where b.status = 'confirmed' and b.starts_at < now() + make_interval(mins => x.free_cancel_min)) as late
    from public.bookings b where b.series_id = s.id and b.status in ('requested', 'confirmed') and b.starts_at > now()) ahead
  where s.customer_id = (select auth.uid()) and (s.ended_at is null or ahead.count > 0) order by s.created_at desc
$$;
comment on function public.my_series is 'The caller''s series that go on or have something to come, with what was not possible.';
grant execute on function public.my_series to authenticated;
