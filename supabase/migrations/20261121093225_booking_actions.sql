-- What people do with a booking. Each call may come twice and then changes nothing the second time.

alter table private.settings add column bookings_per_hour int not null default 30 check (bookings_per_hour > 0);
comment on column private.settings.bookings_per_hour is 'Bookings one person may make in an hour, those of a series not counted: each takes somebody''s time and is told to them.';

-- Whoever books, moves or changes hours holds these locks until commit, always in this order: one finds the time free, the next one taken.
create function private.lock_resources(service_key text) returns void
language sql volatile set search_path = '' as $$
  select count(*) from (select r.id from public.resources r
    where r.id in (select sr.resource_id from public.service_resources sr where sr.service_key = lock_resources.service_key)
    order by r.id for no key update) locked
$$;

-- what part the caller plays in a booking; null: none
create function private.part_in(b public.bookings) returns text
language sql stable set search_path = '' as $$
  select case when (select private.is_staff()) then 'staff' when b.partner_id = (select auth.uid()) then 'partner' when b.customer_id = (select auth.uid()) then 'customer' end
$$;

create function private.lock_booking(id uuid) returns public.bookings
language plpgsql volatile set search_path = '' as $$
declare
  found_one public.bookings;
begin
  select b.* into found_one from public.bookings b where b.id = lock_booking.id for update;
  if found_one.id is null or private.part_in(found_one) is null then
    perform private.refuse(404, 'booking_not_found', 'There is no such booking.');
  end if;
  return found_one;
end $$;

-- the service, if this person may book it for then
create function private.bookable(service_key text, starts_at timestamptz) returns public.services
language plpgsql stable set search_path = '' as $$
declare
  service public.services;
begin
  select s.* into service from public.services s where s.key = bookable.service_key and s.is_offered;
  if service.key is null then
    perform private.refuse(404, 'service_not_found', 'There is no such service, or it is not offered now.');
  elsif bookable.starts_at is null or not isfinite(bookable.starts_at) or bookable.starts_at <= now() or (not (select private.is_staff()) and (
    bookable.starts_at < now() + make_interval(mins => service.lead_min) or bookable.starts_at > now() + make_interval(days => service.horizon_days)
    or not private.is_on_grid(service, bookable.starts_at))) then
    perform private.refuse(422, 'slot_not_offered', 'This time is not offered. Choose one of the free times.');
  end if;
  return service;
end $$;

-- definer: bookings has no insert grant; the caller becomes the customer, whatever was sent, unless staff book for somebody
create function public.book(
  client_id uuid, service_key text, starts_at timestamptz, carer_id uuid default null, room_id uuid default null,
  note text default null, order_id uuid default null, customer_id uuid default null
) returns public.bookings
language plpgsql security definer set search_path = '' as $$
declare
  me constant uuid := case when (select private.is_staff()) then coalesce(book.customer_id, (select auth.uid())) else (select auth.uid()) end;
  service public.services;
  made public.bookings;
  place record;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to book.');
  elsif book.client_id is null or length(btrim(book.note)) > 1000 or not exists (select from public.profiles p where p.id = me) then
    perform private.refuse(422, 'invalid_booking', 'A booking needs a client_id and a customer, and a note holds at most 1000 characters.');
  elsif book.order_id is not null and not exists (select from public.orders o where o.id = book.order_id and o.customer_id = me and o.closed_at is null) then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('bookings of ' || me, 0));
  select b.* into made from public.bookings b where b.customer_id = me and b.client_id = book.client_id;
  if made.id is not null then
    return made;
  elsif (select count(*) from public.bookings b where b.customer_id = me and b.series_id is null and b.created_at > now() - interval '1 hour')
    >= (select s.bookings_per_hour from private.settings s) then
    perform private.refuse(429, 'too_many_bookings', 'That is a lot of bookings for an hour. Wait a little before you make another.');
  end if;
  service := private.bookable(book.service_key, book.starts_at);
  perform private.lock_resources(service.key);
  select * into place from private.find_place(service, book.starts_at, book.carer_id, book.room_id);
  if place.carer is null and place.room is null then
    perform private.refuse(409, 'slot_taken', 'This time was taken just now. Choose another.');
  end if;
  insert into public.bookings as b (client_id, customer_id, service_key, carer_id, room_id, starts_at, status, note, order_id)
  values (book.client_id, me, service.key, place.carer, place.room, book.starts_at,
    case when service.needs_confirming and not (select private.is_staff()) then 'requested' else 'confirmed' end::public.booking_status,
    nullif(btrim(book.note), ''), book.order_id)
  returning b.* into made;
  return made;
end $$;
comment on function public.book is
  'Books a free time as the caller; staff may name a customer, and need no slot of the grid. Idempotent by client_id. Errors: not_signed_in, invalid_booking, order_not_found, service_not_found, slot_not_offered, slot_taken, too_many_bookings.';
grant execute on function public.book to authenticated;
