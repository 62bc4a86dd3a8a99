-- The audit: what staff and admins change is written down by the change itself, without secrets, for staff to read and for nobody to edit.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(58);
select tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('noor', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
alter table private.audit_log disable trigger user;
delete from private.audit_log;
alter table private.audit_log enable trigger user;
create function tests.written() returns table (actor text, call text, verb text, table_name text, before jsonb, after jsonb) language sql security definer as $$
  select coalesce(p.name, a.actor_kind), a.call, a.verb, a.table_name, a.before, a.after from private.audit_log a left join public.profiles p on p.id = a.actor_id order by a.id
$$;
create function tests.forget() returns void language plpgsql security definer as $$
begin
  alter table private.audit_log disable trigger user;
  delete from private.audit_log;
  alter table private.audit_log enable trigger user;
end $$;
grant execute on all functions in schema tests to authenticated, service_role;

-- people themselves leave nothing
select tests.sign_in_as('ada');
select public.send_message(tests.kept('room'), md5('one')::uuid, 'Where is it?');
update public.profiles set name = 'Ada L' where id = tests.id_of('ada');
select public.edit_message((select id from public.messages where client_id = md5('one')::uuid), 'Where is it now?');
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up');
select is_empty('select * from tests.written()', 'what customers and partners do themselves is not in the audit');

-- staff
select tests.sign_in_as('grace');
select public.join_room(order_id => tests.kept('order'));
select results_eq($$ select actor, call, verb, table_name, after ->> 'role' from tests.written() $$, $$ values ('Grace', 'join_room', 'inserted', 'public.room_members', 'staff') $$, 'who of staff entered a conversation is');
select tests.forget();
select public.mute_member(tests.kept('room'), tests.id_of('ada'), now() + interval '1 hour');
select results_eq($$ select actor, call, verb, table_name, before, (after ->> 'muted_until')::timestamptz from tests.written() $$,
  $$ values ('Grace', 'mute_member', 'updated', 'public.room_members', '{"muted_until": null}'::jsonb, now() + interval '1 hour') $$, 'whom they muted, with the column as it was and as it is');
select is((select person_name from public.audit_page() limit 1), 'Ada L', 'and whom it concerns');
select tests.forget();
select public.delete_message((select id from public.messages where client_id = md5('one')::uuid));
select results_eq($$ select call, verb, table_name, before ->> 'body', before ->> 'deleted_at' is null, after ->> 'deleted_by' from tests.written() $$,
  $$ values ('delete_message', 'updated', 'public.messages', '***', true, tests.id_of('grace')::text) $$, 'whose message they deleted, but not what it said');
select tests.forget();
select public.send_message(tests.kept('room'), md5('own')::uuid, 'I am on it');
select public.edit_message((select id from public.messages where client_id = md5('own')::uuid), 'I am on it now');
select public.delete_message((select id from public.messages where client_id = md5('own')::uuid));
select is_empty('select * from tests.written()', 'what staff say themselves, and take back, is conversation');
select public.mark_read(tests.kept('room'), 1);
select is_empty('select * from tests.written()', 'so is reading');
select public.suspend_person(tests.id_of('ada'), now() + interval '1 day', 'Insults');
select results_eq($$ select call, verb, table_name, after ->> 'reason' from tests.written() $$, $$ values ('suspend_person', 'inserted', 'private.chat_suspensions', 'Insults') $$, 'a suspension is one entry, not one for each room');
select tests.forget();
select public.lift_suspension(tests.id_of('ada'));
select results_eq($$ select call, verb from tests.written() $$, $$ values ('lift_suspension', 'deleted') $$, 'and so is lifting it');
select tests.forget();
select public.close_room(tests.kept('room'));
select results_eq($$ select call, table_name, after ->> 'status' from tests.written() $$, $$ values ('close_room', 'public.rooms', 'closed') $$, 'closing a conversation');
select public.reopen_room(tests.kept('room'));
select tests.forget();
select public.hold_location(tests.kept('order'), 'Dispute about the parcel', 10);
select public.release_location(tests.kept('order'));
select results_eq($$ select call, verb, row_key from public.audit_page() order by id $$, $$ values ('hold_location', 'inserted', tests.kept('order')::text), ('release_location', 'deleted', tests.kept('order')::text) $$, 'holding and releasing the way of an order');
select tests.forget();
select public.advance_order(tests.kept('order'), 'cancelled', 'The customer called');
select results_eq($$ select call, table_name, before ->> 'status', after ->> 'status', after ->> 'status_note' from tests.written() where table_name = 'public.orders' $$,
  $$ values ('advance_order', 'public.orders', 'picked_up', 'cancelled', '***') $$, 'cancelling an order for somebody');
select tests.forget();
select public.save_label('late', 'bad'), public.save_canned_reply('audited', 'Hello', 'Hello there');
select bag_eq($$ select call, verb, table_name from tests.written() $$, $$ values ('save_label', 'inserted', 'public.support_labels'), ('save_canned_reply', 'inserted', 'public.canned_replies') $$, 'the shelf of support');
select tests.forget();
select tests.keep('news', (public.save_announcement(gen_random_uuid(), words => '{"en": {"title": "Hi", "body": "There"}}')).id::text);
select public.schedule_announcement(tests.kept('news'), now() + interval '1 day');
select public.cancel_announcement(tests.kept('news'));
select bag_eq($$ select distinct call from tests.written() where table_name = 'public.announcements' $$, $$ values ('save_announcement'), ('schedule_announcement'), ('cancel_announcement') $$, 'announcements, step by step');
select tests.forget();
select public.set_person_role(tests.id_of('ada'), 'partner');
select results_eq($$ select call, before, after from tests.written() $$, $$ values ('set_person_role', '{"role": "customer"}'::jsonb, '{"role": "partner"}'::jsonb) $$, 'who became a partner');
select public.set_person_role(tests.id_of('ada'), 'customer');
select tests.forget();

-- deliveries
select tests.admin();
select tests.due('dead', 'sms'), tests.due('waits', 'sms');
update private.deliveries set state = 'dead', finished_at = now() where id = md5('dead')::uuid;
select tests.forget();
select tests.keep('told', (select id::text from public.notifications where dedupe_key = 'dead'));
select tests.service();
select * from public.claim_deliveries('sms', 'test', 1);
select is_empty('select * from tests.written()', 'a worker leaves nothing in the audit');
select tests.sign_in_as('grace');
select public.redeliver(md5('dead')::uuid);
select results_eq($$ select actor, call, table_name, before ->> 'state', after ->> 'state' from tests.written() where table_name = 'private.deliveries' $$,
  $$ values ('Grace', 'redeliver', 'private.deliveries', 'dead', 'pending') $$, 'what staff begin anew is');
select tests.forget();
select public.cancel_notification(tests.kept('told'));
select isnt_empty($$ select from tests.written() where call = 'cancel_notification' and table_name = 'private.deliveries' and after ->> 'state' = 'cancelled' $$, 'and what they take back');
select is_empty($$ select from tests.written() where before ? 'rendered' or after ? 'sent_to' and after ->> 'sent_to' <> '***' $$, 'never with a number or the words');
select tests.forget();

-- admins, by hand
select tests.admin();
update public.orders set pickup_address = '9 Secret Street' where id = tests.kept('order');
select results_eq($$ select actor, call, verb, before, after from tests.written() $$,
  $$ values ('admin', null::text, 'updated', '{"pickup_address": "***"}'::jsonb, '{"pickup_address": "***"}'::jsonb) $$, 'an edit in the dashboard is written down, without the address');
select is((select database_role from private.audit_log), session_user::text, 'with the role of the connection');
select tests.forget();
update private.settings set audit_days = 400;
select results_eq($$ select actor, table_name, before, after from tests.written() $$, $$ values ('admin', 'private.settings', '{"audit_days": 730}'::jsonb, '{"audit_days": 400}'::jsonb) $$, 'so is a setting, with both values');
select tests.forget();
update private.settings set audit_days = 400;
update private.providers set failures_in_row = 3, down_until = now() where name = 'twilio';
select is_empty('select * from tests.written()', 'an edit that changes nothing is none, nor is what machines write');
update private.providers set is_enabled = false where name = 'resend';
select is((select count(*)::int from tests.written()), 1, 'switching a provider is');
select tests.forget();
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'admin');
delete from private.suppressions where address = '+447700900901';
select results_eq($$ select verb, coalesce(after, '{}') ->> 'address', before ->> 'address' from tests.written() $$, $$ values ('inserted', '***', null::text), ('deleted', null, '***') $$, 'numbers put on the list and taken off, hidden');
select tests.forget();
update public.profiles set role = 'staff' where id = tests.id_of('eve');
select results_eq($$ select actor, after from tests.written() $$, $$ values ('admin', '{"role": "staff"}'::jsonb) $$, 'somebody made staff by hand');
update private.deliveries set state = 'dead' where id = md5('dead')::uuid;
select tests.forget();
select public.redeliver(md5('dead')::uuid);
select isnt_empty($$ select from tests.written() where actor = 'admin' and call = 'redeliver' $$, 'a call made in the SQL editor');
select tests.forget();
do $$ begin update public.rooms set title = 'By hand' where id = tests.kept('room'); end $$;
select results_eq($$ select actor, before, after from tests.written() $$, $$ values ('admin', '{"title": "***"}'::jsonb, '{"title": "***"}'::jsonb) $$, 'and a block of statements there');
select tests.forget();
-- a job: the stack begins in private
create function private.some_job() returns void language plpgsql security definer set search_path = '' as $$ begin update public.rooms set title = 'By a job' where id = tests.kept('room'); end $$;
create function private.some_sql_job() returns void language sql security definer set search_path = '' as $$ update public.rooms set title = 'By another job' where id = tests.kept('room') $$;
select private.some_job(), private.some_sql_job();
select is_empty('select * from tests.written()', 'what jobs change is not an admin''s doing');
delete from public.profiles where id = tests.id_of('noor');
select is((select count(*)::int from tests.written() where verb = 'deleted'), 1, 'a deleted account is one entry, not one for each row that goes with it');
select tests.forget();
select is(private.audit_part(jsonb_build_object('body', repeat('x', 5000), 'other', 1), '{body}', '{}') ->> 'body', '"' || repeat('x', 1999) || '…', 'a long value is cut');

-- nobody edits it
select tests.forget();
update private.sms_limits set messages = 1;
select tests.refuses('update private.audit_log set actor_kind = actor_kind', 'PT409', 'kept_as_evidence', 'an admin changes no entry');
select tests.refuses('delete from private.audit_log', 'PT409', 'kept_as_evidence', 'deletes none');
select tests.refuses('truncate private.audit_log', 'PT409', 'kept_as_evidence', 'nor all');
select is(private.forget_audit(), 0, 'and the nightly job none before its time');
alter table private.audit_log disable trigger user;
update private.audit_log set at = now() - interval '401 days' where id = (select min(id) from private.audit_log);
alter table private.audit_log enable trigger user;
select is(private.forget_audit(), 1, 'but those past settings.audit_days');
select throws_ok('update private.settings set audit_days = 89', '23514', null, 'which is never less than a quarter of a year');
select is_empty($$ select t.tgrelid::regclass, c.name from pg_trigger t cross join regexp_split_to_table(encode(t.tgargs, 'escape'), ',|\\000') c (name)
  where t.tgname = '_800_audit' and c.name <> '' and not exists (select from pg_attribute x where x.attrelid = t.tgrelid and x.attname = c.name) $$,
  'every column that is hidden or ignored exists');

-- who reads it
select tests.sign_in_as('grace');
select is((select count(*)::int from public.audit_page()), 3, 'staff read the audit');
select is((select count(*)::int from public.audit_page(page => 2)), 2, 'page by page');
select is((select count(*)::int from public.audit_page(before => (select min(id) from public.audit_page(page => 2)))), 1, 'to its end');
select is((select count(*)::int from public.audit_page('{"actor_kind": "staff"}')), 0, 'by who did it');
select public.mute_member(tests.kept('room'), tests.id_of('ada'), now() + interval '2 hours');
select is((select count(*)::int from public.audit_page(jsonb_build_object('actor', tests.id_of('grace')))), 1, 'one of staff');
select is((select count(*)::int from public.audit_page(jsonb_build_object('person', tests.id_of('ada')))), 1, 'whom it concerns');
select is((select count(*)::int from public.audit_page('{"table": "private.sms_limits"}')), 3, 'the table');
select is((select count(*)::int from public.audit_page('{"search": "MUTE_"}')), 1, 'what is looked for, as text and not as a pattern');
select is((select count(*)::int from public.audit_page(jsonb_build_object('until', now() - interval '1 hour'))), 0, 'and the time');
select tests.refuses($$ select public.audit_page('{"where": "1=1"}') $$, 'PT422', 'invalid_filter', 'a filter that does not exist is refused');
select tests.refuses($$ select public.audit_page('{"actor": "me"}') $$, 'PT422', 'invalid_filter', 'so is one who is nobody');
select tests.refuses($$ select public.audit_page('{"since": "long ago"}') $$, 'PT422', 'invalid_filter', 'a time that is none');
select tests.refuses($$ select public.audit_page('[]') $$, 'PT422', 'invalid_filter', 'and what is no object');
select is(array_length(string_to_array(public.audit_csv('{"table": "private.sms_limits"}'), e'\r\n'), 1), 5, 'as CSV: a head, a line for each, and an end');
select ok('public.orders' in (select public.audit_tables()) and 'private.settings' in (select public.audit_tables()), 'and learn which tables are under it');
select tests.denied('select from private.audit_log', 'but not through its table');
select tests.sign_in_as('ada');
select tests.refuses('select public.audit_page()', 'PT403', 'not_staff', 'whom it concerns reads nothing of it');
select tests.refuses('select public.audit_csv()', 'PT403', 'not_staff', 'nor takes it out');
select tests.refuses('select public.audit_tables()', 'PT403', 'not_staff', 'nor learns what it covers');
select tests.nobody();
select tests.denied('select public.audit_page()', 'nobody may not even ask');

select * from finish();
rollback;
