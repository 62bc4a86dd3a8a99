-- Which beginnings are free. What is taken is said as a time only, never whose it is.

-- Is there a carer and a room for it then? The one with the least to do that day comes first. `except_id`: a booking that would give up its time.
create function private.find_place(
  service public.services, starts_at timestamptz, carer_id uuid default null, room_id uuid default null, except_id uuid default null,
  out carer uuid, out room uuid
) language plpgsql stable set search_path = '' as $$
declare
  wanted record;
  found_id uuid;
begin
  for wanted in select * from (values ('carer', service.needs_carer, find_place.carer_id), ('room', service.needs_room, find_place.room_id)) w (kind, is_needed, id) loop
    continue when not wanted.is_needed;
    select r.id into found_id
    from public.service_resources sr join public.resources r on r.id = sr.resource_id
    where sr.service_key = service.key and r.kind = wanted.kind and r.is_active and (wanted.id is null or r.id = wanted.id)
      and private.open_times(r.id, find_place.starts_at, find_place.starts_at)
        @> tstzrange(find_place.starts_at, find_place.starts_at + make_interval(mins => service.duration_min))
      and not exists (select from public.bookings b
        where r.id in (b.carer_id, b.room_id) and private.is_live(b.status)
          and b.occupied && private.occupied_from(service, find_place.starts_at) and b.id is distinct from find_place.except_id)
    order by (select count(*) from public.bookings b where r.id in (b.carer_id, b.room_id) and private.is_live(b.status)
      and b.starts_at between find_place.starts_at - interval '12 hours' and find_place.starts_at + interval '12 hours'), r.id
    limit 1;
    if found_id is null then
      carer := null;
      room := null;
      return;
    elsif wanted.kind = 'carer' then
      carer := found_id;
    else
      room := found_id;
    end if;
    found_id := null;
  end loop;
end $$;

-- midnight of the day on the wall of the service: slots are counted from there in minutes that pass, so no day has one twice or none
create function private.slot_midnight(service public.services, at timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select private.wall_moment(date_trunc('day', at at time zone service.time_zone), service.time_zone, false)
$$;

create function private.is_on_grid(service public.services, starts_at timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select mod(extract(epoch from starts_at - private.slot_midnight(service, starts_at))::numeric, service.step_min * 60) = 0
$$;

-- definer: it looks through all bookings, and tells of them only when somebody is taken
create function public.free_slots(
  service_key text, from_at timestamptz, to_at timestamptz, carer_id uuid default null, and_taken boolean default false
) returns table (starts_at timestamptz, ends_at timestamptz, is_free boolean, carer_ids uuid[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  service public.services;
  first_at timestamptz;
  last_at timestamptz;
begin
  select s.* into service from public.services s where s.key = free_slots.service_key and s.is_offered;
  if service.key is null then
    perform private.refuse(404, 'service_not_found', 'There is no such service, or it is not offered now.');
  elsif free_slots.from_at is null or free_slots.to_at is null or free_slots.to_at <= free_slots.from_at
    or free_slots.to_at - free_slots.from_at > interval '45 days' then
    perform private.refuse(422, 'invalid_time', 'Ask for at most 45 days.');
  end if;
  -- staff book for whoever phones until it begins
  first_at := greatest(free_slots.from_at, now() + make_interval(mins => case when (select private.is_staff()) then 0 else service.lead_min end));
  last_at := least(free_slots.to_at, now() + make_interval(days => service.horizon_days));
  if first_at >= last_at then
    return;
  end if;
  return query
  with there as materialized (
    select r.id, r.kind, private.open_times(r.id, first_at, last_at) as open,
      (select coalesce(range_agg(b.occupied), '{}') from public.bookings b where r.id in (b.carer_id, b.room_id)
        and private.is_live(b.status) and b.occupied && tstzrange(first_at, last_at + interval '2 days')) as taken
    from public.service_resources sr join public.resources r on r.id = sr.resource_id
    where sr.service_key = service.key and r.is_active
      and ((r.kind = 'carer' and service.needs_carer and (free_slots.carer_id is null or r.id = free_slots.carer_id)) or (r.kind = 'room' and service.needs_room))
  ), slot as (
    select at, at + make_interval(mins => service.duration_min) as until
    from generate_series(private.slot_midnight(service, first_at), last_at + interval '1 day', interval '1 day') guess (near)
    -- from a day to the next, by the clock; the half day keeps the guess inside its day when the clocks move
    cross join lateral (select private.slot_midnight(service, guess.near + interval '12 hours') as midnight,
      private.slot_midnight(service, guess.near + interval '36 hours') as next_midnight) day
    cross join lateral generate_series(day.midnight, day.next_midnight - interval '1 second', make_interval(mins => service.step_min)) at
    where at >= first_at and at < last_at
  ), judged as (
    select s.at, s.until,
      coalesce(array_agg(t.id order by t.id) filter (where t.kind = 'carer' and not t.taken && private.occupied_from(service, s.at)), '{}') as carers,
      count(*) filter (where t.kind = 'carer') as carers_open, count(*) filter (where t.kind = 'room') as rooms_open,
      count(*) filter (where t.kind = 'room' and not t.taken && private.occupied_from(service, s.at)) as rooms
    from slot s join there t on t.open @> tstzrange(s.at, s.until)
    group by s.at, s.until
  )
  select j.at, j.until, (not service.needs_carer or cardinality(j.carers) > 0) and (not service.needs_room or j.rooms > 0), j.carers
  from judged j
  where (not service.needs_carer or j.carers_open > 0) and (not service.needs_room or j.rooms_open > 0)
    and (free_slots.and_taken or ((not service.needs_carer or cardinality(j.carers) > 0) and (not service.needs_room or j.rooms > 0)))
  order by j.at;
end $$;
comment on function public.free_slots is
  'Beginnings of a service that are free within at most 45 days, each with the carers who are; and_taken: also those that are taken, without saying by whom. Errors: service_not_found, invalid_time.';
grant execute on function public.free_slots to authenticated;
