-- What becomes of a booking is told in the transaction it happens in: to its customer, to its carer, in the order's room, and live.

-- definer throughout: notify(), rooms and data topics are not for people
create function private.tg_booking_events__notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  b public.bookings;
  -- one of many that are made or end together is told of with them
  is_apart boolean := coalesce(current_setting('orderline.series', true), '') = '';
  data jsonb;
  told text;
begin
  select x.* into b from public.bookings x where x.id = new.booking_id;
  data := private.booking_variables(b);
  told := case when new.kind = 'cancelled_late' then 'cancelled' else new.kind end;
  if is_apart and b.customer_id is not null and told in ('confirmed', 'changed', 'cancelled') then
    perform public.notify(b.customer_id, 'booking.' || told, 'booking', b.id, data,
      dedupe_key => 'booking:' || b.id || ':event:' || new.id, action_url => '/bookings/' || b.id);
  end if;
  if new.former_partner_id is not null then
    perform public.notify(new.former_partner_id, 'booking.withdrawn', 'booking', b.id, data,
      dedupe_key => 'booking:' || b.id || ':event:' || new.id || ':former', action_url => '/bookings');
  end if;
  told := case when new.kind = 'requested' then 'asked' when new.kind = 'confirmed' or new.former_partner_id is not null then 'assigned'
    when new.kind = 'changed' then 'rescheduled' when told = 'cancelled' then 'withdrawn' end;
  if is_apart and told is not null and b.partner_id is not null and b.partner_id is distinct from new.actor_id and b.partner_id is distinct from b.customer_id then
    perform public.notify(b.partner_id, 'booking.' || told, 'booking', b.id, data,
      dedupe_key => 'booking:' || b.id || ':event:' || new.id || ':carer', action_url => '/bookings/' || b.id);
  end if;
  return null;
end $$;
create trigger _600_notify after insert on public.booking_events
  for each row execute function private.tg_booking_events__notify();

create function private.tg_booking_events__say() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.say_system(r.id, 'booking_' || case when new.kind = 'cancelled_late' then 'cancelled' else new.kind end,
    jsonb_build_object('name', b.number, 'booking_id', b.id, 'until', new.starts_at))
  from public.bookings b join public.rooms r on r.order_id = b.order_id and r.kind = 'order' and r.status = 'open'
  where b.id = new.booking_id;
  return null;
end $$;
create trigger _500_say after insert on public.booking_events
  for each row when (new.kind in ('confirmed', 'changed', 'cancelled', 'cancelled_late')) execute function private.tg_booking_events__say();

-- who looks at free times hears which may have changed, and nothing of whom
create function private.tell_availability(resource_ids uuid[], times tstzrange) returns void
language sql volatile security definer set search_path = '' as $$
  insert into realtime.messages (payload, event, topic, private, extension)
  select jsonb_build_object('from', lower(times), 'to', upper(times)), 'availability_changed', 'availability:' || sr.service_key, true, 'broadcast'
  from (select distinct x.service_key from public.service_resources x where x.resource_id = any (tell_availability.resource_ids)) sr
$$;

create function private.tg_bookings__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was public.bookings;
begin
  if tg_op = 'UPDATE' then
    was := old;
  end if;
  perform realtime.send(jsonb_build_object('id', new.id, 'version', new.version), 'booking_updated', topic, true)
  from (select distinct unnest(array['user:' || new.customer_id, 'user:' || new.partner_id, 'user:' || was.partner_id, 'staff'])) t (topic) where topic is not null;
  if was.id is null or (was.occupied, was.carer_id, was.room_id, private.is_live(was.status))
    is distinct from (new.occupied, new.carer_id, new.room_id, private.is_live(new.status)) then
    perform private.tell_availability(array[new.carer_id, new.room_id], new.occupied);
    if was.id is not null and was.occupied <> new.occupied then
      perform private.tell_availability(array[was.carer_id, was.room_id], was.occupied);
    end if;
  end if;
  return null;
exception when others then
  -- a hint that cannot be written must not take the booking along
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after insert or update on public.bookings
  for each row execute function private.tg_bookings__tell();

-- hours and exceptions: all of what lies ahead may have changed
create function private.tg__tell_availability() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_availability(array[coalesce(new.resource_id, old.resource_id)], tstzrange(now(), now() + interval '1 year'));
  return null;
end $$;
create trigger _900_tell after insert or delete on public.availability_exceptions
  for each row execute function private.tg__tell_availability();

-- An account that ends leaves no appointment behind, and nothing of its own in those that were.
create function private.tg_profiles__leave_bookings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.bookings b set status = case when private.is_live(b.status) and b.starts_at > now() then 'cancelled' else b.status end,
    customer_id = null, note = null where b.customer_id = old.id;
  update public.bookings b set status = 'cancelled', partner_id = null
  where b.partner_id = old.id and private.is_live(b.status) and b.starts_at > now();
  update public.booking_series s set ended_at = coalesce(s.ended_at, now()), customer_id = null, note = null where s.customer_id = old.id;
  update public.resources r set is_active = false where r.partner_id = old.id;
  return old;
end $$;
create trigger _100_leave_bookings before delete on public.profiles
  for each row execute function private.tg_profiles__leave_bookings();
