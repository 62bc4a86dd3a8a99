-- Many things of one kind become one push or mail, each in exactly one; urgent ones never wait.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(32);
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
update public.event_types set digest_window = '10 minutes', digest_by = 'subject' where key = 'chat.message';
-- somebody says something to ada in a room
create function pg_temp.hears(word text, room text default 'room', priority public.notification_priority default null) returns void language sql as $$
  select public.notify(tests.id_of('ada'), 'chat.message', 'room', md5(room)::uuid, jsonb_build_object('sender', '{"name": "Sam"}'::jsonb, 'message', jsonb_build_object('excerpt', word)),
    'said ' || room || word, priority, '/rooms/' || room);
  -- outside a test each is said at a time of its own
  update private.deliveries d set created_at = clock_timestamp() from public.notifications n where n.id = d.notification_id and n.dedupe_key = 'said ' || room || word
$$;
-- the window of what waits is over
create function pg_temp.pass() returns void language sql as $$ update private.deliveries set next_attempt_at = now() where state = 'pending' $$;
create function pg_temp.first_due(word text, room text default 'room') returns void language sql as $$
  update private.deliveries d set next_attempt_at = now() from public.notifications n where n.id = d.notification_id and n.dedupe_key = 'said ' || room || word and d.state = 'pending'
$$;
create function pg_temp.fared(word text, room text default 'room') returns setof text language sql as $$
  select concat_ws(' ', d.channel, d.state, d.last_code) from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = 'said ' || room || word and d.state <> 'suppressed' or n.dedupe_key = 'said ' || room || word and d.last_code = 'in_digest' order by 1
$$;

-- alone
select pg_temp.hears('one');
select results_eq($$ select state::text, next_attempt_at from private.deliveries where channel = 'web_push' $$, $$ values ('pending', now() + interval '10 minutes') $$, 'a push of what comes in bursts waits for its window');
select is((select count(*)::int from realtime.messages where event = 'notification_created' and payload ->> 'body' = 'one'), 1, 'the inbox does not wait');
select is_empty($$ select tests.claim('web_push') $$, 'nothing leaves yet');
select pg_temp.pass();
select results_eq($$ select rendered ->> 'title', rendered ->> 'body', rendered ->> 'action_url', rendered ->> 'tag' from public.claim_deliveries('web_push', 'test', 50) $$,
  $$ values ('Sam', 'one', '/rooms/room', 'room:' || md5('room')::uuid) $$, 'one alone leaves in its own words');
select is((select count(*)::int from private.deliveries where digest_of is not null), 0, 'and is no digest');
delete from private.deliveries;

-- several
select pg_temp.hears('two'), pg_temp.hears('three'), pg_temp.hears('four'), pg_temp.hears('elsewhere', 'other');
select pg_temp.first_due('two');
create temporary table claimed as select * from public.claim_deliveries('web_push', 'test', 50);
select is((select count(*)::int from claimed), 1, 'when the first is due, all that wait with it leave as one');
select is((select rendered ->> 'title' from claimed), 'Messages: 3 new', 'which says how many');
select ok((select rendered ->> 'body' ~ 'Sam: two.*Sam: three.*Sam: four' from claimed), 'and names each');
select is((select rendered ->> 'action_url' from claimed), '/rooms/room', 'and leads where all of them lead');
select results_eq($$ select pg_temp.fared('two') union all select pg_temp.fared('three') union all select pg_temp.fared('elsewhere', 'other') $$,
  $$ values ('web_push sending'), ('web_push suppressed in_digest'), ('web_push pending') $$, 'the first carries the others; another room waits for its own');
select is((select count(distinct digest_of)::int from private.deliveries where last_code = 'in_digest'), 1, 'each knows which digest it is in');
select pg_temp.hears('five');
select results_eq($$ select pg_temp.fared('five') $$, $$ values ('web_push pending') $$, 'what comes after waits for the next');
update private.deliveries d set next_attempt_at = now() from claimed c where d.id = c.id;
select is((select rendered ->> 'body' from public.claim_deliveries('web_push', 'test', 50)), (select rendered ->> 'body' from claimed), 'a worker that died leaves the same digest to the next');
select results_eq($$ select pg_temp.fared('five') $$, $$ values ('web_push pending') $$, 'with nothing added to what may have been shown');
drop table claimed;
delete from private.deliveries;

-- what does not wait, and what does not leave
select pg_temp.hears('fire', 'room', 'urgent');
select results_eq($$ select tests.claim('web_push') $$, $$ values ('said roomfire') $$, 'urgent news does not wait');
select pg_temp.hears('read'), pg_temp.hears('unread'), pg_temp.hears('unread too');
update public.notifications set read_at = now() where dedupe_key = 'said roomread';
select pg_temp.pass();
select is((select rendered ->> 'title' from public.claim_deliveries('web_push', 'test', 50)), 'Messages: 2 new', 'what was read meanwhile is not told again');
select is((select last_code from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = 'said roomread' and d.channel = 'web_push'), 'read_already', 'and says why');
delete from private.deliveries;
select pg_temp.hears('seen'), pg_temp.hears('unseen'), pg_temp.pass();
create temporary table claimed as select * from public.claim_deliveries('web_push', 'test', 50);
update private.deliveries d set next_attempt_at = now() from claimed c where d.id = c.id;
update public.notifications n set read_at = now() from claimed c where n.id = c.notification_id;
select is((select count(*)::int from tests.claim('web_push')), 1, 'a digest whose first was read is tried again for the others');
update private.deliveries d set next_attempt_at = now() from claimed c where d.id = c.id;
update public.notifications n set read_at = now() where dedupe_key in ('said roomseen', 'said roomunseen');
select is((select count(*)::int from tests.claim('web_push')), 0, 'until all of it was read');
drop table claimed;
delete from private.deliveries;
select pg_temp.hears('taken back'), pg_temp.hears('stays'), pg_temp.hears('stays too');
select pg_temp.pass();
create temporary table claimed as select * from public.claim_deliveries('web_push', 'test', 50);
select tests.settle('x', 'retry') where false;
update private.deliveries d set state = 'retry_wait', lease_token = null from claimed c where d.id = c.id;
select public.cancel_notification((select notification_id from claimed));
select is((select count(*)::int from private.deliveries where state = 'pending' and channel = 'web_push'), 2, 'a digest that is taken back before it is out gives back what others put in');
drop table claimed;
delete from private.deliveries;
select pg_temp.hears('at once'), pg_temp.hears('later');
select public.send_now((select id from public.notifications where dedupe_key = 'said roomat once'));
select results_eq($$ select tests.claim('web_push') $$, $$ values ('said roomat once') $$, 'what staff send now leaves alone');
select results_eq($$ select pg_temp.fared('later') $$, $$ values ('web_push pending') $$, 'and the rest waits');
delete from private.deliveries;

-- two devices, two digests
insert into public.push_subscriptions (id, user_id, device_id, endpoint, p256dh, auth) values (md5('tablet')::uuid, tests.id_of('ada'), gen_random_uuid(), 'https://push.example/ada2', 'key', 'secret');
select pg_temp.hears('left'), pg_temp.hears('right');
select pg_temp.pass();
select is((select string_agg(rendered ->> 'title', ', ') from public.claim_deliveries('web_push', 'test', 50)), 'Messages: 2 new, Messages: 2 new', 'each device gets its own digest');
delete from private.deliveries;
delete from public.push_subscriptions where id = md5('tablet')::uuid;

-- a push names five, a mail fifty
select pg_temp.hears('word ' || i) from generate_series(1, 8) i;
select pg_temp.pass();
create temporary table claimed as select * from public.claim_deliveries('web_push', 'test', 50);
select is((select rendered ->> 'title' from claimed), 'Messages: 8 new', 'a push of eight says eight');
select ok((select octet_length(rendered::text) from claimed) < 1500, 'and stays small');
drop table claimed;

-- a daily summary by mail
update public.event_types set digest_window = '1 day', digest_by = 'category', channels = '{in_app,email}' where key in ('support.opened', 'support.resolved');
select public.notify(tests.id_of('ada'), 'support.opened', data => '{"ticket": {"number": "S1"}}', action_url => '/a');
update private.deliveries set created_at = created_at - interval '1 hour' where channel = 'email';
select public.notify(tests.id_of('ada'), 'support.resolved', data => '{"ticket": {"number": "S1"}}', action_url => '/b');
select is((select count(*)::int from private.deliveries where channel = 'email' and next_attempt_at = now() + interval '1 day'), 2, 'mails of a category wait for a day');
select pg_temp.pass();
create temporary table claimed as select * from public.claim_deliveries('email', 'test', 50);
select is((select count(*)::int from claimed), 1, 'and leave as one');
select results_eq($$ select rendered ->> 'title', rendered ->> 'event_type', rendered ->> 'action_url', rendered ->> 'category', jsonb_array_length(rendered -> 'items') from claimed $$,
  $$ values ('Support: 2 new', 'digest.summary', '/notifications', 'support', 2) $$, 'which leads to the inbox and lists what happened');
select is((select rendered #>> '{items,1,title}' from claimed), 'Request S1 resolved', 'in the words of each');
drop table claimed;

-- without words for a digest, and in another language
update private.templates set is_active = false where event_type = 'digest.summary' and channel = 'web_push';
delete from private.deliveries;
select pg_temp.hears('plain'), pg_temp.hears('simple');
select pg_temp.pass();
select results_eq($$ select rendered ->> 'title', rendered ->> 'body' from public.claim_deliveries('web_push', 'test', 50) $$, $$ values ('Sam', E'Sam: plain\nSam: simple') $$, 'where nobody wrote words for it a digest is a list');
update private.templates set is_active = true where event_type = 'digest.summary' and channel = 'web_push';
select is((select count(*)::int from private.deliveries where state = 'pending' and digest_key is null and channel = 'web_push'), 0, 'every push of a room was gathered');
select ok(not exists (select from private.deliveries a where a.digest_of is not null and not exists (select from private.deliveries b where b.id = a.digest_of and b.digest_of is null)), 'no digest is inside another');

select * from finish();
rollback;
