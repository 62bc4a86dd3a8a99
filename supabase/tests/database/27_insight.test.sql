-- The questions of admins, and answers that no spreadsheet runs.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(26);
select tests.person('grace', 'staff');

select bag_eq($$ select relname::text from pg_class where relkind = 'v' and relnamespace = 'private'::regnamespace
    -- what the map of operations is made of
    and relname !~ '^operations' $$,
  $$ select unnest(private.insight_views()) $$, 'every view of ours can be exported, and nothing else');
select is_empty($$ select c.relname from pg_class c where c.relkind = 'v' and c.relname !~ '^operations' and c.relnamespace = 'private'::regnamespace and obj_description(c.oid) !~ '\?$' $$, 'each says which question it answers');

-- a day in the life of the outbox
select tests.due('ok', 'sms'), tests.due('bad', 'sms'), tests.due('dead', 'sms', 'urgent'), tests.due('waits', 'web_push', due_for_s => 90);
update private.deliveries set state = 'delivered', provider = 'twilio', created_at = now() - interval '10 s', accepted_at = now() - interval '4 s', delivered_at = now(), segments = 2, price = 0.08, currency = 'USD', price_final_at = now() where id = md5('ok')::uuid;
update private.deliveries set state = 'failed', provider = 'twilio', last_code = '21211', finished_at = now() where id = md5('bad')::uuid;
update private.deliveries set state = 'dead', provider = 'twilio', last_code = 'attempts_used_up', last_error = '=cmd|''/c calc''!A1', attempts = 8, finished_at = now() where id = md5('dead')::uuid;
update public.notifications set deliver_after = now() - interval '1 hour' where dedupe_key = 'ok';
update public.notifications set title = '@SUM(1)' where dedupe_key = 'dead';
insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, finished_at, outcome, provider) values (md5('ok')::uuid, 1, gen_random_uuid(), now() - interval '8 s', now() - interval '4 s', 'accepted', 'twilio');
select results_eq($$ select deliveries, sent, delivered, failed, waiting, sent_percent, delivered_percent from private.delivery_rate where channel = 'sms' $$,
  $$ values (3, 1, 1, 2, 0, 33.3, 100.0) $$, 'how much was sent and arrived');
select results_eq($$ select code, meaning from private.failure_reasons where state = 'failed' $$, $$ values ('21211', 'Not a phone number (twilio 21211).') $$, 'why the rest was not, in words');
select results_eq($$ select messages, segments, cost, cost_per_segment, not_final from private.sms_cost_per_day $$, $$ values (1, 2, 0.08, 0.04, 0) $$, 'what it cost');
select results_eq($$ select to_claim_p50_s, to_accept_p95_s, to_deliver_p50_s from private.slowest_steps where channel = 'sms' $$, $$ values (2.00, 4.00, 4.00) $$, 'where the time went');
select results_eq($$ select health, tries_last_hour, accepted_percent, answer_p95_s from private.provider_health where provider = 'twilio' $$, $$ values ('up', 1, 100.0, 4.00) $$, 'whether the provider is well');
update private.providers set down_until = now() + interval '1 minute' where name = 'twilio';
select is((select health from private.provider_health where provider = 'twilio'), 'down', 'or down');
select results_eq($$ select deliveries, due, overdue_s from private.waiting_now where channel = 'web_push' $$, $$ values (1, 1, 90) $$, 'what waits, and how late it is');
select results_eq($$ select code, to_begin_anew from private.dead_letters $$, $$ values ('attempts_used_up', format('select redeliver(%L)', md5('dead')::uuid)) $$, 'what was given up, and how it begins anew');
select isnt_empty($$ select from private.opt_outs where category = 'order' and switched_on > 0 $$, 'who switched what on');
select isnt_empty($$ select from private.unread_by_category where category = 'order' and unread > 0 $$, 'and what people read');
select performs_ok($$ select * from private.delivery_rate $$, 500, 'the views answer at once');

-- fields that a spreadsheet would run
create temporary table traps (value text, field text);
insert into traps values ('=1+1', '"''=1+1"'), ('+1', '"''+1"'), ('-1+1', '"''-1+1"'), ('@SUM(A1)', '"''@SUM(A1)"'), (e'\t=1', e'"''\t=1"'), (e'\r=1', e'"''\r=1"'),
  (e'\nx', e'"''\nx"'), ('  =1', '"''  =1"'), ('＝1', '"''＝1"'), ('say "no"', '"say ""no"""'), ('a,b', '"a,b"'), ('="x"', '"''=""x"""'), (e'two\r\nlines', e'"two\r\nlines"'),
  ('-12.5', '-12.5'), ('12', '12'), ('', '""'), (null, ''), ('plain', '"plain"'), (e'\u00a0=1', e'"''\u00a0=1"'), ('|calc', '"''|calc"');
select is_empty($$ select value, private.csv_field(value), field from traps where private.csv_field(value) <> field $$, 'no field is run by a spreadsheet, and none breaks its line');
select is(length(replace(public.export_csv('dead_letters'), e'\r\n', '')) + 4, length(public.export_csv('dead_letters')), 'a row is a line');
select matches(public.export_csv('dead_letters'), '^"delivery_id","finished_at","person","event_type","title"', 'the names of the columns stand above');
select matches(public.export_csv('dead_letters'), '"''@SUM\(1\)".*"''=cmd\|''/c calc''!A1"', 'and what people wrote cannot run');

-- who may ask
select tests.sign_in_as('grace');
select lives_ok($$ select public.export_csv(v) from unnest('{delivery_rate,failure_reasons,sms_cost_per_day,opt_outs,suppressed_addresses,unread_by_category,slowest_steps,provider_health,waiting_now,dead_letters,rooms_per_day,support_per_day,support_waiting,support_agents,busiest_hours,busiest_rooms,moderation,arrival_error,arrival_error_by_hour}'::text[]) v $$, 'staff export each of them');
select tests.refuses($$ select public.export_csv('deliveries') $$, 'PT404', 'view_not_found', 'and no table');
select tests.refuses($$ select public.export_csv('dead_letters v; drop table x; --') $$, 'PT404', 'view_not_found', 'nor what else one writes there');
select tests.refuses('select public.export_csv(null)', 'PT404', 'view_not_found', 'nor nothing');
select bag_eq($$ select jsonb_object_keys(public.delivery_health()) $$, $$ values ('since'), ('at'), ('channels'), ('reasons'), ('cost'), ('providers'), ('waiting') $$, 'staff ask how sending goes');
select is((select c - 'to_accept_p50_s' - 'to_accept_p95_s' from jsonb_array_elements(public.delivery_health() -> 'channels') c where c ->> 'channel' = 'sms'),
  '{"channel": "sms", "deliveries": 3, "sent": 1, "delivered": 1, "failed": 2, "not_sent": 0, "waiting": 0}', 'by channel');
select tests.sign_in_as('ada');
select tests.refuses('select public.delivery_health()', 'PT403', 'not_staff', 'people may not');
select tests.refuses($$ select public.export_csv('dead_letters') $$, 'PT403', 'not_staff', 'nor export');
select tests.denied('select * from private.dead_letters', 'nor read the views');

select * from finish();
rollback;
