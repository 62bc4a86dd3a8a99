-- A dispute keeps the way of one order past its days: staff say why and until when, and neither retention nor erasure takes it before.

create table private.location_holds (
  order_id uuid primary key references public.orders on delete cascade,
  held_by uuid references public.profiles on delete set null,
  reason text not null check (length(btrim(reason)) between 3 and 500),
  held_at timestamptz not null default now(),
  until timestamptz not null,
  check (until > held_at and until <= held_at + interval '180 days')
);
comment on table private.location_holds is 'Orders in dispute, whose way is kept past its days. Delete the row, or let it run out, and retention goes on.';
comment on column private.location_holds.order_id is 'Whose way is kept.';
comment on column private.location_holds.held_by is 'The member of staff; empty when it was an admin.';
comment on column private.location_holds.reason is 'Why, in words that can be shown to the partner.';
comment on column private.location_holds.held_at is 'Since when.';
comment on column private.location_holds.until is 'At most 180 days; hold again to go on.';
create index location_holds_held_by_idx on private.location_holds (held_by) where held_by is not null;
alter table private.location_holds enable row level security;
-- no policy and no grant: hold_location and release_location

-- where the rows of held orders go when their day is dropped
create table private.held_locations (like public.locations including all);
comment on table private.held_locations is 'Positions of held orders whose day was dropped; gone within an hour after the hold.';
alter table private.held_locations enable row level security;
-- no policy and no grant
do $$ declare c text; begin
  for c in select attname from pg_catalog.pg_attribute where attrelid = 'private.held_locations'::regclass and attnum > 0 loop
    execute format('comment on column private.held_locations.%I is %L', c, 'As in public.locations.');
  end loop;
end $$;

create function private.is_held(order_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.location_holds h where h.order_id = is_held.order_id and h.until > now())
$$;

-- called before a day of the trail is dropped
create function private.save_held_day(partition text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('insert into private.held_locations select l.* from private.%I l where l.order_id in (
    select h.order_id from private.location_holds h where h.until > now()) on conflict do nothing', save_held_day.partition);
end $$;

-- every raw position there is of an order
create function private.raw_trail(order_id uuid) returns setof public.locations
language sql stable set search_path = '' as $$
  select l.* from public.locations l where l.order_id = raw_trail.order_id
  union all
  select h.* from private.held_locations h where h.order_id = raw_trail.order_id
$$;

-- definer: private has no grants; staff only
create function public.hold_location(order_id uuid, reason text, days int default 30) returns timestamptz
language plpgsql security definer set search_path = '' as $$
declare
  ends timestamptz;
begin
  perform private.check_operator();
  if length(btrim(hold_location.reason)) between 3 and 500 is not true or hold_location.days between 1 and 180 is not true then
    perform private.refuse(422, 'invalid_hold', 'A hold has a reason of 3 to 500 characters and 1 to 180 days.');
  end if;
  insert into private.location_holds as h (order_id, held_by, reason, until)
  select o.id, (select auth.uid()), btrim(hold_location.reason), now() + make_interval(days => hold_location.days)
  from public.orders o where o.id = hold_location.order_id
  on conflict on constraint location_holds_pkey do update
  set held_by = excluded.held_by, reason = excluded.reason, held_at = now(), until = excluded.until
  returning h.until into ends;
  if ends is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  end if;
  return ends;
end $$;
comment on function public.hold_location is 'Staff keep the way of a disputed order; returns until when. Errors: not_staff, invalid_hold, order_not_found.';
grant execute on function public.hold_location to authenticated, service_role;

-- definer: as above
create function public.release_location(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.check_operator();
  delete from private.location_holds h where h.order_id = release_location.order_id;
end $$;
comment on function public.release_location is 'Ends a hold; what was only kept for it goes with the next hour. Releasing again changes nothing. Errors: not_staff.';
grant execute on function public.release_location to authenticated, service_role;
