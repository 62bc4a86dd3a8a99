-- Saying something. The one way into messages for people: numbered, signed and timed by the database.

-- definer: messages has no insert grant; sender, number and time are ours to set
create function public.send_message(
  room_id uuid, client_id uuid, body text, type public.message_type default 'text', meta jsonb default '{}', reply_to uuid default null,
  thread_root uuid default null, mentions uuid[] default '{}', file_ids uuid[] default '{}'
) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  me constant uuid := auth.uid();
  membership public.room_members;
  room public.rooms;
  sent public.messages;
  carried jsonb := '[]';
begin
  select r.* into room from public.rooms r where r.id = send_message.room_id for update;
  -- asked under the lock: whoever is being removed at this moment is not heard any more
  select rm.* into membership from public.room_members rm
  where rm.room_id = room.id and rm.user_id = me and rm.left_at is null;
  if membership.user_id is null then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
  select m.* into sent from public.messages m where m.sender_id = me and m.client_id = send_message.client_id;
  if sent.id is not null then
    if sent.room_id <> room.id then
      perform private.refuse(409, 'client_id_used', 'This client_id belongs to another message.');
    end if;
    return sent;
  end if;
  if room.status <> 'open' then
    perform private.refuse(409, 'room_closed', 'This conversation is closed.');
  elsif membership.muted_until > now() then
    perform private.refuse(403, 'muted', 'You cannot write here at the moment.');
  elsif room.kind = 'direct' and private.is_blocked_in(room.id) then
    perform private.refuse(403, 'blocked', 'You cannot write to this person.');
  elsif send_message.client_id is null or (send_message.type in ('text', 'image', 'file', 'location')) is not true then
    perform private.refuse(422, 'invalid_message', 'A message needs a client_id and a type people may send.');
  elsif send_message.type = 'text' and coalesce(send_message.body, '') !~ '\S' then
    perform private.refuse(422, 'invalid_message', 'A message needs some text.');
  elsif length(send_message.body) > 8000 then
    perform private.refuse(422, 'message_too_long', 'A message holds at most 8,000 characters.');
  elsif jsonb_typeof(send_message.meta) <> 'object' or pg_column_size(send_message.meta) > 4096 then
    perform private.refuse(422, 'invalid_message', 'The meta of a message is a JSON object of at most 4 KB.');
  end if;
  perform private.keep_pace('say', (select s.messages_per_minute from private.settings s), '1 minute');
  if send_message.reply_to is not null or send_message.thread_root is not null then
    perform private.check_links(room.id, send_message.reply_to, send_message.thread_root);
  end if;
  if cardinality(send_message.file_ids) > 0 then
    carried := private.take_files(room.id, send_message.client_id, send_message.file_ids, me);
  end if;
  sent := private.append_message(room.id, me, send_message.client_id, send_message.type, send_message.body,
    case send_message.type when 'location' then private.place_of(send_message.meta) else coalesce(send_message.meta, '{}') end,
    null, send_message.reply_to, send_message.thread_root,
    case when cardinality(send_message.mentions) > 0 then private.members_named(room.id, send_message.mentions) else '{}' end, carried);
  if sent.thread_root is null then
    update public.room_members rm set last_read_seq = sent.seq, last_delivered_seq = sent.seq
    where rm.room_id = room.id and rm.user_id = me;
  else
    perform private.follow_thread(sent);
  end if;
  return sent;
end $$;
comment on function public.send_message is
  'Says something in a room. Idempotent by client_id. Errors: not_a_member, room_closed, muted, blocked, client_id_used, invalid_message, message_too_long, invalid_mention, invalid_reply, invalid_thread, too_fast.';
grant execute on function public.send_message to authenticated;
