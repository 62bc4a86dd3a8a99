-- The number in the title and on the app's icon: unread messages, and what else is unread in the inbox.

-- for many people at a time, because a claim of pushes asks it for each. A room that a person silenced counts only what mentions
-- them; no room counts more than 100, the badge says 99+ long before
create function private.badge_counts(user_ids uuid[]) returns table (user_id uuid, messages int, notifications int)
language sql stable set search_path = '' as $$
  select asked.id, coalesce(said.unread, 0)::int, coalesce(told.unread, 0)::int
  from (select distinct x from unnest(user_ids) x) asked (id)
  left join lateral (
    select sum(c.unread) as unread from public.room_members rm cross join lateral (
      select count(*) as unread from (
        select from public.messages m
        where m.room_id = rm.room_id and m.seq > rm.last_read_seq and m.sender_id is not null and m.sender_id <> rm.user_id
          and m.deleted_at is null and m.thread_root is null
          and ((rm.notify = 'all' and coalesce(rm.quiet_until <= now(), true)) or (rm.notify <> 'none' and rm.user_id = any (m.mentions)))
        limit 100) x) c
    where rm.user_id = asked.id and rm.left_at is null) said on true
  left join lateral (
    -- rows about messages stand for what is counted already. Every column asked for is in notifications_unread_idx: no row is fetched
    select count(*) as unread from public.notifications n
    where n.user_id = asked.id and n.inbox_at <= now() and n.read_at is null and n.archived_at is null
      and n.event_type not in ('chat.message', 'chat.mention', 'support.reply')) told on true
$$;

-- definer: badge_counts takes people, so nobody may call it
create function public.unread_total() returns table (messages int, notifications int)
language sql stable security definer set search_path = '' as $$
  select c.messages, c.notifications from private.badge_counts(array[(select auth.uid())]) c
$$;
comment on function public.unread_total is 'What the caller''s badge adds up: unread messages in rooms not silenced, and unread notifications that are not about rooms.';
grant execute on function public.unread_total to authenticated;

create trigger _900_tell after insert or update on public.chat_settings
  for each row execute function private.tg__tell_settings();
