-- Shown, clicked, dismissed: the first of each counts, in whatever order they come, and only the functions may say so.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(30);

select tests.due('push', 'web_push'), tests.due('other', 'web_push'), tests.due('race', 'web_push'), tests.due('lost', 'web_push'), tests.due('sms', 'sms');
update public.notifications set action_url = '/orders/7' where dedupe_key = 'push';
update public.notifications set action_url = 'https://shop.example/x' where dedupe_key = 'other';
create function pg_temp.marks(name text) returns text language sql as $$
  select concat_ws(' ', d.state, case when d.shown_at is not null then 'shown' end, case when d.clicked_at is not null then 'clicked' end, d.clicked_action,
    case when d.dismissed_at is not null then 'dismissed' end, case when n.seen_at is not null then 'seen' end, case when n.read_at is not null then 'read' end)
  from private.deliveries d join public.notifications n on n.id = d.notification_id where d.id = md5(name)::uuid
$$;
create function pg_temp.say(name text, kind text, action text default null) returns text language sql as $$
  select public.record_engagement(md5(name)::uuid, kind, action)
$$;
grant execute on function pg_temp.say to service_role, authenticated, anon;
select tests.claim('web_push');
select tests.settle('push', 'accepted'), tests.settle('other', 'accepted'), tests.settle('lost', 'retry', '{"code": "timeout"}');

select tests.service();
select is(pg_temp.say('push', 'shown'), '/orders/7', 'a device that shows a push is told where it leads');
select tests.admin();
select is(pg_temp.marks('push'), 'delivered shown', 'what a device showed was delivered, and is neither seen nor read by that');
select is((select concat(delivered_at = shown_at, finished_at is not null) from private.deliveries where id = md5('push')::uuid), 'tt', 'at the time it was shown');
update private.deliveries set shown_at = now() - interval '1 minute' where id = md5('push')::uuid;
select pg_temp.say('push', 'shown');
select is((select shown_at from private.deliveries where id = md5('push')::uuid), now() - interval '1 minute', 'a device that shows it again changes nothing');
select is(pg_temp.say('push', 'clicked', 'open'), '/orders/7', 'a click is told the way');
select is(pg_temp.marks('push'), 'delivered shown clicked open seen read', 'and makes the notification read');
update private.deliveries set clicked_at = now() - interval '1 minute' where id = md5('push')::uuid;
update public.notifications set read_at = now() - interval '1 minute' where dedupe_key = 'push';
select pg_temp.say('push', 'clicked', 'read');
select is((select clicked_action || (clicked_at = now() - interval '1 minute') from private.deliveries where id = md5('push')::uuid), 'opentrue', 'the first click is kept');
select is((select read_at from public.notifications where dedupe_key = 'push'), now() - interval '1 minute', 'so is the time it was read');

select is(pg_temp.say('other', 'dismissed'), 'https://shop.example/x', 'a push may be put away');
select is(pg_temp.marks('other'), 'delivered shown dismissed seen', 'which is seen and not read');
select pg_temp.say('other', 'clicked');
select is(pg_temp.marks('other'), 'delivered shown clicked dismissed seen read', 'and may still be clicked on another device');
select is(pg_temp.say('race', 'shown'), '/', 'without an address it leads to the start');

-- the device and the worker race
select is(pg_temp.marks('race'), 'sending shown', 'a device may be faster than the worker');
select tests.settle('race', 'accepted');
select is(pg_temp.marks('race'), 'delivered shown', 'the worker then settles what is delivered');
select is((select count(*)::int from private.delivery_attempts where delivery_id = md5('race')::uuid), 1, 'and its try is logged');
select is(pg_temp.marks('lost'), 'retry_wait', 'a push whose answer was lost waits to be sent again');
select pg_temp.say('lost', 'shown');
select is(pg_temp.marks('lost'), 'delivered shown', 'until a device shows it');
select is((select last_code from private.deliveries where id = md5('lost')::uuid), null, 'and nothing is wrong with it any more');
select tests.pass_time('lost');
select is_empty($$ select tests.claim('web_push') $$, 'so it is not sent again');

-- a link in an SMS
select tests.claim('sms');
select tests.settle('sms', 'accepted');
select pg_temp.say('sms', 'clicked');
select is(pg_temp.marks('sms'), 'accepted shown clicked seen read', 'a click does not speak for the carrier, whose receipt is still to come');

-- what is refused
select is(public.record_engagement(gen_random_uuid(), 'clicked'), null, 'a delivery that is not there leads nowhere');
select tests.refuses($$ select pg_temp.say('push', 'opened') $$, 'PT422', 'invalid_engagement', 'a word nobody knows is refused');
select tests.refuses($$ select pg_temp.say('push', null) $$, 'PT422', 'invalid_engagement', 'so is none');
select tests.refuses($$ select pg_temp.say('push', 'clicked', repeat('x', 41)) $$, 'PT422', 'invalid_engagement', 'so is an endless action');
select lives_ok($$ select pg_temp.say('push', 'clicked', repeat('x', 40)) $$, '40 characters are not');
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.say('push', 'clicked') $$, 'a person does not report for themselves');
select tests.sign_in_as('eve');
select tests.denied($$ select pg_temp.say('push', 'clicked') $$, 'nor for others');
select tests.nobody();
select tests.denied($$ select pg_temp.say('push', 'clicked') $$, 'nor does nobody');
select tests.service();
select tests.denied('select from private.deliveries', 'the functions still do not read the outbox');
select tests.denied('update public.notifications set read_at = now()', 'nor mark anything read by themselves');

select * from finish();
rollback;
