-- Days that differ from the week: holidays, illness, a Saturday besides.

-- definer, both: availability_exceptions has no write grants; private.lock_resource asks who is calling
create function public.add_exception(
  resource_id uuid, first_day date, last_day date, is_open boolean, starts time default '00:00', ends time default '24:00', note text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  added public.availability_exceptions;
  zone text;
begin
  perform private.lock_resource(add_exception.resource_id);
  insert into public.availability_exceptions as e (resource_id, first_day, last_day, starts, ends, is_open, note)
  values (add_exception.resource_id, add_exception.first_day, add_exception.last_day, add_exception.starts, add_exception.ends, add_exception.is_open,
    nullif(btrim(add_exception.note), ''))
  returning e.* into added;
  select r.time_zone into zone from public.resources r where r.id = added.resource_id;
  return jsonb_build_object('id', added.id, 'bookings_in_it', case when added.is_open then 0 else (
    select count(*) from public.bookings b where added.resource_id in (b.carer_id, b.room_id) and private.is_live(b.status) and b.starts_at > now() and exists (
      select from generate_series(0, added.last_day - added.first_day) n
      where tstzrange(b.starts_at, b.ends_at) && private.wall_range(added.first_day + n, added.starts, added.ends, zone))) end);
exception when check_violation or not_null_violation then
  perform private.refuse(422, 'invalid_hours', 'An exception needs a first and a last day within a year, and ends after it starts.');
  return null;
end $$;
comment on function public.add_exception is
  'Closes a carer or room on some days, or opens it besides its hours. Answers {id, bookings_in_it}: what is booked in a closed time stays until somebody moves or cancels it. For staff and the carer. Errors: resource_not_found, invalid_hours.';
grant execute on function public.add_exception to authenticated, service_role;

create function public.delete_exception(exception_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  gone public.availability_exceptions;
begin
  select e.* into gone from public.availability_exceptions e where e.id = delete_exception.exception_id;
  if gone.id is null then
    return false;
  end if;
  perform private.lock_resource(gone.resource_id);
  delete from public.availability_exceptions e where e.id = gone.id;
  return found;
end $$;
comment on function public.delete_exception is 'Takes an exception back. Returns whether there was one. For staff and the carer. Errors: resource_not_found.';
grant execute on function public.delete_exception to authenticated, service_role;
