-- What a message points to: whom it names, what it quotes, the thread it stands in, the place it shows.
begin;
\ir helpers.psql
select plan(33);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
select tests.keep('other order', tests.order_of('ada', 'other')::text);
select tests.keep('other', (select r.id::text from public.rooms r where r.order_id = tests.kept('other order')));
create function pg_temp.say(word text, room text default 'room', reply_to uuid default null, thread_root uuid default null, mentions uuid[] default '{}')
returns public.messages language sql as $$
  select public.send_message(tests.kept(room), md5(room || word)::uuid, word, reply_to => reply_to, thread_root => thread_root, mentions => mentions)
$$;
create function pg_temp.at_place(word text, meta jsonb) returns jsonb language sql as $$
  select (public.send_message(tests.kept('room'), md5(word)::uuid, null, 'location', meta)).meta
$$;
grant execute on all functions in schema pg_temp to authenticated, anon;

-- mentions
select tests.sign_in_as('ada');
select is((pg_temp.say('hi', mentions => array[tests.id_of('sam')])).mentions, array[tests.id_of('sam')], 'a customer names the partner');
select is((pg_temp.say('twice', mentions => array[tests.id_of('sam'), tests.id_of('sam')])).mentions, array[tests.id_of('sam')], 'somebody named twice is named once');
select is((pg_temp.say('nobody', mentions => null)).mentions, '{}', 'no list names nobody');
select tests.refuses($$ select pg_temp.say('x', mentions => array[tests.id_of('eve')]) $$, 'PT422', 'invalid_mention', 'a customer cannot name a stranger');
select tests.refuses($$ select pg_temp.say('x', mentions => array[tests.id_of('sam'), null]) $$, 'PT422', 'invalid_mention', 'nor nothing');
select tests.refuses($$ select pg_temp.say('x', mentions => array[gen_random_uuid()]) $$, 'PT422', 'invalid_mention', 'nor a person who does not exist');
select tests.refuses($$ select pg_temp.say('x', mentions => array(select gen_random_uuid() from generate_series(1, 5000))) $$, 'PT422', 'invalid_mention', 'nor thousands');
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select tests.sign_in_as('ada');
select is((pg_temp.say('gone', mentions => array[tests.id_of('sam'), tests.id_of('pia')])).mentions, array[tests.id_of('pia')], 'who has left since is left out, not refused');

-- replies
select tests.keep('hi', (select m.id::text from public.messages m where m.body = 'hi'));
select tests.keep('elsewhere', (pg_temp.say('elsewhere', 'other')).id::text);
select tests.sign_in_as('pia');
select is((pg_temp.say('hello', reply_to => tests.kept('hi'))).reply_to, tests.kept('hi'), 'a partner quotes the customer');
select is((pg_temp.say('well', reply_to => (select m.id from public.messages m where m.seq = 1))).sender_id, tests.id_of('pia'), 'and what the system said');
select tests.refuses($$ select pg_temp.say('x', reply_to => tests.kept('elsewhere')) $$, 'PT422', 'invalid_reply', 'a partner cannot quote another room');
select tests.refuses($$ select pg_temp.say('x', reply_to => gen_random_uuid()) $$, 'PT422', 'invalid_reply', 'nor what is not there, in the same words');

-- threads
select is((pg_temp.say('below', thread_root => tests.kept('hi'))).thread_root, tests.kept('hi'), 'a partner answers in a thread');
select results_eq($$ select thread_count, thread_seq, rev from public.messages where id = tests.kept('hi') $$,
  $$ select 1, m.seq, m.rev + 1 from public.messages m where m.body = 'below' $$, 'its root counts it, knows its number, and has changed after it');
select is((select r.last_rev - m.rev from public.rooms r join public.messages m on m.room_id = r.id where m.body = 'below'), 1::bigint, 'and the room knows that');
select tests.keep('below', (select m.id::text from public.messages m where m.body = 'below'));
select is((pg_temp.say('quoted', reply_to => tests.kept('below'), thread_root => tests.kept('hi'))).reply_to, tests.kept('below'), 'a thread quotes within itself');
select is((pg_temp.say('quoted root', reply_to => tests.kept('hi'), thread_root => tests.kept('hi'))).reply_to, tests.kept('hi'), 'and its root');
select tests.refuses($$ select pg_temp.say('x', thread_root => tests.kept('below')) $$, 'PT422', 'invalid_thread', 'there is no thread in a thread');
select tests.refuses($$ select pg_temp.say('x', thread_root => tests.kept('elsewhere')) $$, 'PT422', 'invalid_thread', 'nor one on a message of another room');
select tests.refuses($$ select pg_temp.say('x', thread_root => gen_random_uuid()) $$, 'PT422', 'invalid_thread', 'nor on nothing');
select tests.refuses($$ select pg_temp.say('x', reply_to => tests.kept('below')) $$, 'PT422', 'invalid_reply', 'the room does not quote a thread, where most do not see it');
select is((pg_temp.say('below', thread_root => tests.kept('hi'))).id, tests.kept('below'), 'said again it is the same message');
select is((select thread_count from public.messages where id = tests.kept('hi')), 3, 'and is counted once');

-- files are taken from one's own uploads
select tests.refuses($$ select public.send_message(tests.kept('room'), md5('f')::uuid, null, 'file', file_ids => array[gen_random_uuid()]) $$, 'PT409', null, 'a message carries no file that was not uploaded');

-- places
select is(pg_temp.at_place('here', '{"lat": 45.2735, "lng": 13.7142, "accuracy_m": 12.5}'), '{"lat": 45.2735, "lng": 13.7142, "accuracy_m": 12.5}', 'a partner sends where they are');
select is(pg_temp.at_place('pole', '{"lat": -90, "lng": 180, "note": "<b>"}'), '{"lat": -90, "lng": 180}', 'and nothing but that');
select tests.refuses(format('select pg_temp.at_place(%L, %L)', 'bad', meta), 'PT422', 'invalid_message', 'a place is refused that is ' || meta)
from unnest(array['{}', '{"lat": 91, "lng": 0}', '{"lat": 0, "lng": -180.1}', '{"lat": "1", "lng": "2"}', '{"lat": 1e999, "lng": 2}', '{"lat": 1, "lng": 2, "accuracy_m": -1}', '{"lat": 1, "lng": 2, "accuracy_m": "far"}']) meta;

select * from finish();
rollback;
