-- What staff do with a request. Definer throughout: tickets and members have no write grant. Lock order: room, members, ticket.

-- the ticket, under its room's lock, for somebody of staff
create function private.ticket_in(room_id uuid) returns public.support_tickets
language plpgsql set search_path = '' as $$
declare
  ticket public.support_tickets;
begin
  perform private.require_staff();
  perform from public.rooms r where r.id = ticket_in.room_id for update;
  select t.* into ticket from public.support_tickets t where t.room_id = ticket_in.room_id for update;
  if ticket.room_id is null then
    perform private.refuse(404, 'request_not_found', 'There is no such request.');
  end if;
  return ticket;
end $$;

-- lets somebody of staff in, quietly: the customer meets them when they answer. Who chose another way of being told keeps it
create function private.seat_staff(room_id uuid, user_id uuid, notify public.member_notify) returns void
language sql set search_path = '' as $$
  insert into public.room_members as rm (room_id, user_id, role, notify) values (seat_staff.room_id, seat_staff.user_id, 'support', seat_staff.notify)
  on conflict on constraint room_members_pkey do update set
    left_at = null, left_reason = null, left_note = null, joined_at = case when rm.left_at is null then rm.joined_at else now() end,
    notify = case when rm.left_at is not null or (seat_staff.notify = 'all' and rm.notify = 'mentions') then excluded.notify else rm.notify end
$$;

create function public.open_ticket(room_id uuid) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(open_ticket.room_id);
begin
  -- the requester keeps their own part, also one who became staff
  if ticket.requester_id is distinct from (select auth.uid()) then
    perform private.seat_staff(ticket.room_id, (select auth.uid()), 'mentions');
  end if;
  return ticket;
end $$;
comment on function public.open_ticket is
  'For staff: joins the room of a request, told of mentions only, and returns the ticket. Errors: not_staff, request_not_found.';
grant execute on function public.open_ticket to authenticated;

create function public.assign_ticket(room_id uuid, user_id uuid default null) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(assign_ticket.room_id);
begin
  if assign_ticket.user_id is not null then
    if not exists (select from public.profiles p where p.id = assign_ticket.user_id and p.role = 'staff') then
      perform private.refuse(422, 'invalid_assignee', 'A request is taken care of by somebody of staff.');
    end if;
    if ticket.requester_id is distinct from assign_ticket.user_id then
      perform private.seat_staff(ticket.room_id, assign_ticket.user_id, 'all');
    end if;
  end if;
  update public.support_tickets t set assignee_id = assign_ticket.user_id where t.room_id = ticket.room_id returning t.* into ticket;
  return ticket;
end $$;
comment on function public.assign_ticket is
  'For staff: says who takes care of a request; they join its room and are told of every message. Without user_id nobody does. Errors: not_staff, request_not_found, invalid_assignee.';
grant execute on function public.assign_ticket to authenticated;

create function public.resolve_ticket(room_id uuid) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(resolve_ticket.room_id);
begin
  if ticket.resolved_at is not null then
    return ticket;
  end if;
  perform private.say_system(ticket.room_id, 'request_resolved');
  update public.support_tickets t set resolved_at = clock_timestamp(), resolved_by = (select auth.uid()), waiting_since = null, snoozed_until = null,
    settled_seq = (select r.last_seq from public.rooms r where r.id = ticket.room_id)
  where t.room_id = ticket.room_id returning t.* into ticket;
  perform private.tell_requester(ticket, 'support.resolved');
  return ticket;
end $$;
comment on function public.resolve_ticket is
  'For staff: ends a request. The room stays open: the customer''s next message opens the request again. Resolving twice does nothing. Errors: not_staff, request_not_found.';
grant execute on function public.resolve_ticket to authenticated;

create function public.reopen_ticket(room_id uuid) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(reopen_ticket.room_id);
begin
  if ticket.resolved_at is null then
    return ticket;
  end if;
  update public.support_tickets t set resolved_at = null, resolved_by = null, reopened_count = t.reopened_count + 1
  where t.room_id = ticket.room_id returning t.* into ticket;
  perform private.say_system(ticket.room_id, 'request_reopened');
  return ticket;
end $$;
comment on function public.reopen_ticket is 'For staff: opens a resolved request again. Errors: not_staff, request_not_found.';
grant execute on function public.reopen_ticket to authenticated;

create function public.snooze_ticket(room_id uuid, until timestamptz default null) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(snooze_ticket.room_id);
begin
  if snooze_ticket.until <= now() or snooze_ticket.until > now() + interval '1 year' then
    perform private.refuse(422, 'invalid_time', 'Choose a time that is still to come, within a year.');
  end if;
  update public.support_tickets t set snoozed_until = snooze_ticket.until where t.room_id = ticket.room_id returning t.* into ticket;
  return ticket;
end $$;
comment on function public.snooze_ticket is
  'For staff: takes a request out of the queue until a time, or until the customer writes; without a time it is back. Errors: not_staff, request_not_found, invalid_time.';
grant execute on function public.snooze_ticket to authenticated;
