-- A worker takes due rows with a lease and a token, commits, and only then calls the provider. What it never gives back
-- is taken again when the lease ends; all times are the database's, so no worker's clock matters.

-- why a delivery must not leave any more, or null: asked at the last moment, not when the event happened
create function private.delivery_fault(d private.deliveries) returns text
language sql stable set search_path = '' as $$
  select case
    when d.expires_at <= now() then 'expired'
    when exists (select from public.notifications n join public.announcements a on a.id = n.subject_id
      where n.id = d.notification_id and n.subject_type = 'announcement' and a.state = 'cancelled') then 'announcement_cancelled'
    when not private.is_wanted(d.user_id, (select n.category from public.notifications n where n.id = d.notification_id), d.channel)
      then 'no_consent'
    when d.channel = 'web_push' and not exists (
      select 1 from public.push_subscriptions s
      where s.id = d.target_id and s.user_id = d.user_id and s.disabled_at is null) then 'target_gone'
    when d.channel = 'sms' and not exists (
      select 1 from public.phones p
      where p.id = d.target_id and p.user_id = d.user_id and p.verified_at is not null) then 'target_gone'
  end
$$;

create function private.delivery_address(d private.deliveries) returns jsonb
language sql stable set search_path = '' as $$
  select case d.channel
    when 'sms' then (select jsonb_build_object('e164', p.e164) from public.phones p
      where p.id = d.target_id and p.user_id = d.user_id and p.verified_at is not null)
    when 'web_push' then (select jsonb_build_object('subscription_id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth)
      from public.push_subscriptions s where s.id = d.target_id and s.user_id = d.user_id and s.disabled_at is null)
  end
$$;

-- the number on the app's icon, as it is when the push leaves
create function private.badge_of(user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('badge', count(*)) from public.notifications n
  where n.user_id = badge_of.user_id and n.read_at is null and n.archived_at is null and n.in_inbox and n.deliver_after <= now()
$$;

-- definer: the outbox has no grants at all
create function public.claim_deliveries(channel public.notification_channel, worker text, batch int default 50)
returns table (
  id uuid, lease_token uuid, attempt int, notification_id uuid, user_id uuid, priority public.notification_priority,
  rendered jsonb, target jsonb, expires_at timestamptz, in_doubt_since timestamptz, fault text
)
language sql security definer set search_path = '' as $$
  with due as (
    select d.* from private.deliveries d
    where d.channel = claim_deliveries.channel and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')
      and d.next_attempt_at <= now()
    order by d.priority desc, d.next_attempt_at
    limit least(greatest(claim_deliveries.batch, 1), 500)
    for update skip locked
  ), judged as (
    -- an earlier SMS may already have reached the phone: then only a look-up tells, and with a fault it is all that is done
    select due.*, private.delivery_fault(due) as fault,
      due.channel = 'sms' and (due.state in ('sending', 'ambiguous') or due.in_doubt_since is not null) as is_in_doubt
    from due
  ), lost as (
    insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome, error)
    select j.id, j.attempts, j.lease_token, j.claimed_at, 'lease_lost', 'The worker never answered'
    from judged j where j.state = 'sending' on conflict do nothing
  ), dropped as (
    update private.deliveries d set
      state = case when j.fault = 'expired' then 'expired' else 'suppressed' end::public.delivery_state,
      last_code = j.fault, lease_token = null, finished_at = now()
    from judged j where d.id = j.id and j.fault is not null and not j.is_in_doubt
  ), used_up as (
    update private.deliveries d set state = 'dead', last_code = 'attempts_used_up', lease_token = null, finished_at = now()
    from judged j where d.id = j.id and j.fault is null and j.state = 'sending' and j.channel <> 'sms'
      and j.attempts >= (select max_attempts from private.settings)
    returning d.id
  )
  update private.deliveries d set
    state = 'sending', attempts = d.attempts + 1, lease_token = gen_random_uuid(), claimed_at = clock_timestamp(),
    next_attempt_at = now() + make_interval(secs => (select lease_seconds from private.settings)),
    in_doubt_since = case when d.channel = 'sms' and d.state = 'sending' then coalesce(d.in_doubt_since, d.claimed_at)
      else d.in_doubt_since end
  from judged j
  where d.id = j.id and (j.fault is null or j.is_in_doubt) and j.id not in (select u.id from used_up u)
  returning d.id, d.lease_token, d.attempts, d.notification_id, d.user_id, d.priority,
    case d.channel when 'web_push' then d.rendered || private.badge_of(d.user_id) else d.rendered end,
    private.delivery_address(d), d.expires_at, d.in_doubt_since, j.fault
$$;
comment on function public.claim_deliveries is
  'Hands due deliveries of one channel to a worker, urgent first, under a lease of settings.lease_seconds. in_doubt_since: look it up at the provider before sending again, and do not send again where fault says why not.';
grant execute on function public.claim_deliveries to service_role;
