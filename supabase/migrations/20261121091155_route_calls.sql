-- Asking for a road: from the cache at once, or by a row and a knock.

create function private.knock_route() returns void
language sql volatile security definer set search_path = '' as $$ select private.call_function('route', 'route_requests') $$;

create function private.route_places(from_lat double precision, from_lng double precision, to_lat double precision, to_lng double precision)
returns text language sql immutable set search_path = '' as $$
  select concat_ws(' ', round(from_lat::numeric, 3), round(from_lng::numeric, 3), round(to_lat::numeric, 5), round(to_lng::numeric, 5))
$$;

-- writes the road of an order; {polyline, distance_m, duration_s, lats, lngs, seconds}
create function private.keep_route(order_id uuid, leg private.order_leg, route jsonb, fetched_at timestamptz) returns void
language sql set search_path = '' as $$
  with points as (
    select n, lat::double precision, lng::double precision, s::real
    from rows from (jsonb_array_elements_text(route -> 'lats'), jsonb_array_elements_text(route -> 'lngs'), jsonb_array_elements_text(route -> 'seconds'))
      with ordinality p (lat, lng, s, n)
  ), steps as (
    select p.*, coalesce(private.distance_m(lag(p.lat) over w, lag(p.lng) over w, p.lat, p.lng), 0) as step_m
    from points p window w as (order by p.n)
  ), lines as (
    select s.*, sum(s.step_m) over (order by s.n) as along from steps s
  )
  insert into private.order_routes as r (order_id, leg, polyline, distance_m, duration_s, fetched_at, lats, lngs, along_m, along_s)
  select keep_route.order_id, keep_route.leg, route ->> 'polyline', (route ->> 'distance_m')::real, (route ->> 'duration_s')::real, keep_route.fetched_at,
    array_agg(l.lat order by l.n), array_agg(l.lng order by l.n), array_agg(l.along::real order by l.n), array_agg(l.s order by l.n)
  from lines l
  on conflict on constraint order_routes_pkey do update set leg = excluded.leg, polyline = excluded.polyline, distance_m = excluded.distance_m,
    duration_s = excluded.duration_s, fetched_at = excluded.fetched_at, lats = excluded.lats, lngs = excluded.lngs,
    along_m = excluded.along_m, along_s = excluded.along_s
$$;

-- called by the estimate, whose caller holds the order's row: from the cache at once, or by a row and a knock
create function private.ask_route(order_id uuid, leg private.order_leg, from_lat double precision, from_lng double precision,
  to_lat double precision, to_lng double precision) returns void
language plpgsql set search_path = '' as $$
declare
  known private.route_cache;
begin
  if not (select s.routing from private.settings s) then
    return;
  end if;
  select c.* into known from private.route_cache c
  where c.places = private.route_places(from_lat, from_lng, to_lat, to_lng)
    and c.fetched_at > now() - make_interval(mins => (select s.route_cache_minutes from private.settings s));
  -- two places in one square of the key may be on two roads
  if private.distance_m(known.first_lat, known.first_lng, from_lat, from_lng) < 50 then
    delete from private.route_requests q where q.order_id = ask_route.order_id;
    perform private.keep_route(order_id, leg, known.route, known.fetched_at);
    return;
  end if;
  insert into private.route_requests as q (order_id, leg, from_lat, from_lng, to_lat, to_lng)
  values (ask_route.order_id, ask_route.leg, ask_route.from_lat, ask_route.from_lng, ask_route.to_lat, ask_route.to_lng)
  on conflict on constraint route_requests_pkey do update set leg = excluded.leg, from_lat = excluded.from_lat, from_lng = excluded.from_lng,
    to_lat = excluded.to_lat, to_lng = excluded.to_lng, asked_at = now(), attempts = 0, lease_token = null, next_attempt_at = now();
  perform private.knock_route();
end $$;
