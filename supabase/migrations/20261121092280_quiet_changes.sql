-- Quiet hours that end sooner than they did when something was told. Those that began since are found by the claim.

create function private.wake_deliveries(user_id uuid) returns void
language sql volatile set search_path = '' as $$
  -- what waits for more than the hours, for its time, a digest or a retry, goes on waiting
  update private.deliveries d set next_attempt_at = private.quiet_until(d.user_id, d.priority, greatest(n.deliver_after, now())),
    -- held for longer now, it still grows no older
    expires_at = d.expires_at
      + greatest(private.quiet_until(d.user_id, d.priority, greatest(n.deliver_after, now())) - d.next_attempt_at, interval '0')
  from public.notifications n
  where d.user_id = wake_deliveries.user_id and d.state = 'pending' and d.digest_key is null and d.next_attempt_at > now() and n.id = d.notification_id
$$;

-- definer, both: a person has no right to write a delivery
create function private.tg_quiet_hours__wake() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.wake_deliveries(coalesce(new.user_id, old.user_id));
  return null;
end $$;
create trigger _600_wake after update or delete on public.quiet_hours
  for each row execute function private.tg_quiet_hours__wake();

create function private.tg_profiles__wake() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.wake_deliveries(new.id);
  return null;
end $$;
create trigger _600_wake after update of time_zone on public.profiles
  for each row when (old.time_zone is distinct from new.time_zone) execute function private.tg_profiles__wake();
