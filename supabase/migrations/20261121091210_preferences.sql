-- Who wants to hear what, on which channel.

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

-- one choice of one person, wherever it was made: the app, a keyword, a link in a mail
create function private.choose(
  user_id uuid, category text, channel public.notification_channel, is_enabled boolean, source text, detail jsonb default '{}'
) returns void
language sql volatile set search_path = '' as $$
  insert into public.preferences (user_id, category, channel, is_enabled, source)
  values (choose.user_id, choose.category, choose.channel, choose.is_enabled, choose.source)
  on conflict on constraint preferences_pkey
  do update set is_enabled = excluded.is_enabled, source = excluded.source, updated_at = now()
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
  perform private.choose((select auth.uid()), set_preference.category, set_preference.channel, set_preference.is_enabled, 'app');
end $$;
comment on function public.set_preference is
  'Switches one category on one channel for the caller. Errors: category_not_found, invalid_preference, category_is_critical.';
grant execute on function public.set_preference to authenticated;
