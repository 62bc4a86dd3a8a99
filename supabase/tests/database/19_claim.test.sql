-- Claiming: urgent first, once, under a lease that ends; and asked at the last moment whether it may still leave.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(41);

-- order of work
select tests.due('low', 'web_push', 'low', 500), tests.due('normal', 'web_push', 'normal', 10), tests.due('older', 'web_push', 'normal', 400),
  tests.due('high', 'web_push', 'high', 5), tests.due('urgent', 'web_push', 'urgent', 1), tests.due('later', 'web_push', 'urgent', -60), tests.due('text', 'sms', 'urgent');
select results_eq($$ select tests.claim('web_push', 1) $$, $$ values ('urgent') $$, 'a worker takes the urgent one first');
select results_eq($$ select tests.claim('web_push', 1) $$, $$ values ('high') $$, 'then the high');
select results_eq($$ select tests.claim('web_push', 1) $$, $$ values ('older') $$, 'then the one that waits longest');
select bag_eq($$ select tests.claim('web_push', 50) $$, $$ values ('normal'), ('low') $$, 'then what is left, and nothing before its time');
select is_empty($$ select tests.claim('web_push', 50) $$, 'a second worker finds nothing');
select is((tests.delivery('text')).state::text, 'pending', 'each channel is claimed for itself');
select tests.due('batch ' || i, 'web_push') from generate_series(1, 5) i;
select is((select count(*)::int from tests.claim('web_push', 3)), 3, 'a worker takes no more than it asks for');
select is((select count(*)::int from tests.claim('web_push', -1)), 1, 'and at least one');
delete from private.deliveries where channel = 'web_push';

-- what it gets
select results_eq($$ select id, attempt, priority::text, target, rendered ->> 'body', in_doubt_since, user_id from public.claim_deliveries('sms', 'test', 1) $$,
  $$ values (md5('text')::uuid, 1, 'urgent', '{"e164": "+447700900901"}'::jsonb, 'Order A7 ready. It is ready and will be on its way soon.', null::timestamptz, tests.id_of('ada')) $$,
  'a worker gets number and words of a text');
select results_eq($$ select (d).state::text, (d).attempts, (d).lease_token is not null, (d).next_attempt_at from tests.delivery('text') d $$,
  $$ values ('sending', 1, true, now() + interval '60 seconds') $$, 'and a lease of a minute');
select tests.due('push', 'web_push');
select results_eq($$ select target from public.claim_deliveries('web_push', 'test', 1) $$,
  $$ values (jsonb_build_object('subscription_id', md5('device')::uuid, 'endpoint', 'https://push.example/ada', 'p256dh', 'key', 'auth', 'secret')) $$, 'a worker gets the address and keys of a push');
update private.settings set lease_seconds = 7;
select tests.due('short', 'web_push');
select tests.claim('web_push');
select is((tests.delivery('short')).next_attempt_at, now() + interval '7 seconds', 'an admin changes the lease, and it counts from the next claim');

-- a worker that died: a push is simply sent again
select tests.keep('old lease', (tests.delivery('push')).lease_token::text);
select tests.pass_time('push');
select results_eq($$ select attempt, in_doubt_since from public.claim_deliveries('web_push', 'test', 1) $$, $$ values (2, null::timestamptz) $$, 'when the lease of a push ends it is claimed again');
select isnt((tests.delivery('push')).lease_token, tests.kept('old lease'), 'under another token');
select results_eq($$ select attempt, outcome, lease_token from private.delivery_attempts where delivery_id = md5('push')::uuid $$, $$ values (1, 'lease_lost', tests.kept('old lease')) $$, 'the lost try is on record');
select is(public.settle_deliveries(jsonb_build_array(jsonb_build_object('id', md5('push')::uuid, 'lease_token', tests.kept('old lease'), 'outcome', 'permanent'))), 0, 'who lost the lease settles nothing');
select is((tests.delivery('push')).state::text, 'sending', 'and changes nothing');
update private.deliveries set attempts = 8, next_attempt_at = now() where id = md5('push')::uuid;
select is_empty($$ select tests.claim('web_push') $$, 'a push that took eight workers down is not claimed again');
select results_eq($$ select (d).state::text, (d).last_code, (d).finished_at from tests.delivery('push') d $$, $$ values ('dead', 'attempts_used_up', now()) $$, 'but given up');

-- a worker that died: an SMS may have been sent
select tests.pass_time('text');
select results_eq($$ select attempt, in_doubt_since is not null from public.claim_deliveries('sms', 'test', 1) $$, $$ values (2, true) $$, 'when the lease of a text ends it comes back in doubt');
select is((tests.delivery('text')).in_doubt_since < (tests.delivery('text')).claimed_at, true, 'since the first try began');
select tests.pass_time('text');
update private.deliveries set attempts = 20 where id = md5('text')::uuid;
select results_eq($$ select attempt from public.claim_deliveries('sms', 'test', 1) $$, $$ values (21) $$, 'a text in doubt is never just given up');

-- may it still leave?
select tests.due('expired', 'web_push');
update private.deliveries set expires_at = now() where id = md5('expired')::uuid;
select is_empty($$ select tests.claim('web_push') $$, 'what is too old is not claimed');
select results_eq($$ select (d).state::text, (d).last_code, (d).finished_at, (d).lease_token from tests.delivery('expired') d $$, $$ values ('expired', 'expired', now(), null::uuid) $$, 'but expired');
select tests.due('unwanted', 'sms');
select tests.sign_in_as('ada'), public.set_preference('order', 'sms', false), tests.admin();
select is_empty($$ select tests.claim('sms') $$, 'what the person no longer wants is not claimed');
select results_eq($$ select (d).state::text, (d).last_code from tests.delivery('unwanted') d $$, $$ values ('suppressed', 'no_consent') $$, 'but suppressed, and says why');
update public.preferences set is_enabled = true where user_id = tests.id_of('ada');
select tests.due('unproven', 'sms');
update public.phones set verified_at = null where user_id = tests.id_of('ada');
select is_empty($$ select tests.claim('sms') $$, 'a number that is no longer proven is not texted');
select is((tests.delivery('unproven')).last_code, 'target_gone', 'and the row says so');
update public.phones set verified_at = now() where user_id = tests.id_of('ada');
select tests.due('gone', 'web_push');
update public.push_subscriptions set disabled_at = now() where id = md5('device')::uuid;
select is_empty($$ select tests.claim('web_push') $$, 'a device that is gone gets no push');
select is((tests.delivery('gone')).last_code, 'target_gone', 'and the row says so');
update public.push_subscriptions set disabled_at = null where id = md5('device')::uuid;
select tests.due('moved', 'web_push');
update public.push_subscriptions set user_id = tests.id_of('eve') where id = md5('device')::uuid;
select is_empty($$ select tests.claim('web_push') $$, 'a browser that changed hands gets no push of its former user');
select is((tests.delivery('moved')).last_code, 'target_gone', 'and the row says so');
update public.push_subscriptions set user_id = tests.id_of('ada') where id = md5('device')::uuid;

-- in doubt
select tests.due('lost push', 'web_push');
select tests.claim('web_push');
select tests.settle('lost push', 'ambiguous'), tests.pass_time('lost push');
update public.push_subscriptions set user_id = tests.id_of('eve') where id = md5('device')::uuid;
select is_empty($$ select tests.claim('web_push') $$, 'a push whose answer was lost is not sent to whoever has the browser now');
update public.push_subscriptions set user_id = tests.id_of('ada') where id = md5('device')::uuid;
select tests.due('lost text', 'sms');
select tests.claim('sms');
select tests.settle('lost text', 'ambiguous'), tests.pass_time('lost text');
update private.deliveries set expires_at = now() - interval '1 second' where id = md5('lost text')::uuid;
select results_eq($$ select c.in_doubt_since is not null, c.fault, c.target from public.claim_deliveries('sms', 'test', 50) c where c.id = md5('lost text')::uuid $$,
  $$ values (true, 'expired', '{"e164": "+447700900901"}'::jsonb) $$, 'a text in doubt is claimed although it expired: it is only looked up, and says so');
select tests.settle('lost text', 'ambiguous'), tests.pass_time('lost text');
update public.phones set verified_at = null where user_id = tests.id_of('ada');
select results_eq($$ select c.target from public.claim_deliveries('sms', 'test', 50) c where c.id = md5('lost text')::uuid $$, $$ values (null::jsonb) $$,
  'a text in doubt to a number that is no longer theirs has nowhere to go');

-- finished is finished
select is_empty($$ select from public.claim_deliveries('web_push', 'test', 50) $$, 'nothing is left');
update private.deliveries set next_attempt_at = now() - interval '1 day' where state not in ('pending', 'sending', 'retry_wait', 'ambiguous');
select is_empty($$ select from public.claim_deliveries('web_push', 'test', 50) $$, 'what is finished is never claimed, however old');
select is_empty($$ select from public.claim_deliveries('email', 'test', 50) $$, 'a channel without work gives none');
select is_empty($$ select from private.deliveries where state = 'sending' and lease_token is null $$, 'who sends holds a lease');
select is_empty($$ select from private.deliveries where state <> 'sending' and lease_token is not null $$, 'and nobody else');

-- rights
select tests.service();
select lives_ok($$ select from public.claim_deliveries('sms', 'test', 5) $$, 'the functions claim as the service role');

select * from finish();
rollback;
