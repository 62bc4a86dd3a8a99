-- The grid of the settings page: every category and channel with what holds for the caller, and why it cannot be changed where it cannot.

-- the channels that news of this category can take; a category without events yet may come to use any
create function private.channels_of(category text) returns public.notification_channel[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct c.channel), enum_range(null::public.notification_channel))
  from public.event_types e, lateral (
    select unnest(e.channels)
    -- a failed SMS goes on as mail, a push that nobody saw as SMS
    union all select 'email' where 'sms' = any (e.channels)
    union all select 'sms' where e.escalate_after is not null) c (channel)
  where e.category = channels_of.category
$$;

-- why nothing reaches the caller on this channel, whatever they choose: stopped, unreachable or no_target; null when it does
create function private.my_channel_fault(channel public.notification_channel) returns text
language sql stable set search_path = '' as $$
  with addresses as (
    select case my_channel_fault.channel when 'sms' then p.e164 end as address from public.phones p
    where my_channel_fault.channel = 'sms' and p.user_id = (select auth.uid()) and p.verified_at is not null
    union all
    select lower(u.email) from auth.users u
    where my_channel_fault.channel = 'email' and u.id = (select auth.uid()) and u.email_confirmed_at is not null
    union all
    select s.id::text from public.push_subscriptions s
    where my_channel_fault.channel = 'web_push' and s.user_id = (select auth.uid()) and s.disabled_at is null
  ), judged as (select private.suppression_of(my_channel_fault.channel, a.address) as reason from addresses a)
  select case when my_channel_fault.channel = 'in_app' or exists (select from judged where reason is null) then null
    when exists (select from judged where reason = 'stop') then 'stopped'
    when exists (select from judged) then 'unreachable' else 'no_target' end
$$;

-- definer: it tells people why, from tables they may not read
create function public.preference_grid(locale text default 'en') returns table (
  category text, label text, channel public.notification_channel, is_enabled boolean, is_locked boolean, reason text,
  wording_version text, wording text
)
language sql stable security definer set search_path = '' as $$
  with faults as materialized (
    select c.channel, private.my_channel_fault(c.channel) as fault from unnest(enum_range(null::public.notification_channel)) c (channel)
  ), cells as (
    select k.key, k.label, k.position, k.is_opt_in, f.channel, private.is_wanted((select auth.uid()), k.key, f.channel) as is_wanted,
      case when f.channel <> all (private.channels_of(k.key)) then 'not_used'
        when f.fault in ('stopped', 'unreachable') then f.fault
        when k.is_critical and f.channel <> 'sms' then 'critical'
        else f.fault end as reason
    from public.notification_categories k cross join faults f
    where k.audience is null or (select private.my_role()) = any (k.audience)
  )
  select c.key, c.label, c.channel, c.is_wanted and coalesce(c.reason not in ('not_used', 'stopped', 'unreachable'), true),
    coalesce(c.reason in ('not_used', 'stopped', 'unreachable', 'critical'), false), c.reason, w.version, w.body
  from cells c
  left join lateral (
    select w.version, w.body from public.consent_wordings w
    where w.is_current and w.is_opt_in = c.is_opt_in and coalesce(w.channel, c.channel) = c.channel and w.locale in (preference_grid.locale, 'en')
    order by w.locale = preference_grid.locale desc, w.channel nulls last limit 1) w on (c.channel = 'sms' or c.is_opt_in) and c.reason is distinct from 'not_used'
  order by c.position, c.key, c.channel
$$;
comment on function public.preference_grid is
  'Category × channel for the caller: what holds, whether it can be changed, and why not (critical, not_used, stopped, unreachable); no_target: it can, but nothing is registered yet. wording: what one agrees to by switching it on, in the language asked for (es), where there are words in it.';
grant execute on function public.preference_grid to authenticated;
