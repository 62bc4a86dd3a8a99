-- What an admin meets in the dashboard: every column explained, and edits by hand that break nothing.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(31);
select tests.person('grace', 'staff');

create temporary view notification_tables as
  select c.oid, c.oid::regclass::text as name from pg_class c
  where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'private') and not c.relispartition
    and c.relname not in ('profiles', 'orders', 'order_transitions', 'order_events', 'rooms', 'room_members', 'messages', 'location_shares', 'last_locations');
select cmp_ok((select count(*)::int from notification_tables), '>', 25, 'the notification tables are listed');
select is_empty($$ select t.name || '.' || a.attname from notification_tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  where col_description(t.oid, a.attnum) is null $$, 'every column of every notification table says what it is');
select is_empty($$ select t.name || '.' || a.attname from notification_tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  where a.atttypid = 'text'::regtype and a.attname ~ '^(state|status|outcome|action|scope|period|channel|meaning|box|direction)$'
    and a.attname || t.name not in ('statusprivate.provider_events', 'meaningprivate.error_classes')
    and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype in ('c', 'f') and a.attnum = any (k.conkey)) $$,
  'a column that holds one of a few words takes no others; a provider''s own words are kept as they came');

-- a notification is edited by hand
select tests.due('one', 'sms');
delete from realtime.messages;
select lives_ok($$ update public.notifications set title = 'Your order is ready', body = 'Come and get it.' where dedupe_key = 'one' $$, 'an admin mends the words of a notification');
select is((select count(*)::int from realtime.messages where event = 'notifications_changed'), 1, 'and the person''s open app is told');
select lives_ok($$ update public.notifications set read_at = now() where dedupe_key = 'one' $$, 'marks it read for them');
select is(private.unread_of(tests.id_of('ada')), 0, 'which counts');
select lives_ok($$ update public.notifications set read_at = null, snoozed_until = now() + interval '1 day' where dedupe_key = 'one' $$, 'snoozes it');
select is(private.unread_of(tests.id_of('ada')), 0, 'which leaves the inbox');
select lives_ok($$ update public.notifications set archived_at = now() where dedupe_key = 'one' $$, 'archives it');
select is((select snoozed_until from public.notifications where dedupe_key = 'one'), null, 'which ends the snooze here too');
select lives_ok($$ update public.notifications set archived_at = null, read_at = now() - interval '1 year' where dedupe_key = 'one' $$, 'or enters times that make no sense');
select throws_ok($$ update public.notifications set inbox_at = now() where dedupe_key = 'one' $$, '428C9', null, 'but where it stands is computed');
select throws_ok($$ update public.notifications set priority = 'vital' where dedupe_key = 'one' $$, '22P02', null, 'a priority that does not exist is refused');
select throws_ok($$ update public.notifications set category = 'misc' where dedupe_key = 'one' $$, '23503', null, 'so is a category');

-- a delivery is edited by hand
select lives_ok($$ update private.deliveries set state = 'cancelled', last_code = 'cancelled' where id = md5('one')::uuid $$, 'an admin stops a delivery');
select is((select count(*)::int from public.claim_deliveries('sms', 'test', 50)), 0, 'which no worker takes any more');
select lives_ok($$ update private.deliveries set state = 'pending', last_code = null, attempts = 0, next_attempt_at = now() where id = md5('one')::uuid $$, 'puts it back');
update public.notifications set read_at = null, expires_at = null where dedupe_key = 'one';
select is((select count(*)::int from public.claim_deliveries('sms', 'test', 50)), 1, 'and a worker takes it');
select lives_ok($$ update private.deliveries set state = 'pending', lease_token = null where id = md5('one')::uuid $$, 'takes it from the worker');
select is(tests.settle('one', 'accepted'), 0, 'whose answer then counts for nothing');
select throws_ok($$ update private.deliveries set state = 'done' where id = md5('one')::uuid $$, '22P02', null, 'a state that does not exist is refused');
select lives_ok($$ delete from public.notifications where dedupe_key = 'one' $$, 'an admin deletes a notification');
select is((select count(*)::int from private.deliveries where id = md5('one')::uuid), 0, 'and its deliveries go along');

-- settings, catalogue, lists
select throws_ok($$ update private.settings set lease_seconds = 0 $$, '23514', null, 'a limit outside its range is refused');
select lives_ok($$ update public.event_types set ttl = '2 hours', priority = 'high' where key = 'order.ready' $$, 'an admin changes an event');
select lives_ok($$ select public.notify(tests.id_of('ada'), 'order.ready', data => '{"order": {"number": "A7"}}') $$, 'which is told on');
select lives_ok($$ insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'admin') $$, 'puts a number on the list of those nothing is sent to');
select throws_ok($$ insert into private.suppressions (channel, address, reason) values ('sms', '+447700900902', 'annoying') $$, '23514', null, 'for a reason that there is');
select lives_ok($$ insert into private.error_classes (provider, code, outcome, meaning) values ('twilio', '12345', 'permanent', 'Something new') $$, 'explains a code that a provider has lately');
select throws_ok($$ insert into private.error_classes (provider, code, outcome, meaning) values ('twilio', '12346', 'maybe', 'Something new') $$, '23514', null, 'with an outcome that there is');

select * from finish();
rollback;
