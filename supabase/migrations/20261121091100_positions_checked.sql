-- Positions come in batches, late, doubled and wrong. Good ones join the trail; only a newer one moves the marker.

-- mean earth radius 6,371,008.8 m (IUGG); least() keeps asin() inside its domain for opposite points
create function private.distance_m(
  from_lat double precision, from_lng double precision, to_lat double precision, to_lng double precision
) returns double precision
language sql immutable parallel safe strict set search_path = '' as $$
  select 2 * 6371008.8 * asin(sqrt(least(1.0,
    sin(radians(to_lat - from_lat) / 2) ^ 2
    + cos(radians(from_lat)) * cos(radians(to_lat)) * sin(radians(to_lng - from_lng) / 2) ^ 2)))
$$;

create type private.position as (
  client_id uuid, recorded_at timestamptz, lat double precision, lng double precision,
  accuracy_m real, speed_mps real, heading_deg real, battery_pct smallint, source text
);

-- why a point is not taken, or null; the anchor is the newest accepted point
create function private.position_fault(point private.position, anchor private.position) returns text
language sql stable set search_path = '' as $$
  select case
    when point.client_id is null or point.recorded_at is null or point.lat is null or point.lng is null
      or abs(point.lat) > 90 or abs(point.lng) > 180 or (point.lat = 0 and point.lng = 0)
      -- NaN and infinity are greater than any number
      or abs(point.heading_deg) > 360 or abs(point.speed_mps) > 1000 or point.accuracy_m > 100000 then 'invalid'
    when point.recorded_at > now() + interval '60 seconds' then 'in_the_future'
    when point.recorded_at < now() - interval '1 day' then 'too_old'
    when point.accuracy_m > 200 then 'inaccurate'
    -- faster than 60 m/s even after both accuracies: a jump; after ten minutes of silence it may be true
    when point.recorded_at > anchor.recorded_at and point.recorded_at < anchor.recorded_at + interval '10 minutes'
      and private.distance_m(anchor.lat, anchor.lng, point.lat, point.lng)
        - coalesce(point.accuracy_m, 0) - coalesce(anchor.accuracy_m, 0)
        > 60 * greatest(1, extract(epoch from point.recorded_at - anchor.recorded_at)) then 'jump'
  end
$$;

-- browsers report small negative speeds and a heading of 360; the table holds neither
create function private.tidy_position(point private.position) returns private.position
language sql immutable set search_path = '' as $$
  select point.client_id, point.recorded_at, point.lat, point.lng,
    -- greatest() alone would turn an unknown value into 0
    case when point.accuracy_m is not null then greatest(point.accuracy_m, 0) end,
    case when point.speed_mps is not null then greatest(point.speed_mps, 0) end,
    case when point.heading_deg >= 0 then (point.heading_deg::numeric % 360)::real end,
    case when point.battery_pct is not null then least(greatest(point.battery_pct, 0), 100)::smallint end,
    left(coalesce(point.source, 'browser'), 20)
$$;

create function private.parse_positions(points jsonb) returns setof private.position
language plpgsql stable set search_path = '' as $$
begin
  if jsonb_typeof(points) is distinct from 'array' or jsonb_array_length(points) not between 1 and 100 then
    perform private.refuse(422, 'invalid_batch', 'Send an array of 1 to 100 points.');
  end if;
  return query select * from jsonb_populate_recordset(null::private.position, points) p order by p.recorded_at, p.client_id;
exception when data_exception or invalid_text_representation then
  perform private.refuse(422, 'invalid_batch', 'A point has a value that is not a number, time or id.');
end $$;
