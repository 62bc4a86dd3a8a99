-- Beginning anew what was given up: all its tries again, and what the first message still says does not speak for the new one.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(36);
select tests.person('gus', 'staff');
update auth.users set email_confirmed_at = null where id in (tests.id_of('ada'), tests.id_of('eve'));
create function pg_temp.fared(name text) returns text language sql as $$ select concat_ws(' ', (d).state, (d).attempts, (d).last_code) from tests.delivery(fared.name) d $$;
create function pg_temp.say(key text, message text, status text, delivery text default null, code text default null) returns text language sql as $$
  select public.record_provider_event('twilio', key, message, case when delivery is not null then md5(delivery)::uuid end, status, code, '{}')
$$;
create function pg_temp.ended(name text, state public.delivery_state) returns void language plpgsql as $$
begin
  perform tests.due(ended.name, 'sms');
  update private.deliveries set state = ended.state, attempts = 8, finished_at = now(), allowance_taken_at = now(), last_code = 'x' where id = md5(ended.name)::uuid;
end $$;

-- who
select pg_temp.ended('mine', 'dead');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.redeliver(md5('mine')::uuid) $$, 'PT403', 'not_staff', 'people do not redeliver');
select tests.nobody();
select tests.denied($$ select public.redeliver(md5('mine')::uuid) $$, 'nobody does');
select tests.sign_in_as('gus');
select is(public.redeliver(md5('mine')::uuid), 'pending', 'staff do');
select tests.refuses($$ select public.redeliver(md5('mine')::uuid) $$, 'PT409', 'delivery_not_given_up', 'but not what is waiting already');
select tests.refuses($$ select public.redeliver(gen_random_uuid()) $$, 'PT404', 'delivery_not_found', 'nor what does not exist');
select tests.admin();
select results_eq($$ select (d).state::text, (d).attempts, (d).next_attempt_at, (d).finished_at, (d).allowance_taken_at, (d).lease_token from tests.delivery('mine') d $$,
  $$ values ('pending', 0, now(), null::timestamptz, null::timestamptz, null::uuid) $$, 'it has all its tries again, and takes its allowance anew');
select results_eq($$ select outcome, attempt, code, error from private.delivery_attempts where delivery_id = md5('mine')::uuid $$,
  $$ select 'redelivered', 8, 'x', 'Begun anew by ' || tests.id_of('gus') || ', was dead' $$, 'and it is on record who wanted it');
select results_eq($$ select tests.claim('sms') $$, $$ values ('mine') $$, 'a worker takes it');
select tests.settle('mine', 'accepted', '{"provider_message_id": "SM-mine"}');
select is(pg_temp.fared('mine'), 'accepted 1', 'and it goes out');

-- what
create function pg_temp.each_state() returns setof text language plpgsql as $$
declare
  state public.delivery_state;
begin
  foreach state in array enum_range(null::public.delivery_state) loop
    perform pg_temp.ended('in ' || state, state);
    begin
      perform public.redeliver(md5('in ' || state)::uuid);
      return next state;
    exception when sqlstate 'PT409' then null;
    end;
  end loop;
end $$;
select tests.service();
select tests.admin();
select bag_eq('select pg_temp.each_state()', $$ values ('undelivered'), ('failed'), ('expired'), ('dead') $$, 'only what was given up begins anew');
update private.deliveries set state = 'dead' where state <> 'accepted';
select pg_temp.ended('stale', 'expired');
update private.deliveries set expires_at = now() - interval '1 hour' where id = md5('stale')::uuid;
update public.notifications set expires_at = now() - interval '1 hour' where id = (tests.delivery('stale')).notification_id;
select public.redeliver(md5('stale')::uuid);
select results_eq($$ select (tests.delivery('stale')).expires_at, expires_at from public.notifications where id = (tests.delivery('stale')).notification_id $$, $$ values (now() + interval '12 hours', now() + interval '12 hours') $$, 'what had expired has its lifetime anew');
select results_eq($$ select tests.claim('sms') $$, $$ values ('stale') $$, 'and is sent');
select tests.settle('stale', 'permanent', '{"code": "21612"}');
select pg_temp.ended('unwanted', 'dead');
update public.preferences set is_enabled = false where user_id = tests.id_of('ada');
select public.redeliver(md5('unwanted')::uuid);
select is_empty($$ select tests.claim('sms') $$, 'consent is asked again');
select is((tests.delivery('unwanted')).last_code, 'no_consent', 'and the row says so');
update public.preferences set is_enabled = true where user_id = tests.id_of('ada');
select pg_temp.ended('doubtful', 'dead');
update private.deliveries set in_doubt_since = now() - interval '1 hour', provider = 'twilio' where id = md5('doubtful')::uuid;
select public.redeliver(md5('doubtful')::uuid);
select results_eq($$ select in_doubt_since is not null, provider from public.claim_deliveries('sms', 'test', 50) $$, $$ values (true, 'twilio') $$, 'what was given up in doubt is still looked up first');
select tests.settle('doubtful', 'permanent');

-- what the first message says later
select tests.due('twice', 'sms'), tests.claim('sms');
select tests.settle('twice', 'accepted', '{"provider_message_id": "SM-old"}');
select pg_temp.say('old failed', 'SM-old', 'failed', 'twice', '30008');
select is(pg_temp.fared('twice'), 'failed 1 30008', 'a text that failed');
select public.redeliver(md5('twice')::uuid);
select pg_temp.say('old undelivered', 'SM-old', 'undelivered', 'twice', '30008');
select is((tests.delivery('twice')).state::text, 'pending', 'fails no second time after it was begun anew');
select tests.claim('sms');
select tests.settle('twice', 'accepted', '{"provider_message_id": "SM-new"}');
select pg_temp.say('old delivered', 'SM-old', 'delivered', 'twice');
select results_eq($$ select (d).state::text, (d).provider_message_id from tests.delivery('twice') d $$, $$ values ('accepted', 'SM-new') $$, 'nor does the first speak for the second');
select pg_temp.say('new delivered', 'SM-new', 'delivered', 'twice');
select is((tests.delivery('twice')).state::text, 'delivered', 'which speaks for itself');
select tests.due('after all', 'sms'), tests.claim('sms');
select tests.settle('after all', 'accepted', '{"provider_message_id": "SM-after"}');
select pg_temp.say('after failed', 'SM-after', 'undelivered', null, '30008');
select public.redeliver(md5('after all')::uuid);
select pg_temp.say('after delivered', 'SM-after', 'delivered', 'after all');
select is((tests.delivery('after all')).state::text, 'delivered', 'a first message that arrives after all spares the second');
select is_empty($$ select tests.claim('sms') $$, 'which is not sent');

-- a code that says try again
select tests.due('again', 'sms'), tests.claim('sms');
select tests.settle('again', 'accepted', '{"provider_message_id": "SM-again"}');
select pg_temp.say('again failed', 'SM-again', 'failed', 'again', '30001');
select results_eq($$ select (d).state::text, (d).provider_message_id, (d).finished_at from tests.delivery('again') d $$, $$ values ('retry_wait', null::text, null::timestamptz) $$, 'a text that only met a full queue is sent again');
select is((select count(*)::int from private.deliveries where fallback_of = md5('again')::uuid), 0, 'and no mail follows yet');
select tests.pass_time('again');
select results_eq($$ select attempt, in_doubt_since from public.claim_deliveries('sms', 'test', 50) $$, $$ values (2, null::timestamptz) $$, 'as its second try, of which nothing is in doubt');
select tests.settle('again', 'accepted', '{"provider_message_id": "SM-again-2"}');
select pg_temp.say('again failed 2', 'SM-again', 'undelivered', 'again', '30001');
select is(pg_temp.fared('again'), 'accepted 2', 'the first message no longer matters');
update private.deliveries set attempts = 8 where id = md5('again')::uuid;
select pg_temp.say('again last', 'SM-again-2', 'failed', 'again', '30001');
select is(pg_temp.fared('again'), 'failed 8 30001', 'but not for ever');

-- mail
select tests.due('mail', 'sms');
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
update private.deliveries set channel = 'email', target_id = tests.id_of('ada'), rendered = '{"title": "T", "body": "B"}' where id = md5('mail')::uuid;
select from public.claim_deliveries('email', 'test', 50);
select tests.settle('mail', 'accepted', '{"provider": "resend", "provider_message_id": "M1"}');
create function pg_temp.post(key text, status text, code text default null) returns text language sql as $$ select public.record_provider_event('resend', key, 'M1', null, status, code, '{}') $$;
select pg_temp.post('m sent', 'sent'), pg_temp.post('m delivered', 'delivered');
select is((tests.delivery('mail')).state::text, 'delivered', 'a mail is delivered');
select pg_temp.post('m opened', 'opened');
select pg_temp.post('m clicked', 'clicked');
select results_eq($$ select (d).state::text, (d).shown_at is not null, (d).clicked_at is not null from tests.delivery('mail') d $$, $$ values ('delivered', true, true) $$, 'opened and clicked');
select pg_temp.post('m complained', 'complained');
select results_eq($$ select channel::text, address, reason from private.suppressions $$, $$ values ('email', 'ada@test.example', 'complaint') $$, 'who calls it spam is not written to again');
delete from private.suppressions;
insert into private.error_classes (provider, code, outcome, meaning, suppress) values ('resend', 'test_bounce', 'permanent', 'Test', 'bounce') on conflict do nothing;
update private.deliveries set state = 'sent', provider_rank = 4 where id = md5('mail')::uuid;
select pg_temp.post('m bounced', 'bounced', 'test_bounce');
select is((tests.delivery('mail')).state::text, 'failed', 'a mail that bounces has failed');
select results_eq($$ select address, reason from private.suppressions $$, $$ values ('ada@test.example', 'bounce') $$, 'and its address is not written to again');

-- no receipt
delete from private.deliveries;
select tests.due('silent', 'sms'), tests.due('fresh', 'sms'), tests.claim('sms');
select tests.settle('silent', 'accepted', '{"provider_message_id": "S1"}'), tests.settle('fresh', 'accepted', '{"provider_message_id": "S2"}');
update private.deliveries set accepted_at = now() - interval '73 hours', state = 'sent' where id = md5('silent')::uuid;
update private.deliveries set accepted_at = now() - interval '71 hours' where id = md5('fresh')::uuid;
select is(private.close_without_receipt(), 1, 'after three days no receipt comes any more');
select is(pg_temp.fared('silent') || ', ' || pg_temp.fared('fresh'), 'undelivered 1 no_receipt, accepted 1', 'so the text counts as undelivered');
select is((select count(*)::int from private.deliveries where channel = 'email'), 0, 'and no mail follows: it may have arrived');
select pg_temp.say('very late', 'S1', 'delivered');
select is((tests.delivery('silent')).state::text, 'delivered', 'a receipt that comes after all still counts');

-- logs
insert into cron.job_run_details (jobid, runid, status, end_time) values (1, 900001, 'succeeded', now() - interval '4 days'), (1, 900002, 'succeeded', now());
insert into net._http_response (id, status_code, created) values (900001, 200, now() - interval '4 days'), (900002, 200, now());
select private.keep_house();
select results_eq($$ select runid::int from cron.job_run_details where runid in (900001, 900002) union all select id::int from net._http_response where id in (900001, 900002) $$, $$ values (900002), (900002) $$, 'old lines of the logs go');

select * from finish();
rollback;
