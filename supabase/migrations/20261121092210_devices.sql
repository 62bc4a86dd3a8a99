-- The browsers of a person, in their own hands: names, removal, a test, and an end for those that are never opened again.

alter table private.settings
  add column device_warn_days int not null default 55 check (device_warn_days between 1 and 365),
  add column device_expire_days int not null default 60 check (device_expire_days between 1 and 365),
  add column device_forget_days int not null default 90 check (device_forget_days between 1 and 3650),
  add column test_pushes_per_hour int not null default 5 check (test_pushes_per_hour between 0 and 100),
  add check (device_expire_days > device_warn_days);
comment on column private.settings.device_warn_days is 'Days without a start of the app there, after which the person is warned that the browser will be told nothing more.';
comment on column private.settings.device_expire_days is 'Days without a start of the app there, after which nothing is pushed to the browser; opening the app brings it back.';
comment on column private.settings.device_forget_days is 'Days after which the row of a disabled browser is deleted.';
comment on column private.settings.test_pushes_per_hour is 'Test pushes one person may ask for in an hour, all devices together.';

-- definer: push_subscriptions has no update grant
create function public.rename_device(device_id uuid, name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wanted text := btrim(regexp_replace(rename_device.name, '[[:cntrl:][:space:]]+', ' ', 'g'));
begin
  if wanted is null or length(wanted) not between 1 and 60 then
    perform private.refuse(422, 'invalid_name', 'Give the device a name of 1 to 60 characters.');
  end if;
  update public.push_subscriptions s set name = wanted
  where s.id = rename_device.device_id and s.user_id = (select auth.uid()) and s.disabled_at is null;
  if not found then
    perform private.refuse(404, 'device_not_found', 'This device is not, or no longer, one of yours.');
  end if;
end $$;
comment on function public.rename_device is 'Names a device of the caller; device_id is push_subscriptions.id. Errors: invalid_name, device_not_found.';
grant execute on function public.rename_device to authenticated;

-- the row stays, so that the browser does not register itself again at its next start; its keys go
create function public.remove_device(device_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'removed', p256dh = '', auth = ''
  where s.id = remove_device.device_id and s.user_id = (select auth.uid()) and s.disabled_at is null;
  if not found then
    perform private.refuse(404, 'device_not_found', 'This device is not, or no longer, one of yours.');
  end if;
  delete from private.known_devices k using public.push_subscriptions s
  where s.id = remove_device.device_id and k.user_id = s.user_id and k.device_id = s.device_id;
end $$;
comment on function public.remove_device is
  'Nothing is pushed to this device of the caller any more, until somebody turns notifications on there again. Errors: device_not_found.';
grant execute on function public.remove_device to authenticated;

-- through the real outbox, to this device only
create function public.send_test_push(device_id uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  device public.push_subscriptions;
  me uuid := (select auth.uid());
  told uuid;
begin
  -- one test at a time, so that two at once cannot both be the last that is allowed
  perform pg_advisory_xact_lock(hashtextextended('test push ' || me, 0));
  select s.* into device from public.push_subscriptions s
  where s.id = send_test_push.device_id and s.user_id = me and s.disabled_at is null;
  if device.id is null then
    perform private.refuse(404, 'device_not_found', 'This device is not, or no longer, one of yours.');
  end if;
  if (select count(*) from public.notifications n where n.user_id = me and n.event_type = 'account.push_test'
    and n.created_at > now() - interval '1 hour') >= (select s.test_pushes_per_hour from private.settings s) then
    perform private.refuse(429, 'too_many_tests', 'That is enough testing for now. Try again in an hour.');
  end if;
  told := public.notify(me, 'account.push_test', data => jsonb_build_object('device', jsonb_build_object('name', device.name)), action_url => '/settings#devices');
  delete from private.deliveries d where d.notification_id = told and d.target_id not in (device.id, me);
  return told;
end $$;
comment on function public.send_test_push is
  'Pushes a test to one device of the caller; returns the id that test_push_state asks about. Errors: device_not_found, too_many_tests.';
grant execute on function public.send_test_push to authenticated;

create function public.test_push_state(test_id uuid) returns table (state text, code text, shown_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select case when d.shown_at is not null then 'shown'
      when d.state in ('accepted', 'sent', 'delivered') then 'accepted'
      when d.state in ('pending', 'sending', 'retry_wait', 'ambiguous') then 'waiting' else 'failed' end,
    d.last_code, d.shown_at
  from private.deliveries d join public.notifications n on n.id = d.notification_id
  where n.id = test_push_state.test_id and n.user_id = (select auth.uid()) and n.event_type = 'account.push_test'
$$;
comment on function public.test_push_state is
  'How a test of the caller fares: waiting, accepted (the push service has it), shown (the device said so) or failed, with the code. No row: no such test of theirs.';
grant execute on function public.test_push_state to authenticated;

-- in a loop, because each warning is a notification of its own; last_seen_at in the key warns once per silence
create function private.age_devices() returns void
language plpgsql set search_path = '' as $$
declare
  limits private.settings := (select s from private.settings s);
  device public.push_subscriptions;
begin
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'unseen'
  where s.disabled_at is null and s.last_seen_at < now() - make_interval(days => limits.device_expire_days);
  for device in select s.* from public.push_subscriptions s
    where s.disabled_at is null and s.last_seen_at < now() - make_interval(days => limits.device_warn_days)
      and exists (select from public.event_types e where e.key = 'account.device_unseen')
  loop
    perform public.notify(device.user_id, 'account.device_unseen', action_url => '/settings#devices',
      dedupe_key => 'device_unseen:' || device.id || ':' || device.last_seen_at::date,
      data => jsonb_build_object('device', jsonb_build_object('name', device.name,
        'days_left', ceil(extract(epoch from device.last_seen_at + make_interval(days => limits.device_expire_days) - now()) / 86400)::int)));
  end loop;
  -- what a person removed stays removed
  delete from public.push_subscriptions s where s.disabled_reason <> 'removed'
    and s.disabled_at < now() - make_interval(days => limits.device_forget_days);
end $$;
create index push_subscriptions_last_seen_idx on public.push_subscriptions (last_seen_at) where disabled_at is null;

select cron.schedule('orderline-devices', '23 3 * * *', 'select private.age_devices()');
