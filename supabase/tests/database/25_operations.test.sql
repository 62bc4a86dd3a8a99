-- Live operations: the map of all orders under way is for staff, told while they look, in few messages, and never to others.
begin;
\ir helpers.psql
select plan(60);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff'), tests.person('noor', 'staff');
update public.profiles set name = 'Ada King Lovelace' where id = tests.id_of('ada');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('other', tests.order_between('eve', 'sam', 'other')::text),
  tests.keep('closed', tests.order_between('ada', 'pia', 'closed')::text), tests.keep('open', tests.order_of('ada', 'open')::text);
update public.orders set status = 'cancelled' where id = tests.kept('closed');
delete from public.orders where id not in (tests.kept('order'), tests.kept('other'), tests.kept('closed'), tests.kept('open'));
delete from private.operations_due;

create function pg_temp.moves(name text, lat double precision, ago interval default '0') returns jsonb language sql as $$
  select tests.sign_in_as('sam');
  select public.ingest_locations(tests.kept(name), jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(),
    'recorded_at', clock_timestamp() - ago, 'lat', lat, 'lng', -0.1, 'accuracy_m', 5, 'speed_mps', 6, 'heading_deg', 90, 'battery_pct', 71)))
$$;
create function pg_temp.said() returns table (event text, payload jsonb) language sql as $$
  delete from realtime.messages m where m.topic like 'operations:%' returning m.event, m.payload
$$;
create function pg_temp.ours(field text, name text default 'order') returns text language sql as $$
  select o #>> string_to_array(field, '.') from jsonb_array_elements(public.operations_map()::jsonb -> 'operations') o where o ->> 'order_id' = tests.kept(name)::text
$$;
create function pg_temp.topic() returns text language sql security definer as $$ select private.operations_topic() $$;
create function pg_temp.times(ago interval) returns void language sql security definer as $$ update private.operations_watchers set seen_at = now() - ago $$;
do $$ begin execute format('grant execute on all functions in schema %I to authenticated, anon', pg_my_temp_schema()::regnamespace); end $$;

-- who may look
select tests.sign_in_as('ada');
select tests.refuses('select public.operations_map()', 'PT403', 'not_staff', 'a customer gets no map');
select tests.refuses('select public.watch_operations()', 'PT403', 'not_staff', 'nor watches');
select tests.denied('select from private.operations', 'nor reads what it is made of');
select tests.denied('select from private.operations_watchers', 'nor who looks');
select is(private.can_read_topic(pg_temp.topic()), false, 'a customer does not hear the topic');
select tests.sign_in_as('sam');
select tests.refuses('select public.operations_map()', 'PT403', 'not_staff', 'a partner gets no map');
select tests.refuses('select public.watch_operations()', 'PT403', 'not_staff', 'nor watches');
select is(private.can_read_topic(pg_temp.topic()), false, 'a partner does not hear the topic');
select tests.nobody();
select tests.denied('select public.operations_map()', 'nobody gets a map without signing in');
select tests.denied('select public.watch_operations()', 'nor watches');
select tests.sign_in_as('grace');
select is(private.can_read_topic(pg_temp.topic()), false, 'staff who have not looked do not hear the topic: they would not stand in the log');
select tests.denied('select from private.operations', 'staff read it by the call alone');
select tests.denied('select private.tell_operations()', 'and do not make it speak');

-- before anybody looks, moving costs nothing
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1');
select is(pg_temp.moves('order', 51.55) ->> 'accepted', '1', 'Sam moves while nobody watches');
select tests.admin();
select is((select count(*)::int from private.operations_due), 0, 'which leaves nothing to tell');
select is((select count(*)::int from pg_temp.said()), 0, 'and was told to nobody');

-- what staff see
select tests.sign_in_as('grace');
select set_eq($$ select o ->> 'order_id' from jsonb_array_elements(public.operations_map()::jsonb -> 'operations') o $$,
  $$ values (tests.kept('order')::text), (tests.kept('other')::text) $$, 'staff see the orders that are open and have a partner, and no others');
select is(private.can_read_topic(pg_temp.topic()), true, 'and may hear the topic now');
select is(private.can_write_topic(pg_temp.topic()), false, 'where only the database speaks');
select is(pg_temp.ours('customer_name') || ' ' || pg_temp.ours('partner_name'), 'Ada Sam', 'people by their first names');
select is(pg_temp.ours('kind') || ' ' || pg_temp.ours('status'), 'pharmacy accepted', 'with kind and status');
select is(pg_temp.ours('share.status'), 'sharing', 'sharing');
select is(pg_temp.ours('share.status', 'other'), null, 'or never shared');
select is(pg_temp.ours('position.lat'), '51.550000', 'the position, to six decimals');
select is(pg_temp.ours('position.battery_pct'), '71', 'with the battery of the phone');
select is(pg_temp.ours('position', 'other'), null, 'none of whom shares none');
select is(pg_temp.ours('next.place'), 'pickup', 'first the way goes to the pickup');
select is(pg_temp.ours('is_late'), 'false', 'who has time is not late');

-- the log of looks
select tests.admin();
select results_eq($$ select order_id, viewer_id, viewer_role::text, kind::text, partner_id, times from public.location_views where kind = 'operations' $$,
  $$ values (tests.kept('order'), tests.id_of('grace'), 'staff', 'operations', tests.id_of('sam'), 1) $$, 'the look stands in the log of the order that shares, once, and in no other');
select ok(private.is_watched(tests.kept('other')), 'phones send as for somebody who looks');
update private.settings set operations_hurry_phones = false;
select ok(not private.is_watched(tests.kept('order')), 'unless that is switched off');
update private.settings set operations_hurry_phones = true;
update public.location_views set first_at = now() - interval '1 hour', last_at = now() - interval '10 minutes';
select tests.sign_in_as('grace');
select public.watch_operations(), public.watch_operations();
select results_eq($$ select last_at, times from public.location_views where kind = 'operations' $$, $$ values (now(), 2) $$, 'a heartbeat renews it');

-- while somebody looks
select pg_temp.moves('order', 51.5505), pg_temp.moves('order', 51.551), pg_temp.moves('order', 51.5506, '20 seconds');
select tests.admin();
select is((select count(*)::int from pg_temp.said()), 0, 'positions wait for the tick');
select is(private.tell_operations(), 1, 'which tells the order once, however often it moved');
select is((select jsonb_path_query_array(payload, '$.moved[0][0, 2 to 7]') from pg_temp.said()),
  jsonb_build_array(tests.kept('order'), 51.551000, -0.100000, 5, 6, 90, 71), 'with where it is now');
select is(private.tell_operations(), 0, 'and nothing the next time');
update public.last_locations set eta_at = now() - interval '2 minutes', eta_low_at = now() - interval '4 minutes', eta_high_at = now() - interval '1 minute', eta_is_approximate = true, remaining_m = 900;
select private.tell_operations();
select is((select payload #> '{moved,0,13}' from pg_temp.said()), 'true', 'an order whose range has passed is told as late');
select tests.sign_in_as('noor');
select is(pg_temp.ours('is_late') || ' ' || pg_temp.ours('arrival.is_approximate') || ' ' || pg_temp.ours('arrival.remaining_m'), 'true true 900', 'and is late on the map');
select tests.admin();
insert into public.fence_crossings (order_id, partner_id, place, kind, at) values (tests.kept('order'), tests.id_of('sam'), 'pickup', 'arrived', now());
select results_eq($$ select payload #>> '{operation,crossing,kind}', payload #>> '{operation,is_late}' from pg_temp.said() $$, $$ values ('arrived', 'false') $$, 'an arrival is told at once, and whoever has arrived is not late');
select tests.sign_in_as('sam');
select public.pause_sharing(tests.kept('order'));
select tests.admin();
select is((select payload #>> '{operation,share,status}' from pg_temp.said() where event = 'operation_updated'), 'paused', 'a pause is told at once');
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up');
select tests.admin();
select is((select payload #>> '{operation,next,place}' from pg_temp.said() where event = 'operation_updated'), 'dropoff', 'and so is the next step, which turns the way to the delivery');
select tests.sign_in_as('pia');
select public.accept_order(tests.kept('open'));
select tests.admin();
select is((select payload #>> '{operation,partner_name}' from pg_temp.said()), 'Pia', 'an order somebody takes comes onto the map');
select tests.sign_in_as('sam');
select public.stop_sharing(tests.kept('order'));
select tests.admin();
select results_eq($$ select payload #>> '{operation,share,status}', payload #> '{operation,position}' from pg_temp.said() $$, $$ values ('stopped', 'null'::jsonb) $$,
  'consent taken back takes the position off the map');
insert into private.operations_due values (tests.kept('order'));
select is(private.tell_operations(), 0, 'also where it was still to be told');
update public.orders set status = 'cancelled' where id = tests.kept('order');
select is((select payload - 'id' from pg_temp.said() where event = 'operation_updated' limit 1), jsonb_build_object('order_id', tests.kept('order'), 'operation', null), 'a closed order goes');

-- many at once, and nobody any more
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('other'), 'v1');
select tests.admin();
select is((select count(*)::int from public.location_views where kind = 'operations' and order_id = tests.kept('other')), 2, 'who begins to share under the eyes of two stands in the log for both, before any position');
select tests.sign_in_as('sam');
select pg_temp.moves('other', 51.55);
select tests.admin();
delete from private.operations_due;
insert into public.orders (client_id, customer_id, partner_id, kind, status, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
select gen_random_uuid(), tests.id_of('eve'), tests.id_of('sam'), 'laundry', 'accepted', 'a', 51, 0, 'b', 51, 0 from generate_series(1, 250);
insert into public.location_shares (order_id, partner_id, consent_version) select id, partner_id, 'v1' from public.orders where kind = 'laundry';
insert into public.last_locations (order_id, partner_id, recorded_at, lat, lng) select id, partner_id, now(), 51, 0 from public.orders where kind = 'laundry';
delete from realtime.messages;
select is(private.tell_operations(), 250, 'two hundred and fifty who move');
select set_eq($$ select event, jsonb_array_length(payload -> 'moved') from pg_temp.said() $$, $$ values ('operations_moved', 100), ('operations_moved', 50) $$, 'are told in messages of a hundred');
select pg_temp.times('44 seconds');
select ok(private.is_operations_watched(), 'a heartbeat counts for 45 seconds');
select pg_temp.times('46 seconds');
update public.last_locations set recorded_at = recorded_at;
update public.orders set status = 'picked_up' where id = tests.kept('other');
select is((select count(*)::int from private.operations_due), 0, 'and no longer: what moves then is noted nowhere');
select is((select count(*)::int from pg_temp.said()), 0, 'and what changes is told to nobody');
select tests.sign_in_as('grace');
select is(private.can_read_topic(pg_temp.topic()), false, 'who left for long asks again before hearing');
select lives_ok('select public.watch_operations()', 'which a heartbeat does');
select is(private.can_read_topic(pg_temp.topic()), true, 'and hears');
select tests.admin();
update public.profiles set role = 'customer' where id = tests.id_of('grace');
select is((select event from pg_temp.said()), 'topic_changed', 'who is staff no more leaves a topic behind, and the others hear that it ended');
select is((select count(*)::int from private.operations_watchers where user_id = tests.id_of('grace')), 0, 'and does not watch');
update private.operations_watchers set seen_at = now();
select tests.sign_in_as('noor');
select is(private.can_read_topic('operations:' || split_part(pg_temp.topic(), ':', 2)::int - 1), false, 'nobody joins the topic that was left');
select is(private.can_read_topic(public.operations_map() ->> 'topic'), true, 'those who are staff join the one the map names');
select is(private.can_read_topic(pg_temp.topic() || ':1') or private.can_read_topic('operations') or private.can_read_topic('operations:'), false, 'and none that is nearly it');
select tests.sign_in_as('grace');
select is(private.can_read_topic(pg_temp.topic()), false, 'whoever is staff no more does not join again');

select * from finish();
rollback;
