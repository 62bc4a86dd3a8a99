-- The list of rooms says what is true at that moment, of the caller alone, and reads through indexes however much there is.
begin;
\ir helpers.psql
select plan(21);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.listed(column_name text) returns text language plpgsql as $$
declare
  answer text;
begin
  execute format('select (%s)::text from public.room_list() where room_id = tests.kept(''room'')', column_name) into answer;
  return answer;
end $$;
grant execute on function pg_temp.listed to authenticated;

select tests.sign_in_as('sam');
select tests.keep('root', (public.send_message(tests.kept('room'), gen_random_uuid(), 'at the door')).id::text);
select public.send_message(tests.kept('room'), gen_random_uuid(), 'for you', mentions => array[tests.id_of('ada')]);
select tests.sign_in_as('ada');
select is(pg_temp.listed('unread'), '2', 'a customer sees what a partner said');
select is(pg_temp.listed('unread_mentions'), '1', 'and how much of it names them');
select is(pg_temp.listed('last_message ->> ''body'''), 'for you', 'the last words stand there');
select is(pg_temp.listed('members -> 0 ->> ''name'''), 'Ada', 'and who is in the room');
select public.mark_read(tests.kept('room'), 100);
select is(pg_temp.listed('unread') || pg_temp.listed('unread_mentions'), '00', 'what was read is read');

-- threads, pins and deletes
select public.send_message(tests.kept('room'), gen_random_uuid(), 'which door?', thread_root => tests.kept('root'));
select tests.sign_in_as('sam');
select is(pg_temp.listed('unread'), '0', 'what is said in a thread is not unread in the room');
select is(pg_temp.listed('unread_threads'), '1', 'but makes the thread so, for who began it');
select is(pg_temp.listed('last_message ->> ''body'''), 'for you', 'nor is it the last message of the room');
select public.mark_thread_read(tests.kept('root'), 100);
select is(pg_temp.listed('unread_threads'), '0', 'until it is read');
select is(pg_temp.listed('pinned_count'), '0', 'nothing is pinned');
select tests.admin();
update public.messages set pinned_at = now() where id = tests.kept('root');
select tests.sign_in_as('sam');
select is(pg_temp.listed('pinned_count'), '1', 'what is kept at the top is counted');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'a slip');
select public.delete_message((select id from public.messages where body = 'a slip'));
select tests.sign_in_as('ada');
select is(pg_temp.listed('unread'), '0', 'a deleted message is never unread');
select is(pg_temp.listed('last_message ->> ''is_deleted''') || coalesce(pg_temp.listed('last_message ->> ''body'''), ''), 'true', 'and leaves its place without its words');
select is(pg_temp.listed('my_role') || ' ' || pg_temp.listed('notify'), 'customer all', 'a customer sees their own role and choice');
select is((select sum(unread) from public.room_list()), 0::bigint, 'the sum is what waits in all');
select tests.sign_in_as('eve');
select is_empty('select from public.room_list()', 'a stranger lists nothing');

-- the plans, in a room of many
select tests.admin();
alter table public.messages disable trigger user;
insert into public.messages (room_id, seq, rev, sender_id, client_id, body)
select tests.kept('room'), 100 + n, 100 + n, tests.id_of('sam'), gen_random_uuid(), 'word ' || n from generate_series(1, 20000) n;
alter table public.messages enable trigger user;
insert into private.message_words select id, room_id, sender_id, created_at, private.words_of(body, files) from public.messages where room_id = tests.kept('room') and seq > 100;
update public.rooms set last_seq = 20100 where id = tests.kept('room');
analyze public.messages, private.message_words;
create function tests.plan_of(query text) returns text language plpgsql as $$
declare
  line text;
  plan text := '';
begin
  for line in execute 'explain (costs off) ' || query loop
    plan := plan || ' ' || btrim(line);
  end loop;
  return plan;
end $$;
select matches(tests.plan_of($$ select count(*) from public.messages m where m.room_id = tests.kept('room') and m.seq > 20090 and m.sender_id <> tests.id_of('ada') and m.deleted_at is null and m.thread_root is null $$),
  'Index Scan using messages_room_id_seq_key', 'unread is counted from the mark on');
select matches(tests.plan_of($$ select body from public.messages m where m.room_id = tests.kept('room') and m.thread_root is null order by m.seq desc limit 1 $$),
  'Limit.*Index Scan Backward using messages_room_id_seq_key', 'the last message is the first of the index');
set local enable_seqscan = off;
select matches(tests.plan_of($$ select message_id from private.message_words w where w.words @@ to_tsquery('simple', 'seldom:*') $$),
  'Bitmap Index Scan on message_words_words_idx', 'a rare word is found by its index');
select tests.sign_in_as('ada');
select performs_ok('select * from public.room_list()', 250, 'the list comes at once, with twenty thousand unread');
select performs_ok($$ select * from public.search_messages('word') $$, 250, 'and so does a search for a word that each of them holds');

select * from finish();
rollback;
