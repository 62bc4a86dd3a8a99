-- One call takes a batch: who, the order, the consent, each point, the marker, the fences, the arrival.

alter table private.settings
  add column position_calls_per_minute int not null default 240 check (position_calls_per_minute between 60 and 1000000);
comment on column private.settings.position_calls_per_minute is
  'Batches of positions one partner may send in a minute, for all their orders together; as many at once after a rest.';

create function private.keep_position_pace(partner_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  at constant timestamptz := clock_timestamp();
  step constant interval := interval '1 minute' / (select s.position_calls_per_minute from private.settings s);
begin
  insert into private.paces as p (user_id, what, full_at) values (keep_position_pace.partner_id, 'position', at + step)
  on conflict on constraint paces_pkey do update set full_at = greatest(p.full_at, at) + step
    where greatest(p.full_at, at) + step <= at + interval '1 minute';
  if not found then
    raise exception using errcode = 'PT429', hint = 'too_fast', detail = '1',
      message = 'That was too fast. Wait a moment and send the points together.';
  end if;
end $$;

-- the newest point of the trail becomes the marker, which never goes back in time
create function private.move_marker(carried public.orders, newest private.position) returns void
language plpgsql set search_path = '' as $$
declare
  arrival private.arrival := private.estimate_arrival(carried, newest);
begin
  insert into public.last_locations as l (order_id, partner_id, recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg,
    battery_pct, eta_at, eta_low_at, eta_high_at, eta_is_approximate, remaining_m)
  values (carried.id, carried.partner_id, newest.recorded_at, newest.lat, newest.lng, newest.accuracy_m, newest.speed_mps, newest.heading_deg,
    newest.battery_pct, arrival.eta_at, arrival.eta_low_at, arrival.eta_high_at, arrival.is_approximate, arrival.remaining_m)
  on conflict on constraint last_locations_pkey do update set recorded_at = excluded.recorded_at, received_at = now(),
    lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps,
    heading_deg = excluded.heading_deg, battery_pct = excluded.battery_pct, eta_at = excluded.eta_at, eta_low_at = excluded.eta_low_at,
    eta_high_at = excluded.eta_high_at, eta_is_approximate = excluded.eta_is_approximate, remaining_m = excluded.remaining_m
  where l.recorded_at < excluded.recorded_at;
  perform private.check_fences(carried, newest);
end $$;

-- a word for each of these
create function private.refused_positions(ids uuid[], reason text) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(cardinality(ids), 0) = 0 then
    return '[]';
  end if;
  return (select jsonb_agg(jsonb_build_object('client_id', id, 'reason', reason)) from unnest(ids) id);
end $$;

-- definer: locations has no write grant; whoever calls it has locked the order and checked the partner and the consent
-- a plan made for each call would look at every day of the trail, which takes longer than all the rest; this holds for all that it calls
create function private.take_positions(
  carried public.orders, share public.location_shares, points jsonb, sent_at timestamptz default null
) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
declare
  -- a clock that is right within half a minute is left alone, so that a batch sent twice has the same times twice
  clock_error constant interval := case when isfinite(sent_at) and abs(extract(epoch from now() - sent_at)) > 30 then now() - sent_at end;
  point private.position;
  good private.position[] := '{}';
  newest private.position;
  refused jsonb := '[]';
  doubles uuid[];
  known uuid[];
  jumps uuid[] := '{}';
  fault text;
begin
  perform private.keep_position_pace(carried.partner_id);
  foreach point in array private.parse_positions(points) loop
    if clock_error is not null then
      point.recorded_at := point.recorded_at + clock_error;
    end if;
    fault := private.position_fault(point, share);
    if fault is null then
      good := good || private.tidy_position(point);
    else
      refused := refused || jsonb_build_object('client_id', point.client_id, 'reason', fault);
    end if;
  end loop;
  if cardinality(good) > 1 then
    select coalesce(array_agg(g.p order by (g.p).recorded_at, (g.p).client_id) filter (where g.nth = 1), '{}'), array_agg((g.p).client_id) filter (where g.nth > 1)
    into good, doubles
    from (select p, row_number() over (partition by p.client_id order by p.recorded_at) as nth from unnest(good) p) g;
  end if;
  if good <> '{}' and clock_error is null and private.continues_trail(carried, good) then
    perform private.append_positions(carried, good);
    newest := good[cardinality(good)];
  elsif good <> '{}' then
    known := private.known_positions(carried, good, case when clock_error is null then interval '0' else interval '2 minutes' end);
    good := array(select p from unnest(good) p where p.client_id <> all (known));
    doubles := doubles || known;
    jumps := private.insert_positions(carried, good);
    select l.client_id, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, l.source into newest
    from public.locations l
    where l.order_id = carried.id and l.partner_id = carried.partner_id and l.recorded_at >= share.started_at - interval '60 seconds'
      and l.recorded_at > coalesce((select m.recorded_at from public.last_locations m where m.order_id = carried.id), '-infinity')
    order by l.recorded_at desc limit 1;
  end if;
  if newest.recorded_at is not null then
    perform private.move_marker(carried, newest);
  end if;
  return jsonb_build_object('accepted', cardinality(good) - cardinality(jumps),
    'refused', refused || private.refused_positions(doubles, 'duplicate') || private.refused_positions(jumps, 'jump'),
    'is_watched', private.is_watched(carried.id));
end $$;

-- definer: location_shares is locked, so that stopping and a position cannot pass each other
create function public.ingest_locations(order_id uuid, points jsonb, sent_at timestamptz default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  carried public.orders := private.order_i_carry(ingest_locations.order_id);
  share public.location_shares;
begin
  select s.* into share from public.location_shares s
  where s.order_id = carried.id and s.partner_id = carried.partner_id and s.stopped_at is null for update;
  if share.id is null then
    perform private.refuse(409, 'not_sharing', 'Start sharing before sending positions.');
  end if;
  return private.take_positions(carried, share, ingest_locations.points, ingest_locations.sent_at);
end $$;
comment on function public.ingest_locations is
  'Takes a batch of positions; sent_at is what the device''s clock says, to put a wrong one right. Returns {accepted, refused:[{client_id, reason}], is_watched}; reasons: invalid, in_the_future, too_old, before_sharing, paused, inaccurate, jump, duplicate. Errors: not_the_partner, order_closed, not_sharing, invalid_batch, too_fast.';
grant execute on function public.ingest_locations to authenticated;
