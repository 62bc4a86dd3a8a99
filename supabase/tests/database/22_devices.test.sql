-- A person's devices in their own hands, and the end of those that are never opened.
begin;
\ir helpers.psql
select plan(41);
select tests.person('ada'), tests.person('eve');
insert into public.push_subscriptions (id, user_id, device_id, endpoint, p256dh, auth, name, last_seen_at)
select md5(name)::uuid, tests.id_of(who), md5('browser ' || name)::uuid, 'https://push.example/' || name, 'key', 'secret', name, now() - make_interval(days => days)
from (values ('ada', 'phone', 0), ('ada', 'laptop', 54), ('ada', 'tablet', 56), ('ada', 'old', 61), ('eve', 'eves', 0)) d (who, name, days);
insert into private.known_devices (user_id, device_id) select user_id, device_id from public.push_subscriptions where user_id in (tests.id_of('ada'), tests.id_of('eve'));

-- names
select tests.sign_in_as('ada');
select lives_ok($$ select public.rename_device(md5('phone')::uuid, '  My' || chr(10) || '  phone ') $$, 'a person names their device');
select is((select name from public.push_subscriptions where id = md5('phone')::uuid), 'My phone', 'in one line');
select tests.refuses($$ select public.rename_device(md5('phone')::uuid, ' ') $$, 'PT422', 'invalid_name', 'a name is not blank');
select tests.refuses($$ select public.rename_device(md5('phone')::uuid, null) $$, 'PT422', 'invalid_name', 'nor missing');
select tests.refuses($$ select public.rename_device(md5('phone')::uuid, repeat('x', 61)) $$, 'PT422', 'invalid_name', 'nor endless');
select lives_ok($$ select public.rename_device(md5('phone')::uuid, repeat('ü', 60)) $$, '60 letters are no bytes');
select tests.refuses($$ select public.rename_device(md5('eves')::uuid, 'mine') $$, 'PT404', 'device_not_found', 'a person cannot name the device of another');
select tests.refuses($$ select public.rename_device(gen_random_uuid(), 'mine') $$, 'PT404', 'device_not_found', 'which looks the same as one that is not there');

-- a test
select tests.keep('test', public.send_test_push(md5('phone')::uuid)::text);
select results_eq($$ select state, code from public.test_push_state(tests.kept('test')) $$, $$ values ('waiting', null) $$, 'a person who asks for a test can follow it');
select is_empty($$ select from public.notifications where id = tests.kept('test') $$, 'and finds nothing of it in the inbox');
select tests.sign_in_as('eve');
select is_empty($$ select * from public.test_push_state(tests.kept('test')) $$, 'another person cannot follow it');
select tests.refuses($$ select public.send_test_push(md5('phone')::uuid) $$, 'PT404', 'device_not_found', 'nor push a test to a device that is not theirs');
select tests.admin();
select results_eq($$ select target_id, channel::text, priority::text, state::text from private.deliveries where notification_id = tests.kept('test') $$,
  $$ values (md5('phone')::uuid, 'web_push', 'urgent', 'pending') $$, 'the test goes through the outbox, to that device alone');
select tests.keep('delivery', (select id::text from private.deliveries where notification_id = tests.kept('test')));
select public.claim_deliveries('web_push', 'test');
select public.settle_deliveries(jsonb_build_array(jsonb_build_object('id', d.id, 'lease_token', d.lease_token, 'outcome', 'accepted', 'provider', 'web_push'))) from private.deliveries d where d.id = tests.kept('delivery');
select tests.sign_in_as('ada');
select is((select state from public.test_push_state(tests.kept('test'))), 'accepted', 'the push service has it');
select tests.admin();
select public.record_engagement(tests.kept('delivery'), 'shown');
select tests.sign_in_as('ada');
select results_eq($$ select state, shown_at from public.test_push_state(tests.kept('test')) $$, $$ values ('shown', now()) $$, 'the device has shown it');
select public.send_test_push(md5('laptop')::uuid), public.send_test_push(md5('laptop')::uuid), public.send_test_push(md5('laptop')::uuid), public.send_test_push(md5('laptop')::uuid);
select tests.refuses($$ select public.send_test_push(md5('tablet')::uuid) $$, 'PT429', 'too_many_tests', 'the sixth test of an hour is refused, whatever device it is for');
select tests.sign_in_as('eve');
select tests.keep('eves', public.send_test_push(md5('eves')::uuid)::text);
select tests.admin();
update private.deliveries set state = 'failed', last_code = '403' where notification_id = tests.kept('eves');
update public.notifications set created_at = now() - interval '61 minutes' where user_id = tests.id_of('ada') and event_type = 'account.push_test';
select tests.sign_in_as('eve');
select results_eq($$ select state, code from public.test_push_state(tests.kept('eves')) $$, $$ values ('failed', '403') $$, 'a test that failed says with which code');
select tests.sign_in_as('ada');
select lives_ok($$ select public.send_test_push(md5('phone')::uuid) $$, 'an hour later she may test again');
select tests.admin();
select tests.keep('told', public.notify(tests.id_of('ada'), 'order.placed')::text);
select tests.sign_in_as('ada');
select is_empty($$ select * from public.test_push_state(tests.kept('told')) $$, 'nothing but a test can be followed');

-- removal
select tests.keep('pending', public.send_test_push(md5('phone')::uuid)::text);
select tests.refuses($$ select public.remove_device(md5('eves')::uuid) $$, 'PT404', 'device_not_found', 'a person cannot remove the device of another');
select lives_ok($$ select public.remove_device(md5('phone')::uuid) $$, 'but their own');
select tests.refuses($$ select public.remove_device(md5('phone')::uuid) $$, 'PT404', 'device_not_found', 'once');
select tests.refuses($$ select public.rename_device(md5('phone')::uuid, 'x') $$, 'PT404', 'device_not_found', 'and not name it then');
select tests.refuses($$ select public.send_test_push(md5('phone')::uuid) $$, 'PT404', 'device_not_found', 'nor test it');
select tests.admin();
select is((select concat_ws(',', disabled_reason, p256dh, auth) from public.push_subscriptions where id = md5('phone')::uuid), 'removed,,', 'its keys are gone');
select public.claim_deliveries('web_push', 'test');
select is((select d.state || ' ' || d.last_code from private.deliveries d where notification_id = tests.kept('pending')), 'suppressed target_gone', 'what was on its way there is not sent');
select is_empty($$ select from private.known_devices where device_id = md5('browser phone')::uuid $$, 'and it is a stranger when it returns');

-- the end of devices that nobody opens
select private.age_devices();
select results_eq($$ select name, disabled_reason from public.push_subscriptions where user_id = tests.id_of('ada') and id <> md5('phone')::uuid order by 1 $$,
  $$ values ('laptop', null), ('old', 'unseen'), ('tablet', null) $$, 'a browser not opened for 60 days is told nothing more');
select results_eq($$ select title, body, action_url from public.notifications where event_type = 'account.device_unseen' $$,
  $$ values ('Still using tablet?', 'Orderline was not opened there for a long time. Open it within 4 days, or that device will get no more notifications.', '/settings#devices') $$,
  'one not opened for 55 is worth a warning, one for 54 is not');
select private.age_devices();
select is((select count(*)::int from public.notifications where event_type = 'account.device_unseen'), 1, 'a warning comes once');
update public.push_subscriptions set last_seen_at = now() - interval '57 days 12 hours' where id = md5('tablet')::uuid;
select private.age_devices();
select is((select count(*)::int from public.notifications where event_type = 'account.device_unseen'), 2, 'and again when the browser was opened in between');
select is((select public.save_push_subscription(tests.id_of('ada'), md5('browser old')::uuid, 'https://push.example/old', 'key', 'secret', is_asked => false)), md5('old')::uuid, 'a browser that was not seen for long returns when it is opened');
select is((select disabled_at from public.push_subscriptions where id = md5('old')::uuid), null, 'and is told again');
update public.push_subscriptions set disabled_at = now() - interval '91 days', disabled_reason = case id when md5('phone')::uuid then 'removed' else 'gone' end where id in (md5('phone')::uuid, md5('old')::uuid);
select private.age_devices();
select results_eq($$ select name from public.push_subscriptions where disabled_at is not null $$, $$ values (repeat('ü', 60)) $$, 'a row without use is deleted after 90 days, but what a person removed stays removed');
update private.settings set device_expire_days = 58, device_warn_days = 57;
update public.push_subscriptions set last_seen_at = now() - interval '59 days' where id = md5('laptop')::uuid;
select private.age_devices();
select is((select disabled_reason from public.push_subscriptions where id = md5('laptop')::uuid), 'unseen', 'an admin moves the days');
select tests.refuses($$ update private.settings set device_warn_days = 58 $$, '23514', null, 'but not the warning behind the end');

-- rights
select tests.sign_in_as('ada');
select tests.denied('select from private.known_devices', 'people do not read which devices are known');
select tests.denied('select private.age_devices()', 'nor end those of others');
select tests.denied($$ update public.push_subscriptions set name = 'x' $$, 'nor write the table itself');
select tests.denied($$ select private.meet_device(tests.id_of('eve'), gen_random_uuid(), 'x') $$, 'nor tell others of devices');
select tests.nobody();
select tests.denied($$ select public.send_test_push(md5('eves')::uuid) $$, 'nobody tests anything');

select * from finish();
rollback;
