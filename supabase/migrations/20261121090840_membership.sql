-- Coming, going and being silenced. Each is said in the room, in the same transaction.

-- definer throughout: rooms and members have no write grants

-- the room, locked, for staff who may manage it: any of an order, of support or of a guest, and others they are in
create function private.managed_room(room_id uuid) returns public.rooms
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms;
begin
  if not (select private.is_staff()) then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  end if;
  select r.* into room from public.rooms r where r.id = managed_room.room_id for update;
  if room.id is null or (room.kind in ('staff', 'direct') and room.notes_of is null and room.id not in (select private.my_room_ids())) then
    perform private.refuse(404, 'room_not_found', 'There is no such conversation, or it is not yours to manage.');
  end if;
  return room;
end $$;

create function public.join_room(room_id uuid default null, order_id uuid default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms := private.managed_room(coalesce(join_room.room_id,
    (select r.id from public.rooms r where r.order_id = join_room.order_id and r.kind = 'order')));
begin
  if private.let_in(room.id, (select auth.uid()), private.part_of((select auth.uid()), room.kind)) and room.notes_of is null then
    perform private.say_system(room.id, 'member_joined', jsonb_build_object('user_id', (select auth.uid())));
  end if;
  return room.id;
end $$;
comment on function public.join_room is
  'Staff enter the room of an order, of support or of a guest, named by its id or by its order, and are seen to. The id of the room. Errors: not_staff, room_not_found, room_full.';
grant execute on function public.join_room to authenticated;

create function public.leave_room(room_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms;
  part public.member_role;
begin
  select r.* into room from public.rooms r where r.id = leave_room.room_id for update;
  select rm.role into part from public.room_members rm
  where rm.room_id = room.id and rm.user_id = (select auth.uid()) and rm.left_at is null;
  if part is null then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif room.kind = 'direct' or (room.kind in ('order', 'support') and part in ('customer', 'partner')) then
    perform private.refuse(409, 'cannot_leave', 'This conversation is yours and cannot be left; silence it instead.');
  end if;
  perform private.take_out(room.id, (select auth.uid()), 'left');
  if room.notes_of is null then
    perform private.say_system(room.id, 'member_left', jsonb_build_object('user_id', (select auth.uid())));
  end if;
end $$;
comment on function public.leave_room is 'The caller goes out of a room they are not the reason for. Errors: not_a_member, cannot_leave.';
grant execute on function public.leave_room to authenticated;

create function public.add_member(room_id uuid, user_id uuid, role public.member_role default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms := private.managed_room(room_id);
  person public.person_role := (select p.role from public.profiles p where p.id = add_member.user_id);
begin
  if person is null then
    perform private.refuse(404, 'person_not_found', 'There is no such person.');
  elsif room.kind = 'direct' then
    perform private.refuse(409, 'not_for_this_room', 'Nobody can be added to a conversation of two.');
  elsif room.status <> 'open' then
    perform private.refuse(409, 'room_closed', 'This conversation is closed.');
  elsif (add_member.role in ('staff', 'admin', 'support')) <> (person = 'staff') then
    perform private.refuse(422, 'invalid_members', 'This person cannot have that part in the conversation.');
  end if;
  if private.let_in(room.id, add_member.user_id, coalesce(add_member.role, private.part_of(add_member.user_id, room.kind))) then
    perform private.say_system(room.id, 'member_added', jsonb_build_object('user_id', add_member.user_id));
  end if;
end $$;
comment on function public.add_member is
  'Staff let somebody in, who reads it from the beginning. Errors: not_staff, room_not_found, person_not_found, not_for_this_room, room_closed, invalid_members, room_full.';
grant execute on function public.add_member to authenticated;

create function public.remove_member(room_id uuid, user_id uuid, reason text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms := private.managed_room(room_id);
begin
  if room.kind = 'direct' then
    perform private.refuse(409, 'not_for_this_room', 'Nobody can be removed from a conversation of two; block the person instead.');
  elsif length(btrim(remove_member.reason)) > 200 then
    perform private.refuse(422, 'invalid_reason', 'A reason has at most 200 characters.');
  end if;
  -- the topic has its new name by the time this is said, so the one who is out does not hear even that
  if private.take_out(room.id, remove_member.user_id, 'removed', nullif(btrim(remove_member.reason), '')) then
    perform private.say_system(room.id, 'member_removed', jsonb_build_object('user_id', remove_member.user_id));
  end if;
end $$;
comment on function public.remove_member is
  'Staff put somebody out, who hears nothing more and is told the reason. Errors: not_staff, room_not_found, not_for_this_room, invalid_reason.';
grant execute on function public.remove_member to authenticated;
