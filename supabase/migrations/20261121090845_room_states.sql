-- Open, closed, archived. Closed and archived rooms stay readable and take no word; an archived one is out of the way.

-- the caller holds the room's lock. Whoever still listens hears that it closes; that it opens again is said on the new topic
create function private.set_room_status(room_id uuid, status public.room_status) returns boolean
language plpgsql set search_path = '' as $$
declare
  was public.room_status := (select r.status from public.rooms r where r.id = set_room_status.room_id);
begin
  if was is not distinct from set_room_status.status then
    return false;
  end if;
  if set_room_status.status <> 'open' then
    perform private.say_system(set_room_status.room_id, 'room_' || set_room_status.status);
  end if;
  update public.rooms r set status = set_room_status.status where r.id = set_room_status.room_id;
  if set_room_status.status = 'open' then
    perform private.say_system(set_room_status.room_id, 'room_reopened');
  end if;
  return true;
end $$;

-- definer throughout: rooms have no update grant
create function private.move_room(room_id uuid, status public.room_status) returns void
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms := private.managed_room(room_id);
begin
  if room.kind = 'direct' then
    perform private.refuse(409, 'not_for_this_room', 'A conversation of two is not closed; block the person instead.');
  elsif room.status = 'archived' and move_room.status = 'closed' then
    perform private.refuse(409, 'not_allowed_now', 'An archived conversation is opened again before it is closed.');
  end if;
  perform private.set_room_status(room.id, move_room.status);
end $$;

create function public.close_room(room_id uuid) returns void
language sql security definer set search_path = '' as $$ select private.move_room(room_id, 'closed') $$;
comment on function public.close_room is
  'Staff end a conversation: it stays readable and takes no word. Errors: not_staff, room_not_found, not_for_this_room, not_allowed_now.';
grant execute on function public.close_room to authenticated;

create function public.archive_room(room_id uuid) returns void
language sql security definer set search_path = '' as $$ select private.move_room(room_id, 'archived') $$;
comment on function public.archive_room is 'Staff put a conversation away, closed or not. Errors: not_staff, room_not_found, not_for_this_room.';
grant execute on function public.archive_room to authenticated;

create function public.reopen_room(room_id uuid) returns void
language sql security definer set search_path = '' as $$ select private.move_room(room_id, 'open') $$;
comment on function public.reopen_room is
  'Staff open a closed or archived conversation again, that of an order that is over too. Errors: not_staff, room_not_found, not_for_this_room.';
grant execute on function public.reopen_room to authenticated;
