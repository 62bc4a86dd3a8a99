-- What a batch is made of. Each point is judged by itself here; what its neighbours say of it comes in the next chapter.

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

-- Why a point is not taken whatever its neighbours are, or null.
create function private.position_fault(point private.position, share public.location_shares) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case
    -- NaN and infinity are greater than any number; 0, 0 is what broken receivers send
    when point.client_id is null or point.recorded_at is null or point.lat is null or point.lng is null
      or abs(point.lat) > 90 or abs(point.lng) > 180 or (point.lat = 0 and point.lng = 0)
      or abs(point.heading_deg) > 360 or abs(point.speed_mps) > 1000 or point.accuracy_m > 100000 then 'invalid'
    when point.recorded_at > now() + interval '60 seconds' then 'in_the_future'
    when point.recorded_at < now() - interval '1 day' then 'too_old'
    -- where somebody was before they agreed is nobody's business; a minute for clocks that differ
    when point.recorded_at < share.started_at - interval '60 seconds' then 'before_sharing'
    when share.pauses @> point.recorded_at then 'paused'
    when point.accuracy_m > 200 then 'inaccurate'
  end;
end $$;

-- browsers report small negative speeds and a heading of 360; the table holds neither
create function private.tidy_position(point private.position) returns private.position
language plpgsql immutable set search_path = '' as $$
begin
  -- greatest() alone would turn an unknown value into 0
  point.accuracy_m := case when point.accuracy_m is not null then greatest(point.accuracy_m, 0) end;
  point.speed_mps := case when point.speed_mps is not null then greatest(point.speed_mps, 0) end;
  point.heading_deg := case when point.heading_deg >= 0 then (point.heading_deg::numeric % 360)::real end;
  point.battery_pct := case when point.battery_pct is not null then least(greatest(point.battery_pct, 0), 100)::smallint end;
  point.source := left(coalesce(point.source, 'browser'), 20);
  return point;
end $$;

-- One point of a batch in which some have values of a wrong kind. Such a one keeps its id alone, if that is one.
create function private.parse_position(point jsonb) returns private.position
language plpgsql stable set search_path = '' as $$
declare
  parsed private.position;
begin
  return jsonb_populate_record(null::private.position, point);
exception when data_exception then
  if jsonb_typeof(point) = 'object' and pg_input_is_valid(point ->> 'client_id', 'uuid') then
    parsed.client_id := point ->> 'client_id';
  end if;
  return parsed;
end $$;

create function private.parse_positions(points jsonb) returns private.position[]
language plpgsql stable set search_path = '' as $$
begin
  if jsonb_typeof(points) is distinct from 'array' or jsonb_array_length(points) not between 1 and 100 then
    perform private.refuse(422, 'invalid_batch', 'Send an array of 1 to 100 points.');
  end if;
  return array(select p from jsonb_populate_recordset(null::private.position, points) p);
exception when data_exception then
  -- one that cannot be read must not hold back the others, or a device would send the same batch for ever
  return array(select private.parse_position(e.value) from jsonb_array_elements(points) e);
end $$;
