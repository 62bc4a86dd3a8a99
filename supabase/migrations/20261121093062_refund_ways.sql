-- A refund on its way: taken up by the function, settled by what the provider said, tried again or closed by staff.

-- definer throughout: refunds have no write grant
create function public.retry_refund(refund_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  update public.refunds r set status = 'processing', failure = null, provider_ref = null, attempt = r.attempt + 1, next_try_at = now()
  where r.id = retry_refund.refund_id and r.status = 'failed';
  if not found then
    perform private.refuse(409, 'not_allowed_now', 'Only a refund that failed is tried again.');
  end if;
end $$;
comment on function public.retry_refund is 'For staff: hands a refund that failed to the provider once more. Errors: not_staff, not_allowed_now, more_than_paid.';
grant execute on function public.retry_refund to authenticated;

create function public.close_refund(refund_id uuid, is_given boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  update public.refunds r set status = case when close_refund.is_given then 'completed' else 'failed' end::public.refund_status,
    failure = case when not close_refund.is_given then 'closed_by_hand' end, decided_by = (select auth.uid())
  -- young ones may still be under way by themselves
  where r.id = close_refund.refund_id and (r.status = 'failed' and close_refund.is_given or r.status = 'processing' and r.updated_at < now() - interval '10 minutes');
  if not found then
    perform private.refuse(409, 'not_allowed_now', 'Only a refund that failed, or that nobody has answered for ten minutes, is closed by hand.');
  end if;
end $$;
comment on function public.close_refund is 'For staff: what the provider''s own pages say of a refund that failed or hangs. Errors: not_staff, not_allowed_now.';
grant execute on function public.close_refund to authenticated;

-- Daraja gives back again when it is asked again, so what it did not answer is left to its callback, or to staff
create function public.claim_refunds(batch int default 10) returns table (
  id uuid, attempt int, tries int, provider text, payment_ref text, charge text, refund_ref text, amount_minor bigint, currency text, reason text
)
language plpgsql security definer set search_path = '' as $$
begin
  return query
  update public.refunds r set tries = r.tries + 1,
    next_try_at = case when p.provider = 'mpesa' then null else now() + least(interval '1 minute' * 2 ^ least(r.tries, 6), interval '1 hour') end
  from public.payments p
  where p.id = r.payment_id and r.id in (select d.id from public.refunds d where d.next_try_at <= now() and d.status = 'processing'
    order by d.next_try_at limit least(greatest(coalesce(claim_refunds.batch, 10), 1), 50) for update skip locked)
  returning r.id, r.attempt, r.tries, p.provider, p.provider_ref, p.charge_ref, r.provider_ref, r.amount_minor, r.currency, r.reason;
end $$;
comment on function public.claim_refunds is 'For payment-refund: refunds to hand to their provider, or to ask it about; tries is the token of the lease.';
grant execute on function public.claim_refunds to service_role;

-- a step of its own, also for a provider that is done at once: the customer is told that it is on its way, and then that it is there
create function private.hand_over_refund(refund_id uuid, provider_ref text) returns void
language sql volatile set search_path = '' as $$
  update public.refunds r set provider_ref = hand_over_refund.provider_ref where r.id = hand_over_refund.refund_id and r.provider_ref is null
$$;

create function public.settle_refund(
  refund_id uuid, tries int, kind text, provider_ref text default null, reason text default null, attempt int default null
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  r public.refunds;
begin
  perform from public.payments p where p.id = (select x.payment_id from public.refunds x where x.id = settle_refund.refund_id) for update;
  select x.* into r from public.refunds x where x.id = settle_refund.refund_id for update;
  -- null: a callback, which needs no lease
  if r.id is null or r.status <> 'processing' or coalesce(settle_refund.tries <> r.tries, false) or coalesce(settle_refund.attempt <> r.attempt, false) then
    return 'stale';
  end if;
  if settle_refund.kind = 'retry' then
    update public.refunds x set failure = left(settle_refund.reason, 100) where x.id = r.id;
  elsif settle_refund.kind in ('refund_pending', 'refunded', 'refund_failed') then
    perform private.hand_over_refund(r.id, nullif(settle_refund.provider_ref, ''));
    update public.refunds x set failure = case when settle_refund.kind = 'refunded' then null else left(settle_refund.reason, 100) end,
      status = case settle_refund.kind when 'refunded' then 'completed' when 'refund_failed' then 'failed' else 'processing' end::public.refund_status
    where x.id = r.id;
  end if;
  return 'applied';
end $$;
comment on function public.settle_refund is 'For the functions: what a provider said of a refund: refund_pending, refunded, refund_failed, or retry. Returns applied, or stale for a late answer.';
grant execute on function public.settle_refund to service_role;

-- what a callback says of a refund; the payment's row is locked. One that was made at the provider itself gets its row here
create function private.apply_refund_event(e public.payment_events, p public.payments) returns text
language plpgsql set search_path = '' as $$
declare
  ref text := coalesce(e.payload #>> '{refund,ref}', e.event_id);
  r public.refunds;
begin
  select x.* into r from public.refunds x where x.payment_id = p.id
    and (x.provider_ref = ref or x.id::text = left(e.payload #>> '{refund,id}', 36)
      or (x.provider_ref is null and x.status = 'processing' and x.amount_minor = e.amount_minor))
  order by (x.provider_ref = ref) desc nulls last, (x.id::text = left(e.payload #>> '{refund,id}', 36)) desc nulls last, x.created_at limit 1;
  if private.payment_rank(p.status) < 3 or (r.id is null and e.kind <> 'refunded') or r.status in ('completed', 'declined') then
    return 'stale';
  elsif e.kind = 'refunded' and e.currency is distinct from p.currency then
    return 'wrong_currency';
  elsif e.kind = 'refunded' and (coalesce(e.amount_minor, 0) < 1 or e.amount_minor is distinct from coalesce(r.amount_minor, e.amount_minor)
    or private.refunding_of(p.id, r.id) + e.amount_minor > p.amount_minor) then
    return 'wrong_amount';
  elsif r.id is null then
    insert into public.refunds (payment_id, order_id, amount_minor, currency, status, provider_ref)
    values (p.id, p.order_id, e.amount_minor, p.currency, 'completed', ref);
    return 'applied';
  end if;
  perform private.hand_over_refund(r.id, ref);
  update public.refunds x set failure = case when e.kind = 'refund_failed' then e.reason end,
    status = case e.kind when 'refunded' then 'completed' when 'refund_failed' then 'failed' else x.status end::public.refund_status
  where x.id = r.id and (e.kind <> 'refund_pending' or x.status = 'processing');
  return case when found then 'applied' else 'stale' end;
end $$;
