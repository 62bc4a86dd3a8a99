-- What one position says about one place. Pure: the same positions in the same order always give the same.

-- metres east and north of a place, on a plane: exact to a thousandth within 20 km
create function private.flat_m(lat double precision, lng double precision, place_lat double precision, place_lng double precision)
returns point
language sql immutable parallel safe set search_path = '' as $$
  select point(
    111195.08 * cos(radians(place_lat)) * (case when abs(lng - place_lng) <= 180 then lng - place_lng else lng - place_lng - sign(lng - place_lng) * 360 end),
    111195.08 * (lat - place_lat))
$$;

create function private.new_fence(base smallint, progress smallint) returns private.fence
language sql immutable set search_path = '' as $$
  -- who arrived and did not leave is taken to be there still, until two positions say otherwise
  select case when progress = 2 then 2 else 0 end::smallint, null::timestamptz,
    case when progress = 2 then 2 else 0 end::smallint, null::timestamptz, base, base, progress
$$;

-- Whether the way between two positions outside a circle leads through it: the innermost such circle (0 none), and when.
-- 10 m/s is 36 km/h: whoever goes faster drives by the door. Two minutes apart, they say nothing of the way between.
create function private.fence_passed(
  lat double precision, lng double precision, near_m int, arrive_m int, before private.position, fix private.position,
  out circle smallint, out at timestamptz
)
language plpgsql immutable set search_path = '' as $$
declare
  center constant point := point(0, 0);
  way lseg;
  way_m double precision;
  closest_m double precision;
begin
  circle := 0;
  if before.recorded_at > fix.recorded_at - interval '2 minutes' and greatest(before.accuracy_m, fix.accuracy_m) <= 50 then
    way := lseg(private.flat_m(before.lat, before.lng, fence_passed.lat, fence_passed.lng),
      private.flat_m(fix.lat, fix.lng, fence_passed.lat, fence_passed.lng));
    way_m := way[0] <-> way[1];
    closest_m := center <-> way;
    -- longer than the radius, so that jitter along the edge is no way through
    circle := case
      when closest_m <= arrive_m and way_m > arrive_m and least(way[0] <-> center, way[1] <-> center) > arrive_m
        and way_m <= 10 * extract(epoch from fix.recorded_at - before.recorded_at) then 2
      when closest_m <= near_m and way_m > near_m and least(way[0] <-> center, way[1] <-> center) > near_m then 1
      else 0 end;
    at := case when circle > 0 then before.recorded_at
      + (fix.recorded_at - before.recorded_at) * ((way[0] <-> (center ## way)) / way_m) end;
  end if;
end $$;

-- befores: the two positions before this one, the later first
create function private.fence_step(
  fence private.fence, lat double precision, lng double precision, near_m int, arrive_m int, befores private.position[], fix private.position
) returns private.fence
language plpgsql immutable set search_path = '' as $$
declare
  away_m double precision := private.flat_m(fix.lat, fix.lng, fence_step.lat, fence_step.lng) <-> point(0, 0);
  accuracy_m double precision := coalesce(fix.accuracy_m, 0);
  was smallint := fence.seen;
  level smallint := fence.level;
  passed record;
begin
  -- one that is less exact than the circle it speaks of counts neither for nor against
  if accuracy_m > greatest(50, case when away_m - accuracy_m <= 1.5 * arrive_m then arrive_m else near_m end) then
    return fence;
  end if;
  -- in at the radius, out at one and a half of it plus the accuracy
  fence.seen := case
    when (away_m <= arrive_m and coalesce(fix.speed_mps, 0) <= 10) or (level = 2 and away_m <= 1.5 * arrive_m + accuracy_m) then 2
    when away_m <= near_m or (level >= 1 and away_m <= 1.5 * near_m + accuracy_m) then 1
    else 0 end;
  if fence.seen <> level and was = level then
    fence.since := fix.recorded_at;
  end if;
  -- two positions one after the other, both further in or both further out
  if least(fence.seen, was) > level then
    fence.level := least(fence.seen, was);
  elsif greatest(fence.seen, was) < level then
    fence.level := greatest(fence.seen, was);
  end if;
  -- or two outside between which the way leads through; of one alone inside, the ones before and after it
  if away_m > arrive_m and fence.level < 2 and fence.progress < 2 then
    for i in 1..case when was > level then 2 else 1 end loop
      passed := private.fence_passed(fence_step.lat, fence_step.lng, near_m, arrive_m, befores[i], fix);
      if passed.circle > greatest(fence.level, level) then
        fence.level := passed.circle;
        fence.since := passed.at;
      end if;
    end loop;
  end if;
  if fence.level <> level then
    fence.level_at := fence.since;
    fence.since := case when fence.seen <> fence.level then fix.recorded_at end;
  end if;
  return fence;
end $$;

-- what there is to tell of a place, or null. Arriving, arrived, left: never again what came before.
create function private.fence_kind(fence private.fence, place public.fence_place, status public.order_status) returns public.fence_kind
language sql immutable set search_path = '' as $$
  select case
    -- going off without the goods is no leaving
    when fence.progress = 2 and fence.level < 2 and (place = 'dropoff' or status <> 'accepted') then 'left'
    -- work elsewhere is not on the way; where both ends lie together, the way begins with the last step
    when place = 'dropoff' and not (status = 'out_for_delivery' or (status = 'picked_up' and fence.base = 0)) then null
    -- and who has not gone since the pickup does not come back
    when fence.progress < 2 and fence.level = 2 and fence.lowest < 2 then 'arrived'
    when fence.progress < 1 and fence.level = 1 and fence.lowest < 1 and (place = 'dropoff' or status = 'accepted') then 'arriving'
  end::public.fence_kind
$$;
