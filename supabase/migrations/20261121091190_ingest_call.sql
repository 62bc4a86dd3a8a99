-- One call takes a batch: who, the order, the consent, each point, the marker, the fences, the arrival.

-- definer: locations has no write grant; whoever calls it has checked the partner, the order and the consent
create function private.take_positions(carried public.orders, share public.location_shares, points jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  anchor private.position;
  point private.position;
  fault text;
  accepted int := 0;
  refused jsonb := '[]';
  before timestamptz;
  arrival private.arrival;
begin
  select null, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, null
  into anchor from public.last_locations l where l.order_id = carried.id;
  before := anchor.recorded_at;
  for point in select p.* from private.parse_positions(take_positions.points) p loop
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
  -- a late point joins the trail and moves nothing
  if anchor.recorded_at is distinct from before then
    arrival := private.estimate_arrival(carried, anchor);
    insert into public.last_locations as l (order_id, partner_id, recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg,
      battery_pct, eta_at, eta_low_at, eta_high_at, eta_is_approximate, remaining_m)
    values (carried.id, carried.partner_id, anchor.recorded_at, anchor.lat, anchor.lng, anchor.accuracy_m, anchor.speed_mps, anchor.heading_deg,
      anchor.battery_pct, arrival.eta_at, arrival.eta_low_at, arrival.eta_high_at, arrival.is_approximate, arrival.remaining_m)
    on conflict on constraint last_locations_pkey do update set recorded_at = excluded.recorded_at, received_at = now(),
      lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps,
      heading_deg = excluded.heading_deg, battery_pct = excluded.battery_pct, eta_at = excluded.eta_at, eta_low_at = excluded.eta_low_at,
      eta_high_at = excluded.eta_high_at, eta_is_approximate = excluded.eta_is_approximate, remaining_m = excluded.remaining_m
    where l.recorded_at < excluded.recorded_at;
    perform private.check_fences(carried, anchor);
  end if;
  return jsonb_build_object('accepted', accepted, 'refused', refused, 'is_watched', private.is_watched(carried.id));
end $$;

-- definer: location_shares is locked, so that stopping and a position cannot pass each other
create function public.ingest_locations(order_id uuid, points jsonb) returns jsonb
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
  return private.take_positions(carried, share, ingest_locations.points);
end $$;
comment on function public.ingest_locations is
  'Stores a batch of positions. Returns {accepted, refused:[{client_id, reason}], is_watched}; reasons: invalid, in_the_future, too_old, inaccurate, jump, paused, duplicate. Errors: not_the_partner, order_closed, not_sharing, invalid_batch.';
grant execute on function public.ingest_locations to authenticated;
