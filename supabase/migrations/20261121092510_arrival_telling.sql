-- A road that came is told to whoever watches; a delay to the customer, once.

-- definer: only the database speaks on location topics. A road says exactly where somebody is, so it waits as long as the position is coarse.
create function private.tg_order_routes__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('polyline', new.polyline, 'distance_m', new.distance_m, 'duration_s', new.duration_s, 'fetched_at', new.fetched_at),
    'route_updated', 'order:' || new.order_id || ':loc:' || o.location_epoch, true)
  from public.orders o cross join private.settings s
  where o.id = new.order_id and o.closed_at is null and not (s.coarse_before_pickup and o.status = 'accepted');
  return null;
end $$;
create trigger _900_tell after insert or update on private.order_routes
  for each row execute function private.tg_order_routes__tell();

create function private.tell_delay(carried public.orders, eta_at timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  perform public.notify(
    user_id => carried.customer_id, event_type => 'location.delayed', subject_type => 'order', subject_id => carried.id,
    data => private.order_variables(carried, null) || jsonb_build_object('eta',
      jsonb_build_object('at', tell_delay.eta_at, 'minutes', greatest(ceil(extract(epoch from tell_delay.eta_at - now()) / 60), 1))),
    dedupe_key => 'order:' || carried.id || ':delayed',
    action_url => '/orders/' || carried.id);
end $$;
