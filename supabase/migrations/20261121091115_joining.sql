-- How points join the trail: nearly always behind its end, where the last three fixes decide; otherwise by what stands around them.

-- what stands there already; a batch whose times were put right comes with other times when it is sent again
create function private.known_positions(carried public.orders, points private.position[], leeway interval) returns uuid[]
language sql stable set search_path = '' as $$
  select array(
    select p.client_id from unnest(points) p
    where exists (select from public.locations l where l.order_id = carried.id and l.client_id = p.client_id
        and l.recorded_at between p.recorded_at - leeway and p.recorded_at + leeway)
      or exists (select from private.doubtful_positions d where d.order_id = carried.id and d.client_id = p.client_id
        and d.recorded_at between p.recorded_at - leeway and p.recorded_at + leeway))
$$;

-- Whether these points, in order of time, stand behind the trail's end and none is a jump from the three before it.
create function private.continues_trail(carried public.orders, points private.position[]) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  since constant timestamptz := points[1].recorded_at - interval '10 minutes';
  last private.position[];
  point private.position;
  before private.position;
begin
  if exists (select from private.doubtful_positions d where d.order_id = carried.id and d.recorded_at > since) then
    return false;
  end if;
  last := array(
    select (l.client_id, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, l.source)::private.position
    from public.locations l
    where l.order_id = carried.id and l.partner_id = carried.partner_id and l.recorded_at > since
    order by l.recorded_at desc limit 3);
  if last[1].recorded_at >= points[1].recorded_at then
    return false;
  end if;
  foreach point in array points loop
    foreach before in array last loop
      if point.recorded_at < before.recorded_at + interval '10 minutes' and private.is_jump(before, point) then
        return false;
      end if;
    end loop;
    last := point || last[1:2];
  end loop;
  return true;
end $$;

-- Writes them behind the end of the trail.
create function private.append_positions(carried public.orders, points private.position[]) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.locations (order_id, partner_id, recorded_at, client_id, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, source)
  select carried.id, carried.partner_id, p.recorded_at, p.client_id, p.lat, p.lng, p.accuracy_m, p.speed_mps, p.heading_deg, p.battery_pct, p.source
  from unnest(points) p;
end $$;

-- Writes them where they belong, and moves their neighbours between trail and doubt. Returns the ids that are not in the trail.
create function private.insert_positions(carried public.orders, points private.position[]) returns uuid[]
language plpgsql set search_path = '' as $$
declare
  into_trail private.position[];
  into_doubt private.position[];
  refused uuid[];
begin
  select array_agg(j.fix) filter (where j.is_in and j.was_in is not true),
    array_agg(j.fix) filter (where not j.is_in and j.was_in is distinct from false),
    array_agg((j.fix).client_id) filter (where not j.is_in and j.was_in is null)
  into into_trail, into_doubt, refused from private.judge_positions(carried, points) j;
  delete from private.doubtful_positions d using unnest(into_trail) p
  where d.order_id = carried.id and d.recorded_at = p.recorded_at and d.client_id = p.client_id;
  delete from public.locations l using unnest(into_doubt) p
  where l.order_id = carried.id and l.recorded_at = p.recorded_at and l.client_id = p.client_id;
  perform private.append_positions(carried, coalesce(into_trail, '{}'));
  insert into private.doubtful_positions
    (order_id, partner_id, recorded_at, client_id, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, source)
  select carried.id, carried.partner_id, p.recorded_at, p.client_id, p.lat, p.lng, p.accuracy_m, p.speed_mps, p.heading_deg, p.battery_pct, p.source
  from unnest(into_doubt) p;
  return coalesce(refused, '{}');
end $$;
