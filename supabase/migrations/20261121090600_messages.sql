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
  reply_to uuid references public.messages on delete set null,
  thread_root uuid references public.messages on delete cascade,
  thread_count int not null default 0,
  thread_seq bigint,
  mentions uuid[] not null default '{}' check (cardinality(mentions) <= 50),
  reactions jsonb not null default '{}' check (jsonb_typeof(reactions) = 'object'),
  files jsonb not null default '[]' check (jsonb_typeof(files) = 'array'),
  link jsonb check (jsonb_typeof(link) = 'object'),
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid references public.profiles on delete set null,
  pinned_at timestamptz,
  pinned_by uuid references public.profiles on delete set null,
  unique (room_id, seq),
  unique (sender_id, client_id)
);
comment on table public.messages is 'Every message of every room, in the order of seq.';
comment on column public.messages.seq is 'Dense per room, starting at 1. A client that sees a hole fetches it.';
comment on column public.messages.rev is 'The room''s last_rev when this message last changed.';
comment on column public.messages.sender_id is 'Empty for what the system says.';
comment on column public.messages.client_id is 'Made by the sender, so that a retry gives the first row back.';
comment on column public.messages.meta is 'What the type needs besides words, such as the status of an order_update; at most 4 KB.';
comment on column public.messages.source_event is 'Which event made a system message, so that one event says it once.';
comment on column public.messages.reply_to is 'The message this one quotes, in the same room.';
comment on column public.messages.thread_root is 'The message whose thread this one belongs to; such a message does not stand in the room itself.';
comment on column public.messages.thread_count is 'How many messages its thread holds that are not deleted.';
comment on column public.messages.thread_seq is 'seq of the newest message of its thread.';
comment on column public.messages.mentions is 'The members it names.';
comment on column public.messages.reactions is 'Who reacted with what: {"👍": ["<user id>", …]}.';
comment on column public.messages.files is 'What it carries, in order: [{id, name, mime, bytes, width, height, state}].';
comment on column public.messages.link is 'What the first web address in it shows: {url, title, description, image}.';
comment on column public.messages.deleted_by is 'Its author or staff. A deleted message keeps its place and loses its words.';
comment on column public.messages.pinned_at is 'Since when it is kept at the top of the room.';
create index messages_room_id_rev_idx on public.messages (room_id, rev);
-- few messages have these, and the rest must not pay for them
create unique index messages_room_id_source_event_idx on public.messages (room_id, source_event) where source_event is not null;
create index messages_thread_root_idx on public.messages (thread_root, seq) where thread_root is not null;
create index messages_reply_to_idx on public.messages (reply_to) where reply_to is not null;
create index messages_deleted_by_idx on public.messages (deleted_by) where deleted_by is not null;
create index messages_pinned_by_idx on public.messages (pinned_by) where pinned_by is not null;

alter table public.messages enable row level security;
grant select on public.messages to authenticated;
-- no insert: send_message numbers it; no update or delete: a message is edited and withdrawn by its own calls
create policy "members read the messages of their rooms" on public.messages
  for select to authenticated using (room_id = any (array(select private.my_room_ids())));

-- The caller holds the room's lock until commit: that is what makes seq dense and in commit order.
-- A message of a thread takes two revs: its own, and its root's, which tells of it where the root is read.
create function private.append_message(
  room_id uuid, sender_id uuid, client_id uuid, type public.message_type, body text, meta jsonb, source_event text,
  reply_to uuid default null, thread_root uuid default null, mentions uuid[] default '{}', files jsonb default '[]'
) returns public.messages
language plpgsql set search_path = '' as $$
declare
  counted record;
  added public.messages;
begin
  update public.rooms r set last_seq = r.last_seq + 1, last_message_at = clock_timestamp(),
    last_rev = r.last_rev + case when append_message.thread_root is null then 1 else 2 end
  where r.id = append_message.room_id returning r.last_seq, r.last_rev into counted;
  insert into public.messages as m (room_id, seq, rev, sender_id, client_id, type, body, meta, source_event, reply_to, thread_root, mentions, files)
  values (append_message.room_id, counted.last_seq,
    counted.last_rev - case when append_message.thread_root is null then 0 else 1 end, append_message.sender_id,
    append_message.client_id, append_message.type, append_message.body, append_message.meta, append_message.source_event,
    append_message.reply_to, append_message.thread_root, append_message.mentions, append_message.files)
  returning m.* into added;
  if added.thread_root is not null then
    update public.messages m set thread_count = m.thread_count + 1, thread_seq = added.seq, rev = counted.last_rev
    where m.id = added.thread_root;
  end if;
  return added;
end $$;

-- for every change of a message: the next rev, under the room's lock, so that whoever was away finds the change by it
create function private.next_rev(room_id uuid) returns bigint
language sql volatile set search_path = '' as $$
  update public.rooms r set last_rev = r.last_rev + 1 where r.id = next_rev.room_id returning r.last_rev
$$;
