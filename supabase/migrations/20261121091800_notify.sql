-- One call tells one person one thing, in the caller's transaction: roll back, and it was never said.

-- where a notification goes on one channel; a row with a reason says why nothing is sent
create function private.delivery_targets(user_id uuid, category text, channel public.notification_channel)
returns table (target_id uuid, reason text)
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_wanted(delivery_targets.user_id, delivery_targets.category, delivery_targets.channel) then
    return query select delivery_targets.user_id, 'no_consent';
    return;
  end if;
  if delivery_targets.channel = 'web_push' then
    return query select s.id, null from public.push_subscriptions s
      where s.user_id = delivery_targets.user_id and s.disabled_at is null;
  elsif delivery_targets.channel = 'sms' then
    return query select p.id, private.suppression_of('sms', p.e164) from public.phones p
      where p.user_id = delivery_targets.user_id and p.verified_at is not null;
  elsif delivery_targets.channel = 'email' then
    return query select u.id, private.suppression_of('email', u.email) from auth.users u
      where u.id = delivery_targets.user_id and u.email_confirmed_at is not null and u.email <> '';
  end if;
  if not found then
    return query select delivery_targets.user_id, 'no_target';
  end if;
end $$;

-- the words for one channel as they will be sent; null when there is no template for it
create function private.words_of(told public.notifications, channel public.notification_channel, person public.profiles) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  template private.templates := private.active_template(told.event_type, words_of.channel, person.locale);
  data jsonb := case when words_of.channel in ('web_push', 'sms') then private.locked_data(told.data) else told.data end;
begin
  if template.id is null then
    return null;
  end if;
  return jsonb_strip_nulls(jsonb_build_object('title', private.render(template.title, data, person.locale, person.time_zone),
    'body', private.render(template.body, data, person.locale, person.time_zone),
    'action_label', private.render(template.action_label, data, person.locale, person.time_zone),
    'action_url', told.action_url, 'image_url', told.image_url, 'event_type', told.event_type,
    'category', case when words_of.channel = 'email' then told.category end,
    'locale', case when words_of.channel <> 'sms' then template.locale end,
    'tag', coalesce(told.subject_type || ':' || told.subject_id, told.id::text)));
end $$;

-- one delivery per target, or one that says why there is none; fallback_of: what it stands in for
create function private.add_deliveries(
  told public.notifications, channel public.notification_channel, words jsonb, fallback_of uuid default null, most int default null
-- plpgsql, which keeps its plan: it is called for each person told, and planning took longer than writing
) returns void
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_variable
declare
  digest text := case when add_deliveries.fallback_of is null then private.digest_key_of(told, add_deliveries.channel) end;
begin
  insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, state, last_code,
    next_attempt_at, expires_at, finished_at, fallback_of, escalate_at, digest_key)
  select told.id, told.user_id, add_deliveries.channel, t.target_id, words, told.priority,
    case when t.reason is null then 'pending' else 'suppressed' end::public.delivery_state, t.reason,
    awake.at, told.expires_at + (awake.at - due.at), case when t.reason is not null then now() end, add_deliveries.fallback_of,
    case when add_deliveries.channel = 'web_push' and told.priority = 'urgent' and t.reason is distinct from 'no_consent'
      then greatest(told.deliver_after, now()) + (select e.escalate_after from public.event_types e where e.key = told.event_type) end, digest
  from (select greatest(told.deliver_after, now()) + case when digest is not null
      then (select e.digest_window from public.event_types e where e.key = told.event_type) else '0' end as at) due,
    -- what is held grows no older: quiet hours never make news expire
    lateral (select private.quiet_until(told.user_id, told.priority, due.at) as at) awake,
    -- who has used up their SMS is told so here already: a flood for one person must not stand in everybody's queue
    lateral (select x.target_id, coalesce(x.reason, case when add_deliveries.channel = 'sms' and awake.at <= now()
        then nullif(private.full_sms_cap(told.user_id, 0), 'cap_project') end) as reason
      from private.delivery_targets(told.user_id, told.category, add_deliveries.channel) x) t
  where words is not null
  order by t.reason nulls first, t.target_id limit most
  on conflict do nothing;
end $$;

create function public.notify(
  user_id uuid, event_type text, subject_type text default null, subject_id uuid default null,
  data jsonb default '{}', dedupe_key text default null, priority public.notification_priority default null,
  action_url text default null, image_url text default null, deliver_after timestamptz default now()
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  event public.event_types;
  person public.profiles;
  template private.templates;
  told public.notifications;
  target_channel public.notification_channel;
begin
  select e.* into event from public.event_types e where e.key = notify.event_type;
  select p.* into person from public.profiles p where p.id = notify.user_id;
  if event.key is null or person.id is null then
    perform private.refuse(404, 'event_or_person_not_found', format('There is no event "%s" or no such person.', notify.event_type));
  end if;
  template := private.active_template(event.key, 'in_app', person.locale);
  insert into public.notifications as n (user_id, event_type, category, priority, dedupe_key, in_inbox, title, body,
    action_url, action_label, image_url, subject_type, subject_id, data, deliver_after, expires_at)
  values (person.id, event.key, event.category, coalesce(notify.priority, event.priority),
    coalesce(notify.dedupe_key, event.key || ':' || gen_random_uuid()),
    'in_app' = any (event.channels) and private.is_wanted(person.id, event.category, 'in_app'),
    coalesce(private.render(template.title, notify.data, person.locale, person.time_zone), event.label),
    coalesce(private.render(template.body, notify.data, person.locale, person.time_zone), ''),
    notify.action_url, private.render(template.action_label, notify.data, person.locale, person.time_zone), notify.image_url,
    notify.subject_type, notify.subject_id, notify.data, notify.deliver_after, notify.deliver_after + event.ttl)
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing
  returning n.* into told;
  if told.id is null then
    return (select n.id from public.notifications n where n.user_id = person.id and n.dedupe_key = notify.dedupe_key);
  end if;
  -- SMS last: one that cannot be sent is followed by a mail only where the event sends none itself
  for target_channel in select c from unnest(event.channels) c where c <> 'in_app' order by c = 'sms' loop
    perform private.add_deliveries(told, target_channel, private.words_of(told, target_channel, person));
  end loop;
  return told.id;
end $$;
comment on function public.notify is
  'Tells one person of one event, in the caller''s transaction. Same dedupe_key, same row. For triggers, jobs and the service role. Errors: event_or_person_not_found.';
grant execute on function public.notify to service_role;
