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

-- definer: locations has no write grant; the partner, the order and the consent are checked first
create function public.ingest_locations(order_id uuid, points jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  carried public.orders := private.order_i_carry(ingest_locations.order_id);
  share public.location_shares;
  anchor private.position;
  point private.position;
  fault text;
  accepted int := 0;
  refused jsonb := '[]';
begin
  select s.* into share from public.location_shares s
  where s.order_id = carried.id and s.partner_id = carried.partner_id and s.stopped_at is null for update;
  if share.id is null then
    perform private.refuse(409, 'not_sharing', 'Start sharing before sending positions.');
  end if;
  select null, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, null
  into anchor from public.last_locations l where l.order_id = carried.id;
  for point in select p.* from private.parse_positions(ingest_locations.points) p loop
    fault := private.position_fault(point, anchor);
    -- what was recorded before the pause may still arrive after it
    if fault is null and share.status = 'paused' and point.recorded_at > share.changed_at then
      fault := 'paused';
    end if;
    if fault is null then
      point := private.tidy_position(point);
      insert into public.locations values (carried.id, carried.partner_id, point.recorded_at, now(), point.client_id,
        point.lat, point.lng, point.accuracy_m, point.speed_mps, point.heading_deg, point.battery_pct, point.source)
      on conflict do nothing;
      fault := case when not found then 'duplicate' end;
    end if;
    if fault is not null then
      refused := refused || jsonb_build_object('client_id', point.client_id, 'reason', fault);
      continue;
    end if;
    accepted := accepted + 1;
    if anchor.recorded_at is null or point.recorded_at > anchor.recorded_at then
      anchor := point;
    end if;
  end loop;
  if accepted > 0 then
    insert into public.last_locations as l
      (order_id, partner_id, recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct)
    values (carried.id, carried.partner_id, anchor.recorded_at, anchor.lat, anchor.lng, anchor.accuracy_m,
      anchor.speed_mps, anchor.heading_deg, anchor.battery_pct)
    on conflict on constraint last_locations_pkey do update set recorded_at = excluded.recorded_at, received_at = now(),
      lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps,
      heading_deg = excluded.heading_deg, battery_pct = excluded.battery_pct
    where l.recorded_at < excluded.recorded_at;
  end if;
  return jsonb_build_object('accepted', accepted, 'refused', refused);
end $$;
comment on function public.ingest_locations is
  'Stores a batch of positions. Returns {accepted, refused:[{client_id, reason}]}; reasons: invalid, in_the_future, too_old, inaccurate, jump, paused, duplicate. Errors: not_the_partner, order_closed, not_sharing, invalid_batch.';
grant execute on function public.ingest_locations to authenticated;
