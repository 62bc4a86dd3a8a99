-- Waiting for a time that is taken. When it becomes free the first in line is told, and the next a while later if it still is.

alter table private.settings add column wait_minutes int not null default 15 check (wait_minutes between 1 and 1440);
comment on column private.settings.wait_minutes is 'How long who waits for a time has, once told that it is free, before the next in line is told as well.';

create table public.booking_waits (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.profiles on delete cascade,
  service_key text not null references public.services on update cascade on delete cascade,
  carer_id uuid references public.resources on delete cascade,
  starts_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  told_at timestamptz,
  unique (customer_id, service_key, starts_at)
);
comment on table public.booking_waits is 'Who wants a time that was taken, in the order they asked.';
comment on column public.booking_waits.id is 'For stop_waiting.';
comment on column public.booking_waits.customer_id is 'Who waits.';
comment on column public.booking_waits.service_key is 'What for.';
comment on column public.booking_waits.carer_id is 'With whom; empty: anybody.';
comment on column public.booking_waits.starts_at is 'The time that is wanted.';
comment on column public.booking_waits.created_at is 'Earlier is told earlier.';
comment on column public.booking_waits.told_at is 'When they were told that it is free; once.';
create index booking_waits_starts_at_idx on public.booking_waits (starts_at, created_at) where told_at is null;
create index booking_waits_service_key_idx on public.booking_waits (service_key, starts_at);
create index booking_waits_carer_id_idx on public.booking_waits (carer_id) where carer_id is not null;
alter table public.booking_waits enable row level security;
grant select on public.booking_waits to authenticated;
-- no write: wait_for_slot and stop_waiting
create policy "people read what they wait for, staff all" on public.booking_waits
  for select to authenticated using (customer_id = (select auth.uid()) or (select private.is_staff()));

-- Tells who is next, for times within `freed`, or for all.
create function private.tell_waits(freed tstzrange default null) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  w record;
  told int := 0;
begin
  delete from public.booking_waits x where x.starts_at <= now();
  for w in select x.*, s as service from public.booking_waits x join public.services s on s.key = x.service_key and s.is_offered
    where x.told_at is null and (freed is null or x.starts_at <@ freed) and x.starts_at > now() + make_interval(mins => s.lead_min)
    order by x.starts_at, x.created_at for update of x skip locked
  loop
    continue when exists (select from public.booking_waits o, private.settings c where o.service_key = w.service_key and o.starts_at = w.starts_at
        and o.told_at > now() - make_interval(mins => c.wait_minutes))
      or (select p.carer is null and p.room is null from private.find_place(w.service, w.starts_at, w.carer_id) p);
    update public.booking_waits x set told_at = now() where x.id = w.id;
    perform public.notify(w.customer_id, 'booking.available', 'service', null, jsonb_build_object('booking', jsonb_build_object('service', (w.service).label,
        'starts_at', to_char(w.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), dedupe_key => format('wait:%s:%s', w.id, extract(epoch from now())::bigint),
      action_url => format('/bookings/new?service=%s&at=%s', w.service_key, to_char(w.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        || coalesce('&carer=' || w.carer_id, ''));
    told := told + 1;
  end loop;
  return told;
end $$;
comment on function private.tell_waits is 'Every minute by pg_cron, and with each time that becomes free: tells the first who waits for it. Returns how many.';
select cron.schedule('orderline-booking-waits', '* * * * *', 'select private.tell_waits()');

-- definer: as above
create function private.tg_bookings__wait() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    delete from public.booking_waits w where w.customer_id = new.customer_id and w.service_key = new.service_key and w.starts_at = new.starts_at;
  else
    -- a longer service may fit now as well that begins before it
    perform private.tell_waits(tstzrange(lower(old.occupied) - interval '1 day', upper(old.occupied)));
  end if;
  return null;
end $$;
create trigger _710_wait after insert on public.bookings for each row execute function private.tg_bookings__wait();
create trigger _710_wait_no_more after update on public.bookings for each row
  when ((old.occupied, old.carer_id, old.room_id, old.status) is distinct from (new.occupied, new.carer_id, new.room_id, new.status))
  execute function private.tg_bookings__wait();

-- definer, both: the table has no write grant
create function public.wait_for_slot(service_key text, starts_at timestamptz, carer_id uuid default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  id uuid;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to book.');
  end if;
  perform private.bookable(wait_for_slot.service_key, wait_for_slot.starts_at);
  if (select count(*) from public.booking_waits w where w.customer_id = (select auth.uid())) >= 50 then
    perform private.refuse(429, 'too_many_bookings', 'You wait for many times already.');
  end if;
  insert into public.booking_waits as w (customer_id, service_key, carer_id, starts_at)
  values ((select auth.uid()), wait_for_slot.service_key, wait_for_slot.carer_id, wait_for_slot.starts_at)
  on conflict on constraint booking_waits_customer_id_service_key_starts_at_key do update set carer_id = excluded.carer_id, told_at = null
  returning w.id into id;
  perform private.tell_waits(tstzrange(wait_for_slot.starts_at, wait_for_slot.starts_at, '[]'));
  return id;
exception when foreign_key_violation then
  perform private.refuse(404, 'resource_not_found', 'There is no such carer.');
  return null;
end $$;
comment on function public.wait_for_slot is
  'Has the caller told when a time becomes free; at once where it is. Asking twice is asking once. Errors: not_signed_in, service_not_found, slot_not_offered, resource_not_found, too_many_bookings.';
grant execute on function public.wait_for_slot to authenticated;

create function public.stop_waiting(wait_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.booking_waits w where w.id = stop_waiting.wait_id and w.customer_id = (select auth.uid());
  return found;
end $$;
comment on function public.stop_waiting is 'Waits no more. Returns whether the caller did.';
grant execute on function public.stop_waiting to authenticated;
