-- Threads: how far each follower has read. Who began it, who replied in it and who was named in it follow a thread.

create table public.thread_marks (
  thread_root uuid not null references public.messages on delete cascade,
  user_id uuid not null references public.profiles on delete cascade,
  room_id uuid not null references public.rooms on delete cascade,
  last_read_seq bigint not null default 0,
  primary key (thread_root, user_id)
);
comment on table public.thread_marks is 'One row per thread and follower. Its unread messages are counted from here, never stored; leaving the room removes it.';
comment on column public.thread_marks.thread_root is 'The message the thread hangs on.';
comment on column public.thread_marks.user_id is 'Who follows it.';
comment on column public.thread_marks.room_id is 'The room of the thread, so that all threads of a room are asked at once.';
comment on column public.thread_marks.last_read_seq is 'Everything of the thread up to this seq of the room was seen.';
create index thread_marks_user_id_idx on public.thread_marks (user_id, room_id);
create index thread_marks_room_id_idx on public.thread_marks (room_id);

alter table public.thread_marks enable row level security;
grant select on public.thread_marks to authenticated;
-- no write: sending follows a thread, mark_thread_read moves the mark
create policy "people read their own thread marks" on public.thread_marks
  for select to authenticated using (user_id = (select auth.uid()));

-- after a message in a thread, under the room's lock: its author has read up to it, the others have not
create function private.follow_thread(said public.messages) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.thread_marks as t (thread_root, user_id, room_id, last_read_seq)
  select said.thread_root, rm.user_id, said.room_id,
    case when rm.user_id = said.sender_id then said.seq else said.seq - 1 end
  from public.room_members rm
  where rm.room_id = said.room_id and rm.left_at is null
    and (rm.user_id = said.sender_id or rm.user_id = any (said.mentions)
      or rm.user_id = (select m.sender_id from public.messages m where m.id = said.thread_root))
  on conflict on constraint thread_marks_pkey do update set last_read_seq = excluded.last_read_seq
    -- who is only named or began it keeps the mark they have
    where t.user_id = said.sender_id;
end $$;

-- definer: thread_marks has no write grant; clamped to what the thread holds
create function public.mark_thread_read(thread_root uuid, seq bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moved public.thread_marks;
begin
  update public.thread_marks t set last_read_seq = least(coalesce(mark_thread_read.seq, 0), root.thread_seq)
  from public.messages root
  where t.thread_root = mark_thread_read.thread_root and t.user_id = (select auth.uid()) and root.id = t.thread_root
    and t.last_read_seq < least(coalesce(mark_thread_read.seq, 0), root.thread_seq)
  returning t.* into moved;
  if moved.user_id is not null then
    -- the person's other tabs count anew
    perform realtime.send(to_jsonb(moved), 'thread_read', 'user:' || moved.user_id, true);
    return;
  end if;
  -- a member who does not follow the thread has nothing to mark; a stranger learns nothing
  if not exists (select from public.messages m
      where m.id = mark_thread_read.thread_root and m.room_id in (select private.my_room_ids())) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
end $$;
comment on function public.mark_thread_read is
  'The caller has seen the thread up to seq; never goes back. Follows nothing that was not followed. Errors: not_a_member.';
grant execute on function public.mark_thread_read to authenticated;

-- definer: one pass by index; it speaks only of the caller
create function public.unread_threads(room_id uuid default null) returns table (
  thread_root uuid, room_id uuid, unread int, mentions int, last_read_seq bigint
)
language sql stable security definer set search_path = '' as $$
  select t.thread_root, t.room_id, n.unread, n.mentions, t.last_read_seq
  from public.thread_marks t join public.messages root on root.id = t.thread_root
  cross join lateral (
    select count(*)::int as unread, (count(*) filter (where t.user_id = any (m.mentions)))::int as mentions
    from public.messages m
    where m.thread_root = t.thread_root and m.seq > t.last_read_seq and m.sender_id <> t.user_id and m.deleted_at is null) n
  where t.user_id = (select auth.uid()) and root.thread_seq > t.last_read_seq and n.unread > 0
    and (unread_threads.room_id is null or t.room_id = unread_threads.room_id)
  order by root.thread_seq desc
$$;
comment on function public.unread_threads is
  'The threads the caller follows that hold unread messages, in one room or in all, with how many and how many of them name the caller.';
grant execute on function public.unread_threads to authenticated;

-- definer: who leaves follows nothing there any more
create function private.tg_room_members__unfollow() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.thread_marks t where t.user_id = old.user_id and t.room_id = old.room_id;
  return null;
end $$;
create trigger _500_unfollow after update of left_at on public.room_members
  for each row when (new.left_at is not null and old.left_at is null)
  execute function private.tg_room_members__unfollow();
create trigger _500_unfollow_deleted after delete on public.room_members
  for each row execute function private.tg_room_members__unfollow();
