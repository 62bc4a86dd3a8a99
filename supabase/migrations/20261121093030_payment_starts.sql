-- How a payment begins: the sum is what is due, read here and nowhere else.

alter table private.settings add column payments_per_hour int not null default 30 check (payments_per_hour > 0);
comment on column private.settings.payments_per_hour is 'Payments one person may begin in an hour.';

-- definer: payments have no write grant. The person is a parameter, because the function that calls has asked Auth who it is.
create function public.start_payment(payer_id uuid, order_id uuid, provider text, client_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  o public.orders;
  p public.payments;
  due bigint;
begin
  -- the order first: a hundred at once come one after the other
  select x.* into o from public.orders x
  where x.id = start_payment.order_id and x.customer_id = start_payment.payer_id for no key update;
  if o.id is null then
    return '{"refused": "order_not_found"}';
  end if;
  select x.* into p from public.payments x where x.payer_id = start_payment.payer_id and x.client_id = start_payment.client_id;
  if p.id is not null and (p.order_id <> o.id or p.provider <> start_payment.provider) then
    return '{"refused": "client_id_used"}';
  elsif p.id is null then
    due := private.due_of(o);
    if due = 0 then
      return '{"refused": "nothing_due"}';
    end if;
    -- whoever went away from the provider's page comes back to the same one
    select x.* into p from public.payments x
    where x.order_id = o.id and x.payer_id = start_payment.payer_id and x.provider = start_payment.provider and x.status = 'created'
      and x.checkout_url is not null and x.expires_at > now() + interval '5 minutes' and (x.amount_minor, x.currency) = (due, o.currency)
    order by x.created_at desc limit 1;
  end if;
  if p.id is null then
    if (select count(*) from public.payments x where x.payer_id = start_payment.payer_id and x.created_at > now() - interval '1 hour')
      >= (select s.payments_per_hour from private.settings s) then
      return '{"refused": "too_many_payments"}';
    end if;
    insert into public.payments as x (order_id, payer_id, provider, client_id, amount_minor, currency)
    values (o.id, start_payment.payer_id, start_payment.provider, start_payment.client_id, due, o.currency) returning x.* into p;
  end if;
  return jsonb_build_object('id', p.id, 'status', p.status, 'amount_minor', p.amount_minor, 'currency', p.currency,
    'provider_ref', p.provider_ref, 'checkout_url', p.checkout_url, 'order_number', o.number,
    'locale', (select x.locale from public.profiles x where x.id = start_payment.payer_id),
    'email', (select u.email from auth.users u where u.id = start_payment.payer_id),
    -- pages where the same order could be paid a second time: the function closes them
    'open', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'provider', x.provider, 'provider_ref', x.provider_ref)), '[]')
      from public.payments x where x.order_id = o.id and x.id <> p.id and x.status in ('created', 'failed', 'cancelled')
        and x.provider_ref is not null and x.expires_at > now()));
end $$;
comment on function public.start_payment is
  'For payment-start: a payment of what is due, idempotent by client_id. {id, status, amount_minor, currency, provider_ref, checkout_url, order_number, locale, email, open} or {refused: order_not_found | client_id_used | nothing_due | too_many_payments}.';
grant execute on function public.start_payment to service_role;

-- definer: as above
create function public.note_payment_start(
  payment_id uuid, provider_ref text, checkout_url text default null, expires_at timestamptz default null
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  -- without a page there is a prompt on the payer's phone, which is over within a minute or two
  update public.payments p set provider_ref = coalesce(p.provider_ref, note_payment_start.provider_ref),
    checkout_url = note_payment_start.checkout_url, expires_at = coalesce(note_payment_start.expires_at, now() + interval '1 day'),
    status = case when note_payment_start.checkout_url is null and p.status = 'created' then 'pending' else p.status end,
    next_ask_at = now() + case when note_payment_start.checkout_url is null then interval '20 seconds' else interval '2 minutes' end
  -- a callback may have been faster
  where p.id = note_payment_start.payment_id and p.status in ('created', 'pending', 'failed')
    and coalesce(p.provider_ref, note_payment_start.provider_ref) = note_payment_start.provider_ref;
  return found;
end $$;
comment on function public.note_payment_start is 'For payment-start: what the provider called it and where it is paid; without a page it is pending. False: it has ended, or is called otherwise.';
grant execute on function public.note_payment_start to service_role;

create function public.give_up_payment(payment_id uuid, reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.payments p set status = 'failed', reason = left(give_up_payment.reason, 100)
  where p.id = give_up_payment.payment_id and p.status = 'created' and p.provider_ref is null;
  return found;
end $$;
comment on function public.give_up_payment is 'For payment-start: the provider refused to begin it. Nobody is told: the payer sees it.';
grant execute on function public.give_up_payment to service_role;
