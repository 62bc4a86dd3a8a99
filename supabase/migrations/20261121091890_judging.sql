-- Asked of each due delivery at the last moment, not when the event happened: may it leave, when, and where to.

-- sets, not calls per row: a claim asks it of 500 at once
create function private.judge_deliveries(ids uuid[])
returns table (id uuid, fault text, awake_at timestamptz, target jsonb)
-- few rows: told the usual thousand, the planner would read the whole outbox to join them
language plpgsql stable rows 50 set search_path = '' as $$
begin
  return query
  -- where somebody chose nothing it is the same for everybody: asked once per category, not once per row
  with usual as materialized (
    select c.key as category, ch.channel, private.is_wanted(null, c.key, ch.channel) as is_wanted
    from public.notification_categories c, unnest('{web_push,sms,email}'::public.notification_channel[]) ch (channel))
  select d.id,
    case
      -- what waited through a night may come after what it reminds of has begun
      when d.expires_at <= now() or (n.event_type = 'booking.reminder' and (n.data #>> '{booking,starts_at}')::timestamptz <= now()) then 'expired'
      when a.state = 'cancelled' then 'announcement_cancelled'
      when not case when chosen.user_id is null then usual.is_wanted else private.is_wanted(d.user_id, n.category, d.channel) end then 'no_consent'
      -- who has read it in the app needs no push and no mail of it any more; an urgent one is worth saying twice, a mention is not
      when d.channel in ('web_push', 'email') and (d.priority in ('low', 'normal') or n.subject_type in ('room', 'call')) and n.read_at is not null and not exists (
        -- a digest goes on for what is still unread in it
        select from private.deliveries item join public.notifications m on m.id = item.notification_id
        where item.digest_of = d.id and m.read_at is null) then 'read_already'
      when coalesce(s.id, p.id, u.id) is null then 'target_gone'
      when d.channel <> 'web_push' then private.suppression_of(d.channel, coalesce(p.e164, u.email))
    end,
    -- most people have none, and asking costs
    case when q.user_id is null then now() else private.quiet_until(d.user_id, d.priority, now()) end,
    case d.channel
      when 'web_push' then case when s.id is not null then
        jsonb_build_object('subscription_id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth) end
      when 'sms' then case when p.id is not null then jsonb_build_object('e164', p.e164) end
      when 'email' then case when u.id is not null then
        jsonb_build_object('email', lower(u.email), 'name', who.name, 'locale', who.locale) || private.mail_facts(d.id, n.category) end
    end
  from private.deliveries d
  join public.notifications n on n.id = d.notification_id
  left join public.announcements a on n.subject_type = 'announcement' and a.id = n.subject_id
  left join public.preferences chosen on chosen.user_id = d.user_id and chosen.category = n.category and chosen.channel = d.channel
  left join usual on usual.category = n.category and usual.channel = d.channel
  left join public.push_subscriptions s
    on d.channel = 'web_push' and s.id = d.target_id and s.user_id = d.user_id and s.disabled_at is null
  left join public.phones p on d.channel = 'sms' and p.id = d.target_id and p.user_id = d.user_id and p.verified_at is not null
  left join auth.users u on d.channel = 'email' and u.id = d.target_id and u.id = d.user_id
    and u.email_confirmed_at is not null and u.email <> ''
  left join public.profiles who on who.id = u.id
  left join public.quiet_hours q on q.user_id = d.user_id and q.is_enabled
  where d.id = any (ids);
end $$;

-- the rows a claim works on, locked: what is urgent first, but a tenth for whoever waits longest, so that nothing starves
create function private.lock_due_deliveries(channel public.notification_channel, batch int) returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  oldest uuid[] := '{}';
begin
  if batch >= 10 then
    oldest := array(
      select d.id from private.deliveries d
      where d.id = any (array(
          select waiting.id from unnest(enum_range(null::public.notification_priority)) level (priority) cross join lateral (
            select w.id, w.next_attempt_at from private.deliveries w
            where w.channel = lock_due_deliveries.channel and w.priority = level.priority
              and w.state in ('pending', 'sending', 'retry_wait', 'ambiguous') and w.next_attempt_at <= now()
            order by w.next_attempt_at limit lock_due_deliveries.batch / 10) waiting
          order by waiting.next_attempt_at limit lock_due_deliveries.batch / 10))
        and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous') and d.next_attempt_at <= now()
      for update skip locked);
  end if;
  return oldest || array(
    select d.id from private.deliveries d
    where d.channel = lock_due_deliveries.channel and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')
      and d.next_attempt_at <= now() and d.id <> all (oldest)
    order by d.priority desc, d.next_attempt_at
    limit lock_due_deliveries.batch - cardinality(oldest)
    for update skip locked);
end $$;
