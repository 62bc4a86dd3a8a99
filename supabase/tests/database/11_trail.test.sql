-- A point is known by its neighbours, whenever it comes; clocks that are wrong; floods; the days of the trail.
begin;
\ir helpers.psql
select plan(47);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('second', tests.order_between('ada', 'sam', 'second')::text),
  tests.keep('other', tests.order_between('eve', 'pia')::text);
select tests.keep('at', 'order');

-- a point so many seconds ago on a straight street, 10 m each second; `off` degrees beside it
create function pg_temp.point(seconds_ago numeric, off numeric default 0) returns jsonb language sql as $$
  select jsonb_build_object('client_id', md5(seconds_ago || ' ' || off)::uuid, 'recorded_at', now() - make_interval(secs => seconds_ago),
    'lat', 51.5 - seconds_ago * 9e-5 + off, 'lng', -0.1, 'accuracy_m', 5)
$$;
create function pg_temp.answer(r jsonb) returns text language sql as $$
  select (r ->> 'accepted') || coalesce(' ' || (select string_agg(f ->> 'reason', ',' order by n) from jsonb_array_elements(r -> 'refused') with ordinality x (f, n)), '')
$$;
create function pg_temp.send(variadic points jsonb[]) returns text language sql as $$
  select pg_temp.answer(public.ingest_locations(tests.kept(current_setting('tests.at')), to_jsonb(points)))
$$;
-- the trail as ages in seconds, oldest first; what is beside the street bears a star
create function pg_temp.trail() returns text language sql security definer as $$
  select string_agg(extract(epoch from now() - recorded_at)::int || case when abs(lat - 51.5 + extract(epoch from now() - recorded_at) * 9e-5) > 0.005 then '*' else '' end, ' ' order by recorded_at)
  from public.locations where order_id = tests.kept(current_setting('tests.at'))
$$;
create function pg_temp.marker() returns int language sql security definer as $$
  select extract(epoch from now() - recorded_at)::int from public.last_locations where order_id = tests.kept(current_setting('tests.at'))
$$;
create function pg_temp.begin_again() returns void language sql security definer as $$
  delete from public.locations; delete from private.doubtful_positions; delete from public.last_locations; delete from private.paces;
$$;
grant execute on all functions in schema pg_temp to authenticated;

select tests.consents_are_a_day_old();
select tests.sign_in_as('pia'), public.start_sharing(tests.kept('other'), 'v1');
select tests.sign_in_as('sam'), public.start_sharing(tests.kept('order'), 'v1'), public.start_sharing(tests.kept('second'), 'v1');

-- jumps
select is(pg_temp.send(pg_temp.point(100), pg_temp.point(90), pg_temp.point(80), pg_temp.point(70)), '4', 'a partner drives along a street');
select is(pg_temp.send(pg_temp.point(60, 1)), '0 jump', 'a jump of 111 km is refused');
select is(pg_temp.send(pg_temp.point(85, 1)), '0 jump', 'one that comes late is refused as well');
select is(pg_temp.send(pg_temp.point(105, 1)), '0 jump', 'and one before all others');
select is(pg_temp.send(pg_temp.point(85, 1), pg_temp.point(60, 1)), '0 duplicate,duplicate', 'a jump sent again is known');
select is(pg_temp.send(pg_temp.point(75), pg_temp.point(85)), '2', 'true points between the same fixes join');
select is(pg_temp.send(pg_temp.point(60)), '1', 'and after them');
select is(pg_temp.trail(), '100 90 85 80 75 70 60', 'the trail is the street');
select is(pg_temp.marker(), 60, 'with the marker at its end');
select is(pg_temp.send(pg_temp.point(50), pg_temp.point(45, -1), pg_temp.point(40)), '2 jump', 'a jump inside a batch is left out');

select is(pg_temp.send(pg_temp.point(78), pg_temp.point(78), pg_temp.point(80)), '1 duplicate,duplicate', 'a late point twice in one batch is taken once');

-- a jump that nobody could know, before and after others speak
select pg_temp.begin_again();
select is(pg_temp.send(pg_temp.point(100, 1)), '1', 'the first point is believed, wherever it is');
select is(pg_temp.send(pg_temp.point(90)), '0 jump', 'one against one: who came first stays');
select is(pg_temp.send(pg_temp.point(80)), '1', 'two against one');
select is(pg_temp.trail(), '90 80', 'the one goes and what it kept out is back');
select is(pg_temp.marker(), 80, 'and the marker is right');
select pg_temp.begin_again();
select is(pg_temp.send(pg_temp.point(300), pg_temp.point(150, 0.05), pg_temp.point(20)), '3', 'five kilometres in two minutes may be true');
select is(pg_temp.send(pg_temp.point(160), pg_temp.point(155), pg_temp.point(145), pg_temp.point(140)), '4', 'until the points around it come late');
select is(pg_temp.trail(), '300 160 155 145 140 20', 'and it goes');
select is((select count(*)::int from public.locations), 6, 'from the table itself');

-- a wrong anchor does not block for ever
select pg_temp.begin_again();
select is(pg_temp.send(pg_temp.point(100), pg_temp.point(95), pg_temp.point(90), pg_temp.point(85)), '4', 'after a trail');
select is(pg_temp.send(pg_temp.point(80, 1)) || ' ' || pg_temp.send(pg_temp.point(75, 1)), '0 jump 0 jump', 'two fixes elsewhere are no proof');
select is(pg_temp.marker(), 85, 'the marker waits');
select is(pg_temp.send(pg_temp.point(70, 1)), '1', 'the third is');
select is(pg_temp.send(pg_temp.point(65, 1)), '1', 'and with the fourth');
select is(pg_temp.trail(), '100 95 90 85 80* 75* 70* 65*', 'all four are in the trail, which lost nothing');
select is(pg_temp.marker(), 65, 'and the marker is there');
select pg_temp.begin_again();
select is(pg_temp.send(pg_temp.point(1000), pg_temp.point(990), pg_temp.point(980)), '3', 'a partner falls silent');
select is(pg_temp.send(pg_temp.point(379, 5)), '1', 'after ten minutes any place is believed');
select is(pg_temp.send(pg_temp.point(979, 5)), '0 jump', 'but not beside the old ones');
select is(pg_temp.marker(), 379, 'where the marker is');

-- whose points are neighbours
select pg_temp.begin_again();
select is(pg_temp.send(pg_temp.point(100), pg_temp.point(90)), '2', 'points of one order');
select set_config('tests.at', 'second', true);
select is(pg_temp.send(pg_temp.point(95, 1)), '1', 'say nothing of another');

-- clocks
select set_config('tests.at', 'order', true);
select pg_temp.begin_again();
create function pg_temp.send_by_clock(ahead interval, seconds_ago numeric) returns text language sql as $$
  select pg_temp.answer(public.ingest_locations(tests.kept('order'),
    jsonb_build_array(pg_temp.point(seconds_ago) || jsonb_build_object('recorded_at', now() - make_interval(secs => seconds_ago) + ahead)), now() + ahead))
$$;
select is(pg_temp.send_by_clock('3 hours', 50), '1', 'a device three hours ahead that says so is put right');
select is(pg_temp.marker(), 50, 'the marker stands at the true time');
select is(pg_temp.send_by_clock('-2 days', 40), '1', 'so is one two days behind');
select is(pg_temp.send_by_clock('-2 days', 40) || ' ' || pg_temp.send_by_clock('-2 days 1 second', 40), '0 duplicate 0 duplicate', 'what it sends again is known, though its time came out a little different');
select is(pg_temp.send_by_clock('20 seconds', 45), '1', 'a clock wrong by less than half a minute is left alone');
select is(pg_temp.trail(), '50 40 25', 'for its times are the same when they come again');
select is(pg_temp.answer(public.ingest_locations(tests.kept('order'), jsonb_build_array(pg_temp.point(20)), 'infinity')), '1', 'a clock at the end of time is no clock');

-- before, while paused
select tests.admin();
update public.location_shares set started_at = now() - interval '10 minutes',
  pauses = tstzmultirange(tstzrange(now() - interval '300 seconds', now() - interval '200 seconds')) where order_id = tests.kept('order');
select pg_temp.begin_again();
select tests.sign_in_as('sam');
select is(pg_temp.send(pg_temp.point(661), pg_temp.point(659)), '1 before_sharing', 'where a partner was before they agreed is not taken, but for a minute of clock');
select is(pg_temp.send(pg_temp.point(301), pg_temp.point(250), pg_temp.point(199)), '2 paused', 'nor what was recorded in a pause that is over');

-- floods
select tests.admin();
update private.settings set position_calls_per_minute = 60;
delete from private.paces;
select tests.sign_in_as('sam');
select lives_ok($$ select pg_temp.send(pg_temp.point(100 + i)) from generate_series(1, 60) i $$, 'sixty calls at once are a burst');
select tests.admin();
update private.paces set full_at = clock_timestamp() + interval '5 minutes' where user_id = tests.id_of('sam');
select tests.sign_in_as('sam');
select tests.refuses($$ select pg_temp.send(pg_temp.point(99)) $$, 'PT429', 'too_fast', 'what is beyond is a flood');
select tests.sign_in_as('pia'), set_config('tests.at', 'other', true);
select lives_ok($$ select pg_temp.send(pg_temp.point(99)) $$, 'another partner does not feel it');

-- when it ends, what is doubtful goes as well
select pg_temp.send(pg_temp.point(90), pg_temp.point(80), pg_temp.point(70, 1));
select tests.admin();
select isnt_empty($$ select from private.doubtful_positions where order_id = tests.kept('other') $$, 'a doubtful point waits');
update public.orders set status = 'cancelled' where id = tests.kept('other');
select is_empty($$ select from private.doubtful_positions where order_id = tests.kept('other') $$, 'and goes with the order');

select * from finish();
rollback;
