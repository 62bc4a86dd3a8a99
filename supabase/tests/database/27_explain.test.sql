-- Every reason and every state has its sentence, and only staff may ask.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(26);
select tests.person('grace', 'staff');
create function tests.why(channel text) returns text language sql as $$
  select string_agg(e.why, ' | ') from public.explain_notification((select id from public.notifications where dedupe_key = 'one' and user_id = tests.id_of('ada'))) e
  where e.channel = why.channel $$;
grant execute on all functions in schema tests to authenticated;

-- the reasons of the outbox, as docs/errors.md and the other chapters name them
create temporary table reasons as select unnest('{no_consent,no_target,target_gone,stop,bounce,complaint,invalid,admin,cap_person_day,cap_person_month,cap_person_money,
  cap_project,read_already,announcement_cancelled,cancelled,in_digest,expired,attempts_used_up,no_receipt}'::text[]) as code;
select is_empty($$ select r.code from reasons r where not exists (select from private.delivery_reasons d where d.code = r.code) $$,
  'every reason why nothing is sent has a sentence');
select is_empty($$ select distinct m[1] from pg_proc p, regexp_matches(p.prosrc, 'last_code = ''([a-z_]+)''', 'g') m
  where p.pronamespace = 'private'::regnamespace and not exists (select from private.delivery_reasons d where d.code = m[1]) $$,
  'and so has every one that a chapter writes');
select is_empty($$ select distinct m[1] from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''::text', 'g') m
  where k.conrelid = 'private.suppressions'::regclass and k.contype = 'c' and pg_get_constraintdef(k.oid) like '%reason%'
    and not exists (select from private.delivery_reasons d where d.code = m[1]) $$, 'and every reason for which an address is left alone');
select is_empty($$ select provider, code from private.error_classes where private.code_words(provider, code) is null $$, 'every provider''s code that is known has its meaning');
select is(private.code_words('twilio', '99999'), 'twilio answered with code 99999, whose meaning is not in private.error_classes yet.', 'one that is not known is said to be so');

select tests.due('one', 'sms');
create function tests.put(state public.delivery_state, code text) returns void language sql as $$
  update private.deliveries set state = put.state, last_code = code, provider = 'twilio', claimed_at = now(), accepted_at = now(), delivered_at = now(),
    in_doubt_since = now(), attempts = 3, finished_at = now() where id = md5('one')::uuid $$;
create temporary table said (what text, why text);
do $$ declare s public.delivery_state; c text; begin
  foreach s in array enum_range(null::public.delivery_state) loop
    perform tests.put(s, null);
    insert into said values (s, tests.why('sms'));
  end loop;
  for c in select code from private.delivery_reasons loop
    perform tests.put('suppressed', c);
    insert into said values (c, tests.why('sms'));
  end loop;
end $$;
select is_empty($$ select what from said where coalesce(length(why), 0) < 15 or why ~ '\m(NULL|null)\M' $$, 'every state and reason is explained in a sentence');
select cmp_ok((select count(distinct why)::int from said), '>=', (select count(*)::int from said) - 5, 'each in words of its own');
select matches((select why from said where what = 'stop'), 'It was not sent. The person texted STOP', 'who said STOP is named as the reason');

-- what it waits for
select tests.put('pending', null);
update private.deliveries set next_attempt_at = now() - interval '1 minute' where id = md5('one')::uuid;
select matches(tests.why('sms'), 'waits for the next worker', 'what is due waits for a worker');
insert into public.quiet_hours (user_id, starts, ends) values (tests.id_of('ada'), ((now() at time zone 'UTC') - interval '1 hour')::time(0), ((now() at time zone 'UTC') + interval '1 hour')::time(0));
update private.deliveries set next_attempt_at = private.quiet_until(tests.id_of('ada'), 'normal', now()) where id = md5('one')::uuid;
select matches(tests.why('sms'), 'quiet hours: it waits until', 'what waits for the end of quiet hours says so');
delete from public.quiet_hours;
update private.deliveries set next_attempt_at = now() + interval '1 hour', digest_key = 'x' where id = md5('one')::uuid;
select matches(tests.why('sms'), 'for others of its kind', 'what waits for a digest says so');
update private.deliveries set digest_key = null where id = md5('one')::uuid;
update public.notifications set deliver_after = now() + interval '1 hour' where dedupe_key = 'one';
select matches(tests.why('sms'), 'It is scheduled for', 'what is scheduled says so');
select matches(tests.why('in_app'), 'It is scheduled for', 'in the inbox too');
update public.notifications set deliver_after = now() where dedupe_key = 'one';

-- fallback, both ways
select tests.put('failed', '30005');
insert into private.deliveries (id, notification_id, user_id, channel, target_id, rendered, priority, fallback_of)
select md5('mail')::uuid, notification_id, user_id, 'email', user_id, '{}', priority, id from private.deliveries where id = md5('one')::uuid
on conflict do nothing;
select matches(tests.why('sms'), 'The number does not exist any more \(twilio 30005\)\..*A delivery by email followed', 'what failed says what followed');
select matches(tests.why('email'), 'It stands in for the sms that failed for good', 'and what followed says for what');

-- the inbox, and channels without a delivery
delete from private.deliveries where channel = 'web_push';
select matches(tests.why('web_push'), 'no active template|does not use', 'a channel without a delivery says why');
select matches(tests.why('in_app'), 'unread; no screen', 'the inbox says that nobody saw it');
update public.notifications set read_at = now() where dedupe_key = 'one';
select matches(tests.why('in_app'), 'The person read it at', 'or that it was read');
update public.notifications set deleted_at = now() where dedupe_key = 'one';
select matches(tests.why('in_app'), 'The person deleted it at', 'or deleted');
update public.notifications set deleted_at = null, cancelled_at = now() where dedupe_key = 'one';
select matches(tests.why('in_app'), 'It was taken back at', 'or taken back');
update public.notifications set cancelled_at = null, in_inbox = false where dedupe_key = 'one';
select matches(tests.why('in_app'), 'switched this category off', 'or not wanted there');

-- a story with tries and callbacks
insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, finished_at, outcome, http_status, code)
values (md5('one')::uuid, 1, gen_random_uuid(), now() - interval '3 minutes', now() - interval '2 minutes', 'retry', 429, '20429');
insert into private.provider_events (provider, event_key, provider_message_id, delivery_id, status, error_code, raw)
values ('twilio', 'k', 'SM1', md5('one')::uuid, 'undelivered', '30005', '{}');
select is((select string_agg(t ->> 'what', ' > ') from public.explain_notification((select id from public.notifications where dedupe_key = 'one')) e, jsonb_array_elements(e.timeline) t
  where e.channel = 'sms' and t ->> 'what' !~ '^(told|over)'),
  'try 1 through twilio > retry: HTTP 429 Too many requests: never processed, safe to send again (twilio 20429). > twilio reported undelivered, The number does not exist any more (twilio 30005).',
  'the timeline tells each try and each report in words');

-- who may ask
select tests.keep('told', (select id::text from public.notifications where dedupe_key = 'one'));
select tests.sign_in_as('grace');
select isnt_empty('select public.explain_notification(tests.kept(''told''))', 'staff may ask');
select tests.refuses('select public.explain_notification(gen_random_uuid())', 'PT404', 'notification_not_found', 'but not for what is not there');
select tests.sign_in_as('ada');
select tests.refuses('select public.explain_notification(tests.kept(''told''))', 'PT403', 'not_staff', 'a person may not, not even about their own');
select tests.nobody();
select tests.denied('select public.explain_notification(gen_random_uuid())', 'nor may nobody');

select * from finish();
rollback;
