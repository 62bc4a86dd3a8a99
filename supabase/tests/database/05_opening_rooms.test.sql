-- Rooms that are no order's: direct, staff and guest; who may open them, and their states.
begin;
\ir helpers.psql
select plan(72);
select tests.person('ada'), tests.person('bob'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('hans', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.said(room text) returns text language sql as $$
  select concat_ws(' ', m.meta ->> 'event', m.meta ->> 'name', 'by ' || (m.meta ->> 'by_name')) from public.messages m where m.room_id = tests.kept(room) order by m.seq desc limit 1 $$;
create function pg_temp.inside(room text) returns text language sql as $$
  select string_agg(lower(p.name) || ' ' || rm.role, ', ' order by p.name) from public.room_members rm join public.profiles p on p.id = rm.user_id
  where rm.room_id = tests.kept(room) and rm.left_at is null $$;
grant execute on all functions in schema pg_temp to authenticated;

-- direct
select tests.sign_in_as('eve');
select tests.refuses($$ select public.open_direct_room(tests.id_of('ada')) $$, 'PT404', 'person_not_found', 'a stranger does not write to whom they do not know');
select tests.refuses($$ select public.open_direct_room(gen_random_uuid()) $$, 'PT404', 'person_not_found', 'and cannot tell them from who is not there');
select tests.refuses($$ select public.open_direct_room(tests.id_of('grace')) $$, 'PT404', 'person_not_found', 'nor to staff: that is what support is for');
select tests.nobody();
select tests.denied($$ select public.open_direct_room(tests.id_of('ada')) $$, 'nobody opens a room');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.open_direct_room(tests.id_of('ada')) $$, 'PT404', 'person_not_found', 'ada does not write to herself');
select tests.refuses($$ select public.open_direct_room(null) $$, 'PT404', 'person_not_found', 'nor to nobody');
select tests.keep('direct', (select id::text from public.open_direct_room(tests.id_of('sam'))));
select is(pg_temp.inside('direct'), 'ada customer, sam partner', 'ada opens a room with sam, whom she shares an order with');
select is(pg_temp.said('direct'), 'room_opened by Ada', 'it begins with who opened it');
select is((select id from public.open_direct_room(tests.id_of('sam'))), tests.kept('direct'), 'opening it again gives the same room');
select tests.sign_in_as('sam');
select is((select id from public.open_direct_room(tests.id_of('ada'))), tests.kept('direct'), 'so does sam opening it');
select is((select last_seq from public.rooms where id = tests.kept('direct')), 1::bigint, 'and nothing is said again');
select tests.refuses($$ select public.leave_room(tests.kept('direct')) $$, 'PT409', 'cannot_leave', 'a room of two is not left');
select tests.sign_in_as('grace');
select tests.refuses(format('select public.%s', call), 'PT404', 'room_not_found', 'staff do not ' || split_part(call, '(', 1) || ' a room of two that is not theirs')
from unnest(array['join_room(tests.kept(''direct''))', 'add_member(tests.kept(''direct''), tests.id_of(''eve''))', 'remove_member(tests.kept(''direct''), tests.id_of(''sam''))',
  'mute_member(tests.kept(''direct''), tests.id_of(''sam''), ''2099-01-01'')', 'close_room(tests.kept(''direct''))']) call;
select tests.keep('own', (select id::text from public.open_direct_room(tests.id_of('eve'))));
select is(pg_temp.inside('own'), 'eve customer, grace staff', 'staff write to anybody');
select tests.refuses(format('select public.%s', call), 'PT409', 'not_for_this_room', 'but do not ' || split_part(call, '(', 1) || ' in their own room of two')
from unnest(array['add_member(tests.kept(''own''), tests.id_of(''bob''))', 'remove_member(tests.kept(''own''), tests.id_of(''eve''))',
  'mute_member(tests.kept(''own''), tests.id_of(''eve''), now() + interval ''1 day'')', 'close_room(tests.kept(''own''))', 'archive_room(tests.kept(''own''))', 'reopen_room(tests.kept(''own''))']) call;
select tests.admin();
select tests.refuses($$ insert into public.room_members (room_id, user_id, role) values (tests.kept('direct'), tests.id_of('eve'), 'customer') $$, 'PT409', 'not_for_this_room', 'an admin cannot put a third into it by hand either');

-- blocks
select tests.sign_in_as('ada');
select tests.refuses($$ select public.block_person(tests.id_of('eve')) $$, 'PT404', 'person_not_found', 'ada blocks nobody she does not know');
select tests.refuses($$ select public.block_person(tests.id_of('ada')) $$, 'PT404', 'person_not_found', 'nor herself');
select public.block_person(tests.id_of('sam')), public.block_person(tests.id_of('sam'));
select results_eq('select user_id, name from public.my_blocks()', $$ values (tests.id_of('sam'), 'Sam') $$, 'ada sees whom she blocked, once');
select is((select epoch from public.rooms where id = tests.kept('direct')), 2, 'and their room has a new topic');
select is(private.can_write_topic(format('room:%s:2:live', tests.kept('direct'))), false, 'where ada does not type');
select is(private.can_read_topic(format('room:%s:2', tests.kept('direct'))), true, 'though she reads what there is');
select tests.refuses($$ select public.send_message(tests.kept('direct'), gen_random_uuid(), 'x') $$, 'PT403', 'blocked', 'nor writes there');
select lives_ok($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'x') $$, 'though she does in the room of the order');
select tests.denied($$ insert into public.user_blocks (blocker_id, blocked_id) values (tests.id_of('sam'), tests.id_of('ada')) $$, 'nobody blocks in the name of another');
select tests.sign_in_as('sam');
select is(private.can_write_topic(format('room:%s:2:live', tests.kept('direct'))), false, 'nor does sam');
select tests.refuses($$ select public.send_message(tests.kept('direct'), gen_random_uuid(), 'x') $$, 'PT403', 'blocked', 'nor does he write');
select is(private.can_write_topic(format('room:%s:1:live', tests.kept('room'))), true, 'who still types in the room of the order');
select is_empty('select from public.user_blocks', 'who is blocked does not read it');
select is_empty('select from public.my_blocks()', 'nor lists it');
select tests.admin();
select is_empty($$ select from realtime.messages where event = 'blocks_changed' and topic <> 'user:' || tests.id_of('ada') $$, 'nor hears of it');
select is((select count(*)::int from realtime.messages where event = 'blocks_changed'), 1, 'as ada''s own tabs do, once');
delete from public.rooms where id = tests.kept('direct');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.open_direct_room(tests.id_of('ada')) $$, 'PT403', 'blocked', 'who is blocked opens no room');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.open_direct_room(tests.id_of('sam')) $$, 'PT403', 'blocked', 'nor does who blocked');
select public.unblock_person(tests.id_of('sam')), public.unblock_person(tests.id_of('sam'));
select is_empty('select from public.my_blocks()', 'a block is taken back');
select lives_ok($$ select public.open_direct_room(tests.id_of('sam')) $$, 'and they may talk again');
select tests.nobody();
select tests.denied($$ select public.block_person(tests.id_of('sam')) $$, 'nobody blocks');
select tests.denied($$ select public.unblock_person(tests.id_of('sam')) $$, 'nobody unblocks');
select tests.denied('select from public.my_blocks()', 'nobody lists blocks');
select tests.denied('select from public.user_blocks', 'nobody reads them');

-- staff
select tests.sign_in_as('grace');
select tests.refuses($$ select public.open_staff_room(' ') $$, 'PT422', 'invalid_title', 'a staff room has a title');
select tests.refuses($$ select public.open_staff_room(repeat('x', 121)) $$, 'PT422', 'invalid_title', 'that has an end');
select tests.refuses($$ select public.open_staff_room('x', array[tests.id_of('ada')]) $$, 'PT422', 'invalid_members', 'and no customer in it');
select tests.refuses($$ select public.open_staff_room('x', array[gen_random_uuid()]) $$, 'PT422', 'invalid_members', 'nor somebody who is not there');
select tests.keep('shift', (select id::text from public.open_staff_room('Night shift', array[tests.id_of('hans'), tests.id_of('hans')], md5('shift')::uuid)));
select is((select id from public.open_staff_room('Night shift', '{}', md5('shift')::uuid)), tests.kept('shift'), 'a retry gives the same room');
select is(pg_temp.inside('shift'), 'grace staff, hans staff', 'it has its people in it');
select tests.refuses($$ select public.add_member(tests.kept('shift'), tests.id_of('ada')) $$, 'PT422', 'invalid_members', 'and takes no customer later');

-- guest
select tests.refuses($$ select public.open_guest_room(tests.id_of('sam')) $$, 'PT422', 'invalid_members', 'a partner is no guest');
select tests.refuses($$ select public.open_guest_room(tests.id_of('bob'), 'x', array[tests.id_of('ada')]) $$, 'PT422', 'invalid_members', 'and a guest''s room has no second one');
select tests.keep('guest', (select id::text from public.open_guest_room(tests.id_of('bob'), 'Room 12', array[tests.id_of('hans')])));
select is(pg_temp.inside('guest'), 'bob customer, grace staff, hans staff', 'a guest and who looks after them');

-- states
select public.close_room(tests.kept('guest')), public.close_room(tests.kept('guest'));
select results_eq($$ select status::text, closed_at is not null, epoch, pg_temp.said('guest') from public.rooms where id = tests.kept('guest') $$, $$ values ('closed', true, 2, 'room_closed by Grace') $$, 'staff close a room once, and say so');
select tests.sign_in_as('bob');
select isnt_empty($$ select from public.messages where room_id = tests.kept('guest') $$, 'the guest still reads it');
select tests.refuses($$ select public.send_message(tests.kept('guest'), gen_random_uuid(), 'hello?') $$, 'PT409', 'room_closed', 'and cannot write');
select tests.sign_in_as('hans');
select tests.refuses($$ select public.add_member(tests.kept('guest'), tests.id_of('ada')) $$, 'PT409', 'room_closed', 'nobody is added to a closed room');
select public.archive_room(tests.kept('guest'));
select tests.refuses($$ select public.close_room(tests.kept('guest')) $$, 'PT409', 'not_allowed_now', 'what is archived is not merely closed');
select is((select status::text from public.open_guest_room(tests.id_of('bob'))), 'open', 'a guest who comes back has their room again');
select is(pg_temp.said('guest'), 'room_reopened by Hans', 'which is said');
select public.advance_order(tests.kept('order'), 'cancelled');
select public.reopen_room(tests.kept('room')), public.join_room(tests.kept('room'));
select results_eq($$ select status::text, closed_at from public.rooms where id = tests.kept('room') $$, $$ values ('open', null::timestamptz) $$, 'staff open the room of an order that is over');
select tests.sign_in_as('sam');
select lives_ok($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'You left a bag') $$, 'and its parties write again');

-- silence of one's own
select tests.refuses($$ select public.set_room_notify(tests.kept('guest'), 'none') $$, 'PT403', 'not_a_member', 'nobody silences a room they are not in');
select tests.refuses($$ select public.set_room_notify(tests.kept('room'), null) $$, 'PT422', 'invalid_preference', 'nor without saying how');
select public.set_room_notify(tests.kept('room'), 'mentions', '2099-01-01');
select tests.admin();
select results_eq($$ select notify::text, quiet_until from public.room_members where room_id = tests.kept('room') and user_id in (tests.id_of('sam'), tests.id_of('ada')) order by 1 $$,
  $$ values ('all', null::timestamptz), ('mentions', '2099-01-01') $$, 'sam silences it for himself alone');
select tests.nobody();
select tests.denied($$ select public.set_room_notify(tests.kept('room'), 'none') $$, 'nobody silences');

select * from finish();
rollback;
