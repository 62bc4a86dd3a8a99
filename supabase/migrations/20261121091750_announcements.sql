-- One thing told to many people: what is said, to whom, and how far it has come.

create type public.announcement_state as enum ('draft', 'scheduled', 'sending', 'done', 'cancelled', 'failed');

create table public.announcements (
  id uuid primary key default gen_random_uuid(),
  created_by uuid references public.profiles on delete set null,
  event_type text not null references public.event_types,
  words jsonb not null default '{}',
  default_locale text not null default 'en',
  action_url text check (action_url ~ '^/[^/\\\s]' or action_url ~ '^https://'),
  image_url text check (image_url ~ '^https://' and length(image_url) <= 2000),
  priority public.notification_priority not null default 'normal' check (priority <> 'urgent'),
  audience jsonb not null default '{"kind": "all"}',
  channels public.notification_channel[] check (cardinality(channels) > 0),
  state public.announcement_state not null default 'draft',
  scheduled_for timestamptz,
  started_at timestamptz,
  cursor_id uuid,
  said_at timestamptz,
  failures smallint not null default 0,
  fault text,
  retry_at timestamptz,
  finished_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (state <> 'scheduled' or scheduled_for is not null),
  check (state not in ('sending', 'done') or started_at is not null)
);
comment on table public.announcements is 'What staff tell many people at once. Its notifications carry subject_type announcement and its id as subject_id.';
comment on column public.announcements.event_type is 'announcement.news, or announcement.offer, which only reaches those who opted in to promotion.';
comment on column public.announcements.words is 'Per locale: {"en": {"title", "body", "action_label"}}. A person gets their locale, its language, or default_locale.';
comment on column public.announcements.default_locale is 'Whose words everybody else gets.';
comment on column public.announcements.priority is 'At most high: urgent is for what concerns one person now.';
comment on column public.announcements.audience is '{"kind": "all" | "active_order"}, {"kind": "role", "roles": […]}, {"kind": "order_kind", "kinds": […]} or {"kind": "list", "user_ids": […]}.';
comment on column public.announcements.channels is 'Empty: all that the event type has. Otherwise those of them.';
comment on column public.announcements.started_at is 'The audience is who belonged to it at this moment.';
comment on column public.announcements.cursor_id is 'The last person told; people are told in the order of their ids, so a killed expansion goes on here. Once cancelled: the last person whose deliveries were stopped.';
comment on column public.announcements.said_at is 'When progress was last broadcast to staff: at most once a second.';
comment on column public.announcements.failures is 'How often in a row its next page could not be told; at settings.announcement_failures it is failed.';
comment on column public.announcements.fault is 'Why not, in the database''s words; empty once a page was told.';
comment on column public.announcements.retry_at is 'When the page is tried again; until then others are told.';
comment on column public.announcements.finished_at is 'When the last person was told or, once cancelled, the last waiting delivery was stopped.';
create index announcements_created_by_idx on public.announcements (created_by);
create index announcements_event_type_idx on public.announcements (event_type);
create index announcements_list_idx on public.announcements (created_at desc, id desc);
create index announcements_work_idx on public.announcements (state) where state in ('scheduled', 'sending') or (state = 'cancelled' and finished_at is null);

alter table public.announcements enable row level security;
grant select on public.announcements to authenticated;
-- no insert, update or delete: save_announcement and its neighbours check the state
create policy "staff read the announcements" on public.announcements
  for select to authenticated using ((select private.is_staff()));

create function private.tg_announcements__check() returns trigger
language plpgsql set search_path = '' as $$
declare
  fault text := private.audience_fault(new.audience);
begin
  -- what made it fail must not keep it from saying so
  if new.state = 'failed' then
    return new;
  end if;
  if fault is not null then
    perform private.refuse(422, 'invalid_audience', fault);
  end if;
  fault := private.words_fault(new.words, new.default_locale, new.state in ('draft', 'cancelled'));
  if fault is not null then
    perform private.refuse(422, 'invalid_words', fault);
  end if;
  -- a state set by hand works as if a call had set it
  if new.state = 'sending' then
    new.started_at := coalesce(new.started_at, now());
  elsif new.state = 'cancelled' and (tg_op = 'INSERT' or old.state <> 'cancelled') then
    new.cancelled_at := now();
    new.cursor_id := null;
    new.finished_at := null;
  end if;
  return new;
end $$;
create trigger _100_check before insert or update of words, default_locale, audience, state on public.announcements
  for each row execute function private.tg_announcements__check();
create trigger _200_touch before update on public.announcements
  for each row execute function private.tg__touch();

-- counting and cancelling find an announcement's notifications here
create index notifications_announcement_idx on public.notifications (subject_id, user_id) where subject_type = 'announcement';
