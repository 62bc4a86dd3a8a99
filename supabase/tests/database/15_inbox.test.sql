-- Reading and marking the inbox: filters, pages, bulk, undo, snooze, and what is deleted for ever.
begin;
\ir helpers.psql
select plan(89);
select tests.person('ada'), tests.person('eve');
create function tests.tell(key text, who text default 'ada', event text default 'order.ready', after timestamptz default now(), priority public.notification_priority default null) returns uuid
language sql as $$
  select public.notify(tests.id_of(who), event, 'order', null, jsonb_build_object('order', jsonb_build_object('number', key)), key, deliver_after => after, priority => tell.priority)
$$;
-- what a page holds, by key, in its order; what a call changed
create function tests.page(filter jsonb default '{}', size int default 30) returns text language sql as $$
  select coalesce(string_agg(substring(p.title from 'Order (\S+)'), ' ' order by p.inbox_at desc, p.id desc), '') from public.inbox_page(filter, page_size => size) p $$;
create function tests.marked(answer jsonb) returns int language sql as $$
  select tests.keep('change', answer ->> 'change_id'); select (answer ->> 'count')::int $$;
create function tests.undone() returns int language sql as $$ select (public.undo_inbox_change(tests.kept('change')) ->> 'count')::int $$;
create function tests.row(key text) returns public.notifications language sql security definer as $$
  select n from public.notifications n where n.user_id = tests.id_of('ada') and n.dedupe_key = key $$;
create function tests.id(key text) returns uuid language sql as $$ select (tests.row(key)).id $$;
grant execute on all functions in schema tests to authenticated;

select tests.tell('A'), tests.tell('B'), tests.tell('C', event => 'order.cancelled'), tests.tell('D', priority => 'urgent'), tests.tell('late', after => now() + interval '1 hour');
-- one transaction has one now(), so the ages are made by hand
update public.notifications n set created_at = now() - make_interval(mins => ascii('E') - ascii(n.dedupe_key)), deliver_after = now() - interval '1 hour'
where n.user_id = tests.id_of('ada') and n.dedupe_key in ('A', 'B', 'C', 'D');

-- pages and filters
select tests.sign_in_as('ada');
select is(tests.page(), 'D C B A', 'a person reads their inbox newest first, and nothing before its time');
select is(tests.page(size => 2), 'D C', 'by pages of their size');
select is((select string_agg(n.title, ',') from public.inbox_page(before_at => (tests.row('C')).inbox_at, before_id => tests.id('C')) n), 'Order B ready,Order A ready', 'the next page begins after the last row');
select is((select count(*)::int from public.inbox_page(page_size => 0)), 1, 'a page has at least one');
select is(tests.page('{"priority": ["urgent"]}'), 'D', 'by priority');
select is(tests.page('{"priority": ["urgent", "high"]}'), 'D C', 'or several');
select is(tests.page('{"category": ["order"]}'), 'D C B A', 'by category');
select is(tests.page('{"category": []}'), '', 'none is none, not all');
select is(tests.page(jsonb_build_object('from', now() - interval '150 s')), 'D C', 'from a time');
select is(tests.page(jsonb_build_object('to', now() - interval '150 s')), 'B A', 'to a time');
select is(tests.page('{"text": "ORDER b"}'), 'B', 'by words, in any case');
select is(tests.page('{"text": "%"}'), '', 'which are words, not patterns');
select is(tests.page('{"unread": false}'), '', 'what was read');
select is(tests.page('{"unread": null, "category": null}'), 'D C B A', 'null asks for nothing');
select tests.refuses($$ select public.inbox_page('{"user_id": "x"}') $$, 'PT422', 'invalid_filter', 'a filter has no other words');
select tests.refuses($$ select public.inbox_page('[]') $$, 'PT422', 'invalid_filter', 'is an object');
select tests.refuses($$ select public.inbox_page('{"box": "all"}') $$, 'PT422', 'invalid_filter', 'names a box that is there');
select tests.refuses($$ select public.inbox_page('{"unread": "yes"}') $$, 'PT422', 'invalid_filter', 'says true or false');
select tests.refuses($$ select public.inbox_page('{"priority": ["vital"]}') $$, 'PT422', 'invalid_filter', 'names a priority that is there');
select tests.refuses($$ select public.inbox_page('{"priority": "high"}') $$, 'PT422', 'invalid_filter', 'in a list');
select tests.refuses($$ select public.inbox_page('{"from": "soon"}') $$, 'PT422', 'invalid_filter', 'and a time that is one');
select is(tests.page($$ {"category": ["x') or true --", "\\"]} $$), '', 'words of a filter never become SQL');
select is(tests.page($$ {"text": "') or true --"} $$), '', 'nor do its texts');

-- in bulk, and undone exactly
select is(tests.marked(public.mark_notifications_read(array[tests.id('B')])), 1, 'a person reads one');
select tests.keep('first', current_setting('tests.change'));
select is(tests.page('{"unread": true}'), 'D C A', 'three are unread');
select is((public.mark_notifications_read(filter => '{"priority": ["urgent"]}') -> 'unread')::int, 2, 'a filter marks what it shows, and the answer has the new count');
select is(tests.marked(public.mark_notifications_read()), 2, 'then all the rest');
select is(tests.undone(), 2, 'which is undone');
select is(tests.page('{"unread": true}'), 'C A', 'for exactly those two');
select is(tests.undone(), 0, 'a second undo changes nothing');
select is(tests.marked(public.archive_notifications(array[tests.id('A'), tests.id('B')])), 2, 'an unread and a read one are put away');
select is(tests.page('{"box": "archived"}'), 'B A', 'and found among the archived');
select is(public.unread_count(), 1, 'where nothing is unread');
select is(tests.undone(), 2, 'undone');
select is(tests.page('{"unread": true}'), 'C A', 'the unread one is unread again, the read one is not');
select is(tests.marked(public.archive_notifications(array[tests.id('A')])), 1, 'one is put away again');
select is(tests.marked(public.mark_notifications_unread(array[tests.id('A')])), 1, 'and taken out elsewhere, as unread');
select is(tests.marked(public.archive_notifications(array[tests.id('A'), tests.id('C')])), 2, 'two are put away');
select tests.keep('put away', current_setting('tests.change'));
select is(tests.marked(public.unarchive_notifications(array[tests.id('A')])), 1, 'one is taken out, read as it is');
select is((public.undo_inbox_change(tests.kept('put away')) ->> 'count')::int, 1, 'undo leaves alone what was marked since');
select is(tests.page('{"unread": true}'), 'C', 'and gives back the other');
select tests.refuses('select public.archive_notifications()', 'PT422', 'nothing_named', 'a call that names nothing changes nothing');
select is(tests.marked(public.archive_notifications('{}')), 0, 'none is none');
select tests.refuses('select public.undo_inbox_change(gen_random_uuid())', 'PT404', 'change_not_found', 'what nobody did cannot be undone');
select tests.sign_in_as('eve');
select tests.refuses('select public.undo_inbox_change(tests.kept(''first''))', 'PT404', 'change_not_found', 'nor can what others did');
select is(tests.marked(public.mark_notifications_read(array[tests.id('C')])), 0, 'nobody marks for others');
select is(tests.marked(public.delete_notifications(array[tests.id('C')])), 0, 'nor deletes');
select is(tests.marked(public.snooze_notifications(now() + interval '1 hour', array[tests.id('C')])), 0, 'nor snoozes');
select is(tests.page('{"box": "snoozed"}'), '', 'nor sees what others snoozed');
select tests.sign_in_as('ada');
select is(public.mark_notifications_seen(array[tests.id('C'), tests.id('late')]), 1, 'what was on a screen is seen, once its time has come');
select is((tests.row('C')).read_at, null, 'and not yet read');
select results_eq('select category, unread, total, last_7_days from public.inbox_statistics()', $$ values ('order', 1, 4, 4) $$, 'the statistics count by category');

-- deleted
select is(tests.marked(public.delete_notifications(array[tests.id('C')])), 1, 'a person deletes one');
select is(tests.page() || tests.page('{"box": "archived"}'), 'D B A', 'which is nowhere');
select is(public.unread_count(), 0, 'and counts nowhere');
select is_empty($$ select from public.notifications where dedupe_key = 'C' $$, 'nor can it be read around the calls');
select is(tests.undone(), 1, 'undone');
select is(tests.page('{"unread": true}'), 'C', 'it is back as it was');
select is(tests.marked(public.delete_notifications(array[tests.id('C')])), 1, 'deleted again');
select tests.admin();
select is(tests.tell('C', event => 'order.cancelled'), tests.id('C'), 'the same event told again is the same row');
select tests.sign_in_as('ada');
select is(tests.page(), 'D B A', 'and does not return');
select tests.admin();
update public.notifications set deleted_at = now() - interval '25 hours' where dedupe_key = 'C';
update private.inbox_changes set made_at = now() - interval '2 hours';
select private.tidy_inbox();
select is((select n.title || n.body || n.data::text || (n.action_url is null)::text from tests.row('C') n), '{}true', 'after a day its words are gone');
select is_empty('select from private.inbox_changes', 'and what can no longer be undone is forgotten');
select tests.tell('C', event => 'order.cancelled');
select is((tests.row('C')).title, '', 'even then the event does not return');

-- snoozed
delete from realtime.messages;
select tests.sign_in_as('ada');
select public.mark_notifications_read(array[tests.id('B')]);
select is(tests.marked(public.snooze_notifications(now() + interval '1 hour', array[tests.id('B')])), 1, 'a person snoozes one they had read');
select is(tests.page(), 'D A', 'it leaves the inbox');
select is(public.unread_count(), 0, 'and every count');
select is_empty($$ select from public.notifications where dedupe_key = 'B' $$, 'and the table');
select is(tests.page('{"box": "snoozed"}'), 'B', 'it is found among the snoozed, where what is only scheduled is not');
select tests.admin();
select is((select max((payload ->> 'unread')::int) from realtime.messages where topic = 'user:' || tests.id_of('ada')), 0, 'what is said aloud agrees');
select is(private.unread_of(tests.id_of('ada')), 0, 'and so does the number on the app''s icon');
select is(private.wake_notifications(), 0, 'it does not wake before its time');
-- an hour passes: the transaction's own clock stands still
update public.notifications set snoozed_until = now(), announced_at = now() - interval '1 hour' where dedupe_key = 'B';
insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values (tests.id_of('ada'), gen_random_uuid(), 'https://push.example/ada', 'key', 'secret');
delete from realtime.messages;
select is(private.wake_notifications(), 1, 'then it wakes');
select is(private.wake_notifications(), 0, 'once');
select results_eq($$ select event, payload ->> 'title' from realtime.messages where event = 'notification_created' and payload ->> 'event_type' = 'order.ready' $$, $$ values ('notification_created', 'Order B ready') $$, 'it is announced like something new');
select results_eq($$ select title, in_inbox from public.notifications where event_type = 'reminder.snoozed' $$, $$ values ('A snoozed notification is back', false) $$, 'and the reminder is an event of its own, in no inbox');
select results_eq($$ select d.channel::text, d.state::text, d.rendered ->> 'title' from private.deliveries d join public.notifications n on n.id = d.notification_id where n.event_type = 'reminder.snoozed' $$,
  $$ values ('web_push', 'pending', 'Order B ready') $$, 'which is pushed with the words of what came back');
select tests.sign_in_as('ada');
select is(tests.page(), 'B D A', 'it stands on top');
select is(tests.page('{"unread": true}'), 'B', 'unread');
select tests.admin();
update public.notifications set read_at = now() where event_type = 'reminder.snoozed';
select isnt((tests.row('B')).read_at, null, 'who presses the reminder has read what it is about');
select tests.sign_in_as('ada');
select public.snooze_notifications(now() + interval '1 hour', array[tests.id('A')]), public.mark_notifications_read(array[tests.id('A')]);
select is((tests.row('A')).snoozed_until, null, 'reading what is snoozed ends the snooze');
select public.snooze_notifications(now() + interval '1 hour', array[tests.id('A')]), public.archive_notifications(array[tests.id('A')]);
select is((tests.row('A')).snoozed_until, null, 'so does archiving it');
select is(tests.marked(public.snooze_notifications(now() + interval '1 hour', array[tests.id('A')])), 1, 'what is archived may be snoozed');
select is(tests.undone(), 1, 'undone');
select is(tests.page('{"box": "archived"}'), 'A', 'it is archived as before');
select tests.refuses('select public.snooze_notifications(now(), ''{}'')', 'PT422', 'invalid_snooze', 'nothing is snoozed into the past');

select public.set_preference('reminder', 'web_push', false), public.snooze_notifications(now() + interval '1 hour', array[tests.id('D')]);
select tests.admin();
update public.notifications set snoozed_until = now(), announced_at = now() - interval '1 hour' where dedupe_key = 'D';
select is(private.wake_notifications(), 1, 'for a person who wants no reminders pushed it comes back all the same');
select is((select d.last_code from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key like 'snooze:' || tests.id('D') || '%'), 'no_consent', 'and nothing is pushed');

-- what comes due without anybody's doing
delete from realtime.messages;
update public.notifications set deliver_after = now() where dedupe_key = 'late';
update public.notifications set announced_at = now() - interval '1 hour' where dedupe_key = 'late';
select private.wake_notifications();
select is((select count(*)::int from realtime.messages where event = 'notification_created'), 1, 'what was scheduled is announced when its time comes');

select * from finish();
rollback;
