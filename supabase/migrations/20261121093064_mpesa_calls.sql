-- What payment-mpesa asks and notes, because Daraja names neither the sum of a prompt nor, later, the money by it.

-- definer throughout: payments have no write grant
create function public.payment_of_callback(payment_id uuid, provider text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('amount_minor', p.amount_minor, 'currency', p.currency, 'status', p.status) from public.payments p
  where p.id = payment_of_callback.payment_id and p.provider = payment_of_callback.provider
$$;
comment on function public.payment_of_callback is 'For payment-mpesa: what was asked for, because Daraja does not say it.';
grant execute on function public.payment_of_callback to service_role;

create function public.note_charge(payment_id uuid, provider_ref text, charge_ref text) returns void
language sql security definer set search_path = '' as $$
  update public.payments p set charge_ref = note_charge.charge_ref
  where p.id = note_charge.payment_id and p.charge_ref is null and coalesce(p.provider_ref, note_charge.provider_ref) = note_charge.provider_ref
$$;
comment on function public.note_charge is 'For payment-mpesa: what the money itself is called, which is what it is given back by.';
grant execute on function public.note_charge to service_role;
