-- The books of sending are kept as long as the settings say, and no longer; consent for ever.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(13);
delete from private.delivery_attempts;
delete from private.provider_events;
delete from private.inbound_sms;
delete from private.suppressions;

select tests.due(name, 'sms') from unnest('{old,fresh,waiting}'::text[]) name;
select tests.keep('consents', (select md5(count(*)::text) from public.consent_log));
insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome)
select md5(a.name)::uuid, 1, gen_random_uuid(), now() - make_interval(days => a.days), 'accepted' from (values ('old', 91), ('old', 89), ('waiting', 91)) a (name, days);
update private.deliveries set state = 'delivered', accepted_at = now() - interval '181 days', finished_at = now() - interval '181 days', sent_to = '+447700900901' where id = md5('old')::uuid;
update private.deliveries set state = 'delivered', accepted_at = now() - interval '179 days', finished_at = now() - interval '179 days', sent_to = '+447700900901' where id = md5('fresh')::uuid;
update private.deliveries set next_attempt_at = now() - interval '181 days', accepted_at = now() - interval '181 days', state = 'retry_wait' where id = md5('waiting')::uuid;
insert into private.provider_events (provider, event_key, provider_message_id, status, raw, received_at)
select 'twilio', n::text, 'SM' || n, 'sent', '{}', now() - make_interval(days => n) from unnest('{91,89}'::int[]) n;
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900777', 'stop');
insert into private.inbound_sms (provider, provider_message_id, from_number, to_number, body, keyword, handled_at, received_at) values
  ('twilio', 'handled', '+447700900778', '+1', 'Thanks', null, now(), now() - interval '366 days'),
  ('twilio', 'new', '+447700900778', '+1', 'Thanks', null, now(), now() - interval '364 days'),
  ('twilio', 'unread', '+447700900778', '+1', 'Where is my order?', null, null, now() - interval '366 days'),
  ('twilio', 'stopped', '+447700900777', '+1', 'STOP', 'stop', null, now() - interval '366 days');

select is(private.forget_old(1), 1, 'house-keeping takes a batch');
select private.forget_old();
select is(private.forget_old(), 0, 'until nothing is left');
select results_eq($$ select delivery_id, (now() - started_at)::text from private.delivery_attempts order by 2 $$,
  $$ values (md5('old')::uuid, '89 days'), (md5('waiting')::uuid, '91 days') $$, 'tries older than attempts_days go, but not those of what still waits');
select results_eq('select event_key from private.provider_events', array['89'], 'callbacks older than provider_events_days go');
select set_eq('select provider_message_id from private.inbound_sms', array['new', 'unread', 'stopped'], 'old texts go, but not what nobody has read, nor a STOP that holds');
select results_eq($$ select d.rendered, d.sent_to from tests.delivery('old') d $$, $$ values ('{}'::jsonb, null::text) $$, 'the words and the number of an old delivery go');
select is((tests.delivery('old')).state::text, 'delivered', 'that it was delivered stays');
select isnt((tests.delivery('fresh')).rendered, '{}', 'a younger one keeps its words');
select isnt((tests.delivery('waiting')).rendered, '{}', 'so does what is still to be sent');
update private.deliveries set state = 'failed' where id = md5('old')::uuid;
select tests.refuses(format('select public.redeliver(%L)', md5('old')::uuid), 'PT409', 'delivery_not_given_up', 'nobody is sent a message without words');
select is((select md5(count(*)::text)::uuid from public.consent_log), tests.kept('consents'), 'nothing of the consent log is forgotten');
select results_eq($$ select count(*)::int from cron.job where command like '%forget_old%' $$, array[1], 'pg_cron does it by itself');
select throws_ok('update private.settings set words_days = 1', '23514', null, 'nobody forgets words by a slip of the hand');

select * from finish();
rollback;
