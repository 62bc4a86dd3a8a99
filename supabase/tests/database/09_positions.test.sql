-- Sharing a position: consent for one order, taken back at will, ended with the order, seen by its parties alone.
begin;
\ir helpers.psql
select plan(57);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('open', tests.order_of('ada', 'open')::text), tests.keep('order', tests.order_between('ada', 'sam')::text);

create function pg_temp.point() returns jsonb language sql as $$
  select public.ingest_locations(tests.kept('order'), jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(),
    'recorded_at', clock_timestamp(), 'lat', 51.5, 'lng', -0.1, 'accuracy_m', 5)))
$$;
grant execute on function pg_temp.point to authenticated, anon;

-- who may share
select tests.sign_in_as('sam');
select tests.refuses('select pg_temp.point()', 'PT409', 'not_sharing', 'a partner who did not consent sends no position');
select tests.refuses($$ select public.pause_sharing(tests.kept('order')) $$, 'PT409', 'not_sharing', 'nor pauses');
select tests.refuses($$ select public.stop_sharing(tests.kept('order')) $$, 'PT409', 'not_sharing', 'nor stops');
select tests.refuses($$ select public.start_sharing(tests.kept('order'), '') $$, 'PT422', 'invalid_consent', 'consent names its wording');
select tests.refuses($$ select public.start_sharing(tests.kept('order'), null) $$, 'PT422', 'invalid_consent', 'consent to nothing is none');
select tests.refuses($$ select public.start_sharing(tests.kept('open'), 'v1') $$, 'PT403', 'not_the_partner', 'a partner shares nothing for an order they did not take');
select results_eq($$ select status::text, partner_id, consent_version, stopped_at from public.start_sharing(tests.kept('order'), 'v1') $$,
  $$ values ('sharing', tests.id_of('sam'), 'v1', null::timestamptz) $$, 'the partner consents');
select lives_ok($$ select public.start_sharing(tests.kept('order'), 'v2') $$, 'consenting twice is no error');
select results_eq('select count(*)::int, max(consent_version) from public.location_shares', $$ values (1, 'v2') $$, 'and one consent');
select is((select pg_temp.point() ->> 'accepted'), '1', 'the partner sends a position');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.start_sharing(tests.kept('order'), 'v1') $$, 'PT403', 'not_the_partner', 'a customer does not share for the partner');
select tests.refuses('select pg_temp.point()', 'PT403', 'not_the_partner', 'a customer sends no position');
select tests.refuses($$ select public.pause_sharing(tests.kept('order')) $$, 'PT409', 'not_sharing', 'a customer does not pause the partner');
select tests.refuses($$ select public.stop_sharing(tests.kept('order')) $$, 'PT409', 'not_sharing', 'a customer does not stop the partner');
select tests.sign_in_as('pia');
select tests.refuses('select pg_temp.point()', 'PT403', 'not_the_partner', 'another partner sends no position');
select tests.refuses($$ select public.start_sharing(gen_random_uuid(), 'v1') $$, 'PT403', 'not_the_partner', 'nor learns which orders exist');

-- who sees it
select tests.sign_in_as('ada');
select is_empty('select from public.last_locations', 'the customer reads no position without a look that is written down');
select is_empty('select from public.locations', 'and no trail');
select isnt_empty('select from public.location_shares', 'but sees that it is shared');
select isnt(public.open_tracking(tests.kept('order')) -> 'position', 'null', 'and opens the tracking');
select tests.sign_in_as('sam');
select isnt_empty('select from public.last_locations', 'the partner sees their own position');
select tests.denied($$ insert into public.locations (order_id, partner_id, recorded_at, client_id, lat, lng) values (tests.kept('order'), tests.id_of('sam'), now(), gen_random_uuid(), 1, 1) $$, 'a partner cannot write the trail past the call');
select tests.denied($$ update public.last_locations set lat = 1 $$, 'nor move the marker');
select tests.denied($$ update public.location_shares set status = 'sharing' $$, 'nor change a consent');
select tests.denied($$ delete from public.locations $$, 'nor erase the trail');
select tests.sign_in_as('eve');
select is_empty('select from public.last_locations', 'a stranger sees no position');
select is_empty('select from public.locations', 'a stranger sees no trail');
select is_empty('select from public.location_shares', 'a stranger does not see who shares');
select tests.sign_in_as('pia');
select is_empty('select from public.last_locations', 'another partner sees no position');
select tests.sign_in_as('grace');
select is_empty('select from public.last_locations', 'staff read no position either');
select is_empty('select from public.locations', 'and no trail');
select tests.nobody();
select tests.denied('select from public.last_locations', 'nobody sees a position');
select tests.denied('select from public.locations', 'nobody sees a trail');
select tests.denied('select pg_temp.point()', 'nobody sends a position');
select tests.admin();
select tests.keep('partition', (select tableoid::regclass::text from public.locations where order_id = tests.kept('order') limit 1));
select tests.sign_in_as('ada');
select tests.denied('select from ' || current_setting('tests.partition'), 'a customer reads no partition past its policy');

-- paused, resumed, stopped
select tests.sign_in_as('sam');
select is((select status::text from public.pause_sharing(tests.kept('order'))), 'paused', 'the partner pauses');
select tests.sign_in_as('ada');
select is((select status::text from public.location_shares), 'paused', 'which the customer sees');
select isnt(public.open_tracking(tests.kept('order')) -> 'position', 'null', 'with the last position');
select tests.sign_in_as('sam');
select is((select pg_temp.point() #>> '{refused,0,reason}'), 'paused', 'while paused nothing new is taken');
select is((select status::text from public.start_sharing(tests.kept('order'), 'v2')), 'sharing', 'the partner resumes');
select is((select status::text from public.stop_sharing(tests.kept('order'))), 'stopped', 'the partner takes consent back');
select tests.refuses('select pg_temp.point()', 'PT409', 'not_sharing', 'after which no position is taken');
select tests.sign_in_as('ada');
select is_empty('select from public.last_locations', 'and the marker is gone');
select is_empty('select from public.locations', 'with the trail');

-- another partner takes over
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v2'), pg_temp.point();
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select is_empty($$ select from public.last_locations where order_id = tests.kept('order') $$, 'with another partner the position of the former is gone');
select is_empty($$ select from public.location_shares where order_id = tests.kept('order') and stopped_at is null $$, 'and their consent over');
select tests.sign_in_as('sam');
select is_empty('select from public.locations', 'a former partner sees no trail');
select tests.sign_in_as('pia');
select is_empty('select from public.locations', 'nor does the next partner see that of the former');
select tests.sign_in_as('sam');
select tests.refuses('select pg_temp.point()', 'PT403', 'not_the_partner', 'a former partner sends no position');

-- closing the order
select tests.sign_in_as('pia');
select public.start_sharing(tests.kept('order'), 'v2'), pg_temp.point();
select tests.keep('epoch', (select location_epoch::text from public.orders where id = tests.kept('order')));
select public.advance_order(tests.kept('order'), 'picked_up'), public.advance_order(tests.kept('order'), 'out_for_delivery'), public.advance_order(tests.kept('order'), 'delivered');
select is_empty('select from public.last_locations', 'in the transaction that delivers, the partner loses the position');
select is_empty('select from public.locations', 'and the trail');
select tests.refuses('select pg_temp.point()', 'PT409', 'order_closed', 'and sends nothing more');
select tests.refuses($$ select public.start_sharing(tests.kept('order'), 'v2') $$, 'PT409', 'order_closed', 'nor starts again');
select tests.sign_in_as('ada');
select is_empty('select from public.last_locations', 'so does the customer');
select is_empty('select from public.locations', 'with the trail');
select tests.admin();
select is_empty($$ select from public.location_shares where order_id = tests.kept('order') and status <> 'stopped' $$, 'every consent of a closed order is over');
select is((select location_epoch from public.orders where id = tests.kept('order')), current_setting('tests.epoch')::int + 1, 'and its topic changed');

select * from finish();
rollback;
