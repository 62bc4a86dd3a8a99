-- Settling: each outcome of a try, fenced by the lease, with a wait that grows.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(48);

create function pg_temp.fared(name text) returns text language sql as $$
  select concat_ws(' ', (d).state, (d).attempts, (d).last_code) from tests.delivery(fared.name) d
$$;
-- a delivery in the hands of a worker
create function pg_temp.claimed(name text, channel public.notification_channel default 'sms') returns void language plpgsql as $$
begin
  perform tests.due(claimed.name, claimed.channel);
  perform tests.claim(claimed.channel);
end $$;

select pg_temp.claimed('good');
select is(tests.settle('good', 'accepted', '{"provider_message_id": "SM1", "segments": 2, "encoding": "UCS-2", "http_status": 201}'), 1, 'a worker settles what was accepted');
select results_eq($$ select (d).state::text, (d).provider, (d).provider_message_id, (d).segments::int, (d).encoding, (d).accepted_at, (d).finished_at, (d).lease_token from tests.delivery('good') d $$,
  $$ values ('accepted', 'twilio', 'SM1', 2, 'UCS-2', now(), null::timestamptz, null::uuid) $$, 'which is then with the provider');
select results_eq($$ select attempt, outcome, http_status from private.delivery_attempts where delivery_id = md5('good')::uuid $$, $$ values (1, 'accepted', 201) $$, 'the try is on record');
select is(tests.settle('good', 'permanent'), 0, 'settling without a lease changes nothing');
select is(pg_temp.fared('good'), 'accepted 1', 'nothing at all');

-- fencing
select pg_temp.claimed('fenced');
select is(tests.settle('fenced', 'accepted', jsonb_build_object('lease_token', gen_random_uuid())), 0, 'a wrong token settles nothing');
select is(tests.settle('fenced', 'accepted', '{"lease_token": null}'), 0, 'nor does none');
select is(tests.settle('fenced', 'delivered'), 0, 'nor an outcome that does not exist');
select is(pg_temp.fared('fenced'), 'sending 1', 'the lease still stands');
select is(public.settle_deliveries('[]'), 0, 'nothing settles nothing');
select is((select public.settle_deliveries(jsonb_agg(jsonb_build_object('id', md5('fenced')::uuid, 'lease_token', (tests.delivery('fenced')).lease_token, 'outcome', o))) from unnest('{accepted,permanent}'::text[]) o), 1, 'the same delivery twice in one batch is settled once');

-- for good
select pg_temp.claimed('refused');
select is(tests.settle('refused', 'permanent', '{"code": "21211", "http_status": 400, "error": "not a number"}'), 1, 'a refusal for good');
select is(pg_temp.fared('refused'), 'failed 1 21211', 'is failed, with the provider''s code');
select is((tests.delivery('refused')).finished_at, now(), 'and finished');

delete from private.suppressions;

-- again later
select pg_temp.claimed('busy');
select tests.settle('busy', 'retry', '{"code": "30001", "http_status": 503}');
select is(pg_temp.fared('busy'), 'retry_wait 1 30001', 'a passing failure waits');
select cmp_ok((tests.delivery('busy')).next_attempt_at, '>=', now() + interval '1 second', 'at least a second');
select cmp_ok((tests.delivery('busy')).next_attempt_at, '<=', now() + interval '10 seconds', 'at most ten the first time');
select tests.pass_time('busy');
select results_eq($$ select tests.claim('sms') $$, $$ values ('busy') $$, 'and is claimed again');
update private.deliveries set attempts = 8 where id = md5('busy')::uuid;
select tests.settle('busy', 'retry', '{"http_status": 503}');
select is(pg_temp.fared('busy'), 'dead 8 attempts_used_up', 'after the eighth try it is given up');
select is((tests.delivery('busy')).finished_at, now(), 'for good');

-- too many requests
select pg_temp.claimed('throttled');
update private.deliveries set attempts = 8 where id = md5('throttled')::uuid;
select tests.settle('throttled', 'retry', '{"http_status": 429, "code": "20429", "retry_after_s": 100}');
select is(pg_temp.fared('throttled'), 'retry_wait 7 20429', 'a 429 is not counted as a try');
select ok((tests.delivery('throttled')).next_attempt_at between now() + interval '100 seconds' and now() + interval '3600 seconds', 'and waits as long as it was told');
select pg_temp.claimed('asleep');
select tests.settle('asleep', 'retry', '{"http_status": 429, "retry_after_s": 99999999}');
select ok((tests.delivery('asleep')).next_attempt_at between now() + interval '1 day' and now() + interval '1.2 days', 'but not longer than a day and a fifth');

-- the wait grows
create function pg_temp.waits(attempt int, after_s numeric default null) returns numrange language sql as $$
  select numrange(min(w), max(w), '[]') from (select extract(epoch from private.back_off(attempt, after_s)) as w from generate_series(1, 500)) x
$$;
select ok(pg_temp.waits(1) <@ numrange(1, 10, '[]'), 'the first wait is 1 to 10 s');
select ok(pg_temp.waits(4) <@ numrange(1, 80, '[]'), 'the fourth is 1 to 80 s');
select cmp_ok(upper(pg_temp.waits(4)), '>', 20::numeric, 'and longer than the first');
select ok(pg_temp.waits(12) <@ numrange(1, 3600, '[]'), 'the twelfth is at most an hour');
select ok(pg_temp.waits(1000) <@ numrange(1, 3600, '[]'), 'so is the thousandth');
select ok(pg_temp.waits(0) <@ numrange(1, 5, '[]'), 'a try that did not count waits 1 to 5 s');
select ok(pg_temp.waits(1, 60) <@ numrange(60, 72, '[]'), 'Retry-After is a floor, spread by a fifth');
select ok(pg_temp.waits(1, -5) <@ numrange(1, 10, '[]'), 'a negative one is none');
select cmp_ok(upper(pg_temp.waits(6)) - lower(pg_temp.waits(6)), '>', 100::numeric, 'waits are spread wide, so that workers do not meet again');

-- the answer was lost
select pg_temp.claimed('unclear');
select tests.settle('unclear', 'ambiguous', '{"code": "timeout"}');
select results_eq($$ select (d).state::text, (d).in_doubt_since = (d).claimed_at, (d).next_attempt_at, (d).finished_at from tests.delivery('unclear') d $$,
  $$ values ('ambiguous', true, now() + interval '120 seconds', null::timestamptz) $$, 'a lost answer waits two minutes for a callback');
select is_empty($$ select tests.claim('sms') $$, 'and is not sent again meanwhile');
select tests.pass_time('unclear');
select results_eq($$ select tests.claim('sms') $$, $$ values ('unclear') $$, 'then it is claimed to be looked up');
select tests.settle('unclear', 'retry', '{"http_status": 503}');
select isnt((tests.delivery('unclear')).in_doubt_since, null, 'a look-up that fails leaves it in doubt');
select tests.pass_time('unclear');
select tests.claim('sms');
select tests.settle('unclear', 'accepted', '{"provider_message_id": "SM9"}');
select is((tests.delivery('unclear')).in_doubt_since, null, 'one that finds the message ends the doubt');

-- our table reads the provider's codes
select pg_temp.claimed('credentials');
select tests.settle('credentials', 'permanent', '{"code": "20003", "http_status": 401}');
select is(pg_temp.fared('credentials'), 'retry_wait 1 20003', 'wrong credentials are ours to mend, so the text waits');
insert into private.error_classes values ('twilio', '99999', 'permanent', 'A code of tomorrow');
select pg_temp.claimed('tomorrow');
select tests.settle('tomorrow', 'retry', '{"code": "99999"}');
select is(pg_temp.fared('tomorrow'), 'failed 1 99999', 'an admin says how a code is read');
select pg_temp.claimed('sure');
select tests.settle('sure', 'accepted', '{"code": "99999", "provider_message_id": "SM77"}');
select is(pg_temp.fared('sure'), 'accepted 1 99999', 'but what was accepted stays accepted');

-- gone
select pg_temp.claimed('gone', 'web_push');
select tests.settle('gone', 'gone', '{"provider": "web_push", "http_status": 410, "code": "410"}');
select is(pg_temp.fared('gone'), 'failed 1 410', 'a push to a browser that is gone has failed');
select results_eq($$ select disabled_at, disabled_reason from public.push_subscriptions where id = md5('device')::uuid $$, $$ values (now(), 'gone') $$, 'and the device is no longer used');
update public.push_subscriptions set disabled_at = null where id = md5('device')::uuid;
select pg_temp.claimed('vapid', 'web_push');
select tests.settle('vapid', 'permanent', '{"provider": "web_push", "http_status": 403, "code": "vapid_refused"}');
select is(pg_temp.fared('vapid'), 'retry_wait 1 vapid_refused', 'a key of ours that was refused');
select is((select disabled_at from public.push_subscriptions where id = md5('device')::uuid), null, 'costs nobody their device');
select pg_temp.claimed('long');
select tests.settle('long', 'retry', jsonb_build_object('error', repeat('x', 5000)));
select is((select length(last_error) from tests.delivery('long') d), 500, 'an endless error is cut');

-- tries are logged without a reference to their delivery
select is((select count(*)::int from private.delivery_attempts a where a.delivery_id = (tests.delivery('long')).id), 1, 'a try is logged');
delete from auth.users;
select is((select count(*)::int from private.delivery_attempts), 0, 'whoever deletes their account takes every try with them');

select tests.service();
select lives_ok($$ select public.settle_deliveries('[]') $$, 'the functions settle as the service role');

select * from finish();
rollback;
