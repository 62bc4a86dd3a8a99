-- What the database says aloud: the right row, on the right topic, without what is not theirs to know.
begin;
\ir helpers.psql
select plan(39);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('pia', 'partner');

-- what was said since the last look, topics with names for ids
create function pg_temp.said(only_event text default null) returns table (topic text, event text, payload jsonb) language plpgsql as $$
begin
  return query with gone as (delete from realtime.messages m where m.private and m.extension = 'broadcast' and m.inserted_at >= now() - interval '1 hour'
      and m.topic !~ '^$' and (only_event is null or m.event = only_event) returning m.*)
  select replace(replace(replace(replace(replace(g.topic, tests.id_of('ada')::text, 'ada'), tests.id_of('sam')::text, 'sam'), tests.id_of('pia')::text, 'pia'),
      coalesce(current_setting('tests.order', true), '-'), 'order'), coalesce(nullif(current_setting('tests.room', true), ''), '-'), 'room'), g.event, g.payload
  from gone g;
end $$;
delete from realtime.messages;

-- an order is placed
select tests.keep('order', tests.order_of('ada')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create temporary table placed as select * from pg_temp.said();
select bag_eq('select topic, event from placed', $$ values ('user:ada', 'order_updated'), ('staff', 'order_updated'), ('partners', 'order_available'),
  ('room:room:1', 'message_created'), ('user:ada', 'room_joined'), ('user:ada', 'room_updated'), ('user:ada', 'notification_created') $$, 'a new order is told to its customer, staff and partners, and in its room');
select is((select payload - 'id' from placed where event = 'order_available'), '{}', 'partners hear only its id');
select is((select payload ->> 'id' from placed where event = 'order_available'), tests.kept('order')::text, 'which is enough to read it');
select bag_eq($$ select k from placed, jsonb_object_keys(payload) k where topic = 'user:ada' and event = 'order_updated' $$, $$ values ('id'), ('number'), ('status'), ('partner_id'), ('updated_at') $$, 'a customer hears the short form');
select is_empty($$ select from placed where payload ?| '{dedupe_key,in_inbox,source_event}' $$, 'no key of ours leaves the house');
select is((select payload ->> 'title' from placed where event = 'notification_created'), (select 'Order ' || number || ' placed' from public.orders where id = tests.kept('order')), 'a notification is told with its words');
select is((select payload -> 'meta' ->> 'status' from placed where event = 'message_created'), 'placed', 'a message with its meta');
select is((select (payload ->> 'seq')::int from placed where event = 'message_created'), 1, 'and number');

-- accepted
select tests.sign_in_as('sam'), public.accept_order(tests.kept('order'));
select tests.admin();
create temporary table accepted as select * from pg_temp.said();
select bag_eq($$ select topic, payload ->> 'status' from accepted where event = 'order_updated' $$, $$ values ('user:ada', 'accepted'), ('user:sam', 'accepted'), ('staff', 'accepted') $$, 'an accepted order is told to both parties and staff');
select results_eq($$ select topic from accepted where event = 'order_taken' $$, $$ values ('partners') $$, 'and to partners as taken');
select is_empty($$ select from accepted where event = 'order_available' $$, 'not as open');
select is_empty($$ select from accepted where event = 'notification_created' and topic <> 'user:ada' $$, 'the notification goes to the customer alone');

-- messages and marks
select tests.sign_in_as('sam');
select tests.keep('message', (select id::text from public.send_message(tests.kept('room'), md5('x')::uuid, 'On my way')));
select tests.admin();
create temporary table sent as select * from pg_temp.said();
select results_eq($$ select topic, payload ->> 'body', payload ->> 'sender_id', payload ->> 'client_id', payload ->> 'id' from sent where event = 'message_created' $$,
  $$ values ('room:room:1', 'On my way', tests.id_of('sam')::text, md5('x')::uuid::text, tests.kept('message')::text) $$, 'a message is told in its room, with its client_id');
select bag_eq($$ select topic, (payload ->> 'last_seq')::int as seq, (payload ->> 'epoch')::int as epoch, payload ->> 'status' as status from sent where event = 'room_updated' $$, $$ values ('user:ada', 3, 1, 'open'), ('user:sam', 3, 1, 'open') $$, 'and each member hears that the room grew');
select results_eq($$ select topic, payload - 'id' from sent where event = 'receipt_updated' $$, $$ values ('room:room:1', jsonb_build_object('user_id', tests.id_of('sam'), 'last_read_seq', 3, 'last_delivered_seq', 3)) $$, 'and that its author has read it');
select is((select count(*)::int from sent), 4, 'and nothing more');
select tests.sign_in_as('sam'), public.send_message(tests.kept('room'), md5('x')::uuid, 'On my way');
select tests.admin();
select is_empty('select * from pg_temp.said()', 'a message sent twice is told once');
select tests.sign_in_as('ada'), public.mark_delivered(tests.kept('room'), 3), public.mark_delivered(tests.kept('room'), 2), public.mark_read(tests.kept('room'), 3);
select tests.admin();
select results_eq($$ select topic, event, (payload ->> 'last_delivered_seq')::int as delivered, (payload ->> 'last_read_seq')::int as read from pg_temp.said() order by 4, 1 $$,
  $$ values ('room:room:1', 'receipt_updated', 3, 0), ('room:room:1', 'receipt_updated', 3, 3), ('user:ada', 'room_read', null, 3) $$,
  'a mark is told when it moves, and only then; reading also to the reader''s other devices');
update public.messages set body = 'Nearly there', edited_at = now() where id = tests.kept('message');
select results_eq($$ select topic, event, payload ->> 'body' from pg_temp.said() where topic like 'room:%' $$, $$ values ('room:room:1', 'message_updated', 'Nearly there') $$, 'an edit is told as one');

-- the inbox
select tests.sign_in_as('ada'), public.mark_notifications_read();
select tests.admin();
select results_eq($$ select topic, event, payload - 'id' from pg_temp.said() $$, $$ values ('user:ada', 'notifications_changed', '{"unread": 0}'::jsonb) $$, 'marking many is told once, with the new count');
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'later', deliver_after => now() + interval '1 hour');
select is_empty('select * from pg_temp.said()', 'what is for later is not told yet');
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'order', 'in_app', false);
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'hidden');
select is_empty('select * from pg_temp.said() where event <> ''settings_changed''', 'nor what the person does not want in the app');
delete from public.preferences where user_id = tests.id_of('ada');

-- positions
select tests.sign_in_as('sam');
select public.start_sharing(tests.kept('order'), 'v1'), public.ingest_locations(tests.kept('order'), jsonb_build_array(
  jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - interval '2 s', 'lat', 51.123456789, 'lng', -0.123456789),
  jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - interval '1 s', 'lat', 51.12345, 'lng', -0.12345)));
select tests.admin();
create temporary table shared as select * from pg_temp.said();
select results_eq($$ select topic, payload ->> 'status' from shared where event = 'sharing_updated' $$, $$ values ('order:order:loc:2', 'sharing') $$, 'sharing is told on the topic of the position');
select results_eq($$ select topic, payload ->> 'lat', payload ->> 'is_coarse' from shared where event = 'position_updated' $$, $$ values ('order:order:loc:2', '51.123450', 'false') $$, 'a batch moves the marker once, to its newest point');
select is((select count(*)::int from shared), 2, 'and nothing else is said');
select tests.sign_in_as('sam'), public.ingest_locations(tests.kept('order'), jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now() - interval '5 s', 'lat', 51.1234, 'lng', -0.1234)));
select tests.admin();
select is_empty('select * from pg_temp.said()', 'a late point is not told');
select tests.sign_in_as('sam'), public.pause_sharing(tests.kept('order'));
select tests.admin();
select results_eq($$ select event, payload ->> 'status' from pg_temp.said() $$, $$ values ('sharing_updated', 'paused') $$, 'a pause is told');

-- another partner
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
create temporary table replaced as select * from pg_temp.said();
select set_eq($$ select topic, (payload ->> 'epoch')::int from replaced where event = 'room_updated' $$, $$ values ('room:room:1', 2), ('user:ada', 2), ('user:pia', 2) $$, 'the new epoch is said on the old topic and to the members');
select results_eq($$ select event, payload - 'id' from replaced where topic = 'user:sam' $$, $$ values ('room_left', jsonb_build_object('room_id', tests.kept('room'), 'reason', 'reassigned', 'note', null)) $$, 'the former partner hears that the room is theirs no more, and nothing else');
select results_eq($$ select topic, payload -> 'meta' ->> 'event' from replaced where event = 'message_created' $$, $$ values ('room:room:2', 'partner_changed') $$, 'what is said of it, is said on the new topic');
select is_empty($$ select from replaced where event in ('order_available', 'order_taken') $$, 'nor do partners');

-- closed
select tests.sign_in_as('pia');
select public.advance_order(tests.kept('order'), 'picked_up'), public.advance_order(tests.kept('order'), 'out_for_delivery');
select tests.admin();
select pg_temp.said();
select tests.sign_in_as('pia'), public.advance_order(tests.kept('order'), 'delivered');
select tests.admin();
create temporary table closed as select * from pg_temp.said();
select results_eq($$ select topic, payload -> 'meta' ->> 'status' from closed where event = 'message_created' $$, $$ values ('room:room:2', 'delivered') $$, 'the last message is said where the members still are');
select results_eq($$ select topic, payload ->> 'status' as status, (payload ->> 'epoch')::int as epoch from closed where topic like 'room:%' and event = 'room_updated' $$, $$ values ('room:room:2', 'closed', 3) $$, 'and so is the closing');
select is_empty($$ select from closed where topic = 'order:order:loc:3' and event = 'position_updated' $$, 'no position is said any more');
select is((select payload ->> 'event_type' from closed where event = 'notification_created'), 'order.delivered', 'the customer is told');

-- nothing of what is rolled back
do $$ begin
  perform tests.order_of('ada', 'undone');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then null;
end $$;
select tests.admin();
select is_empty('select * from pg_temp.said()', 'what is rolled back was never said');

-- what ada sets on one device
select tests.sign_in_as('ada');
select public.set_preference('payment', 'sms', true);
select public.set_quiet_hours(is_enabled => true, starts => '22:00', ends => '07:00');
select tests.admin();
select results_eq('select topic, event, payload - ''id'' from pg_temp.said(''settings_changed'') order by payload ->> ''what''', $$ values
  ('user:ada', 'settings_changed', '{"what": "preferences"}'::jsonb), ('user:ada', 'settings_changed', '{"what": "quiet_hours"}') $$,
  'what ada sets is told to her other devices: which table, not what it says');
select tests.sign_in_as('ada');
select public.set_preference('payment', 'sms', true);
select tests.admin();
select is_empty('select from pg_temp.said(''settings_changed'')', 'ada who says the same again says nothing new');

-- all of it was private
select is_empty($$ select from realtime.messages where not private $$, 'nothing is said in public');

select * from finish();
rollback;
