-- Who wants to hear what, on which channel.

alter table public.notification_categories add column is_opt_in boolean not null default false,
  add column audience public.person_role[] check (cardinality(audience) > 0);
comment on column public.notification_categories.is_opt_in is 'Off on every channel until the person says yes, as the law asks for offers.';
comment on column public.notification_categories.audience is 'Whose grid shows it, such as {staff}; empty: everybody''s.';

create table public.preferences (
  user_id uuid not null references public.profiles on delete cascade,
  category text not null references public.notification_categories on delete cascade,
  channel public.notification_channel not null,
  is_enabled boolean not null,
  source text not null default 'admin' check (source in ('app', 'sms_keyword', 'unsubscribe_link', 'admin')),
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (user_id, category, channel)
);
comment on table public.preferences is 'What a person chose. Where they chose nothing, private.is_wanted() says what the law expects. Each change stands in consent_log.';
comment on column public.preferences.source is 'Where the choice was made.';
comment on column public.preferences.detail is 'What goes with it: the wording_version that was shown, the keyword that was texted.';
create index preferences_category_idx on public.preferences (category);
alter table public.preferences enable row level security;
grant select on public.preferences to authenticated;
-- no write: set_preference checks the category and stamps the source
create policy "people read their own preferences" on public.preferences
  for select to authenticated using (user_id = (select auth.uid()));

-- SMS, and what is opt-in, are off until somebody says yes (consent law); everything else is on until somebody says no
create function private.is_wanted(user_id uuid, category text, channel public.notification_channel) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(
    (select true from public.notification_categories c
      where c.key = is_wanted.category and c.is_critical and is_wanted.channel <> 'sms'),
    (select p.is_enabled from public.preferences p
      where p.user_id = is_wanted.user_id and p.category = is_wanted.category and p.channel = is_wanted.channel),
    is_wanted.channel <> 'sms' and not exists (
      select from public.notification_categories c where c.key = is_wanted.category and c.is_opt_in))
$$;

-- One choice of one person, wherever it was made: the app, a keyword, a link in a mail. The same again changes nothing.
create function private.choose(
  user_id uuid, category text, channel public.notification_channel, is_enabled boolean, source text, detail jsonb default '{}'
) returns void
language sql volatile set search_path = '' as $$
  insert into public.preferences as p (user_id, category, channel, is_enabled, source, detail)
  values (choose.user_id, choose.category, choose.channel, choose.is_enabled, choose.source, coalesce(choose.detail, '{}'))
  on conflict on constraint preferences_pkey
  do update set is_enabled = excluded.is_enabled, source = excluded.source, detail = excluded.detail, updated_at = clock_timestamp()
  where (p.is_enabled, p.source, p.detail) is distinct from (excluded.is_enabled, excluded.source, excluded.detail)
$$;

-- definer: preferences has no write grant
create function public.set_preference(
  category text, channel public.notification_channel, is_enabled boolean, wording_version text default null
) returns void
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
  elsif set_preference.wording_version is not null and not exists (
    select 1 from public.consent_wordings w where w.version = set_preference.wording_version
  ) then
    perform private.refuse(404, 'wording_not_found', 'There is no such wording. Reload the page.');
  end if;
  perform private.choose((select auth.uid()), set_preference.category, set_preference.channel, set_preference.is_enabled, 'app',
    jsonb_strip_nulls(jsonb_build_object('wording_version', set_preference.wording_version)));
end $$;
comment on function public.set_preference is
  'Switches one category on one channel for the caller; wording_version is what stood beside the switch. Errors: category_not_found, invalid_preference, category_is_critical, wording_not_found.';
grant execute on function public.set_preference to authenticated;
