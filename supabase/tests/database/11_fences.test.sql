-- Circles around both ends of an order: arriving, arrived and left, once each, told to whom they concern.
begin;
\ir helpers.psql
select plan(77);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff'), tests.person('eve');

-- drives began twenty minutes ago, and consent before, so that time is free to choose; metres north of a place, so many seconds into the drive
select tests.consents_are_a_day_old();
create function pg_temp.drive(to_order text) returns void language plpgsql as $$
begin
  perform tests.keep('order', tests.kept(to_order)::text);
  perform set_config('tests.clock', '0', true);
end $$;
create function pg_temp.at_m(place text, north_m numeric, more jsonb default '{}', step_s int default 10) returns text language plpgsql as $$
declare
  seconds int := current_setting('tests.clock')::int + step_s;
  taken jsonb;
  clock timestamptz := now() - interval '20 minutes' + make_interval(secs => seconds);
begin
  perform set_config('tests.clock', seconds::text, true);
  select public.ingest_locations(o.id, jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', clock, 'accuracy_m', 5,
    'lat', case place when 'pickup' then o.pickup_lat else o.dropoff_lat end + north_m / 111195.08,
    'lng', case place when 'pickup' then o.pickup_lng else o.dropoff_lng end) || more)) into taken
  from public.orders o where o.id = tests.kept('order');
  if (taken ->> 'accepted')::int <> 1 then
    raise exception 'not taken: %', taken;
  end if;
  return pg_temp.crossings();
end $$;
-- definer: the partner who drives does not see the table
create function pg_temp.crossings() returns text language sql security definer as $$
  select coalesce(string_agg(c.place || ' ' || c.kind, ', ' order by c.at, c.place, c.kind), '-')
  from public.fence_crossings c join public.orders o on o.id = c.order_id and o.partner_id = c.partner_id where o.id = tests.kept('order')
$$;
create function pg_temp.lines() returns text language sql security definer as $$
  select coalesce(string_agg(m.meta ->> 'event', ', ' order by m.seq), '-') from public.messages m join public.rooms r on r.id = m.room_id
  where r.order_id = tests.kept('order') and m.type = 'system'
$$;
create function pg_temp.told() returns text language sql security definer as $$
  select coalesce(string_agg(n.event_type, ', ' order by n.created_at, n.event_type), '-') from public.notifications n
  where n.subject_id = tests.kept('order') and n.category = 'location'
$$;
create function pg_temp.step(to_status public.order_status) returns void language sql as $$ select from public.advance_order(tests.kept('order'), to_status) $$;
-- positions from before the consent are refused
create function pg_temp.agreed_long_ago() returns void language sql security definer as $$
  update public.location_shares set started_at = now() - interval '1 day' where order_id = tests.kept('order') and stopped_at is null
$$;
grant execute on all functions in schema pg_temp to authenticated;

select tests.keep('first', tests.order_between('ada', 'sam', 'first')::text);
select tests.sign_in_as('sam');
select pg_temp.drive('first');
select public.start_sharing(tests.kept('order'), 'v1');
select pg_temp.agreed_long_ago();

-- the way to the pickup
select is(pg_temp.at_m('pickup', -3000), '-', 'a partner far away crosses nothing');
select is(pg_temp.at_m('pickup', -470, step_s => 100), '-', 'one position inside is not believed');
select is(pg_temp.at_m('pickup', -520), '-', 'and the next outside takes it back');
select is(pg_temp.at_m('pickup', -470), '-', 'jitter at the edge');
select is(pg_temp.at_m('pickup', -510), '-', 'tells nothing');
select is(pg_temp.at_m('pickup', -450), '-', 'until two positions in a row');
select is(pg_temp.at_m('pickup', -400), 'pickup arriving', 'are inside: arriving at the pickup');
select is(pg_temp.lines(), '-', 'of which the room says nothing');
select is(pg_temp.told(), '-', 'and nobody is told');
select is(pg_temp.at_m('pickup', -300, '{"speed_mps": 14}', 20), 'pickup arriving', 'a partner comes closer');
select is(pg_temp.at_m('pickup', -40, '{"accuracy_m": 90}', 20), 'pickup arriving', 'a position less exact than the circle');
select is(pg_temp.at_m('pickup', -30, '{"accuracy_m": 120}'), 'pickup arriving', 'and another say nothing of arriving at the door');
select is(pg_temp.at_m('pickup', -60, '{"speed_mps": 13}'), 'pickup arriving', 'a partner who drives by');
select is(pg_temp.at_m('pickup', 60, '{"speed_mps": 13}'), 'pickup arriving', 'has not arrived');
select is(pg_temp.at_m('pickup', 20, '{"speed_mps": 3}'), 'pickup arriving', 'who stops');
select is(pg_temp.at_m('pickup', 15, '{"speed_mps": 0}'), 'pickup arriving, pickup arrived', 'has');
select is(pg_temp.lines(), 'arrived_at_pickup', 'the room says so');
select is(pg_temp.told(), '-', 'the customer is not disturbed for it');
select is(pg_temp.at_m('pickup', 110), 'pickup arriving, pickup arrived', 'within one and a half of the radius');
select is(pg_temp.at_m('pickup', 122), 'pickup arriving, pickup arrived', 'and the accuracy a partner is still there');
select is(pg_temp.at_m('pickup', 200), 'pickup arriving, pickup arrived', 'outside once');
select is(pg_temp.at_m('pickup', 260), 'pickup arriving, pickup arrived', 'or twice, but without the goods, is no leaving');
select is(pg_temp.at_m('pickup', 10, step_s => 30), 'pickup arriving, pickup arrived', 'back at the pickup');
select is(pg_temp.at_m('pickup', 10), 'pickup arriving, pickup arrived', 'they do not arrive again');
select pg_temp.step('picked_up'), pg_temp.step('out_for_delivery');
select pg_temp.at_m('pickup', 110, step_s => 20), pg_temp.at_m('pickup', 122);
select is(pg_temp.at_m('pickup', 120), 'pickup arriving, pickup arrived', 'with the goods, just outside the circle is still there');
select is(pg_temp.at_m('pickup', 200), 'pickup arriving, pickup arrived', 'outside once is not believed');
select is(pg_temp.at_m('pickup', 300), 'pickup arriving, pickup arrived, pickup left', 'twice is leaving');
select is(pg_temp.told(), 'location.left', 'the customer is told that they are on their way');
select is(pg_temp.lines(), 'arrived_at_pickup, left_pickup', 'so is the room');

-- the way to the dropoff
select is(pg_temp.at_m('dropoff', -600, step_s => 120), 'pickup arriving, pickup arrived, pickup left', 'a partner on the way');
select is(pg_temp.at_m('dropoff', -490), 'pickup arriving, pickup arrived, pickup left', 'is once inside');
select is(pg_temp.at_m('dropoff', -420), 'pickup arriving, pickup arrived, pickup left, dropoff arriving', 'is arriving');
select is(pg_temp.told(), 'location.arriving, location.left', 'the customer is told');
select is((select n.body from public.notifications n where n.event_type = 'location.arriving'), null::text, 'which is not for the partner to read');
select tests.sign_in_as('ada');
select matches((select n.body from public.notifications n where n.event_type = 'location.arriving'), '^About [1-9] min to 2 Low Street\.$', 'the customer reads how long it takes');
select is((select count(*)::int from public.fence_crossings), 0, 'a customer reads crossings only with the rest of the tracking');
select tests.sign_in_as('sam');
select is((select count(*)::int from public.fence_crossings), 0, 'so does the partner');
select tests.sign_in_as('eve');
select is((select count(*)::int from public.fence_crossings), 0, 'somebody else never');
select tests.denied($$ insert into public.fence_crossings values (tests.kept('order'), tests.id_of('sam'), 'dropoff', 'arrived', now()) $$, 'and nobody writes one');
select tests.sign_in_as('grace');
select is((select count(*)::int from public.fence_crossings), 4, 'staff read all');
select tests.sign_in_as('sam');
select is(pg_temp.at_m('dropoff', -60, '{"speed_mps": 5}', 40), 'pickup arriving, pickup arrived, pickup left, dropoff arriving', 'at the door once');
select is(pg_temp.at_m('dropoff', -20), 'pickup arriving, pickup arrived, pickup left, dropoff arriving, dropoff arrived', 'and twice');
select is(pg_temp.told(), 'location.arrived, location.arriving, location.left', 'the customer is told');
select is(pg_temp.at_m('dropoff', -300, step_s => 30), pg_temp.crossings(), 'a partner who looks for the house');
select is(pg_temp.at_m('dropoff', -310) || '; ' || pg_temp.told(), 'pickup arriving, pickup arrived, pickup left, dropoff arriving, dropoff arrived, dropoff left; location.arrived, location.arriving, location.left',
  'leaves it, of which the customer is not told');
select pg_temp.at_m('dropoff', 0, step_s => 30), pg_temp.at_m('dropoff', 0);
select is(pg_temp.told() || '; ' || pg_temp.lines(), 'location.arrived, location.arriving, location.left; arrived_at_pickup, left_pickup, arriving_at_dropoff, arrived_at_dropoff, left_dropoff',
  'and coming back tells nothing twice');
select tests.admin();
select is((select string_agg(m.event || ' ' || (m.payload ->> 'place') || ' ' || (m.payload ->> 'kind'), ', ' order by m.payload ->> 'at', m.payload ->> 'kind') from realtime.messages m where m.event = 'fence_crossed'),
  'fence_crossed pickup arriving, fence_crossed pickup arrived, fence_crossed pickup left, fence_crossed dropoff arriving, fence_crossed dropoff arrived, fence_crossed dropoff left',
  'the map heard each of them once');
select is((select count(*)::int from realtime.messages m where m.event = 'fence_crossed' and m.topic <> 'order:' || tests.kept('order') || ':loc:' || (select o.location_epoch from public.orders o where o.id = tests.kept('order'))),
  0, 'on the topic of the order''s position');

-- edited by hand
update public.orders set near_radius_m = 2000, arrive_radius_m = 300 where id = tests.kept('order');
select tests.sign_in_as('sam');
select pg_temp.at_m('dropoff', 1000, step_s => 60), pg_temp.at_m('dropoff', 200, step_s => 60), pg_temp.at_m('dropoff', 200);
select is(pg_temp.told(), 'location.arrived, location.arriving, location.left', 'circles made larger by an admin tell nothing twice');
select tests.admin();
update public.orders set near_radius_m = 100, arrive_radius_m = 20 where id = tests.kept('order');
select tests.sign_in_as('sam');
select pg_temp.at_m('dropoff', 1000, step_s => 60), pg_temp.at_m('dropoff', 1000), pg_temp.at_m('dropoff', 10, step_s => 60), pg_temp.at_m('dropoff', 10);
select is(pg_temp.told(), 'location.arrived, location.arriving, location.left', 'nor do smaller ones');
select tests.admin();
update public.orders set dropoff_lat = dropoff_lat + 0.02, near_radius_m = 500, arrive_radius_m = 80 where id = tests.kept('order');
select tests.sign_in_as('sam');
select pg_temp.at_m('dropoff', 400, step_s => 120), pg_temp.at_m('dropoff', 400);
select is(pg_temp.crossings(), 'pickup arriving, pickup arrived, pickup left, dropoff arriving', 'at a dropoff that is elsewhere now a partner arrives anew');
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select is(pg_temp.crossings(), '-', 'who takes the order over has crossed nothing');
select is((select count(*)::int from public.fence_crossings), 4, 'what the former partner did stays for staff');
select tests.sign_in_as('pia');
select public.start_sharing(tests.kept('order'), 'v1');
select pg_temp.agreed_long_ago();
select pg_temp.at_m('dropoff', 400), pg_temp.at_m('dropoff', 400);
select is(pg_temp.crossings(), 'dropoff arriving', 'and arrives anew');
select tests.admin();
update public.orders set partner_id = tests.id_of('sam') where id = tests.kept('order');
select is(pg_temp.crossings(), '-', 'so does the former when they get it back');
-- as if it had come in a call before this one
update public.locations set received_at = now() - interval '1 second';
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1');
select pg_temp.agreed_long_ago();
select pg_temp.at_m('dropoff', 400);
select is(pg_temp.crossings(), '-', 'though not by what they sent before');
select pg_temp.at_m('dropoff', 400);
select is(pg_temp.crossings(), 'dropoff arriving', 'but anew');
select tests.admin();
select is((select count(*)::int from private.fence_states where order_id = tests.kept('order')), 1, 'the fences remember an open order');
select pg_temp.step('delivered') from (select tests.sign_in_as('sam')) x;
select tests.admin();
select is((select count(*)::int from private.fence_states), 0, 'and nothing of a closed one');

-- batches, silence and what lies close together
select tests.keep('second', tests.order_between('ada', 'sam', 'second')::text);
select tests.sign_in_as('sam');
select pg_temp.drive('second');
select public.start_sharing(tests.kept('order'), 'v1'), pg_temp.step('picked_up'), pg_temp.step('out_for_delivery');
select pg_temp.agreed_long_ago();
select public.ingest_locations(o.id, (select jsonb_agg(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - interval '2 hours' + n * interval '10 seconds',
  'accuracy_m', 5, 'lat', o.dropoff_lat + greatest(0, 1000 - n * 100) / 111195.08, 'lng', o.dropoff_lng)) from generate_series(1, 15) n))
from public.orders o where o.id = tests.kept('order');
select is(pg_temp.crossings(), 'dropoff arriving, dropoff arrived', 'in one late batch everything that happened in it is found');
select is(pg_temp.lines() || '; ' || pg_temp.told(), 'arriving_at_dropoff, arrived_at_dropoff; -', 'the room says it, but nobody is told as news what is hours old');
select tests.admin();
select results_eq($$ select extract(epoch from now() - c.at)::int from public.fence_crossings c where c.order_id = tests.kept('order') order by c.kind $$,
  $$ values (7200 - 50), (7200 - 100) $$, 'each is dated by the first position inside');
delete from private.fence_states where order_id = tests.kept('order');
update public.locations set received_at = now() - interval '1 second';
select tests.sign_in_as('sam');
select pg_temp.at_m('dropoff', 3000), pg_temp.at_m('dropoff', 3000);
select is(pg_temp.crossings(), 'dropoff arriving, dropoff arrived, dropoff left', 'a memory that was lost is made again from the crossings');
select pg_temp.step('delivered');

select tests.keep('third', tests.order_between('ada', 'sam', 'third')::text);
select tests.sign_in_as('sam');
select pg_temp.drive('third');
select public.start_sharing(tests.kept('order'), 'v1'), pg_temp.step('picked_up');
select pg_temp.agreed_long_ago();
select is(pg_temp.at_m('dropoff', -900), '-', 'a fast partner with few positions');
select is(pg_temp.at_m('dropoff', 900, step_s => 60), 'dropoff arriving', 'who jumps over both circles was near');
select is(pg_temp.at_m('dropoff', 900), 'dropoff arriving', 'but 30 m/s');
select is(pg_temp.at_m('dropoff', -200, step_s => 125), 'dropoff arriving', 'and what lies more than two minutes apart is no arriving at the door');
select is(pg_temp.at_m('dropoff', 400, step_s => 70), 'dropoff arriving, dropoff arrived', 'a slow one who may have stopped on the way has arrived');
select pg_temp.step('out_for_delivery'), pg_temp.step('delivered');

select tests.keep('fourth', tests.order_between('ada', 'sam', 'fourth')::text);
select tests.admin();
update public.orders set pickup_lat = dropoff_lat, pickup_lng = dropoff_lng where id = tests.kept('fourth');
select tests.sign_in_as('sam');
select pg_temp.drive('fourth');
select public.start_sharing(tests.kept('order'), 'v1');
select pg_temp.agreed_long_ago();
select pg_temp.at_m('pickup', 0), pg_temp.at_m('pickup', 0);
select pg_temp.step('picked_up');
select is(pg_temp.at_m('pickup', 0), 'pickup arrived', 'where both ends are one house, being at the pickup is no arriving at the dropoff');
select is(pg_temp.at_m('pickup', 2000, step_s => 60), 'pickup arrived', 'a partner who takes it away');
select is(pg_temp.at_m('pickup', 2000), 'pickup arrived, pickup left', 'has left');
select pg_temp.step('in_progress');
select pg_temp.at_m('pickup', 20, step_s => 60), pg_temp.at_m('pickup', 20), pg_temp.at_m('pickup', 2000, step_s => 60), pg_temp.at_m('pickup', 2000);
select is(pg_temp.crossings(), 'pickup arrived, pickup left', 'passing by while the work goes on elsewhere is nothing');
select pg_temp.step('ready'), pg_temp.step('out_for_delivery');
select pg_temp.at_m('pickup', 20, step_s => 60), pg_temp.at_m('pickup', 20);
select is(pg_temp.crossings(), 'pickup arrived, pickup left, dropoff arrived', 'bringing it back is arriving');
select is(pg_temp.told(), 'location.arrived, location.left', 'and one who was seen at the door at once is not also nearly there');
select tests.admin();
select is((select count(*)::int from public.messages m where m.type = 'system' and m.room_id = (select r.id from public.rooms r where r.order_id = tests.kept('order')) and m.meta ->> 'name' = 'Sam'),
  3, 'each line of the room names the partner');

-- what quiet hours hold of an arrival is not sent after the order
select tests.sign_in_as('ada');
select public.set_preference('location', 'email', true);
select tests.admin();
update private.deliveries d set state = 'pending', next_attempt_at = now() + interval '6 hours', finished_at = null
from public.notifications n where n.id = d.notification_id and n.subject_id = tests.kept('order') and n.event_type = 'location.arrived' and d.channel = 'web_push';
select tests.sign_in_as('sam');
select pg_temp.step('delivered');
select tests.admin();
select is((select string_agg(d.state::text, ',') from private.deliveries d join public.notifications n on n.id = d.notification_id
  where n.subject_id = tests.kept('order') and n.event_type = 'location.arrived' and d.channel = 'web_push'), 'cancelled', 'an arrival that waits for the morning is withdrawn with the order');

select tests.keep('fifth', tests.order_between('ada', 'sam', 'fifth')::text);
update public.orders set pickup_lat = dropoff_lat, pickup_lng = dropoff_lng where id = tests.kept('fifth');
select tests.sign_in_as('sam');
select pg_temp.drive('fifth');
select public.start_sharing(tests.kept('order'), 'v1');
select pg_temp.at_m('pickup', 0), pg_temp.at_m('pickup', 0);
select pg_temp.step('picked_up'), pg_temp.step('out_for_delivery');
select pg_temp.at_m('pickup', 10), pg_temp.at_m('pickup', 0);
select is(pg_temp.crossings() || '; ' || pg_temp.told(), 'pickup arrived; -', 'from the kitchen to a room of the same house nobody is said to have arrived');
select * from finish();
rollback;
