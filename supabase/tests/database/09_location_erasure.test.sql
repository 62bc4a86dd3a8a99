-- What is kept of a way goes: by its days, by the person's wish, and what Realtime keeps of it; only a dispute holds it back.
begin;
\ir helpers.psql
select plan(55);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('old', tests.order_between('ada', 'sam', 'old')::text), tests.keep('held', tests.order_between('ada', 'sam', 'held')::text),
  tests.keep('open', tests.order_between('ada', 'sam', 'open')::text), tests.keep('other', tests.order_between('ada', 'pia', 'other')::text);

create function pg_temp.share_as(who text, order_id uuid) returns void language plpgsql as $$
begin
  perform tests.sign_in_as(who);
  perform public.start_sharing(order_id, 'v1'), public.ingest_locations(order_id, jsonb_build_array(
    jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - interval '1 s', 'lat', 51.5, 'lng', -0.1, 'accuracy_m', 5),
    jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now(), 'lat', 51.5001, 'lng', -0.1, 'accuracy_m', 5)));
  perform tests.sign_in_as('ada');
  perform public.open_tracking(order_id);
  perform tests.admin();
end $$;
select pg_temp.share_as('sam', tests.kept('old')), pg_temp.share_as('sam', tests.kept('held')), pg_temp.share_as('sam', tests.kept('open')), pg_temp.share_as('pia', tests.kept('other'));

-- what Realtime keeps
create function pg_temp.said(of_order uuid) returns int language sql as $$
  select count(*)::int from realtime.messages where topic like 'order:' || of_order || ':loc:%' and payload ? 'lat'
$$;
select is(pg_temp.said(tests.kept('old')), 1, 'Realtime keeps the position it told');
select private.blank_said_positions();
select is(pg_temp.said(tests.kept('old')), 1, 'as long as it is shared');
update public.orders set status = 'cancelled' where id in (tests.kept('old'), tests.kept('held'));
select is((select count(*)::int from private.said_positions), 4, 'closing notes the topics to blank');
select cmp_ok(private.blank_said_positions(), '>=', 2, 'a minute later they are blanked');
select is(pg_temp.said(tests.kept('old')), 0, 'and Realtime keeps no position of a closed order');
select is(pg_temp.said(tests.kept('open')), 1, 'those of open orders stay');
select is(private.blank_said_positions(), 0, 'blanking again finds nothing');
select tests.sign_in_as('pia'), public.stop_sharing(tests.kept('other'));
select tests.admin();
select private.blank_said_positions();
select is(pg_temp.said(tests.kept('other')), 0, 'nor of an open one after consent was taken back');
select isnt_empty($$ select from realtime.messages where topic like 'room:%' and payload ? 'seq' $$, 'and nothing else was touched');

-- held
select tests.sign_in_as('sam');
select tests.refuses($$ select public.hold_location(tests.kept('held'), 'because', 3) $$, 'PT403', 'not_staff', 'a partner holds nothing');
select tests.refuses($$ select public.release_location(tests.kept('held')) $$, 'PT403', 'not_staff', 'nor releases');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.hold_location(tests.kept('held'), ' ', 3) $$, 'PT422', 'invalid_hold', 'a hold has a reason');
select tests.refuses($$ select public.hold_location(tests.kept('held'), 'The parcel is missing', 181) $$, 'PT422', 'invalid_hold', 'and an end within half a year');
select tests.refuses($$ select public.hold_location(gen_random_uuid(), 'The parcel is missing') $$, 'PT404', 'order_not_found', 'of an order that is there');
select is(public.hold_location(tests.kept('held'), 'The parcel is missing', 10), now() + interval '10 days', 'staff hold the way of a disputed order');
select is(public.hold_location(tests.kept('held'), 'The parcel is missing', 20), now() + interval '20 days', 'and may hold it anew');
select tests.denied('select from private.location_holds', 'the holds are not read around the calls');
select tests.admin();

-- a day is dropped
create function pg_temp.raw(of_order uuid) returns int language sql as $$ select count(*)::int from private.raw_trail(of_order) $$;
-- the day of now is aged by hand: its rows move to a partition that is past its days
do $$ begin
  execute format('create table private.%I partition of public.locations for values from (%L) to (%L)', 'locations_' || to_char(now() at time zone 'utc' - interval '20 days', 'YYYYMMDD'),
    to_char(now() at time zone 'utc' - interval '20 days', 'YYYY-MM-DD') || ' 00:00+00', to_char(now() at time zone 'utc' - interval '19 days', 'YYYY-MM-DD') || ' 00:00+00');
end $$;
update public.locations set recorded_at = date_trunc('day', recorded_at, 'utc') - interval '20 days' + interval '1 hour' + (recorded_at - now())
  where order_id in (tests.kept('old'), tests.kept('held'));
select is(pg_temp.raw(tests.kept('old')) + pg_temp.raw(tests.kept('held')), 4, 'two ways of twenty days ago are there');
select private.keep_location_partitions();
select is(pg_temp.raw(tests.kept('old')), 0, 'after retention the raw points are gone');
select is(pg_temp.raw(tests.kept('held')), 2, 'but for those in dispute');
select is((select count(*)::int from private.held_locations), 2, 'which lie apart');
select tests.sign_in_as('grace');
select is(public.replay_trail(tests.kept('held')) -> 'is_summary', 'false', 'staff replay a held way as it was');
select is(public.replay_trail(tests.kept('old')) -> 'is_summary', 'true', 'and of another the summary');
select tests.admin();

-- erased by the person
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('open')));
select tests.sign_in_as('sam'), public.send_message(tests.kept('room'), md5('place')::uuid, 'Here', 'location', '{"lat": 51.5, "lng": -0.1}');
select tests.keep('export', public.export_my_location()::text);
create function pg_temp.export() returns jsonb language sql as $$ select current_setting('tests.export')::jsonb $$;
select is(jsonb_array_length(pg_temp.export() -> 'orders'), 3, 'the export has every order the partner shared for');
select is((select sum(jsonb_array_length(o -> 'positions'))::int from jsonb_array_elements(pg_temp.export() -> 'orders') o), 4, 'each position that is kept, the held ones too');
select is((select count(*)::int from jsonb_array_elements(pg_temp.export() -> 'orders') o where o -> 'summary' <> 'null'), 2, 'the summaries');
select is((select count(*)::int from jsonb_array_elements(pg_temp.export() -> 'orders') o, jsonb_array_elements(o -> 'seen_by') v where v ->> 'viewer_name' = 'Ada'), 3, 'who looked');
select is(pg_temp.export() #> '{messages,0,place}', '{"lat": 51.5, "lng": -0.1}', 'and the places that were sent');
select is_empty($$ select from jsonb_path_query(pg_temp.export(), '$.**.order_id') x where x #>> '{}' = tests.kept('other')::text $$, 'and nothing of another partner');
select is(public.erase_my_location(), '{"points": 2, "summaries": 1, "views": 3, "messages": 1, "put_off": 1}', 'the partner erases it and is told how much, and what is put off');
select tests.admin();
select is(pg_temp.raw(tests.kept('open')) + pg_temp.raw(tests.kept('old')), 0, 'the trails are gone');
select is_empty($$ select from public.last_locations where partner_id = tests.id_of('sam') $$, 'the marker is gone');
select is_empty($$ select from public.location_shares where partner_id = tests.id_of('sam') and stopped_at is null $$, 'sharing is over');
select results_eq($$ select meta::text, body, deleted_at is not null from public.messages where client_id = md5('place')::uuid $$, $$ values ('{}', null::text, true) $$, 'the place in the conversation is withdrawn');
select isnt_empty($$ select from realtime.messages where event = 'message_updated' and payload ->> 'deleted_at' is not null $$, 'which open apps are told');
select is(pg_temp.raw(tests.kept('held')), 2, 'what is in dispute is still there');
select is(pg_temp.raw(tests.kept('other')), 2, 'and so is what is of others');
select is((select count(*)::int from public.trail_summaries where partner_id = tests.id_of('sam')), 1, 'with the summary in dispute alone');
select tests.sign_in_as('sam');
select is(public.erase_my_location(), '{"points": 0, "summaries": 0, "views": 0, "messages": 0, "put_off": 1}', 'erasing again finds nothing');
select tests.refuses($$ select public.ingest_locations(tests.kept('open'), jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now(), 'lat', 51.5, 'lng', -0.1))) $$, 'PT409', 'not_sharing', 'and no position comes in behind it');
select tests.admin();

-- the dispute ends
select private.forget_locations();
select is(pg_temp.raw(tests.kept('held')), 2, 'the hourly job leaves what is held');
select tests.sign_in_as('grace'), public.release_location(tests.kept('held')), public.release_location(tests.kept('held'));
select tests.admin();
select private.forget_locations();
select is(pg_temp.raw(tests.kept('held')), 0, 'when the hold is over, the erasure that waited is done');
select is_empty($$ select from public.trail_summaries where partner_id = tests.id_of('sam') $$, 'the summary too');
select is_empty('select from private.location_erasures', 'and nothing waits any more');

-- summaries and looks have their days
update public.orders set status = 'cancelled' where id = tests.kept('other');
update public.trail_summaries set started_at = now() - interval '91 days', ended_at = now() - interval '91 days';
update public.location_views set first_at = now() - interval '366 days', last_at = now() - interval '366 days' where partner_id = tests.id_of('pia');
select isnt_empty($$ select from public.trail_summaries where partner_id = tests.id_of('pia') $$, 'a summary of ninety-one days');
select private.forget_locations();
select is_empty($$ select from public.trail_summaries $$, 'is forgotten');
select is_empty($$ select from public.location_views where partner_id = tests.id_of('pia') $$, 'and so is a look of a year and a day');

-- a new place where positions are kept must come into the books: cut with the order, forgotten by days, erased, exported
select bag_eq($$ select distinct c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text in ('public', 'private')
      and a.attname ~ '(^|_)(lat|lats|polyline)$' and c.oid::regclass::text not in ('public.orders', 'orders') $$,
  $$ values ('locations'), ('last_locations'), ('trail_summaries'), ('private.held_locations'), ('private.doubtful_positions'),
    ('private.order_routes'), ('private.route_requests'), ('private.route_cache') $$, 'these tables know where somebody was, and no others');
select is_empty($$ select order_id from private.doubtful_positions union all select order_id from private.order_routes union all select order_id from private.route_requests $$,
  'of which those that only serve an order under way are empty');

-- the account goes
select isnt_empty($$ select from public.locations where partner_id = tests.id_of('pia') $$, 'there are raw positions of a partner');
delete from auth.users where id = tests.id_of('pia');
select is_empty($$ select from public.locations where partner_id = tests.id_of('pia') $$, 'which go with the account');

-- nobody else erases or exports
select tests.sign_in_as('ada');
select tests.denied($$ select private.erase_location_of(tests.id_of('sam')) $$, 'a person erases nobody else');
select tests.denied($$ select private.export_location_of(tests.id_of('sam')) $$, 'nor takes out what is of others');
select tests.nobody();
select tests.denied('select public.erase_my_location()', 'nobody erases');
select tests.denied('select public.export_my_location()', 'nor exports');

select * from finish();
rollback;
