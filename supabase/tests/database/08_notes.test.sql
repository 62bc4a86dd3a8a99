-- Internal notes stand in a room of their own, and nobody but staff ever stands there.
begin;
\ir helpers.psql
select plan(24);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('noor', 'staff');
select tests.sign_in_as('ada');
select tests.keep('room', (select id::text from public.open_support('A button', 'It was blue.', md5('first')::uuid)));
select tests.sign_in_as('grace');
select tests.refuses($$ select public.notes_room(tests.kept('room')) $$, 'PT403', 'not_a_member', 'staff keep notes beside rooms they are in');
select public.open_ticket(tests.kept('room'));
select tests.keep('notes', public.notes_room(tests.kept('room'))::text);
select is(public.notes_room(tests.kept('room')), tests.kept('notes'), 'and find the same notes each time');
select results_eq($$ select kind::text, notes_of, order_id from public.rooms where id = tests.kept('notes') $$, $$ values ('staff', tests.kept('room'), null::uuid) $$, 'notes are a room of staff');
select results_eq($$ select user_id, role::text from public.room_members where room_id = tests.kept('notes') $$, $$ values (tests.id_of('grace'), 'staff') $$, 'with staff of the conversation in it, and no customer');
select tests.refuses($$ select public.notes_room(tests.kept('notes')) $$, 'PT422', 'no_notes_here', 'there are no notes of notes');
select isnt_empty($$ select public.send_message(tests.kept('notes'), gen_random_uuid(), 'She is difficult') $$, 'staff write a note');
select tests.admin();
select results_eq($$ select first_reply_at, waiting_since is not null, last_activity_at = created_at from (select t.*, m.created_at as said from public.support_tickets t join public.messages m using (room_id) where t.room_id = tests.kept('room')) t $$,
  $$ select null::timestamptz, true, (select last_activity_at = created_at from public.support_tickets where room_id = tests.kept('room')) $$, 'a note is no answer: the customer still waits');
select is((select last_seq from public.rooms where id = tests.kept('room')), 1::bigint, 'and takes no number in the conversation');

-- the customer
select tests.sign_in_as('ada');
select is_empty($$ select from public.rooms where notes_of is not null $$, 'the customer sees no room of notes');
select is_empty($$ select from public.messages where body like '%difficult%' $$, 'no note');
select is_empty($$ select from public.room_list() where title like 'Notes%' $$, 'nothing in the list of rooms');
select ok(not private.can_read_topic('room:' || tests.kept('notes') || ':1'), 'and hears nothing of it');
select tests.refuses($$ select public.send_message(tests.kept('notes'), gen_random_uuid(), 'x') $$, 'PT403', 'not_a_member', 'nor writes there');
select tests.refuses($$ select public.notes_room(tests.kept('room')) $$, 'PT403', 'not_staff', 'nor asks for it');
select tests.admin();
select tests.refuses($$ insert into public.room_members (room_id, user_id, role) values (tests.kept('notes'), tests.id_of('ada'), 'customer') $$, 'PT422', 'invalid_members', 'not even an admin lets a customer in');
select tests.refuses($$ insert into public.room_members (room_id, user_id, role) values (tests.kept('notes'), tests.id_of('sam'), 'staff') $$, 'PT422', 'invalid_members', 'whatever the part they are given');

-- more staff
select tests.sign_in_as('noor');
select is_empty($$ select from public.messages where room_id = tests.kept('notes') $$, 'staff who are not in the conversation read no notes');
select public.open_ticket(tests.kept('room'));
select public.notes_room(tests.kept('room'));
select isnt_empty($$ select from public.messages where room_id = tests.kept('notes') $$, 'who joins it does');

-- no longer staff
select tests.admin();
update public.support_tickets set assignee_id = tests.id_of('noor') where room_id = tests.kept('room');
update public.profiles set role = 'customer' where id = tests.id_of('noor');
select results_eq($$ select epoch from public.rooms where id in (tests.kept('room'), tests.kept('notes')) $$, $$ values (2), (2) $$, 'who is no longer staff is left behind on the old topics');
select is((select assignee_id from public.support_tickets where room_id = tests.kept('room')), null, 'and takes care of nothing');
select tests.sign_in_as('noor');
select is_empty('select from public.rooms', 'reads none of the rooms they were in as staff');
select is_empty('select from public.messages', 'no message');
select is_empty('select from public.support_tickets', 'and no ticket');
select tests.admin();
update public.rooms set status = 'closed' where id = tests.kept('room');
select tests.sign_in_as('grace');
select isnt_empty($$ select public.send_message(tests.kept('notes'), gen_random_uuid(), 'For the record') $$, 'a closed conversation still takes notes');

select * from finish();
rollback;
