-- Internal notes: a room of their own beside the customer's, so that no read, broadcast, search, push or count can lead to them.

-- definer: rooms and members have no write grant
create function public.notes_room(room_id uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  beside public.rooms;
  notes uuid;
begin
  perform private.require_staff();
  select r.* into beside from public.rooms r where r.id = notes_room.room_id for update;
  if not exists (select from public.room_members rm where rm.room_id = beside.id and rm.user_id = (select auth.uid())
      and rm.left_at is null and rm.role in ('support', 'staff', 'admin')) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif beside.notes_of is not null or beside.kind not in ('order', 'support', 'guest') then
    perform private.refuse(422, 'no_notes_here', 'Notes stand beside the room of an order or a request.');
  end if;
  insert into public.rooms (kind, title, notes_of, created_by)
  values ('staff', left('Notes: ' || coalesce(beside.title, 'a conversation'), 120), beside.id, (select auth.uid()))
  on conflict on constraint rooms_notes_of_key do nothing;
  select r.id into notes from public.rooms r where r.notes_of = beside.id for update;
  insert into public.room_members as rm (room_id, user_id, role, notify)
  select notes, m.user_id, 'staff', m.notify from public.room_members m join public.profiles p on p.id = m.user_id
  -- twice staff: by their part in that room and by who they are now
  where m.room_id = beside.id and m.left_at is null and m.role in ('support', 'staff', 'admin') and p.role = 'staff'
  order by m.user_id
  on conflict on constraint room_members_pkey do update set left_at = null, joined_at = now() where rm.left_at is not null;
  return notes;
end $$;
comment on function public.notes_room is
  'For staff of a room: the room of its internal notes, made when first asked for, with all staff of the room in it. Errors: not_staff, not_a_member, no_notes_here.';
grant execute on function public.notes_room to authenticated;

-- a customer never comes to stand in a room of notes, whoever lets people in, and by whatever way
create function private.tg_room_members__guard_notes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.rooms r where r.id = new.room_id and r.notes_of is not null)
      and not exists (select from public.profiles p where p.id = new.user_id and p.role = 'staff') then
    perform private.refuse(403, 'not_staff', 'Only staff may be where notes are kept.');
  end if;
  return new;
end $$;
create trigger _100_guard_notes before insert or update of left_at, room_id, user_id on public.room_members
  for each row when (new.left_at is null) execute function private.tg_room_members__guard_notes();

-- definer: who is no longer staff is out of every room they were in as staff, in the same commit; the epoch leaves their sockets behind
create function private.tg_profiles__leave_staff_rooms() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  left_rooms uuid[] := array(select rm.room_id from public.room_members rm
    where rm.user_id = new.id and rm.left_at is null and rm.role in ('support', 'staff', 'admin'));
begin
  perform from public.rooms r where r.id = any (left_rooms) order by r.id for update;
  update public.room_members rm set left_at = now() where rm.user_id = new.id and rm.room_id = any (left_rooms);
  update public.rooms r set epoch = r.epoch + 1 where r.id = any (left_rooms);
  update public.support_tickets t set assignee_id = null where t.assignee_id = new.id and t.is_open;
  return null;
end $$;
create trigger _500_leave_staff_rooms after update of role on public.profiles
  for each row when (old.role = 'staff' and new.role <> 'staff') execute function private.tg_profiles__leave_staff_rooms();
