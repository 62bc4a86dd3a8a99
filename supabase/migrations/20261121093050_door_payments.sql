-- Money that changes hands at the door: in cash, or by a card terminal of the partner's. Nobody else will tell us of it.

-- definer: payments have no write grant
create function public.record_door_payment(order_id uuid, client_id uuid, provider text, amount_minor bigint default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  o public.orders;
  recorded public.payments;
  due bigint;
begin
  -- the order's row is what payments of an order wait for, so that two of them never both fill the same gap
  select x.* into o from public.orders x where x.id = record_door_payment.order_id
    and (x.partner_id = (select auth.uid()) or (select private.is_staff())) for no key update;
  if o.id is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  elsif record_door_payment.provider is null or record_door_payment.provider not in ('cash', 'card_at_door') or record_door_payment.client_id is null then
    perform private.refuse(422, 'invalid_payment', 'At the door people pay by cash or card_at_door, and each payment has a client_id.');
  end if;
  select p.* into recorded from public.payments p where p.order_id = o.id and p.client_id = record_door_payment.client_id;
  if recorded.id is not null then
    return recorded.id;
  end if;
  due := private.due_of(o);
  if due = 0 then
    perform private.refuse(409, 'nothing_due', 'Nothing is left to pay for this order.');
  elsif coalesce(record_door_payment.amount_minor, due) not between 1 and due then
    perform private.refuse(422, 'more_than_due', 'Record at most what is left to pay.');
  end if;
  insert into public.payments (order_id, payer_id, provider, client_id, amount_minor, currency, status, recorded_by)
  values (o.id, o.customer_id, record_door_payment.provider, record_door_payment.client_id, coalesce(record_door_payment.amount_minor, due), o.currency,
    'paid', (select auth.uid()))
  returning id into recorded.id;
  return recorded.id;
end $$;
comment on function public.record_door_payment is
  'For the order''s partner and staff: what was paid at the door, all that is due unless amount_minor says less. Idempotent by client_id. Errors: order_not_found, invalid_payment, nothing_due, more_than_due.';
grant execute on function public.record_door_payment to authenticated;
