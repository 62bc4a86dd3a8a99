-- What the database says aloud of rooms and messages, on the topic of the room and to its members.

-- definer throughout: the person whose call changed the row has no right to speak on a data topic

create function private.tg_messages__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(to_jsonb(new) - 'source_event', case tg_op when 'INSERT' then 'message_created' else 'message_updated' end,
    'room:' || new.room_id || ':' || (select r.epoch from public.rooms r where r.id = new.room_id), true);
  return null;
end $$;
create trigger _900_tell after insert or update on public.messages
  for each row execute function private.tg_messages__tell();

create function private.tg_room_members__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('user_id', new.user_id, 'last_read_seq', new.shown_read_seq, 'last_delivered_seq', new.last_delivered_seq),
    'receipt_updated', 'room:' || new.room_id || ':' || (select r.epoch from public.rooms r where r.id = new.room_id), true);
  return null;
end $$;
create trigger _900_tell after update of last_read_seq, last_delivered_seq, shown_read_seq on public.room_members
  for each row when (new.last_delivered_seq <> old.last_delivered_seq or new.shown_read_seq <> old.shown_read_seq)
  execute function private.tg_room_members__tell();

-- said on the old topic, where the members still are, and to each member, whose tab may not have the room open
create function private.tg_rooms__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  said jsonb := jsonb_build_object('room_id', new.id, 'epoch', new.epoch, 'status', new.status, 'last_seq', new.last_seq);
begin
  if new.epoch <> old.epoch or new.status <> old.status then
    perform realtime.send(said, 'room_updated', 'room:' || new.id || ':' || old.epoch, true);
  end if;
  perform realtime.send(said, 'room_updated', 'user:' || rm.user_id, true)
  from public.room_members rm where rm.room_id = new.id and rm.left_at is null;
  return null;
end $$;
create trigger _900_tell after update on public.rooms
  for each row execute function private.tg_rooms__tell();
