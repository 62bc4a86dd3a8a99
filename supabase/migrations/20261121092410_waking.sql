-- What comes later: scheduled news whose time has come, and snoozed news that returns, each announced once.

-- a person who snoozes is reminded as they wish: a category of its own in the preferences grid
insert into public.notification_categories (key, label, position) values ('reminder', 'Reminders you asked for', 15);
insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('reminder.snoozed', 'reminder', 'A snoozed notification is back', 'normal', '12 hours', '{web_push}', '{notification.title,notification.body}',
    '{"notification": {"title": "Order A1027 is ready", "body": "It will be on its way soon."}}');
insert into private.templates (event_type, channel, locale, is_active, title, body, action_label) values
  ('reminder.snoozed', 'web_push', 'en', true, '{{notification.title|truncate:150}}', 'You asked to be reminded. {{notification.body|truncate:300}}', 'Open'),
  ('reminder.snoozed', 'web_push', 'es', true, '{{notification.title|truncate:150}}', 'Pidió que se lo recordáramos. {{notification.body|truncate:300}}', 'Abrir'),
  ('reminder.snoozed', 'web_push', 'ar', true, '{{notification.title|truncate:150}}', 'طلبت أن نذكّرك. {{notification.body|truncate:300}}', 'فتح');

-- skip locked and one statement: however many run at once, each row is announced by one of them
create function private.wake_notifications(batch int default 1000) returns int
language plpgsql security definer set search_path = '' as $$
declare
  woken public.notifications[];
  w public.notifications;
begin
  with due as (
    select n.id from public.notifications n where n.inbox_at <= now() and n.announced_at < n.inbox_at
    order by n.inbox_at limit wake_notifications.batch for update skip locked
  ), told as (
    update public.notifications n set announced_at = now() from due where n.id = due.id returning n)
  select array_agg(t.n) into woken from told t;
  -- its own event, so that consent, quiet hours and devices are asked anew; the key makes it once for each return
  foreach w in array coalesce(woken, '{}') loop
    continue when w.snoozed_until is distinct from w.inbox_at or w.read_at is not null;
    begin
      perform public.notify(w.user_id, 'reminder.snoozed', w.subject_type, w.subject_id,
        jsonb_build_object('notification', jsonb_build_object('id', w.id, 'title', w.title, 'body', w.body)),
        'snooze:' || w.id || ':' || extract(epoch from w.snoozed_until), action_url => w.action_url, image_url => w.image_url);
    exception when others then
      -- it is back in the inbox all the same, and the thousand beside it are not held up
      raise warning 'No reminder of %: %', w.id, sqlerrm;
    end;
  end loop;
  return coalesce(cardinality(woken), 0);
end $$;
comment on function private.wake_notifications is 'Announces what has come back or come due. Returns how many. Every 10 seconds by pg_cron.';

-- pressing the reminder is opening what it reminds of
create function private.tg_notifications__follow_reminder() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.notifications n set read_at = new.read_at, seen_at = coalesce(n.seen_at, new.read_at)
  where n.id = (new.data #>> '{notification,id}')::uuid and n.user_id = new.user_id and n.read_at is null;
  return null;
end $$;
create trigger _500_follow_reminder after update of read_at on public.notifications
  for each row when (new.event_type = 'reminder.snoozed' and old.read_at is null and new.read_at is not null)
  execute function private.tg_notifications__follow_reminder();

-- the words of deleted notifications go after a day, and with them what is older than an hour to undo
create function private.tidy_inbox() returns void
language sql security definer set search_path = '' as $$
  update public.notifications n set title = '', body = '', action_url = null, action_label = null, image_url = null, data = '{}'
  where n.deleted_at < now() - interval '1 day' and n.title <> '';
  delete from private.inbox_changes c where c.made_at < now() - interval '1 hour';
$$;
comment on function private.tidy_inbox is 'Hourly by pg_cron: blanks what people deleted, forgets what can no longer be undone.';

-- batch by batch, each committed by itself: ten thousand of the same minute are told in that minute
select cron.schedule('orderline-wake', '10 seconds', $job$
do $$
declare
  began timestamptz := clock_timestamp();
begin
  loop
    exit when private.wake_notifications() < 1000 or clock_timestamp() > began + interval '25 s';
    commit;
  end loop;
end $$
$job$);
select cron.schedule('orderline-tidy-inbox', '41 * * * *', 'select private.tidy_inbox()');
