-- Sorting: priority, and labels that staff make, rename, throw away and put on requests. Definer throughout: the tables have no write grant.

create function public.save_label(name text, tone public.label_tone default 'neutral', former text default null) returns public.support_labels
language plpgsql security definer set search_path = '' as $$
declare
  saved public.support_labels;
begin
  perform private.require_staff();
  if save_label.former is not null then
    update public.support_labels l set name = lower(btrim(save_label.name)), tone = coalesce(save_label.tone, 'neutral')
    where l.name = save_label.former returning l.* into saved;
  end if;
  if saved.name is null then
    insert into public.support_labels as l (name, tone) values (lower(btrim(save_label.name)), coalesce(save_label.tone, 'neutral'))
    on conflict on constraint support_labels_pkey do update set tone = excluded.tone returning l.* into saved;
  end if;
  return saved;
exception
  when unique_violation then
    perform private.refuse(409, 'label_used', 'There is a label of this name.');
  when check_violation or not_null_violation then
    perform private.refuse(422, 'invalid_label', 'A label is a word or two, at most 30 characters.');
end $$;
comment on function public.save_label is
  'For staff: makes a label, or renames the one called former, on every request. Errors: not_staff, label_used, invalid_label.';
grant execute on function public.save_label to authenticated;

create function public.delete_label(name text) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  rooms uuid[];
begin
  perform private.require_staff();
  -- the lock first: who puts it on a request meanwhile waits, and finds no label
  perform from public.support_labels l where l.name = delete_label.name for update;
  rooms := array(select t.room_id from public.support_ticket_labels t where t.label = delete_label.name order by t.room_id);
  delete from public.support_labels l where l.name = delete_label.name;
  return rooms;
end $$;
comment on function public.delete_label is
  'For staff: throws a label away, from every request too, and returns the rooms of those, for restore_label. Errors: not_staff.';
grant execute on function public.delete_label to authenticated;

create function public.restore_label(name text, tone public.label_tone, room_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform public.save_label(restore_label.name, restore_label.tone);
  insert into public.support_ticket_labels (room_id, label)
  select t.room_id, lower(btrim(restore_label.name)) from public.support_tickets t where t.room_id = any (restore_label.room_ids)
  on conflict do nothing;
  -- as in set_ticket_labels
  update public.support_tickets t set room_id = t.room_id where t.room_id = any (restore_label.room_ids);
end $$;
comment on function public.restore_label is
  'For staff: makes a label again that was thrown away, on the requests that had it (what delete_label returned). Errors: not_staff, invalid_label.';
grant execute on function public.restore_label to authenticated;

create function public.set_ticket_labels(room_id uuid, labels text[]) returns text[]
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(set_ticket_labels.room_id);
begin
  if exists (select from unnest(set_ticket_labels.labels) w where w not in (select l.name from public.support_labels l)) then
    perform private.refuse(404, 'label_not_found', 'There is no such label; it may have been renamed.');
  end if;
  delete from public.support_ticket_labels l where l.room_id = ticket.room_id and l.label <> all (coalesce(set_ticket_labels.labels, '{}'));
  insert into public.support_ticket_labels (room_id, label) select ticket.room_id, w from unnest(set_ticket_labels.labels) w
  on conflict do nothing;
  -- nothing of the ticket itself changed, but whoever looks at the queue must hear of it
  update public.support_tickets t set room_id = t.room_id where t.room_id = ticket.room_id;
  return array(select l.label from public.support_ticket_labels l where l.room_id = ticket.room_id order by l.label);
end $$;
comment on function public.set_ticket_labels is 'For staff: the labels of a request are these. Errors: not_staff, request_not_found, label_not_found.';
grant execute on function public.set_ticket_labels to authenticated;

create function public.set_priority(room_id uuid, priority public.ticket_priority) returns public.support_tickets
language plpgsql security definer set search_path = '' as $$
declare
  ticket public.support_tickets := private.ticket_in(set_priority.room_id);
begin
  update public.support_tickets t set priority = coalesce(set_priority.priority, 'normal') where t.room_id = ticket.room_id returning t.* into ticket;
  return ticket;
end $$;
comment on function public.set_priority is 'For staff: how soon a request comes up in the queue. Errors: not_staff, request_not_found.';
grant execute on function public.set_priority to authenticated;
