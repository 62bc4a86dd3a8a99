-- Callbacks get lost. What is open for long is asked about, and what was stored but not applied is applied.

-- definer: as in the chapter before; nobody asks about payments of others, and nobody floods the provider
create function public.payment_to_read(person_id uuid, payment_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.payments;
  may_ask boolean;
begin
  select x.* into p from public.payments x where x.id = payment_to_read.payment_id and (x.payer_id = payment_to_read.person_id
    or exists (select from public.profiles s where s.id = payment_to_read.person_id and s.role = 'staff'));
  if p.id is null then
    return '{"refused": "payment_not_found"}';
  end if;
  update public.payments x set asked_at = now() where x.id = p.id and x.provider_ref is not null
    and x.status in ('created', 'pending', 'failed', 'cancelled', 'expired') and coalesce(x.asked_at < now() - interval '3 seconds', true);
  may_ask := found;
  return jsonb_build_object('id', p.id, 'provider', p.provider, 'provider_ref', p.provider_ref, 'amount_minor', p.amount_minor, 'currency', p.currency,
    'is_over', private.is_over(p), 'status', p.status, 'ask', may_ask);
end $$;
comment on function public.payment_to_read is
  'For payment-read: {id, provider, provider_ref, amount_minor, currency, is_over, status, ask}; ask is false when the provider need not or should not be asked now. {refused: payment_not_found} for others'' payments.';
grant execute on function public.payment_to_read to service_role;

create function public.payment_status_of(payment_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select p.status::text from public.payments p where p.id = payment_status_of.payment_id
$$;
comment on function public.payment_status_of is 'For the functions: how a payment stands now.';
grant execute on function public.payment_status_of to service_role;

create function public.claim_payments(batch int default 20)
returns table (id uuid, provider text, provider_ref text, amount_minor bigint, currency text, is_over boolean)
language plpgsql security definer set search_path = '' as $$
begin
  return query
  -- 2, 4, 8 minutes and so on, an hour at most: the lease and the wait are one
  update public.payments p set asks = p.asks + 1, asked_at = now(), next_ask_at = now() + least(interval '1 minute' * 2 ^ least(p.asks + 1, 6), interval '1 hour')
  where p.id in (select d.id from public.payments d where d.next_ask_at <= now()
    order by d.next_ask_at limit least(greatest(coalesce(claim_payments.batch, 20), 1), 100) for update skip locked)
  returning p.id, p.provider, p.provider_ref, p.amount_minor, p.currency, private.is_over(p);
end $$;
comment on function public.claim_payments is 'For payment-sweep: payments open for long, to be asked about; each ever more seldom.';
grant execute on function public.claim_payments to service_role;

create function private.knock_payments() returns void
language sql volatile security definer set search_path = '' as $$ select private.call_function('payment-sweep', 'payments') $$;

create function private.sweep_payments() returns void
language plpgsql security definer set search_path = '' as $$
declare
  event_id bigint;
begin
  -- a function that stored an event applies it at once; what is still there fell between the two
  for event_id in select e.id from public.payment_events e where e.applied_at is null and e.received_at < now() - interval '15 seconds'
    order by e.id limit 500 loop
    begin
      perform public.apply_payment_event(event_id);
    exception when others then
      raise warning 'Payment event % cannot be applied: %', event_id, sqlerrm;
    end;
  end loop;
  -- what nobody can pay any more: a day for a callback that is late, two for one that never began
  update public.payments p set status = 'expired'
  where p.status in ('created', 'pending') and coalesce(p.expires_at + interval '1 day', p.created_at + interval '2 days') < now();
  if exists (select from public.payments p where p.next_ask_at <= now()) then
    perform private.knock_payments();
  end if;
end $$;
comment on function private.sweep_payments() is 'Every 20 seconds by pg_cron: applies events that were stored and no more, ends what can no longer be paid, and knocks for payments to ask about.';
select cron.schedule('orderline-payments', '20 seconds', 'select private.sweep_payments()');

-- An account ends: the sums stay for the books, and say nothing of the card.
-- definer: Auth deletes the account
create function private.tg_profiles__leave_payments() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.payments p set method = null, checkout_url = null where p.payer_id = old.id and (p.method is not null or p.checkout_url is not null);
  return old;
end $$;
create trigger _330_leave_payments before delete on public.profiles
  for each row execute function private.tg_profiles__leave_payments();
