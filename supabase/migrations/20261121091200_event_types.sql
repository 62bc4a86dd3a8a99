-- What may be told. Adding an event is adding rows.

create type public.notification_channel as enum ('in_app', 'web_push', 'sms', 'email');
-- the order of the values is the order of work
create type public.notification_priority as enum ('low', 'normal', 'high', 'urgent');

create table public.notification_categories (
  key text primary key check (key ~ '^[a-z_]{2,40}$'),
  label text not null,
  is_critical boolean not null default false,
  position int not null default 100,
  needs_opt_out boolean not null default false
);
comment on table public.notification_categories is 'The rows of the preferences grid.';
comment on column public.notification_categories.is_critical is 'Cannot be switched off by a person; an SMS STOP wins even over this.';
comment on column public.notification_categories.position is 'Order on the screen, smallest first.';
comment on column public.notification_categories.needs_opt_out is 'Its SMS must say how to stop it: lint_templates() names those without the word STOP.';
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
  variables text[] not null default '{}',
  sample jsonb not null default '{}',
  escalate_after interval check (escalate_after > interval '0'),
  digest_window interval check (digest_window > interval '0')
);
comment on table public.event_types is 'What can happen and be told: its category, urgency, channels, and the variables its templates may use.';
comment on column public.event_types.ttl is 'How long the news is worth sending; afterwards a waiting delivery expires.';
comment on column public.event_types.priority is 'Order of work and urgency of the push; notify() may raise it for one notification.';
comment on column public.event_types.channels is 'Channels the event may use; each needs an active template, and the person''s consent.';
comment on column public.event_types.variables is 'Paths such as order.number; a template that names any other is refused when it is saved.';
comment on column public.event_types.sample is 'Variables of a made-up case, for previews where no real row exists yet.';
comment on column public.event_types.escalate_after is 'A push that no device showed within this time is followed by an SMS; empty: never.';
comment on column public.event_types.digest_window is 'Push and mail of this kind within this time become one; empty: each on its own. Urgent ones are never gathered.';
create index event_types_category_idx on public.event_types (category);
alter table public.event_types enable row level security;
grant select on public.event_types to authenticated;
create policy "people read the event types" on public.event_types for select to authenticated using (true);
