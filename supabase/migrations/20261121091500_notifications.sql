-- The inbox: one row per person and event. Read, archived and snoozed are times; what is unread is counted, never stored.

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
  action_url text check (action_url ~ '^/[^/\\\s]' or action_url ~ '^https://'),
  action_label text,
  image_url text check (image_url ~ '^https://'),
  subject_type text,
  subject_id uuid,
  data jsonb not null default '{}',
  deliver_after timestamptz not null default now(),
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  announced_at timestamptz not null default now(),
  seen_at timestamptz,
  read_at timestamptz,
  archived_at timestamptz,
  snoozed_until timestamptz,
  cancelled_at timestamptz,
  deleted_at timestamptz,
  -- the one place that says what is in an inbox, and since when: lists, counts, badges and broadcasts all compare it with now()
  inbox_at timestamptz generated always as (
    case when in_inbox and cancelled_at is null and deleted_at is null
      then greatest(created_at, deliver_after, snoozed_until) end) stored,
  unique (user_id, dedupe_key)
);
comment on table public.notifications is 'What each person was told. Made by notify(), in the transaction of what happened.';
comment on column public.notifications.id is 'Also asked for by explain_notification(id): why it was or was not sent, in words.';
comment on column public.notifications.user_id is 'Who was told.';
comment on column public.notifications.event_type is 'What happened; see event_types.';
comment on column public.notifications.category is 'The event''s category when it was told: a row of the preferences grid.';
comment on column public.notifications.priority is 'The event''s, unless notify() was given another.';
comment on column public.notifications.dedupe_key is 'The same event told twice is one row, for ever: the key never expires. Deleting the row by hand lets the event return.';
comment on column public.notifications.in_inbox is 'False when the person switched the category off in the app, other channels may still carry it.';
comment on column public.notifications.title is 'Made from the template when it was told. May be edited: the person sees it at once.';
comment on column public.notifications.body is 'As title.';
comment on column public.notifications.action_url is 'Where a click leads: a path of the app, or https.';
comment on column public.notifications.action_label is 'The words on its button; empty: no button, a click anywhere still leads to action_url.';
comment on column public.notifications.image_url is 'A picture shown with it, https only.';
comment on column public.notifications.subject_type is 'What it is about, such as order, with subject_id.';
comment on column public.notifications.subject_id is 'The id of the row it is about, in the table that subject_type names.';
comment on column public.notifications.data is 'The variables its texts were made from.';
comment on column public.notifications.deliver_after is 'Until then it is neither shown nor sent. May be moved until it has come.';
comment on column public.notifications.expires_at is 'Nothing is sent afterwards; in the inbox it stays.';
comment on column public.notifications.created_at is 'When notify() was called.';
comment on column public.notifications.announced_at is 'When open apps were told of it. Before inbox_at (as for what is scheduled or snoozed): they are told when that comes.';
comment on column public.notifications.seen_at is 'When it was first on some screen of theirs.';
comment on column public.notifications.read_at is 'When the person opened it or marked it; empty: unread.';
comment on column public.notifications.archived_at is 'Put away by the person; it stays readable among the archived.';
comment on column public.notifications.snoozed_until is 'Out of the inbox until then; afterwards on top again, unread. Reading or archiving it ends the snooze.';
comment on column public.notifications.cancelled_at is 'Taken back before its time by cancel_notification(): it never appears, and nothing of it is sent.';
comment on column public.notifications.deleted_at is 'Deleted by the person. The row stays for its dedupe_key, its words go a day later. Empty it to bring it back.';
comment on column public.notifications.inbox_at is 'Where it stands in the inbox, and since when. Empty: never there. Computed; not to be edited.';

create index notifications_feed_idx on public.notifications (user_id, inbox_at desc, id desc) where archived_at is null;
create index notifications_archived_idx on public.notifications (user_id, inbox_at desc, id desc) where archived_at is not null;
create index notifications_unread_idx on public.notifications (user_id, inbox_at desc, id desc) include (event_type) where read_at is null and archived_at is null;
create index notifications_waking_idx on public.notifications (inbox_at) where announced_at < inbox_at;
create index notifications_deleted_idx on public.notifications (deleted_at) where title <> '' and deleted_at is not null;
create index notifications_event_type_idx on public.notifications (event_type);
create index notifications_category_idx on public.notifications (category);

alter table public.notifications enable row level security;
grant select on public.notifications to authenticated;
-- no writes: notify() makes rows; the calls of the next chapters move the marks
create policy "people read their own inbox" on public.notifications
  for select to authenticated using (user_id = (select auth.uid()) and inbox_at <= now());

-- what unread means, said once; for many at a time, because a claim of pushes asks it for each. Nobody with none is listed
create function private.unread_counts(user_ids uuid[]) returns table (user_id uuid, unread int)
language plpgsql stable set search_path = '' as $$
begin
  return query select n.user_id, count(*)::int from public.notifications n
  where n.user_id = any (user_ids) and n.inbox_at <= now() and n.read_at is null and n.archived_at is null
  group by n.user_id;
end $$;

create function private.unread_of(user_id uuid) returns int
language sql stable set search_path = '' as $$
  select coalesce((select c.unread from private.unread_counts(array[unread_of.user_id]) c), 0)
$$;

-- definer: unread_of takes a person, so nobody may call it
create function public.unread_count() returns int
language sql stable security definer set search_path = '' as $$
  select private.unread_of((select auth.uid()))
$$;
comment on function public.unread_count is 'How many of the caller''s notifications are unread: counted, so it cannot drift.';
grant execute on function public.unread_count to authenticated;

-- whoever reads or archives it, by whatever way, has dealt with it: it does not come back
create function private.tg_notifications__end_snooze() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.snoozed_until > now() and (
    (new.read_at is not null and old.read_at is null) or (new.archived_at is not null and old.archived_at is null)) then
    new.snoozed_until := null;
  end if;
  return new;
end $$;
create trigger _500_end_snooze before update on public.notifications
  for each row execute function private.tg_notifications__end_snooze();

-- what is for later is announced by private.wake_notifications(), which finds it by this
create function private.tg_notifications__not_yet() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.announced_at := '-infinity';
  return new;
end $$;
create trigger _500_not_yet before insert on public.notifications
  for each row when (new.deliver_after > now()) execute function private.tg_notifications__not_yet();
