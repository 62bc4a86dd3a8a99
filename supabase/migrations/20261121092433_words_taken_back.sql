-- What was told and may stand no longer: words that were withdrawn, and those of a room one is no longer in.

-- A message that is withdrawn is not told any more, and nobody finds its words in their inbox. What was told with it in one
-- burst and is still unread is told anew without it, which takes the place of what the devices show.
-- definer: whoever withdraws it has no right on the inbox of others
create function private.tg_messages__take_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- whoever is being told at this moment has been told by now, and the job passes over the rest: it never waits for a member
  perform from public.room_members rm where rm.room_id = new.room_id order by rm.user_id for no key update;
  with told as (
    select n.id, n.user_id, n.read_at is null as is_unread, (n.data #>> '{message,first_seq}')::bigint as first_seq, (n.data #>> '{message,seq}')::bigint as seq
    from public.notifications n
    where n.user_id in (select rm.user_id from public.room_members rm where rm.room_id = new.room_id)
      and n.subject_type = 'room' and n.subject_id = new.room_id and n.title <> ''
      and n.data #> '{message,first_seq}' <= to_jsonb(new.seq) and n.data #> '{message,seq}' >= to_jsonb(new.seq)
      and n.data #>> '{message,thread_root}' is not distinct from new.thread_root::text
    order by n.user_id, n.inbox_at desc, n.id desc for no key update
  ), gone as (
    update public.notifications n set read_at = coalesce(n.read_at, now()), deleted_at = now(), title = '', body = '', data = n.data - 'message'
    from told where n.id = told.id
  ), again as (
    update private.told_marks t set told_seq = least(t.told_seq, told.first_seq - 1)
    from told where told.is_unread and t.room_id = new.room_id and t.user_id = told.user_id and t.about = coalesce(new.thread_root, new.room_id)
  )
  insert into private.untold_messages (room_id, seq)
  select distinct new.room_id, m.seq from told join public.messages m on m.room_id = new.room_id and m.seq between told.first_seq and told.seq
    and m.thread_root is not distinct from new.thread_root and m.deleted_at is null and m.sender_id is not null
  where told.is_unread;
  return null;
end $$;
create trigger _910_take_back after update of deleted_at on public.messages
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function private.tg_messages__take_back();

-- whoever is out of a room has nothing of its words left in the inbox, and what was still to be pushed is not
-- definer: whoever puts somebody out has no right on their inbox
create function private.tg_room_members__forget_news() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  with news as (
    select n.id from public.notifications n
    where n.user_id = old.user_id and n.subject_type = 'room' and n.subject_id = old.room_id and n.data ? 'message'
    order by n.inbox_at desc, n.id desc for no key update)
  update public.notifications n set read_at = coalesce(n.read_at, now()), deleted_at = coalesce(n.deleted_at, now()), title = '', body = '', data = n.data - 'message'
  from news where n.id = news.id;
  return null;
end $$;
create trigger _910_forget_news after update of left_at on public.room_members
  for each row when (old.left_at is null and new.left_at is not null) execute function private.tg_room_members__forget_news();
create trigger _910_forget_news_deleted after delete on public.room_members
  for each row execute function private.tg_room_members__forget_news();
