-- How far each member has come. Marks only move forward, so the order in which devices report does not matter.

-- definer: room_members has no update grant; both marks are clamped to what exists
create function private.move_marks(room_id uuid, read_seq bigint, delivered_seq bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.room_members rm set
    last_read_seq = greatest(rm.last_read_seq, least(move_marks.read_seq, r.last_seq)),
    last_delivered_seq = greatest(rm.last_delivered_seq, least(greatest(move_marks.delivered_seq, move_marks.read_seq), r.last_seq))
  from public.rooms r
  where r.id = move_marks.room_id and rm.room_id = r.id and rm.user_id = (select auth.uid()) and rm.left_at is null
    and (rm.last_read_seq < least(move_marks.read_seq, r.last_seq)
      or rm.last_delivered_seq < least(greatest(move_marks.delivered_seq, move_marks.read_seq), r.last_seq));
  if not found and move_marks.room_id not in (select private.my_room_ids()) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
end $$;

create function public.mark_read(room_id uuid, seq bigint) returns void
language sql security definer set search_path = '' as $$
  -- no number marks nothing
  select private.move_marks(room_id, coalesce(seq, 0), coalesce(seq, 0))
$$;
comment on function public.mark_read is 'The caller has seen everything up to seq. Errors: not_a_member.';
grant execute on function public.mark_read to authenticated;

create function public.mark_delivered(room_id uuid, seq bigint) returns void
language sql security definer set search_path = '' as $$
  select private.move_marks(room_id, 0, coalesce(seq, 0))
$$;
comment on function public.mark_delivered is 'Some device of the caller holds everything up to seq. Errors: not_a_member.';
grant execute on function public.mark_delivered to authenticated;

-- definer: one pass by index instead of a policy per table; it speaks only of the caller
create function public.room_list() returns table (
  room_id uuid, order_id uuid, kind public.room_kind, status public.room_status, title text,
  epoch int, last_seq bigint, unread int, last_message jsonb, members jsonb
)
language sql stable security definer set search_path = '' as $$
  select r.id, r.order_id, r.kind, r.status, r.title, r.epoch, r.last_seq,
    -- own words and what the system says are never unread
    (select count(*)::int from public.messages m
      where m.room_id = r.id and m.seq > mine.last_read_seq and m.sender_id is not null
        and m.sender_id <> mine.user_id and m.deleted_at is null),
    (select jsonb_build_object('seq', m.seq, 'type', m.type, 'body', left(m.body, 120), 'meta', m.meta,
        'sender_id', m.sender_id, 'created_at', m.created_at)
      from public.messages m where m.room_id = r.id and m.seq = r.last_seq),
    (select jsonb_agg(jsonb_build_object('user_id', rm.user_id, 'name', p.name, 'role', rm.role,
        'last_read_seq', rm.last_read_seq, 'last_delivered_seq', rm.last_delivered_seq) order by rm.joined_at, rm.user_id)
      from public.room_members rm join public.profiles p on p.id = rm.user_id
      where rm.room_id = r.id and rm.left_at is null)
  from public.room_members mine
  join public.rooms r on r.id = mine.room_id
  where mine.user_id = (select auth.uid()) and mine.left_at is null
  order by r.last_message_at desc nulls last, r.id
$$;
comment on function public.room_list is 'The caller''s rooms, newest first, with exact unread, last message and members.';
grant execute on function public.room_list to authenticated;
