-- A worker takes due rows with a lease and a token, commits, and only then calls the provider. What it never gives back
-- is taken again when the lease ends; all times are the database's, so no worker's clock matters.

-- definer: the outbox has no grants at all
create function public.claim_deliveries(channel public.notification_channel, worker text, batch int default 50)
returns table (
  id uuid, lease_token uuid, attempt int, notification_id uuid, user_id uuid, priority public.notification_priority,
  rendered jsonb, target jsonb, expires_at timestamptz, in_doubt_since timestamptz, fault text, provider text
)
-- one plan for every batch: else each connection plans its first five claims anew
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
#variable_conflict use_column
declare
  setting private.settings;
  healthy text := private.provider_of(claim_deliveries.channel);
  trial text;
  ids uuid[];
  room int := least(greatest(coalesce(claim_deliveries.batch, 50), 1), 500);
  handed int;
begin
  -- a channel whose providers are all switched off rests
  if healthy is null then
    return;
  end if;
  select s.* into setting from private.settings s;
  -- fewer than asked for tells the worker that nothing is due: a flood that is turned away must not hide what stands behind it
  loop
    ids := private.lock_due_deliveries(claim_deliveries.channel, room);
    exit when cardinality(ids) = 0;
    ids := private.gather_digests(ids, claim_deliveries.channel);
    trial := private.provider_to_probe(claim_deliveries.channel);
    return query
    with due as materialized (
      select d.id, d.state, d.attempts, d.lease_token, d.claimed_at, j.target, j.awake_at, j.fault,
        -- an earlier one may already have arrived: then only a look-up tells, and with a fault it is all that is done
        d.channel in ('sms', 'email') and (d.state in ('sending', 'ambiguous') or d.in_doubt_since is not null) as is_in_doubt,
        case when d.channel = 'sms' and j.fault is null and j.awake_at <= now() and d.in_doubt_since is null
          and d.state in ('pending', 'retry_wait')
          then private.take_sms(d.user_id, (select m.segments from private.sms_segments(d.rendered ->> 'body') m), d.id) end as full_cap
      from private.judge_deliveries(ids) j join private.deliveries d on d.id = j.id
    ), judged as materialized (
      select due.*, coalesce(due.fault, due.full_cap) as final_fault,
        case
          -- a doubt is looked up for long, but whoever took it that often died, perhaps of it
          when due.is_in_doubt and due.state = 'sending' and due.attempts >= setting.max_attempts * 10 then 'give_up'
          when due.is_in_doubt and due.fault is not null then 'take'
          when coalesce(due.fault, due.full_cap) is not null then 'drop'
          when due.awake_at > now() then 'wait'
          when due.state = 'sending' and not due.is_in_doubt and due.attempts >= setting.max_attempts then 'give_up'
          else 'take' end as verdict
      from due
    ), lost as (
      insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome, error)
      select j.id, j.attempts, j.lease_token, j.claimed_at, 'lease_lost', 'The worker never answered'
      from judged j where j.state = 'sending' on conflict do nothing
    ), dropped as (
      update private.deliveries d set
        state = case when j.verdict = 'give_up' then 'dead' when j.final_fault = 'expired' then 'expired' else 'suppressed' end::public.delivery_state,
        last_code = case when j.verdict = 'give_up' then 'attempts_used_up' else j.final_fault end, lease_token = null, finished_at = now(),
        in_doubt_since = case when j.is_in_doubt then coalesce(d.in_doubt_since, d.claimed_at) end
      from judged j where d.id = j.id and j.verdict in ('drop', 'give_up')
    ), waiting as (
      -- quiet hours that began, or changed, since it was told
      update private.deliveries d set next_attempt_at = j.awake_at, expires_at = d.expires_at + (j.awake_at - now()), lease_token = null,
        state = case when d.state <> 'sending' then d.state when j.is_in_doubt then 'ambiguous' else 'retry_wait' end,
        in_doubt_since = case when j.is_in_doubt then coalesce(d.in_doubt_since, d.claimed_at) end
      from judged j where d.id = j.id and j.verdict = 'wait'
    ), taken as (
      update private.deliveries d set
        state = 'sending', attempts = d.attempts + 1, lease_token = gen_random_uuid(), claimed_at = clock_timestamp(),
        next_attempt_at = now() + make_interval(secs => setting.lease_seconds),
        in_doubt_since = case when j.is_in_doubt then coalesce(d.in_doubt_since, d.claimed_at) else d.in_doubt_since end,
        sent_to = coalesce(j.target ->> 'e164', j.target ->> 'email', d.sent_to),
        allowance_taken_at = case when d.channel = 'sms' then coalesce(d.allowance_taken_at, now()) end,
        -- in doubt: the provider that may have it is asked, whatever its health; so a switch can never send twice
        provider = case when j.is_in_doubt then coalesce(d.provider, healthy)
          when j.id = (select first.id from judged first where first.verdict = 'take' and not first.is_in_doubt limit 1)
            then coalesce(trial, healthy) else healthy end
      from judged j where d.id = j.id and j.verdict = 'take'
      returning d.id, d.lease_token, d.attempts, d.notification_id, d.user_id, d.priority, d.channel, d.rendered, j.target,
        d.expires_at, d.in_doubt_since, j.fault, d.provider
    )
    select t.id, t.lease_token, t.attempts, t.notification_id, t.user_id, t.priority,
      -- the number on the app's icon, as it is when the push leaves
      case t.channel when 'web_push' then t.rendered || jsonb_build_object('badge', coalesce(u.messages + u.notifications, 0))
        else t.rendered end,
      t.target, t.expires_at, t.in_doubt_since, t.fault, t.provider
    from taken t left join private.badge_counts(array(select x.user_id from taken x where x.channel = 'web_push')) u on u.user_id = t.user_id
    order by t.priority desc;
    get diagnostics handed = row_count;
    room := room - handed;
    -- nobody is served by a claim that is cut off: the sweep goes on where this one ends
    exit when room <= 0 or clock_timestamp() > statement_timestamp() + interval '3 seconds';
  end loop;
end $$;
comment on function public.claim_deliveries is
  'Hands due deliveries of one channel to a worker, urgent first, under a lease of settings.lease_seconds, and names the provider to use. in_doubt_since: look it up there before sending again, and do not send again where fault says why not.';
grant execute on function public.claim_deliveries to service_role;
