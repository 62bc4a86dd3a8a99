-- Beginning anew what was given up, and closing what nobody will ever report on.

alter table private.settings
  add column receipt_hours int not null default 72 check (receipt_hours between 1 and 720),
  add column log_days int not null default 3 check (log_days between 1 and 365);
comment on column private.settings.receipt_hours is 'Hours after which an SMS that the provider accepted counts as undelivered when no receipt came.';
comment on column private.settings.log_days is 'Days that the log of pg_cron''s runs and pg_net''s answers is kept.';

-- definer: the outbox has no grants at all; so it asks who is calling
create function public.redeliver(delivery_id uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  d private.deliveries;
begin
  perform private.check_operator();
  select x.* into d from private.deliveries x where x.id = redeliver.delivery_id for update;
  if d.id is null then
    perform private.refuse(404, 'delivery_not_found', 'There is no such delivery.');
  elsif d.state not in ('dead', 'failed', 'undelivered', 'expired') then
    perform private.refuse(409, 'delivery_not_given_up', format('It is %s: only one that is dead, failed, undelivered or expired can begin anew.', d.state));
  elsif d.rendered = '{}' then
    perform private.refuse(409, 'delivery_not_given_up', 'Its words were forgotten after settings.words_days: tell it anew.');
  end if;
  insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome, provider, provider_message_id, code, error)
  values (d.id, d.attempts, gen_random_uuid(), now(), 'redelivered', d.provider, d.provider_message_id, d.last_code,
    'Begun anew by ' || coalesce((select auth.uid())::text, 'the service role') || ', was ' || d.state);
  update public.notifications n set expires_at = now() + (select e.ttl from public.event_types e where e.key = n.event_type)
  where n.id = d.notification_id and n.expires_at <= now();
  update private.deliveries x set
    state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = null, allowance_taken_at = null,
    provider_message_id = null, provider_rank = 0, accepted_at = null, digest_key = null, last_error = null,
    expires_at = (select n.expires_at from public.notifications n where n.id = x.notification_id)
  where x.id = d.id;
  perform private.knock(d.channel);
  return 'pending';
end $$;
comment on function public.redeliver is
  'Begins a delivery anew that is dead, failed, undelivered or expired: all its tries again, consent and allowances asked again, an expired one with a new ttl. One still in doubt is looked up first. For staff and the service role. Errors: not_staff, delivery_not_found, delivery_not_given_up.';
grant execute on function public.redeliver to authenticated, service_role;

-- many carriers never report: after three days nothing will come. It is not sent again, and no mail follows
create function private.close_without_receipt() returns int
language sql volatile set search_path = '' as $$
  with closed as (
    update private.deliveries d set state = 'undelivered', last_code = 'no_receipt', finished_at = now()
    where d.channel = 'sms' and d.state in ('accepted', 'sent')
      and d.accepted_at < now() - make_interval(hours => (select s.receipt_hours from private.settings s))
    returning 1)
  select count(*)::int from closed
$$;

-- a sweep every 10 s writes 8,640 lines a day
create function private.purge_logs() returns void
language plpgsql volatile set search_path = '' as $$
declare
  oldest timestamptz := now() - make_interval(days => (select s.log_days from private.settings s));
begin
  delete from cron.job_run_details r where r.end_time < oldest;
  delete from net._http_response r where r.created < oldest;
exception when insufficient_privilege then
  raise warning 'The logs of pg_cron and pg_net are not ours to purge here: %', sqlerrm;
end $$;
