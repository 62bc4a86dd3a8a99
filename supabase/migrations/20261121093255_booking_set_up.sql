-- Setting up what can be booked: services, carers and rooms by staff; hours and exceptions by staff and by the carer.

-- what a form was filled from must still be there when it is saved; who names no moment writes over it, as a script does
create function private.check_unchanged(updated_at timestamptz, seen_at timestamptz) returns void
language plpgsql stable set search_path = '' as $$
begin
  if check_unchanged.seen_at <> check_unchanged.updated_at then
    perform private.refuse(409, 'changed_meanwhile', 'Somebody else changed this meanwhile. Look at how it stands now, and change it again.');
  end if;
end $$;

-- definer throughout: the tables have no write grants
create function public.save_service(key text, label text, duration_min int, settings jsonb default '{}', seen_at timestamptz default null)
returns public.services
language plpgsql security definer set search_path = '' as $$
declare
  saved public.services;
  given public.services;
begin
  perform private.check_operator();
  select s.* into saved from public.services s where s.key = save_service.key for update;
  perform private.check_unchanged(saved.updated_at, save_service.seen_at);
  given := jsonb_populate_record(case when saved.key is not null then saved else jsonb_populate_record(null::public.services,
      '{"time_zone": "UTC", "step_min": 30, "pause_min": 0, "lead_min": 60, "horizon_days": 60, "free_cancel_min": 1440, "remind_before_min": [1440, 60],
        "needs_carer": true, "needs_room": false, "needs_confirming": false, "is_offered": true, "position": 100}') end,
    save_service.settings - '{created_at,updated_at}'::text[]
      || jsonb_build_object('key', save_service.key, 'label', save_service.label, 'duration_min', save_service.duration_min));
  insert into public.services as s (key, label, detail, place, time_zone, duration_min, step_min, pause_min, lead_min, horizon_days, free_cancel_min,
    remind_before_min, needs_carer, needs_room, needs_confirming, is_offered, position)
  values (given.key, given.label, given.detail, given.place, given.time_zone, given.duration_min, given.step_min, given.pause_min, given.lead_min, given.horizon_days,
    given.free_cancel_min, given.remind_before_min, given.needs_carer, given.needs_room, given.needs_confirming, given.is_offered, given.position)
  on conflict on constraint services_pkey do update set label = excluded.label, detail = excluded.detail, place = excluded.place,
    time_zone = excluded.time_zone, duration_min = excluded.duration_min, step_min = excluded.step_min, pause_min = excluded.pause_min,
    lead_min = excluded.lead_min, horizon_days = excluded.horizon_days, free_cancel_min = excluded.free_cancel_min,
    remind_before_min = excluded.remind_before_min, needs_carer = excluded.needs_carer, needs_room = excluded.needs_room,
    needs_confirming = excluded.needs_confirming, is_offered = excluded.is_offered, position = excluded.position
  returning s.* into saved;
  return saved;
exception when check_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range then
  perform private.refuse(422, 'invalid_service', 'A service needs a key of small letters, a label, a length, and settings within their limits.');
  return null;
end $$;
comment on function public.save_service is
  'For staff: makes or changes a service. settings: any of its other columns; seen_at: its updated_at when it was read. Bookings keep the length they have. Errors: not_staff, invalid_service, invalid_time_zone, changed_meanwhile.';
grant execute on function public.save_service to authenticated, service_role;

create function public.save_resource(
  id uuid, kind text, name text, service_keys text[], time_zone text default 'UTC', partner_id uuid default null, is_active boolean default true,
  seen_at timestamptz default null
) returns public.resources
language plpgsql security definer set search_path = '' as $$
declare
  saved public.resources;
begin
  perform private.check_operator();
  if save_resource.partner_id is not null and not exists (select from public.profiles p where p.id = save_resource.partner_id and p.role = 'partner') then
    perform private.refuse(422, 'invalid_resource', 'A carer is a partner.');
  end if;
  perform private.check_unchanged(r.updated_at, save_resource.seen_at) from public.resources r where r.id = save_resource.id for update;
  insert into public.resources as r (id, kind, name, partner_id, time_zone, is_active)
  values (coalesce(save_resource.id, gen_random_uuid()), save_resource.kind, btrim(save_resource.name), save_resource.partner_id, save_resource.time_zone, save_resource.is_active)
  on conflict on constraint resources_pkey do update set name = excluded.name, partner_id = excluded.partner_id, time_zone = excluded.time_zone, is_active = excluded.is_active
  returning r.* into saved;
  delete from public.service_resources sr where sr.resource_id = saved.id and sr.service_key <> all (save_resource.service_keys);
  insert into public.service_resources (service_key, resource_id) select k, saved.id from unnest(save_resource.service_keys) k on conflict do nothing;
  return saved;
exception when check_violation or not_null_violation or unique_violation or foreign_key_violation then
  perform private.refuse(422, 'invalid_resource', 'It needs a kind (carer or room), a name and services there are; a partner is one carer only.');
  return null;
end $$;
comment on function public.save_resource is
  'For staff: makes (id null) or changes a carer or room, and says which services it is for; seen_at: its updated_at when it was read. Errors: not_staff, invalid_resource, invalid_time_zone, changed_meanwhile.';
grant execute on function public.save_resource to authenticated, service_role;

-- whose hours the caller may set: their own, or staff anybody's. Locks it, so that nobody books by the old hours meanwhile
create function private.lock_resource(id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if not exists (select from public.resources r where r.id = lock_resource.id and (r.partner_id = (select auth.uid()) or (select private.is_staff())
    or coalesce((select auth.role()), '') in ('', 'service_role')) for no key update) then
    perform private.refuse(404, 'resource_not_found', 'There is no such carer or room, or it is not yours.');
  end if;
end $$;

create function public.set_hours(resource_id uuid, hours jsonb, former jsonb default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.lock_resource(set_hours.resource_id);
  if set_hours.former is not null and
    (select jsonb_agg(jsonb_build_array(f.weekday, f.starts, f.ends) order by f.weekday, f.starts, f.ends)
      from jsonb_to_recordset(set_hours.former) f (weekday smallint, starts time, ends time))
    is distinct from (select jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends) order by h.weekday, h.starts, h.ends)
      from public.availability_hours h where h.resource_id = set_hours.resource_id) then
    perform private.refuse(409, 'changed_meanwhile', 'Somebody else changed these hours meanwhile. Look at how they stand now, and change them again.');
  end if;
  delete from public.availability_hours h where h.resource_id = set_hours.resource_id;
  insert into public.availability_hours (resource_id, weekday, starts, ends)
  select set_hours.resource_id, h.weekday, h.starts, h.ends from jsonb_to_recordset(set_hours.hours) h (weekday smallint, starts time, ends time);
  if (select count(*) from public.availability_hours h where h.resource_id = set_hours.resource_id) > 100 then
    perform private.refuse(422, 'invalid_hours', 'That is too many hours.');
  end if;
  perform private.tell_availability(array[set_hours.resource_id], tstzrange(now(), now() + interval '1 year'));
exception when check_violation or not_null_violation or invalid_parameter_value or invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
  perform private.refuse(422, 'invalid_hours', 'Hours are a list of {weekday 1 to 7, starts, ends}, each ending after it starts.');
end $$;
comment on function public.set_hours is
  'Sets all hours of the week of a carer or room: [{"weekday": 1, "starts": "09:00", "ends": "17:00"}]. former: the hours as they were read. What is booked stays. For staff and the carer. Errors: resource_not_found, invalid_hours, changed_meanwhile.';
grant execute on function public.set_hours to authenticated, service_role;
