-- What may be told, and who wants to hear it how. Adding an event is adding rows.

create type public.notification_channel as enum ('in_app', 'web_push', 'sms', 'email');
-- the order of the values is the order of work
create type public.notification_priority as enum ('low', 'normal', 'high', 'urgent');

create table public.notification_categories (
  key text primary key check (key ~ '^[a-z_]{2,40}$'),
  label text not null,
  is_critical boolean not null default false,
  position int not null default 100
);
comment on table public.notification_categories is 'The rows of the preferences grid.';
comment on column public.notification_categories.is_critical is 'Cannot be switched off by a person; an SMS STOP wins even over this.';
alter table public.notification_categories enable row level security;
grant select on public.notification_categories to authenticated;
create policy "people read the categories" on public.notification_categories for select to authenticated using (true);

create table public.event_types (
  key text primary key check (key ~ '^[a-z_]+\.[a-z_]+$'),
  category text not null references public.notification_categories,
  label text not null,
  priority public.notification_priority not null default 'normal',
  ttl interval not null default '3 days' check (ttl > interval '0'),
  channels public.notification_channel[] not null check (cardinality(channels) > 0),
  variables text[] not null default '{}'
);
comment on table public.event_types is 'What can happen and be told: its category, urgency, channels, and the variables its templates may use.';
comment on column public.event_types.ttl is 'How long the news is worth sending; afterwards a waiting delivery expires.';
comment on column public.event_types.priority is 'Order of work and urgency of the push; notify() may raise it for one notification.';
comment on column public.event_types.channels is 'Channels the event may use; each needs an active template, and the person''s consent.';
comment on column public.event_types.variables is 'Paths such as order.number; a template that names any other is refused when it is saved.';
create index event_types_category_idx on public.event_types (category);
alter table public.event_types enable row level security;
grant select on public.event_types to authenticated;
create policy "people read the event types" on public.event_types for select to authenticated using (true);

create table public.preferences (
  user_id uuid not null references public.profiles on delete cascade,
  category text not null references public.notification_categories on delete cascade,
  channel public.notification_channel not null,
  is_enabled boolean not null,
  source text not null default 'app' check (source in ('app', 'sms_keyword', 'unsubscribe_link', 'admin')),
  updated_at timestamptz not null default now(),
  primary key (user_id, category, channel)
);
comment on table public.preferences is 'What a person chose. Where they chose nothing, private.is_wanted() says what the law expects.';
comment on column public.preferences.source is 'Where the choice was made.';
create index preferences_category_idx on public.preferences (category);
alter table public.preferences enable row level security;
grant select on public.preferences to authenticated;
-- no write: set_preference checks the category and stamps the source
create policy "people read their own preferences" on public.preferences
  for select to authenticated using (user_id = (select auth.uid()));

-- SMS and promotion are off until somebody opts in (consent law); everything else is on until somebody opts out
create function private.is_wanted(user_id uuid, category text, channel public.notification_channel) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(
    (select true from public.notification_categories c
      where c.key = is_wanted.category and c.is_critical and is_wanted.channel <> 'sms'),
    (select p.is_enabled from public.preferences p
      where p.user_id = is_wanted.user_id and p.category = is_wanted.category and p.channel = is_wanted.channel),
    is_wanted.channel <> 'sms' and is_wanted.category <> 'promotion')
$$;

-- definer: preferences has no write grant
create function public.set_preference(category text, channel public.notification_channel, is_enabled boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.notification_categories c where c.key = set_preference.category) then
    perform private.refuse(404, 'category_not_found', 'There is no such category.');
  elsif set_preference.is_enabled is null or set_preference.channel is null then
    perform private.refuse(422, 'invalid_preference', 'Name a channel and say true or false.');
  elsif not set_preference.is_enabled and set_preference.channel <> 'sms' and exists (
    select 1 from public.notification_categories c where c.key = set_preference.category and c.is_critical
  ) then
    perform private.refuse(409, 'category_is_critical', 'These messages are needed for your safety and cannot be switched off.');
  end if;
  insert into public.preferences (user_id, category, channel, is_enabled)
  values ((select auth.uid()), set_preference.category, set_preference.channel, set_preference.is_enabled)
  on conflict on constraint preferences_pkey
  do update set is_enabled = excluded.is_enabled, source = 'app', updated_at = now();
end $$;
comment on function public.set_preference is
  'Switches one category on one channel for the caller. Errors: category_not_found, invalid_preference, category_is_critical.';
grant execute on function public.set_preference to authenticated;
