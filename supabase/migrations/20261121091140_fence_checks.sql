-- Each newest position is held against the circles, in the transaction that takes it.

create function private.open_fences(carried public.orders, from_at timestamptz) returns private.fence_states
language plpgsql set search_path = '' as $$
declare
  state private.fence_states;
  apart_m double precision := private.distance_m(carried.pickup_lat, carried.pickup_lng, carried.dropoff_lat, carried.dropoff_lng);
  told smallint[] := array(
    select coalesce((select max(array_position(enum_range(null::public.fence_kind), c.kind)) from public.fence_crossings c
      where c.order_id = carried.id and c.partner_id = carried.partner_id and c.place = p.place), 0)
    from unnest(enum_range(null::public.fence_place)) with ordinality p (place, n) order by p.n);
begin
  state.order_id := carried.id;
  state.pickup := private.new_fence(0::smallint, told[1]);
  state.dropoff := private.new_fence(case when apart_m <= 1.5 * carried.arrive_radius_m then 2
    when apart_m <= 1.5 * carried.near_radius_m then 1 else 0 end::smallint, told[2]);
  state.clear_until := open_fences.from_at;
  insert into private.fence_states values (state.*) on conflict do nothing;
  return state;
end $$;

-- definer: the partner who sends positions has no right on the state, the trail or the crossings
create function private.check_fences(carried public.orders, newest private.position) returns void
language plpgsql security definer set search_path = '' as $$
declare
  state private.fence_states;
  fix private.position;
  befores private.position[];
  crossed public.fence_crossings[] := '{}';
  kind public.fence_kind;
  level smallint;
  room_m double precision := 'infinity';
begin
  select f.* into state from private.fence_states f where f.order_id = carried.id;
  if newest.recorded_at <= state.clear_until then
    return;
  end if;
  if state.order_id is null then
    -- of what was sent before, maybe in an earlier turn of this partner, nothing counts; of this batch all
    state := private.open_fences(carried, least(newest.recorded_at, (select min(l.recorded_at) from public.locations l
      where l.order_id = carried.id and l.partner_id = carried.partner_id and l.received_at = now())) - interval '1 microsecond');
  end if;
  -- what a batch brought before its newest point counts too, so that it does not matter how positions are batched
  for fix in
    select null, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, null, null, null from public.locations l
    where l.order_id = carried.id and l.partner_id = carried.partner_id and l.recorded_at < newest.recorded_at
      -- and the two before them: the way between two positions may lead through a circle
      and l.recorded_at >= least(state.clear_until, (select min(x.recorded_at) from (
        select b.recorded_at from public.locations b where b.order_id = carried.id and b.recorded_at <= state.clear_until
          and b.recorded_at > state.clear_until - interval '2 minutes' order by b.recorded_at desc limit 2) x))
    union all select (newest).*
    order by 2
  loop
    if fix.recorded_at > state.clear_until then
      level := (state.pickup).level;
      state.pickup := private.fence_step(state.pickup, carried.pickup_lat, carried.pickup_lng, carried.near_radius_m, carried.arrive_radius_m,
        befores, fix);
      kind := private.fence_kind(state.pickup, 'pickup', carried.status);
      if kind is not null then
        crossed := crossed || row(carried.id, carried.partner_id, 'pickup', kind,
          least(now(), case when (state.pickup).level <> level then (state.pickup).level_at else fix.recorded_at end), now())::public.fence_crossings;
        state.pickup.progress := array_position(enum_range(null::public.fence_kind), kind);
      end if;
      level := (state.dropoff).level;
      state.dropoff := private.fence_step(state.dropoff, carried.dropoff_lat, carried.dropoff_lng, carried.near_radius_m, carried.arrive_radius_m,
        befores, fix);
      if carried.status <> 'accepted' then
        state.dropoff.lowest := least((state.dropoff).lowest, (state.dropoff).level);
      end if;
      kind := private.fence_kind(state.dropoff, 'dropoff', carried.status);
      if kind is not null then
        crossed := crossed || row(carried.id, carried.partner_id, 'dropoff', kind,
          least(now(), case when (state.dropoff).level <> level then (state.dropoff).level_at else fix.recorded_at end), now())::public.fence_crossings;
        state.dropoff.progress := array_position(enum_range(null::public.fence_kind), kind);
      end if;
    end if;
    befores := array[fix, befores[1]];
  end loop;
  -- 60 m/s is what the check of positions lets pass, 400 m the accuracies of two; after ten minutes of silence it lets all pass
  if (state.pickup).progress < 3 then
    room_m := case when greatest((state.pickup).level, (state.pickup).seen) > 0 then 0
      else private.flat_m(newest.lat, newest.lng, carried.pickup_lat, carried.pickup_lng) <-> point(0, 0) end;
  end if;
  room_m := least(room_m, case when greatest((state.dropoff).level, (state.dropoff).seen) > 0 then 0
    else private.flat_m(newest.lat, newest.lng, carried.dropoff_lat, carried.dropoff_lng) <-> point(0, 0) end);
  update private.fence_states f set pickup = state.pickup, dropoff = state.dropoff, clear_until = newest.recorded_at
    + least(300, greatest(0, room_m - carried.near_radius_m - 400) / 60) * interval '1 second'
  where f.order_id = carried.id;
  if cardinality(crossed) > 0 then
    insert into public.fence_crossings select c.* from unnest(crossed) c on conflict do nothing;
  end if;
end $$;

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
