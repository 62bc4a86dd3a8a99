-- Internal notes: a room of their own beside the customer's, so that no read, broadcast, search, push or count can lead to them.

-- definer: rooms and members have no write grant
create function public.notes_room(room_id uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  beside public.rooms;
  notes uuid;
begin
  perform private.require_staff();
  -- both by id, as everybody does who locks more than one room: who stops being staff leaves the two in that order
  perform from public.rooms r where notes_room.room_id in (r.id, r.notes_of) order by r.id for update;
  select r.* into beside from public.rooms r where r.id = notes_room.room_id;
  if not exists (select from public.room_members rm where rm.room_id = beside.id and rm.user_id = (select auth.uid())
      and rm.left_at is null and rm.role in ('support', 'staff', 'admin')) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif beside.notes_of is not null or beside.kind not in ('order', 'support', 'guest') then
    perform private.refuse(422, 'no_notes_here', 'Notes stand beside the room of an order or a request.');
  end if;
  insert into public.rooms (kind, title, notes_of, created_by)
  values ('staff', left('Notes: ' || coalesce(beside.title, 'a conversation'), 120), beside.id, (select auth.uid()))
  on conflict on constraint rooms_notes_of_key do nothing;
  select r.id into notes from public.rooms r where r.notes_of = beside.id;
  insert into public.room_members as rm (room_id, user_id, role, notify)
  select notes, m.user_id, 'staff', m.notify from public.room_members m join public.profiles p on p.id = m.user_id
  -- twice staff: by their part in that room and by who they are now
  where m.room_id = beside.id and m.left_at is null and m.role in ('support', 'staff', 'admin') and p.role = 'staff'
  order by m.user_id
  on conflict on constraint room_members_pkey do update set left_at = null, left_reason = null, left_note = null, joined_at = now() where rm.left_at is not null;
  return notes;
end $$;
comment on function public.notes_room is
  'For staff of a room: the room of its internal notes, made when first asked for, with all staff of the room in it. Errors: not_staff, not_a_member, no_notes_here.';
grant execute on function public.notes_room to authenticated;

-- who is no longer staff leaves every room they were in as staff (20261121090810_room_people.sql), and takes care of nothing
create function private.tg_profiles__unassign() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.support_tickets t set assignee_id = null where t.assignee_id = new.id and t.is_open;
  return null;
end $$;
create trigger _600_unassign after update of role on public.profiles
  for each row when (old.role = 'staff' and new.role <> 'staff') execute function private.tg_profiles__unassign();
