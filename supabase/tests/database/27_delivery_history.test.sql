-- How sending went over time, for staff, and the hint that it changed.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(22);
select tests.person('grace', 'staff');
select tests.due('ok', 'sms'), tests.due('bad', 'sms'), tests.due('old', 'sms'), tests.due('push', 'web_push');
update private.deliveries set state = 'delivered', accepted_at = created_at + interval '4 s', delivered_at = now(), segments = 2, price = 0.08, currency = 'USD' where id = md5('ok')::uuid;
update private.deliveries set state = 'failed', finished_at = now() where id = md5('bad')::uuid;
update private.deliveries set created_at = now() - interval '3 days', state = 'delivered', accepted_at = now() - interval '3 days' + interval '2 hours', segments = 1, price = 0.5, currency = 'EUR' where id = md5('old')::uuid;
-- it waited for the morning: that is no slowness
update public.notifications set created_at = now() - interval '3 days', deliver_after = now() - interval '3 days' + interval '2 hours' - interval '3 s' where dedupe_key = 'old';

create function pg_temp.steps(span text) returns table (channel text, deliveries int, sent int, delivered int, failed int, waiting int, p50_s numeric) language sql as $$
  select s ->> 'channel', (s ->> 'deliveries')::int, (s ->> 'sent')::int, (s ->> 'delivered')::int, (s ->> 'failed')::int, (s ->> 'waiting')::int, (s ->> 'p50_s')::numeric
  from jsonb_array_elements(public.delivery_history(span) -> 'steps') s
$$;
do $$ begin execute format('grant execute on all functions in schema %I to authenticated, anon', pg_my_temp_schema()::regnamespace); end $$;

select tests.sign_in_as('grace');
select bag_eq($$ select * from pg_temp.steps('day') $$, $$ values ('sms', 2, 1, 1, 1, 0, 4.00), ('web_push', 1, 0, 0, 0, 1, null) $$, 'the last day, by channel');
select bag_eq($$ select sum(deliveries)::int, max(p50_s) from pg_temp.steps('week') where channel = 'sms' $$, $$ values (3, 4.00) $$, 'the last week, counted from when each was due');
select is((select count(*)::int from pg_temp.steps('week') where channel = 'sms'), 2, 'in steps of their own');
select is(public.delivery_history('day') ->> 'step_s', '3600', 'a day in hours');
select is(public.delivery_history('week') ->> 'step_s', '21600', 'a week in quarters of a day');
select is(public.delivery_history('month') ->> 'step_s', '86400', 'a month in days');
select is(public.delivery_history('quarter') ->> 'step_s', '259200', 'a quarter of a year in three days');
select ok((public.delivery_history('month') ->> 'until')::timestamptz > now(), 'the newest step is not over');
select is((select count(*)::int from jsonb_array_elements(public.delivery_history('week') -> 'steps') s
  where extract(epoch from (s ->> 'at')::timestamptz - (public.delivery_history('week') ->> 'since')::timestamptz)::int % 21600 <> 0), 0, 'each stands at its beginning');
select bag_eq($$ select c ->> 'currency', (c ->> 'cost')::numeric, (c ->> 'messages')::int from jsonb_array_elements(public.delivery_history('week') -> 'cost') c $$,
  $$ values ('USD', 0.08, 1), ('EUR', 0.5, 1) $$, 'what SMS cost, each currency for itself');
select tests.refuses($$ select public.delivery_history('year') $$, 'PT422', 'invalid_span', 'a span that does not exist is refused');
select tests.refuses($$ select public.delivery_history(null) $$, 'PT422', 'invalid_span', 'and none');
select tests.denied('select from private.health_watch', 'and the note that they look is not theirs');
select tests.service();
select lives_ok($$ select public.delivery_history() $$, 'so does the service role');
select tests.sign_in_as('ada');
select tests.refuses('select public.delivery_history()', 'PT403', 'not_staff', 'people may not');
select tests.nobody();
select tests.denied('select public.delivery_history()', 'nor nobody');

-- the hint
select tests.admin();
delete from realtime.messages;
update private.health_watch set changes = -1;
select ok(private.tell_health(), 'while staff look, a change is told');
select results_eq($$ select topic, event, private from realtime.messages $$, $$ values ('staff', 'delivery_health_changed', true) $$, 'to staff alone');
select ok(not private.tell_health(), 'once');
update private.health_watch set changes = -1, seen_at = now() - interval '3 minutes';
select ok(not private.tell_health(), 'and not when nobody has looked for two minutes');
update private.health_watch set seen_at = now() - interval '40 s';
select public.delivery_history();
select is((select seen_at from private.health_watch), now(), 'asking says that somebody looks');
select throws_ok('insert into private.health_watch (is_only) values (false)', '23514', null, 'there is one such note');

select * from finish();
rollback;
