-- Questions that admins ask of conversations and of support, each a view of that name (docs/insight.md). Days are UTC.

-- a few pages for millions of rows: the views of the last days read only those days
create index messages_created_at_idx on public.messages using brin (created_at);

create view private.rooms_per_day with (security_invoker = true) as
select (m.created_at at time zone 'UTC')::date as day, r.kind, count(distinct m.room_id)::int as rooms, count(*)::int as messages,
  count(distinct m.sender_id)::int as people, round(count(*)::numeric / count(distinct m.room_id), 1) as messages_per_room
from public.messages m join public.rooms r on r.id = m.room_id
where m.created_at > now() - interval '90 days' and m.sender_id is not null
group by 1, 2 order by 1 desc, 2;
comment on view private.rooms_per_day is 'How much do people write, by day and kind of room, for 90 days?';
comment on column private.rooms_per_day.rooms is 'Rooms in which somebody wrote that day.';

create view private.support_per_day with (security_invoker = true) as
select (t.created_at at time zone 'UTC')::date as day, count(*)::int as opened,
  count(*) filter (where t.first_reply_at is not null)::int as answered, count(*) filter (where t.resolved_at is not null)::int as resolved,
  sum(t.reopened_count)::int as reopened,
  round((percentile_cont(0.5) within group (order by extract(epoch from t.first_reply_at - t.created_at)) / 60)::numeric, 1) as first_reply_minutes_p50,
  round((percentile_cont(0.9) within group (order by extract(epoch from t.first_reply_at - t.created_at)) / 60)::numeric, 1) as first_reply_minutes_p90,
  round((percentile_cont(0.5) within group (order by extract(epoch from t.resolved_at - t.created_at)) / 3600)::numeric, 1) as hours_to_resolve_p50,
  round(avg(g.stars), 2) as stars, count(g.stars)::int as ratings
from public.support_tickets t left join public.room_ratings g on g.room_id = t.room_id
where t.created_at > now() - interval '90 days'
group by 1 order by 1 desc;
comment on view private.support_per_day is 'How soon is support answering the requests of each day, and how content are people, for 90 days?';
comment on column private.support_per_day.reopened is 'How often requests opened that day were opened again.';

create view private.support_waiting with (security_invoker = true) as
select t.number, t.subject, p.name as customer, t.priority, a.name as assignee, t.waiting_since,
  round((extract(epoch from now() - t.waiting_since) / 60)::numeric, 1) as waiting_minutes, private.reply_due_at(t) as reply_due_at,
  private.reply_due_at(t) < now() as is_late, t.room_id
from public.support_tickets t left join public.profiles p on p.id = t.requester_id left join public.profiles a on a.id = t.assignee_id
where t.is_open and t.waiting_since is not null
order by t.rank desc;
comment on view private.support_waiting is 'Who waits for an answer of support at this moment, and since when?';

create view private.support_agents with (security_invoker = true) as
select p.name as agent, count(distinct t.room_id) filter (where t.first_reply_by = p.id)::int as first_replies,
  count(distinct t.room_id) filter (where t.resolved_by = p.id)::int as resolved,
  count(distinct t.room_id) filter (where t.assignee_id = p.id and t.is_open)::int as open_now,
  round((percentile_cont(0.5) within group (order by extract(epoch from t.first_reply_at - t.created_at)) filter (where t.first_reply_by = p.id) / 60)::numeric, 1) as first_reply_minutes_p50,
  (select round(avg(g.stars), 2) from public.room_ratings g where g.agent_id = p.id and g.created_at > now() - interval '90 days') as stars,
  (select count(*)::int from public.room_ratings g where g.agent_id = p.id and g.created_at > now() - interval '90 days') as ratings
from public.profiles p left join public.support_tickets t
  on p.id in (t.first_reply_by, t.resolved_by, t.assignee_id) and t.created_at > now() - interval '90 days'
where p.role = 'staff'
group by p.id, p.name order by first_replies desc, agent;
comment on view private.support_agents is 'What did each of staff do for people in 90 days, and how was it rated?';

create view private.busiest_hours with (security_invoker = true) as
select extract(isodow from m.created_at at time zone 'UTC')::int as weekday, extract(hour from m.created_at at time zone 'UTC')::int as hour,
  count(*)::int as messages, count(*) filter (where r.kind = 'support')::int as to_support, count(distinct m.room_id)::int as rooms
from public.messages m join public.rooms r on r.id = m.room_id
where m.created_at > now() - interval '30 days' and m.sender_id is not null
group by 1, 2 order by messages desc, 1, 2;
comment on view private.busiest_hours is 'When do people write most, by weekday and hour, for 30 days?';
comment on column private.busiest_hours.weekday is '1 is Monday.';
comment on column private.busiest_hours.hour is '0 to 23, UTC.';

create view private.busiest_rooms with (security_invoker = true) as
select r.title, r.kind, r.status, w.messages, w.people, w.last_at, r.id as room_id
from (select m.room_id, count(*)::int as messages, count(distinct m.sender_id)::int as people, max(m.created_at) as last_at
  from public.messages m where m.created_at > now() - interval '30 days' and m.sender_id is not null group by 1 order by 2 desc limit 100) w
join public.rooms r on r.id = w.room_id order by w.messages desc, w.last_at desc;
comment on view private.busiest_rooms is 'Which hundred rooms hold most messages of the last 30 days?';

create view private.moderation with (security_invoker = true) as
select l.at, a.name as moderator, l.action, p.name as person, r.title as room, l.until, l.reason, l.message_id, l.room_id, l.person_id
from private.moderation_log l left join public.profiles a on a.id = l.actor_id left join public.profiles p on p.id = l.person_id
left join public.rooms r on r.id = l.room_id
order by l.at desc, l.id desc;
comment on view private.moderation is 'What did moderators do, to whom and why?';
