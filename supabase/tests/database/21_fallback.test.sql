-- When a channel fails for good: one mail after an SMS, one SMS after an urgent push that nobody saw, and never two.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(37);
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
update auth.users set email_confirmed_at = null where id = tests.id_of('eve');
create function pg_temp.fared(name text) returns text language sql as $$ select concat_ws(' ', (d).state, (d).last_code) from tests.delivery(fared.name) d $$;
-- the mails that stand in for a delivery
create function pg_temp.mails(name text) returns int language sql as $$ select count(*)::int from private.deliveries where fallback_of = md5(mails.name)::uuid and channel = 'email' $$;
-- a text in the hands of a worker
create function pg_temp.claimed(name text) returns void language plpgsql as $$
begin
  perform tests.due(claimed.name, 'sms');
  perform tests.claim('sms');
end $$;

-- each end of a text
select pg_temp.claimed('refused');
select tests.settle('refused', 'permanent', '{"code": "21612"}');
select results_eq($$ select state::text, priority::text, target_id, rendered ->> 'title', rendered ->> 'category' from private.deliveries where fallback_of = md5('refused')::uuid $$,
  $$ values ('pending', 'normal', tests.id_of('ada'), 'Order A7 ready', 'order') $$, 'a text refused for good is followed by a mail of the same news');
select results_eq($$ select notification_id from public.claim_deliveries('email', 'test', 50) $$, $$ select (tests.delivery('refused')).notification_id $$, 'which is sent');
select pg_temp.claimed('given up');
update private.deliveries set attempts = 8 where id = md5('given up')::uuid;
select tests.settle('given up', 'retry', '{"code": "30001"}');
select is(pg_temp.fared('given up') || ' ' || pg_temp.mails('given up'), 'dead 30001 1', 'so is one whose tries are used up');
select pg_temp.claimed('late');
select tests.settle('late', 'accepted', '{"provider_message_id": "SM-late"}');
select is(pg_temp.mails('late'), 0, 'one that was accepted is not');
select public.record_provider_event('twilio', 'late', 'SM-late', null, 'undelivered', '30003', '{}');
select is(pg_temp.fared('late') || ' ' || pg_temp.mails('late'), 'undelivered 30003 1', 'until the network says that it did not arrive');
select public.record_provider_event('twilio', 'late again', 'SM-late', null, 'failed', '30003', '{}');
select is(pg_temp.mails('late'), 1, 'and saying so twice makes no second mail');
select pg_temp.claimed('doubt');
select tests.settle('doubt', 'ambiguous', '{"code": "timeout"}');
select is(pg_temp.mails('doubt'), 0, 'one in doubt may have arrived: no mail');
select public.record_provider_event('twilio', 'doubt', 'SM-doubt', md5('doubt')::uuid, 'failed', '30004', '{}');
select is(pg_temp.mails('doubt'), 1, 'until it is known that it did not');
select pg_temp.claimed('never known');
select tests.settle('never known', 'ambiguous', '{"code": "timeout"}'), tests.pass_time('never known');
update private.deliveries set attempts = 8 where id = md5('never known')::uuid;
select tests.claim('sms');
select tests.settle('never known', 'retry', '{"http_status": 503, "code": "503"}');
select is(pg_temp.fared('never known') || ' ' || pg_temp.mails('never known'), 'dead 503 0', 'nor one that was given up in doubt');
select tests.due('stopped', 'sms');
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'stop');
select tests.claim('sms');
select is(pg_temp.fared('stopped') || ' ' || pg_temp.mails('stopped'), 'suppressed stop 1', 'one to a number that said STOP is');
select tests.keep('born', public.notify(tests.id_of('ada'), 'order.ready', data => '{"order": {"number": "A8"}}')::text);
select results_eq($$ select channel::text, state::text from private.deliveries where notification_id = tests.kept('born') and channel <> 'web_push' order by 1 $$, $$ values ('email', 'pending'), ('sms', 'suppressed') $$, 'also when that was known from the start');
delete from private.suppressions;
update public.phones set verified_at = null where user_id = tests.id_of('ada');
select tests.keep('phoneless', public.notify(tests.id_of('ada'), 'order.ready')::text);
select results_eq($$ select last_code from private.deliveries where notification_id = tests.kept('phoneless') and channel <> 'web_push' order by channel $$, $$ values ('no_target'), (null) $$, 'and when there is no number');
update public.phones set verified_at = now() where user_id = tests.id_of('ada');
create function pg_temp.all_ends() returns setof text language plpgsql as $$
declare
  code text;
begin
  foreach code in array '{cap_person_day,cap_person_month,cap_person_money,cap_project,target_gone,no_consent,read_already,cancelled,announcement_cancelled,no_receipt,expired}'::text[] loop
    perform tests.due(code, 'sms');
    update private.deliveries set state = 'suppressed', last_code = code where id = md5(code)::uuid;
    return next code || ' ' || pg_temp.mails(code);
  end loop;
end $$;
select bag_eq('select pg_temp.all_ends()', $$ values ('cap_person_day 1'), ('cap_person_month 1'), ('cap_person_money 1'), ('cap_project 1'), ('target_gone 1'),
  ('no_consent 0'), ('read_already 0'), ('cancelled 0'), ('announcement_cancelled 0'), ('no_receipt 0'), ('expired 0') $$, 'a full allowance is followed by a mail; what was taken back, or may have arrived, is not');

-- when there is none
delete from private.deliveries;
select tests.sign_in_as('ada'), public.set_preference('order', 'email', false), tests.admin();
select pg_temp.claimed('unwanted');
select tests.settle('unwanted', 'permanent');
select is(pg_temp.mails('unwanted'), 0, 'who wants no mail gets none instead either');
update public.preferences set is_enabled = true where user_id = tests.id_of('ada');
insert into private.error_classes (provider, code, outcome, meaning, may_fall_back) values ('twilio', '77777', 'permanent', 'Test', false);
select pg_temp.claimed('classed');
select tests.settle('classed', 'permanent', '{"code": "77777"}');
select is(pg_temp.mails('classed'), 0, 'an admin may say that a code has no mail after it');
select pg_temp.claimed('old');
update public.notifications set expires_at = now() where id = (tests.delivery('old')).notification_id;
select tests.settle('old', 'permanent');
select is(pg_temp.mails('old'), 0, 'old news is not mailed');
select pg_temp.claimed('told already');
select private.add_deliveries(n, 'email', '{"title": "T", "body": "B"}') from public.notifications n where n.id = (tests.delivery('told already')).notification_id;
select tests.settle('told already', 'permanent');
select is((select count(*)::int from private.deliveries where notification_id = (tests.delivery('told already')).notification_id and channel = 'email'), 1, 'who is mailed it anyway gets no second mail');
select tests.due('push', 'web_push'), tests.claim('web_push');
select tests.settle('push', 'permanent', '{"provider": "web_push"}');
select is((select count(*)::int from private.deliveries where fallback_of = md5('push')::uuid), 0, 'a push has no mail after it');
select throws_ok($$ insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, fallback_of)
  select notification_id, user_id, channel, gen_random_uuid(), rendered, priority, fallback_of from private.deliveries d cross join lateral (select md5('classed')::uuid) x (f) where d.id = f
  union all select notification_id, user_id, channel, gen_random_uuid(), rendered, priority, f from private.deliveries d cross join lateral (select md5('classed')::uuid) x (f), generate_series(1, 2) where d.id = f $$, '23505', null, 'the table itself holds no two of the same');

-- what a code says of the address
delete from private.deliveries;
select pg_temp.claimed('no mobile');
select tests.settle('no mobile', 'permanent', '{"code": "21614"}');
select results_eq($$ select channel::text, address, reason, detail from private.suppressions $$, $$ values ('sms', '+447700900901', 'invalid', 'twilio 21614') $$, 'a number that takes no texts is remembered');
delete from private.suppressions;
select pg_temp.claimed('moved');
select tests.settle('moved', 'accepted', '{"provider_message_id": "SM-moved"}');
update public.phones set e164 = '+447700900999' where user_id = tests.id_of('ada');
select public.record_provider_event('twilio', 'moved', 'SM-moved', null, 'undelivered', '30005', '{}');
select results_eq($$ select address from private.suppressions $$, $$ values ('+447700900901') $$, 'the number it was sent to, not the one they have by now');
select results_eq($$ select count(*)::int from private.deliveries where fallback_of = md5('moved')::uuid $$, $$ values (1) $$, 'and the mail follows');
delete from private.suppressions;
delete from private.deliveries;

-- an urgent push that nobody sees
update public.event_types set escalate_after = '2 minutes' where key = 'order.ready';
update auth.users set email_confirmed_at = null where id = tests.id_of('ada');
create function pg_temp.urge(name text, event text default 'order.ready') returns void language plpgsql as $$
begin
  perform tests.due(urge.name, 'web_push', 'urgent');
  update private.deliveries set escalate_at = now() where id = md5(urge.name)::uuid and escalate_at is not null;
end $$;
create function pg_temp.texts(name text) returns text language sql as $$
  select string_agg(concat_ws(' ', d.state, d.last_code), ', ') from private.deliveries d where d.fallback_of = md5(texts.name)::uuid and d.channel = 'sms'
$$;
select tests.due('waits', 'web_push', 'urgent');
select is((tests.delivery('waits')).escalate_at, now() + interval '2 minutes', 'an urgent push has its time');
select is(private.escalate(), 0, 'and until then nothing follows it');
select tests.due('calm', 'web_push', 'high');
select is((tests.delivery('calm')).escalate_at, null, 'one that is not urgent has none');
select pg_temp.urge('unseen');
select is(private.escalate(), 1, 'when it is over');
select is(pg_temp.texts('unseen'), 'pending', 'a text follows');
select is((select rendered ->> 'body' from private.deliveries where fallback_of = md5('unseen')::uuid), 'Order A7 ready. It is ready and will be on its way soon.', 'with the words of a text');
select is(private.escalate(), 0, 'once');
select pg_temp.urge('seen');
update private.deliveries set shown_at = now() where id = md5('seen')::uuid;
select pg_temp.urge('read');
update public.notifications set read_at = now() where id = (tests.delivery('read')).notification_id;
select pg_temp.urge('stale');
update public.notifications set expires_at = now() where id = (tests.delivery('stale')).notification_id;
select is(private.escalate(), 0, 'nothing follows what some device showed, what was read, or what is old');
select is_empty($$ select from private.deliveries where escalate_at <= now() $$, 'and none of it is looked at again');
insert into public.push_subscriptions (id, user_id, device_id, endpoint, p256dh, auth) values (md5('tablet')::uuid, tests.id_of('ada'), gen_random_uuid(), 'https://push.example/ada2', 'key', 'secret');
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'two devices', priority => 'urgent', data => '{"order": {"number": "A7"}}');
delete from private.deliveries d using public.notifications n where n.id = d.notification_id and n.dedupe_key = 'two devices' and d.channel = 'sms';
update private.deliveries set escalate_at = now() where escalate_at > now();
select is(private.escalate(), 2, 'two devices that show nothing, and the one that waited');
select is((select count(*)::int from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = 'two devices' and d.channel = 'sms'), 1, 'are followed by one text');
delete from public.push_subscriptions where id = md5('tablet')::uuid;
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'texted anyway', priority => 'urgent');
update private.deliveries set escalate_at = now() where escalate_at > now();
select is(private.escalate(), 0, 'who is texted anyway gets no second text');
select pg_temp.urge('no sms');
update public.preferences set is_enabled = false where user_id = tests.id_of('ada') and channel = 'sms';
select private.escalate();
select is(pg_temp.texts('no sms'), 'suppressed no_consent', 'who did not ask for texts gets none, and the row says why');
update public.preferences set is_enabled = true where user_id = tests.id_of('ada') and channel = 'sms';
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
update public.phones set verified_at = null where user_id = tests.id_of('ada');
select pg_temp.urge('no phone');
select private.escalate();
select is(pg_temp.texts('no phone'), 'suppressed no_target', 'who has no phone');
select is((select count(*)::int from private.deliveries where notification_id = (tests.delivery('no phone')).notification_id and channel = 'email'), 1, 'is mailed instead');

select * from finish();
rollback;
