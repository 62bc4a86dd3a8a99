-- Who lets whom in and out of which room, as each kind of person, and that whoever is out is out at once.
begin;
\ir helpers.psql
select plan(91);
select tests.person('ada'), tests.person('bob'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'),
  tests.person('grace', 'staff'), tests.person('hans', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.epoch(room text default 'room') returns int language sql as $$ select r.epoch from public.rooms r where r.id = tests.kept(room) $$;
create function pg_temp.said(room text default 'room') returns text language sql as $$
  select concat_ws(' ', m.meta ->> 'event', m.meta ->> 'name', 'by ' || (m.meta ->> 'by_name')) from public.messages m where m.room_id = tests.kept(room) order by m.seq desc limit 1 $$;
create function pg_temp.inside(room text default 'room') returns text language sql as $$
  select string_agg(lower(p.name), ' ' order by p.name) from public.room_members rm join public.profiles p on p.id = rm.user_id
  where rm.room_id = tests.kept(room) and rm.left_at is null $$;
create function pg_temp.heard(who text, only_event text) returns jsonb language sql as $$
  select payload - 'id' from realtime.messages where topic = 'user:' || tests.id_of(who) and event = only_event order by inserted_at desc limit 1 $$;
create function pg_temp.is_let(who text, call text, topic text) returns boolean language plpgsql as $$
declare
  may boolean;
begin
  perform tests.sign_in_as(who);
  execute format('select private.%I($1)', call) into may using topic;
  perform tests.admin();
  return may;
end $$;
grant execute on all functions in schema pg_temp to authenticated;

-- every call of staff, as everybody else
create temporary table staff_calls (call text);
insert into staff_calls select replace(unnest, '{room}', quote_literal(tests.kept('room'))) from unnest(array[
  'public.join_room({room})', 'public.add_member({room}, tests.id_of(''eve''))', 'public.remove_member({room}, tests.id_of(''sam''))',
  'public.mute_member({room}, tests.id_of(''sam''), now() + interval ''1 hour'')', 'public.close_room({room})', 'public.archive_room({room})', 'public.reopen_room({room})',
  'public.open_staff_room(''x'')', 'public.open_guest_room(tests.id_of(''bob''))']) unnest;
grant select on staff_calls to authenticated, anon;
select tests.sign_in_as('ada');
select tests.refuses('select ' || call, 'PT403', 'not_staff', 'a customer in the room is refused ' || call) from staff_calls;
select tests.sign_in_as('sam');
select tests.refuses('select ' || call, 'PT403', 'not_staff', 'a partner in the room is refused ' || split_part(call, '(', 1)) from staff_calls;
select tests.sign_in_as('eve');
select tests.refuses('select ' || call, 'PT403', 'not_staff', 'a stranger is refused ' || split_part(call, '(', 1)) from staff_calls;
select tests.nobody();
select tests.denied('select ' || call, 'nobody may call ' || split_part(call, '(', 1)) from staff_calls;
select tests.admin();
select is(pg_temp.inside(), 'ada sam', 'and nothing changed');

-- staff join
select tests.sign_in_as('grace');
select tests.refuses($$ select public.join_room(gen_random_uuid()) $$, 'PT404', 'room_not_found', 'staff join no room that is not there');
select is(public.join_room(order_id => tests.kept('order')), tests.kept('room'), 'staff join by the order'), public.join_room(tests.kept('room'));
select is((select my.role::text from public.room_members my where user_id = tests.id_of('grace')), 'staff', 'staff who joined an order''s room read it, as staff');
select is(pg_temp.said(), 'member_joined Grace by Grace', 'it is said in the room');
select is((select count(*)::int from public.messages where meta ->> 'event' = 'member_joined'), 1, 'once, however often they join');
select is(pg_temp.epoch(), 1, 'and the topic stays as it is');
select tests.admin();
select is(pg_temp.heard('grace', 'room_joined'), jsonb_build_object('room_id', tests.kept('room')), 'their other tabs hear that the room is there');

-- add
select tests.sign_in_as('grace');
select tests.refuses($$ select public.add_member(tests.kept('room'), gen_random_uuid()) $$, 'PT404', 'person_not_found', 'staff add nobody who is not there');
select tests.refuses($$ select public.add_member(tests.kept('room'), tests.id_of('bob'), 'staff') $$, 'PT422', 'invalid_members', 'nor a customer as staff');
select tests.refuses($$ select public.add_member(tests.kept('room'), tests.id_of('hans'), 'customer') $$, 'PT422', 'invalid_members', 'nor staff as a customer');
select public.add_member(tests.kept('room'), tests.id_of('pia'), 'pharmacy'), public.add_member(tests.kept('room'), tests.id_of('pia'));
select is((select role::text from public.room_members where user_id = tests.id_of('pia')), 'pharmacy', 'staff let the pharmacy in');
select is(pg_temp.said(), 'member_added Pia by Grace', 'which is said, with who did it');
select tests.sign_in_as('pia');
select isnt_empty('select from public.messages', 'who was added reads from the beginning');

-- mute
select tests.sign_in_as('grace');
select tests.refuses($$ select public.mute_member(tests.kept('room'), tests.id_of('eve'), now() + interval '1 hour') $$, 'PT404', 'person_not_found', 'staff do not mute who is not in the room');
select tests.refuses($$ select public.mute_member(tests.kept('room'), tests.id_of('grace'), now() + interval '1 hour') $$, 'PT409', 'not_for_this_room', 'nor staff');
select tests.refuses($$ select public.mute_member(tests.kept('room'), tests.id_of('pia'), 'infinity') $$, 'PT422', 'invalid_mute', 'nor for ever');
select public.mute_member(tests.kept('room'), tests.id_of('pia'), now() + interval '1 hour');
select is(pg_temp.said(), 'member_muted Pia by Grace', 'that somebody is muted is said');
select is(pg_temp.epoch(), 2, 'and the topic changes, because Realtime would let her go on typing');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'but') $$, 'PT403', 'muted', 'who is muted does not write');
select isnt_empty('select from public.messages', 'but reads');
select tests.admin();
select is(pg_temp.is_let('pia', 'can_write_topic', format('room:%s:2:live', tests.kept('room'))), false, 'and does not type');
select tests.sign_in_as('grace');
select public.remove_member(tests.kept('room'), tests.id_of('pia')), public.add_member(tests.kept('room'), tests.id_of('pia'), 'pharmacy');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'but') $$, 'PT403', 'muted', 'who was let in again is still muted');
select tests.sign_in_as('grace');
select public.mute_member(tests.kept('room'), tests.id_of('pia'), null), public.mute_member(tests.kept('room'), tests.id_of('pia'), now() - interval '1 hour');
select is(pg_temp.said(), 'member_unmuted Pia by Grace', 'taking it back is said once');
select tests.sign_in_as('pia');
select lives_ok($$ select public.send_message(tests.kept('room'), md5('pia')::uuid, 'thanks') $$, 'and she writes again');

-- leave
select tests.refuses($$ select public.leave_room(gen_random_uuid()) $$, 'PT403', 'not_a_member', 'nobody leaves a room they are not in');
select public.leave_room(tests.kept('room'));
select is_empty('select from public.rooms', 'who left reads the room no more');
select tests.refuses($$ select public.leave_room(tests.kept('room')) $$, 'PT403', 'not_a_member', 'nor leaves it twice');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.leave_room(tests.kept('room')) $$, 'PT409', 'cannot_leave', 'a customer does not leave the room of the order');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.leave_room(tests.kept('room')) $$, 'PT409', 'cannot_leave', 'nor does its partner');
select tests.admin();
select is(pg_temp.said(), 'member_left Pia by Pia', 'that somebody left is said');

-- remove
select tests.sign_in_as('grace');
select tests.refuses($$ select public.remove_member(tests.kept('room'), tests.id_of('sam'), repeat('x', 201)) $$, 'PT422', 'invalid_reason', 'a reason has an end');
select public.remove_member(tests.kept('room'), tests.id_of('eve'));
select tests.admin();
select set_config('tests.epoch', pg_temp.epoch()::text, true);
delete from realtime.messages;
select tests.sign_in_as('grace');
select public.remove_member(tests.kept('room'), tests.id_of('sam'), ' Wrong order '), public.remove_member(tests.kept('room'), tests.id_of('sam'), 'again');
select tests.admin();
select is(pg_temp.inside(), 'ada grace', 'who is removed is out');
select is(pg_temp.epoch(), current_setting('tests.epoch')::int + 1, 'and the topic changed once');
select is(pg_temp.heard('sam', 'room_left'), jsonb_build_object('room_id', tests.kept('room'), 'reason', 'removed', 'note', 'Wrong order'), 'the person alone is told the reason');
select is_empty($$ select event from realtime.messages where topic = format('room:%s:%s', tests.kept('room'), current_setting('tests.epoch')) and event <> 'room_updated' $$,
  'on the topic they still listen to nothing more is said than that it moved');
select is(pg_temp.said(), 'member_removed Sam by Grace', 'those who stay are told');
select is_empty($$ select from public.messages where meta ? 'note' or body like '%Wrong%' $$, 'but not the reason');
select is(pg_temp.is_let('sam', 'can_read_topic', format('room:%s:%s', tests.kept('room'), pg_temp.epoch())), false, 'the removed may not join the new topic');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'hey') $$, 'PT403', 'not_a_member', 'nor write');
select results_eq($$ select reason::text, note from public.my_departure(tests.kept('room')) $$, $$ values ('removed', 'Wrong order') $$, 'who comes back later reads why');
select results_eq($$ select reason::text, note from public.my_departure(order_id => tests.kept('order')) $$, $$ values ('removed', 'Wrong order') $$, 'also on the page of the order');
select tests.sign_in_as('eve');
select is_empty($$ select from public.my_departure(tests.kept('room')) $$, 'who never was there is told nothing');
select tests.nobody();
select tests.denied($$ select public.leave_room(tests.kept('room')) $$, 'nobody leaves');
select tests.denied($$ select from public.my_departure(tests.kept('room')) $$, 'nobody asks why');

-- by hand, as an admin does in the dashboard
select tests.admin();
select set_config('tests.epoch', pg_temp.epoch()::text, true);
update public.room_members set left_at = now() where room_id = tests.kept('room') and user_id = tests.id_of('grace');
select is(pg_temp.epoch(), current_setting('tests.epoch')::int + 1, 'a member crossed out by hand stops hearing too');
select is(pg_temp.heard('grace', 'room_left') ->> 'reason', 'removed', 'and is told');
update public.room_members set left_at = null where room_id = tests.kept('room') and user_id = tests.id_of('grace');
delete from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('grace');
select is(pg_temp.epoch(), current_setting('tests.epoch')::int + 2, 'so does one whose row is deleted, as with their account');

-- as many as fit
update public.rooms set member_limit = 2 where id = tests.kept('room');
select tests.sign_in_as('grace');
select public.join_room(tests.kept('room'));
select tests.refuses($$ select public.add_member(tests.kept('room'), tests.id_of('sam')) $$, 'PT409', 'room_full', 'a full room takes nobody');
select public.leave_room(tests.kept('room'));
select lives_ok($$ select public.add_member(tests.kept('room'), tests.id_of('sam')) $$, 'until somebody has left');
select tests.refuses($$ select public.join_room(tests.kept('room')) $$, 'PT409', 'room_full', 'staff do not squeeze in either');

-- rolled back
select tests.admin();
create temporary table before as select (select last_seq from public.rooms where id = tests.kept('room')) as seq, pg_temp.inside() as people, pg_temp.epoch() as epoch;
do $$ begin
  perform tests.sign_in_as('grace'), public.remove_member(tests.kept('room'), tests.id_of('sam'), 'no');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then perform tests.admin();
end $$;
select results_eq($$ select last_seq, pg_temp.inside(), epoch from public.rooms where id = tests.kept('room') $$, 'select * from before', 'what is rolled back leaves no message, no change and no new topic');

-- who is staff no longer
update public.rooms set member_limit = 10 where id = tests.kept('room');
select tests.sign_in_as('hans');
select public.join_room(tests.kept('room'));
select tests.sign_in_as('grace');
select tests.keep('staff room', (select id::text from public.open_staff_room('Night shift', array[tests.id_of('hans')])));
select tests.admin();
update public.profiles set role = 'customer' where id = tests.id_of('hans');
select is(pg_temp.inside(), 'ada sam', 'who is staff no longer is out of the rooms they had joined');
select is(pg_temp.inside('staff_room'), 'grace', 'and of those of staff');
select is(pg_temp.said('staff_room'), 'member_removed Hans', 'which is said');

select * from finish();
rollback;
