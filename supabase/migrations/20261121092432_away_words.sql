-- What a member who is away is told of a room: one push and one row of the inbox for all that was said meanwhile.

-- one message in a line; signs instead of words where there are none, because they need no translation
create function private.excerpt_of(m public.messages) returns text
language sql immutable set search_path = '' as $$
  select btrim(concat_ws(' ',
    case m.type when 'image' then '📷' when 'file' then '📎' when 'location' then '📍' when 'call' then '📞'
      else case when m.files <> '[]' then '📎' end end,
    coalesce(nullif(regexp_replace(left(m.body, 300), '\s+', ' ', 'g'), ''), left(m.files -> 0 ->> 'name', 80))))
$$;

alter table private.settings add column push_shows_text text not null default 'unless_health' check (push_shows_text in ('always', 'unless_health', 'never'));
comment on column private.settings.push_shows_text is
  'Whether a push shows the words of a message: always, never, or unless_health, which keeps those about pharmacy orders and care off lock screens. Who wrote is always shown.';

-- what a push of this room must not show: a lock screen is read by whoever stands beside it
create function private.kept_from_pushes(room public.rooms) returns jsonb
language sql stable set search_path = '' as $$
  select case when case s.push_shows_text when 'always' then false when 'never' then true else exists (
    select from public.rooms r left join public.support_tickets t on t.room_id = r.id
    join public.orders o on o.id = coalesce(r.order_id, t.order_id)
    where r.id = coalesce(room.notes_of, room.id) and o.kind in ('pharmacy', 'care')) end then '["message.excerpt", "ticket.subject"]'::jsonb end
  from private.settings s
$$;

-- the page of the app that shows a room to this member; notes stand beside the conversation they are about
create function private.room_path(room public.rooms, role public.member_role) returns text
language sql stable set search_path = '' as $$
  select case when r.kind = 'order' then '/orders/' || r.order_id || '/chat'
    when r.kind = 'support' and room_path.role in ('customer', 'partner', 'pharmacy') then '/help/' || r.id
    when r.kind = 'support' then '/support/' || r.id
    else '/messages/' || r.id end
  from public.rooms r where r.id = coalesce(room.notes_of, room.id)
$$;

-- these messages of a room, or of one thread of it, to this member, in the caller's transaction
create function private.tell_away(room_id uuid, member public.room_members, seqs bigint[], is_mention boolean) returns void
language plpgsql volatile set search_path = '' as $$
declare
  room public.rooms := (select r from public.rooms r where r.id = tell_away.room_id);
  ticket public.support_tickets;
  newest public.messages;
  people text[];
  lines text[];
begin
  select m.* into newest from public.messages m where m.room_id = room.id and m.seq = seqs[cardinality(seqs)];
  people := array(select p.name from public.messages m join public.profiles p on p.id = m.sender_id
    where m.room_id = room.id and m.seq = any (seqs) group by p.id order by min(m.seq));
  lines := array(select case when cardinality(people) > 1 then p.name || ': ' else '' end || private.excerpt_of(m)
    from public.messages m left join public.profiles p on p.id = m.sender_id
    where m.room_id = room.id and m.seq = any (seqs[greatest(cardinality(seqs) - 2, 1):]) order by m.seq);
  -- the person who asked support hears of the answer as such, by mail too
  select t.* into ticket from public.support_tickets t where t.room_id = room.id and t.requester_id = member.user_id;
  -- one unread row per room or thread: the newer takes the place of the older, in the inbox and, by its tag, on the devices
  with former as (
    select n.id from public.notifications n
    where n.user_id = member.user_id and n.subject_type = 'room' and n.subject_id = room.id and n.event_type in ('chat.message', 'support.reply')
      and n.read_at is null and n.deleted_at is null and n.data #>> '{message,thread_root}' is not distinct from newest.thread_root::text
    order by n.inbox_at desc, n.id desc for no key update)
  update public.notifications n set read_at = now(), deleted_at = now() from former where n.id = former.id;
  perform public.notify(member.user_id,
    case when tell_away.is_mention then 'chat.mention' when ticket.room_id is not null then 'support.reply' else 'chat.message' end, 'room', room.id,
    jsonb_strip_nulls(jsonb_build_object('unlocked_only', private.kept_from_pushes(room),
      'room', jsonb_build_object('id', room.id, 'title', room.title),
      'ticket', case when ticket.room_id is not null then jsonb_build_object('number', ticket.number, 'subject', ticket.subject) end,
      'sender', jsonb_build_object('name', array_to_string(people[:3], ', ') || case when cardinality(people) > 3 then ' …' else '' end),
      'message', jsonb_build_object('id', newest.id, 'thread_root', newest.thread_root, 'first_seq', seqs[1], 'seq', newest.seq,
        'count', cardinality(seqs), 'excerpt', array_to_string(lines, e'\n')))),
    concat_ws(':', 'room', room.id, newest.seq, cardinality(seqs)), action_url => private.room_path(room, member.role));
end $$;

create index notifications_room_idx on public.notifications (user_id, subject_id) where subject_type = 'room' and read_at is null;

-- what was told of a room, or of one thread of it, up to here is read, wherever the person read it
create function private.read_news_of_room(user_id uuid, room_id uuid, seq bigint, thread_root uuid default null) returns void
language sql volatile set search_path = '' as $$
  with news as (
    select n.id from public.notifications n
    where n.user_id = read_news_of_room.user_id and n.subject_type = 'room' and n.subject_id = read_news_of_room.room_id
      and n.read_at is null and coalesce(n.data #> '{message,seq}' <= to_jsonb(read_news_of_room.seq), true)
      and n.data #>> '{message,thread_root}' is not distinct from read_news_of_room.thread_root::text
    order by n.inbox_at desc, n.id desc for no key update)
  update public.notifications n set read_at = now(), seen_at = coalesce(n.seen_at, now()) from news where n.id = news.id
$$;

-- definer: whoever reads has no right on the inbox
create function private.tg_thread_marks__read_news() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.read_news_of_room(new.user_id, new.room_id, new.last_read_seq, new.thread_root);
  return null;
end $$;
create trigger _600_read_news after update of last_read_seq on public.thread_marks
  for each row when (new.last_read_seq > old.last_read_seq) execute function private.tg_thread_marks__read_news();

-- a push that a device showed has brought its messages there: the address it reports to is signed, the number is ours
create function private.tg_deliveries__mark_delivered() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.room_members rm set last_delivered_seq = least((n.data #>> '{message,seq}')::bigint, r.last_seq)
  from public.notifications n join public.rooms r on r.id = n.subject_id
  where n.id = new.notification_id and n.subject_type = 'room' and jsonb_typeof(n.data #> '{message,seq}') = 'number'
    and rm.room_id = r.id and rm.user_id = n.user_id and rm.left_at is null
    and rm.last_delivered_seq < least((n.data #>> '{message,seq}')::bigint, r.last_seq);
  return null;
end $$;
create trigger _600_mark_delivered after update of shown_at on private.deliveries
  for each row when (new.channel = 'web_push' and old.shown_at is null and new.shown_at is not null)
  execute function private.tg_deliveries__mark_delivered();
