-- Moving what was told but is not out yet: cancel, send now, later, longer. For staff and the service role. What a worker
-- holds, is in doubt, or is with a provider stays as it is; each call says how many deliveries it moved and how many it could not.

create table private.scheduled_notifications (
  notification_id uuid primary key references public.notifications on delete cascade,
  due_at timestamptz not null
);
comment on table private.scheduled_notifications is 'Inbox entries for later. The sweep takes a row out when it is due and says it aloud, so each is announced once.';
create index scheduled_notifications_due_idx on private.scheduled_notifications (due_at);
alter table private.scheduled_notifications enable row level security;
-- no policy and no grant: admins only

-- definer: whoever tells somebody something for later has no right here
create function private.tg_notifications__schedule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.scheduled_notifications values (new.id, new.deliver_after);
  return null;
end $$;
create trigger _800_schedule after insert on public.notifications for each row
  when (new.in_inbox and new.deliver_after > now()) execute function private.tg_notifications__schedule();

-- says aloud what has become due since; returns how many
create function private.announce_due() returns int
language plpgsql volatile set search_path = '' as $$
declare
  n public.notifications;
  announced int := 0;
begin
  for n in
    with due as (
      delete from private.scheduled_notifications s where s.notification_id in (
        select d.notification_id from private.scheduled_notifications d where d.due_at <= now()
        order by d.due_at limit 1000 for update skip locked)
      returning s.notification_id)
    select told.* from public.notifications told join due on due.notification_id = told.id where told.in_inbox
  loop
    perform realtime.send(to_jsonb(n) - 'dedupe_key' - 'in_inbox', 'notification_created', 'user:' || n.user_id, true);
    perform realtime.send(jsonb_build_object('unread', (
        select count(*) from public.notifications u
        where u.user_id = n.user_id and u.read_at is null and u.archived_at is null and u.in_inbox and u.deliver_after <= now())),
      'notifications_changed', 'user:' || n.user_id, true);
    announced := announced + 1;
  end loop;
  return announced;
end $$;

-- the notification and its deliveries, locked: waits for a claim that is in the middle of its statement, so that afterwards
-- every row says truly who has it
create function private.lock_notification(id uuid) returns public.notifications
language plpgsql volatile set search_path = '' as $$
declare
  told public.notifications;
begin
  perform private.check_operator();
  -- deliveries first, as a claim's fallback does, then the notification
  perform from private.deliveries d where d.notification_id = lock_notification.id order by d.id for update;
  select n.* into told from public.notifications n where n.id = lock_notification.id for update;
  if told.id is null then
    perform private.refuse(404, 'notification_not_found', 'There is no such notification.');
  end if;
  return told;
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
