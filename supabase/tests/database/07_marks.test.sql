-- How far each member has come: marks only grow, stay within the room, and make the unread count.
begin;
\ir helpers.psql
select plan(48);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));

create function pg_temp.marks(who text) returns text language sql security definer as $$
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

-- private reading
create function pg_temp.shown(who text, by text) returns text language plpgsql as $$
declare
  seen text;
begin
  perform tests.sign_in_as(by);
  select (m ->> 'last_delivered_seq') || '/' || (m ->> 'last_read_seq') into seen from public.room_list() l, jsonb_array_elements(l.members::jsonb) m
  where l.room_id = tests.kept('room') and m ->> 'user_id' = tests.id_of(who)::text;
  perform tests.admin();
  return seen;
end $$;
create function pg_temp.said() returns table (topic text, event text, payload jsonb) language plpgsql as $$
begin
  return query select replace(replace(m.topic, tests.id_of('ada')::text, 'ada'), tests.kept('room')::text, 'room'), m.event, m.payload - 'id' from realtime.messages m order by m.id;
  delete from realtime.messages;
end $$;
select tests.admin();
update public.room_members set left_at = null where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select is(pg_temp.shown('ada', 'sam'), '8/8', 'a partner sees how far a customer has read');
select tests.sign_in_as('sam');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'ninth');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'tenth');
select tests.sign_in_as('ada');
select is((select is_reading_private from public.set_chat_settings(is_reading_private => true)), true, 'a customer reads privately from now on');
select is((select is_reading_private from public.set_chat_settings(is_last_seen_private => false)), true, 'what is left out stays');
select public.mark_delivered(tests.kept('room'), 10);
select tests.admin();
delete from realtime.messages;
select tests.sign_in_as('ada');
select public.mark_read(tests.kept('room'), 10);
select tests.admin();
create temporary table heard as select * from pg_temp.said();
select bag_eq('select topic, event, payload from heard', $$ values ('user:ada', 'room_read', jsonb_build_object('room_id', tests.kept('room'), 'last_read_seq', 10)) $$,
  'her own devices hear of it, the room hears nothing');
select is(pg_temp.marks('ada'), '10/10', 'her own mark is true');
select is(pg_temp.shown('ada', 'ada'), '10/10', 'and she is shown it');
select is(pg_temp.shown('ada', 'sam'), '10/8', 'others see that it was delivered and not that it was read');
select tests.sign_in_as('sam');
select is((select shown_read_seq from public.room_members where user_id = tests.id_of('ada')), 8::bigint, 'nor do they find it in the table');
select tests.denied($$ select last_read_seq from public.room_members $$, 'the true mark of others is not theirs to read');
select tests.denied($$ select notify, quiet_until from public.room_members $$, 'nor what others silenced');
select is_empty($$ select from public.chat_settings $$, 'nor whether somebody reads privately');
select tests.denied($$ insert into public.chat_settings (user_id, is_reading_private) values (tests.id_of('sam'), true) $$, 'settings are changed by their call');
select tests.sign_in_as('ada');
select is((select unread from public.room_list()), 0, 'what was read privately is read');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'eleventh');
select tests.admin();
select is((select count(*)::int from pg_temp.said() where event = 'receipt_updated' and payload ->> 'last_read_seq' <> '8'), 0, 'an answer says nothing of the mark either');
select is(pg_temp.shown('ada', 'sam'), '11/8', 'who answers privately has still not shown to have read');
select tests.sign_in_as('ada');
select is((select is_reading_private from public.set_chat_settings(is_reading_private => false)), false, 'a customer shows again what they read');
select is((select shown_read_seq from public.room_members where user_id = tests.id_of('ada')), 8::bigint, 'which tells nothing of what was read before');
select tests.sign_in_as('sam');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'twelfth');
select tests.sign_in_as('ada');
select public.mark_read(tests.kept('room'), 12);
select tests.admin();
select is(pg_temp.shown('ada', 'sam'), '12/12', 'until they read on');
select is((select count(*)::int from pg_temp.said() where topic like 'room:%' and event = 'receipt_updated' and payload ->> 'last_read_seq' = '12'), 2, 'and then the room hears of it');
update public.room_members set last_read_seq = 2 where user_id = tests.id_of('ada');
select is(pg_temp.shown('ada', 'sam'), '12/2', 'a mark that an admin sets back is shown where it stands');
select tests.refuses($$ update public.room_members set shown_read_seq = last_read_seq + 1 where user_id = tests.id_of('ada') $$, '23514', null, 'nothing is shown as read that is not');

select * from finish();
rollback;
