-- The estimate itself. It never touches the network: a road that is not there yet is asked for and used when it came.

-- seconds that say how much of the pace so far is believed: four minutes of driving count as much as the router's word
create function private.pace(elapsed_s real, covered_s real) returns real
language sql immutable set search_path = '' as $$
  select least(greatest((greatest(elapsed_s, 0) + 240) / (greatest(covered_s, 0) + 240), 0.7), 1.8)::real
$$;

-- called with each newest position, in the transaction that takes it; what it returns stands in last_locations
create function private.estimate_arrival(carried public.orders, newest private.position) returns private.arrival
language plpgsql security definer set search_path = '' as $$
declare
  now_leg private.order_leg := private.leg_of(carried);
  a private.arrivals;
  r private.order_routes;
  s private.settings;
  learned private.arrival_corrections;
  snap record;
  to_lat double precision := case when now_leg = 'pickup' then carried.pickup_lat else carried.dropoff_lat end;
  to_lng double precision := case when now_leg = 'pickup' then carried.pickup_lng else carried.dropoff_lng end;
  since_s real;
  beside_m real;
  uncorrected_s real;
  left_s real;
  was_approximate boolean;
  hour_there int;
begin
  if now_leg is null then
    return null;
  end if;
  select x.* into a from private.arrivals x where x.order_id = carried.id;
  since_s := extract(epoch from newest.recorded_at - a.estimated_at);
  if a.leg = now_leg and since_s < 5 then
    return row(a.eta_at, a.eta_low_at, a.eta_high_at, a.is_approximate, a.remaining_m);
  end if;
  select x.* into s from private.settings x;
  if a.leg is distinct from now_leg then
    a := row(carried.id, now_leg, newest.recorded_at, null, null, null, null, null, null, '-infinity', null, null, 0, null, null, null, null, null, a.told_at);
    since_s := 5;
  end if;
  was_approximate := a.is_approximate;
  select x.* into r from private.order_routes x where x.order_id = carried.id and x.leg = now_leg;
  if r.order_id is null and now() >= a.route_after then
    perform private.ask_route(carried.id, now_leg, newest.lat, newest.lng, to_lat, to_lng);
    a.route_after := now() + make_interval(secs => s.reroute_after_seconds);
    select x.* into r from private.order_routes x where x.order_id = carried.id and x.leg = now_leg;
  end if;

  if r.order_id is not null then
    if a.on_route_at is distinct from r.fetched_at then
      a.on_route_at := r.fetched_at; a.progress_m := 0; a.off_road := 0; a.began_at := null;
    end if;
    -- as far as somebody comes at 60 m/s, and a little back: a fix may lie behind the one before
    beside_m := s.off_road_m + coalesce(newest.accuracy_m, 0);
    snap := private.snap_to_route(r, newest.lat, newest.lng, beside_m, a.progress_m,
      greatest(width_bucket(a.progress_m - 60, r.along_m), 1),
      least(greatest(width_bucket((a.progress_m + 200 + 60 * since_s)::real, r.along_m), 1), cardinality(r.lats) - 1));
    -- a road of thousands of points is looked through now and then only
    if snap.off_m is null and (cardinality(r.lats) <= 2000 or a.off_road % 10 = 0) then
      snap := private.snap_to_route(r, newest.lat, newest.lng, beside_m, a.progress_m, 1, cardinality(r.lats) - 1);
    end if;
    if snap.off_m is null then
      a.off_road := least(a.off_road + 1, 100);
      if a.off_road >= 2 and now() >= a.route_after then
        perform private.ask_route(carried.id, now_leg, newest.lat, newest.lng, to_lat, to_lng);
        a.route_after := now() + make_interval(secs => s.reroute_after_seconds);
      end if;
    else
      a.off_road := 0; a.progress_m := snap.along_m;
    end if;
  end if;

  if a.off_road = 1 and a.eta_at is not null then
    -- one fix beside the road says nothing yet: what is shown stays
    a.estimated_at := newest.recorded_at;
  else
    a.is_approximate := r.order_id is null or a.off_road > 0;
    if a.is_approximate then
      -- streets are about 1.4 times as long as the straight line, and 7 m/s is a town with its lights
      a.remaining_m := 1.4 * private.distance_m(newest.lat, newest.lng, to_lat, to_lng);
      uncorrected_s := a.remaining_m / 7;
    else
      a.remaining_m := greatest(r.along_m[cardinality(r.along_m)] - snap.along_m, 0);
      if a.began_at is null then
        a.began_at := newest.recorded_at;
        a.began_s := snap.along_s;
      end if;
      uncorrected_s := greatest(r.duration_s - snap.along_s, 0) * private.pace(extract(epoch from newest.recorded_at - a.began_at)::real, snap.along_s - a.began_s);
    end if;
    hour_there := extract(hour from newest.recorded_at at time zone
      coalesce((select p.time_zone from public.profiles p where p.id = carried.partner_id), 'UTC'));
    learned := private.correction_of(carried.kind, a.is_approximate, hour_there);
    left_s := uncorrected_s * learned.factor;
    -- half of what a new estimate says counts after half a minute; a road that was not known before counts at once
    a.smooth_at := case when a.smooth_at is null or was_approximate is distinct from a.is_approximate then newest.recorded_at + make_interval(secs => left_s)
      else a.smooth_at + (newest.recorded_at + make_interval(secs => left_s) - a.smooth_at) * (1 - 0.5 ^ least(since_s / 30, 20)) end;
    a.estimated_at := newest.recorded_at;
    -- a clock that runs to and fro is worse than one that is a little off
    if a.eta_at is null or was_approximate is distinct from a.is_approximate
      or abs(extract(epoch from a.smooth_at - a.eta_at)) > greatest(10, least(60, 0.1 * left_s)) then
      a.eta_at := date_trunc('second', greatest(a.smooth_at, newest.recorded_at));
      a.eta_low_at := least(a.eta_at, greatest(newest.recorded_at, a.eta_at - make_interval(secs => greatest(30, left_s * (1 - learned.low)))));
      a.eta_high_at := a.eta_at + make_interval(secs => greatest(60, left_s * (learned.high - 1)));
    end if;
    if a.foretold_at is null or newest.recorded_at >= a.foretold_at + interval '1 minute' then
      insert into private.arrival_predictions (order_id, leg, kind, hour, is_approximate, predicted_at, uncorrected_s, eta_at, eta_low_at, eta_high_at)
      values (carried.id, now_leg, carried.kind, hour_there, a.is_approximate, newest.recorded_at, uncorrected_s, a.eta_at, a.eta_low_at, a.eta_high_at);
      a.foretold_at := newest.recorded_at;
    end if;
    a := private.watch_promise(carried, a, was_approximate, newest.recorded_at, s.delay_notice_minutes);
  end if;
  insert into private.arrivals values (a.*)
  on conflict (order_id) do update set (leg, estimated_at, smooth_at, eta_at, eta_low_at, eta_high_at, is_approximate, remaining_m, route_after, on_route_at,
    progress_m, off_road, began_at, began_s, foretold_at, promised_at, late_since, told_at)
    = row(excluded.leg, excluded.estimated_at, excluded.smooth_at, excluded.eta_at, excluded.eta_low_at, excluded.eta_high_at, excluded.is_approximate,
    excluded.remaining_m, excluded.route_after, excluded.on_route_at, excluded.progress_m, excluded.off_road, excluded.began_at, excluded.began_s,
    excluded.foretold_at, excluded.promised_at, excluded.late_since, excluded.told_at);
  return row(a.eta_at, a.eta_low_at, a.eta_high_at, a.is_approximate, a.remaining_m);
end $$;
