-- Staff hear of each trouble once while it lasts, and never about the telling itself.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(15);
select tests.person('grace', 'staff');
delete from private.alarms;
update private.providers set failures_in_row = 0, down_until = null, down_since = null, is_enabled = name in ('twilio', 'resend', 'web_push');
create function pg_temp.told() returns setof text language sql as $$
  select n.event_type || ': ' || n.body from public.notifications n where n.user_id = tests.id_of('grace') order by n.event_type, n.created_at
$$;
create function pg_temp.fail(name text) returns void language plpgsql as $$
begin
  perform tests.due(fail.name, 'sms');
  perform tests.claim('sms'), tests.settle(fail.name, 'retry', '{"http_status": 503, "code": "503"}');
  update private.deliveries set state = 'retry_wait', next_attempt_at = now() + interval '1 hour' where id = md5(fail.name)::uuid;
end $$;

select private.watch_delivery();
select is_empty('select pg_temp.told()', 'while all is well staff hear nothing');

-- a provider
select pg_temp.fail('f' || i) from generate_series(1, 5) i;
select private.watch_delivery() from generate_series(1, 3);
select results_eq($$ select t like 'system.provider_down: sms since%' from pg_temp.told() t $$, array[true], 'staff are told once that Twilio is down');
update private.providers set down_until = now() - interval '1 second' where name = 'twilio';
select pg_temp.fail('f6'), private.watch_delivery();
select is((select count(*)::int from pg_temp.told()), 1, 'an outage that goes on is the same outage');
select is((select down_since from private.providers where name = 'twilio'), now(), 'which has one beginning');
update private.deliveries set state = 'dead', finished_at = now() - interval '2 hours';
select tests.due('good', 'sms'), tests.claim('sms'), tests.settle('good', 'accepted', '{"provider_message_id": "SM1"}');
select is((select down_since from private.providers where name = 'twilio'), null, 'a good answer ends it');
select private.watch_delivery();
select is((select count(*)::int from pg_temp.told()), 1, 'staff wait ten minutes for it to stay up');
update private.alarms set seen_at = now() - interval '11 minutes';
select private.watch_delivery() from generate_series(1, 2);
select results_eq($$ select split_part(t, ':', 1) from pg_temp.told() t $$, array['system.provider_down', 'system.provider_up'], 'then they are told once that it is back');

-- nobody comes
select tests.due('late', 'sms', 'low', 200);
select private.watch_delivery();
select is((select count(*)::int from pg_temp.told() t where t like 'system.deliveries_late%'), 0, 'a text that waits three minutes is no news');
select tests.pass_time('late');
update private.deliveries set next_attempt_at = now() - interval '6 minutes' where id = md5('late')::uuid;
select private.watch_delivery() from generate_series(1, 3);
select is((select count(*)::int from pg_temp.told() t where t like 'system.deliveries_late%'), 1, 'one that nobody takes for six is told once');
update private.providers set is_enabled = false where name = 'twilio';
delete from private.alarms;
select is_empty($$ select from private.troubles() where key = 'late:sms' $$, 'a channel that staff switched off may rest');
update private.providers set is_enabled = true where name = 'twilio';

-- dead letters
delete from private.deliveries;
select tests.due('gone', 'sms');
update private.deliveries set state = 'dead', last_code = '503', finished_at = now() where id = md5('gone')::uuid;
select private.watch_delivery() from generate_series(1, 3);
select is((select count(*)::int from pg_temp.told() t where t like 'system.dead_letters: Most of them with the code 503%'), 1, 'what was given up is told once, with its code');
delete from private.alarms;
update private.deliveries set state = 'dead', last_code = '503', finished_at = now() where user_id = tests.id_of('grace');
update private.deliveries set finished_at = now() - interval '2 hours' where id = md5('gone')::uuid;
select is_empty($$ select from private.troubles() $$, 'but never that the telling itself was given up');

-- an admin who took the event away
delete from private.deliveries;
delete from public.notifications where event_type = 'system.dead_letters';
delete from private.templates where event_type = 'system.dead_letters';
delete from public.event_types where key = 'system.dead_letters';
select tests.due('gone too', 'sms');
update private.deliveries set state = 'dead', finished_at = now() where id = md5('gone too')::uuid;
select lives_ok('select private.watch_delivery()', 'an event that an admin deleted is not told, and holds up nothing');
select is((select count(*)::int from private.alarms where key like 'dead:%'), 1, 'the watch goes on');
select results_eq($$ select count(*)::int from cron.job where command like '%watch_delivery%' $$, array[1], 'pg_cron looks by itself');

select * from finish();
rollback;
