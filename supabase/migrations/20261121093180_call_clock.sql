-- The clock of calls, and what the browsers themselves say of being there.

-- definer: call_participants has no grants. Should the provider's reports be late or lost, the clock starts all the same; saying it
-- too early only shortens one's own call.
create function public.join_call(call_id uuid, device_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls := private.call_to_change(join_call.call_id);
begin
  if c.status = 'accepted' then
    if join_call.device_id is distinct from (case (select auth.uid()) when c.caller_id then c.caller_device else c.accepted_device end) then
      perform private.refuse(409, 'answered_elsewhere', 'This call was answered on another device.');
    end if;
    insert into private.call_participants (participant, call_id, user_id, joined_at)
    values ('browser:' || c.id || ':' || (select auth.uid()), c.id, (select auth.uid()), clock_timestamp()) on conflict do nothing;
    perform private.start_call(c.id);
    select x.* into c from public.calls x where x.id = c.id;
  end if;
  return private.call_card(c);
end $$;
comment on function public.join_call is 'The browser is connected and sees the other; the time of the call runs once both were there. Errors: call_not_found, answered_elsewhere.';
grant execute on function public.join_call to authenticated;

create function private.tick_calls() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.end_due_calls();
  delete from private.call_closings c using public.calls x where x.id = c.call_id and x.ended_at < now() - interval '1 day';
  if exists (select from private.call_closings c where c.next_attempt_at <= now()) then
    perform private.knock_video_end();
  end if;
end $$;
comment on function private.tick_calls() is 'Every 2 seconds by pg_cron: ends what is due, and knocks for rooms that are still to be ended.';
select cron.schedule('orderline-calls', '2 seconds', 'select private.tick_calls()');

alter table private.settings add column call_events_days int not null default 90 check (call_events_days between 7 and 3650);
comment on column private.settings.call_events_days is 'Days that reports of the provider on calls are kept; the calls stay.';
create function private.forget_call_events() returns void
language sql security definer set search_path = '' as $$
  delete from private.call_events e where e.received_at < now() - make_interval(days => (select s.call_events_days from private.settings s));
  delete from private.call_participants p using public.calls c
  where c.id = p.call_id and c.ended_at < now() - make_interval(days => (select s.call_events_days from private.settings s))
$$;
comment on function private.forget_call_events() is 'Every hour by pg_cron.';
select cron.schedule('orderline-forget-calls', '47 * * * *', 'select private.forget_call_events()');

-- what admins set, and what they do to a call by hand
select private.audit('public.call_kinds');
select private.audit('public.calls', 'status, ended_at, ends_at');
