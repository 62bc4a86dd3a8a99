-- Handing the wishes for roads to the function `route`, and taking its answers.

-- definer: the table has no grants. A lease lasts 15 s, several times what a router may take.
create function public.claim_route_requests(batch int default 20) returns table (
  order_id uuid, lease_token uuid, from_lat double precision, from_lng double precision, to_lat double precision, to_lng double precision)
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.route_requests q where q.next_attempt_at <= now() and q.attempts >= 4;
  if not (select s.routing from private.settings s) then
    delete from private.route_requests q where q.order_id is not null;
    return;
  end if;
  return query
  update private.route_requests q set attempts = q.attempts + 1, lease_token = gen_random_uuid(), next_attempt_at = now() + interval '15 seconds'
  where q.order_id in (
    select d.order_id from private.route_requests d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit least(greatest(coalesce(claim_route_requests.batch, 20), 1), 100) for update skip locked)
  returning q.order_id, q.lease_token, q.from_lat, q.from_lng, q.to_lat, q.to_lng;
end $$;
comment on function public.claim_route_requests is 'For the function route: orders that wait for a road, each under a lease of 15 s, at most four times.';
grant execute on function public.claim_route_requests to service_role;

-- definer: as above. The order's row first, so that a road cannot come after the order was closed.
create function public.settle_route(order_id uuid, lease_token uuid, answer jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  carried public.orders;
  asked private.route_requests;
begin
  select o.* into carried from public.orders o where o.id = settle_route.order_id for share;
  delete from private.route_requests q
  where q.order_id = settle_route.order_id and q.lease_token = settle_route.lease_token returning q.* into asked;
  if asked.order_id is null or carried.closed_at is not null or private.leg_of(carried) is distinct from asked.leg then
    return false;
  elsif answer ->> 'outcome' = 'found' then
    perform private.keep_route(asked.order_id, asked.leg, answer, now());
    insert into private.route_cache as c (places, route, first_lat, first_lng)
    select private.route_places(asked.from_lat, asked.from_lng, asked.to_lat, asked.to_lng), answer, (answer #>> '{lats,0}')::double precision, (answer #>> '{lngs,0}')::double precision
    where (select s.route_cache_minutes from private.settings s) > 0
    on conflict on constraint route_cache_pkey do update set route = excluded.route, first_lat = excluded.first_lat, first_lng = excluded.first_lng, fetched_at = now();
    return true;
  elsif answer ->> 'outcome' = 'retry' and asked.attempts < 4 then
    -- 5, 20 and 80 s, or what the router asked for
    asked.next_attempt_at := now() + make_interval(secs => greatest(5 * 4 ^ (asked.attempts - 1), least((answer ->> 'retry_after_s')::int, 300)));
    asked.lease_token := null;
    insert into private.route_requests values (asked.*) on conflict do nothing;
  else
    -- there is no road, or no router: another place or another day may have one
    update private.arrivals a set route_after = now() + interval '10 minutes' where a.order_id = asked.order_id;
  end if;
  return false;
end $$;
comment on function public.settle_route is
  'For the function route: ends a wish with {outcome: found, polyline, distance_m, duration_s, lats, lngs, seconds}, {outcome: retry, retry_after_s} or {outcome: none}. True: a road was written.';
grant execute on function public.settle_route to service_role;

create function private.tick_routes() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.route_requests q where q.next_attempt_at <= now()) then
    perform private.knock_route();
  end if;
end $$;
comment on function private.tick_routes() is 'Every 10 seconds by pg_cron: knocks for orders that wait for a road.';
select cron.schedule('orderline-routes', '10 seconds', 'select private.tick_routes()');
