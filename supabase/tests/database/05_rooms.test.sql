-- Rooms follow their orders, and membership decides who reads them.
begin;
\ir helpers.psql
select plan(33);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_of('ada')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));

select results_eq($$ select kind::text, status::text, title, epoch from public.rooms where order_id = tests.kept('order') $$,
  $$ select 'order', 'open', 'Order ' || number, 1 from public.orders where id = tests.kept('order') $$, 'an order brings its room');
select results_eq($$ select user_id, role::text from public.room_members where room_id = tests.kept('room') $$,
  $$ values (tests.id_of('ada'), 'customer') $$, 'with its customer in it');

-- before the partner
select tests.sign_in_as('sam');
select is_empty($$ select from public.rooms $$, 'a partner who may read the open order does not read its room');
select is_empty($$ select from public.messages $$, 'nor its messages');
select is_empty($$ select from public.room_list() $$, 'nor lists it');
select public.accept_order(tests.kept('order'));
select isnt_empty($$ select from public.rooms where id = tests.kept('room') $$, 'a partner who accepted reads the room');
select bag_eq($$ select user_id, role::text from public.room_members $$,
  $$ values (tests.id_of('ada'), 'customer'), (tests.id_of('sam'), 'partner') $$, 'and sees who is in it');
select is((select epoch from public.rooms where id = tests.kept('room')), 1, 'joining leaves the topic as it is');
select is((select max(seq) from public.messages where meta ->> 'status' = 'accepted'), 2::bigint, 'and hears the message of their own accepting');

-- rights of members
select tests.denied($$ insert into public.rooms (kind) values ('direct') $$, 'a member cannot make a room');
select tests.denied($$ update public.rooms set title = 'x' $$, 'a member cannot change a room');
select tests.denied($$ delete from public.rooms $$, 'a member cannot delete a room');
select tests.denied($$ insert into public.room_members (room_id, user_id, role) values (tests.kept('room'), tests.id_of('eve'), 'customer') $$, 'a member cannot let somebody in');
select tests.denied($$ update public.room_members set role = 'admin' $$, 'a member cannot raise their own role');
select tests.denied($$ delete from public.room_members $$, 'a member cannot throw anybody out');

-- strangers, staff, nobody
select tests.sign_in_as('eve');
select is_empty('select from public.rooms', 'a stranger reads no room');
select is_empty('select from public.room_members', 'a stranger does not see who is in a room');
select is_empty('select from public.room_list()', 'a stranger lists no room');
select tests.sign_in_as('grace');
select is_empty('select from public.rooms', 'staff read no room they are not in');
select tests.nobody();
select tests.denied('select from public.rooms', 'nobody reads rooms');
select tests.denied('select from public.room_members', 'nobody sees members');
select tests.denied('select from public.room_list()', 'nobody lists rooms');

-- another partner
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select results_eq($$ select user_id, left_at is not null from public.room_members where room_id = tests.kept('room') and role = 'partner' order by 2 $$,
  $$ values (tests.id_of('pia'), false), (tests.id_of('sam'), true) $$, 'a new partner takes the place of the former');
select is((select epoch from public.rooms where id = tests.kept('room')), 2, 'and the topic changes, so the former hears nothing more');
select tests.sign_in_as('sam');
select is_empty('select from public.rooms', 'a former partner reads no room');
select is_empty('select from public.messages', 'a former partner reads no message');
select is_empty('select from public.room_list()', 'a former partner lists no room');
select tests.sign_in_as('ada');
select is((select jsonb_path_query_array(members::jsonb, '$[*].name')::text from public.room_list()), '["Ada", "Pia"]', 'a customer lists the room with those who are in it now');
select tests.admin();
update public.orders set partner_id = tests.id_of('sam') where id = tests.kept('order');
select tests.sign_in_as('sam');
select isnt_empty('select from public.rooms', 'a partner who comes back reads the room again');

-- the end
select tests.admin();
update public.orders set status = 'cancelled' where id = tests.kept('order');
select results_eq($$ select status::text, closed_at, epoch from public.rooms where id = tests.kept('room') $$,
  $$ values ('closed', now(), 4) $$, 'a room closes with its order, and its topic changes');
select results_eq($$ select meta ->> 'status' from public.messages where room_id = tests.kept('room') order by seq desc limit 1 $$,
  $$ values ('cancelled') $$, 'after the last message was said');
select tests.sign_in_as('ada');
select isnt_empty('select from public.messages', 'a closed room stays readable for its members');
select results_eq($$ select status::text, order_id from public.room_list() $$, $$ values ('closed', tests.kept('order')) $$, 'and stays in their list');

select * from finish();
rollback;
