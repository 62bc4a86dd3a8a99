-- The rooms of a person on one page, counted from the marks and never from a counter.

-- definer: one pass by index instead of a policy per table; it speaks only of the caller. plpgsql, since it keeps the plan from call to call
create function public.room_list() returns table (
  room_id uuid, order_id uuid, kind public.room_kind, status public.room_status, title text,
  epoch int, last_seq bigint, unread int, last_message json, members json,
  notify public.member_notify, quiet_until timestamptz, muted_until timestamptz, my_role public.member_role, notes_of uuid,
  unread_threads int, unread_mentions int, pinned_count int
)
language plpgsql stable security definer set search_path = '' set jit = off as $$
declare
  me constant uuid := (select auth.uid());
begin
  return query
  select r.id, r.order_id, r.kind, r.status, r.title, r.epoch, r.last_seq, n.unread, l.said, m.people,
    mine.notify, mine.quiet_until, mine.muted_until, mine.role, r.notes_of,
    (select count(*)::int from public.thread_marks t join public.messages root on root.id = t.thread_root
      where t.user_id = me and t.room_id = r.id and root.thread_seq > t.last_read_seq
        and exists (select from public.messages said where said.thread_root = t.thread_root and said.seq > t.last_read_seq
          and said.sender_id <> me and said.deleted_at is null)),
    n.mentions,
    (select count(*)::int from public.messages pinned where pinned.room_id = r.id and pinned.pinned_at is not null)
  from public.room_members mine
  join public.rooms r on r.id = mine.room_id
  -- own words and what the system says are never unread, and a thread counts for itself
  cross join lateral (select count(*)::int as unread, (count(*) filter (where me = any (said.mentions)))::int as mentions
    from public.messages said where said.room_id = r.id and said.seq > mine.last_read_seq
      and said.sender_id <> me and said.deleted_at is null and said.thread_root is null) n
  left join lateral (select json_build_object('id', said.id, 'seq', said.seq, 'type', said.type, 'body', left(said.body, 120), 'meta', said.meta,
      'sender_id', said.sender_id, 'created_at', said.created_at, 'is_deleted', said.deleted_at is not null,
      'files', jsonb_array_length(said.files)) as said
    from public.messages said where said.room_id = r.id and said.thread_root is null order by said.seq desc limit 1) l on true
  -- json and rows of it: building jsonb for each member was a quarter of the whole
  cross join lateral (select json_agg(person) as people from (
    select rm.user_id, p.name, rm.role, p.avatar_url, case when s.is_last_seen_private is not true then seen.seen_at end as last_seen_at, rm.muted_until,
      case when rm.user_id = me then rm.last_read_seq else rm.shown_read_seq end as last_read_seq, rm.last_delivered_seq
    from public.room_members rm join public.profiles p on p.id = rm.user_id
    left join private.last_seen seen on seen.user_id = p.id left join public.chat_settings s on s.user_id = p.id
    where rm.room_id = r.id and rm.left_at is null order by rm.joined_at, rm.user_id) person) m
  where mine.user_id = me and mine.left_at is null
  order by r.last_message_at desc nulls last, r.id;
end $$;
comment on function public.room_list is
  'The caller''s rooms, newest first, with exact unread (messages, and of them those that name the caller; threads of their own), the last message and the members. The sum of unread is what waits in all.';
grant execute on function public.room_list to authenticated;
