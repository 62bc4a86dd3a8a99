-- Messages: numbered without holes, said once, by members of an open room who are not muted.
begin;
\ir helpers.psql
select plan(48);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));

create function pg_temp.say(client_id text, body text, type public.message_type default 'text', meta jsonb default '{}') returns public.messages language sql as $$
  select public.send_message(tests.kept('room'), md5(client_id)::uuid, body, type, meta)
$$;
grant execute on function pg_temp.say to authenticated, anon;

-- what the system says
select results_eq($$ select seq, type::text, sender_id, meta ->> 'status', meta ->> 'actor_id', body from public.messages where room_id = tests.kept('room') order by seq $$,
  $$ values (1::bigint, 'order_update', null::uuid, 'placed', tests.id_of('ada')::text, null::text), (2, 'order_update', null, 'accepted', tests.id_of('sam')::text, null) $$,
  'each step of an order is said in its room, by nobody');
select is((select count(*)::int from public.order_events where order_id = tests.kept('order')), 2, 'once per line of history');
select tests.refuses($$ select private.append_message(tests.kept('room'), null, null, 'order_update', null, '{}', (select source_event from public.messages where seq = 1 and room_id = tests.kept('room'))) $$,
  '23505', null, 'the system cannot say one event twice');
do $$ begin
  perform tests.sign_in_as('sam');
  perform public.advance_order(tests.kept('order'), 'picked_up');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then
  perform tests.admin();
end $$;
select results_eq($$ select max(m.seq), max(r.last_seq) from public.messages m join public.rooms r on r.id = m.room_id where r.id = tests.kept('room') $$,
  $$ values (2::bigint, 2::bigint) $$, 'a step that is rolled back was never said');

-- people
select tests.sign_in_as('ada');
select results_eq($$ select seq, rev, sender_id, body, type::text, meta, edited_at, deleted_at from pg_temp.say('hello', 'Hello') $$,
  $$ values (3::bigint, 3::bigint, tests.id_of('ada'), 'Hello', 'text', '{}'::jsonb, null::timestamptz, null::timestamptz) $$, 'a customer says something');
select is((select seq from pg_temp.say('hello', 'Hello again')), 3::bigint, 'saying it twice gives the first message back');
select is((select body from public.messages where seq = 3), 'Hello', 'as it was');
select tests.sign_in_as('sam');
select is((select seq from pg_temp.say('hello', 'Hi Ada')), 4::bigint, 'the same client_id of another person is another message');
select results_eq('select seq, body from public.messages order by seq', $$ values (1::bigint, null), (2, null), (3, 'Hello'), (4, 'Hi Ada') $$,
  'a partner reads all of the room');
select is((select (pg_temp.say('m' || i, 'message ' || i)).seq from generate_series(1, 50) i order by 1 desc limit 1), 54::bigint, 'fifty messages later');
select is_empty($$ select seq from generate_series(1, 54) seq where seq not in (select m.seq from public.messages m where room_id = tests.kept('room')) $$,
  'the numbers have no hole');
select is((select count(distinct rev)::int from public.messages), 54, 'and each has a rev of its own');
select results_eq('select last_seq, last_rev from public.rooms', $$ values (54::bigint, 54::bigint) $$, 'the room knows its last number');
select tests.admin();
select is((select last_read_seq from public.room_members where user_id = tests.id_of('sam')), 54::bigint, 'who speaks has read up to there');
select is((select last_read_seq from public.room_members where user_id = tests.id_of('ada')), 3::bigint, 'who listens has not');
select tests.sign_in_as('sam');
select is((select type::text from pg_temp.say('photo', null, 'image', '{"path": "a.jpg"}')), 'image', 'a picture needs no text');

-- refusals
select tests.refuses($$ select pg_temp.say('no', '') $$, 'PT422', 'invalid_message', 'an empty text is refused');
select tests.refuses($$ select pg_temp.say('no', '   ') $$, 'PT422', 'invalid_message', 'a blank text is refused');
select tests.refuses($$ select pg_temp.say('no', null) $$, 'PT422', 'invalid_message', 'a text without text is refused');
select tests.refuses($$ select pg_temp.say(null, 'x') $$, 'PT422', 'invalid_message', 'a message without client_id is refused');
select tests.refuses($$ select pg_temp.say('no', 'x', 'system') $$, 'PT422', 'invalid_message', 'a member cannot speak as the system');
select tests.refuses($$ select pg_temp.say('no', 'x', 'order_update', '{"status": "delivered"}') $$, 'PT422', 'invalid_message', 'a member cannot fake an order update');
select tests.refuses($$ select pg_temp.say('no', 'x', null) $$, 'PT422', 'invalid_message', 'a message without type is refused');
select tests.refuses($$ select pg_temp.say('no', 'x', 'text', '[]') $$, 'PT422', 'invalid_message', 'meta that is no object is refused');
select tests.refuses($$ select pg_temp.say('no', 'x', 'text', jsonb_build_object('a', (select string_agg(md5(i::text), '') from generate_series(1, 200) i))) $$, 'PT422', 'invalid_message', 'meta of 6 KB is refused');
select tests.refuses($$ select pg_temp.say('no', repeat('x', 8001)) $$, 'PT422', 'message_too_long', 'a text of 8,001 characters is refused');
select lives_ok($$ select pg_temp.say('long', repeat('é', 8000)) $$, 'a text of 8,000 characters is not');
select is((select last_seq from public.rooms), 56::bigint, 'a refusal uses up no number');
select tests.denied($$ insert into public.messages (room_id, seq, rev, body) values (tests.kept('room'), 99, 99, 'x') $$, 'a member cannot insert a message');
select tests.denied($$ update public.messages set body = 'x' $$, 'a member cannot change a message');
select tests.denied($$ delete from public.messages $$, 'a member cannot delete a message');

-- another room
select tests.admin();
select tests.keep('other order', tests.order_of('ada', 'other')::text);
select tests.keep('other', (select id::text from public.rooms where order_id = tests.kept('other order')));
select tests.sign_in_as('ada');
select tests.refuses($$ select public.send_message(tests.kept('other'), md5('hello')::uuid, 'Hello') $$, 'PT409', 'client_id_used', 'a client_id belongs to one room');
select is((select seq from public.send_message(tests.kept('other'), md5('other')::uuid, 'x')), 2::bigint, 'each room counts for itself');

-- strangers, staff, nobody, muted
select tests.sign_in_as('eve');
select tests.refuses($$ select pg_temp.say('x', 'x') $$, 'PT403', 'not_a_member', 'a stranger cannot speak in the room');
select tests.refuses($$ select public.send_message(gen_random_uuid(), gen_random_uuid(), 'x') $$, 'PT403', 'not_a_member', 'nor learn which rooms exist');
select tests.refuses($$ select pg_temp.say('hello', 'x') $$, 'PT403', 'not_a_member', 'nor get a message back by its client_id');
select is_empty('select from public.messages', 'a stranger reads nothing of the room');
select tests.sign_in_as('grace');
select is_empty('select from public.messages', 'staff read nothing of a room they are not in');
select tests.refuses($$ select pg_temp.say('x', 'x') $$, 'PT403', 'not_a_member', 'nor speak in it');
select tests.nobody();
select tests.denied('select from public.messages', 'nobody reads messages');
select tests.denied($$ select pg_temp.say('x', 'x') $$, 'nobody speaks');
select tests.admin();
update public.room_members set muted_until = now() + interval '1 hour' where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select tests.sign_in_as('sam');
select tests.refuses($$ select pg_temp.say('muted', 'x') $$, 'PT403', 'muted', 'a muted member cannot speak');
select isnt_empty($$ select from public.messages where seq = 3 $$, 'but reads');
select is((select seq from pg_temp.say('m1', 'x')), 5::bigint, 'and gets back what they said before');
select tests.admin();
update public.room_members set muted_until = now() - interval '1 second' where room_id = tests.kept('room') and user_id = tests.id_of('sam');
update public.room_members set left_at = now() where room_id = tests.kept('room') and user_id = tests.id_of('ada');
select tests.sign_in_as('sam');
select lives_ok($$ select pg_temp.say('unmuted', 'x') $$, 'when the time is over they speak again');
select tests.sign_in_as('ada');
select tests.refuses($$ select pg_temp.say('hello', 'x') $$, 'PT403', 'not_a_member', 'a removed member cannot speak, not even again');

-- closed
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up'), public.advance_order(tests.kept('order'), 'out_for_delivery'), public.advance_order(tests.kept('order'), 'delivered');
select tests.refuses($$ select pg_temp.say('late', 'x') $$, 'PT409', 'room_closed', 'a closed room takes no message');
select is((select seq from pg_temp.say('m1', 'x')), 5::bigint, 'but confirms one it has');

select * from finish();
rollback;
