-- Moving what was told but is not out yet: cancel, send now, later, longer. For staff and the service role. What a worker
-- holds, is in doubt, or is with a provider stays as it is; each call says how many deliveries it moved and how many it could not.

-- the notification and its deliveries, locked: waits for a claim that is in the middle of its statement, so that afterwards
-- every row says truly who has it
create function private.lock_told(id uuid) returns public.notifications
language plpgsql volatile set search_path = '' as $$
declare
  told public.notifications;
begin
  -- deliveries first, as a claim's fallback does, then the notification
  perform from private.deliveries d where d.notification_id = lock_told.id order by d.id for update;
  select n.* into told from public.notifications n where n.id = lock_told.id for update;
  if told.id is null then
    perform private.refuse(404, 'notification_not_found', 'There is no such notification.');
  end if;
  return told;
end $$;

-- the same for a call of staff
create function private.lock_notification(id uuid) returns public.notifications
language plpgsql volatile set search_path = '' as $$
begin
  perform private.check_operator();
  return private.lock_told(lock_notification.id);
end $$;

-- nobody has it, and nobody may have it
create function private.is_movable(d private.deliveries) returns boolean
language sql immutable set search_path = '' as $$
  select d.state in ('pending', 'retry_wait') and d.in_doubt_since is null
$$;

create function private.scheduling_result(id uuid, moved int) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('moved', moved,
    'under_way', (select count(*) from private.deliveries d where d.notification_id = n.id
      and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous') and not private.is_movable(d)),
    'gone_out', (select count(*) from private.deliveries d where d.notification_id = n.id and d.state in ('accepted', 'sent', 'delivered')),
    'deliver_after', n.deliver_after, 'expires_at', n.expires_at)
  from public.notifications n where n.id = scheduling_result.id
$$;
