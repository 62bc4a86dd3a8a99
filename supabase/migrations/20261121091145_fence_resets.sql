-- What the fences forget, and when: the order is closed, another partner, another place, no consent any more.

-- definer: people have no right on the state or the crossings
create function private.tg_orders__reset_fences() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  moved public.fence_place[] := array_remove(array[
    case when private.distance_m(old.pickup_lat, old.pickup_lng, new.pickup_lat, new.pickup_lng) > new.near_radius_m then 'pickup' end,
    case when private.distance_m(old.dropoff_lat, old.dropoff_lng, new.dropoff_lat, new.dropoff_lng) > new.near_radius_m then 'dropoff' end
  ]::public.fence_place[], null);
begin
  if new.closed_at is not null then
    delete from private.fence_states f where f.order_id = new.id;
  elsif new.partner_id is distinct from old.partner_id or cardinality(moved) > 0 then
    -- whoever takes the order over arrives anew, also one who had it before; so does any at a place that is elsewhere now
    delete from public.fence_crossings c where c.order_id = new.id and c.partner_id = new.partner_id
      and (new.partner_id is distinct from old.partner_id or c.place = any (moved));
    delete from private.fence_states f where f.order_id = new.id;
  else
    update private.fence_states f set clear_until = least(f.clear_until, now()) where f.order_id = new.id;
  end if;
  return null;
end $$;
create trigger _460_reset_fences after update on public.orders
  for each row when (new.closed_at is not null
    or (new.partner_id, new.near_radius_m, new.arrive_radius_m, new.pickup_lat, new.pickup_lng, new.dropoff_lat, new.dropoff_lng)
      is distinct from (old.partner_id, old.near_radius_m, old.arrive_radius_m, old.pickup_lat, old.pickup_lng, old.dropoff_lat, old.dropoff_lng))
  execute function private.tg_orders__reset_fences();

-- definer: as above. Whatever takes the last position away, the end of consent or an erasure, takes these with it
create function private.tg_last_locations__forget() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.fence_states f set befores = '{}' where f.order_id = old.order_id;
  return null;
end $$;
create trigger _460_forget after delete on public.last_locations
  for each row execute function private.tg_last_locations__forget();
