-- Suspending a person from all of chat, and taking it back. Definer throughout: the tables have no grants.

create function private.set_suspension(user_id uuid, until timestamptz, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  rooms uuid[] := array(select rm.room_id from public.room_members rm where rm.user_id = set_suspension.user_id and rm.role in ('customer', 'partner', 'pharmacy'));
  former jsonb;
begin
  perform from public.rooms r where r.id = any (rooms) order by r.id for update;
  select s.mutes into former from private.chat_suspensions s where s.user_id = set_suspension.user_id and s.until > now() for update;
  former := coalesce(former, (select coalesce(jsonb_object_agg(rm.room_id, rm.muted_until), '{}')
    from public.room_members rm where rm.user_id = set_suspension.user_id and rm.room_id = any (rooms) and rm.muted_until is not null));
  delete from private.chat_suspensions s where s.user_id = set_suspension.user_id;
  perform set_config('orderline.suspending', 'on', true);
  update public.room_members rm set muted_until = (former ->> rm.room_id::text)::timestamptz
  where rm.user_id = set_suspension.user_id and rm.room_id = any (rooms);
  if set_suspension.until is not null then
    insert into private.chat_suspensions (user_id, until, reason, suspended_by, mutes)
    values (set_suspension.user_id, set_suspension.until, set_suspension.reason, (select auth.uid()), former);
    update public.room_members rm set muted_until = set_suspension.until
    where rm.user_id = set_suspension.user_id and rm.room_id = any (rooms) and coalesce(rm.muted_until, '-infinity') < set_suspension.until;
  end if;
  perform set_config('orderline.suspending', '', true);
  insert into private.moderation_log (actor_id, action, person_id, until, reason) values ((select auth.uid()),
    case when set_suspension.until is null then 'suspension_lifted' else 'suspended' end, set_suspension.user_id, set_suspension.until, set_suspension.reason);
end $$;

create function public.suspend_person(user_id uuid, until timestamptz, reason text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  if (select p.role from public.profiles p where p.id = suspend_person.user_id) in ('customer', 'partner') is not true then
    perform private.refuse(422, 'invalid_person', 'Customers and partners can be suspended; an admin looks after staff.');
  elsif (suspend_person.until > now() and suspend_person.until <= now() + interval '10 years') is not true then
    perform private.refuse(422, 'invalid_time', 'Choose a time that is still to come.');
  elsif coalesce(suspend_person.reason, '') !~ '\S' or length(suspend_person.reason) > 500 then
    perform private.refuse(422, 'invalid_reason', 'Say why, in at most 500 characters.');
  end if;
  perform private.set_suspension(suspend_person.user_id, suspend_person.until, suspend_person.reason);
end $$;
comment on function public.suspend_person is
  'For staff: a customer or partner reads but writes in no room until then. Again: the new time and reason count. Errors: not_staff, invalid_person, invalid_time, invalid_reason.';
grant execute on function public.suspend_person to authenticated;

create function public.lift_suspension(user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  if private.suspended_until(lift_suspension.user_id) is not null then
    perform private.set_suspension(lift_suspension.user_id, null, null);
  end if;
end $$;
comment on function public.lift_suspension is
  'For staff: takes a suspension back; mutes of single rooms are as they were. Without one it does nothing. Errors: not_staff.';
grant execute on function public.lift_suspension to authenticated;
