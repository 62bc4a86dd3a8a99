-- Who waits, since when, and when the first answer came: kept where messages are written, so it is true at every moment.

-- definer: the person who writes has no right on tickets. Under the room's lock, which whoever appends a message holds
create function private.tg_messages__keep_ticket() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  from_staff boolean;
begin
  -- a room without a ticket costs this one look by primary key; internal notes stand in a room of their own, so they never count
  perform from public.support_tickets t where t.room_id = new.room_id for update;
  if not found then
    return null;
  end if;
  from_staff := private.is_answer(new.room_id, new.sender_id);
  update public.support_tickets t set
    last_activity_at = new.created_at,
    waiting_since = case when from_staff then null else coalesce(t.waiting_since, new.created_at) end,
    first_reply_at = coalesce(t.first_reply_at, case when from_staff then new.created_at end),
    first_reply_by = case when from_staff and t.first_reply_at is null then new.sender_id else t.first_reply_by end,
    reopened_count = t.reopened_count + (not from_staff and t.resolved_at is not null)::int,
    resolved_at = case when from_staff then t.resolved_at end,
    resolved_by = case when from_staff then t.resolved_by end,
    snoozed_until = case when from_staff then t.snoozed_until end
  where t.room_id = new.room_id;
  return null;
end $$;

-- definer: asked by triggers; what somebody of staff wrote is an answer, also after they left the room
create function private.is_answer(room_id uuid, sender_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select rm.role in ('support', 'staff', 'admin') from public.room_members rm
    where rm.room_id = is_answer.room_id and rm.user_id = is_answer.sender_id), false)
$$;

create trigger _600_keep_ticket after insert on public.messages
  for each row when (new.sender_id is not null) execute function private.tg_messages__keep_ticket();

-- definer: as above; what was withdrawn waits for no answer, and a withdrawn answer was none
create function private.tg_messages__keep_ticket_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.support_tickets t set waiting_since = (
    select min(m.created_at) from public.messages m
    where m.room_id = t.room_id and m.sender_id is not null and m.deleted_at is null and not private.is_answer(t.room_id, m.sender_id)
      and m.seq > greatest(t.settled_seq, (select max(a.seq) from public.messages a where a.room_id = t.room_id
        and a.deleted_at is null and a.seq > t.settled_seq and private.is_answer(t.room_id, a.sender_id))))
  where t.room_id = new.room_id and t.resolved_at is null;
  return null;
end $$;
create trigger _600_keep_ticket_deleted after update of deleted_at on public.messages
  for each row when (old.deleted_at is null and new.deleted_at is not null and new.sender_id is not null)
  execute function private.tg_messages__keep_ticket_deleted();

-- when the next answer is due; empty when nobody waits
create function private.reply_due_at(t public.support_tickets) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select t.waiting_since + make_interval(mins => case when t.first_reply_at is null then s.first_reply_minutes else s.next_reply_minutes end)
  from private.settings s
$$;

create function private.ticket_state(t public.support_tickets) returns text
language sql stable set search_path = '' as $$
  select case when t.resolved_at is not null then 'resolved' when t.snoozed_until > now() then 'snoozed' else 'open' end
$$;
