-- How far each member has come: marks only grow, stay within the room, and make the unread count.
begin;
\ir helpers.psql
select plan(27);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));

create function pg_temp.marks(who text) returns text language sql as $$
  select last_delivered_seq || '/' || last_read_seq from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of(who)
$$;
grant execute on function pg_temp.marks to authenticated;

select tests.sign_in_as('sam');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'word ' || i) from generate_series(1, 5) i;
select is(pg_temp.marks('sam'), '7/7', 'who speaks has read what they said');
select is((select unread from public.room_list()), 0, 'and has nothing unread');

select tests.sign_in_as('ada');
select is(pg_temp.marks('ada'), '0/0', 'who was away has read nothing');
select is((select unread from public.room_list()), 5, 'a customer has five unread, the two the system said not among them');
select public.mark_delivered(tests.kept('room'), 6);
select is(pg_temp.marks('ada'), '6/0', 'a phone says what it received');
select is((select unread from public.room_list()), 5, 'which is not reading');
select public.mark_read(tests.kept('room'), 4);
select is(pg_temp.marks('ada'), '6/4', 'a customer reads up to 4');
select is((select unread from public.room_list()), 3, 'and has three unread');
select public.mark_read(tests.kept('room'), 3), public.mark_delivered(tests.kept('room'), 2), public.mark_read(tests.kept('room'), -5);
select is(pg_temp.marks('ada'), '6/4', 'a slower device moves no mark back');
select public.mark_delivered(tests.kept('room'), 7);
select is(pg_temp.marks('ada'), '7/4', 'a phone that receives more reads nothing by that');
select public.mark_read(tests.kept('room'), 7);
select is(pg_temp.marks('ada'), '7/7', 'reading includes receiving');
select public.mark_read(tests.kept('room'), 1000000), public.mark_delivered(tests.kept('room'), 9223372036854775807);
select is(pg_temp.marks('ada'), '7/7', 'nobody reads what is not said yet');
select is((select unread from public.room_list()), 0, 'all is read');
select lives_ok($$ select public.mark_read(tests.kept('room'), 7) $$, 'reading twice is no error');
select is(pg_temp.marks('sam'), '7/7', 'the marks of others stay');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'answer');
select is((select unread from public.room_list()), 0, 'own words are never unread');
select is((select last_message ->> 'body' from public.room_list()), 'answer', 'the list shows the last message');

-- others
select tests.sign_in_as('eve');
select tests.refuses($$ select public.mark_read(tests.kept('room'), 1) $$, 'PT403', 'not_a_member', 'a stranger reads nothing in the room');
select tests.refuses($$ select public.mark_delivered(tests.kept('room'), 1) $$, 'PT403', 'not_a_member', 'a stranger receives nothing in the room');
select tests.refuses($$ select public.mark_read(gen_random_uuid(), 1) $$, 'PT403', 'not_a_member', 'and cannot tell whether a room exists');
select tests.nobody();
select tests.denied($$ select public.mark_read(tests.kept('room'), 1) $$, 'nobody marks anything');
select tests.sign_in_as('sam');
select lives_ok($$ select public.mark_read(tests.kept('room'), null), public.mark_delivered(tests.kept('room'), null) $$, 'no number is no error');
select tests.admin();
select is(pg_temp.marks('sam'), '7/7', 'and marks nothing');
select tests.admin();
update public.room_members set left_at = now() where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.mark_read(tests.kept('room'), 8) $$, 'PT403', 'not_a_member', 'who was removed moves no mark');
select tests.admin();
select is(pg_temp.marks('sam'), '7/7', 'and theirs stay where they were');
select tests.refuses($$ update public.room_members set last_read_seq = last_delivered_seq + 1 where room_id = tests.kept('room') $$, '23514', null, 'nothing is read before it is received');
select is((select last_read_seq from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('ada')), 8::bigint, 'who answers has read everything');

select * from finish();
rollback;
