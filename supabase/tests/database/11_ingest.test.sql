-- Batches of positions as phones send them: late, doubled, impossible. Each refused point says why; the marker never goes back.
begin;
\ir helpers.psql
select plan(58);
select tests.person('ada'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);

-- a point so many seconds ago, walking north-east from one corner
create function pg_temp.point(seconds_ago numeric, more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('client_id', md5(seconds_ago::text)::uuid, 'recorded_at', now() - make_interval(secs => seconds_ago),
    'lat', 51.5 - seconds_ago * 1e-5, 'lng', -0.1, 'accuracy_m', 5) || more
$$;
create function pg_temp.send(variadic points jsonb[]) returns text language sql as $$
  select (r ->> 'accepted') || coalesce(' ' || (select string_agg(f ->> 'reason', ',' order by n) from jsonb_array_elements(r -> 'refused') with ordinality x (f, n)), '')
  from public.ingest_locations(tests.kept('order'), to_jsonb(points)) r
$$;
create function pg_temp.age_of_marker() returns int language sql as $$
  select extract(epoch from now() - recorded_at)::int from public.last_locations where order_id = tests.kept('order')
$$;
grant execute on all functions in schema pg_temp to authenticated;

select tests.consents_are_a_day_old();
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1');
select is(pg_temp.send(pg_temp.point(300), pg_temp.point(280), pg_temp.point(260)), '3', 'a partner sends three points');
select is(pg_temp.age_of_marker(), 260, 'the newest is the marker');
select is((select count(*)::int from public.locations), 3, 'all are the trail');
select is(pg_temp.send(pg_temp.point(300), pg_temp.point(280), pg_temp.point(260)), '0 duplicate,duplicate,duplicate', 'the same batch again is known');
select is(pg_temp.send(pg_temp.point(240), pg_temp.point(240)), '1 duplicate', 'a point twice in one batch is taken once');
select is((select count(*)::int from public.locations), 4, 'and stored once');
select is(pg_temp.send(pg_temp.point(290), pg_temp.point(270)), '2', 'late points join the trail');
select is(pg_temp.age_of_marker(), 240, 'and do not move the marker back');
select is(pg_temp.send(pg_temp.point(180), pg_temp.point(200), pg_temp.point(190)), '3', 'a shuffled batch is taken');
select is(pg_temp.age_of_marker(), 180, 'and its newest is the marker');
select results_eq($$ select round(lat::numeric, 5), accuracy_m, partner_id from public.last_locations $$,
  $$ values (51.49820, 5::real, tests.id_of('sam')) $$, 'the marker is where that point was');

-- refusals, each with its reason
select is(pg_temp.send(pg_temp.point(170, '{"lat": 91}')), '0 invalid', 'a latitude beyond the pole is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"lng": -181}')), '0 invalid', 'a longitude beyond the date line is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"lat": 0, "lng": 0}')), '0 invalid', 'the null island is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"lat": null}')), '0 invalid', 'a point without latitude is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"lat": "NaN"}')), '0 invalid', 'a latitude that is not a number is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"lng": "Infinity"}')), '0 invalid', 'an endless longitude is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"client_id": null}')), '0 invalid', 'a point without client_id is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"recorded_at": null}')), '0 invalid', 'a point without time is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"heading_deg": 361}')), '0 invalid', 'a heading of 361 is invalid');
select is(pg_temp.send(pg_temp.point(170, '{"speed_mps": "NaN"}')), '0 invalid', 'a speed that is not a number is invalid');
select is(pg_temp.send(pg_temp.point(-61)), '0 in_the_future', 'a point a minute ahead is in the future');
select is(pg_temp.send(pg_temp.point(170, '{"recorded_at": "infinity"}')), '0 in_the_future', 'so is the end of time');
select is(pg_temp.send(pg_temp.point(86401)), '0 too_old', 'a point of yesterday is too old');
select is(pg_temp.send(pg_temp.point(170, '{"accuracy_m": 201}')), '0 inaccurate', 'a point known to 201 m is inaccurate');
select is(pg_temp.send(pg_temp.point(170, '{"lat": 51.6}')), '0 jump', 'eleven kilometres in ten seconds is a jump');
select is(pg_temp.send(pg_temp.point(165), pg_temp.point(160), pg_temp.point(159, '{"lat": 52.5}'), pg_temp.point(158)), '3 jump', 'a jump between good points is left out');
select is(pg_temp.age_of_marker(), 158, 'and the marker goes on');
select is(pg_temp.send(pg_temp.point(-30)), '1', 'a clock half a minute fast is forgiven');
select is(pg_temp.age_of_marker(), -30, 'and its point is the marker');
select is((select count(*)::int from public.locations where lat > 51.501 or lat < 51.4), 0, 'no refused point is in the trail');

-- what browsers report oddly
select is(pg_temp.send(pg_temp.point(150, '{"speed_mps": -0.2, "heading_deg": 360, "battery_pct": 120, "accuracy_m": -1, "source": "a source with a very long name"}')), '1', 'odd values are no reason to refuse');
select results_eq($$ select speed_mps, heading_deg, battery_pct::int, accuracy_m, source from public.locations order by recorded_at = now() - interval '150 seconds' desc limit 1 $$,
  $$ values (0::real, 0::real, 100, 0::real, 'a source with a very') $$, 'they are put right');
select is(pg_temp.send(pg_temp.point(149, '{"accuracy_m": null}')), '1', 'what is unknown');
select results_eq($$ select speed_mps, heading_deg, battery_pct::int, accuracy_m, source from public.locations order by recorded_at = now() - interval '149 seconds' desc limit 1 $$,
  $$ values (null::real, null::real, null::int, null::real, 'browser') $$, 'stays unknown');

select is(public.ingest_locations(tests.kept('order'), jsonb_build_array(pg_temp.point(149))) -> 'is_watched', 'false', 'a partner hears that nobody is watching');

-- batches that are none
select tests.refuses($$ select public.ingest_locations(tests.kept('order'), '[]') $$, 'PT422', 'invalid_batch', 'an empty batch is refused');
select tests.refuses($$ select public.ingest_locations(tests.kept('order'), '{}') $$, 'PT422', 'invalid_batch', 'an object is no batch');
select tests.refuses($$ select public.ingest_locations(tests.kept('order'), null) $$, 'PT422', 'invalid_batch', 'nothing is no batch');
select tests.refuses($$ select public.ingest_locations(tests.kept('order'), (select jsonb_agg(pg_temp.point(i)) from generate_series(1, 101) i)) $$, 'PT422', 'invalid_batch', 'a batch of 101 is refused');
select tests.refuses($$ select public.ingest_locations(tests.kept('order'), (select jsonb_agg(pg_temp.point(i)) from generate_series(1, 10000) i)) $$, 'PT422', 'invalid_batch', 'so is one of ten thousand');

-- values of a wrong kind: one such point does not hold back the others
select is(public.ingest_locations(tests.kept('order'), '[1, null, "here", [], {}]') ->> 'refused',
  (select jsonb_agg('{"client_id": null, "reason": "invalid"}'::jsonb)::text from generate_series(1, 5)), 'what is no point is invalid, one by one');
select is(pg_temp.send(pg_temp.point(140 - n), pg_temp.point(139.5 - n, wrong)), '1 invalid', 'beside a good point one with ' || wrong::text || ' is invalid')
from unnest(array['{"lat": "north"}', '{"lat": true}', '{"lat": {}}', '{"lng": [1]}', '{"lat": 1e400}', '{"lng": ""}', '{"recorded_at": "soon"}', '{"recorded_at": 1700000000000}',
  '{"client_id": "me"}', '{"client_id": 7}', '{"battery_pct": 99999}', '{"battery_pct": 55.5}', '{"accuracy_m": "1e99"}']::jsonb[]) with ordinality w (wrong, n);
select is(public.ingest_locations(tests.kept('order'), jsonb_build_array(pg_temp.point(120, '{"lat": "north"}'))) #>> '{refused,0,client_id}', md5('120')::uuid::text, 'it is named, so that the device forgets it');
select is(pg_temp.send(pg_temp.point(119, '{"lat": "51.4988", "accuracy_m": "5"}')), '1', 'a number may come as a string');

-- paused
select public.pause_sharing(tests.kept('order'));
select is(pg_temp.send(pg_temp.point(100), pg_temp.point(-1)), '1 paused', 'what was recorded before the pause may arrive in it, what comes after may not');

select * from finish();
rollback;
