-- What holds for the people of every room, whoever changes the rows: who fits in, what is said, and who stops hearing at once.

-- said by the system, in the transaction of what it tells of; the words are made at display, in the reader's language.
-- {"event": …, "user_id", "name": whom it is about, "by", "by_name": who did it} and what the event adds; names as they were then
create function private.say_system(room_id uuid, event text, meta jsonb default '{}') returns public.messages
language sql volatile set search_path = '' as $$
  select private.append_message(say_system.room_id, null, null, 'system', null,
    jsonb_strip_nulls(jsonb_build_object('event', say_system.event, 'by', (select auth.uid()),
      'by_name', (select p.name from public.profiles p where p.id = (select auth.uid())),
      'name', (select p.name from public.profiles p where p.id = (say_system.meta ->> 'user_id')::uuid))) || say_system.meta, null)
$$;

-- the caller holds the room's lock; false when the person is in it already
create function private.let_in(room_id uuid, user_id uuid, role public.member_role) returns boolean
language plpgsql set search_path = '' as $$
begin
  -- muted_until stays: who is muted does not come back unmuted
  insert into public.room_members as rm (room_id, user_id, role) values (let_in.room_id, let_in.user_id, let_in.role)
  on conflict on constraint room_members_pkey do update
    set left_at = null, left_reason = null, left_note = null, joined_at = now(), role = excluded.role
    where rm.left_at is not null;
  return found;
end $$;

-- the caller holds the room's lock; false when the person is not in it
create function private.take_out(room_id uuid, user_id uuid, reason public.left_reason, note text default null) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public.room_members rm set left_at = now(), left_reason = take_out.reason, left_note = take_out.note
  where rm.room_id = take_out.room_id and rm.user_id = take_out.user_id and rm.left_at is null;
  return found;
end $$;

-- definer throughout: rooms and members have no write grants

-- asked under the room's lock, so that two who come at once do not both take the last place
create function private.tg_room_members__guard() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  room public.rooms;
begin
  select r.* into room from public.rooms r where r.id = new.room_id for update;
  if room.kind = 'staff' and (select p.role from public.profiles p where p.id = new.user_id) is distinct from 'staff' then
    perform private.refuse(422, 'invalid_members', 'Only staff can be in a staff conversation.');
  elsif room.kind = 'direct' and strpos(room.open_key, new.user_id::text) = 0 then
    perform private.refuse(409, 'not_for_this_room', 'Nobody can be added to a conversation of two.');
  elsif (select count(*) from public.room_members rm
      where rm.room_id = new.room_id and rm.user_id <> new.user_id and rm.left_at is null) >= room.member_limit then
    perform private.refuse(409, 'room_full', 'This conversation is full.');
  end if;
  return new;
end $$;
create trigger _100_guard before insert or update of left_at, room_id, user_id on public.room_members
  for each row when (new.left_at is null) execute function private.tg_room_members__guard();

-- Realtime judges a join once: whoever may no longer hear or speak loses it only when the topic gets another name
create function private.tg_room_members__shut() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.rooms r set epoch = r.epoch + 1 where r.id = old.room_id;
  return null;
end $$;
create trigger _500_shut after update of left_at on public.room_members
  for each row when (old.left_at is null and new.left_at is not null) execute function private.tg_room_members__shut();
create trigger _500_shut_mute after update of muted_until on public.room_members
  for each row when (new.left_at is null and old.muted_until is distinct from new.muted_until)
  execute function private.tg_room_members__shut();
create trigger _500_shut_deleted after delete on public.room_members
  for each row when (old.left_at is null) execute function private.tg_room_members__shut();

create function private.tg_rooms__shut() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.epoch := greatest(new.epoch, old.epoch + 1);
  new.closed_at := case when new.status <> 'open' then coalesce(old.closed_at, now()) end;
  return new;
end $$;
create trigger _500_shut before update of status on public.rooms
  for each row when (old.status <> new.status) execute function private.tg_rooms__shut();

-- to the person alone, on whichever page they are; the room's own topic is shut to them by now
create function private.tg_room_members__tell_person() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  member public.room_members := coalesce(new, old);
  is_in boolean := tg_op <> 'DELETE' and new.left_at is null;
begin
  perform realtime.send(jsonb_build_object('room_id', member.room_id) || case when is_in then '{}'
    else jsonb_build_object('reason', coalesce(member.left_reason, 'removed'), 'note', member.left_note) end,
    case when is_in then 'room_joined' else 'room_left' end, 'user:' || member.user_id, true);
  return null;
end $$;
create trigger _910_tell_person after insert on public.room_members
  for each row when (new.left_at is null) execute function private.tg_room_members__tell_person();
create trigger _910_tell_person_of_end after delete on public.room_members
  for each row when (old.left_at is null) execute function private.tg_room_members__tell_person();
create trigger _910_tell_person_of_change after update of left_at on public.room_members
  for each row when ((old.left_at is null) <> (new.left_at is null)) execute function private.tg_room_members__tell_person();

-- who is staff no longer is in no room as staff: not in the notes, nor in what they had joined
create function private.tg_profiles__leave_as_staff() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  room uuid;
begin
  for room in select r.id from public.rooms r join public.room_members rm on rm.room_id = r.id
    where rm.user_id = new.id and rm.left_at is null and rm.role in ('staff', 'support', 'admin') and r.kind <> 'direct'
    order by r.id for update of r loop
    perform private.take_out(room, new.id, 'removed');
    perform private.say_system(room, 'member_removed', jsonb_build_object('user_id', new.id));
  end loop;
  return null;
end $$;
create trigger _500_leave_as_staff after update of role on public.profiles
  for each row when (old.role = 'staff' and new.role <> 'staff') execute function private.tg_profiles__leave_as_staff();
