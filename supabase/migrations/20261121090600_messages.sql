-- What people say. A message gets its number under the room's lock: numbers have no holes, so a missed one shows.

create type public.message_type as enum ('text', 'image', 'file', 'location', 'system', 'order_update', 'call');

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  room_id uuid not null references public.rooms on delete cascade,
  seq bigint not null,
  rev bigint not null,
  sender_id uuid references public.profiles on delete set null,
  client_id uuid,
  type public.message_type not null default 'text',
  body text check (length(body) <= 8000),
  meta jsonb not null default '{}' check (jsonb_typeof(meta) = 'object' and pg_column_size(meta) <= 4096),
  source_event text,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  unique (room_id, seq),
  unique (sender_id, client_id),
  unique (room_id, source_event)
);
comment on table public.messages is 'Every message of every room, in the order of seq.';
comment on column public.messages.seq is 'Dense per room, starting at 1. A client that sees a hole fetches it.';
comment on column public.messages.rev is 'The room''s last_rev when this message last changed.';
comment on column public.messages.sender_id is 'Empty for what the system says.';
comment on column public.messages.client_id is 'Made by the sender, so that a retry gives the first row back.';
comment on column public.messages.meta is 'What the type needs besides words, such as the status of an order_update; at most 4 KB.';
comment on column public.messages.source_event is 'Which event made a system message, so that one event says it once.';
create index messages_room_id_rev_idx on public.messages (room_id, rev);

alter table public.messages enable row level security;
grant select on public.messages to authenticated;
-- no insert: send_message numbers it; no update or delete: a message is edited and withdrawn by its own calls
create policy "members read the messages of their rooms" on public.messages
  for select to authenticated using (room_id = any (array(select private.my_room_ids())));

-- the caller holds the room's lock until commit: that is what makes seq dense and in commit order
create function private.append_message(
  room_id uuid, sender_id uuid, client_id uuid, type public.message_type, body text, meta jsonb, source_event text
) returns public.messages
language plpgsql set search_path = '' as $$
declare
  counted record;
  added public.messages;
begin
  update public.rooms r set last_seq = r.last_seq + 1, last_rev = r.last_rev + 1, last_message_at = clock_timestamp()
  where r.id = append_message.room_id returning r.last_seq, r.last_rev into counted;
  insert into public.messages as m (room_id, seq, rev, sender_id, client_id, type, body, meta, source_event)
  values (append_message.room_id, counted.last_seq, counted.last_rev, append_message.sender_id,
    append_message.client_id, append_message.type, append_message.body, append_message.meta, append_message.source_event)
  returning m.* into added;
  return added;
end $$;

-- definer: messages has no insert grant; sender, number and time are ours to set
create function public.send_message(
  room_id uuid, client_id uuid, body text, type public.message_type default 'text', meta jsonb default '{}'
) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  membership public.room_members;
  room public.rooms;
  sent public.messages;
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
  elsif send_message.client_id is null or (send_message.type in ('text', 'image', 'file', 'location')) is not true then
    perform private.refuse(422, 'invalid_message', 'A message needs a client_id and a type people may send.');
  elsif send_message.type = 'text' and coalesce(send_message.body, '') !~ '\S' then
    perform private.refuse(422, 'invalid_message', 'A message needs some text.');
  elsif length(send_message.body) > 8000 then
    perform private.refuse(422, 'message_too_long', 'A message holds at most 8,000 characters.');
  elsif jsonb_typeof(send_message.meta) <> 'object' or pg_column_size(send_message.meta) > 4096 then
    perform private.refuse(422, 'invalid_message', 'The meta of a message is a JSON object of at most 4 KB.');
  end if;
  sent := private.append_message(room.id, me, send_message.client_id, send_message.type,
    send_message.body, coalesce(send_message.meta, '{}'), null);
  update public.room_members rm set last_read_seq = sent.seq, last_delivered_seq = sent.seq
  where rm.room_id = room.id and rm.user_id = me;
  return sent;
end $$;
comment on function public.send_message is
  'Says something in a room. Idempotent by client_id. Errors: not_a_member, room_closed, muted, client_id_used, invalid_message, message_too_long.';
grant execute on function public.send_message to authenticated;
