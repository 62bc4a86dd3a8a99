-- Who is away is told of what was said, once per burst and room; who looks, reads, silenced it or chose otherwise is not.
begin;
\ir helpers.psql
-- the job of this stack stays out until the file is over
select pg_advisory_xact_lock(hashtext('private.tell_those_away'));
delete from private.untold_messages;
delete from private.deliveries;
select plan(81);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
-- of which a push may show the words
update public.orders set kind = 'laundry' where id = tests.kept('order');
insert into public.push_subscriptions (id, user_id, device_id, endpoint, p256dh, auth)
  values (md5('device')::uuid, tests.id_of('ada'), gen_random_uuid(), 'https://push.example/ada', 'key', 'secret');
-- eve is in the room as well
insert into public.room_members (room_id, user_id, role) values (tests.kept('room'), tests.id_of('eve'), 'support');

create function pg_temp.says(who text, words text, mentioned text[] default '{}') returns void language plpgsql as $$
declare
  said public.messages;
begin
  perform tests.sign_in_as(who);
  said := public.send_message(tests.kept('room'), gen_random_uuid(), words);
  perform tests.admin();
  update public.messages set mentions = array(select tests.id_of(n) from unnest(mentioned) n) where id = said.id;
end $$;
-- everything waited for is over: the seconds before a message is told, the pause after a push, the heartbeat where asked
create function pg_temp.later(is_burst_over boolean default true) returns void language sql as $$
  update private.untold_messages set said_at = now() - interval '50 seconds', due_at = '-infinity';
  update private.told_marks set told_at = now() - interval '1 hour' where is_burst_over;
$$;
create function pg_temp.tick(is_burst_over boolean default true) returns int language plpgsql as $$
begin
  perform pg_temp.later(is_burst_over);
  return private.tell_those_away();
end $$;
-- the unread rows about the room, and what was pushed
create function pg_temp.told(who text default 'ada') returns table (event text, title text, body text) language sql as $$
  select n.event_type, n.title, n.body from public.notifications n
  where n.user_id = tests.id_of(who) and n.subject_id = tests.kept('room') and n.read_at is null and n.deleted_at is null order by n.created_at, n.event_type
$$;
create function pg_temp.pushed() returns setof text language sql as $$ select c.rendered ->> 'body' from public.claim_deliveries('web_push', 'test', 50) c $$;
create function pg_temp.reads(who text, seq bigint default 1000) returns void language plpgsql as $$
begin
  perform tests.sign_in_as(who);
  perform public.mark_read(tests.kept('room'), seq);
  perform tests.admin();
end $$;
select pg_temp.reads('eve');
update public.room_members set notify = 'none' where user_id = tests.id_of('eve');

-- alone
select is(pg_temp.tick(), 0, 'what the system says is told by the order, not by the room');
select pg_temp.says('sam', 'I am at the door');
select is(private.tell_those_away(), 0, 'a message waits to be read first');
select is((select count(*)::int from private.untold_messages), 1, 'and is not forgotten');
select is(pg_temp.tick(), 1, 'a customer who is away is told');
select results_eq('select * from pg_temp.told()', $$ values ('chat.message', 'Sam', 'I am at the door') $$, 'who wrote, and what');
select is((select action_url from public.notifications where subject_id = tests.kept('room')), '/orders/' || tests.kept('order') || '/chat', 'and where to answer');
select results_eq($$ select rendered ->> 'tag', rendered ->> 'badge' from public.claim_deliveries('web_push', 'test', 50) where rendered ->> 'tag' like 'room:%' $$,
  $$ values ('room:' || tests.kept('room'), '3') $$, 'one push, in the place of any before it, with the order''s two news and the message on the icon');
select is_empty('select from private.untold_messages', 'then nothing waits');
select is(pg_temp.tick(false), 0, 'and nobody is told again');
select is_empty($$ select from pg_temp.told('sam') $$, 'who wrote it is not told');
select is_empty($$ select from pg_temp.told('eve') $$, 'nor who wants to hear nothing of the room');

-- a burst
select pg_temp.says('sam', 'second'), pg_temp.says('sam', 'third'), pg_temp.says('sam', 'fourth'), pg_temp.says('sam', 'fifth');
select is(pg_temp.tick(false), 0, 'soon after a push what is said is gathered');
select is((select min(due_at) from private.untold_messages), now() + interval '30 seconds', 'for half a minute');
select is(pg_temp.tick(), 1, 'and told together');
select results_eq('select * from pg_temp.told()', $$ values ('chat.message', 'Sam', e'third\nfourth\nfifth') $$, 'the newest three, in one row instead of the one before');
select is((select data #>> '{message,count}' from public.notifications where subject_id = tests.kept('room') and deleted_at is null), '4', 'which knows how many there were');
select results_eq($$ select pg_temp.pushed() $$, $$ values (e'third\nfourth\nfifth') $$, 'and in one push');

-- reading
select pg_temp.reads('ada', 3);
select is((select count(*)::int from pg_temp.told()), 1, 'who has read a part has still news of the room');
select pg_temp.reads('ada');
select is_empty('select from pg_temp.told()', 'reading the room reads its row in the inbox');
select pg_temp.says('sam', 'read before it is due');
select pg_temp.reads('ada');
select is(pg_temp.tick(), 0, 'what is read before it is due is told to nobody');
select is_empty('select from private.untold_messages', 'and waits no more');
select pg_temp.says('sam', 'read before it is sent'), pg_temp.tick(), pg_temp.reads('ada');
select is_empty('select pg_temp.pushed()', 'a push that waits when the room is read never leaves');
select is((select last_code from private.deliveries d join public.notifications n on n.id = d.notification_id where n.body = 'read before it is sent' and d.channel = 'web_push'), 'read_already', 'and says why');
select pg_temp.says('sam', 'answered'), pg_temp.tick(), pg_temp.says('ada', 'my answer');
update public.room_members set notify = 'none' where user_id = tests.id_of('sam');
select is(pg_temp.tick(), 0, 'who answers');
select is_empty('select from pg_temp.told()', 'has read what was said before, in the inbox too');
update public.room_members set notify = 'all' where user_id = tests.id_of('sam');
select pg_temp.reads('sam');

-- looking
select tests.sign_in_as('ada');
select public.look_at_room(tests.kept('room'), md5('laptop')::uuid), public.look_at_room(tests.kept('room'), md5('phone')::uuid);
select tests.admin();
select pg_temp.says('sam', 'you look');
select is(pg_temp.tick(), 0, 'who looks at the room is not told');
select is((select due_at from private.untold_messages), now() + interval '25 seconds', 'unless they stop looking without having read');
select tests.sign_in_as('ada');
select public.look_at_room(tests.kept('room'), md5('laptop')::uuid, false);
select tests.admin();
select is(pg_temp.tick(), 0, 'a phone that still looks is enough');
update private.lookers set seen_at = now() - interval '26 seconds';
select is(pg_temp.tick(), 1, 'a phone that fell silent looks no more');
select pg_temp.reads('ada');

-- silence
update public.room_members set notify = 'mentions' where user_id = tests.id_of('ada');
select pg_temp.says('sam', 'muted');
select is(pg_temp.tick(), 0, 'a room that tells only of mentions tells nothing else');
select pg_temp.says('sam', '@Ada blue door?', '{ada}');
select is(pg_temp.tick(false), 1, 'but of a mention, at once');
select results_eq('select * from pg_temp.told()', $$ values ('chat.mention', 'Sam mentioned you', '@Ada blue door?') $$, 'as such');
select pg_temp.reads('ada');
select is_empty('select pg_temp.pushed()', 'a mention that is read before it is sent is not sent either');
update public.room_members set notify = 'all', quiet_until = now() + interval '1 hour' where user_id = tests.id_of('ada');
select pg_temp.says('sam', 'silenced');
select is(pg_temp.tick(), 0, 'a room that is silent for an hour tells nothing');
select pg_temp.says('sam', '@Ada now', '{ada}');
select is(pg_temp.tick(), 1, 'but of a mention');
select pg_temp.reads('ada');
update public.room_members set notify = 'none' where user_id = tests.id_of('ada');
select pg_temp.says('sam', '@Ada ?', '{ada}');
select is(pg_temp.tick(), 0, 'who wants nothing of a room is not told of mentions either');
update public.room_members set notify = 'all', quiet_until = now() - interval '1 second' where user_id = tests.id_of('ada');
select pg_temp.reads('ada');
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'chat', 'web_push', false);
select pg_temp.says('sam', 'no push please');
select is(pg_temp.tick(), 1, 'who wants no pushes of chat has it in the inbox');
select is_empty('select pg_temp.pushed()', 'and on no device');
delete from public.preferences where user_id = tests.id_of('ada');
select pg_temp.reads('ada');

-- quiet hours
insert into public.quiet_hours (user_id, starts, ends) select p.id,
  ((now() at time zone p.time_zone) - interval '1 hour')::time, ((now() at time zone p.time_zone) + interval '2 hours')::time from public.profiles p where p.id = tests.id_of('ada');
select pg_temp.says('sam', 'good night');
select is(pg_temp.tick(), 1, 'in quiet hours the inbox is told');
select is_empty('select pg_temp.pushed()', 'and the push waits for their end');
select pg_temp.says('sam', 'and sleep well');
select is(pg_temp.tick(), 1, 'what is said later in the night');
select is((select count(*)::int from private.deliveries d join public.notifications n on n.id = d.notification_id
  where n.subject_id = tests.kept('room') and n.read_at is null and d.channel = 'web_push' and d.state = 'pending'), 1, 'takes the place of what waits: one push in the morning');
select pg_temp.reads('ada');
delete from public.quiet_hours where user_id = tests.id_of('ada');

-- who is not there
select pg_temp.says('sam', 'after she left');
update public.room_members set left_at = now() where user_id = tests.id_of('ada') and room_id = tests.kept('room');
select is(pg_temp.tick(), 0, 'who left is told nothing');
update public.room_members set left_at = null, joined_at = clock_timestamp() where user_id = tests.id_of('ada') and room_id = tests.kept('room');
select pg_temp.says('sam', 'since she is back');
select is(pg_temp.tick(), 1, 'who comes back is told what is said since');
select is((select body from pg_temp.told()), 'since she is back', 'and nothing else');
select pg_temp.reads('ada');

-- withdrawn
select pg_temp.says('sam', 'a slip');
update public.messages set deleted_at = now(), body = null where body = 'a slip';
select is(pg_temp.tick(), 0, 'a message withdrawn before it is told is not told');
select pg_temp.says('sam', 'another slip'), pg_temp.tick();
update public.messages set deleted_at = now(), body = null where body = 'another slip';
select is_empty('select from pg_temp.told()', 'one withdrawn afterwards leaves the inbox');
select is_empty($$ select from public.notifications where body = 'another slip' or data::text like '%another slip%' $$, 'with its words');
select is_empty('select pg_temp.pushed()', 'and what of it still waited to be sent');

-- threads
select pg_temp.says('ada', 'root');
delete from private.untold_messages;
update public.room_members set notify = 'all' where user_id = tests.id_of('eve') and room_id = tests.kept('room');
select tests.keep('root', (select id::text from public.messages where body = 'root'));
select tests.sign_in_as('sam');
select public.send_message(tests.kept('room'), gen_random_uuid(), 'in the thread', thread_root => tests.kept('root'));
select tests.admin();
select is(pg_temp.tick(), 1, 'an answer in a thread is told');
select is((select count(*)::int from pg_temp.told()), 1, 'to who began it');
select is_empty($$ select from pg_temp.told('eve') $$, 'and to nobody who has no part in it');
select pg_temp.reads('ada');
select is((select body from pg_temp.told()), 'in the thread', 'reading the room is not reading the thread');
select pg_temp.says('sam', 'in the room');
update public.room_members set notify = 'none' where user_id = tests.id_of('eve') and room_id = tests.kept('room');
select is(pg_temp.tick(), 1, 'the room tells beside it');
select set_eq($$ select body from pg_temp.told() $$, $$ values ('in the thread'), ('in the room') $$, 'in a row of its own');
select tests.sign_in_as('ada');
select public.mark_thread_read(tests.kept('root'), 1000);
select tests.admin();
select results_eq($$ select body from pg_temp.told() $$, $$ values ('in the room') $$, 'reading the thread reads its row');
select pg_temp.reads('ada');

-- blocked
insert into public.user_blocks (blocker_id, blocked_id) values (tests.id_of('ada'), tests.id_of('sam'));
select pg_temp.says('sam', 'from somebody blocked');
select is(pg_temp.tick(), 0, 'nobody is told of words of whom they blocked');
select pg_temp.says('sam', '@Ada', '{ada}');
select is(pg_temp.tick(), 0, 'nor when these name them');
delete from public.user_blocks;
select pg_temp.reads('ada');

-- a burst of which one is withdrawn
select pg_temp.says('sam', 'one'), pg_temp.says('sam', 'two, a slip'), pg_temp.says('sam', 'three'), pg_temp.tick();
update public.messages set deleted_at = now(), body = null where body = 'two, a slip';
select is_empty('select from pg_temp.told()', 'what was told with a withdrawn message leaves the inbox');
select is(pg_temp.tick(), 1, 'and is told anew');
select results_eq($$ select body from pg_temp.told() $$, $$ values (e'one\nthree') $$, 'without it');
select results_eq($$ select pg_temp.pushed() $$, $$ values (e'one\nthree') $$, 'in one push');
select pg_temp.reads('ada');

-- several people
select pg_temp.says('sam', 'we wait'), pg_temp.says('eve', 'at the gate');
update public.room_members set notify = 'none' where user_id in (tests.id_of('eve'), tests.id_of('sam')) and room_id = tests.kept('room');
select is(pg_temp.tick(), 1, 'two who write are one burst');
select results_eq('select * from pg_temp.told()', $$ values ('chat.message', 'Sam, Eve', e'Sam: we wait\nEve: at the gate') $$, 'with who said what');

-- delivered by the push
update public.room_members set last_delivered_seq = last_read_seq where user_id = tests.id_of('ada');
select tests.keep('delivery', (select d.id::text from private.deliveries d join public.notifications n on n.id = d.notification_id
  where d.channel = 'web_push' and n.title = 'Sam, Eve'));
select is((select public.record_engagement(tests.kept('delivery'), 'shown')), '/orders/' || tests.kept('order') || '/chat', 'a device says that it showed a push');
select is((select r.last_seq - rm.last_delivered_seq from public.room_members rm join public.rooms r on r.id = rm.room_id where rm.room_id = tests.kept('room') and rm.user_id = tests.id_of('ada')), 0::bigint,
  'and by that its messages are delivered');
select ok((select last_read_seq < last_delivered_seq from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('ada')), 'but not read');

-- the badge
select tests.sign_in_as('ada');
select results_eq('select messages, notifications from public.unread_total()', $$ values (2, 2) $$, 'the badge adds messages and what else is unread, and counts nothing twice');
select tests.admin();
update public.room_members set notify = 'mentions' where user_id = tests.id_of('ada');
select tests.sign_in_as('ada');
select results_eq('select messages, notifications from public.unread_total()', $$ values (0, 2) $$, 'a silenced room counts for nothing');
select tests.admin();

-- what cannot be told holds up nobody
update public.room_members set notify = 'all' where room_id = tests.kept('room');
select pg_temp.reads('sam'), pg_temp.reads('ada');
select pg_temp.says('eve', 'both are away');
create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
create trigger refuse before insert on public.notifications for each row when (new.user_id = md5('orderline test person sam')::uuid) execute function pg_temp.refuse();
select is(pg_temp.tick(), 1, 'one who cannot be told holds up nobody');
select is((select count(*)::int from private.untold_messages where due_at = now() + interval '30 seconds'), 1, 'and is tried again in half a minute');
drop trigger refuse on public.notifications;
select is(pg_temp.tick(), 1, 'then they are told');
select is_empty('select from private.untold_messages', 'and all is done');
select tests.sign_in_as('ada');
select tests.denied('select private.tell_those_away()', 'nobody runs the job but the job');

-- the lock screen, which others read too
select tests.admin();
delete from private.deliveries;
update public.orders set kind = 'pharmacy' where id = tests.kept('order');
select pg_temp.says('sam', 'your antibiotics'), pg_temp.tick();
select results_eq($$ select * from pg_temp.told() $$, $$ values ('chat.message', 'Sam', 'your antibiotics') $$, 'of a pharmacy order the inbox, which is behind the login, has the words');
select results_eq($$ select rendered ->> 'title', rendered ->> 'body' from public.claim_deliveries('web_push', 'test', 50) $$, $$ values ('Sam', 'Sent you something') $$, 'and the push says only who wrote');
select pg_temp.reads('ada'), pg_temp.says('sam', '@Ada the antibiotics?', '{ada}'), pg_temp.tick();
select results_eq($$ select rendered ->> 'title', rendered ->> 'body' from public.claim_deliveries('web_push', 'test', 50) $$, $$ values ('Sam mentioned you', 'In a conversation') $$, 'so with a mention');
select pg_temp.reads('ada');
update private.settings set push_shows_text = 'always';
select pg_temp.says('sam', 'your other antibiotics'), pg_temp.tick();
select results_eq($$ select pg_temp.pushed() $$, $$ values ('your other antibiotics') $$, 'unless the business shows all words');
select pg_temp.reads('ada');
update private.settings set push_shows_text = 'never';
update public.orders set kind = 'laundry' where id = tests.kept('order');
select pg_temp.says('sam', 'your shirts'), pg_temp.tick();
select results_eq($$ select pg_temp.pushed() $$, $$ values ('Sent you something') $$, 'or none');
select pg_temp.reads('ada');
select throws_ok($$ update private.settings set push_shows_text = 'sometimes' $$, '23514', null, 'there is no third way');
select is(private.locked_data('{"drug": {"name": "X", "n": 2}, "unlocked_only": ["drug.name", "nothing"]}') -> 'drug', '{"n": 2}'::jsonb, 'any notification may keep a variable from pushes and SMS');

select * from finish();
rollback;
