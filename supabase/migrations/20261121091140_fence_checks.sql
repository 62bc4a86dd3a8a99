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
  state.befores := '{}';
  state.clear_until := open_fences.from_at;
  insert into private.fence_states values (state.*) on conflict do nothing;
  return state;
end $$;

-- definer: the partner who sends positions has no right on the state, the trail or the crossings
-- a plan made for each call would look at every day of the trail, which takes longer than all the rest
create function private.check_fences(carried public.orders, newest private.position) returns void
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
declare
  state private.fence_states;
  at_pickup private.fence;
  at_dropoff private.fence;
  befores_now private.position[];
  fixes private.position[];
  fix private.position;
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
  -- what a batch brought before its newest point counts too, so that it does not matter how positions are batched;
  -- between two that are as close as watched phones send them there is nothing to look for
  if newest.recorded_at < state.befores[1].recorded_at + interval '4 seconds' then
    fixes := array[newest];
  else
    fixes := array(select row(null, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, null, null, null)::private.position
      from public.locations l where l.order_id = carried.id and l.partner_id = carried.partner_id and l.recorded_at < newest.recorded_at
        -- one before what is not dealt with: the way from it may lead through a circle
        and l.recorded_at > greatest(state.befores[1].recorded_at, state.clear_until - interval '2 minutes')
      order by l.recorded_at) || newest;
  end if;
  at_pickup := state.pickup;
  at_dropoff := state.dropoff;
  befores_now := state.befores;
  foreach fix in array fixes loop
    if fix.recorded_at > state.clear_until then
      level := at_pickup.level;
      at_pickup := private.fence_step(at_pickup, carried.pickup_lat, carried.pickup_lng, carried.near_radius_m, carried.arrive_radius_m, befores_now, fix);
      if at_pickup.level > at_pickup.progress or (at_pickup.progress = 2 and at_pickup.level < 2) then
        kind := private.fence_kind(at_pickup, 'pickup', carried.status);
        if kind is not null then
          crossed := crossed || row(carried.id, carried.partner_id, 'pickup', kind,
            least(now(), case when at_pickup.level <> level then at_pickup.level_at else fix.recorded_at end), now())::public.fence_crossings;
          at_pickup.progress := array_position(enum_range(null::public.fence_kind), kind);
        end if;
      end if;
      level := at_dropoff.level;
      at_dropoff := private.fence_step(at_dropoff, carried.dropoff_lat, carried.dropoff_lng, carried.near_radius_m, carried.arrive_radius_m, befores_now, fix);
      if carried.status <> 'accepted' then
        at_dropoff.lowest := least(at_dropoff.lowest, at_dropoff.level);
      end if;
      if at_dropoff.level > at_dropoff.progress or (at_dropoff.progress = 2 and at_dropoff.level < 2) then
        kind := private.fence_kind(at_dropoff, 'dropoff', carried.status);
        if kind is not null then
          crossed := crossed || row(carried.id, carried.partner_id, 'dropoff', kind,
            least(now(), case when at_dropoff.level <> level then at_dropoff.level_at else fix.recorded_at end), now())::public.fence_crossings;
          at_dropoff.progress := array_position(enum_range(null::public.fence_kind), kind);
        end if;
      end if;
    end if;
    befores_now := array[fix, befores_now[1]];
  end loop;
  -- 60 m/s is what the check of positions lets pass, 400 m the accuracies of two; a minute at most, as several that agree are believed
  if greatest(at_dropoff.level, at_dropoff.seen) > 0 or (at_pickup.progress < 3 and greatest(at_pickup.level, at_pickup.seen) > 0) then
    room_m := 0;
  else
    room_m := least(case when at_pickup.progress < 3 then private.distance_m(newest.lat, newest.lng, carried.pickup_lat, carried.pickup_lng) end,
      private.distance_m(newest.lat, newest.lng, carried.dropoff_lat, carried.dropoff_lng));
  end if;
  update private.fence_states f set pickup = at_pickup, dropoff = at_dropoff, befores = befores_now,
    clear_until = newest.recorded_at + least(60, greatest(0, room_m - carried.near_radius_m - 400) / 60) * interval '1 second'
  where f.order_id = carried.id;
  if cardinality(crossed) > 0 then
    insert into public.fence_crossings select c.* from unnest(crossed) c on conflict do nothing;
  end if;
end $$;
