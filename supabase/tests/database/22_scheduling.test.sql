-- Cancel, send now, later, longer: what is not out yet moves, what is under way does not, and what is due is said aloud once.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(38);
select tests.person('gus', 'staff');
update auth.users set email_confirmed_at = null where id in (tests.id_of('ada'), tests.id_of('eve'));
-- told to ada, for later
create function pg_temp.plan_for(name text, after interval default '2 hours') returns uuid language sql as $$
  select public.notify(tests.id_of('ada'), 'order.ready', 'order', md5('o')::uuid, '{"order": {"number": "A7"}}', plan_for.name, deliver_after => now() + after)
$$;
create function pg_temp.id_of(name text) returns uuid language sql as $$ select id from public.notifications where dedupe_key = id_of.name $$;
create function pg_temp.fared(name text) returns setof text language sql as $$
  select concat_ws(' ', d.channel, d.state, d.last_code, case when d.state in ('pending', 'retry_wait') then round(extract(epoch from d.next_attempt_at - now()) / 60) || ' min' end) from private.deliveries d where d.notification_id = pg_temp.id_of(fared.name) order by 1
$$;
create function pg_temp.said(name text) returns int language sql as $$
  select count(*)::int from realtime.messages where event = 'notification_created' and payload ->> 'id' = pg_temp.id_of(said.name)::text
$$;

-- who
select pg_temp.plan_for('who');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.cancel_notification(gen_random_uuid()) $$, 'PT403', 'not_staff', 'people do not cancel');
select tests.refuses($$ select public.send_now(gen_random_uuid()) $$, 'PT403', 'not_staff', 'nor send at once');
select tests.refuses($$ select public.reschedule_notification(gen_random_uuid(), now()) $$, 'PT403', 'not_staff', 'nor move');
select tests.refuses($$ select public.extend_notification(gen_random_uuid(), now() + interval '1 day') $$, 'PT403', 'not_staff', 'nor extend what was told');
select tests.nobody();
select tests.denied($$ select public.cancel_notification(gen_random_uuid()) $$, 'nobody does');
select tests.sign_in_as('gus');
select tests.refuses($$ select public.cancel_notification(gen_random_uuid()) $$, 'PT404', 'notification_not_found', 'staff cancel only what exists');
select tests.service();
select lives_ok($$ select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'by service', deliver_after => now() + interval '1 hour') $$, 'the service role tells something for later');
select tests.admin();
select results_eq($$ select pg_temp.fared('who') $$, $$ values ('sms pending 120 min'), ('web_push pending 120 min') $$, 'what is told for later waits on every channel');
select is(pg_temp.said('who'), 0, 'and nothing is said of it');

-- cancel
select pg_temp.plan_for('cancelled');
select results_eq($$ select c ->> 'moved', c ->> 'under_way', c ->> 'gone_out' from public.cancel_notification(pg_temp.id_of('cancelled')) c $$, $$ values ('2', '0', '0') $$, 'what waits is cancelled, and the answer says how much');
select results_eq($$ select pg_temp.fared('cancelled') $$, $$ values ('sms cancelled cancelled'), ('web_push cancelled cancelled') $$, 'on every channel');
select results_eq($$ select in_inbox, inbox_at from public.notifications where id = pg_temp.id_of('cancelled') $$, $$ values (false, null::timestamptz) $$, 'and it never appears in the inbox');
delete from private.deliveries;
select tests.due('held', 'sms'), tests.claim('sms');
select results_eq($$ select c ->> 'moved', c ->> 'under_way', c ->> 'gone_out' from public.cancel_notification(pg_temp.id_of('held')) c $$, $$ values ('0', '1', '0') $$, 'what a worker holds is not cancelled, and the answer says so');
select is((tests.delivery('held')).state::text, 'sending', 'it stays with the worker');
select results_eq($$ select in_inbox, inbox_at from public.notifications where id = pg_temp.id_of('held') $$, $$ values (true, now()) $$, 'and what is on a screen stays there');
select tests.settle('held', 'retry'), tests.pass_time('held');
select is_empty($$ select tests.claim('sms') $$, 'but it is not tried a second time');
select is((tests.delivery('held')).state::text, 'expired', 'its time is over');
select tests.due('gone', 'sms'), tests.claim('sms');
select tests.settle('gone', 'accepted', '{"provider_message_id": "SM-gone"}');
select results_eq($$ select c ->> 'moved', c ->> 'under_way', c ->> 'gone_out' from public.cancel_notification(pg_temp.id_of('gone')) c $$, $$ values ('0', '0', '1') $$, 'what is out is out');
select tests.due('doubt', 'sms'), tests.claim('sms');
select tests.settle('doubt', 'ambiguous');
select results_eq($$ select c ->> 'moved', c ->> 'under_way' from public.cancel_notification(pg_temp.id_of('doubt')) c $$, $$ values ('0', '1') $$, 'what is in doubt is under way');
select tests.pass_time('doubt');
select results_eq($$ select fault from public.claim_deliveries('sms', 'test', 5) $$, $$ values ('expired') $$, 'and is only looked up');

-- later and now
delete from private.deliveries;
select pg_temp.plan_for('moved');
select results_eq($$ select c ->> 'moved', (c ->> 'deliver_after')::timestamptz, (c ->> 'expires_at')::timestamptz from public.reschedule_notification(pg_temp.id_of('moved'), now() + interval '5 hours') c $$,
  $$ values ('2', now() + interval '5 hours', now() + interval '17 hours') $$, 'it moves to another time, its lifetime with it');
select results_eq($$ select distinct expires_at, next_attempt_at from private.deliveries where notification_id = pg_temp.id_of('moved') $$, $$ values (now() + interval '17 hours', now() + interval '5 hours') $$, 'so do its deliveries');
select is(pg_temp.said('moved'), 0, 'and nothing is said of it before');
select is(public.send_now(pg_temp.id_of('moved')) ->> 'moved', '2', 'it is sent now');
select results_eq($$ select pg_temp.fared('moved') $$, $$ values ('sms pending 0 min'), ('web_push pending 0 min') $$, 'on every channel');
select is(pg_temp.said('moved'), 1, 'said aloud');
select public.send_now(pg_temp.id_of('moved')), private.sweep();
select is(pg_temp.said('moved'), 1, 'once, however often');
select results_eq($$ select tests.claim('sms') $$, $$ values ('moved') $$, 'and a worker takes it');
select tests.settle('x', 'retry') where false;
update private.deliveries set state = 'retry_wait', lease_token = null, next_attempt_at = now() + interval '1 hour' where notification_id = pg_temp.id_of('moved') and channel = 'sms';
select public.send_now(pg_temp.id_of('moved'));
select results_eq($$ select tests.claim('sms') $$, $$ values ('moved') $$, 'a retry is sent now too');
select public.reschedule_notification(pg_temp.id_of('moved'), now() + interval '1 day');
select is((select deliver_after <= now() from public.notifications where id = pg_temp.id_of('moved')), true, 'what is on a screen stays there');
select results_eq($$ select pg_temp.fared('moved') $$, $$ values ('sms sending'), ('web_push pending 1440 min') $$, 'what a worker holds goes out; the rest waits');
select is((select expires_at from public.notifications where id = pg_temp.id_of('moved')), now() + interval '36 hours', 'and lives long enough to be sent');
select tests.refuses($$ select public.reschedule_notification(pg_temp.id_of('moved'), null) $$, 'PT422', 'invalid_time', 'a time must be said');
select tests.refuses($$ select public.reschedule_notification(pg_temp.id_of('moved'), 'infinity') $$, 'PT422', 'invalid_time', 'and come some day');
select tests.refuses($$ select public.send_now(pg_temp.id_of('cancelled')) $$, 'PT409', 'notification_expired', 'what was cancelled is not sent');

-- longer
select pg_temp.plan_for('longer', '0');
select public.extend_notification(pg_temp.id_of('longer'), now() + interval '3 days');
select results_eq($$ select distinct expires_at from private.deliveries where notification_id = pg_temp.id_of('longer') $$, $$ values (now() + interval '3 days') $$, 'it is worth sending for longer');
select tests.refuses($$ select public.extend_notification(pg_temp.id_of('longer'), now()) $$, 'PT422', 'invalid_time', 'but not until now');
update private.deliveries set state = 'expired' where notification_id = pg_temp.id_of('longer') and channel = 'sms';
select is(public.extend_notification(pg_temp.id_of('longer'), now() + interval '4 days') ->> 'moved', '1', 'what has expired stays so');

select * from finish();
rollback;
