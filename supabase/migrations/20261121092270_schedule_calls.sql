-- The four calls. Each answers {moved, under_way, gone_out, deliver_after, expires_at}: how many deliveries it moved, how many
-- a worker holds or are in doubt, how many are with a provider already, and the times as they are now.

-- for triggers and jobs, which ask nobody: a reminder dies with what it reminds of
create function private.take_back(id uuid) returns int
language plpgsql volatile set search_path = '' as $$
declare
  told public.notifications := private.lock_told(take_back.id);
  moved int;
begin
  -- a digest that is not out yet gives back what others put into it
  update private.deliveries item set state = 'pending', last_code = null, digest_of = null, finished_at = null
  from private.deliveries d
  where d.notification_id = told.id and private.is_movable(d) and item.digest_of = d.id;
  update private.deliveries d set state = 'cancelled', last_code = 'cancelled', finished_at = now()
  where d.notification_id = told.id and private.is_movable(d);
  get diagnostics moved = row_count;
  -- what is under way is not sent a second time
  update private.deliveries d set expires_at = least(d.expires_at, now()), escalate_at = null
  where d.notification_id = told.id and (d.state in ('sending', 'ambiguous', 'retry_wait') or d.escalate_at is not null);
  -- what is on a screen stays there; what is still to come never appears
  update public.notifications n set expires_at = least(n.expires_at, now()), in_inbox = n.in_inbox and n.deliver_after <= now()
  where n.id = told.id;
  return moved;
end $$;

-- definer, all four: the outbox has no grants; private.lock_notification asks who is calling
create function public.cancel_notification(id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  told public.notifications := private.lock_notification(cancel_notification.id);
begin
  return private.scheduling_result(told.id, private.take_back(told.id));
end $$;
comment on function public.cancel_notification is
  'Takes back what is not out yet; before deliver_after the inbox entry too. For staff and the service role. Errors: not_staff, notification_not_found.';
grant execute on function public.cancel_notification to authenticated, service_role;

create function public.reschedule_notification(id uuid, deliver_after timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  told public.notifications := private.lock_notification(reschedule_notification.id);
  due timestamptz := reschedule_notification.deliver_after;
  moved int;
begin
  if due is null or not isfinite(due) then
    perform private.refuse(422, 'invalid_time', 'Say a time.');
  elsif told.expires_at <= now() then
    perform private.refuse(409, 'notification_expired', 'It has expired or was cancelled.');
  end if;
  due := greatest(due, now());
  -- its lifetime moves along; on a screen it stays, and only what is still to be sent waits
  update public.notifications n set
    expires_at = case when n.deliver_after > now() then due + (n.expires_at - n.deliver_after)
      else greatest(n.expires_at, due + (select e.ttl from public.event_types e where e.key = n.event_type)) end,
    deliver_after = case when n.deliver_after > now() then due else n.deliver_after end
  where n.id = told.id returning n.* into told;
  update private.deliveries d set digest_key = null, next_attempt_at = private.quiet_until(d.user_id, d.priority, due),
    expires_at = told.expires_at + (private.quiet_until(d.user_id, d.priority, due) - due),
    escalate_at = case when d.escalate_at is not null
      then due + (select e.escalate_after from public.event_types e where e.key = told.event_type) end
  where d.notification_id = told.id and private.is_movable(d);
  get diagnostics moved = row_count;
  perform private.wake_notifications();
  perform private.knock(ready.channel) from (select distinct d.channel from private.deliveries d
    where d.notification_id = told.id and private.is_movable(d) and d.next_attempt_at <= now()) ready;
  return private.scheduling_result(told.id, moved);
end $$;
comment on function public.reschedule_notification is
  'Moves what is not out yet to another time, its lifetime with it; a time gone by means now. Leaves a digest. Quiet hours still hold it. For staff and the service role. Errors: not_staff, notification_not_found, notification_expired, invalid_time.';
grant execute on function public.reschedule_notification to authenticated, service_role;

create function public.send_now(id uuid) returns jsonb
language sql volatile set search_path = '' as $$
  select public.reschedule_notification(send_now.id, now())
$$;
comment on function public.send_now is
  'Sends what waits for its time, for a retry or for a digest, now; quiet hours still hold it. For staff and the service role. Errors: not_staff, notification_not_found, notification_expired.';
grant execute on function public.send_now to authenticated, service_role;

create function public.extend_notification(id uuid, expires_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  told public.notifications := private.lock_notification(extend_notification.id);
  moved int;
begin
  if extend_notification.expires_at is null or extend_notification.expires_at <= now() then
    perform private.refuse(422, 'invalid_time', 'Say a time that is still to come.');
  end if;
  update public.notifications n set expires_at = extend_notification.expires_at where n.id = told.id;
  update private.deliveries d set expires_at = extend_notification.expires_at
  where d.notification_id = told.id and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous');
  get diagnostics moved = row_count;
  return private.scheduling_result(told.id, moved);
end $$;
comment on function public.extend_notification is
  'Says until when it is worth sending, later or sooner. What has expired already stays so: redeliver() begins it anew. For staff and the service role. Errors: not_staff, notification_not_found, invalid_time.';
grant execute on function public.extend_notification to authenticated, service_role;
