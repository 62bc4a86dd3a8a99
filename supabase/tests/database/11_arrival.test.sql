-- When the partner will be there: the road is asked for, laid under the positions, and the time shown neither jumps nor flickers.
begin;
\ir helpers.psql
select plan(63);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('max', 'partner'), tests.person('eve');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
delete from vault.secrets where name in ('functions_url', 'webhook_secret');
select vault.create_secret('https://functions.example', 'functions_url'), vault.create_secret('hush', 'webhook_secret');
delete from net.http_request_queue;

create function pg_temp.knocks() returns bigint language sql as $$
  with gone as (delete from net.http_request_queue where url = 'https://functions.example/route' returning 1) select count(*) from gone $$;
-- the partner's phone says where it is, so many metres north of 51.49 and east of the road, so many seconds after an hour ago
create function pg_temp.drive(at_s numeric, north_m numeric, east_m numeric default 0, more jsonb default '{}') returns jsonb language plpgsql as $$
declare
  taken jsonb;
begin
  perform tests.sign_in_as('sam');
  taken := public.ingest_locations(tests.kept('order'), jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(), 'accuracy_m', 5,
    'recorded_at', now() - interval '1 hour' + make_interval(secs => at_s),
    'lat', 51.49 + north_m / 111194.93, 'lng', -0.1 + east_m / (111194.93 * cos(radians(51.5)))) || more));
  perform tests.admin();
  return taken -> 'refused';
end $$;
-- whole seconds from that moment to what is shown
create function pg_temp.shown() returns int language sql as $$
  select round(extract(epoch from eta_at - date_trunc('second', recorded_at)))::int from public.last_locations where order_id = tests.kept('order') $$;
-- a straight road north from 51.49, a point each 100 m, at this pace
create function pg_temp.road(metres int, mps numeric) returns jsonb language sql as $$
  select jsonb_build_object('outcome', 'found', 'polyline', '_p~iF~ps|U', 'distance_m', metres, 'duration_s', round(metres / mps),
    'lats', jsonb_agg(51.49 + m / 111194.93 order by m), 'lngs', jsonb_agg(-0.1), 'seconds', jsonb_agg(round(m / mps, 1) order by m))
  from generate_series(0, metres, 100) m $$;
-- what the function `route` does when the router says this
create function pg_temp.answer(answer jsonb) returns boolean language plpgsql as $$
declare
  taken record;
  written boolean;
begin
  perform tests.service();
  select * into taken from public.claim_route_requests();
  written := public.settle_route(taken.order_id, taken.lease_token, answer);
  perform tests.admin();
  return written;
end $$;
grant execute on all functions in schema pg_temp to service_role;

-- no road yet
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1');
select tests.admin();
update public.location_shares set started_at = now() - interval '2 hours';
select is(pg_temp.drive(0, 0), '[]', 'a partner sets out for the pickup');
select is(pg_temp.knocks(), 1::bigint, 'a router is knocked for');
select results_eq($$ select leg::text, round(from_lat::numeric, 4), from_lng, to_lat, to_lng, attempts from private.route_requests $$,
  $$ values ('pickup', 51.4900, -0.1::float8, 51.5::float8, -0.1::float8, 0) $$, 'for the way from there to the pickup');
select results_eq($$ select eta_is_approximate, round(remaining_m / 10), round(extract(epoch from eta_at - recorded_at) / 10),
    round(extract(epoch from eta_low_at - recorded_at) / 10), round(extract(epoch from eta_high_at - recorded_at) / 10) from public.last_locations $$,
  $$ values (true, 156::float8, 22::numeric, 13::numeric, 42::numeric) $$, 'until it answers the straight line is shown, 1.4 times at 7 m/s, flagged approximate, with a wide range');
select pg_temp.drive(10, 60);
select is(pg_temp.knocks(), 0::bigint, 'the next position does not ask again');
select is(private.route_of(tests.kept('order')), null, 'and there is no road to show');

-- the router answers
select tests.service();
select is((select count(*) from public.claim_route_requests()), 1::bigint, 'a worker takes the wish');
select is((select count(*) from public.claim_route_requests()), 0::bigint, 'and nobody else while the lease lasts');
select is(public.settle_route(tests.kept('order'), gen_random_uuid(), pg_temp.road(1100, 10)), false, 'an answer without the lease counts for nothing');
select tests.admin();
select is((select count(*) from private.order_routes), 0::bigint, 'and writes no road');
update private.route_requests set next_attempt_at = now();
delete from realtime.messages;
select is(pg_temp.answer(pg_temp.road(1100, 10)), true, 'a lease that ended is taken again, and its road written');
select results_eq($$ select leg::text, distance_m, duration_s, cardinality(lats), round(along_m[12]), along_s[12] from private.order_routes $$,
  $$ values ('pickup', 1100::float4, 110::float4, 12, 1100::float8, 110::float4) $$, 'with its metres and seconds up to each point');
select results_eq($$ select event, payload - '{fetched_at,id}'::text[], topic from realtime.messages $$,
  $$ select 'route_updated', '{"polyline": "_p~iF~ps|U", "distance_m": 1100, "duration_s": 110}'::jsonb, 'order:' || tests.kept('order') || ':loc:2' $$, 'whoever watches hears of it');
select is(private.route_of(tests.kept('order')) - 'fetched_at', '{"polyline": "_p~iF~ps|U", "distance_m": 1100, "duration_s": 110}', 'and whoever opens the order reads the same');
select is((select count(*) from private.route_requests), 0::bigint, 'the wish is gone');

-- on the road
select pg_temp.drive(20, 200);
select results_eq($$ select eta_is_approximate, round(remaining_m) from public.last_locations $$, $$ values (false, 900::float8) $$, 'what is left is measured along the road');
select is(pg_temp.shown(), 108, 'and takes the router''s seconds, a fifth more as nothing was learned');
select pg_temp.drive(22, 220);
select is((select estimated_at from private.arrivals), now() - interval '1 hour' + interval '20 seconds', 'within five seconds nothing is worked out anew');
select is((select eta_at - date_trunc('second', now()) + interval '1 hour' from public.last_locations), interval '128 seconds', 'and what is shown stays');
select pg_temp.drive(30, 290), pg_temp.drive(40, 380), pg_temp.drive(50, 470);
select is((select eta_at - date_trunc('second', now()) + interval '1 hour' from public.last_locations), interval '128 seconds', 'driving as foretold changes nothing that is shown');
select is((select round(remaining_m)::int from public.last_locations), 630, 'but the metres left');
select is((select count(*) from private.arrival_predictions), 1::bigint, 'once a minute what is foretold is kept');
select pg_temp.drive(60, 470), pg_temp.drive(75, 470), pg_temp.drive(100, 470);
select cmp_ok((select eta_at - now() + interval '1 hour' from public.last_locations), '>', interval '150 seconds', 'standing still pushes the time on');
select ok((select bool_and(eta_at between eta_low_at and eta_high_at and eta_low_at >= recorded_at) from public.last_locations), 'always within its range, and never before the position');

-- beside the road
select pg_temp.knocks();
update private.arrivals set route_after = now();
select tests.keep('before', (select md5(eta_at::text) from public.last_locations));
select pg_temp.drive(110, 480, 90);
select is((select off_road from private.arrivals), 0::smallint, 'ninety metres beside it is still on the road');
select pg_temp.drive(120, 500, 130);
select is((select off_road from private.arrivals), 1::smallint, 'a hundred and thirty is not');
select is(pg_temp.knocks(), 0::bigint, 'one such position asks for nothing');
select pg_temp.drive(130, 500, 150, '{"accuracy_m": 80}');
select is((select off_road from private.arrivals), 0::smallint, 'nor does one that may be on it for all the phone knows');
select pg_temp.drive(140, 520, 200), pg_temp.drive(150, 520, 300);
select is(pg_temp.knocks(), 1::bigint, 'two in a row ask for another road');
select ok((select eta_is_approximate from public.last_locations), 'and until it comes the straight line is shown, flagged');
select pg_temp.drive(160, 520, 400);
select is(pg_temp.knocks(), 0::bigint, 'but not again within thirty seconds');
select results_eq($$ select round((from_lng + 0.1) * 111194.93 * cos(radians(51.5))) from private.route_requests $$, $$ values (300::float8) $$, 'the road is to begin where they are');
select is(pg_temp.answer('{"outcome": "retry", "retry_after_s": 40}'), false, 'a router that is busy');
select results_eq($$ select attempts, round(extract(epoch from next_attempt_at - now())), lease_token from private.route_requests $$, $$ values (1, 40::numeric, null::uuid) $$, 'is asked again when it said');
update private.route_requests set next_attempt_at = now();
select is(pg_temp.answer('{"outcome": "none"}'), false, 'one that knows no road');
select results_eq($$ select (select count(*) from private.route_requests), route_after - now() from private.arrivals $$, $$ values (0::bigint, interval '10 minutes') $$, 'is left alone for ten minutes');
select pg_temp.drive(170, 600, 0);
select is((select eta_is_approximate from public.last_locations), false, 'back on the old road that one counts again');

-- the other end
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up');
select tests.admin();
select isnt((select max(arrived_at) from private.arrival_predictions where leg = 'pickup'), null, 'picking up is an arrival at the pickup');
select pg_temp.drive(3000, 700);
select results_eq('select leg::text, to_lat from private.route_requests', $$ values ('dropoff', 51.51::float8) $$, 'from then on the way leads to the dropoff');
select is((select promised_at from private.arrivals), null, 'nothing is promised before they set out');
select pg_temp.answer(pg_temp.road(2000, 10));
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'out_for_delivery');
select tests.admin();
select pg_temp.drive(3010, 800);
select is((select promised_at from private.arrivals), (select eta_at from public.last_locations), 'the first time shown then is the promise');

-- late
delete from public.notifications;
select pg_temp.drive(3100, 800), pg_temp.drive(3500, 805);
select is((select count(*) from public.notifications where event_type = 'location.delayed'), 0::bigint, 'some minutes late is no delay');
update private.settings set delay_notice_minutes = 5;
select pg_temp.drive(3510, 805);
select is((select count(*) from public.notifications where event_type = 'location.delayed'), 0::bigint, 'nor is more than was allowed, at first');
select pg_temp.drive(3575, 805);
select results_eq($$ select user_id, event_type, data #>> '{eta,minutes}' from public.notifications $$, $$ select tests.id_of('ada'), 'location.delayed'::text,
  greatest(ceil(extract(epoch from eta_at - now()) / 60), 1)::text from public.last_locations $$, 'after a minute of it the customer is told, with the new time');
select pg_temp.drive(3590, 900), pg_temp.drive(3599, 900);
select is((select count(*) from public.notifications where event_type = 'location.delayed'), 1::bigint, 'once');

-- a road used again
select tests.keep('order', tests.order_between('ada', 'max', 'second')::text);
select is((select count(*) from private.order_routes), 1::bigint, 'a second order to the same place');
select private.ask_route(tests.kept('order'), 'dropoff', 51.4901, -0.1, 51.51, -0.12);
select is((select count(*) from private.order_routes), 1::bigint, 'does not get the road of the first when it begins elsewhere');
insert into private.route_cache (places, route, first_lat, first_lng) values (private.route_places(51.4901, -0.1, 51.51, -0.12), pg_temp.road(2000, 10), 51.49, -0.1);
select pg_temp.knocks();
select private.ask_route(tests.kept('order'), 'dropoff', 51.4901, -0.1, 51.51, -0.12);
select is((select count(*) from private.order_routes), 2::bigint, 'and gets it from the cache when it begins where that does');
select is(pg_temp.knocks(), 0::bigint, 'without asking the router');
select is((select count(*) from private.route_requests), 0::bigint, 'nor waiting for it');

-- a road that is driven twice, and a phone that trembles
update public.orders set status = 'cancelled' where id = tests.kept('order');
select tests.keep('order', tests.order_between('ada', 'sam', 'there and back')::text);
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1');
select tests.admin();
update public.location_shares set started_at = now() - interval '2 hours';
create function pg_temp.left_after(at_s numeric, north_m numeric, east_m numeric default 0) returns int language plpgsql as $$
begin
  perform pg_temp.drive(at_s, north_m, east_m);
  return (select round(remaining_m / 10) * 10 from public.last_locations where order_id = tests.kept('order'));
end $$;
select pg_temp.drive(0, 0);
-- a thousand metres north and the same street back
select private.keep_route(tests.kept('order'), 'pickup', jsonb_build_object('polyline', '_p~iF~ps|U', 'distance_m', 2000, 'duration_s', 200,
  'lats', jsonb_agg(51.49 + least(m, 2000 - m) / 111194.93 order by m), 'lngs', jsonb_agg(-0.1), 'seconds', jsonb_agg(m / 10 order by m)), now() + interval '1 second')
from generate_series(0, 2000, 50) m;
select is(array[pg_temp.left_after(10, 0), pg_temp.left_after(30, 200), pg_temp.left_after(50, 400)], '{2000,1800,1600}', 'on the way there it is the way there');
select is(array[pg_temp.left_after(80, 700), pg_temp.left_after(105, 950), pg_temp.left_after(120, 900), pg_temp.left_after(150, 600)], '{1300,1050,900,600}', 'and on the way back the way back');
select is((select eta_is_approximate from public.last_locations where order_id = tests.kept('order')), false, 'all of it on the road');
select pg_temp.drive(160, 500), pg_temp.drive(170, 420);
create temporary table trembling as
select n, (pg_temp.drive(170 + n * 6, (420 - n * 8 + 15 * sin(n * 2.3))::numeric, (20 * sin(n * 3.7))::numeric) is not null) as is_sent,
  (select eta_at from public.last_locations where order_id = tests.kept('order')) as eta_at from generate_series(1, 45) n;
select cmp_ok((select count(*)::int from (select sign(extract(epoch from eta_at - lag(eta_at) over (order by n))) as step, n from trembling) t
  cross join lateral (select u.step as before from (select sign(extract(epoch from eta_at - lag(eta_at) over (order by n))) as step, n from trembling) u
    where u.n < t.n and u.step <> 0 order by u.n desc limit 1) b where t.step <> 0 and t.step <> b.before), '<=', 2, 'the time shown does not run to and fro while the phone trembles');
select ok((select bool_and(eta_at is not null) from trembling), 'and is there all the while');
update public.orders set status = 'cancelled' where id = tests.kept('order');
select is((select count(*) from private.order_routes where order_id = tests.kept('order')), 0::bigint, 'cancelling forgets the road');

-- the end
select tests.keep('order', (select id::text from public.orders where partner_id = tests.id_of('sam') and closed_at is null));
select tests.keep('rows', null);
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'delivered');
select tests.admin();
select results_eq($$ select (select count(*) from private.order_routes where order_id = tests.kept('order')), (select count(*) from private.arrivals),
    (select count(*) from private.arrival_predictions where leg = 'dropoff' and arrived_at is not null) > 0 $$, $$ values (0::bigint, 0::bigint, true) $$,
  'delivering forgets road and estimate, and keeps what the foretelling was worth');
select tests.service();
select is(public.settle_route(tests.kept('order'), gen_random_uuid(), pg_temp.road(2000, 10)), false, 'a road that comes later is not written');

-- switched off
select tests.admin();
update private.settings set routing = false;
select private.ask_route(tests.kept('order'), 'dropoff', 51.3, -0.1, 51.51, -0.12);
select is((select count(*) from private.route_requests), 0::bigint, 'with routing off no router is asked');

-- who may
select tests.sign_in_as('sam');
select tests.denied('select * from private.order_routes', 'a partner reads no road by the table');
select tests.denied('select * from private.arrival_predictions', 'nor predictions');
select tests.denied('select public.claim_route_requests()', 'claims nothing');
select tests.denied($$ select public.settle_route(tests.kept('order'), gen_random_uuid(), '{}') $$, 'settles nothing');

select * from finish();
rollback;
