-- Opening a room that is no order's. Opening it twice gives the same room: open_key is unique, so two who press at once meet in it.

-- what somebody is in a room, from who they are; the caller of an RPC may say more precisely
create function private.part_of(user_id uuid, kind public.room_kind) returns public.member_role
language sql stable set search_path = '' as $$
  select case when p.role = 'staff' and part_of.kind = 'support' then 'support' else p.role::text end::public.member_role
  from public.profiles p where p.id = part_of.user_id
$$;

-- the room of this key, new or as it is, locked; callers are definers that have asked whether the caller may
create function private.room_of_key(open_key text, kind public.room_kind, title text) returns public.rooms
language plpgsql set search_path = '' as $$
declare
  room public.rooms;
begin
  insert into public.rooms as r (kind, title, open_key, created_by)
  values (room_of_key.kind, nullif(btrim(room_of_key.title), ''), room_of_key.open_key, (select auth.uid()))
  on conflict on constraint rooms_open_key_key do nothing returning r.* into room;
  if room.id is null then
    select r.* into room from public.rooms r where r.open_key = room_of_key.open_key for update;
  end if;
  return room;
exception when check_violation then
  perform private.refuse(422, 'invalid_title', 'A title has at most 120 characters.');
  return null;
end $$;

-- definer throughout: rooms and members have no insert grants

create function public.open_direct_room(user_id uuid) returns public.rooms
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  room public.rooms;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to write to somebody.');
  elsif open_direct_room.user_id = me or not exists (select from public.profiles p where p.id = open_direct_room.user_id)
    -- in one room now: having been in one is enough for a name beside old words, not for new ones
    or not ((select private.is_staff()) or exists (select from public.room_members rm where rm.user_id = open_direct_room.user_id
      and rm.left_at is null and rm.room_id in (select private.my_room_ids()))) then
    perform private.refuse(404, 'person_not_found', 'There is no such person, or you do not know them.');
  elsif private.blocks_between(me, open_direct_room.user_id)
    and not exists (select from public.rooms r where r.open_key = private.pair_key(me, open_direct_room.user_id)) then
    perform private.refuse(403, 'blocked', 'You cannot write to this person.');
  end if;
  if not exists (select from public.rooms r where r.open_key = private.pair_key(me, open_direct_room.user_id)) then
    if private.suspended_until(me) > now() then
      perform private.refuse(403, 'muted', 'You cannot write here at the moment.');
    end if;
    perform private.keep_pace('direct', (select s.direct_rooms_per_hour from private.settings s), '1 hour');
  end if;
  room := private.room_of_key(private.pair_key(me, open_direct_room.user_id), 'direct', null);
  if room.last_seq = 0 then
    perform private.let_in(room.id, one, private.part_of(one, 'direct')) from unnest(array[me, open_direct_room.user_id]) one;
    perform private.say_system(room.id, 'room_opened');
    select r.* into room from public.rooms r where r.id = room.id;
  end if;
  return room;
end $$;
comment on function public.open_direct_room is
  'The room of the caller and one other person they share a room with; staff may write to anybody. Errors: not_signed_in, person_not_found, blocked, muted, too_fast.';
grant execute on function public.open_direct_room to authenticated;

create function public.open_staff_room(title text, members uuid[] default '{}', client_id uuid default gen_random_uuid()) returns public.rooms
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms;
begin
  if not (select private.is_staff()) then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  elsif coalesce(open_staff_room.title, '') !~ '\S' then
    perform private.refuse(422, 'invalid_title', 'A staff conversation needs a title.');
  end if;
  room := private.room_of_key('staff:' || (select auth.uid()) || ':' || open_staff_room.client_id, 'staff', open_staff_room.title);
  if room.last_seq = 0 then
    perform private.let_in(room.id, one, 'staff')
    from (select distinct unnest(open_staff_room.members || (select auth.uid())) as one) people where one is not null;
    perform private.say_system(room.id, 'room_opened');
    select r.* into room from public.rooms r where r.id = room.id;
  end if;
  return room;
exception when foreign_key_violation then
  perform private.refuse(422, 'invalid_members', 'Only staff can be in a staff conversation.');
  return null;
end $$;
comment on function public.open_staff_room is
  'A conversation among staff, with the caller in it. Idempotent by client_id. Errors: not_staff, invalid_title, invalid_members, room_full.';
grant execute on function public.open_staff_room to authenticated;

create function public.open_guest_room(guest_id uuid, title text default null, members uuid[] default '{}') returns public.rooms
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms;
begin
  if not (select private.is_staff()) then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  elsif (select p.role from public.profiles p where p.id = open_guest_room.guest_id) is distinct from 'customer'
    or exists (select from unnest(open_guest_room.members) one
      where (select p.role from public.profiles p where p.id = one) is distinct from 'staff') then
    perform private.refuse(422, 'invalid_members', 'A guest conversation has one customer and any number of staff.');
  end if;
  room := private.room_of_key('guest:' || open_guest_room.guest_id, 'guest', open_guest_room.title);
  if room.status <> 'open' then
    update public.rooms r set status = 'open' where r.id = room.id;
    perform private.say_system(room.id, 'room_reopened');
  elsif room.last_seq = 0 then
    perform private.let_in(room.id, open_guest_room.guest_id, 'customer'), private.say_system(room.id, 'room_opened');
  end if;
  perform private.let_in(room.id, one, 'staff')
  from (select distinct unnest(open_guest_room.members || (select auth.uid())) as one) people;
  select r.* into room from public.rooms r where r.id = room.id;
  return room;
end $$;
comment on function public.open_guest_room is
  'The room of one guest and the staff who look after them; opens again when it was closed. Errors: not_staff, invalid_title, invalid_members, room_full.';
grant execute on function public.open_guest_room to authenticated;
