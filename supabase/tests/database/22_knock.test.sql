-- Knocks: one per transaction and channel, only for what is due, and none without the address and the secret.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(18);
delete from net.http_request_queue;
delete from vault.secrets where name in ('functions_url', 'webhook_secret');

create function pg_temp.knocks() returns setof text language sql as $$
  with gone as (delete from net.http_request_queue returning url)
  select replace(url, 'http://functions.test/', '') from gone order by 1
$$;
-- what a commit does: this file is one transaction
create function pg_temp.as_committed() returns void language sql as $$ select set_config('orderline.knocked', '', true) $$;
-- rows straight into the outbox, in one statement of a transaction of their own
create function pg_temp.put(channels public.notification_channel[], state public.delivery_state default 'pending', after_s int default 0) returns void language sql as $$
  select pg_temp.as_committed();
  insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, state, next_attempt_at)
  select n.id, n.user_id, c, gen_random_uuid(), '{}', 'normal', put.state, now() + make_interval(secs => after_s)
  from unnest(channels) c, (select * from public.notifications where dedupe_key = 'knock test') n
$$;
select public.notify(tests.id_of('eve'), 'order.ready', dedupe_key => 'knock test');

select pg_temp.put('{sms}');
select private.sweep();
select is_empty('select pg_temp.knocks()', 'without address and secret nobody is knocked at');
select vault.create_secret('http://functions.test', 'functions_url');
select pg_temp.put('{sms}');
select is_empty('select pg_temp.knocks()', 'nor with the address alone');
select vault.create_secret('a-secret', 'webhook_secret');
delete from private.deliveries;

select pg_temp.put('{sms}');
select results_eq($$ select method::text, url, headers ->> 'authorization', convert_from(body, 'utf8')::jsonb from net.http_request_queue $$,
  $$ values ('POST', 'http://functions.test/send-sms', 'Bearer a-secret', '{"type": "INSERT", "table": "deliveries", "schema": "private", "record": {"channel": "sms"}, "old_record": null}'::jsonb) $$,
  'a new text knocks at its function in the shape of a database webhook');
select pg_temp.knocks();
select pg_temp.put('{sms,sms,sms,web_push,sms,web_push}');
select results_eq('select pg_temp.knocks()', $$ values ('send-push'), ('send-sms') $$, 'six rows of two channels in one statement are two knocks');
select pg_temp.put('{email}');
select results_eq('select pg_temp.knocks()', $$ values ('send-email') $$, 'mail knocks at its own door');
select pg_temp.put('{sms,web_push}', 'suppressed');
select is_empty('select pg_temp.knocks()', 'what is suppressed does not knock');
select pg_temp.put('{sms}', 'pending', 60);
select is_empty('select pg_temp.knocks()', 'nor what is for later');
insert into private.deliveries select * from private.deliveries where false;
select is_empty('select pg_temp.knocks()', 'nor nothing');

-- told one by one in a single transaction
select pg_temp.as_committed();
do $$ begin
  perform public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'undone first');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then null;
end $$;
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'many ' || n) from generate_series(1, 20) n;
select results_eq('select pg_temp.knocks()', $$ values ('send-push'), ('send-sms') $$,
  'a job that tells twenty people one by one knocks once at each door, also after a savepoint that it rolled back');

-- told by notify
select pg_temp.as_committed();
select tests.due('told', 'sms');
select isnt_empty($$ select from net.http_request_queue where url like '%/send-sms' $$, 'telling somebody knocks');
select pg_temp.knocks();
select pg_temp.as_committed();
do $$ begin
  perform tests.due('undone', 'sms');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then null;
end $$;
select is_empty('select pg_temp.knocks()', 'what is rolled back never knocks');

-- the sweep
delete from private.deliveries;
select private.sweep();
select is_empty('select pg_temp.knocks()', 'the sweep of an empty outbox knocks nowhere');
select pg_temp.put('{sms,sms}');
select pg_temp.knocks();
select private.sweep();
select results_eq('select pg_temp.knocks()', $$ values ('send-sms') $$, 'the sweep knocks for what a lost knock left behind');
select private.sweep();
select results_eq('select pg_temp.knocks()', $$ values ('send-sms') $$, 'each time, until it is claimed');
update private.deliveries set state = 'sending', next_attempt_at = now() + interval '60 seconds';
select private.sweep();
select is_empty('select pg_temp.knocks()', 'not for what a worker holds');
update private.deliveries set next_attempt_at = now();
select private.sweep();
select results_eq('select pg_temp.knocks()', $$ values ('send-sms') $$, 'but for a lease that ended');
update private.deliveries set state = 'ambiguous';
select private.sweep();
select results_eq('select pg_temp.knocks()', $$ values ('send-sms') $$, 'and for a doubt whose wait is over');
update private.deliveries set state = 'dead';
select private.sweep();
select is_empty('select pg_temp.knocks()', 'never for what is finished');

select * from finish();
rollback;
