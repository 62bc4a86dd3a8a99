-- What becomes of a call, in the transaction that changes it: both are told at once, the callee is notified, the conversation keeps a line.

-- what both apps hear; `..._left_ms` because the clock of a browser is anybody's guess
create function private.call_card(c public.calls) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'room_id', c.room_id, 'order_id', c.order_id, 'kind', c.kind, 'status', c.status,
    'order_number', (select o.number from public.orders o where o.id = c.order_id),
    'caller_id', c.caller_id, 'caller_name', (select p.name from public.profiles p where p.id = c.caller_id),
    'caller_avatar', (select p.avatar_url from public.profiles p where p.id = c.caller_id),
    'callee_id', c.callee_id, 'callee_name', (select p.name from public.profiles p where p.id = c.callee_id),
    'callee_avatar', (select p.avatar_url from public.profiles p where p.id = c.callee_id),
    'caller_device', c.caller_device, 'accepted_device', c.accepted_device, 'end_reason', c.end_reason, 'duration_s', c.duration_s,
    'started_at', c.started_at, 'max_seconds', k.max_seconds, 'ring_seconds', k.ring_seconds,
    'ring_left_ms', greatest(0, round(extract(epoch from c.expires_at - clock_timestamp()) * 1000)),
    'left_ms', greatest(0, round(extract(epoch from c.ends_at - clock_timestamp()) * 1000)))
  from public.call_kinds k where k.key = c.kind
$$;

-- definer throughout: people have no right to speak on a topic, to notify or to write into a room by themselves
create function private.tg_calls__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(private.call_card(new), 'call_updated', 'user:' || p, true)
  from unnest(array[new.caller_id, new.callee_id]) p where p is not null;
  return null;
end $$;
create trigger _900_tell after insert or update of status, started_at on public.calls
  for each row execute function private.tg_calls__tell();

create function private.tg_calls__notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  said jsonb := jsonb_strip_nulls(jsonb_build_object(
    'caller', jsonb_build_object('name', (select p.name from public.profiles p where p.id = new.caller_id)),
    'order', jsonb_build_object('number', (select o.number from public.orders o where o.id = new.order_id)),
    'call', jsonb_build_object('at', new.created_at)));
begin
  if new.callee_id is null then
    return null;
  end if;
  if new.status = 'ringing' then
    perform public.notify(user_id => new.callee_id, event_type => 'call.incoming', subject_type => 'call', subject_id => new.id, data => said,
      dedupe_key => 'call:' || new.id || ':incoming', action_url => private.call_url(new));
    return null;
  end if;
  -- whatever has not left by now rings for nothing; what is on a screen is replaced by its tag
  update public.notifications n set read_at = now()
  where n.user_id = new.callee_id and n.dedupe_key = 'call:' || new.id || ':incoming' and n.read_at is null;
  -- who gave up before it rang out was missed all the same
  if new.status = 'missed' or (new.status = 'cancelled' and new.end_reason = 'cancelled') then
    perform public.notify(user_id => new.callee_id, event_type => 'call.missed', subject_type => 'call', subject_id => new.id, data => said,
      dedupe_key => 'call:' || new.id || ':missed', action_url => private.call_url(new));
  end if;
  return null;
end $$;
create trigger _600_notify after insert on public.calls
  for each row execute function private.tg_calls__notify();
create trigger _600_notify_end after update of status on public.calls
  for each row when (old.status is distinct from new.status) execute function private.tg_calls__notify();

-- where one answers it, or calls back
create function private.call_url(c public.calls) returns text
language sql stable set search_path = '' as $$
  select case when c.order_id is not null then '/orders/' || c.order_id else
    (select case when t.requester_id = c.callee_id then '/help/' else '/support/' end || c.room_id from public.support_tickets t where t.room_id = c.room_id) end
$$;

create function private.tg_calls__say() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.rooms r where r.id = new.room_id for update;
  perform private.append_message(new.room_id, null, null, 'call', null, jsonb_strip_nulls(jsonb_build_object(
    'event', 'call_' || new.status, 'status', new.status, 'call_id', new.id, 'kind', new.kind, 'duration_s', new.duration_s, 'end_reason', new.end_reason,
    'by', new.caller_id, 'by_name', (select p.name from public.profiles p where p.id = new.caller_id),
    'user_id', new.callee_id, 'name', (select p.name from public.profiles p where p.id = new.callee_id))), 'call:' || new.id);
  return null;
end $$;
create trigger _500_say after update of status on public.calls
  for each row when (old.ended_at is null and new.ended_at is not null) execute function private.tg_calls__say();
