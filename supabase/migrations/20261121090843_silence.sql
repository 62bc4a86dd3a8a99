-- Silence of two kinds: staff take somebody's voice for a while; a person takes the sound of a room for themselves.

-- definer throughout: members have no update grant

create function public.mute_member(room_id uuid, user_id uuid, until timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms := private.managed_room(room_id);
  part public.member_role;
  -- a time that has passed ends it
  mute timestamptz := case when mute_member.until > now() then mute_member.until end;
begin
  select rm.role into part from public.room_members rm
  where rm.room_id = room.id and rm.user_id = mute_member.user_id and rm.left_at is null;
  if part is null then
    perform private.refuse(404, 'person_not_found', 'This person is not in the conversation.');
  elsif room.kind = 'direct' or part in ('staff', 'admin', 'support') then
    perform private.refuse(409, 'not_for_this_room', 'Staff, and people in a conversation of two, cannot be muted.');
  elsif mute > now() + interval '1 year' then
    perform private.refuse(422, 'invalid_mute', 'Somebody can be muted for a year at most; remove them instead.');
  end if;
  update public.room_members rm set muted_until = mute
  where rm.room_id = room.id and rm.user_id = mute_member.user_id and rm.muted_until is distinct from mute;
  if found then
    perform private.say_system(room.id, case when mute is null then 'member_unmuted' else 'member_muted' end,
      jsonb_strip_nulls(jsonb_build_object('user_id', mute_member.user_id, 'until', mute)));
  end if;
end $$;
comment on function public.mute_member is
  'Staff let somebody read but not write until a time; null lets them write again. Errors: not_staff, room_not_found, person_not_found, not_for_this_room, invalid_mute.';
grant execute on function public.mute_member to authenticated;

create function public.set_room_notify(room_id uuid, notify public.member_notify, quiet_until timestamptz default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if set_room_notify.notify is null then
    perform private.refuse(422, 'invalid_preference', 'Say all, mentions or none.');
  end if;
  update public.room_members rm set notify = set_room_notify.notify, quiet_until = set_room_notify.quiet_until
  where rm.room_id = set_room_notify.room_id and rm.user_id = (select auth.uid()) and rm.left_at is null;
  if not found then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
  -- the person's other devices
  perform realtime.send(jsonb_build_object('room_id', r.id, 'epoch', r.epoch, 'status', r.status, 'last_seq', r.last_seq),
    'room_updated', 'user:' || (select auth.uid()), true)
  from public.rooms r where r.id = set_room_notify.room_id;
end $$;
comment on function public.set_room_notify is
  'Which messages of a room may reach the caller when away: all, mentions or none; and until when it is silent. Errors: not_a_member, invalid_preference.';
grant execute on function public.set_room_notify to authenticated;

-- why a room is no longer there, for who was away when it happened; the title is that of a room one was in
create function public.my_departure(room_id uuid default null, order_id uuid default null) returns table (title text, reason public.left_reason, note text, left_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.title, coalesce(rm.left_reason, 'removed'), rm.left_note, rm.left_at
  from public.room_members rm join public.rooms r on r.id = rm.room_id
  where (r.id = my_departure.room_id or (r.order_id = my_departure.order_id and r.kind = 'order'))
    and rm.user_id = (select auth.uid()) and rm.left_at is not null
$$;
comment on function public.my_departure is 'Why and since when the caller is no longer in a room, named by its id or by its order; no row when they are in it or never were.';
grant execute on function public.my_departure to authenticated;
