-- What crossing a fence says, and to whom: the map at once, the customer what concerns them, the room what both should read later.

-- the customer hears of their door and of the start; what the partner does at the pickup before that is for the room
create function private.fence_event(place public.fence_place, kind public.fence_kind) returns text
language sql immutable set search_path = '' as $$
  select case when place = 'dropoff' and kind <> 'left' or place = 'pickup' and kind = 'left' then 'location.' || kind end
$$;

-- minutes: from the estimate at this position, else from the way as the crow flies at 7 m/s with a detour of 1.4
create function private.eta_variables(o public.orders) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('eta', jsonb_build_object('at', e.at, 'minutes', greatest(1, ceil(extract(epoch from e.at - now()) / 60))))
  from public.last_locations l,
    lateral (select coalesce(l.eta_at, now() + private.distance_m(l.lat, l.lng, o.dropoff_lat, o.dropoff_lng) * 1.4 / 7 * interval '1 second') as at) e
  where l.order_id = o.id
$$;

-- definer: notify(), realtime.send() and the room are not for people
-- the order of the three matters: notify() takes longest, and the room's lock, which others wait for, is taken last
create function private.tg_fence_crossings__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- who went straight from far away to the door has arrived, and is not also nearly there
  perform public.notify(user_id => o.customer_id, event_type => e.key, subject_type => 'order', subject_id => o.id,
    data => private.order_variables(o, o.status_note) || coalesce(private.eta_variables(o), '{}'),
    dedupe_key => concat_ws(':', 'order', o.id, c.place, c.kind, extract(epoch from c.at)), action_url => '/orders/' || o.id)
  from (select distinct on (n.order_id, n.place) n.* from crossed n order by n.order_id, n.place, n.kind desc) c
  join public.orders o on o.id = c.order_id
  -- what a batch brings so late that it is no news is not told as news
  join public.event_types e on e.key = private.fence_event(c.place, c.kind) and c.at > now() - e.ttl;
  perform realtime.send(jsonb_build_object('place', c.place, 'kind', c.kind, 'at', c.at),
    'fence_crossed', 'order:' || o.id || ':loc:' || o.location_epoch, true)
  from crossed c join public.orders o on o.id = c.order_id
  order by c.order_id, c.at, c.place, c.kind;
  perform private.say_system(r.id, case c.kind when 'arriving' then 'arriving_at_' when 'arrived' then 'arrived_at_' else 'left_' end || c.place,
    jsonb_build_object('user_id', c.partner_id))
  from crossed c join public.orders o on o.id = c.order_id join public.rooms r on r.order_id = o.id and r.kind = 'order'
  -- at the pickup after the step that says so is no news
  where c.place = 'dropoff' or c.kind = 'left' or (c.kind = 'arrived' and o.status = 'accepted')
  -- behind the joins: they may turn the order of their input
  order by c.order_id, c.at, c.place, c.kind;
  return null;
end $$;
create trigger _900_tell after insert on public.fence_crossings
  referencing new table as crossed for each statement
  execute function private.tg_fence_crossings__tell();

-- definer: people have no right on deliveries; "nearly there", held by quiet hours, is not sent of an order that is closed
create function private.tg_orders__withdraw_arrivals() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.deliveries d set state = 'cancelled', last_code = 'cancelled', finished_at = now()
  from public.notifications n
  where d.user_id = new.customer_id and d.state = 'pending' and d.next_attempt_at > now()
    and n.id = d.notification_id and n.subject_type = 'order' and n.subject_id = new.id and n.category = 'location';
  return null;
end $$;
create trigger _650_withdraw_arrivals after update on public.orders
  for each row when (new.closed_at is not null and old.closed_at is null)
  execute function private.tg_orders__withdraw_arrivals();
