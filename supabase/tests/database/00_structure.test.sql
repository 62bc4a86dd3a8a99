-- The whole of public and private, asked of the catalogue: what every chapter promises, a new one cannot forget.
begin;
\ir helpers.psql
select plan(23);

create temporary view ours as
  select c.oid, c.oid::regclass::text as name, n.nspname as schema, c.relispartition, c.relrowsecurity, c.relkind
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f');
create temporary view our_functions as
  select p.oid, n.nspname as schema, p.proname as name, p.prosecdef, p.proconfig, p.prosrc, p.prorettype
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'private')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');

select cmp_ok((select count(*)::int from ours), '>', 20, 'the catalogue lists our tables');
select is_empty($$ select name from ours where relkind in ('r', 'p', 'f') and not relrowsecurity $$,
  'every table and partition has row-level security');
select is_empty($$ select name from ours where not relispartition and obj_description(oid, 'pg_class') is null $$,
  'every table and view says what it is for');
select is_empty($$ select name from our_functions where schema = 'public' and obj_description(oid, 'pg_proc') is null $$,
  'every call says what it does');
select is_empty($$ select name from ours t where schema = 'public' and not exists (select from pg_policy p where p.polrelid = t.oid) $$,
  'every table in public has a policy');
select is_empty($$ select policyname from pg_policies where schemaname in ('public', 'private') and roles <> '{authenticated}' $$,
  'every policy is for people who signed in');
select is_empty($$
  select policyname from pg_policies where schemaname in ('public', 'private', 'realtime')
    and regexp_replace(coalesce(qual, '') || coalesce(with_check, ''), 'SELECT (auth\.(uid|jwt|role)|private\.\w+|realtime\.topic)\(', '', 'g')
      ~ '(auth\.(uid|jwt|role)|private\.(my_role|is_staff|my_\w+_ids|can_\w+)|realtime\.topic)\(' $$,
  'no policy asks who is asking once per row');
select is_empty($$ select schema || '.' || name from our_functions where prosecdef and not coalesce('search_path=""' = any (proconfig), false) $$,
  'every definer function has an empty search path');
select is_empty($$ select schema || '.' || name from our_functions where not coalesce('search_path=""' = any (proconfig), false) $$,
  'so has every other function');
select is_empty($$
  select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
  where k.contype = 'f' and k.connamespace::regnamespace::text in ('public', 'private') and not exists (
    select from pg_index i where i.indrelid = k.conrelid and (i.indkey::int2[])[0] = k.conkey[1]) $$,
  'every foreign key is indexed');

-- nobody: no table, no column, no sequence, no function
select is_empty($$ select name from ours where has_table_privilege('anon', oid, 'select, insert, update, delete, truncate, references, trigger')
    or has_any_column_privilege('anon', oid, 'select, insert, update, references') $$,
  'nobody has a right on any table');
select is_empty($$ select schema || '.' || name from our_functions where has_function_privilege('anon', oid, 'execute') $$,
  'nobody may call any function');
select is_empty($$ select c.oid::regclass from pg_class c where c.relkind = 'S' and c.relnamespace::regnamespace::text in ('public', 'private')
    and (has_sequence_privilege('anon', c.oid, 'usage, select, update') or has_sequence_privilege('authenticated', c.oid, 'usage, select, update')) $$,
  'no sequence is open to the API');
select ok(not has_schema_privilege('anon', 'private', 'usage'), 'nobody may look into private');
select ok(not has_schema_privilege('authenticated', 'private', 'create') and not has_schema_privilege('authenticated', 'public', 'create'),
  'people may not create anything');

-- people: exactly this
-- one name a line, so that two chapters that each add one do not meet
select bag_eq($$ select name::text from our_functions where schema = 'public' and has_function_privilege('authenticated', oid, 'execute') $$,
  $$ select regexp_split_to_table(btrim('
    accept_call
    accept_order
    add_exception
    add_member
    advance_order
    announcement_list
    announcement_progress
    archive_notifications
    archive_room
    assign_ticket
    audit_csv
    audit_page
    audit_tables
    begin_upload
    block_person
    book
    book_series
    booking_list
    booking_view
    callable_people
    cancel_announcement
    cancel_booking
    cancel_call
    cancel_notification
    cancel_upload
    close_booking
    close_refund
    close_room
    confirm_booking
    decide_refund
    decline_call
    delete_canned_reply
    delete_exception
    delete_label
    delete_message
    delete_notifications
    delivery_health
    delivery_history
    discard_announcement
    edit_message
    end_call
    end_series
    erase_my_account
    erase_my_location
    explain_notification
    export_csv
    export_my_data
    export_my_location
    extend_notification
    free_slots
    give_refund
    hold_location
    inbox_page
    inbox_statistics
    ingest_locations
    join_call
    join_room
    keep_my_account
    keep_watching
    leave_room
    lift_suspension
    lint_templates
    look_at_room
    mark_delivered
    mark_notifications_read
    mark_notifications_seen
    mark_notifications_unread
    mark_read
    mark_thread_read
    message_history
    move_booking
    mute_member
    my_blocks
    my_call
    my_departure
    my_location_views
    my_phones
    my_requests
    my_series
    notes_room
    open_direct_room
    open_guest_room
    open_staff_room
    open_support
    open_ticket
    open_tracking
    operations_map
    order_balance
    pause_sharing
    people_page
    person_overview
    pin_message
    place_order
    preference_grid
    preview_announcement
    preview_audience
    preview_template
    rate_room
    react
    record_door_payment
    redeliver
    release_location
    remove_device
    remove_link_preview
    remove_member
    remove_phone
    rename_device
    reopen_room
    reopen_ticket
    replay_trail
    report_message
    report_queue
    request_call
    request_refund
    reschedule_notification
    resolve_ticket
    restore_label
    resume_sharing
    retry_refund
    room_list
    room_rating
    save_announcement
    save_canned_reply
    save_draft
    save_label
    save_resource
    save_service
    schedule_announcement
    search_messages
    send_message
    send_now
    send_test_push
    set_chat_settings
    set_hours
    set_order_total
    set_person_role
    set_preference
    set_priority
    set_quiet_hours
    set_room_notify
    set_ticket_labels
    settle_report
    snooze_notifications
    snooze_ticket
    start_background_tracking
    start_sharing
    stop_background_tracking
    stop_sharing
    stop_waiting
    support_counts
    support_queue
    suspend_person
    test_push_state
    unarchive_notifications
    unblock_person
    undo_inbox_change
    unread_count
    unread_threads
    unread_total
    unsnooze_notifications
    wait_for_slot
    watch_operations
  ', E' \n'), '\s+') $$,
  'people may call these functions and no others');
select bag_eq($$ select name::text from our_functions where schema = 'private' and has_function_privilege('authenticated', oid, 'execute') $$,
  $$ values ('refuse'), ('my_role'), ('is_staff'), ('my_order_ids'), ('my_room_ids'), ('my_contact_ids'), ('my_tracked_order_ids'), ('my_resource_ids'), ('my_open_uploads'),
    ('can_read_topic'), ('can_write_topic'), ('my_hidden_data'), ('keep_export_pace') $$,
  'policies may ask these helpers and no others');
select bag_eq($$
  select c.table_name || '.' || c.column_name || ' ' || lower(c.privilege_type) from information_schema.column_privileges c
  where c.grantee = 'authenticated' and c.table_schema in ('public', 'private') and c.privilege_type <> 'SELECT' $$,
  $$ values ('profiles.name update'), ('profiles.locale update'), ('profiles.time_zone update'), ('profiles.avatar_url update') $$,
  'people may write these columns and no others');
select is_empty($$ select name from ours where has_table_privilege('authenticated', oid, 'insert, update, delete, truncate, references, trigger') $$,
  'people have no right to write a whole table');
select is_empty($$ select name from ours where schema = 'private' and has_any_column_privilege('authenticated', oid, 'select') $$,
  'people read no table of private, and no partition around its policy');

-- the service role: workers only
select bag_eq($$
  select name::text from our_functions where schema = 'public' and has_function_privilege('service_role', oid, 'execute') $$,
  $$ select regexp_split_to_table(btrim('
    add_exception
    apply_payment_event
    call_pass
    cancel_notification
    claim_call_closings
    claim_deliveries
    claim_file_removals
    claim_files
    claim_link_lookups
    claim_payments
    claim_receipts
    claim_refunds
    claim_route_requests
    claim_unpriced
    delete_exception
    delivery_health
    delivery_history
    email_subscription
    explain_notification
    export_csv
    extend_notification
    finish_phone_verification
    give_up_payment
    hold_location
    ingest_by_token
    lint_templates
    message_owners
    note_call_room
    note_charge
    note_payment_start
    note_phone_verification
    notify
    payment_is_over
    payment_of_callback
    payment_status_of
    payment_to_read
    preview_template
    record_call_event
    record_engagement
    record_inbound_sms
    record_prices
    record_provider_event
    redeliver
    release_location
    remove_push_subscription
    reschedule_notification
    save_push_subscription
    save_resource
    save_service
    send_now
    set_hours
    set_order_total
    settle_call_closing
    settle_deliveries
    settle_file_removals
    settle_files
    settle_link_lookup
    settle_receipt
    settle_refund
    settle_route
    start_payment
    start_phone_verification
    take_payment_event
    take_phone_check
    unsubscribe_email
  ', E' \n'), '\s+') $$,
  'the functions may call these and no others');
select is_empty($$ select name from ours where name <> 'push_subscriptions' and has_any_column_privilege('service_role', oid, 'select, insert, update') $$,
  'the functions reach no table but the push subscriptions');
select bag_eq($$ select jobname || ' ' || schedule from cron.job where jobname like 'orderline%' $$,
  $$ select btrim(job) from regexp_split_to_table(btrim('
    orderline-announcements 5 seconds
    orderline-arrivals 17 * * * *
    orderline-audit 53 3 * * *
    orderline-away 2 seconds
    orderline-blank-positions * * * * *
    orderline-booking-series */5 * * * *
    orderline-booking-waits * * * * *
    orderline-bookings 41 * * * *
    orderline-calls 2 seconds
    orderline-devices 23 3 * * *
    orderline-erase-accounts * * * * *
    orderline-files 10 seconds
    orderline-forget 37 * * * *
    orderline-forget-calls 47 * * * *
    orderline-forget-locations 47 * * * *
    orderline-forget-verifications 23 * * * *
    orderline-health 5 seconds
    orderline-house 23 * * * *
    orderline-link-previews 10 seconds
    orderline-location-partitions 17 * * * *
    orderline-operations 3 seconds
    orderline-payments 20 seconds
    orderline-refunds 15 seconds
    orderline-routes 10 seconds
    orderline-sms-budget * * * * *
    orderline-sms-days 29 3 * * *
    orderline-sms-prices * * * * *
    orderline-sweep 10 seconds
    orderline-tidy-chat 47 * * * *
    orderline-tidy-inbox 41 * * * *
    orderline-unsent-files 41 * * * *
    orderline-wake 10 seconds
    orderline-watch * * * * *
  ', E' \n'), E'\n') job $$,
  'these jobs are scheduled and no others');

select * from finish();
rollback;
