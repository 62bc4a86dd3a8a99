-- Asked at the last moment: addresses, suppressions, what was read already; and no class of priority starves another.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(33);
select tests.person('mia');
update auth.users set email_confirmed_at = now(), email = 'Mia@Test.Example' where id = tests.id_of('mia');
update auth.users set email_confirmed_at = null where id in (tests.id_of('ada'), tests.id_of('eve'));
create function pg_temp.targets(who text, channel public.notification_channel, category text default 'order') returns setof text language sql as $$
  select concat_ws(' ', case t.target_id when tests.id_of(who) then 'self' else 'other' end, t.reason) from private.delivery_targets(tests.id_of(who), category, channel) t
$$;
create function pg_temp.fared(name text) returns text language sql as $$ select concat_ws(' ', (d).state, (d).last_code) from tests.delivery(fared.name) d $$;
-- a mail to mia, due
create function pg_temp.mail(name text, priority public.notification_priority default 'normal') returns void language plpgsql as $$
declare
  told uuid := public.notify(tests.id_of('mia'), 'order.ready', 'order', md5('o')::uuid, '{"order": {"number": "A7"}}', mail.name, mail.priority, '/orders/x');
begin
  delete from private.deliveries where notification_id = told;
  insert into private.deliveries (id, notification_id, user_id, channel, target_id, rendered, priority) values (md5(mail.name)::uuid, told, tests.id_of('mia'), 'email', tests.id_of('mia'), '{"title": "T", "body": "B"}', mail.priority);
end $$;

-- where a notification goes
select results_eq($$ select pg_temp.targets('mia', 'email') $$, $$ values ('self') $$, 'a confirmed address is a target, and the person stands for it');
select results_eq($$ select pg_temp.targets('ada', 'email') $$, $$ values ('self no_target') $$, 'an address nobody confirmed is none');
insert into private.suppressions (channel, address, reason) values ('email', 'mia@test.example', 'bounce'), ('sms', '+447700900901', 'stop');
select results_eq($$ select pg_temp.targets('mia', 'email') $$, $$ values ('self bounce') $$, 'an address that bounced is suppressed, however it is written');
select results_eq($$ select pg_temp.targets('ada', 'sms') $$, $$ values ('other stop') $$, 'so is a number that said STOP');
select tests.keep('stopped', public.notify(tests.id_of('ada'), 'order.ready')::text);
select results_eq($$ select state::text, last_code from private.deliveries where notification_id = tests.kept('stopped') and channel = 'sms' $$, $$ values ('suppressed', 'stop') $$, 'and the row says why');
delete from private.suppressions;

-- what a worker gets of a mail
select pg_temp.mail('first');
select results_eq($$ select provider, target - '{round,is_critical,category_label}'::text[], in_doubt_since from public.claim_deliveries('email', 'test', 1) $$,
  $$ values ('resend', '{"email": "mia@test.example", "name": "Mia", "locale": "en"}'::jsonb, null::timestamptz) $$, 'a worker gets address, name and locale of a mail, and who is to send it');
select is((tests.delivery('first')).sent_to, 'mia@test.example', 'the row keeps where it went');
select tests.pass_time('first');
select results_eq($$ select in_doubt_since is not null from public.claim_deliveries('email', 'test', 1) $$, $$ values (true) $$, 'a mail whose worker died is in doubt, like a text');
delete from private.deliveries;
select tests.keep('told', public.notify(tests.id_of('mia'), 'security.new_device', data => '{"device": {"name": "Phone", "at": "2026-11-21T10:00:00Z"}}', action_url => '/settings')::text);
select results_eq($$ select rendered ->> 'category', rendered ->> 'locale', rendered ->> 'action_url', rendered ? 'title' from private.deliveries where notification_id = tests.kept('told') and channel = 'email' $$,
  $$ values ('security', 'en', '/settings', true) $$, 'a mail carries its category and the locale of its words');

-- what changed since
select pg_temp.mail('bounced');
insert into private.suppressions (channel, address, reason) values ('email', 'mia@test.example', 'complaint');
delete from private.deliveries where notification_id = tests.kept('told');
select is_empty($$ select from public.claim_deliveries('email', 'test', 50) $$, 'an address that complained since is not written to');
select is(pg_temp.fared('bounced'), 'suppressed complaint', 'and the row says so');
delete from private.suppressions;
select pg_temp.mail('unconfirmed');
update auth.users set email_confirmed_at = null where id = tests.id_of('mia');
select is_empty($$ select from public.claim_deliveries('email', 'test', 50) $$, 'nor one that is no longer confirmed');
select is(pg_temp.fared('unconfirmed'), 'suppressed target_gone', 'and the row says so');
update auth.users set email_confirmed_at = now() where id = tests.id_of('mia');
select tests.due('late stop', 'sms');
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'stop');
select is_empty($$ select tests.claim('sms') $$, 'a number that said STOP since is not texted');
select is(pg_temp.fared('late stop'), 'suppressed stop', 'and the row says so');
delete from private.suppressions;
select tests.due('read push', 'web_push'), tests.due('read low', 'web_push', 'low'), tests.due('read high', 'web_push', 'high'), tests.due('read text', 'sms'), pg_temp.mail('read mail');
update public.notifications set read_at = now() where dedupe_key like 'read %';
select results_eq($$ select tests.claim('web_push') $$, $$ values ('read high') $$, 'who has read it in the app is not pushed it, unless it matters');
select is(pg_temp.fared('read push') || ', ' || pg_temp.fared('read low'), 'suppressed read_already, suppressed read_already', 'and the rows say so');
select is_empty($$ select from public.claim_deliveries('email', 'test', 50) $$, 'nor mailed it');
select results_eq($$ select tests.claim('sms') $$, $$ values ('read text') $$, 'a text they asked for is sent all the same');

-- allowances
select isnt((tests.delivery('read text')).allowance_taken_at, null, 'a text takes its place in the allowance when it is claimed');
update private.deliveries set allowance_taken_at = now() - interval '1 hour' where id = md5('read text')::uuid;
select tests.settle('read text', 'retry'), tests.pass_time('read text');
select tests.claim('sms');
select is((tests.delivery('read text')).allowance_taken_at, now() - interval '1 hour', 'and once, however often it is tried');

-- nobody starves
delete from private.deliveries;
alter table private.deliveries disable trigger _900_knock;
alter table public.notifications disable trigger user;
-- as many as named, older the higher the number
create function pg_temp.pile(priority public.notification_priority, many int) returns void language sql as $$
  with told as (
    insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body)
    select tests.id_of('ada'), 'order.ready', 'order', pile.priority, 'pile ' || pile.priority || i, 'T', 'B' from generate_series(1, many) i returning id, dedupe_key)
  insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, next_attempt_at)
  select t.id, tests.id_of('ada'), 'web_push', md5('device')::uuid, '{}', pile.priority, now() - make_interval(secs => regexp_replace(t.dedupe_key, '\D', '', 'g')::int) from told t
$$;
create function pg_temp.shares(batch int) returns text language sql as $$
  select string_agg(priority || ' ' || n, ', ' order by priority desc) from (select priority, count(*) n from public.claim_deliveries('web_push', 'test', batch) group by 1) c
$$;
select pg_temp.pile('urgent', 200), pg_temp.pile('normal', 300), pg_temp.pile('low', 400);
select is(pg_temp.shares(100), 'urgent 90, low 10', 'of a hundred, ten are for those who wait longest');
select results_eq($$ select extract(epoch from now() - claimed_at)::int is not null, min(dedupe_key), max(dedupe_key) from private.deliveries d join public.notifications n on n.id = d.notification_id where d.state = 'sending' and d.priority = 'low' group by 1 $$,
  $$ values (true, 'pile low391', 'pile low400') $$, 'the oldest of them');
select is(pg_temp.shares(9), 'urgent 9', 'a batch too small to share is all for the urgent');
select is((select string_agg(distinct c.priority::text, ' then ') from (select priority, row_number() over () from public.claim_deliveries('web_push', 'test', 20)) c), 'low then urgent', 'every larger one is shared');
select is((select (array_agg(priority::text))[1] from public.claim_deliveries('web_push', 'test', 50)), 'urgent', 'the urgent of a batch come first in it');
delete from private.deliveries where priority = 'urgent';
select is(pg_temp.shares(100), 'normal 90, low 10', 'normal ones do not starve the low either');
select is(pg_temp.shares(500), 'normal 210, low 290', 'and when there is room for all, all go');

-- 20,000 waiting: a claim reads what it takes and no more
with told as (
  insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body)
  select tests.id_of('ada'), 'order.ready', 'order', 'normal', 'many ' || i, 'T', 'B' from generate_series(1, 20000) i returning id)
insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, next_attempt_at)
select t.id, tests.id_of('ada'), 'web_push', md5('device')::uuid, '{}', (enum_range(null::public.notification_priority))[1 + (random() * 3)::int], now() - random() * interval '1 hour' from told t;
-- of the notifications too: a vacuum that came before them has written down that there are none
analyze private.deliveries, public.notifications;
create temporary table reads as select seq_scan, seq_tup_read, idx_tup_fetch from pg_stat_xact_all_tables where relid = 'private.deliveries'::regclass;
create function pg_temp.read_since() returns text language sql as $$
  select case when s.seq_scan = r.seq_scan and s.seq_tup_read = r.seq_tup_read then 'no scan' else 'a scan' end || case when s.idx_tup_fetch - r.idx_tup_fetch < 10000 then ', few rows' else ', ' || (s.idx_tup_fetch - r.idx_tup_fetch) || ' rows' end
  from pg_stat_xact_all_tables s, reads r where s.relid = 'private.deliveries'::regclass
$$;
select is((select count(*)::int from public.claim_deliveries('web_push', 'test', 500)), 500, 'of twenty thousand five hundred are claimed');
select is(pg_temp.read_since(), 'no scan, few rows', 'by an index that has them in order: nothing is sorted, nothing else is read');
prepare main_path as select d.id from private.deliveries d
  where d.channel = 'web_push' and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous') and d.next_attempt_at <= now() and d.id <> all ('{}'::uuid[])
  order by d.priority desc, d.next_attempt_at limit 450 for update skip locked;
create function pg_temp.plan_of(statement text) returns setof text language plpgsql as $$ begin return query execute 'explain ' || statement; end $$;
select is_empty($$ select l from pg_temp.plan_of('execute main_path') l where l ~ '(Sort|Seq Scan)' $$, 'the plan has no sort and no scan of the table');
select isnt_empty($$ select l from pg_temp.plan_of('execute main_path') l where l ~ 'Index Scan using deliveries_due_idx' $$, 'but the one index of what is due');

-- rights
select tests.sign_in_as('ada');
select tests.denied($$ select private.judge_deliveries('{}') $$, 'people judge no deliveries');

select * from finish();
rollback;
