-- Nobody pays what is not owed any more: pages are closed, and money that was only approved is not taken.

-- the order needs less than this by now: it was paid another way, became cheaper, or was cancelled
create function private.is_over(p public.payments) returns boolean
language sql stable set search_path = '' as $$
  select private.due_of(o) < p.amount_minor from public.orders o where o.id = p.order_id
$$;

-- definer: payments have no grant for the functions
create function public.payment_is_over(payment_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select p.status in ('cancelled', 'expired') or private.is_over(p) from public.payments p where p.id = payment_is_over.payment_id), false)
$$;
comment on function public.payment_is_over is 'For the functions: whether money that was only approved must not be taken any more.';
grant execute on function public.payment_is_over to service_role;

-- the sweep finds these within seconds, and payment-sweep closes them
-- definer: payments have no write grant
create function private.tg_orders__close_pages() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.payments p set next_ask_at = now() where p.order_id = new.id and p.status = 'created' and p.provider_ref is not null;
  return null;
end $$;
create trigger _620_close_pages after update of status on public.orders
  for each row when (new.status = 'cancelled' and old.status <> 'cancelled')
  execute function private.tg_orders__close_pages();
create function private.tg_payments__close_pages() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.payments p set next_ask_at = now()
  where p.order_id = new.order_id and p.id <> new.id and p.status = 'created' and p.provider_ref is not null;
  return null;
end $$;
create trigger _620_close_pages after insert or update of status on public.payments
  for each row when (new.status = 'paid') execute function private.tg_payments__close_pages();
