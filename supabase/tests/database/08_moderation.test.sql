-- Moderation: reports and what becomes of them, suspensions, the log that forgets nothing; canned replies; ratings.
begin;
\ir helpers.psql
select plan(69);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function tests.mute() returns timestamptz language sql security definer as $$ select muted_until from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('sam') $$;
grant execute on function tests.mute() to authenticated;
select tests.sign_in_as('sam');
select tests.keep('rude', (select id::text from public.send_message(tests.kept('room'), md5('rude')::uuid, 'You are a fool')));

-- reporting
select tests.sign_in_as('eve');
select tests.refuses($$ select public.report_message(tests.kept('rude'), 'abuse') $$, 'PT403', 'not_a_member', 'a stranger reports nothing of a room');
select tests.refuses($$ select public.report_message(gen_random_uuid(), 'abuse') $$, 'PT403', 'not_a_member', 'nor what is not there, with the same answer');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.report_message(tests.kept('rude'), 'abuse') $$, 'PT422', 'invalid_report', 'nobody reports themselves');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.report_message((select id from public.messages where sender_id is null limit 1), 'spam') $$, 'PT422', 'invalid_report', 'nor what the system says');
select tests.refuses($$ select public.report_message(tests.kept('rude'), 'abuse', repeat('x', 501)) $$, 'PT422', 'invalid_report', 'at no greater length than 500 characters');
select lives_ok($$ select public.report_message(tests.kept('rude'), 'abuse', 'He insults me') $$, 'a customer reports a message');
select lives_ok($$ select public.report_message(tests.kept('rude'), 'spam') $$, 'twice does nothing');
select tests.refuses('select from public.report_queue()', 'PT403', 'not_staff', 'and does not see the reports');
select tests.refuses($$ select public.settle_report(gen_random_uuid(), 'dismissed') $$, 'PT403', 'not_staff', 'nor settles them');
select tests.denied('select from private.message_reports', 'nor reads their table');
select tests.denied('select from private.moderation_log', 'nor the log');
select tests.denied('select from private.chat_suspensions', 'nor who is suspended');
select tests.sign_in_as('grace');
select results_eq($$ select reason::text, comment, body, sender_name, reporter_name, room_title, reports_of_sender, is_deleted from public.report_queue() $$,
  $$ select 'abuse', 'He insults me', 'You are a fool', 'Sam', 'Ada', 'Order ' || number, 1, false from public.orders where id = tests.kept('order') $$, 'staff see what was said, by whom and to whom');
select is((public.support_counts() ->> 'reports')::int, 1, 'and how many wait');
select tests.keep('report', (select id::text from public.report_queue()));

-- settling
select tests.refuses($$ select public.settle_report(gen_random_uuid(), 'dismissed') $$, 'PT404', 'report_not_found', 'what is no report is not settled');
select tests.refuses($$ select public.settle_report(tests.kept('report'), null) $$, 'PT422', 'invalid_report', 'nor without an outcome');
select tests.refuses($$ select public.settle_report(tests.kept('report'), 'muted') $$, 'PT422', 'invalid_time', 'a mute has an end');
select lives_ok($$ select public.settle_report(tests.kept('report'), 'muted', 'First warning', now() + interval '1 day') $$, 'staff delete the message and mute its author in one step');
select tests.refuses($$ select public.settle_report(tests.kept('report'), 'dismissed') $$, 'PT409', 'report_settled', 'a second moderator learns that it is done');
select results_eq($$ select outcome::text, note, settled_by_name, is_deleted, body from public.report_queue(true) $$, $$ values ('muted', 'First warning', 'Grace', true, 'You are a fool') $$, 'the words stay with the report, as evidence');
select tests.admin();
select results_eq($$ select body, deleted_by, rev = (select last_rev from public.rooms where id = tests.kept('room')) from public.messages where id = tests.kept('rude') $$,
  $$ values (null::text, tests.id_of('grace'), true) $$, 'and leave the room, for those who were away too');
select is(tests.mute(), now() + interval '1 day', 'the author is muted');
select bag_eq($$ select moderator, action, person from private.moderation $$, $$ values ('Grace', 'muted', 'Sam'), ('Grace', 'message_deleted', 'Sam'), ('Grace', 'report_settled', 'Sam') $$, 'and all of it is written down');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.send_message(tests.kept('room'), gen_random_uuid(), 'x') $$, 'PT403', 'muted', 'who is muted cannot write');

-- suspending
select tests.sign_in_as('sam');
select tests.refuses($$ select public.suspend_person(tests.id_of('ada'), now() + interval '1 day', 'x') $$, 'PT403', 'not_staff', 'people suspend nobody');
select tests.refuses($$ select public.lift_suspension(tests.id_of('sam')) $$, 'PT403', 'not_staff', 'and free nobody');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.suspend_person(tests.id_of('grace'), now() + interval '1 day', 'x') $$, 'PT422', 'invalid_person', 'staff suspend no staff');
select tests.refuses($$ select public.suspend_person(gen_random_uuid(), now() + interval '1 day', 'x') $$, 'PT422', 'invalid_person', 'nor who is not there');
select tests.refuses($$ select public.suspend_person(tests.id_of('sam'), now(), 'x') $$, 'PT422', 'invalid_time', 'a suspension has an end that is to come');
select tests.refuses($$ select public.suspend_person(tests.id_of('sam'), now() + interval '1 day', ' ') $$, 'PT422', 'invalid_reason', 'and a reason');
select lives_ok($$ select public.suspend_person(tests.id_of('sam'), now() + interval '7 days', 'Insults') $$, 'staff suspend a partner from all of chat');
select is(tests.mute(), now() + interval '7 days', 'who is silent in the rooms they are in');
select tests.admin();
select tests.keep('other', tests.order_between('ada', 'sam', 'other')::text);
select is((select muted_until from public.room_members rm join public.rooms r on r.id = rm.room_id where r.order_id = tests.kept('other') and rm.user_id = tests.id_of('sam')),
  now() + interval '7 days', 'and in those they join later');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.open_support('Let me', 'speak', gen_random_uuid()) $$, 'PT403', 'muted', 'nor opens a request');
select tests.admin();
update public.room_members set muted_until = now() + interval '2 days' where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select is(tests.mute(), now() + interval '7 days', 'a shorter mute does not shorten it');
select is((select count(*)::int from private.moderation_log where action = 'suspended'), 1, 'a suspension is one line of the log, not one for each room');
select tests.sign_in_as('grace');
select lives_ok($$ select public.suspend_person(tests.id_of('sam'), now() + interval '3 days', 'Less') $$, 'staff shorten a suspension');
select is(tests.mute(), now() + interval '3 days', 'which counts at once');
select lives_ok($$ select public.lift_suspension(tests.id_of('sam')) $$, 'and lift it');
select is(tests.mute(), now() + interval '2 days', 'the mute of a single room is as staff left it');
select lives_ok($$ select public.lift_suspension(tests.id_of('sam')) $$, 'lifting twice does nothing');
select tests.admin();
select is((select muted_until from public.room_members rm join public.rooms r on r.id = rm.room_id where r.order_id = tests.kept('other') and rm.user_id = tests.id_of('sam')), null, 'and the others are free');
select is((select count(*)::int from private.moderation_log where action = 'suspension_lifted'), 1, 'that it was lifted is written down once');

-- canned replies
select tests.sign_in_as('grace');
select lives_ok($$ select public.save_canned_reply('Where', 'Where is it', 'It is near, {{ customer.name }}: order {{order.number}}.', md5('canned')::uuid) $$, 'staff save a canned reply');
select is((select shortcut from public.canned_replies where id = md5('canned')::uuid), 'where', 'under a word in small letters');
select tests.refuses($$ select public.save_canned_reply('where', 'x', 'y') $$, 'PT409', 'shortcut_used', 'two have no shortcut in common');
select tests.refuses($$ select public.save_canned_reply('a b', 'x', 'y') $$, 'PT422', 'invalid_canned_reply', 'a shortcut is one word');
select tests.refuses($$ select public.save_canned_reply('x', 'x', 'Hi {{customer.email}}') $$, 'PT422', 'invalid_canned_reply', 'what no screen fills in is refused when it is saved');
select tests.refuses($$ select public.save_canned_reply('x', 'x', 'Hi {{customer.name') $$, 'PT422', 'invalid_canned_reply', 'so is what is never closed');
select lives_ok($$ select public.delete_canned_reply(md5('canned')::uuid) $$, 'staff throw one away');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.save_canned_reply('x', 'x', 'y') $$, 'PT403', 'not_staff', 'a customer saves none');
select tests.refuses($$ select public.save_label('x') $$, 'PT403', 'not_staff', 'nor labels');
select tests.refuses($$ select public.restore_label('x', 'bad', array[tests.kept('room')]) $$, 'PT403', 'not_staff', 'nor brings one back');
select tests.refuses($$ select public.delete_label('question') $$, 'PT403', 'not_staff', 'nor throws one away');

-- rating
select tests.refuses($$ select public.rate_room(tests.kept('room'), 5) $$, 'PT409', 'not_to_be_rated', 'what is not over is not rated');
select tests.admin();
update public.orders set status = 'cancelled' where id = tests.kept('order');
select tests.sign_in_as('ada');
select results_eq($$ select * from public.room_rating(tests.kept('room')) $$, $$ values (null::int, null::text, true) $$, 'the customer of an order that is over is asked how it was');
select tests.refuses($$ select public.rate_room(tests.kept('room'), 6) $$, 'PT422', 'invalid_rating', 'six stars are none');
select results_eq($$ select stars, comment, agent_id from public.rate_room(tests.kept('room'), 2, ' Late ') $$, $$ values (2, 'Late', tests.id_of('sam')) $$, 'a customer rates how it was, and whom it is about is kept');
select is((select stars from public.rate_room(tests.kept('room'), 4)), 4, 'and thinks better of it');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.rate_room(tests.kept('room'), 5) $$, 'PT409', 'not_to_be_rated', 'a partner does not rate themselves');
select is_empty('select from public.room_ratings', 'nor reads what was said of them');
select results_eq($$ select * from public.room_rating(tests.kept('room')) $$, $$ values (null::int, null::text, false) $$, 'nor is told of it by the call');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.rate_room(tests.kept('room'), 1) $$, 'PT403', 'not_a_member', 'a stranger rates nothing');
select results_eq($$ select * from public.room_rating(tests.kept('room')) $$, $$ values (null::int, null::text, false) $$, 'and learns nothing');
select tests.sign_in_as('grace');
select results_eq($$ select * from public.room_rating(tests.kept('room')) $$, $$ values (4, null::text, false) $$, 'staff read it and cannot touch it');
select tests.admin();
update public.room_ratings set created_at = now() - interval '25 hours';
select tests.sign_in_as('ada');
select tests.refuses($$ select public.rate_room(tests.kept('room'), 1) $$, 'PT409', 'not_to_be_rated', 'a day later it stays as it is');
select is((select may_rate from public.room_rating(tests.kept('room'))), false, 'and is not asked for again');
select tests.admin();
select results_eq($$ select opened, answered, ratings from private.support_per_day $$, $$ select 1, 1, 1 where false $$, 'days without requests have no line');
select results_eq($$ select kind::text, messages from private.rooms_per_day $$, $$ values ('order', 1) $$, 'what people wrote is counted by day');

select * from finish();
rollback;
