-- Who sees a partner's position, and who sees that they looked: as customer, partner, former partner, another customer, staff, nobody.
begin;
\ir helpers.psql
select plan(80);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('placed', tests.order_of('ada', 'placed')::text), tests.keep('order', tests.order_between('ada', 'sam')::text),
  tests.keep('other', tests.order_between('eve', 'pia')::text);

-- so many seconds ago, walking north
create function pg_temp.send(variadic seconds_ago int[]) returns text language sql as $$
  select public.ingest_locations(tests.kept('order'), jsonb_agg(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - make_interval(secs => s),
    'lat', 51.5123456789 - s * 1e-5, 'lng', -0.1234567891, 'accuracy_m', 5, 'speed_mps', 1.5, 'heading_deg', 10, 'battery_pct', 80))) ->> 'accepted'
  from unnest(seconds_ago) s
$$;
-- what a person gets, or the code word of the refusal
create function pg_temp.opens(who text, order_id uuid default tests.kept('order')) returns jsonb language plpgsql as $$
declare
  shown jsonb;
  word text;
begin
  perform case when who is null then tests.nobody() else tests.sign_in_as(who) end;
  begin
    shown := public.open_tracking(opens.order_id);
  exception when others then
    get stacked diagnostics word = pg_exception_hint;
    shown := to_jsonb(coalesce(nullif(word, ''), sqlstate));
  end;
  perform tests.admin();
  return shown;
end $$;
grant execute on all functions in schema pg_temp to authenticated, anon;

-- nothing to see
select is(pg_temp.opens('ada', tests.kept('placed')), '"not_tracked"', 'a customer cannot follow an order that nobody has taken');
select is(pg_temp.opens('ada') - 'order_id', jsonb_build_object('topic', 'order:' || tests.kept('order') || ':loc:2', 'share', null,
  'position', null, 'trail', '[]'::jsonb, 'route', null, 'crossings', '[]'::jsonb), 'before anything is shared there is a topic and nothing else');

-- shared
select tests.sign_in_as('sam'), public.start_sharing(tests.kept('order'), 'v1'), pg_temp.send(30, 20, 10);
select tests.admin();
select is((pg_temp.opens('ada') -> 'position') - '{recorded_at,received_at,eta_at,eta_low_at,eta_high_at,remaining_m}'::text[], '{"lat": 51.512246, "lng": -0.123457, "accuracy_m": 5, "speed_mps": 1.5, "heading_deg": 10,
  "is_coarse": false, "eta_is_approximate": true}'::jsonb,
  'the customer sees the newest position to six decimals, and not the battery');
select is(jsonb_path_query_array(pg_temp.opens('ada'), '$.trail[*][0]'), '[51.512046, 51.512146, 51.512246]'::jsonb, 'and the trail, oldest first');
select is((pg_temp.opens('ada') #>> '{trail,2,2}')::bigint, (extract(epoch from now() - interval '10 s') * 1000)::bigint, 'with the time of each point in milliseconds');
select is(pg_temp.opens('ada') #>> '{share,status}', 'sharing', 'and that it is shared');
select is(pg_temp.opens('sam') #> '{position,battery_pct}', '80', 'the partner sees their own, with the battery');
select is(pg_temp.opens('grace') #> '{position,battery_pct}', '80', 'staff too');
select is(pg_temp.opens('eve'), '"not_tracked"', 'another customer sees nothing');
select is(pg_temp.opens('pia'), '"not_tracked"', 'another partner neither');
select is(pg_temp.opens('eve', gen_random_uuid()), '"not_tracked"', 'nor learn they which orders exist');
select is(pg_temp.opens(null), '"42501"', 'nobody may not even ask');

-- the tables, around the call
select tests.sign_in_as('ada');
select is_empty('select from public.last_locations', 'the customer reads no position around the log');
select is_empty('select from public.locations', 'and no trail');
select tests.sign_in_as('grace');
select is_empty('select from public.last_locations', 'staff read no position around the log');
select is_empty('select from public.locations', 'and no trail');
select tests.sign_in_as('sam');
select isnt_empty('select from public.last_locations', 'the partner reads their own position');
select isnt_empty('select from public.locations', 'and trail');

-- the log
select tests.admin();
select bag_eq($$ select p.name, v.viewer_role::text, v.kind::text, v.epoch, v.times from public.location_views v join public.profiles p on p.id = v.viewer_id where v.order_id = tests.kept('order') $$,
  $$ values ('Ada', 'customer', 'live', 2, 1), ('Sam', 'partner', 'live', 2, 1), ('Grace', 'staff', 'live', 2, 1) $$, 'each who looked stands in the log once, and nobody who was refused');
update public.location_views set first_at = first_at - interval '1 hour', last_at = last_at - interval '1 hour' where viewer_id = tests.id_of('ada');
select pg_temp.opens('ada');
select results_eq($$ select times, last_at = now(), first_at = now() - interval '1 hour' from public.location_views where viewer_id = tests.id_of('ada') $$, $$ values (2, true, true) $$, 'a look an hour later counts again, on the same line');
select tests.sign_in_as('sam');
select is((select count(*)::int from public.location_views), 3, 'the partner reads who looked at them');
select tests.sign_in_as('ada');
select is_empty('select from public.location_views', 'the customer does not read the log');
select tests.sign_in_as('pia');
select is_empty('select from public.location_views', 'nor another partner');
select tests.sign_in_as('grace');
select is((select count(*)::int from public.location_views), 3, 'staff do');
select tests.denied('delete from public.location_views', 'but do not clean it');
select tests.denied('update public.location_views set last_at = now()', 'nor change it');
select tests.denied('insert into public.location_views (order_id, epoch, partner_id, viewer_role) select order_id, epoch, partner_id, viewer_role from public.location_views', 'nor write it');
select tests.nobody();
select tests.denied('select from public.location_views', 'nobody reads it');

-- watched
select tests.admin();
create function pg_temp.is_watched() returns boolean language sql as $$ select private.is_watched(tests.kept('order')) $$;
select is(pg_temp.is_watched(), true, 'an order with a look of this minute is watched');
update public.location_views set last_at = now() - interval '46 s', first_at = now() - interval '1 day' where viewer_id <> tests.id_of('sam');
select is(pg_temp.is_watched(), false, 'no more 46 seconds after, and the partner does not count');
select tests.sign_in_as('ada'), public.keep_watching(tests.kept('order'));
select tests.admin();
select is(pg_temp.is_watched(), true, 'who keeps watching, watches');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.keep_watching(tests.kept('order')) $$, 'PT404', 'not_tracked', 'a stranger does not make the partner''s phone send more');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.keep_watching(tests.kept('other')) $$, 'PT404', 'not_tracked', 'a customer who did not open the tracking keeps nothing alive');

-- careful before the pick-up
select tests.admin();
update private.settings set coarse_before_pickup = true;
delete from realtime.messages;
select tests.sign_in_as('sam'), pg_temp.send(2);
select tests.admin();
select is((pg_temp.opens('ada') -> 'position') - '{recorded_at,received_at}'::text[], '{"lat": 51.512, "lng": -0.123, "accuracy_m": 110, "speed_mps": null, "heading_deg": null,
  "is_coarse": true, "eta_at": null, "eta_low_at": null, "eta_high_at": null, "eta_is_approximate": null, "remaining_m": null}'::jsonb
  || jsonb_build_object('eta_at', pg_temp.opens('ada') #> '{position,eta_at}', 'eta_low_at', pg_temp.opens('ada') #> '{position,eta_low_at}', 'eta_high_at', pg_temp.opens('ada') #> '{position,eta_high_at}',
    'eta_is_approximate', pg_temp.opens('ada') #> '{position,eta_is_approximate}', 'remaining_m', pg_temp.opens('ada') #> '{position,remaining_m}'),
  'before the pick-up a careful house shows the customer a street: no heading, no speed');
select is(pg_temp.opens('ada') -> 'trail', '[]', 'no trail');
select is(pg_temp.opens('ada') -> 'route', 'null', 'and no road');
select is(pg_temp.opens('grace') #> '{position,lat}', '51.512326', 'staff see it exactly');
select is(pg_temp.opens('sam') #> '{position,is_coarse}', 'false', 'the partner themselves too');
select is_empty($$ select from realtime.messages where event = 'position_updated' and ((payload ->> 'lat')::numeric <> 51.512 or payload ->> 'is_coarse' <> 'true' or payload ->> 'speed_mps' is not null) $$, 'the topic is as careful as the call');
select isnt_empty($$ select from realtime.messages where event = 'position_updated' $$, 'and says something');
-- the pick-up happens before the next positions: in one transaction all have the same time
update public.orders set status = 'picked_up' where id = tests.kept('order');
update public.order_events set created_at = now() - interval '15 s' where order_id = tests.kept('order') and to_status = 'picked_up';
select is(pg_temp.opens('ada') #> '{position,lat}', '51.512326', 'from the pick-up on the customer sees the partner exactly');
select is(jsonb_array_length(pg_temp.opens('ada') -> 'trail'), 2, 'but not where they came from');
select is(jsonb_array_length(pg_temp.opens('grace') -> 'trail'), 4, 'which staff see');
update private.settings set coarse_before_pickup = false;

-- consent taken back
select tests.sign_in_as('sam'), public.stop_sharing(tests.kept('order'));
select tests.admin();
select is((pg_temp.opens('ada') -> 'position') || (pg_temp.opens('ada') -> 'trail'), 'null'::jsonb || '[]'::jsonb, 'with the consent position and trail are gone');
select is(pg_temp.opens('ada') #>> '{share,status}', 'stopped', 'and it says why');
select tests.sign_in_as('sam'), public.start_sharing(tests.kept('order'), 'v1');
select tests.admin();
update public.location_shares set started_at = started_at + interval '1 s' where stopped_at is null and order_id = tests.kept('order');
select is(pg_temp.opens('ada') -> 'trail', '[]', 'a new consent does not bring back what came in under the old one');
update public.location_shares set started_at = started_at - interval '1 s' where stopped_at is null and order_id = tests.kept('order');

-- staff who are staff no more
create function pg_temp.epoch() returns int language sql as $$ select location_epoch from public.orders where id = tests.kept('order') $$;
create function pg_temp.hears(who text, epoch int default pg_temp.epoch()) returns boolean language plpgsql as $$
declare
  may boolean;
begin
  perform tests.sign_in_as(who);
  may := private.can_read_topic('order:' || tests.kept('order') || ':loc:' || epoch);
  perform tests.admin();
  return may;
end $$;
select is(pg_temp.hears('grace'), true, 'staff who opened the tracking hear the topic');
update public.profiles set role = 'customer' where id = tests.id_of('grace');
select is(pg_temp.epoch(), 3, 'when somebody stops being staff, what they follow gets another topic at once');
select is(pg_temp.hears('grace') or pg_temp.hears('grace', 2), false, 'which they do not hear, nor the old one');
select is(pg_temp.opens('grace'), '"not_tracked"', 'and they see nothing any more');
select pg_temp.opens('ada');
select is(pg_temp.hears('ada'), true, 'while the customer goes on');
update public.profiles set role = 'staff' where id = tests.id_of('grace');

-- another partner
select tests.sign_in_as('sam'), pg_temp.send(1);
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select is(pg_temp.opens('sam'), '"not_tracked"', 'a former partner does not follow the next one');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.keep_watching(tests.kept('order')) $$, 'PT404', 'not_tracked', 'nor keeps an old look alive');
select tests.admin();
select is(pg_temp.hears('sam') or pg_temp.hears('sam', 3), false, 'nor hears them');
select is(pg_temp.opens('ada') -> 'position', 'null', 'the customer sees nothing of the former partner');
select results_eq($$ select partner_id, points from public.trail_summaries where order_id = tests.kept('order') $$, $$ values (tests.id_of('sam'), 5) $$, 'whose way was summed up in that commit');
select tests.sign_in_as('sam');
select isnt_empty('select from public.trail_summaries', 'the former partner reads the summary of their own way');
select is((select count(*)::int from public.my_location_views()), 3, 'and who looked at it');
select set_eq($$ select v ->> 'viewer_name' as a, v ->> 'viewer_role' as b, v ->> 'kind' as c from public.my_location_views() v $$, $$ values ('Ada', 'customer', 'live'), ('Grace', 'staff', 'live') $$, 'by first name and part, and not themselves');
select tests.sign_in_as('pia');
select is_empty('select from public.trail_summaries', 'the next partner reads no summary of the former');
select is((select count(*)::int from public.my_location_views()), 1, 'and of the looks only those at them');
select public.start_sharing(tests.kept('order'), 'v1'), pg_temp.send(1, 2);

-- closed
select tests.admin();
select pg_temp.opens('ada'), pg_temp.opens('grace');
update public.orders set status = 'cancelled' where id = tests.kept('order');
select results_eq($$ select who, pg_temp.opens(who), pg_temp.hears(who, e) from unnest('{ada,eve,grace,pia,sam}'::text[]) who, generate_series(2, 5) e
    where pg_temp.opens(who) <> '"not_tracked"' or pg_temp.hears(who, e) $$, $$ select ''::text, 'null'::jsonb, true where false $$, 'once the order is closed nobody follows it and nobody joins any of its topics');
select tests.sign_in_as('ada');
select is_empty('select from public.trail_summaries', 'the customer reads no summary of the way');
select tests.refuses($$ select public.replay_trail(tests.kept('order')) $$, 'PT403', 'not_staff', 'nor replays it');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.replay_trail(tests.kept('order')) $$, 'PT403', 'not_staff', 'nor does the partner');

-- replayed
select tests.sign_in_as('grace');
select is((select count(*)::int from public.trail_summaries), 2, 'staff read a summary for each partner');
select tests.keep('replay', public.replay_trail(tests.kept('order'))::text);
create function pg_temp.replay() returns jsonb language sql as $$ select current_setting('tests.replay')::jsonb $$;
select is(jsonb_array_length(pg_temp.replay() -> 'trail'), 7, 'staff replay all positions of a closed order');
select is((select array_agg(jsonb_typeof(v)) from jsonb_array_elements(pg_temp.replay() #> '{trail,0}') v), '{number,number,number,number,number,number}'::text[], 'with place, time, speed, heading and accuracy');
select is(pg_temp.replay() -> 'is_summary', 'false', 'as they were');
select tests.refuses($$ select public.replay_trail(gen_random_uuid()) $$, 'PT404', 'order_not_found', 'an order that is not there is not replayed');
select tests.sign_in_as('sam');
select is((select count(*)::int from public.my_location_views() v where v ->> 'kind' = 'replay'), 1, 'a partner sees that their way was replayed');
select tests.admin();
delete from public.locations;
select tests.sign_in_as('grace'), tests.keep('replay', public.replay_trail(tests.kept('order'))::text);
select is(pg_temp.replay() -> 'is_summary', 'true', 'once the raw positions are gone, staff see the summary');
select is(round((pg_temp.replay() #>> '{trail,0,0}')::numeric, 4), (pg_temp.replay() #>> '{trail,0,0}')::numeric, 'of four decimals');

-- the operations map
select tests.admin();
select tests.keep('order', tests.order_between('eve', 'sam', 'another')::text);
select tests.sign_in_as('sam'), public.start_sharing(tests.kept('order'), 'v1'), pg_temp.send(3);
select tests.sign_in_as('grace'), public.watch_operations();
select tests.admin();
select results_eq($$ select kind::text, viewer_id, times from public.location_views where order_id = tests.kept('order') $$, $$ values ('operations', tests.id_of('grace'), 1) $$, 'staff with the operations map before them stand in the log of each order on it');
select is(pg_temp.is_watched(), true, 'and phones send as for somebody who follows, while settings.operations_hurry_phones says so');
select is(pg_temp.hears('grace'), false, 'and opens no topic of a single order');
update public.location_views set first_at = now() - interval '1 hour', last_at = now() - interval '50 s' where order_id = tests.kept('order');
select tests.sign_in_as('grace'), public.watch_operations();
select tests.admin();
select is((select last_at from public.location_views where order_id = tests.kept('order')), now() - interval '50 s', 'a heartbeat writes once a minute');
select is_empty($$ select from public.location_views where order_id = tests.kept('other') and kind = 'operations' $$, 'an order whose partner does not share is not seen there');
select tests.nobody();
select tests.denied($$ select public.replay_trail(tests.kept('order')) $$, 'nobody replays anything');
select tests.denied('select from public.trail_summaries', 'nor reads a summary');

select * from finish();
rollback;
