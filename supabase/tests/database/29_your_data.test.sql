-- A person takes everything about them along, and has it forgotten; others get nothing of it and lose nothing by it.
begin;
\ir helpers.psql
select plan(60);
select tests.person('ada'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
update public.profiles set name = 'Ada Canary' where id = tests.id_of('ada');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('his', tests.order_between('bob', 'sam', 'his')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
select tests.sign_in_as('ada');
select public.send_message(tests.kept('room'), md5('ada says')::uuid, 'The key is under the mat'),
  public.set_preference('order', 'sms', true, 'sms-1'), public.set_quiet_hours(true, '22:00', '07:00'), public.save_draft(tests.kept('room'), 'half a thought');
select tests.sign_in_as('sam');
select public.send_message(tests.kept('room'), md5('sam says')::uuid, 'On my way with the parcel');

-- the copy
select tests.nobody();
select tests.denied('select public.export_my_data()', 'nobody takes a copy of anything');
select tests.denied($$ select public.erase_my_account('ada@test.example') $$, 'nor erases an account');
select tests.sign_in_as('ada');
select tests.keep('copy', public.export_my_data()::text);
create function pg_temp.copy() returns jsonb language sql as $$ select current_setting('tests.copy')::jsonb $$;
select is(pg_temp.copy() #>> '{profile,name}', 'Ada Canary', 'the copy has the profile');
select is(pg_temp.copy() #>> '{account,email}', 'ada@test.example', 'the address of the account');
select is(pg_temp.copy() #>> '{orders,0,dropoff_address}', '2 Low Street', 'the orders with their places');
select is(pg_temp.copy() #>> '{orders,0,history,1,status}', 'accepted', 'and their steps');
select is(pg_temp.copy() #>> '{conversations,0,messages,0,body}', 'The key is under the mat', 'what she said');
select is(pg_temp.copy() #>> '{phones,0,number}', '+447700900901', 'the number in full: it is her own');
select isnt(pg_temp.copy() #>> '{consents,0,wording}', null, 'what she agreed to, in the words that stood beside it');
select is(pg_temp.copy() #>> '{quiet_hours,starts}', '22:00:00', 'the quiet hours');
select is(pg_temp.copy() #>> '{drafts,0,body}', 'half a thought', 'a draft');
select cmp_ok(jsonb_array_length(pg_temp.copy() -> 'notifications'), '>', 0, 'what she was told');
select cmp_ok(jsonb_array_length(pg_temp.copy() -> 'sent_to_you'), '>', 0, 'and by which channel');
select unalike(pg_temp.copy()::text, '%On my way with the parcel%', 'what others said is not in it');
select unalike(pg_temp.copy()::text, '%' || tests.kept('his') || '%', 'nor an order of others');
select is((select count(*)::int from jsonb_path_query(pg_temp.copy(), '$.**.lease_token')) + (select count(*)::int from jsonb_path_query(pg_temp.copy(), '$.**.p256dh')), 0, 'nor what only machines may know');
select tests.sign_in_as('sam');
select is(public.export_my_data() #>> '{orders_carried,0,number}' is not null, true, 'a partner has the orders they carried');
select unalike(public.export_my_data()::text, '%Low Street%', 'but not where their customers live');
select tests.sign_in_as('bob');
select unalike(public.export_my_data()::text, '%Ada Canary%', 'another customer has nothing of her');
select tests.admin();
update private.settings set exports_per_hour = 1;
select tests.sign_in_as('grace');
select unalike(public.export_my_data()::text, '%Ada Canary%', 'staff take a copy of themselves alone');
select tests.refuses('select public.export_my_data()', 'PT429', 'too_many_exports', 'and not one after the other');

-- a new place where something of a person is kept must come into the books: copied, or left out for a reason
select tests.admin();
update private.settings set exports_per_hour = 10;
select is_empty($$ select distinct k.conrelid::regclass::text from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.confrelid = 'public.profiles'::regclass and not c.relispartition
  except select regexp_replace(t, '^public\.', '') from regexp_split_to_table(btrim('
    account_erasures
    picture_checks
    announcements
    audit_log
    booking_events
    booking_series
    booking_waits
    bookings
    calls
    canned_replies
    chat_settings
    consent_log
    drafts
    fence_crossings
    last_locations
    location_shares
    location_views
    locations
    message_files
    messages
    notifications
    order_events
    orders
    payments
    phones
    preferences
    push_subscriptions
    quiet_hours
    refunds
    resources
    room_members
    room_ratings
    rooms
    support_tickets
    thread_marks
    tracking_tokens
    trail_summaries
    user_blocks
    private.audit_log
    private.call_seats
    private.chat_suspensions
    private.held_locations
    private.inbound_sms
    private.inbox_changes
    private.known_devices
    private.last_seen
    private.location_erasures
    private.location_holds
    private.message_reports
    private.moderation_log
    private.operations_watchers
    private.phone_verifications
    private.sms_usage
    push_subscriptions
    quiet_hours
    resources
    room_members
    room_ratings
    rooms
    support_tickets
    thread_marks
    tracking_tokens
    trail_summaries
    user_blocks
  ', E' \n'), '\s+') t $$, 'every table that names a person is in the books: copied, copied with the location, machinery without a word about them, or the work of staff');

-- ending the account
select tests.sign_in_as('grace');
select tests.refuses($$ select public.erase_my_account('grace@test.example') $$, 'PT403', 'staff_account', 'staff do not end their own account');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.erase_my_account('bob@test.example') $$, 'PT422', 'address_wrong', 'the address is typed to confirm it');
select tests.refuses($$ select public.erase_my_account(null) $$, 'PT422', 'address_wrong', 'and not left out');
select tests.refuses($$ select public.erase_my_account('ada@test.example') $$, 'PT409', 'open_orders', 'an order under way comes first');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.erase_my_account('sam@test.example') $$, 'PT409', 'open_orders', 'for its partner too');
select public.start_sharing(tests.kept('order'), 'v1'), public.ingest_locations(tests.kept('order'), jsonb_build_array(
  jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', now(), 'lat', 51.5, 'lng', -0.1, 'accuracy_m', 5)));
select tests.admin();
update public.orders set status = 'picked_up' where id = tests.kept('order');
update public.orders set status = 'out_for_delivery', status_note = 'For Ada, second floor' where id = tests.kept('order');
update public.orders set status = 'delivered', status_note = null where id = tests.kept('order');
select tests.sign_in_as('grace'), public.hold_location(tests.kept('order'), 'The parcel is missing', 3);
select tests.sign_in_as('ada');
select tests.refuses($$ select public.erase_my_account('ada@test.example') $$, 'PT409', 'order_in_dispute', 'and so does one in dispute');
select tests.sign_in_as('grace'), public.release_location(tests.kept('order'));
select tests.sign_in_as('ada');
select tests.refuses($$ select public.erase_my_account('ada@test.example') $$, 'PT403', 'sign_in_again', 'a token that says nothing of how she signed in ends no account');
select tests.signed_in_since('ada', '11 minutes');
select tests.refuses($$ select public.erase_my_account('ada@test.example') $$, 'PT403', 'sign_in_again', 'nor does a phone that was left signed in, however fresh its token');
select set_config('request.jwt.claims', (current_setting('request.jwt.claims')::jsonb || '{"amr": ["password"]}')::text, true);
select tests.refuses($$ select public.erase_my_account('ada@test.example') $$, 'PT403', 'sign_in_again', 'nor a token that says how and not when');
select tests.signed_in_since('ada', '9 minutes');
select is(public.erase_my_account(' Ada@Test.Example'), now() + interval '7 days', 'then she is told when it will be done');
select is(public.erase_my_account('ada@test.example'), now() + interval '7 days', 'asking again changes nothing');
select results_eq('select due_at from public.account_erasures', $$ values (now() + interval '7 days') $$, 'she sees that it is coming');
select results_eq($$ select count(*)::int from public.notifications where event_type = 'account.closing' $$, 'values (1)', 'and is told once');
select tests.denied($$ update public.account_erasures set due_at = now() $$, 'nobody moves it');
select tests.sign_in_as('sam');
select is_empty('select from public.account_erasures', 'others do not see it');
select is(public.keep_my_account(), false, 'nor take it back');
select tests.sign_in_as('ada');
select is(public.keep_my_account(), true, 'she changes her mind: for that she needs no password');
select is(public.keep_my_account(), false, 'once');
select is_empty('select from public.account_erasures', 'and nothing is coming any more');
select tests.signed_in_since('ada', '0');
select is(public.erase_my_account('ada@test.example'), now() + interval '7 days', 'she asks again');
select tests.admin();
select is(private.erase_due_accounts(), 0, 'nothing happens before its day');
update public.account_erasures set due_at = now();
select tests.keep('new', tests.order_of('ada', 'new')::text);
select is(private.erase_due_accounts(), 0, 'nor while there is a new order');
update public.orders set status = 'cancelled' where id = tests.kept('new');
select is(private.erase_due_accounts(), 1, 'then the account is erased');
select is(private.erase_due_accounts(), 0, 'once');

-- what is left
select is_empty($$ select from auth.users where id = tests.id_of('ada') union all select from public.profiles where id = tests.id_of('ada')
  union all select from public.phones where user_id = tests.id_of('ada') union all select from public.notifications where user_id = tests.id_of('ada')
  union all select from public.consent_log where user_id = tests.id_of('ada') union all select from private.deliveries where user_id = tests.id_of('ada') $$, 'nothing of her is left in any table of hers');
select results_eq($$ select customer_id, partner_id, status::text, dropoff_address, dropoff_lat, note from public.orders where id = tests.kept('order') $$,
  $$ values (null::uuid, tests.id_of('sam'), 'delivered', '–', 51.5::float8, null::text) $$, 'the order is there, without her and her places');
select is_empty($$ select from public.order_events where order_id = tests.kept('order') and note is not null $$, 'nor does its history speak of her');
select is_empty($$ select from public.locations where order_id = tests.kept('order') union all select from public.trail_summaries where order_id = tests.kept('order') $$, 'no way leads to her door');
select results_eq($$ select body, sender_id, deleted_at is not null from public.messages where client_id = md5('ada says')::uuid $$, $$ values (null::text, null::uuid, true) $$, 'her words are withdrawn');
select isnt_empty($$ select from realtime.messages where event = 'message_updated' and payload ->> 'deleted_at' is not null $$, 'which open apps are told');
select is_empty($$ select from public.messages where meta::text like '%Canary%' $$, 'and what the system said does not name her');
select is((select body from public.messages where client_id = md5('sam says')::uuid), 'On my way with the parcel', 'what others said stays');
select tests.sign_in_as('sam');
select isnt_empty($$ select from public.orders where id = tests.kept('order') $$, 'the partner still finds the order');
select isnt_empty($$ select from public.order_events where order_id = tests.kept('order') $$, 'with its history');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.place_order(gen_random_uuid(), 'pharmacy', 'a', 1, 1, 'b', 1, 1) $$, 'PT401', 'not_signed_in', 'a token that outlives the account places nothing');
select is(public.export_my_data() -> 'orders', '[]'::jsonb, 'and reads nothing');

-- an admin does it at once
select tests.admin();
delete from auth.users where id = tests.id_of('bob');
select results_eq($$ select status::text, customer_id from public.orders where id = tests.kept('his') $$, $$ values ('cancelled', null::uuid) $$, 'whom an admin deletes leaves no order under way behind');
select throws_ok($$ insert into public.orders (client_id, kind, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
  values (gen_random_uuid(), 'laundry', 'a', 1, 1, 'b', 1, 1) $$, '23514', null, 'and no order under way is nobody''s');

select * from finish();
rollback;
