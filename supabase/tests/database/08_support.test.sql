-- Requests of support: asked, queued, answered, resolved, opened again; their clocks; and who may.
begin;
\ir helpers.psql
select plan(73);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('noor', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
create function tests.ticket() returns public.support_tickets language sql security definer as $$ select t from public.support_tickets t where t.room_id = tests.kept('room') $$;
create function tests.say(who text, what text) returns bigint language plpgsql as $$
declare
  said bigint;
begin
  perform tests.sign_in_as(who);
  select m.seq into said from public.send_message(tests.kept('room'), gen_random_uuid(), what) m;
  return said;
end $$;
grant execute on all functions in schema tests to anon, authenticated, service_role;

-- asking
select tests.sign_in_as('ada');
select tests.keep('room', (select id::text from public.open_support('  A button is missing ', 'It was blue.', md5('first')::uuid, tests.kept('order'))));
select is((select id from public.open_support('A button is missing', 'It was blue.', md5('first')::uuid)), tests.kept('room'), 'a customer who sends a request twice opens one');
select tests.admin();
select results_eq($$ select kind::text, status::text, title, created_by from public.rooms where id = tests.kept('room') $$,
  $$ select 'support', 'open', number || ' · A button is missing', tests.id_of('ada') from public.support_tickets where room_id = tests.kept('room') $$, 'a request is a room whose title holds number and subject');
select matches((tests.ticket()).number, '^S\d{4,}$', 'its number can be said on the phone');
select results_eq($$ select user_id, role::text, last_read_seq from public.room_members where room_id = tests.kept('room') $$,
  $$ values (tests.id_of('ada'), 'customer', 1::bigint) $$, 'with the customer in it, who has read the own words');
select results_eq($$ select seq, body, sender_id from public.messages where room_id = tests.kept('room') $$, $$ values (1::bigint, 'It was blue.', tests.id_of('ada')) $$, 'and what was asked as its first message');
select results_eq($$ select event_type, title, action_url from public.notifications where user_id = tests.id_of('ada') and event_type like 'support%' $$,
  $$ select 'support.opened', 'Request ' || (tests.ticket()).number || ' received', '/help/' || tests.kept('room') $$, 'the customer is told once that it was received');
select is((tests.ticket()).waiting_since, (select created_at from public.messages where room_id = tests.kept('room')), 'the customer waits since the first message');
select is(private.reply_due_at(tests.ticket()), (tests.ticket()).waiting_since + interval '60 minutes', 'and the first answer is due within the setting');
select isnt_empty($$ select from realtime.messages where topic = 'staff' and event = 'ticket_updated' and payload - 'id' = jsonb_build_object('room_id', tests.kept('room')) $$, 'staff hear of it, by id and nothing else');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.open_support(' ', 'x', gen_random_uuid()) $$, 'PT422', 'invalid_request', 'a request needs a subject');
select tests.refuses($$ select public.open_support(repeat('x', 101), 'x', gen_random_uuid()) $$, 'PT422', 'invalid_request', 'of at most 100 characters');
select tests.refuses($$ select public.open_support('x', e' \n', gen_random_uuid()) $$, 'PT422', 'invalid_message', 'and some words');
select tests.refuses($$ select public.open_support('x', repeat('x', 8001), gen_random_uuid()) $$, 'PT422', 'message_too_long', 'not too many');
select tests.refuses($$ select public.open_support('x', 'y', null) $$, 'PT422', 'invalid_request', 'and a client_id');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.open_support('x', 'y', gen_random_uuid(), tests.kept('order')) $$, 'PT404', 'order_not_found', 'a stranger links no order that is not theirs');
select tests.admin();
update private.settings set requests_per_hour = 2;
select tests.sign_in_as('ada');
select isnt((select id from public.open_support('Another', 'thing', md5('second')::uuid)), tests.kept('room'), 'a second request is a room of its own');
select tests.refuses($$ select public.open_support('Third', 'thing', gen_random_uuid()) $$, 'PT429', 'too_many_requests', 'a flood of requests is refused');
select lives_ok($$ select public.open_support('Another', 'thing', md5('second')::uuid) $$, 'but not the retry of one that was taken');
select results_eq($$ select subject, state, order_number is not null from public.my_requests() $$, $$ values ('Another', 'waiting', false), ('A button is missing', 'waiting', true) $$, 'a customer finds their requests, newest first');
select tests.sign_in_as('sam');
select isnt_empty($$ select public.open_support('The door', 'is locked', gen_random_uuid(), tests.kept('order')) $$, 'a partner asks too, about an order they carry out');
select is((select count(*)::int from public.my_requests()), 1, 'and finds only their own');

-- who may look
select tests.sign_in_as('ada');
select is_empty('select from public.support_tickets', 'a customer reads no ticket, not their own either');
select is_empty('select from public.support_labels', 'nor labels');
select is_empty('select from public.support_ticket_labels', 'nor which request carries them');
select is_empty('select from public.canned_replies', 'nor canned replies');
select tests.refuses('select from public.support_queue()', 'PT403', 'not_staff', 'nor the queue');
select tests.refuses('select public.support_counts()', 'PT403', 'not_staff', 'nor its counts');
select is((select count(*)::int from unnest(array['open_ticket', 'assign_ticket', 'resolve_ticket', 'reopen_ticket', 'snooze_ticket', 'notes_room']) f
  where tests.refuses(format('select public.%I(tests.kept(''room''))', f), 'PT403', 'not_staff', f) !~ '^ok'), 0, 'nor does what staff do');
select tests.denied($$ update public.support_tickets set priority = 'urgent' $$, 'nobody writes a ticket around the calls');

-- the queue
select tests.sign_in_as('grace');
select results_eq($$ select subject, requester_name, is_member, unread, last_message ->> 'body' from public.support_queue() where room_id = tests.kept('room') $$,
  $$ values ('A button is missing', 'Ada', false, 0, 'It was blue.') $$, 'staff see a request and its last line without being in the room');
select results_eq($$ select subject from public.support_queue() $$, $$ values ('A button is missing'), ('Another'), ('The door') $$, 'who waits longest stands first');
select results_eq($$ select subject from public.support_queue(before => (select room_id from public.support_queue(page => 1))) $$, $$ values ('Another'), ('The door') $$, 'a page goes on where the last ended');
select is_empty($$ select from public.support_queue('mine') $$, 'nothing is theirs yet');
select is((public.support_counts() ->> 'unassigned')::int, 3, 'all of it is unassigned');
select results_eq($$ select subject from public.support_queue('all', (tests.ticket()).number) $$, $$ values ('A button is missing') $$, 'they find a request by its number');
select results_eq($$ select subject from public.support_queue('all', 'SAM') $$, $$ values ('The door') $$, 'by name');
select is_empty($$ select from public.support_queue('all', '%') $$, 'and what they type is text, not a pattern');
select tests.refuses($$ select public.support_queue('everything') $$, 'PT422', 'invalid_filter', 'a filter that does not exist is refused');
select public.set_priority((select room_id from public.support_queue('all', 'sam')), 'urgent');
select is((select subject from public.support_queue() limit 1), 'The door', 'an urgent request comes first');
select is_empty('select from public.messages where room_id = tests.kept(''room'')', 'looking at the queue lets nobody into the room');

-- opening, answering
select public.open_ticket(tests.kept('room'));
select tests.admin();
select results_eq($$ select role::text, notify::text from public.room_members where room_id = tests.kept('room') and user_id = tests.id_of('grace') $$, $$ values ('support', 'mentions') $$, 'opening a request joins its room, told of mentions only');
select is((select max(seq) from public.messages where room_id = tests.kept('room')), 1::bigint, 'quietly');
select tests.sign_in_as('grace');
select public.assign_ticket(tests.kept('room'), tests.id_of('noor'));
select tests.admin();
select results_eq($$ select user_id, notify::text from public.room_members where room_id = tests.kept('room') and role = 'support' order by 2 $$,
  $$ values (tests.id_of('noor'), 'all'), (tests.id_of('grace'), 'mentions') $$, 'who is assigned joins and is told of everything');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.assign_ticket(tests.kept('room'), tests.id_of('eve')) $$, 'PT422', 'invalid_assignee', 'a customer takes care of nothing');
select tests.say('noor', 'We look for it.');
select is((tests.ticket()).waiting_since, null, 'an answer ends the waiting');
select results_eq($$ select (tests.ticket()).first_reply_by, (tests.ticket()).first_reply_at $$, $$ select tests.id_of('noor'), created_at from public.messages where body = 'We look for it.' $$, 'and is the first');
select tests.say('ada', 'Thank you'), tests.say('ada', 'And the lining?');
select tests.admin();
select is((tests.ticket()).waiting_since, (select created_at from public.messages where body = 'Thank you'), 'the customer waits since the first message that nobody answered');
select is(private.reply_due_at(tests.ticket()), (tests.ticket()).waiting_since + interval '240 minutes', 'and later answers have a setting of their own');
select tests.sign_in_as('noor');
select is((select unread from public.support_queue() where room_id = tests.kept('room')), 2, 'staff in the room see how much is unread');

-- snooze, resolve, open again
select public.snooze_ticket(tests.kept('room'), now() + interval '1 day');
select is_empty($$ select from public.support_queue() where room_id = tests.kept('room') $$, 'a snoozed request leaves the queue');
select isnt_empty($$ select from public.support_queue('snoozed') where room_id = tests.kept('room') $$, 'and stands among the snoozed');
select tests.say('ada', 'Hello?');
select is((tests.ticket()).snoozed_until, null, 'the customer''s message brings it back');
select tests.sign_in_as('noor');
select tests.refuses($$ select public.snooze_ticket(tests.kept('room'), now() - interval '1 s') $$, 'PT422', 'invalid_time', 'the past is no time to snooze until');
select public.resolve_ticket(tests.kept('room')), public.resolve_ticket(tests.kept('room'));
select results_eq($$ select (tests.ticket()).is_open, (tests.ticket()).waiting_since, (tests.ticket()).resolved_by $$, $$ values (false, null::timestamptz, tests.id_of('noor')) $$, 'a resolved request waits for nothing');
select tests.admin();
select results_eq($$ select meta ->> 'event' from public.messages where room_id = tests.kept('room') and type = 'system' $$, $$ values ('request_resolved') $$, 'the room says it once');
select is((select count(*)::int from public.notifications where user_id = tests.id_of('ada') and event_type = 'support.resolved'), 1, 'and the customer is told once');
select tests.sign_in_as('ada');
select is((select state from public.my_requests() where room_id = tests.kept('room')), 'resolved', 'who sees it resolved');
select ok((select may_rate from public.my_requests() where room_id = tests.kept('room')), 'and may rate it');
select tests.say('ada', 'It is not over');
select results_eq($$ select (tests.ticket()).is_open, (tests.ticket()).reopened_count $$, $$ values (true, 1) $$, 'the customer''s next message opens it again');
select is((tests.ticket()).waiting_since, (select created_at from public.messages where body = 'It is not over'), 'and they wait from there');
select is((tests.ticket()).first_reply_by, tests.id_of('noor'), 'the first answer stays the first');
select tests.sign_in_as('noor');
select public.resolve_ticket(tests.kept('room')), public.reopen_ticket(tests.kept('room'));
select results_eq($$ select (tests.ticket()).is_open, (tests.ticket()).reopened_count, (tests.ticket()).waiting_since $$, $$ values (true, 2, null::timestamptz) $$, 'staff open it again too, and nobody waits');
select tests.refuses($$ select public.open_ticket(gen_random_uuid()) $$, 'PT404', 'request_not_found', 'what is no request is not opened');
select results_eq($$ select public.set_ticket_labels(tests.kept('room'), '{billing,lost item}') $$, $$ values ('{billing,lost item}'::text[]) $$, 'staff label it');
select tests.refuses($$ select public.set_ticket_labels(tests.kept('room'), '{nonsense}') $$, 'PT404', 'label_not_found', 'with labels that exist');
select public.save_label('Money', 'good', 'billing');
select is((select labels from public.support_queue('all') where room_id = tests.kept('room')), '{"lost item",money}', 'a label renamed is renamed on each request');
select tests.refuses($$ select public.save_label('money', 'good', 'question') $$, 'PT409', 'label_used', 'two labels have no name in common');
select is(public.delete_label('lost item'), array[tests.kept('room')], 'who throws a label away is told which requests had it');
select is((select labels from public.support_queue('all') where room_id = tests.kept('room')), '{money}', 'and they have it no more');
select public.restore_label('lost item', 'bad', array[tests.kept('room'), gen_random_uuid()]);
select is((select labels from public.support_queue('all') where room_id = tests.kept('room')), '{"lost item",money}', 'undone, it is back on each; what is no request is left out');
select is((select tone::text from public.support_labels where name = 'lost item'), 'bad', 'in its colour');
select tests.refuses($$ select public.restore_label(repeat('x', 31), 'bad', '{}') $$, 'PT422', 'invalid_label', 'what was no label does not come back as one');
select is(public.delete_label('nonsense'), '{}', 'and what is not there was on none');

select * from finish();
rollback;
