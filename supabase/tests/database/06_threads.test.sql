-- Threads: who follows one, what is unread in it, and for how long.
begin;
\ir helpers.psql
select plan(29);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('joe', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
insert into public.room_members (room_id, user_id, role) select tests.kept('room'), tests.id_of(name), 'staff' from unnest(array['grace', 'joe']) name;
create function pg_temp.say(word text, is_below boolean default true, mentions uuid[] default '{}') returns bigint language sql as $$
  select (public.send_message(tests.kept('room'), md5(word)::uuid, word, thread_root => case when is_below then tests.kept('root') end, mentions => mentions)).seq
$$;
create function pg_temp.unread() returns text language sql as $$ select coalesce(string_agg(unread || ' ' || mentions, ', '), 'none') from public.unread_threads(tests.kept('room')) $$;
-- the true mark of others is nobody's to read
create function pg_temp.read_of(who text) returns bigint language sql security definer as $$
  select last_read_seq from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of(who)
$$;
grant execute on all functions in schema pg_temp to authenticated, anon;

select tests.keep('root', gen_random_uuid()::text);
select tests.sign_in_as('ada'), pg_temp.say('begin', false);
select tests.keep('root', (select id::text from public.messages where body = 'begin'));
select is(pg_temp.read_of('ada'), 3::bigint, 'who speaks in the room has read it');
select tests.sign_in_as('sam'), pg_temp.say('one');
select is(pg_temp.read_of('sam'), 0::bigint, 'who speaks in a thread has not therefore read the room');
select is(pg_temp.unread(), 'none', 'own words in a thread are not unread');
select tests.sign_in_as('ada');
select is(pg_temp.unread(), '1 0', 'who began it follows it');
select tests.sign_in_as('grace');
select is(pg_temp.unread(), 'none', 'who only reads the room does not');
select tests.sign_in_as('sam'), pg_temp.say('two', true, array[tests.id_of('grace')]), pg_temp.say('three');
select tests.sign_in_as('grace');
select is(pg_temp.unread(), '2 1', 'who is named follows from there, and knows how often');
select lives_ok($$ select public.mark_thread_read(tests.kept('root'), 5) $$, 'a member reads up to where they are named');
select is(pg_temp.unread(), '1 0', 'and what came after stays unread');
select public.mark_thread_read(tests.kept('root'), 3), public.mark_thread_read(tests.kept('root'), null);
select is(pg_temp.unread(), '1 0', 'a mark does not go back');
select public.mark_thread_read(tests.kept('root'), 99999);
select is((select last_read_seq from public.thread_marks), 6::bigint, 'nor past the end of the thread');
select is(pg_temp.unread(), 'none', 'which is then read');
select pg_temp.say('four');
select is((select count(*)::int from public.thread_marks), 1, 'a member reads only their own marks');
select tests.sign_in_as('ada');
select is(pg_temp.unread(), '4 0', 'a customer has four to read');
select results_eq('select thread_root, room_id, unread, last_read_seq from public.unread_threads()', $$ values (tests.kept('root'), tests.kept('room'), 4, 3::bigint) $$, 'in all rooms as in this one');
select tests.sign_in_as('sam');
select public.delete_message((select id from public.messages where body = 'three'));
select tests.sign_in_as('ada');
select is(pg_temp.unread(), '3 0', 'a deleted one is not unread');
select tests.sign_in_as('joe');
select lives_ok($$ select public.mark_thread_read(tests.kept('root'), 7) $$, 'a member who does not follow has nothing to mark');
select is_empty('select from public.thread_marks', 'and does not follow by it');

-- told to the person's other tabs
select tests.admin();
delete from realtime.messages;
select tests.sign_in_as('ada'), public.mark_thread_read(tests.kept('root'), 7), public.mark_thread_read(tests.kept('root'), 7);
select tests.admin();
select results_eq($$ select topic, event, (payload ->> 'last_read_seq')::int from realtime.messages $$, $$ values ('user:' || tests.id_of('ada'), 'thread_read', 7) $$, 'a mark that moves is told to its owner alone, once');

-- leaving
update public.room_members set left_at = now() where room_id = tests.kept('room') and user_id = tests.id_of('grace');
select is_empty($$ select from public.thread_marks where user_id = tests.id_of('grace') $$, 'who leaves the room follows nothing there');
select isnt_empty($$ select from public.thread_marks where user_id = tests.id_of('ada') $$, 'the others do');
select tests.sign_in_as('sam'), pg_temp.say('five', true, array[tests.id_of('grace')]);
select tests.admin();
select is_empty($$ select from public.thread_marks where user_id = tests.id_of('grace') $$, 'nor does a mention bring them back');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.mark_thread_read(tests.kept('root'), 1) $$, 'PT403', 'not_a_member', 'a former member marks nothing');

-- strangers, nobody
select tests.sign_in_as('eve');
select tests.refuses($$ select public.mark_thread_read(tests.kept('root'), 1) $$, 'PT403', 'not_a_member', 'a stranger marks nothing');
select tests.refuses($$ select public.mark_thread_read(gen_random_uuid(), 1) $$, 'PT403', 'not_a_member', 'nor learns which threads exist');
select is_empty('select from public.unread_threads()', 'a stranger has no unread thread');
select is_empty('select from public.thread_marks', 'nor a mark');
select tests.denied($$ insert into public.thread_marks (thread_root, user_id, room_id) values (tests.kept('root'), tests.id_of('eve'), tests.kept('room')) $$, 'nor follows by hand');
select tests.nobody();
select tests.denied('select from public.unread_threads()', 'nobody asks for threads');
select tests.denied('select from public.thread_marks', 'nobody reads marks');

select * from finish();
rollback;
