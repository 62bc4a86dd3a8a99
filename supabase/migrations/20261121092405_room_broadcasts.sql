-- What the database says aloud of rooms and messages, on the topic of the room and to its members.

-- definer throughout: the person whose call changed the row has no right to speak on a data topic.
-- Written as rows, many in one statement: realtime.send() opens a subtransaction for each, and every message is said to all its
-- members, whose tab may not have the room open. Like realtime.send() they warn and go on when it cannot be written, as when Realtime
-- has not made the day's partition: what was said stands, and whoever misses the hint finds it by seq and rev.

-- a new message: to the room with all its words, and to each member that the room grew
create function private.tg_messages__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into realtime.messages (payload, event, topic, private, extension)
  select said.payload, said.event, said.topic, true, 'broadcast'
  from public.rooms r cross join lateral (
    select to_jsonb(new) - 'source_event', 'message_created', 'room:' || r.id || ':' || r.epoch
    union all
    select jsonb_build_object('room_id', r.id, 'epoch', r.epoch, 'status', r.status, 'last_seq', r.last_seq), 'room_updated', 'user:' || rm.user_id
    from public.room_members rm where rm.room_id = r.id and rm.left_at is null) said(payload, event, topic)
  where r.id = new.room_id;
  return null;
exception when others then
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after insert on public.messages
  for each row execute function private.tg_messages__tell();

create function private.tg_messages__tell_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into realtime.messages (payload, event, topic, private, extension)
  select to_jsonb(new) - 'source_event', 'message_updated', 'room:' || r.id || ':' || r.epoch, true, 'broadcast'
  from public.rooms r where r.id = new.room_id;
  return null;
exception when others then
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell_change after update on public.messages
  for each row execute function private.tg_messages__tell_change();

create function private.tg_room_members__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into realtime.messages (payload, event, topic, private, extension)
  select jsonb_build_object('user_id', new.user_id, 'last_read_seq', new.shown_read_seq, 'last_delivered_seq', new.last_delivered_seq),
    'receipt_updated', 'room:' || r.id || ':' || r.epoch, true, 'broadcast'
  from public.rooms r where r.id = new.room_id;
  return null;
exception when others then
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after update of last_read_seq, last_delivered_seq, shown_read_seq on public.room_members
  for each row when (new.last_delivered_seq <> old.last_delivered_seq or new.shown_read_seq <> old.shown_read_seq)
  execute function private.tg_room_members__tell();

-- said on the old topic, where the members still are, and to each of them; that it grew, its messages say
create function private.tg_rooms__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  said jsonb := jsonb_build_object('room_id', new.id, 'epoch', new.epoch, 'status', new.status, 'last_seq', new.last_seq);
begin
  insert into realtime.messages (payload, event, topic, private, extension)
  select said, 'room_updated', 'room:' || new.id || ':' || old.epoch, true, 'broadcast'
  where (new.epoch, new.status) is distinct from (old.epoch, old.status)
  union all
  select said, 'room_updated', 'user:' || rm.user_id, true, 'broadcast'
  from public.room_members rm where rm.room_id = new.id and rm.left_at is null;
  return null;
exception when others then
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after update on public.rooms
  for each row when (new.last_seq = old.last_seq or new.epoch <> old.epoch or new.status <> old.status)
  execute function private.tg_rooms__tell();
