-- Messages that may have to be told to members who are away. The send leaves one row and no more; a job looks at it later.

alter table private.settings
  add column away_after_seconds int not null default 3 check (away_after_seconds between 0 and 600),
  add column looking_seconds int not null default 25 check (looking_seconds between 16 and 300),
  add column chat_burst_seconds int not null default 30 check (chat_burst_seconds between 0 and 3600);
comment on column private.settings.away_after_seconds is 'How long a message waits to be read before it is told to members who are away.';
comment on column private.settings.looking_seconds is 'How long a heartbeat of look_at_room() counts; the app sends one every 15 s.';
comment on column private.settings.chat_burst_seconds is 'After a push of a room, what else is said there is gathered this long for the next one. Mentions do not wait.';

create table private.untold_messages (
  id bigint generated always as identity primary key,
  room_id uuid not null,
  seq bigint not null,
  said_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default '-infinity'
);
comment on table private.untold_messages is 'New messages until every member has read them, was told, or need not be. Rows come and go within seconds.';
comment on column private.untold_messages.id is 'Order in which they are looked at.';
comment on column private.untold_messages.seq is 'The number of the message in its room.';
comment on column private.untold_messages.said_at is 'When it was said; it is told settings.away_after_seconds later.';
comment on column private.untold_messages.room_id is 'With seq the message. No foreign keys: the send must not pay for them, and what no longer exists is dropped by the job.';
comment on column private.untold_messages.due_at is 'Not looked at before: somebody looks at the room, or was told of it a moment ago.';
alter table private.untold_messages enable row level security;
-- no policy and no grant: filled by the trigger below, emptied by tell_those_away()

create table private.told_marks (
  room_id uuid not null,
  user_id uuid not null,
  about uuid not null,
  told_seq bigint not null,
  told_at timestamptz not null default now(),
  primary key (room_id, user_id, about),
  -- to the member, not to the room: the room's row is locked by whoever writes in it
  foreign key (room_id, user_id) references public.room_members on delete cascade
) with (fillfactor = 70);
comment on table private.told_marks is 'How far each member was told of what is said in a room while away: everything up to told_seq never again.';
comment on column private.told_marks.room_id is 'The room.';
comment on column private.told_marks.user_id is 'The member who was told.';
comment on column private.told_marks.told_seq is 'seq of the newest message they were told of.';
comment on column private.told_marks.told_at is 'When; the next burst waits settings.chat_burst_seconds from here.';
comment on column private.told_marks.about is 'The room itself, or the message whose thread it is.';
alter table private.told_marks enable row level security;
-- no policy and no grant

-- definer: people have no right on the queue
create function private.tg_messages__note_untold() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.untold_messages (room_id, seq) values (new.room_id, new.seq);
  return null;
end $$;
-- what the system says is told by the events of orders
create trigger _910_note_untold after insert on public.messages
  for each row when (new.sender_id is not null) execute function private.tg_messages__note_untold();

-- of a thread each follower has a mark of its own, and whoever does not follow it has nothing unread there
create function private.is_unread(m public.messages, rm public.room_members) returns boolean
language sql stable set search_path = '' as $$
  select case when m.thread_root is null then rm.last_read_seq < m.seq else exists (
    select from public.thread_marks t where t.thread_root = m.thread_root and t.user_id = rm.user_id and t.last_read_seq < m.seq) end
$$;

-- Each due message with each member it concerns: not their own, not read, not told, not silenced. wait_until: not yet.
-- A message that concerns nobody any more comes once, without a member.
create function private.untold_pairs(most int default 1000) returns table (
  untold_id bigint, room_id uuid, about uuid, seq bigint, user_id uuid, is_mention boolean, wait_until timestamptz
)
-- some of these tables are empty most of the time, and a plan made for that reads all of them for each row when they are not
language sql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set search_path = '' as $$
  with setting as materialized (select s.* from private.settings s), due as materialized (
    select u.id, u.room_id, u.seq from private.untold_messages u, setting s
    where u.said_at <= now() - make_interval(secs => s.away_after_seconds) and u.due_at <= now()
    order by u.id limit untold_pairs.most)
  select due.id, due.room_id, p.about, due.seq, p.user_id, p.is_mention, p.wait_until
  from due cross join setting s left join lateral (
    select rm.user_id, x.about, x.is_mention,
      case when k.seen_at > now() - make_interval(secs => s.looking_seconds) then k.seen_at + make_interval(secs => s.looking_seconds)
        when not x.is_mention and t.told_at > now() - make_interval(secs => s.chat_burst_seconds)
          then t.told_at + make_interval(secs => s.chat_burst_seconds) end as wait_until
    from public.messages m
    join public.room_members rm on rm.room_id = m.room_id and rm.left_at is null and rm.user_id <> m.sender_id and rm.joined_at <= m.created_at
    cross join lateral (select rm.user_id = any (m.mentions) as is_mention, coalesce(m.thread_root, m.room_id) as about) x
    left join private.told_marks t on t.room_id = rm.room_id and t.user_id = rm.user_id and t.about = x.about
    left join lateral (select max(l.seen_at) as seen_at from private.lookers l where l.user_id = rm.user_id and l.room_id = rm.room_id) k on true
    where m.room_id = due.room_id and m.seq = due.seq and m.deleted_at is null and m.created_at > now() - interval '1 day'
      and m.seq > coalesce(t.told_seq, 0)
      -- asked of each pair, so the call is kept for threads
      and case when m.thread_root is null then rm.last_read_seq < m.seq else private.is_unread(m, rm) end
      -- a mention comes through a silenced room, but not through one of which the person wants to hear nothing
      and case when x.is_mention then rm.notify <> 'none' else rm.notify = 'all' and coalesce(rm.quiet_until <= now(), true) end
      -- whom they blocked; staff only where the two are alone
      and not exists (select from public.user_blocks b join public.profiles by on by.id = b.blocked_id join public.rooms r on r.id = m.room_id
        where b.blocker_id = rm.user_id and b.blocked_id = m.sender_id and (by.role <> 'staff' or r.kind = 'direct'))
  ) p on true
$$;
