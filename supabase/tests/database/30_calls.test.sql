-- Calls: who may ring whom, what of two at once wins, what the clock ends, and what of it stays in notifications and in the conversation.
begin;
\ir helpers.psql
select plan(76);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('eve'), tests.person('grace', 'staff'), tests.person('bob');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
delete from vault.secrets where name in ('functions_url', 'webhook_secret');
select vault.create_secret('https://functions.example', 'functions_url'), vault.create_secret('hush', 'webhook_secret');
delete from net.http_request_queue;
update private.settings set video_calls = false;

create function pg_temp.ring(who text, key text, room text default 'room') returns uuid language plpgsql as $$
declare rung uuid;
begin
  perform tests.sign_in_as(who);
  rung := public.request_call(tests.kept(room), md5(key)::uuid, md5('device ' || who)::uuid) ->> 'id';
  perform tests.admin();
  return rung;
end $$;
create function pg_temp.status(key text) returns text language sql as $$
  select c.status || ' ' || coalesce(c.end_reason::text, '-') from public.calls c where c.client_id = md5(key)::uuid $$;
create function pg_temp.told(who text, event text) returns bigint language sql as $$
  select count(*) from public.notifications n where n.user_id = tests.id_of(who) and n.event_type = event $$;
create function pg_temp.lines() returns bigint language sql as $$
  select count(*) from public.messages m where m.room_id = tests.kept('room') and m.type = 'call' $$;
create function pg_temp.knocks() returns bigint language sql as $$
  with gone as (delete from net.http_request_queue where url = 'https://functions.example/video-end' returning 1) select count(*) from gone $$;

-- off
select tests.sign_in_as('ada');
select is_empty($$ select * from public.callable_people(tests.kept('room')) $$, 'where calls are off nobody is offered one');
select tests.refuses($$ select public.request_call(tests.kept('room'), gen_random_uuid(), gen_random_uuid()) $$, 'PT403', 'cannot_call', 'and nobody can ask for one');
select tests.admin();
update private.settings set video_calls = true;

-- who
select tests.sign_in_as('ada');
select results_eq($$ select name, kind, max_seconds, ring_seconds from public.callable_people(tests.kept('room')) $$,
  $$ values ('Sam', 'order', 600, 15) $$, 'a customer may call the partner of her order');
select tests.sign_in_as('sam');
select results_eq($$ select name from public.callable_people(tests.kept('room')) $$, $$ values ('Ada') $$, 'and the partner the customer');
select tests.sign_in_as('eve');
select is_empty($$ select * from public.callable_people(tests.kept('room')) $$, 'a stranger may call nobody there');
select tests.refuses($$ select public.request_call(tests.kept('room'), gen_random_uuid(), gen_random_uuid()) $$, 'PT403', 'cannot_call', 'a stranger cannot ring into the room of others');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.request_call(tests.kept('room'), gen_random_uuid(), null) $$, 'PT422', 'invalid_call', 'a call without a device is refused');
select tests.denied($$ insert into public.calls (client_id) values (gen_random_uuid()) $$, 'nobody writes a call past the rules');
select tests.denied($$ update public.calls set status = 'completed' $$, 'nobody changes one');
select tests.denied($$ select caller_device from public.calls $$, 'nobody reads which device it is on');
select tests.nobody();
select tests.denied($$ select public.my_call() $$, 'nobody without a sign-in asks for calls');

-- it rings
select tests.admin();
delete from realtime.messages;
select tests.keep('call', pg_temp.ring('ada', 'first')::text);
select is(pg_temp.status('first'), 'ringing -', 'a call rings');
select is(pg_temp.ring('ada', 'first'), tests.kept('call'), 'asked for twice it is one');
select is((select round(extract(epoch from expires_at - created_at)) from public.calls where id = tests.kept('call')), 15::numeric, 'for fifteen seconds');
select results_eq($$ select topic, payload ->> 'status' from realtime.messages where event = 'call_updated' order by 1 $$,
  $$ select 'user:' || tests.id_of(p), 'ringing' from unnest(array['ada', 'sam']) p order by 1 $$, 'both apps hear of it, once');
select is(pg_temp.told('sam', 'call.incoming'), 1::bigint, 'the callee is notified, once');
select is(pg_temp.told('ada', 'call.incoming'), 0::bigint, 'the caller is not');
select is((select (payload ->> 'ring_left_ms')::int between 10000 and 15000 from realtime.messages where event = 'call_updated' limit 1), true, 'what is left is told, not a time of day');
select tests.sign_in_as('sam');
select is(public.my_call() ->> 'id', tests.kept('call')::text, 'an app of the callee that opens now finds it');
select is((select count(*) from public.calls), 1::bigint, 'the callee reads it');
select tests.sign_in_as('eve');
select is(public.my_call(), null, 'a stranger finds no call');
select is((select count(*) from public.calls), 0::bigint, 'and reads none');
select tests.refuses($$ select public.accept_call(tests.kept('call'), gen_random_uuid()) $$, 'PT404', 'call_not_found', 'a stranger cannot take it');
select tests.refuses($$ select public.cancel_call(tests.kept('call')) $$, 'PT404', 'call_not_found', 'nor cancel it');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.accept_call(tests.kept('call'), gen_random_uuid()) $$, 'PT404', 'call_not_found', 'the caller cannot take her own call');
select tests.refuses($$ select public.decline_call(tests.kept('call')) $$, 'PT404', 'call_not_found', 'nor decline it');
select tests.refuses($$ select public.end_call(tests.kept('call')) $$, 'PT409', 'not_allowed_now', 'a call that rings is not ended but cancelled');
select tests.refuses($$ select public.request_call(tests.kept('room'), md5('again')::uuid, gen_random_uuid()) $$, 'PT409', 'already_in_call', 'who calls cannot call again');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.request_call(tests.kept('room'), md5('back')::uuid, gen_random_uuid()) $$, 'PT409', 'already_in_call', 'who is being called cannot call either');
select tests.service();
select is(public.call_pass(tests.kept('call'), tests.id_of('ada'), md5('device ada')::uuid), '{"refused": "call_over"}', 'there is no token for a call that only rings');

-- two devices
select tests.sign_in_as('sam');
select is(public.accept_call(tests.kept('call'), md5('device sam')::uuid) ->> 'status', 'accepted', 'the callee takes it');
select is(public.accept_call(tests.kept('call'), md5('device sam')::uuid) ->> 'status', 'accepted', 'twice on the same device changes nothing');
select tests.refuses($$ select public.accept_call(tests.kept('call'), md5('device sam 2')::uuid) $$, 'PT409', 'answered_elsewhere', 'a second device comes too late');
select tests.refuses($$ select public.decline_call(tests.kept('call')) $$, 'PT409', 'answered_elsewhere', 'and cannot decline it either');
select tests.admin();
select is((select read_at is not null from public.notifications where event_type = 'call.incoming' and user_id = tests.id_of('sam')), true, 'a push that has not left yet no longer has to');

-- tokens
select tests.service();
select is(public.call_pass(tests.kept('call'), tests.id_of('ada'), md5('device ada')::uuid) ->> 'identity', tests.id_of('ada')::text, 'the caller gets in from the device that calls');
select is((public.call_pass(tests.kept('call'), tests.id_of('sam'), md5('device sam')::uuid) ->> 'ttl_s')::int between 600 and 645, true, 'a token lives as long as the call and half a minute');
select is(public.call_pass(tests.kept('call'), tests.id_of('sam'), md5('device sam 2')::uuid), '{"refused": "answered_elsewhere"}', 'not from another device');
select is(public.call_pass(tests.kept('call'), tests.id_of('eve'), md5('device eve')::uuid), '{"refused": "call_not_found"}', 'a stranger gets none');
select is(public.call_pass(tests.kept('call'), tests.id_of('grace'), md5('device grace')::uuid), '{"refused": "call_not_found"}', 'nor do staff');
select is(public.note_call_room(tests.kept('call'), 'RM' || repeat('a', 32)), true, 'the room that was made is noted');

-- both come
create function pg_temp.report(kind text, who text, part text, room text default 'RM' || repeat('a', 32), key text default null) returns boolean language plpgsql as $$
declare taken boolean;
begin
  perform tests.service();
  taken := public.record_call_event(coalesce(key, concat_ws(':', room, kind, part)), tests.kept('call'), kind, part, tests.id_of(who)::text, room, now(), '{}');
  perform tests.admin();
  return taken;
end $$;
select pg_temp.report('participant-connected', 'ada', 'PA1');
select is((select started_at from public.calls where id = tests.kept('call')), null, 'one alone starts no clock');
select is(pg_temp.report('participant-connected', 'ada', 'PA1'), false, 'the same report twice is one');
select pg_temp.report('participant-connected', 'eve', 'PA9');
select is((select started_at from public.calls where id = tests.kept('call')), null, 'somebody who is not of the call starts none');
select pg_temp.report('participant-connected', 'sam', 'PA2');
select is((select round(extract(epoch from ends_at - started_at)) from public.calls where id = tests.kept('call')), 600::numeric, 'with both there it runs, for as long as its kind says');

-- one is gone, comes back, is gone for good
select pg_temp.report('participant-disconnected', 'sam', 'PA2');
update private.call_participants set left_at = now() - interval '1 minute' where participant = 'PA2';
select pg_temp.report('participant-connected', 'sam', 'PA3');
select private.tick_calls();
select is(pg_temp.status('first'), 'accepted -', 'who comes back is not missed');
select pg_temp.report('participant-disconnected', 'sam', 'PA3');
select private.tick_calls();
select is(pg_temp.status('first'), 'accepted -', 'one of two waits a little for the other');
update private.call_participants set left_at = clock_timestamp() - interval '1 minute' where user_id = tests.id_of('sam');
select pg_temp.knocks();
select private.tick_calls();
select is(pg_temp.status('first'), 'completed left_alone', 'and then the call ends');
select cmp_ok(pg_temp.knocks(), '>=', 1::bigint, 'which knocks for the end of the room');
select tests.service();
select is(public.call_pass(tests.kept('call'), tests.id_of('ada'), md5('device ada')::uuid), '{"refused": "call_over"}', 'there is no token after the end');
select is(public.note_call_room(tests.kept('call'), 'RM' || repeat('b', 32)), false, 'a room made too late is to be ended again');
select results_eq($$ select call_id from public.claim_call_closings() $$, $$ select tests.kept('call') $$, 'a worker gets the room to end');
select is_empty($$ select call_id from public.claim_call_closings() $$, 'and only one');
select public.settle_call_closing(tests.kept('call'), gen_random_uuid());
select tests.admin();
select is((select count(*) from private.call_closings), 1::bigint, 'an answer without the lease settles nothing');
select public.settle_call_closing(c.call_id, c.lease_token, 'http_500 down') from private.call_closings c;
select is((select last_error || ' ' || (next_attempt_at <= now() + interval '1 second') from private.call_closings), 'http_500 down true', 'a room that could not be ended is tried again soon');
update private.call_closings set attempts = 40, lease_token = md5('lease')::uuid;
select public.settle_call_closing(tests.kept('call'), md5('lease')::uuid, 'http_500 down');
select is((select next_attempt_at between now() + interval '59 seconds' and now() + interval '1 minute' from private.call_closings), true, 'and later at least every minute');
update private.call_closings set next_attempt_at = now();
select pg_temp.knocks();
select private.tick_calls();
select is(pg_temp.knocks(), 1::bigint, 'which the tick knocks for');
select pg_temp.report('room-ended', 'ada', null);
select is_empty($$ select * from private.call_closings $$, 'a room the provider says is over needs no ending');
select is(pg_temp.status('first'), 'completed left_alone', 'what ended stays as it ended');
select is(pg_temp.lines(), 1::bigint, 'the conversation has one line of it');
select tests.refuses($$ update public.calls set status = 'ringing' where id = tests.kept('call') $$, 'PT409', 'not_allowed_now', 'not even by hand does it ring again');

-- rung out
select pg_temp.ring('sam', 'second');
update public.calls set expires_at = clock_timestamp() where client_id = md5('second')::uuid;
select tests.sign_in_as('ada');
select tests.refuses($$ select public.accept_call((select id from public.calls where status = 'ringing'), md5('device ada')::uuid) $$, 'PT409', 'call_over', 'a tenth of a second too late is too late');
select tests.admin();
select private.tick_calls(), private.tick_calls();
select is(pg_temp.status('second') || ' ' || pg_temp.told('ada', 'call.missed') || ' ' || pg_temp.lines(), 'missed no_answer 1 2', 'it is missed, told once and written once');

-- the time limit
select pg_temp.ring('ada', 'third');
select tests.sign_in_as('sam');
select public.accept_call((public.my_call() ->> 'id')::uuid, md5('device sam')::uuid);
select public.join_call((public.my_call() ->> 'id')::uuid, md5('device sam')::uuid);
select tests.refuses($$ select public.join_call((public.my_call() ->> 'id')::uuid, md5('device sam 2')::uuid) $$, 'PT409', 'answered_elsewhere', 'another device of his is not there');
select tests.sign_in_as('ada');
select public.join_call((public.my_call() ->> 'id')::uuid, md5('device ada')::uuid);
select tests.admin();
update public.calls set started_at = started_at - interval '10 minutes', ends_at = clock_timestamp() where client_id = md5('third')::uuid;
select private.tick_calls();
select is(pg_temp.status('third') || (select ' ' || duration_s from public.calls where client_id = md5('third')::uuid), 'completed time_limit 600', 'a call ends at its limit, though no browser said so');

-- people who leave, are blocked, are suspended
select pg_temp.ring('ada', 'fourth');
insert into public.user_blocks (blocker_id, blocked_id) values (tests.id_of('sam'), tests.id_of('ada'));
select private.tick_calls();
select is(pg_temp.status('fourth'), 'cancelled not_allowed', 'who is blocked rings no longer');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.request_call(tests.kept('room'), gen_random_uuid(), gen_random_uuid()) $$, 'PT403', 'cannot_call', 'nor again, and is not told why');
select tests.admin();
delete from public.user_blocks;
update private.settings set calls_per_hour = 2;
delete from private.paces;
select pg_temp.ring('ada', 'fifth');
select tests.sign_in_as('ada');
select public.cancel_call((public.my_call() ->> 'id')::uuid);
select tests.admin();
select is(pg_temp.status('fifth') || ' ' || pg_temp.told('sam', 'call.missed'), 'cancelled cancelled 1', 'a call given up was missed all the same');
select pg_temp.ring('ada', 'sixth');
select tests.sign_in_as('sam');
select is(public.decline_call((public.my_call() ->> 'id')::uuid) ->> 'status', 'declined', 'a call is declined');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.request_call(tests.kept('room'), gen_random_uuid(), gen_random_uuid()) $$, 'PT429', 'too_many_calls', 'calls have a limit per hour');
select tests.admin();

-- kinds: a care order begins with one short introduction, a request is between who asked and who looks after it
update private.settings set calls_per_hour = 20;
update public.orders set kind = 'care' where id = tests.kept('order');
select tests.sign_in_as('sam');
select results_eq($$ select kind, max_seconds from public.callable_people(tests.kept('room')) $$, $$ values ('introduction', 15) $$, 'a care order begins with an introduction of fifteen seconds');
select tests.admin();
select pg_temp.ring('sam', 'hello');
select tests.sign_in_as('ada');
select public.accept_call((public.my_call() ->> 'id')::uuid, md5('device ada')::uuid);
select public.join_call((public.my_call() ->> 'id')::uuid, md5('device ada')::uuid);
select tests.sign_in_as('sam');
select public.join_call((public.my_call() ->> 'id')::uuid, md5('device sam')::uuid);
select is((public.my_call() ->> 'left_ms')::int between 10000 and 15000, true, 'which runs from when both are there');
select public.end_call((public.my_call() ->> 'id')::uuid);
select results_eq($$ select kind from public.callable_people(tests.kept('room')) $$, $$ values ('order') $$, 'and takes place once; then they talk about the order');
select tests.sign_in_as('ada');
select tests.keep('request', (select id::text from public.open_support('A button is missing', 'It was blue.', gen_random_uuid())));
select is_empty($$ select * from public.callable_people(tests.kept('request')) $$, 'a request that nobody looks after has nobody to call');
select tests.sign_in_as('grace');
select public.assign_ticket(tests.kept('request'), tests.id_of('grace'));
select tests.sign_in_as('ada');
select results_eq($$ select name, kind from public.callable_people(tests.kept('request')) $$, $$ values ('Grace', 'support') $$, 'then whoever asked may call them');
select tests.admin();
insert into public.user_blocks (blocker_id, blocked_id) values (tests.id_of('ada'), tests.id_of('grace'));
select tests.sign_in_as('grace');
select results_eq($$ select name from public.callable_people(tests.kept('request')) $$, $$ values ('Ada') $$, 'and they, though she blocked them: nobody shuts out support');
select tests.admin();

select * from finish();
rollback;
