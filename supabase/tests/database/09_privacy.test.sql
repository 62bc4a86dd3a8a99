-- Who sees a partner's position, and who sees that they looked: as customer, partner, former partner, another customer, staff, nobody.
begin;
\ir helpers.psql
select plan(33);
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
select is((pg_temp.opens('ada') -> 'position') - '{recorded_at,received_at}'::text[], '{"lat": 51.512246, "lng": -0.123457, "accuracy_m": 5, "speed_mps": 1.5, "heading_deg": 10,
  "is_coarse": false, "eta_at": null, "eta_low_at": null, "eta_high_at": null, "eta_is_approximate": null, "remaining_m": null}'::jsonb,
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

select * from finish();
rollback;
