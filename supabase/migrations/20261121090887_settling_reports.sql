-- What staff do about a report: one call that acts and writes down what it did, or neither.

-- Takes a message's words away, whoever is in the room: a report is what gives a moderator the right. Under the room's lock.
create function private.withdraw_message(message_id uuid, actor_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  place uuid := (select m.room_id from public.messages m where m.id = withdraw_message.message_id);
begin
  perform from public.rooms r where r.id = place for update;
  update public.messages m set deleted_at = clock_timestamp(), deleted_by = withdraw_message.actor_id, rev = private.next_rev(m.room_id)
  where m.id = withdraw_message.message_id and m.deleted_at is null;
end $$;

-- definer: as above
create function public.settle_report(
  id uuid, outcome public.report_outcome, note text default null, until timestamptz default null
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  report private.message_reports;
begin
  perform private.require_staff();
  select r.* into report from private.message_reports r where r.id = settle_report.id;
  -- rooms before the report and in one order, as everywhere; a suspension is about all rooms of the person
  perform from public.rooms r where r.id = report.room_id or (settle_report.outcome = 'suspended' and r.id in (
    select rm.room_id from public.room_members rm where rm.user_id = report.sender_id)) order by r.id for update;
  select r.* into report from private.message_reports r where r.id = settle_report.id for update;
  if report.id is null then
    perform private.refuse(404, 'report_not_found', 'There is no such report.');
  elsif report.settled_at is not null then
    perform private.refuse(409, 'report_settled', 'Somebody has settled this report already.');
  elsif settle_report.outcome is null or length(settle_report.note) > 500 then
    perform private.refuse(422, 'invalid_report', 'Say what became of it, in at most 500 characters.');
  elsif settle_report.outcome in ('muted', 'suspended') and (settle_report.until > now()) is not true then
    perform private.refuse(422, 'invalid_time', 'Choose a time that is still to come.');
  end if;
  if settle_report.outcome = 'suspended' then
    perform public.suspend_person(report.sender_id, settle_report.until, coalesce(nullif(btrim(settle_report.note), ''), report.reason::text));
  elsif settle_report.outcome = 'muted' then
    update public.room_members rm set muted_until = settle_report.until
    where rm.room_id = report.room_id and rm.user_id = report.sender_id and rm.role in ('customer', 'partner', 'pharmacy');
    if not found then
      perform private.refuse(422, 'invalid_person', 'Customers and partners can be muted; an admin looks after staff.');
    end if;
  end if;
  if settle_report.outcome <> 'dismissed' then
    perform private.withdraw_message(report.message_id, (select auth.uid()));
  end if;
  -- one message, one decision, however many reported it
  update private.message_reports r set settled_at = clock_timestamp(), settled_by = (select auth.uid()), outcome = settle_report.outcome,
    note = nullif(btrim(settle_report.note), '')
  where r.settled_at is null and (r.id = report.id or r.message_id = report.message_id);
  insert into private.moderation_log (actor_id, action, person_id, room_id, message_id, until, reason)
  values ((select auth.uid()), 'report_settled', report.sender_id, report.room_id, report.message_id, settle_report.until,
    left(settle_report.outcome || coalesce(': ' || nullif(btrim(settle_report.note), ''), ''), 500));
  perform realtime.send(jsonb_build_object('room_id', report.room_id), 'report_settled', 'staff', true);
end $$;
comment on function public.settle_report is
  'For staff: dismisses a report, or deletes the message and, until a time, mutes its author in that room or suspends them everywhere. Counts for all reports of the message. Errors: not_staff, report_not_found, report_settled, invalid_report, invalid_time, invalid_person, invalid_reason.';
grant execute on function public.settle_report to authenticated;
