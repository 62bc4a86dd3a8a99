-- How a call ends: by one of the two, or by the clock. The clock is the server's; a browser that does nothing changes nothing.

-- definer: as the other calls. Cancelling meets accepting: whoever cancels wants it over, so it is over.
create function public.cancel_call(call_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls := private.call_to_change(cancel_call.call_id);
begin
  if c.caller_id is distinct from (select auth.uid()) then
    perform private.refuse(404, 'call_not_found', 'There is no such call.');
  elsif c.status = 'ringing' then
    update public.calls x set status = 'cancelled', end_reason = 'cancelled' where x.id = c.id returning x.* into c;
  elsif c.status = 'accepted' then
    return public.end_call(c.id);
  end if;
  return private.call_card(c);
end $$;
comment on function public.cancel_call is 'The caller gives up; a call accepted at that moment ends. Once it is over nothing changes. Errors: call_not_found.';
grant execute on function public.cancel_call to authenticated;

-- definer: as above
create function public.end_call(call_id uuid, reason public.call_end default 'hung_up') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls := private.call_to_change(end_call.call_id);
begin
  if (end_call.reason in ('hung_up', 'no_device')) is not true then
    perform private.refuse(422, 'invalid_call', 'A person ends a call with hung_up or no_device.');
  elsif c.status = 'accepted' then
    update public.calls x set end_reason = end_call.reason, status = case when end_call.reason = 'no_device' and x.started_at is null
      then 'failed' else 'completed' end::public.call_status where x.id = c.id returning x.* into c;
  elsif c.status = 'ringing' then
    perform private.refuse(409, 'not_allowed_now', 'A call that rings is cancelled or declined.');
  end if;
  return private.call_card(c);
end $$;
comment on function public.end_call is
  'One of the two hangs up, or has no camera and microphone (no_device). Once it is over nothing changes. Errors: call_not_found, not_allowed_now, invalid_call.';
grant execute on function public.end_call to authenticated;

-- Ends what is due: rung out, over its time, alone too long, or not allowed any more. Of everybody, or of some people.
create function private.end_due_calls(people uuid[] default null) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  c public.calls;
  at timestamptz;
  why public.call_end;
  ended int := 0;
  alone int := (select s.call_alone_seconds from private.settings s);
begin
  for c in select x.* from public.calls x where x.status in ('ringing', 'accepted')
      and (people is null or x.caller_id = any (people) or x.callee_id = any (people)) order by x.id
  loop
    at := clock_timestamp();
    why := case
      when c.status = 'ringing' and c.expires_at <= at then 'no_answer'
      when c.status = 'accepted' and c.started_at is null and c.ends_at <= at then 'never_connected'
      when c.ends_at <= at then 'time_limit'
      when not private.may_go_on(c) then 'not_allowed'
      when c.status = 'accepted' and private.alone_since(c) <= at - make_interval(secs => alone) then 'left_alone' end;
    continue when why is null;
    begin
      -- of a row that another call holds just now, that call decides
      perform from public.calls x where x.id = c.id and x.status = c.status and x.ends_at is not distinct from c.ends_at for update skip locked;
      continue when not found;
      update public.calls x set end_reason = why, status = case
        when why = 'no_answer' then 'missed' when why = 'never_connected' then 'failed'
        when x.status = 'ringing' then 'cancelled' else 'completed' end::public.call_status
      where x.id = c.id;
      ended := ended + 1;
    exception when others then
      -- each by itself: one that cannot be ended must not keep the others ringing
      raise warning 'Call % cannot be ended: %', c.id, sqlerrm;
    end;
  end loop;
  return ended;
end $$;
comment on function private.end_due_calls is 'Every 2 seconds by tick_calls: writes missed, completed and failed. Returns how many ended.';
