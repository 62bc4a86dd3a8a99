-- What a booking may become, and what follows from its time. Holds for calls, jobs and edits by hand alike.

create function private.is_live(status public.booking_status) returns boolean
language sql immutable set search_path = '' as $$ select status in ('requested', 'confirmed') $$;

-- the time that is taken by a service that begins then
create function private.occupied_from(service public.services, starts_at timestamptz) returns tstzrange
language sql stable set search_path = '' as $$
  select tstzrange(starts_at, starts_at + make_interval(mins => service.duration_min + service.pause_min))
$$;

-- definer: whoever books has no right to read every service or carer
create function private.tg_bookings__guard() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  service public.services;
begin
  if tg_op = 'UPDATE' then
    if new.status is distinct from old.status and not (
      (old.status = 'requested' and new.status in ('confirmed', 'cancelled', 'cancelled_late'))
      or (old.status = 'confirmed' and new.status in ('cancelled', 'cancelled_late', 'done', 'no_show'))
      or (old.status in ('done', 'no_show') and new.status in ('done', 'no_show'))) then
      perform private.refuse(409, 'not_allowed_now', format('A booking that is %s cannot become %s.', old.status, new.status));
    elsif new.starts_at is distinct from old.starts_at and not private.is_live(old.status) then
      perform private.refuse(409, 'not_allowed_now', format('A booking that is %s cannot be moved.', old.status));
    end if;
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  if tg_op = 'INSERT' or new.starts_at is distinct from old.starts_at then
    select s.* into service from public.services s where s.key = new.service_key;
    new.ends_at := new.starts_at + make_interval(mins => service.duration_min);
    new.occupied := private.occupied_from(service, new.starts_at);
    new.time_zone := coalesce(new.time_zone, service.time_zone);
  end if;
  if tg_op = 'INSERT' or new.carer_id is distinct from old.carer_id then
    new.partner_id := (select r.partner_id from public.resources r where r.id = new.carer_id);
  end if;
  return new;
end $$;
create trigger _100_guard before insert or update on public.bookings
  for each row execute function private.tg_bookings__guard();

-- definer: people have no right to write history
create function private.tg_bookings__record() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' or new.status is distinct from old.status then
    insert into public.booking_events (booking_id, kind, starts_at, actor_id)
    values (new.id, new.status::text, new.starts_at, (select auth.uid()));
  elsif (new.starts_at, new.carer_id, new.room_id) is distinct from (old.starts_at, old.carer_id, old.room_id) then
    insert into public.booking_events (booking_id, kind, starts_at, former_starts_at, former_partner_id, actor_id)
    values (new.id, 'changed', new.starts_at, old.starts_at, nullif(old.partner_id, new.partner_id), (select auth.uid()));
  end if;
  return null;
end $$;
create trigger _500_record after insert or update on public.bookings
  for each row execute function private.tg_bookings__record();
