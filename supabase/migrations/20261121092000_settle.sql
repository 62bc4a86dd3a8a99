-- What became of a claimed batch. A token that no longer holds the lease changes nothing.

-- full jitter on a doubling ceiling with a floor of 1 s; Retry-After is a floor of its own, spread by a fifth
create function private.back_off(attempt int, retry_after_s numeric default null) returns interval
language sql volatile set search_path = '' as $$
  select make_interval(secs => greatest(
    least(coalesce(retry_after_s, 0), 86400)::float8 * (1 + 0.2 * random()),
    greatest(1, random() * least(3600, 5 * power(2, least(attempt, 12))))))
$$;

-- definer: the outbox has no grants at all
create function public.settle_deliveries(results jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  most int := (select max_attempts from private.settings);
  doubt interval := (select make_interval(secs => ambiguous_after_seconds) from private.settings);
  settled int;
begin
  with answers as (
    select r.*, v.verdict,
      -- a provider that says "too many" never looked at the message, so the try is not counted
      (v.verdict = 'retry' and r.http_status is not distinct from 429)::int as is_free
    from rows from (jsonb_to_recordset(results) as (id uuid, lease_token uuid, outcome text, provider text, provider_message_id text,
      code text, http_status int, retry_after_s numeric, error text, segments smallint, encoding text, price numeric, currency text))
      with ordinality as r (id, lease_token, outcome, provider, provider_message_id,
        code, http_status, retry_after_s, error, segments, encoding, price, currency, place)
    cross join lateral (select case when r.outcome in ('permanent', 'retry') then coalesce(
        (select c.outcome from private.error_classes c where c.provider = r.provider and c.code = r.code), r.outcome) else r.outcome end as verdict) v
    where r.outcome in ('accepted', 'permanent', 'retry', 'ambiguous', 'gone')
  ), mine as (
    -- the lease is asked for again when somebody else changed the row meanwhile, so a callback that came first wins
    update private.deliveries d set
      state = case a.verdict when 'accepted' then 'accepted' when 'ambiguous' then 'ambiguous'
        when 'retry' then case when d.attempts - a.is_free >= most then 'dead' else 'retry_wait' end
        else 'failed' end::public.delivery_state,
      attempts = d.attempts - a.is_free, lease_token = null,
      next_attempt_at = case a.verdict when 'retry' then now() + private.back_off(d.attempts - a.is_free, a.retry_after_s)
        when 'ambiguous' then now() + doubt else d.next_attempt_at end,
      in_doubt_since = case a.verdict when 'ambiguous' then coalesce(d.in_doubt_since, d.claimed_at)
        when 'retry' then d.in_doubt_since end,
      provider = coalesce(a.provider, d.provider), provider_message_id = coalesce(a.provider_message_id, d.provider_message_id),
      segments = coalesce(a.segments, d.segments), encoding = coalesce(a.encoding, d.encoding),
      price = coalesce(a.price, d.price), currency = coalesce(a.currency, d.currency),
      last_code = case when a.verdict = 'retry' and d.attempts - a.is_free >= most then coalesce(a.code, 'attempts_used_up') else a.code end,
      last_error = left(a.error, 500),
      accepted_at = case a.verdict when 'accepted' then now() else d.accepted_at end,
      finished_at = case when a.verdict in ('permanent', 'gone') or (a.verdict = 'retry' and d.attempts - a.is_free >= most) then now() end
    from answers a
    where d.id = a.id and d.lease_token = a.lease_token and d.state = 'sending'
    returning a.*, d.channel, d.target_id, d.claimed_at, d.attempts + a.is_free as attempt
  ), logged as (
    insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome, provider, provider_message_id, http_status, code, error)
    select m.id, m.attempt, m.lease_token, m.claimed_at, m.verdict, m.provider, m.provider_message_id, m.http_status, m.code, left(m.error, 500) from mine m
    on conflict do nothing
  ), forgotten as (
    update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'gone'
    from mine m where m.verdict = 'gone' and m.channel = 'web_push' and s.id = m.target_id
  ), blamed as (
    -- lost answers and answers that blame the provider count from the last good one on; "too many" says nothing
    select m.provider, m.place, m.verdict in ('ambiguous', 'retry') as is_failure from mine m where m.is_free = 0
  ), judged as (
    select private.judge_provider(b.provider,
      count(*) filter (where b.is_failure and b.place > coalesce(b.last_good, 0))::int, bool_or(not b.is_failure))
    from (select b.*, max(b.place) filter (where not b.is_failure) over (partition by b.provider) as last_good from blamed b) b
    group by b.provider
  )
  select count(*) into settled from mine where (select count(*) from judged) >= 0;
  return settled;
end $$;
comment on function public.settle_deliveries is
  'Writes back what became of claimed deliveries: accepted, permanent, retry, ambiguous or gone, each with its lease_token. Returns how many still held their lease.';
grant execute on function public.settle_deliveries to service_role;
