-- Working in what a provider said: one order after the other, whatever comes at once.

-- the order and the payment are locked
create function private.outcome_of_event(e public.payment_events, p public.payments) returns text
language plpgsql set search_path = '' as $$
begin
  if p.id is null or (p.provider_ref is not null and e.provider_ref is not null and p.provider_ref <> e.provider_ref) then
    return 'unknown_payment';
  elsif e.kind in ('refund_pending', 'refunded', 'refund_failed') then
    -- in the chapter refund_ways: it needs the table of refunds
    return private.apply_refund_event(e, p);
  elsif e.kind in ('disputed', 'dispute_won', 'dispute_lost') then
    -- in the chapter disputes, likewise
    return private.apply_dispute_event(e, p);
  elsif private.payment_rank(e.kind::public.payment_status) <= private.payment_rank(p.status) then
    return 'stale';
  -- who pays less, or in another money, has not paid; what failed need not say how much
  elsif e.kind in ('paid', 'pending') and e.currency is distinct from p.currency then
    return 'wrong_currency';
  elsif e.kind in ('paid', 'pending') and e.amount_minor is distinct from p.amount_minor then
    return 'wrong_amount';
  end if;
  update public.payments x set status = e.kind::public.payment_status, provider_ref = coalesce(x.provider_ref, e.provider_ref),
    method = coalesce(e.method, x.method), reason = case when e.kind in ('failed', 'cancelled') then e.reason end
  where x.id = p.id;
  return 'applied';
end $$;

-- definer: payments have no write grant
create function public.apply_payment_event(id bigint) returns text
language plpgsql security definer set search_path = '' as $$
declare
  e public.payment_events;
  p public.payments;
  o public.orders;
  said text;
begin
  select x.* into e from public.payment_events x where x.id = apply_payment_event.id for update;
  if e.id is null then
    perform private.refuse(404, 'payment_event_not_found', 'There is no such event.');
  elsif e.applied_at is not null then
    return 'duplicate';
  end if;
  select x.* into p from public.payments x where x.provider = e.provider
    and case when e.payment_id is not null then x.id = e.payment_id else x.provider_ref = e.provider_ref end;
  -- the order first, as everywhere: two payments of one order at once must see each other
  select x.* into o from public.orders x where x.id = p.order_id for no key update;
  select x.* into p from public.payments x where x.id = p.id for update;
  said := private.outcome_of_event(e, p);
  if said in ('wrong_amount', 'wrong_currency') then
    perform private.tell_of_payment('system.payment_mismatch', 'event:' || e.id, o, e.provider, coalesce(e.amount_minor, 0), coalesce(e.currency, p.currency),
      p, coalesce(e.provider_ref, p.provider_ref));
  elsif said = 'unknown_payment' and e.kind <> 'expired' then
    perform private.tell_of_payment('system.payment_unknown', 'event:' || e.id, null, e.provider, coalesce(e.amount_minor, 0), e.currency, null, e.provider_ref);
  elsif said = 'applied' and e.kind = 'paid' and (o.status = 'cancelled' or private.paid_of(o.id) > coalesce(o.total_minor, 0)) then
    perform private.tell_of_payment('system.payment_overpaid', 'event:' || e.id, o, e.provider, p.amount_minor, p.currency, null, p.provider_ref);
  end if;
  update public.payment_events x set applied_at = clock_timestamp(), outcome = said, payment_id = coalesce(p.id, x.payment_id) where x.id = e.id;
  return said;
end $$;
comment on function public.apply_payment_event is
  'For the functions: works in a stored event. Returns applied, stale, duplicate, or unknown_payment, wrong_amount, wrong_currency, which staff are told. Errors: payment_event_not_found.';
grant execute on function public.apply_payment_event to service_role;
