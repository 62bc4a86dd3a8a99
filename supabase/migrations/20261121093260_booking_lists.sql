-- Bookings with the names that belong to them, as pages show them.

-- definer: a carer may see the name of whom they care for, and both the service, whatever their policies say of strangers
create function private.booking_card(b public.bookings) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(b) - '{client_id,occupied,customer_id,created_at,updated_at}'::text[] || jsonb_build_object(
    'service', s.label, 'place', s.place, 'carer', carer.name, 'room', room.name,
    'customer', (select p.name from public.profiles p where p.id = b.customer_id), 'customer_id', b.customer_id,
    'part', private.part_in(b), 'duration_min', s.duration_min,
    'may_move', private.is_live(b.status) and b.starts_at > now() and s.is_offered
      and (private.part_in(b) <> 'customer' or b.starts_at >= now() + make_interval(mins => s.free_cancel_min)),
    'may_cancel', private.is_live(b.status) and b.starts_at > now(),
    'free_until', b.starts_at - make_interval(mins => s.free_cancel_min), 'is_late', private.is_late(b))
  from public.services s left join public.resources carer on carer.id = b.carer_id left join public.resources room on room.id = b.room_id
  where s.key = b.service_key
$$;

create function public.booking_list(from_at timestamptz, to_at timestamptz, scope text default 'mine', newest_first boolean default false, page int default 100)
returns setof jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if booking_list.scope = 'all' then
    perform private.require_staff();
  end if;
  return query select private.booking_card(b) from public.bookings b
  where b.starts_at >= booking_list.from_at and b.starts_at < booking_list.to_at
    and case booking_list.scope when 'all' then true when 'carried' then b.partner_id = (select auth.uid()) else b.customer_id = (select auth.uid()) end
  order by case when booking_list.newest_first then b.starts_at end desc, b.starts_at, b.id
  limit least(greatest(booking_list.page, 1), 500);
end $$;
comment on function public.booking_list is
  'Bookings that begin within a time, with names: scope mine (as customer), carried (as carer), or all (staff). At most 500. Errors: not_staff.';
grant execute on function public.booking_list to authenticated;

create function public.booking_view(booking_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  b public.bookings;
begin
  select x.* into b from public.bookings x where x.id = booking_view.booking_id;
  if b.id is null or private.part_in(b) is null then
    perform private.refuse(404, 'booking_not_found', 'There is no such booking.');
  end if;
  return private.booking_card(b) || jsonb_build_object('history', (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.created_at,
    'starts_at', e.starts_at, 'former_starts_at', e.former_starts_at, 'by', (select p.name from public.profiles p where p.id = e.actor_id)) order by e.id)
    from public.booking_events e where e.booking_id = b.id));
end $$;
comment on function public.booking_view is 'One booking with names and history, for its customer, its carer and staff. Errors: booking_not_found.';
grant execute on function public.booking_view to authenticated;

-- a day after its end nobody closed it: it took place
create function private.close_past_bookings() returns int
language sql volatile set search_path = '' as $$
  with closed as (update public.bookings b set status = case b.status when 'confirmed' then 'done' else 'cancelled' end::public.booking_status
    where (b.status = 'confirmed' and b.ends_at < now() - interval '1 day') or (b.status = 'requested' and b.starts_at < now()) returning 1)
  select count(*)::int from closed
$$;
comment on function private.close_past_bookings() is 'Every hour by pg_cron: what was confirmed and ended a day ago took place; what nobody confirmed before it began is cancelled.';
select cron.schedule('orderline-bookings', '41 * * * *', 'select private.close_past_bookings()');

select private.audit('public.services');
select private.audit('public.resources');
select private.audit('public.service_resources');
select private.audit('public.availability_hours');
select private.audit('public.availability_exceptions', hidden => 'note');
select private.audit('public.booking_series', hidden => 'note', ignored => 'made_until,client_id');
select private.audit('public.bookings', hidden => 'note', ignored => 'version,occupied,client_id');
