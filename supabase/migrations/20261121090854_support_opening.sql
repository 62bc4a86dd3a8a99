-- Asking support for something, and finding it again.

-- definer: rooms and tickets have no insert grant
create function public.open_support(subject text, body text, client_id uuid, order_id uuid default null) returns public.rooms
language plpgsql security definer set search_path = '' as $$
declare
  me public.profiles;
  room public.rooms;
  ticket public.support_tickets;
begin
  select p.* into me from public.profiles p where p.id = (select auth.uid());
  if me.id is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in first.');
  elsif open_support.client_id is null or coalesce(open_support.subject, '') !~ '\S' or length(btrim(open_support.subject)) > 100 then
    perform private.refuse(422, 'invalid_request', 'A request needs a client_id and a subject of at most 100 characters.');
  elsif coalesce(open_support.body, '') !~ '\S' then
    perform private.refuse(422, 'invalid_message', 'A message needs some text.');
  elsif length(open_support.body) > 8000 then
    perform private.refuse(422, 'message_too_long', 'A message holds at most 8,000 characters.');
  elsif open_support.order_id is not null and open_support.order_id not in (select private.my_order_ids()) then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  end if;
  -- one request of a person at a time: the second try finds the first, and the limit counts true
  perform pg_advisory_xact_lock(hashtextextended('open_support:' || me.id, 0));
  select r.* into room from public.support_tickets t join public.rooms r on r.id = t.room_id
  where t.requester_id = me.id and t.client_id = open_support.client_id;
  if room.id is not null then
    return room;
  elsif private.suspended_until(me.id) > now() then
    perform private.refuse(403, 'muted', 'You cannot write here at the moment.');
  elsif (select count(*) from public.support_tickets t where t.requester_id = me.id and t.created_at > now() - interval '1 hour')
      >= (select s.requests_per_hour from private.settings s) then
    perform private.refuse(429, 'too_many_requests', 'You opened many requests. Write in one of them, or wait a little.');
  end if;
  insert into public.rooms as r (kind, created_by) values ('support', me.id) returning r.* into room;
  insert into public.room_members (room_id, user_id, role)
  values (room.id, me.id, case me.role when 'partner' then 'partner' else 'customer' end::public.member_role);
  insert into public.support_tickets as t (room_id, subject, requester_id, client_id, order_id)
  values (room.id, btrim(open_support.subject), me.id, open_support.client_id, open_support.order_id) returning t.* into ticket;
  update public.rooms r set title = ticket.number || ' · ' || ticket.subject where r.id = room.id;
  perform private.append_message(room.id, me.id, open_support.client_id, 'text', open_support.body, '{}', null);
  update public.room_members rm set last_read_seq = 1, last_delivered_seq = 1 where rm.room_id = room.id and rm.user_id = me.id;
  perform private.tell_requester(ticket, 'support.opened');
  select r.* into room from public.rooms r where r.id = room.id;
  return room;
end $$;
comment on function public.open_support is
  'Opens a request of support: a room with its first message, and a ticket for staff. Idempotent by client_id. Returns the room. Errors: not_signed_in, invalid_request, invalid_message, message_too_long, order_not_found, muted, too_many_requests.';
grant execute on function public.open_support to authenticated;

-- what becomes of a request, said to who opened it, in the words of the event
create function private.tell_requester(ticket public.support_tickets, event_type text) returns void
language plpgsql set search_path = '' as $$
begin
  if ticket.requester_id is not null then
    perform public.notify(ticket.requester_id, tell_requester.event_type, 'room', ticket.room_id,
      jsonb_build_object('ticket', jsonb_build_object('number', ticket.number, 'subject', ticket.subject)),
      -- once for each time that it opens or ends
      dedupe_key => tell_requester.event_type || ':' || ticket.room_id || ':' || ticket.reopened_count || ':' || ticket.settled_seq,
      action_url => '/help/' || ticket.room_id);
  end if;
end $$;

-- definer: tickets are closed to customers; this tells them of their own requests what concerns them, and nothing of the queue
create function public.my_requests(before timestamptz default null, page int default 30) returns table (
  room_id uuid, number text, subject text, state text, order_id uuid, order_number text, created_at timestamptz,
  resolved_at timestamptz, last_message_at timestamptz, unread int, stars int, comment text, may_rate boolean
)
language sql stable security definer set search_path = '' as $$
  select t.room_id, t.number, t.subject,
    case when t.resolved_at is not null then 'resolved' when t.waiting_since is null then 'answered' else 'waiting' end,
    t.order_id, o.number, t.created_at, t.resolved_at, r.last_message_at,
    (select count(*)::int from public.messages m where m.room_id = t.room_id and m.seq > rm.last_read_seq and m.sender_id is not null
      and m.sender_id <> rm.user_id and m.deleted_at is null and m.thread_root is null),
    rated.stars, rated.comment, private.may_rate(t.room_id)
  from public.support_tickets t
  join public.rooms r on r.id = t.room_id
  join public.room_members rm on rm.room_id = t.room_id and rm.user_id = t.requester_id and rm.left_at is null
  left join public.orders o on o.id = t.order_id
  left join public.room_ratings rated on rated.room_id = t.room_id
  where t.requester_id = (select auth.uid()) and (my_requests.before is null or r.last_message_at < my_requests.before)
  order by r.last_message_at desc, t.room_id
  limit least(greatest(coalesce(my_requests.page, 30), 1), 100)
$$;
comment on function public.my_requests is
  'The caller''s requests of support, newest first, 30 a page (before: last_message_at of the last row). state is waiting (for an answer), answered or resolved.';
grant execute on function public.my_requests to authenticated;
