-- What a member who is away is told of a room: one push and one row of the inbox for all that was said meanwhile.

-- one message in a line; signs instead of words where there are none, because they need no translation
create function private.excerpt_of(m public.messages) returns text
language sql immutable set search_path = '' as $$
  select btrim(concat_ws(' ',
    case m.type when 'image' then '📷' when 'file' then '📎' when 'location' then '📍' when 'call' then '📞'
      else case when m.files <> '[]' then '📎' end end,
    coalesce(nullif(regexp_replace(left(m.body, 300), '\s+', ' ', 'g'), ''), left(m.files -> 0 ->> 'name', 80))))
$$;

-- the page of the app that shows a room; notes stand beside the conversation they are about
create function private.room_path(room public.rooms) returns text
language sql stable set search_path = '' as $$
  select case when r.kind = 'order' then '/orders/' || r.order_id || '/chat' else '/messages/' || r.id end
  from public.rooms r where r.id = coalesce(room.notes_of, room.id)
$$;

-- these messages to this member, in the caller's transaction
create function private.tell_away(room_id uuid, user_id uuid, seqs bigint[], is_mention boolean) returns void
language plpgsql volatile set search_path = '' as $$
declare
  room public.rooms := (select r from public.rooms r where r.id = tell_away.room_id);
  newest public.messages;
  people text[];
  lines text[];
begin
  -- of a burst with a mention the mention is told
  seqs := array(select m.seq from public.messages m where m.room_id = tell_away.room_id and m.seq = any (tell_away.seqs) and m.deleted_at is null
    and (not tell_away.is_mention or tell_away.user_id = any (m.mentions)) order by m.seq);
  select m.* into newest from public.messages m where m.room_id = tell_away.room_id and m.seq = seqs[cardinality(seqs)];
  if newest.id is null then
    return;
  end if;
  people := array(select p.name from public.messages m join public.profiles p on p.id = m.sender_id
    where m.room_id = room.id and m.seq = any (seqs) group by p.id order by min(m.seq));
  lines := array(select case when cardinality(people) > 1 then p.name || ': ' else '' end || private.excerpt_of(m)
    from public.messages m left join public.profiles p on p.id = m.sender_id
    where m.room_id = room.id and m.seq = any (seqs[cardinality(seqs) - 2:]) order by m.seq);
  -- one unread row per room: the newer takes the place of the older, in the inbox and, by its tag, on the devices
  update public.notifications n set read_at = now(), deleted_at = now()
  where n.user_id = tell_away.user_id and n.subject_type = 'room' and n.subject_id = room.id and n.event_type = 'chat.message'
    and n.read_at is null and n.deleted_at is null;
  perform public.notify(tell_away.user_id, case when tell_away.is_mention then 'chat.mention' else 'chat.message' end, 'room', room.id,
    jsonb_build_object(
      'room', jsonb_build_object('id', room.id, 'title', room.title),
      'sender', jsonb_build_object('name', array_to_string(people[:3], ', ') || case when cardinality(people) > 3 then ' …' else '' end),
      'message', jsonb_build_object('id', newest.id, 'seq', newest.seq, 'first_seq', seqs[1], 'count', cardinality(seqs),
        'excerpt', array_to_string(lines, e'\n'))),
    concat_ws(':', 'room', room.id, newest.seq, cardinality(seqs)), action_url => private.room_path(room));
end $$;

create index notifications_room_idx on public.notifications (user_id, subject_id) where subject_type = 'room' and read_at is null;

-- what was told of a room up to here is read, wherever the person read it
create function private.read_news_of_room(user_id uuid, room_id uuid, seq bigint) returns void
language sql volatile set search_path = '' as $$
  update public.notifications n set read_at = now(), seen_at = coalesce(n.seen_at, now())
  where n.user_id = read_news_of_room.user_id and n.subject_type = 'room' and n.subject_id = read_news_of_room.room_id
    and n.read_at is null and coalesce(n.data #> '{message,seq}' <= to_jsonb(read_news_of_room.seq), true)
$$;

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

-- a message that is withdrawn is not told any more, and nobody finds its words in their inbox
-- definer: whoever withdraws it has no right on the inbox of others
create function private.tg_messages__take_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.notifications n set read_at = coalesce(n.read_at, now()), deleted_at = now(), title = '', body = '', data = n.data - 'message'
  where n.subject_type = 'room' and n.subject_id = new.room_id and n.deleted_at is null
    and n.data #> '{message,first_seq}' <= to_jsonb(new.seq) and n.data #> '{message,seq}' >= to_jsonb(new.seq)
    and n.user_id in (select rm.user_id from public.room_members rm where rm.room_id = new.room_id);
  return null;
end $$;
create trigger _910_take_back after update of deleted_at on public.messages
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function private.tg_messages__take_back();
