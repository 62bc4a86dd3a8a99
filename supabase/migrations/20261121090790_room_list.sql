-- The rooms of a person on one page, counted from the marks and never from a counter.

-- definer: one pass by index instead of a policy per table; it speaks only of the caller
create function public.room_list() returns table (
  room_id uuid, order_id uuid, kind public.room_kind, status public.room_status, title text,
  epoch int, last_seq bigint, unread int, last_message jsonb, members jsonb,
  notify public.member_notify, quiet_until timestamptz, muted_until timestamptz, my_role public.member_role, notes_of uuid
)
language sql stable security definer set search_path = '' as $$
  select r.id, r.order_id, r.kind, r.status, r.title, r.epoch, r.last_seq,
    -- own words and what the system says are never unread
    (select count(*)::int from public.messages m
      where m.room_id = r.id and m.seq > mine.last_read_seq and m.sender_id is not null
        and m.sender_id <> mine.user_id and m.deleted_at is null and m.thread_root is null),
    (select jsonb_build_object('seq', m.seq, 'type', m.type, 'body', left(m.body, 120), 'meta', m.meta,
        'sender_id', m.sender_id, 'created_at', m.created_at)
      from public.messages m where m.room_id = r.id and m.seq = r.last_seq),
    (select jsonb_agg(jsonb_build_object('user_id', rm.user_id, 'name', p.name, 'role', rm.role,
        'avatar_url', p.avatar_url, 'muted_until', rm.muted_until, 'last_seen_at', private.last_seen_of(rm.user_id),
        'last_read_seq', case when rm.user_id = mine.user_id then rm.last_read_seq else rm.shown_read_seq end, 'last_delivered_seq', rm.last_delivered_seq) order by rm.joined_at, rm.user_id)
      from public.room_members rm join public.profiles p on p.id = rm.user_id
      where rm.room_id = r.id and rm.left_at is null),
    mine.notify, mine.quiet_until, mine.muted_until, mine.role, r.notes_of
  from public.room_members mine
  join public.rooms r on r.id = mine.room_id
  where mine.user_id = (select auth.uid()) and mine.left_at is null
  order by r.last_message_at desc nulls last, r.id
$$;
comment on function public.room_list is 'The caller''s rooms, newest first, with exact unread, last message and members.';
grant execute on function public.room_list to authenticated;
