-- The inbox: one row per person and event. Read and archived are times, and what is unread is counted, never stored.

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  event_type text not null references public.event_types,
  category text not null references public.notification_categories,
  priority public.notification_priority not null,
  dedupe_key text not null check (length(dedupe_key) between 1 and 200),
  in_inbox boolean not null default true,
  title text not null,
  body text not null,
  action_url text check (action_url ~ '^/[^/\\]' or action_url ~ '^https://'),
  action_label text,
  image_url text check (image_url ~ '^https://'),
  subject_type text,
  subject_id uuid,
  data jsonb not null default '{}',
  deliver_after timestamptz not null default now(),
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  seen_at timestamptz,
  read_at timestamptz,
  archived_at timestamptz,
  unique (user_id, dedupe_key)
);
comment on table public.notifications is 'What each person was told. Made by notify(), in the transaction of what happened.';
comment on column public.notifications.dedupe_key is 'The same event told twice is one row, for ever: the key never expires.';
comment on column public.notifications.in_inbox is 'False when the person switched the category off in the app; other channels may still carry it.';
comment on column public.notifications.action_url is 'Where a click leads: a path of the app, or https.';
comment on column public.notifications.subject_type is 'What it is about, such as order, with subject_id.';
comment on column public.notifications.data is 'The variables its texts were made from.';
comment on column public.notifications.deliver_after is 'Until then it is neither shown nor sent.';
comment on column public.notifications.seen_at is 'When it was first on some screen of theirs.';
comment on column public.notifications.archived_at is 'Put away by the person; nothing is deleted.';
create index notifications_feed_idx on public.notifications (user_id, created_at desc, id desc) where archived_at is null;
create index notifications_unread_idx on public.notifications (user_id) where read_at is null and archived_at is null and in_inbox;
create index notifications_event_type_idx on public.notifications (event_type);
create index notifications_category_idx on public.notifications (category);

alter table public.notifications enable row level security;
grant select on public.notifications to authenticated;
-- no writes: notify() makes rows; the calls below move the marks
create policy "people read their own inbox" on public.notifications
  for select to authenticated using (user_id = (select auth.uid()) and in_inbox and deliver_after <= now());

create function public.unread_count() returns int
language sql stable set search_path = '' as $$
  select count(*)::int from public.notifications
  where user_id = (select auth.uid()) and read_at is null and archived_at is null and in_inbox
$$;
comment on function public.unread_count is 'How many of the caller''s notifications are unread: counted, so it cannot drift.';
grant execute on function public.unread_count to authenticated;

-- definer: notifications has no update grant
create function public.mark_notifications_read(ids uuid[] default null) returns int
language sql security definer set search_path = '' as $$
  with changed as (
    update public.notifications set read_at = now(), seen_at = coalesce(seen_at, now())
    where user_id = (select auth.uid()) and read_at is null and archived_at is null and in_inbox
      and deliver_after <= now() and (ids is null or id = any (ids))
    returning 1)
  select count(*)::int from changed
$$;
comment on function public.mark_notifications_read is 'Marks the caller''s notifications read: those named, or all. Returns how many changed.';
grant execute on function public.mark_notifications_read to authenticated;

create function public.mark_notifications_unread(ids uuid[]) returns int
language sql security definer set search_path = '' as $$
  with changed as (
    update public.notifications set read_at = null, archived_at = null
    where user_id = (select auth.uid()) and (read_at is not null or archived_at is not null) and id = any (ids)
    returning 1)
  select count(*)::int from changed
$$;
comment on function public.mark_notifications_unread is 'Puts the caller''s named notifications back as unread, also out of the archive. Returns how many changed.';
grant execute on function public.mark_notifications_unread to authenticated;

create function public.archive_notifications(ids uuid[]) returns int
language sql security definer set search_path = '' as $$
  with changed as (
    update public.notifications set archived_at = now(), read_at = coalesce(read_at, now())
    where user_id = (select auth.uid()) and archived_at is null and id = any (ids)
    returning 1)
  select count(*)::int from changed
$$;
comment on function public.archive_notifications is 'Puts the caller''s named notifications away, read. Returns how many changed.';
grant execute on function public.archive_notifications to authenticated;
