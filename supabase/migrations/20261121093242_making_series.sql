-- Making the bookings of a series, eight weeks ahead: at once when it is asked for, then by a job.

-- "every week", for its words; null where a language has no short one
create function private.rhythm_text(s public.booking_series, locale text) returns text
language sql immutable set search_path = '' as $$
  select case when s.every = 1 then case split_part(rhythm_text.locale, '-', 1)
    when 'en' then 'every ' || s.unit
    when 'es' then case s.unit when 'day' then 'cada día' when 'week' then 'cada semana' else 'cada mes' end
    when 'ar' then case s.unit when 'day' then 'كل يوم' when 'week' then 'كل أسبوع' else 'كل شهر' end end end
$$;

-- Makes what is still to be made until eight weeks from now. The caller holds the locks of the service's carers and rooms.
-- Returns how many were made. is_told: whether each that is not possible is told by itself.
create function private.make_series(series_id uuid, is_told boolean) returns int
language plpgsql volatile set search_path = '' as $$
declare
  s public.booking_series;
  service public.services;
  horizon date;
  day date;
  starts timestamptz;
  place record;
  last_carer uuid;
  made int := 0;
begin
  select x.* into s from public.booking_series x where x.id = make_series.series_id for update;
  select x.* into service from public.services x where x.key = s.service_key and x.is_offered;
  if s.ended_at is not null or s.customer_id is null or service.key is null then
    return 0;
  end if;
  horizon := (now() at time zone s.time_zone)::date + 56;
  perform set_config('orderline.series', s.id::text, true);
  for day in select d from private.series_days(s, horizon) d where d > coalesce(s.made_until, '-infinity') order by d loop
    starts := private.wall_moment(day + s.at, s.time_zone, false);
    continue when starts <= now() or exists (select from public.bookings b where b.series_id = s.id and b.occurrence_on = day);
    select b.carer_id into last_carer from public.bookings b where b.series_id = s.id and b.starts_at < starts order by b.starts_at desc limit 1;
    select * into place from private.find_place(service, starts, coalesce(s.carer_id, last_carer));
    if place.carer is null and place.room is null and s.carer_id is null and last_carer is not null then
      select * into place from private.find_place(service, starts);
    end if;
    if place.carer is null and place.room is null then
      insert into public.booking_skips (series_id, occurrence_on, starts_at) values (s.id, day, starts) on conflict do nothing;
      if make_series.is_told then
        perform public.notify(s.customer_id, 'booking.skipped', 'booking_series', s.id, jsonb_build_object('booking', jsonb_build_object('service', service.label,
          'starts_at', to_char(starts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), dedupe_key => format('series:%s:skipped:%s', s.id, day), action_url => '/bookings');
      end if;
    else
      insert into public.bookings (client_id, customer_id, service_key, carer_id, room_id, starts_at, time_zone, status, note, series_id, occurrence_on)
      values (gen_random_uuid(), s.customer_id, s.service_key, place.carer, place.room, starts, s.time_zone,
        case when service.needs_confirming then 'requested' else 'confirmed' end::public.booking_status, s.note, s.id, day);
      made := made + 1;
    end if;
  end loop;
  perform set_config('orderline.series', '', true);
  -- past its end nothing comes any more
  update public.booking_series x set made_until = horizon,
    ended_at = case when s.until <= horizon or (s.most is not null and (select count(*) from private.series_days(s, horizon)) >= s.most) then now() end
  where x.id = s.id;
  return made;
end $$;

-- One service in each run: whoever books it holds the same locks, in the same order, and no others.
create function private.make_due_series() returns int
language plpgsql volatile set search_path = '' as $$
declare
  due public.booking_series;
  service text;
  made int := 0;
begin
  select s.service_key into service from public.booking_series s join public.services x on x.key = s.service_key and x.is_offered
  where s.ended_at is null and s.customer_id is not null and s.made_until < (now() at time zone s.time_zone)::date + 56
  order by s.made_until limit 1;
  if service is null then
    return 0;
  end if;
  perform private.lock_resources(service);
  for due in select s.* from public.booking_series s
    where s.service_key = service and s.ended_at is null and s.customer_id is not null and s.made_until < (now() at time zone s.time_zone)::date + 56 order by s.made_until, s.id
  loop
    -- each by itself, so that one that cannot be made keeps no other
    begin
      made := made + private.make_series(due.id, true);
    exception when others then
      raise warning 'The series % could not be made and is tried again: %', due.id, sqlerrm;
    end;
  end loop;
  return made;
end $$;
comment on function private.make_due_series() is 'Every five minutes by pg_cron: makes the bookings of one service that came within eight weeks. Returns how many.';
select cron.schedule('orderline-booking-series', '*/5 * * * *', 'select private.make_due_series()');
