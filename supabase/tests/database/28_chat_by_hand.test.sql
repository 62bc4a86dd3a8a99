-- What an admin edits by hand in the dashboard of chat breaks nothing: apps catch up, words go, nobody keeps what is no longer theirs.
begin;
\ir helpers.psql
select plan(24);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.say(tag text, root uuid default null) returns void language plpgsql as $$
declare said uuid; begin
  said := (select id from public.send_message(tests.kept('room'), md5(tag)::uuid, tag, thread_root => root));
  perform tests.keep(tag, said::text); end $$;
grant execute on all functions in schema pg_temp to authenticated;
create function pg_temp.message(tag text) returns public.messages language sql stable as $$ select m from public.messages m where m.id = tests.kept(tag) $$;
create function pg_temp.dense() returns boolean language sql stable as $$
  select array_agg(m.seq order by m.seq) = array(select generate_series(1, (select r.last_seq from public.rooms r where r.id = tests.kept('room'))))
  from public.messages m where m.room_id = tests.kept('room') $$;
select tests.sign_in_as('ada');
select pg_temp.say('one'), pg_temp.say('two'), pg_temp.say('root');
select public.edit_message(tests.kept('one'), 'a secret word');
select public.edit_message(tests.kept('one'), 'one again');
select tests.sign_in_as('sam');
select pg_temp.say('reply', tests.kept('root')), pg_temp.say('reply two', tests.kept('root'));
select public.edit_message(tests.kept('reply two'), 'worse');
select tests.sign_in_as('ada');
select pg_temp.say('reply three', tests.kept('root'));
select public.report_message(tests.kept('reply two'), 'abuse');

-- a message
select tests.admin();
select set_config('tests.rev', last_rev::text, true) from public.rooms where id = tests.kept('room');
delete from realtime.messages;
select lives_ok($$ update public.messages set body = 'mended' where id = tests.kept('two') $$, 'an admin mends words');
select cmp_ok((pg_temp.message('two')).rev, '>', current_setting('tests.rev')::bigint, 'which apps that were away find by rev');
select is((select (payload ->> 'rev')::bigint from realtime.messages where event = 'message_updated'), (pg_temp.message('two')).rev, 'and those that listen hear of');
select lives_ok($$ update public.messages set deleted_at = now() where id = tests.kept('one') $$, 'an admin withdraws a message');
select is((pg_temp.message('one')).body, null, 'whose words go');
select is_empty($$ select from private.message_edits where message_id = tests.kept('one') $$, 'former ones too');
select lives_ok($$ delete from public.messages where id = tests.kept('two') $$, 'an admin deletes one');
select ok((pg_temp.message('two')).deleted_at is not null and (pg_temp.message('two')).body is null, 'which is withdrawn');
select ok(pg_temp.dense(), 'so that no number is missing');
select lives_ok($$ delete from public.messages where id = tests.kept('two') $$, 'and once more');
select lives_ok($$ delete from public.messages where id = tests.kept('reply') $$, 'or one of a thread');
select results_eq($$ select thread_count, thread_seq from pg_temp.message('root') $$, $$ select 2, seq from pg_temp.message('reply three') $$, 'which then counts one less');
select tests.sign_in_as('grace');
select public.settle_report((select id from public.report_queue() where message_id = tests.kept('reply two')), 'deleted');
select tests.admin();
select is((pg_temp.message('root')).thread_count, 1, 'as it does when staff withdraw a reported one');
select is_empty($$ select from private.message_edits where message_id = tests.kept('reply two') $$, 'of which nothing stays in its history');

-- a member
select tests.sign_in_as('sam');
select isnt_empty($$ select from public.unread_threads() $$, 'a partner follows a thread');
select tests.admin();
delete from realtime.messages;
select lives_ok($$ delete from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('sam') $$, 'an admin deletes a member');
select tests.sign_in_as('sam');
select is_empty($$ select from public.unread_threads() $$, 'who then follows nothing there');
select is_empty($$ select from public.messages where room_id = tests.kept('room') $$, 'reads nothing');
select tests.admin();
select results_eq($$ select payload ->> 'reason' from realtime.messages where event = 'room_left' and topic = 'user:' || tests.id_of('sam') $$, $$ values ('removed') $$, 'and is told');
select lives_ok($$ update public.room_members set role = 'support' where room_id = tests.kept('room') $$, 'an admin gives somebody a part that is not theirs');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.notes_room(tests.kept('room')) $$, 'PT403', 'not_staff', 'which opens no notes to them');

-- a room
select tests.admin();
select lives_ok($$ update public.rooms set status = 'closed' where id = tests.kept('room') $$, 'an admin closes a room');
select tests.sign_in_as('ada');
select tests.refuses($$ select pg_temp.say('late') $$, 'PT409', 'room_closed', 'where nobody writes any more');
select tests.admin();
select lives_ok($$ delete from public.orders where id = tests.kept('order') $$, 'and deletes an order with its room and all its messages');

select * from finish();
rollback;
