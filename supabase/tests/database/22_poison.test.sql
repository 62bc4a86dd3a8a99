-- One row that raises holds up nobody else: not a sweep, not a claim, not an announcement, not a waking.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(20);
select tests.person('grace', 'staff'), tests.person('bob');
delete from net.http_request_queue;
delete from public.announcements;
select vault.create_secret('http://functions.test', 'functions_url') where not exists (select from vault.secrets where name = 'functions_url');
select vault.create_secret('a-secret', 'webhook_secret') where not exists (select from vault.secrets where name = 'webhook_secret');
create function pg_temp.knocks() returns int language sql as $$ with gone as (delete from net.http_request_queue returning 1) select count(*)::int from gone $$;
create function pg_temp.break() returns trigger language plpgsql as $$ begin raise 'poison'; end $$;

-- the sweep
select tests.due('waits', 'sms');
select tests.due('early', 'web_push'), tests.claim('web_push'), tests.settle('early', 'accepted', '{"provider": "web_push"}');
insert into private.provider_events (provider, event_key, provider_message_id, delivery_id, status, raw) values
  ('twilio', 'bad', 'SMbad', md5('waits')::uuid, 'delivered', '{}'), ('web_push', 'good', 'good', md5('early')::uuid, 'delivered', '{}');
create trigger poison before update on private.deliveries for each row when (new.id = md5('waits')::uuid) execute function pg_temp.break();
select pg_temp.knocks();
set local client_min_messages = error;
select lives_ok('select private.sweep()', 'a callback that cannot be applied does not stop the sweep');
select is(pg_temp.knocks(), 1, 'which knocks for what waits');
select is((tests.delivery('early')).state::text, 'delivered', 'and applies the callback behind it');
select is(public.record_provider_event('twilio', 'bad two', 'SMbad', md5('waits')::uuid, 'delivered', null, '{}'), 'stored', 'and a provider is not asked to say it again and again');
select is((select applied_at from private.provider_events where event_key = 'bad two'), null, 'it is kept to be applied');
drop trigger poison on private.deliveries;
create or replace function private.escalate() returns int language plpgsql as $$ begin raise 'poison'; end $$;
select lives_ok('select private.sweep()', 'nor does an urgent push that cannot be followed');
select is(pg_temp.knocks(), 1, 'undo the knock');

-- rows of a wrong shape, and people who leave meanwhile
delete from private.deliveries;
delete from private.provider_events;
select tests.due(name, 'web_push') from unnest('{scalar,list,nothing,fine}'::text[]) name;
update private.deliveries set rendered = '"words"' where id = md5('scalar')::uuid;
update private.deliveries set rendered = '[1]' where id = md5('list')::uuid;
update private.deliveries set rendered = 'null' where id = md5('nothing')::uuid;
select set_eq($$ select tests.claim('web_push') $$, array['scalar', 'list', 'nothing', 'fine'], 'a worker gets words of a wrong shape beside the others, and refuses each by itself');
delete from private.deliveries;
select tests.due('worded', 'sms');
delete from private.templates where event_type = 'order.ready';
select set_eq($$ select tests.claim('sms') $$, array['worded'], 'words that are written already need no template');
delete from auth.users where id = tests.id_of('ada');
select is(public.settle_deliveries(jsonb_build_array(jsonb_build_object('id', md5('worded')::uuid, 'lease_token', gen_random_uuid(), 'outcome', 'accepted'))), 0,
  'a worker that sent to a person who is gone by now settles nothing, without an error');

-- a worker that dies of a text, each time
select tests.person('ada');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'order', 'sms', true);
select private.save_words('order.ready', 'en', 'Ready', 'Ready', null, null, null);
select tests.due('deadly', 'sms');
create function pg_temp.die(times int) returns void language plpgsql as $$
begin
  for i in 1..times loop
    perform tests.claim('sms'), tests.pass_time('deadly');
  end loop;
end $$;
select pg_temp.die((select max_attempts * 10 + 1 from private.settings));
select results_eq($$ select d.state::text, d.last_code, d.in_doubt_since is not null from tests.delivery('deadly') d $$, $$ values ('dead', 'attempts_used_up', true) $$,
  'a text that kills every worker is given up, in doubt');
select is_empty($$ select from private.deliveries where fallback_of = md5('deadly')::uuid $$, 'and no mail follows, for it may have arrived');

-- announcements
create function pg_temp.announce(name text, priority public.notification_priority) returns void language sql as $$
  insert into public.announcements (id, event_type, words, priority, audience, state, started_at)
  values (md5(announce.name)::uuid, 'announcement.news', jsonb_build_object('en', jsonb_build_object('title', announce.name, 'body', 'Open until nine.')), announce.priority,
    jsonb_build_object('kind', 'list', 'user_ids', jsonb_build_array(tests.id_of('bob'))), 'sending', now())
$$;
create function pg_temp.state_of(name text) returns text language sql as $$ select a.state::text from public.announcements a where a.id = md5(state_of.name)::uuid $$;
select pg_temp.announce('bad', 'high'), pg_temp.announce('good', 'normal');
create trigger poison before insert on public.notifications for each row when (new.title = 'bad') execute function pg_temp.break();
select private.expand_announcements(), private.expand_announcements();
select is(pg_temp.state_of('good'), 'done', 'a page that raises lets the next announcement pass');
select is((select concat_ws(' ', state, failures, fault) from public.announcements where id = md5('bad')::uuid), 'sending 1 poison', 'it says why, and is tried again');
create function pg_temp.try(times int) returns void language plpgsql as $$
begin
  for i in 1..times loop
    update public.announcements set retry_at = null where id = md5('bad')::uuid;
    perform private.expand_announcements();
  end loop;
end $$;
select pg_temp.try((select announcement_failures::int from private.settings));
select is((select concat_ws(' ', state, failures, fault) from public.announcements where id = md5('bad')::uuid), 'failed 5 poison', 'after five times it stops');
select results_eq($$ select n.body from public.notifications n where n.user_id = tests.id_of('grace') and n.event_type = 'system.announcement_failed' $$, array['bad: poison'], 'and staff are told once, with the reason');
drop trigger poison on public.notifications;
select tests.sign_in_as('grace');
select is((public.schedule_announcement(md5('bad')::uuid)).state::text, 'sending', 'once it is mended staff send the rest');
select tests.admin();
select private.expand_announcements();
select is(pg_temp.state_of('bad'), 'done', 'and it is told');

-- waking
select tests.keep('asleep', public.notify(tests.id_of('bob'), 'announcement.news', dedupe_key => 'asleep', data => '{"announcement": {"title": "t", "body": "b"}}')::text);
update public.notifications set snoozed_until = now() where id = tests.kept('asleep');
update public.notifications set announced_at = '-infinity' where id = tests.kept('asleep');
delete from private.templates where event_type = 'reminder.snoozed';
delete from public.event_types where key = 'reminder.snoozed';
select lives_ok('select private.wake_notifications()', 'a reminder that cannot be told holds up no other waking');
select isnt((select announced_at from public.notifications where id = tests.kept('asleep')), '-infinity', 'what was snoozed is back');

select * from finish();
rollback;
