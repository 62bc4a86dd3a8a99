-- Callbacks in any order, early, late, doubled and after a lost answer: each delivery ends in the same right state.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(31);

create function pg_temp.say(key text, message text, status text, delivery text default null, code text default null) returns text language sql as $$
  select public.record_provider_event('twilio', key, message, case when delivery is not null then md5(delivery)::uuid end, status, code, '{}')
$$;
create function pg_temp.fared(name text) returns text language sql as $$ select concat_ws(' ', (d).state, (d).last_code) from tests.delivery(fared.name) d $$;
create function pg_temp.sent(name text, message text) returns void language plpgsql as $$
begin
  perform tests.due(sent.name, 'sms');
  perform tests.claim('sms');
  perform tests.settle(sent.name, 'accepted', jsonb_build_object('provider_message_id', message));
end $$;

select pg_temp.sent('plain', 'SM1');
select is(pg_temp.say('SM1-queued', 'SM1', 'queued'), 'stored', 'a callback is stored');
select is(pg_temp.fared('plain'), 'accepted', 'queued is accepted');
select is(pg_temp.say('SM1-sent', 'SM1', 'sent'), 'stored', 'the next too');
select is(pg_temp.fared('plain'), 'sent', 'and moves the delivery on');
select is(pg_temp.say('SM1-delivered', 'SM1', 'delivered'), 'stored', 'and the last');
select results_eq($$ select (d).state::text, (d).delivered_at, (d).finished_at from tests.delivery('plain') d $$, $$ values ('delivered', now(), now()) $$, 'which finishes it');
select is(pg_temp.say('SM1-delivered', 'SM1', 'delivered'), 'duplicate', 'a callback told twice is a duplicate');
select is((select count(*)::int from private.provider_events where provider_message_id = 'SM1'), 3, 'and stored once');
select is_empty($$ select from private.provider_events where applied_at is null $$, 'all were applied');

-- every order of the four ends in delivered, every order without delivered in the failure
create function pg_temp.play(statuses text[], tag text) returns text language plpgsql as $$
declare
  status text;
begin
  perform pg_temp.sent(tag, 'SM-' || tag);
  foreach status in array statuses loop
    perform pg_temp.say(tag || '-' || status, 'SM-' || tag, status, null, case when status = 'undelivered' then '30003' end);
  end loop;
  return (tests.delivery(tag)).state;
end $$;
create temporary table plays as
  with s as (select unnest('{queued,sending,sent,delivered}'::text[]) s)
  select array[a.s, b.s, c.s, d.s] as statuses from s a, s b, s c, s d where a.s not in (b.s, c.s, d.s) and b.s not in (c.s, d.s) and c.s <> d.s;
select is((select count(*)::int from plays), 24, 'four callbacks come in 24 orders');
select is_empty($$ select statuses from plays where pg_temp.play(statuses, statuses::text) <> 'delivered' $$, 'and all end delivered');
select is_empty($$ select statuses from (select array_replace(statuses, 'delivered', 'undelivered') as statuses from plays) p where pg_temp.play(statuses, statuses::text) <> 'undelivered' $$, 'or, in any order, undelivered');
select is(pg_temp.play('{undelivered,delivered}', 'changed'), 'delivered', 'a receipt that comes after a failure wins');
select is(pg_temp.play('{delivered,undelivered,failed}', 'stays'), 'delivered', 'a failure that comes after a receipt does not');
select is(pg_temp.play('{sent,failed,undelivered}', 'first'), 'failed', 'the first failure stands');
select is(pg_temp.play('{delivered,receiving}', 'odd'), 'delivered', 'an unknown word changes nothing');
select is(pg_temp.fared('{queued,sending,sent,undelivered}'), 'undelivered 30003', 'the code of a failure is kept');

-- before our own settle
select tests.due('early', 'sms');
select tests.claim('sms');
select tests.keep('lease', (tests.delivery('early')).lease_token::text);
select is(pg_temp.say('early-sent', 'SM-early', 'sent', 'early'), 'stored', 'a callback that overtakes the answer finds the delivery by its id');
select results_eq($$ select (d).state::text, (d).provider_message_id from tests.delivery('early') d $$, $$ values ('sent', 'SM-early') $$, 'and tells which message it is');
select is(public.settle_deliveries(jsonb_build_array(jsonb_build_object('id', md5('early')::uuid, 'lease_token', tests.kept('lease'), 'outcome', 'retry'))), 0, 'the late answer changes nothing any more');
select is(pg_temp.fared('early'), 'sent', 'so it is not sent again');

-- before we know the message at all
select is(pg_temp.say('orphan', 'SM-orphan', 'delivered'), 'stored', 'a callback nobody knows is stored');
select is((select applied_at from private.provider_events where event_key = 'orphan'), null, 'and waits');
select pg_temp.sent('late', 'SM-orphan');
select private.sweep();
select is(pg_temp.fared('late'), 'delivered', 'the sweep applies it when its message is known');

-- a lost answer
select tests.due('doubt', 'sms');
select tests.claim('sms');
select tests.settle('doubt', 'ambiguous', '{"code": "timeout"}');
select pg_temp.say('doubt-queued', 'SM-doubt', 'queued', 'doubt');
select results_eq($$ select (d).state::text, (d).in_doubt_since, (d).provider_message_id from tests.delivery('doubt') d $$, $$ values ('accepted', null::timestamptz, 'SM-doubt') $$, 'a callback ends the doubt');
select tests.pass_time('doubt');
select is_empty($$ select tests.claim('sms') $$, 'and the text is not sent again');

-- a second message for one delivery
select pg_temp.say('second', 'SM-second', 'delivered', 'doubt');
select results_eq($$ select (d).state::text, (d).provider_message_id from tests.delivery('doubt') d $$, $$ values ('accepted', 'SM-doubt') $$, 'a second message does not speak for the first');
select is((select count(*)::int from private.provider_events where event_key = 'second' and applied_at is not null), 1, 'but is on record');
select is(pg_temp.say('other-provider', 'SM-doubt', 'delivered'), 'stored', 'a message is known by provider and id');
select is(public.record_provider_event('resend', 'x', 'SM1', null, 'failed', null, '{}'), 'stored', 'the same id of another provider');
select is(pg_temp.fared('plain'), 'delivered', 'is another message');

select * from finish();
rollback;
