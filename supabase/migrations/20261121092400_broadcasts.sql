-- What the database says aloud. Each is a hint sent with the row that changed; whoever missed it reads the tables.

-- definer throughout: the person whose call changed the row has no right to speak on a data topic

-- what an open app hears of a notification: the columns of inbox_page
create function private.notification_card(n public.notifications) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(n) - '{dedupe_key,in_inbox,data,announced_at,cancelled_at,deleted_at}'::text[]
$$;

-- one statement says it to everybody: realtime.send() would open a subtransaction for each of a hundred thousand
create function private.tg_notifications__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into realtime.messages (payload, event, topic, private, extension)
  select private.notification_card(a), 'notification_created', 'user:' || a.user_id, true, 'broadcast'
  from added a where a.inbox_at <= now();
  return null;
exception when others then
  -- a hint that cannot be written must not take the notification along
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after insert on public.notifications
  referencing new table as added for each statement execute function private.tg_notifications__tell();

-- one event per statement and person, however many rows were marked; what returns is told like something new
create function private.tg_notifications__tell_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(private.notification_card(n), 'notification_created', 'user:' || n.user_id, true)
  from after_it n join before_it o on o.id = n.id
  where n.inbox_at <= now() and o.announced_at < n.inbox_at and n.announced_at >= n.inbox_at;
  perform realtime.send(jsonb_build_object('unread', private.unread_of(touched.user_id)),
    'notifications_changed', 'user:' || touched.user_id, true)
  from (select distinct n.user_id from after_it n join before_it o on o.id = n.id
    where coalesce(o.inbox_at, n.inbox_at) is not null
      and (o.inbox_at, o.announced_at, o.read_at, o.archived_at, o.title, o.body, o.action_url, o.action_label, o.image_url)
        is distinct from (n.inbox_at, n.announced_at, n.read_at, n.archived_at, n.title, n.body, n.action_url, n.action_label, n.image_url)) touched;
  return null;
end $$;
create trigger _900_tell_changes after update on public.notifications
  referencing old table as before_it new table as after_it for each statement execute function private.tg_notifications__tell_changes();

create function private.tg_orders__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  said jsonb := jsonb_build_object('id', new.id, 'number', new.number, 'status', new.status,
    'partner_id', new.partner_id, 'updated_at', new.updated_at);
begin
  perform realtime.send(said, 'order_updated', topic, true)
  from unnest(array['user:' || new.customer_id, 'user:' || new.partner_id, 'staff']) topic where topic is not null;
  if tg_op = 'INSERT' and new.status = 'placed' then
    perform realtime.send(jsonb_build_object('id', new.id), 'order_available', 'partners', true);
  elsif tg_op = 'UPDATE' and old.status = 'placed' and new.status <> 'placed' then
    perform realtime.send(jsonb_build_object('id', new.id), 'order_taken', 'partners', true);
  end if;
  return null;
end $$;
create trigger _900_tell after insert or update on public.orders
  for each row execute function private.tg_orders__tell();

-- what a person set on one device shows on the others; what it was, they read under their own policies
create function private.tg__tell_settings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('what', tg_table_name), 'settings_changed', 'user:' || coalesce(new.user_id, old.user_id), true);
  return null;
end $$;
create trigger _900_tell after insert or update on public.preferences
  for each row execute function private.tg__tell_settings();
create trigger _900_tell after insert or update on public.quiet_hours
  for each row execute function private.tg__tell_settings();
create trigger _900_tell after insert or update or delete on public.phones
  for each row execute function private.tg__tell_settings();
