-- What people do with an order. Each call may come twice and then changes nothing the second time.

alter table private.settings add column orders_per_hour int not null default 60 check (orders_per_hour > 0);
comment on column private.settings.orders_per_hour is
  'Orders one person may place in an hour: each of them, and its cancelling, is told to partners and costs texts and mails.';

-- definer: orders has no insert grant; the caller becomes the customer, whatever was sent
create function public.place_order(
  client_id uuid, kind public.order_kind,
  pickup_address text, pickup_lat double precision, pickup_lng double precision,
  dropoff_address text, dropoff_lat double precision, dropoff_lng double precision,
  note text default null
) returns public.orders
language plpgsql security definer set search_path = '' as $$
declare
  placed public.orders;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to place an order.');
  end if;
  -- one after the other, so that a hundred at once do not all find room; placing one again is no new order
  perform pg_advisory_xact_lock(hashtextextended('orders of ' || (select auth.uid()), 0));
  if not exists (select from public.orders o where o.customer_id = (select auth.uid()) and o.client_id = place_order.client_id)
    and (select count(*) from public.orders o where o.customer_id = (select auth.uid()) and o.created_at > now() - interval '1 hour')
      >= (select s.orders_per_hour from private.settings s) then
    perform private.refuse(429, 'too_many_orders', 'That is a lot of orders for an hour. Wait a little before you place another.');
  end if;
  insert into public.orders as o (client_id, customer_id, kind, pickup_address, pickup_lat, pickup_lng,
    dropoff_address, dropoff_lat, dropoff_lng, note)
  values (place_order.client_id, (select auth.uid()), place_order.kind,
    btrim(place_order.pickup_address), place_order.pickup_lat, place_order.pickup_lng,
    btrim(place_order.dropoff_address), place_order.dropoff_lat, place_order.dropoff_lng,
    nullif(btrim(place_order.note), ''))
  on conflict on constraint orders_customer_id_client_id_key do nothing
  returning o.* into placed;
  if placed.id is null then
    select o.* into placed from public.orders o
    where o.customer_id = (select auth.uid()) and o.client_id = place_order.client_id;
  end if;
  return placed;
exception when check_violation or not_null_violation then
  perform private.refuse(422, 'invalid_order', 'An order needs a client_id, a kind, two addresses of at most 300 characters and their places on earth.');
  return null;
end $$;
comment on function public.place_order is 'Places an order as the caller. Idempotent by client_id. Errors: not_signed_in, invalid_order, too_many_orders.';
grant execute on function public.place_order to authenticated;

-- definer: orders has no update grant; the row lock makes one partner win
create function public.accept_order(order_id uuid) returns public.orders
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.orders;
begin
  if (select private.my_role()) is distinct from 'partner' then
    perform private.refuse(403, 'not_a_partner', 'Only partners accept orders.');
  end if;
  select o.* into wanted from public.orders o where o.id = accept_order.order_id for update;
  if wanted.id is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  elsif wanted.partner_id = (select auth.uid()) and wanted.status <> 'placed' then
    return wanted;
  -- an admin may have put the partner on the order by hand; accepting is still theirs
  elsif wanted.partner_id <> (select auth.uid()) or wanted.status <> 'placed' then
    perform private.refuse(409, 'already_taken', 'Somebody else has taken this order, or it is gone.');
  elsif wanted.customer_id = (select auth.uid()) then
    perform private.refuse(403, 'own_order', 'You cannot take your own order.');
  end if;
  update public.orders o set partner_id = (select auth.uid()), status = 'accepted', status_note = null
  where o.id = wanted.id returning o.* into wanted;
  return wanted;
end $$;
comment on function public.accept_order is 'Takes an open order as the calling partner. Errors: not_a_partner, order_not_found, already_taken, own_order.';
grant execute on function public.accept_order to authenticated;

-- definer: as above; the step must stand in order_transitions for the part the caller plays in this order
create function public.advance_order(order_id uuid, to_status public.order_status, note text default null)
returns public.orders
language plpgsql security definer set search_path = '' as $$
declare
  moved public.orders;
  part public.person_role;
begin
  select o.* into moved from public.orders o where o.id = advance_order.order_id for update;
  part := case when moved.customer_id = (select auth.uid()) then 'customer'
    when moved.partner_id = (select auth.uid()) then 'partner'
    when (select private.is_staff()) then 'staff' end;
  if moved.id is null or part is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  elsif moved.status = advance_order.to_status then
    return moved;
  elsif advance_order.to_status = 'accepted' or not exists (
    select 1 from public.order_transitions t
    where t.from_status = moved.status and t.to_status = advance_order.to_status and t.role = part
  ) then
    perform private.refuse(409, 'not_allowed_now',
      format('An order that is %s cannot be set to %s by a %s.', moved.status, advance_order.to_status, part));
  elsif length(btrim(advance_order.note)) > 500 then
    perform private.refuse(422, 'note_too_long', 'A note holds at most 500 characters.');
  end if;
  update public.orders o set status = advance_order.to_status, status_note = nullif(btrim(advance_order.note), '')
  where o.id = moved.id returning o.* into moved;
  return moved;
end $$;
comment on function public.advance_order is 'Moves an order one step, or cancels it. Errors: order_not_found (also for strangers), not_allowed_now, note_too_long.';
grant execute on function public.advance_order to authenticated;
