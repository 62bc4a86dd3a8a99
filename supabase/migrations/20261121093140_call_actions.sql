-- What people do with a call. Each decides under the lock of its row, by the clock of the moment, so that of two at once one wins.
-- Definer throughout: calls has no write grants.

-- the call, locked, for one of its two; strangers hear the same as of one that is not there
create function private.call_to_change(call_id uuid) returns public.calls
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls;
begin
  select x.* into c from public.calls x where x.id = call_to_change.call_id and (select auth.uid()) in (x.caller_id, x.callee_id) for update;
  if c.id is null then
    perform private.refuse(404, 'call_not_found', 'There is no such call.');
  end if;
  return c;
end $$;

create function public.request_call(room_id uuid, client_id uuid, device_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  partner record;
  placed public.calls;
begin
  if request_call.client_id is null or request_call.device_id is null then
    perform private.refuse(422, 'invalid_call', 'A call needs a client_id and a device_id.');
  end if;
  select c.* into placed from public.calls c where c.caller_id = me and c.client_id = request_call.client_id;
  if placed.id is not null then
    return private.call_card(placed);
  end if;
  select b.*, k.ring_seconds into partner from private.call_partners(request_call.room_id, me) b join public.call_kinds k on k.key = b.kind;
  if partner.person_id is null then
    perform private.refuse(403, 'cannot_call', 'A call is not possible here at the moment.');
  end if;
  perform private.keep_pace('call', (select s.calls_per_hour from private.settings s), '1 hour', code => 'too_many_calls',
    message => 'That is a lot of calls for an hour. Wait a little before you call again.');
  -- one that has rung out, or is over its time, must not stand in the way until the next tick
  perform private.end_due_calls(array[me, partner.person_id]);
  insert into public.calls as c (client_id, room_id, order_id, kind, caller_id, callee_id, caller_device, expires_at)
  values (request_call.client_id, request_call.room_id, partner.order_id, partner.kind, me, partner.person_id, request_call.device_id,
    clock_timestamp() + make_interval(secs => partner.ring_seconds))
  on conflict on constraint calls_caller_id_client_id_key do nothing returning c.* into placed;
  if placed.id is null then
    select c.* into placed from public.calls c where c.caller_id = me and c.client_id = request_call.client_id;
  end if;
  return private.call_card(placed);
end $$;
comment on function public.request_call is
  'Calls the other of a room. Idempotent by client_id; device_id is the tab that calls. Errors: cannot_call, too_many_calls, person_busy, already_in_call, invalid_call.';
grant execute on function public.request_call to authenticated;

create function public.accept_call(call_id uuid, device_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls := private.call_to_change(accept_call.call_id);
begin
  if accept_call.device_id is null then
    perform private.refuse(422, 'invalid_call', 'Accepting a call needs a device_id.');
  elsif c.callee_id is distinct from (select auth.uid()) then
    perform private.refuse(404, 'call_not_found', 'There is no such call.');
  elsif c.accepted_device is not null and c.accepted_device <> accept_call.device_id then
    perform private.refuse(409, 'answered_elsewhere', 'This call was answered on another device.');
  elsif c.status = 'accepted' then
    return private.call_card(c);
  elsif c.status <> 'ringing' or c.expires_at <= clock_timestamp() or not private.may_go_on(c) then
    perform private.refuse(409, 'call_over', 'This call is over.');
  end if;
  update public.calls x set status = 'accepted', accepted_device = accept_call.device_id, accepted_at = clock_timestamp(),
    ends_at = clock_timestamp() + make_interval(secs => k.connect_seconds + k.max_seconds)
  from public.call_kinds k where x.id = c.id and k.key = x.kind returning x.* into c;
  return private.call_card(c);
end $$;
comment on function public.accept_call is
  'Takes a call that rings, on this device; on another it stops ringing. Errors: call_not_found, answered_elsewhere, call_over (also when it has rung out), invalid_call.';
grant execute on function public.accept_call to authenticated;

create function public.decline_call(call_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls := private.call_to_change(decline_call.call_id);
begin
  if c.callee_id is distinct from (select auth.uid()) then
    perform private.refuse(404, 'call_not_found', 'There is no such call.');
  elsif c.status = 'accepted' then
    perform private.refuse(409, 'answered_elsewhere', 'This call was answered on another device.');
  elsif c.status = 'ringing' then
    update public.calls x set status = 'declined', end_reason = 'declined' where x.id = c.id returning x.* into c;
  end if;
  return private.call_card(c);
end $$;
comment on function public.decline_call is 'Does not take a call that rings; once it is over nothing changes. Errors: call_not_found, answered_elsewhere.';
grant execute on function public.decline_call to authenticated;
