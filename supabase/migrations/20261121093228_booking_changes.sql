-- Moving, cancelling, confirming and closing a booking.

-- definer, all four: bookings has no update grant; private.lock_booking asks who is calling
create function public.move_booking(booking_id uuid, starts_at timestamptz, carer_id uuid default null) returns public.bookings
language plpgsql security definer set search_path = '' as $$
declare
  moved public.bookings;
  service public.services;
  place record;
  part text;
begin
  -- the carers first, as whoever books does; then the row
  perform private.lock_resources((select b.service_key from public.bookings b where b.id = move_booking.booking_id));
  moved := private.lock_booking(move_booking.booking_id);
  part := private.part_in(moved);
  if moved.starts_at = move_booking.starts_at and coalesce(move_booking.carer_id, moved.carer_id) is not distinct from moved.carer_id then
    return moved;
  elsif not private.is_live(moved.status) or moved.starts_at <= now() then
    perform private.refuse(409, 'not_allowed_now', 'This booking is over and cannot be moved.');
  end if;
  select s.* into service from public.services s where s.key = moved.service_key;
  if part = 'customer' and moved.starts_at < now() + make_interval(mins => service.free_cancel_min) then
    perform private.refuse(409, 'booking_too_late', 'It begins too soon to be moved. You can still cancel it.');
  end if;
  service := private.bookable(moved.service_key, move_booking.starts_at);
  -- the same carer where that is possible
  select * into place from private.find_place(service, move_booking.starts_at, coalesce(move_booking.carer_id, moved.carer_id), moved.room_id, moved.id);
  if place.carer is null and place.room is null and move_booking.carer_id is null then
    select * into place from private.find_place(service, move_booking.starts_at, null, null, moved.id);
  end if;
  if place.carer is null and place.room is null then
    perform private.refuse(409, 'slot_taken', 'This time was taken just now. Choose another.');
  end if;
  update public.bookings b set starts_at = move_booking.starts_at, carer_id = place.carer, room_id = place.room,
    status = case when part = 'customer' and service.needs_confirming then b.status else 'confirmed' end
  where b.id = moved.id returning b.* into moved;
  return moved;
end $$;
comment on function public.move_booking is
  'Moves a booking to another free time, with the same carer where possible. Customers until services.free_cancel_min before it begins. Errors: booking_not_found, not_allowed_now, booking_too_late, service_not_found, slot_not_offered, slot_taken.';
grant execute on function public.move_booking to authenticated;

create function public.cancel_booking(booking_id uuid) returns public.bookings
language plpgsql security definer set search_path = '' as $$
declare
  gone public.bookings := private.lock_booking(cancel_booking.booking_id);
begin
  if gone.status in ('cancelled', 'cancelled_late') then
    return gone;
  elsif not private.is_live(gone.status) or gone.starts_at <= now() then
    perform private.refuse(409, 'not_allowed_now', 'This booking has begun or is over, and cannot be cancelled.');
  end if;
  update public.bookings b set status = case when private.part_in(gone) = 'customer' and private.is_late(gone) then 'cancelled_late' else 'cancelled' end::public.booking_status
  where b.id = gone.id returning b.* into gone;
  return gone;
end $$;
comment on function public.cancel_booking is
  'Cancels a booking; by its customer later than services.free_cancel_min before it begins: cancelled_late. Errors: booking_not_found, not_allowed_now.';
grant execute on function public.cancel_booking to authenticated;

create function private.is_late(b public.bookings) returns boolean
language sql stable set search_path = '' as $$
  select b.status = 'confirmed' and b.starts_at < now() + make_interval(mins => s.free_cancel_min) from public.services s where s.key = b.service_key
$$;

create function public.confirm_booking(booking_id uuid) returns public.bookings
language plpgsql security definer set search_path = '' as $$
declare
  asked public.bookings := private.lock_booking(confirm_booking.booking_id);
begin
  if private.part_in(asked) = 'customer' then
    perform private.refuse(403, 'not_the_carer', 'Its carer or staff confirm it.');
  elsif asked.status = 'confirmed' then
    return asked;
  end if;
  update public.bookings b set status = 'confirmed' where b.id = asked.id returning b.* into asked;
  return asked;
end $$;
comment on function public.confirm_booking is 'Confirms what was asked for; for its carer and staff. Errors: booking_not_found, not_the_carer, not_allowed_now.';
grant execute on function public.confirm_booking to authenticated;

create function public.close_booking(booking_id uuid, has_come boolean) returns public.bookings
language plpgsql security definer set search_path = '' as $$
declare
  over public.bookings := private.lock_booking(close_booking.booking_id);
begin
  if private.part_in(over) = 'customer' then
    perform private.refuse(403, 'not_the_carer', 'Its carer or staff close it.');
  elsif over.starts_at > now() then
    perform private.refuse(409, 'not_allowed_now', 'It has not begun yet.');
  end if;
  update public.bookings b set status = case when close_booking.has_come then 'done' else 'no_show' end::public.booking_status
  where b.id = over.id returning b.* into over;
  return over;
end $$;
comment on function public.close_booking is 'Says how a booking went: it took place, or nobody came; for its carer and staff. Errors: booking_not_found, not_the_carer, not_allowed_now.';
grant execute on function public.close_booking to authenticated;
