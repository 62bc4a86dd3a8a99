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
