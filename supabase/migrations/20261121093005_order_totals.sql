-- What an order costs, what of it was paid, and what is left to pay.

alter table private.settings add column payment_due_days int not null default 3 check (payment_due_days between 0 and 365);
comment on column private.settings.payment_due_days is 'Days that people are given to pay what staff set as the price of their order.';

-- what came in and stayed. Money given back by a provider does not make the order owe it again; a mistake at the door, taken back, does
create function private.paid_of(order_id uuid) returns bigint
language sql stable set search_path = '' as $$
  select coalesce(sum(p.amount_minor - case when p.provider in ('cash', 'card_at_door') then p.refunded_minor else 0 end), 0)::bigint
  from public.payments p
  where p.order_id = paid_of.order_id and p.status in ('paid', 'partly_refunded', 'refunded')
$$;

create function private.due_of(o public.orders) returns bigint
language sql stable set search_path = '' as $$
  select case when o.total_minor is null or o.status = 'cancelled' then 0 else greatest(o.total_minor - private.paid_of(o.id), 0) end
$$;

-- definer: the partner reads no payments, only whether it is paid
create function public.order_balance(order_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  o public.orders;
begin
  select x.* into o from public.orders x where x.id = order_balance.order_id
    and ((select auth.uid()) in (x.customer_id, x.partner_id) or (select private.is_staff()));
  if o.id is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  end if;
  return jsonb_build_object('total_minor', o.total_minor, 'currency', o.currency, 'paid_minor', private.paid_of(o.id),
    'refunded_minor', (select coalesce(sum(p.refunded_minor), 0) from public.payments p where p.order_id = o.id),
    'due_minor', private.due_of(o), 'is_paid', o.total_minor is not null and private.paid_of(o.id) >= o.total_minor);
end $$;
comment on function public.order_balance is
  'For the parties of an order and staff: {total_minor, currency, paid_minor, refunded_minor, due_minor, is_paid}. Errors: order_not_found.';
grant execute on function public.order_balance to authenticated;

-- also by hand: the price never falls below what was paid, and money of one currency is not owed in another
create function private.tg_orders__guard_total() returns trigger
language plpgsql set search_path = '' as $$
declare
  paid bigint := private.paid_of(new.id);
begin
  if paid > 0 and new.currency is distinct from old.currency then
    perform private.refuse(409, 'currency_fixed', 'Something was paid already, so the currency stays.');
  elsif paid > 0 and paid > coalesce(new.total_minor, 0) then
    perform private.refuse(409, 'below_paid', 'More than that was paid already: give money back first.');
  end if;
  return new;
end $$;
create trigger _110_guard_total before update of total_minor, currency on public.orders
  for each row when (new.total_minor is distinct from old.total_minor or new.currency is distinct from old.currency)
  execute function private.tg_orders__guard_total();

create function private.payment_words(o public.orders, amount_minor bigint, currency text, more jsonb default '{}') returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('order', jsonb_build_object('number', o.number),
    'payment', jsonb_strip_nulls(jsonb_build_object('amount', payment_words.amount_minor, 'currency', payment_words.currency) || payment_words.more))
$$;

-- definer: notify() and the room are not for people to write
create function private.tg_orders__ask_for_payment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  due bigint := private.due_of(new);
begin
  if due > 0 and new.customer_id is not null and (old.total_minor is null or new.total_minor > old.total_minor or new.currency <> old.currency) then
    perform public.notify(new.customer_id, 'payment.due', 'order', new.id,
      private.payment_words(new, due, new.currency,
        jsonb_build_object('due_at', now() + make_interval(days => (select s.payment_due_days from private.settings s)))),
      -- a price that rises, falls and rises again is told twice
      'order:' || new.id || ':due:' || new.total_minor || ':' || extract(epoch from clock_timestamp()), action_url => '/orders/' || new.id);
    perform private.say_system(r.id, 'payment_due', jsonb_build_object('amount_minor', due, 'currency', new.currency))
    from public.rooms r where r.order_id = new.id and r.kind = 'order';
  end if;
  return null;
end $$;
create trigger _610_ask_for_payment after update of total_minor, currency on public.orders
  for each row when (new.total_minor is distinct from old.total_minor or new.currency is distinct from old.currency)
  execute function private.tg_orders__ask_for_payment();

-- definer: orders has no update grant
create function public.set_order_total(order_id uuid, total_minor bigint, currency text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  o public.orders;
begin
  perform private.require_staff_or_service();
  select x.* into o from public.orders x where x.id = set_order_total.order_id for update;
  if o.id is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  elsif o.status = 'cancelled' then
    perform private.refuse(409, 'not_allowed_now', 'A cancelled order has no price.');
  end if;
  update public.orders x set total_minor = set_order_total.total_minor, currency = upper(set_order_total.currency)
  where x.id = o.id and (x.total_minor, x.currency) is distinct from (set_order_total.total_minor, upper(set_order_total.currency));
  select x.* into o from public.orders x where x.id = o.id;
  return jsonb_build_object('total_minor', o.total_minor, 'currency', o.currency, 'paid_minor', private.paid_of(o.id), 'due_minor', private.due_of(o));
exception when check_violation then
  perform private.refuse(422, 'invalid_price', 'A price is a sum of minor units and a currency of three letters.');
  return null;
end $$;
comment on function public.set_order_total is
  'For staff and services: what the order costs, in minor units. Asks the customer to pay what rose. Errors: not_staff, order_not_found, not_allowed_now, below_paid, currency_fixed, invalid_price.';
grant execute on function public.set_order_total to authenticated, service_role;
