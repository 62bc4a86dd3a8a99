-- A person reports a message; staff look at it, act, and say what became of it.

create type public.report_reason as enum ('spam', 'abuse', 'scam', 'private_data', 'other');
create type public.report_outcome as enum ('dismissed', 'deleted', 'muted', 'suspended');

create table private.message_reports (
  id uuid primary key default gen_random_uuid(),
  message_id uuid references public.messages on delete set null,
  room_id uuid not null references public.rooms on delete cascade,
  reporter_id uuid references public.profiles on delete set null,
  sender_id uuid references public.profiles on delete set null,
  reason public.report_reason not null,
  comment text check (length(comment) <= 500),
  body text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  settled_by uuid references public.profiles on delete set null,
  outcome public.report_outcome,
  note text check (length(note) <= 500),
  unique (message_id, reporter_id),
  check ((settled_at is null) = (outcome is null))
);
comment on table private.message_reports is 'Messages that people reported, and what came of it. One per message and person.';
comment on column private.message_reports.sender_id is 'Who wrote what is reported.';
comment on column private.message_reports.body is 'The words as they stood when it was reported: an edit or a deletion does not take them back.';
comment on column private.message_reports.note is 'What the moderator says about it, for other staff.';
create index message_reports_open_idx on private.message_reports (created_at, id) where settled_at is null;
create index message_reports_room_id_idx on private.message_reports (room_id);
create index message_reports_reporter_id_idx on private.message_reports (reporter_id) where reporter_id is not null;
create index message_reports_sender_id_idx on private.message_reports (sender_id) where sender_id is not null;
create index message_reports_settled_by_idx on private.message_reports (settled_by) where settled_by is not null;
alter table private.message_reports enable row level security;
-- no policy and no grant: people make one by report_message, staff read them by report_queue

-- definer: as above; the same answer for a message that is not there and one of another room
create function public.report_message(message_id uuid, reason public.report_reason, comment text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  said public.messages;
begin
  select m.* into said from public.messages m
  where m.id = report_message.message_id and m.room_id in (select private.my_room_ids());
  if said.id is null then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif said.sender_id is null or said.sender_id = (select auth.uid()) or report_message.reason is null or length(report_message.comment) > 500 then
    perform private.refuse(422, 'invalid_report', 'A report names a message of somebody else, a reason, and at most 500 characters.');
  end if;
  if exists (select from private.message_reports r where r.message_id = said.id and r.reporter_id = (select auth.uid())) then
    return;
  end if;
  perform private.keep_pace('report', (select s.reports_per_hour from private.settings s), '1 hour');
  insert into private.message_reports (message_id, room_id, reporter_id, sender_id, reason, comment, body)
  values (said.id, said.room_id, (select auth.uid()), said.sender_id, report_message.reason, nullif(btrim(report_message.comment), ''), said.body)
  on conflict on constraint message_reports_message_id_reporter_id_key do nothing;
  if found then
    perform realtime.send(jsonb_build_object('room_id', said.room_id), 'report_created', 'staff', true);
  end if;
end $$;
comment on function public.report_message is
  'Tells staff of a message in a room of the caller. Once per message; again does nothing. Errors: not_a_member, invalid_report, too_fast.';
grant execute on function public.report_message to authenticated;

create function public.report_queue(is_settled boolean default false, before timestamptz default null, page int default 30) returns table (
  id uuid, created_at timestamptz, reason public.report_reason, comment text, body text, is_deleted boolean, message_id uuid, room_id uuid,
  room_title text, sender_id uuid, sender_name text, reporter_name text, reports_of_sender int, suspended_until timestamptz,
  settled_at timestamptz, settled_by_name text, outcome public.report_outcome, note text
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_staff();
  return query
  select r.id, r.created_at, r.reason, r.comment, r.body, m.id is null or m.deleted_at is not null, r.message_id, r.room_id,
    room.title, r.sender_id, s.name, p.name,
    (select count(distinct o.message_id)::int from private.message_reports o where o.sender_id = r.sender_id and o.created_at > now() - interval '90 days'),
    private.suspended_until(r.sender_id), r.settled_at, by.name, r.outcome, r.note
  from private.message_reports r
  join public.rooms room on room.id = r.room_id
  left join public.messages m on m.id = r.message_id
  left join public.profiles s on s.id = r.sender_id
  left join public.profiles p on p.id = r.reporter_id
  left join public.profiles by on by.id = r.settled_by
  where (r.settled_at is not null) = coalesce(report_queue.is_settled, false)
    and (report_queue.before is null or r.created_at < report_queue.before)
  order by r.created_at desc limit least(greatest(coalesce(report_queue.page, 30), 1), 100);
end $$;
comment on function public.report_queue is
  'For staff: reported messages that wait, or those settled, newest first, 30 a page (before: created_at of the last row). Errors: not_staff.';
grant execute on function public.report_queue to authenticated;
