-- The queue of support: labels, the list by place, its counts. For staff.

create type public.label_tone as enum ('neutral', 'accent', 'live', 'good', 'bad');

create table public.support_labels (
  name text primary key check (length(name) between 1 and 30 and name ~ '\S' and name !~ '[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]'),
  tone public.label_tone not null default 'neutral'
);
comment on table public.support_labels is 'Words that staff sort requests by. Renaming one renames it on every request.';
comment on column public.support_labels.tone is 'Colour of its chip.';
alter table public.support_labels enable row level security;
grant select on public.support_labels to authenticated;
-- no write: save_label and delete_label
create policy "staff read the labels" on public.support_labels
  for select to authenticated using ((select private.is_staff()));
insert into public.support_labels (name, tone) values ('billing', 'accent'), ('complaint', 'bad'), ('delivery', 'live'), ('lost item', 'bad'), ('question', 'neutral');

create table public.support_ticket_labels (
  room_id uuid not null references public.support_tickets on delete cascade,
  label text not null references public.support_labels on update cascade on delete cascade,
  primary key (room_id, label)
);
comment on table public.support_ticket_labels is 'Which request carries which label.';
create index support_ticket_labels_label_idx on public.support_ticket_labels (label);
alter table public.support_ticket_labels enable row level security;
grant select on public.support_ticket_labels to authenticated;
-- no write: set_ticket_labels
create policy "staff read the labels of requests" on public.support_ticket_labels
  for select to authenticated using ((select private.is_staff()));

-- definer: a preview for staff who are not in the room. It reads what customers said, never the notes' room, whose lines no queue shows
create function public.support_queue(filter text default 'open', search text default null, before uuid default null, page int default 30)
returns table (
  room_id uuid, number text, subject text, state text, priority public.ticket_priority, requester_id uuid, requester_name text,
  assignee_id uuid, assignee_name text, labels text[], order_id uuid, order_number text, waiting_since timestamptz, reply_due_at timestamptz,
  first_reply_at timestamptz, resolved_at timestamptz, snoozed_until timestamptz, created_at timestamptz, last_activity_at timestamptz,
  last_message jsonb, unread int, is_member boolean, rank numeric
)
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  wanted text := coalesce(support_queue.filter, 'open');
  words text := nullif(btrim(support_queue.search), '');
  after_rank numeric := (select t.rank from public.support_tickets t where t.room_id = support_queue.before);
begin
  perform private.require_staff();
  if wanted not in ('open', 'mine', 'unassigned', 'waiting', 'snoozed', 'resolved', 'all') then
    perform private.refuse(422, 'invalid_filter', 'There is no such filter.');
  end if;
  return query
  with page as (
    select t.* from public.support_tickets t
    left join public.profiles p on p.id = t.requester_id
    where t.is_open = any (case wanted when 'all' then '{t,f}' when 'resolved' then '{f}' else '{t}' end::boolean[])
      and case wanted when 'mine' then t.assignee_id = me when 'unassigned' then t.assignee_id is null
        when 'waiting' then t.waiting_since is not null else true end
      and (wanted in ('all', 'resolved') or coalesce(t.snoozed_until > now(), false) = (wanted = 'snoozed'))
      -- what is looked for is text, not a pattern
      and (words is null or t.number = upper(words) or position(lower(words) in lower(t.subject)) > 0 or position(lower(words) in lower(p.name)) > 0)
      and (after_rank is null or (t.rank, t.room_id) < (after_rank, support_queue.before))
    order by t.rank desc, t.room_id desc
    limit least(greatest(coalesce(support_queue.page, 30), 1), 100))
  select t.room_id, t.number, t.subject, private.ticket_state(t), t.priority, t.requester_id, asker.name, t.assignee_id, helper.name,
    array(select l.label from public.support_ticket_labels l where l.room_id = t.room_id order by l.label),
    t.order_id, o.number, t.waiting_since, private.reply_due_at(t), t.first_reply_at, t.resolved_at, t.snoozed_until, t.created_at, t.last_activity_at,
    (select jsonb_build_object('seq', m.seq, 'type', m.type, 'body', left(m.body, 140), 'sender_id', m.sender_id, 'sender_name', s.name,
        'is_deleted', m.deleted_at is not null, 'created_at', m.created_at)
      from public.messages m left join public.profiles s on s.id = m.sender_id
      where m.room_id = t.room_id and m.sender_id is not null order by m.seq desc limit 1),
    case when mine.user_id is null then 0 else (select count(*)::int from public.messages m where m.room_id = t.room_id and m.seq > mine.last_read_seq
      and m.sender_id <> me and m.deleted_at is null and m.thread_root is null) end,
    mine.user_id is not null, t.rank
  from page p2
  join public.support_tickets t on t.room_id = p2.room_id
  left join public.profiles asker on asker.id = t.requester_id
  left join public.profiles helper on helper.id = t.assignee_id
  left join public.orders o on o.id = t.order_id
  left join public.room_members mine on mine.room_id = t.room_id and mine.user_id = me and mine.left_at is null
  order by t.rank desc, t.room_id desc;
end $$;
comment on function public.support_queue is
  'For staff: requests by place in the queue (open, mine, unassigned, waiting, snoozed, resolved, all), 30 a page (before: room_id of the last row); search by number, subject or name. Errors: not_staff, invalid_filter.';
grant execute on function public.support_queue to authenticated;

-- definer: as above
create function public.support_counts() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_staff();
  return (
    select jsonb_build_object(
      'open', count(*) filter (where not snoozed), 'mine', count(*) filter (where not snoozed and t.assignee_id = (select auth.uid())),
      'unassigned', count(*) filter (where not snoozed and t.assignee_id is null),
      'waiting', count(*) filter (where not snoozed and t.waiting_since is not null),
      'late', count(*) filter (where not snoozed and private.reply_due_at(t) < now()),
      'snoozed', count(*) filter (where snoozed),
      'reports', (select count(*) from private.message_reports r where r.settled_at is null))
    from public.support_tickets t, lateral (select coalesce(t.snoozed_until > now(), false) as snoozed) s where t.is_open);
end $$;
comment on function public.support_counts is
  'For staff: how many requests stand in each part of the queue, how many answers are late, and how many reports wait. Errors: not_staff.';
grant execute on function public.support_counts to authenticated;
