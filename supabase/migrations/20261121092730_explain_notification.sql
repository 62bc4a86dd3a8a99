-- The call: one line for the inbox, one for each delivery, one for each channel that has none.

-- what of it is in the inbox, in words
create function private.inbox_words(n public.notifications) returns text
language sql stable set search_path = '' as $$
  select case
    when n.deleted_at is not null then format('The person deleted it at %s.', private.time_words(n.deleted_at))
    when not n.in_inbox and not exists (select from public.event_types e where e.key = n.event_type and 'in_app' = any (e.channels))
      then format('The event %s does not use the inbox.', n.event_type)
    when n.cancelled_at is not null then format('It was taken back at %s, before its time, and never stood in the inbox.', private.time_words(n.cancelled_at))
    when not n.in_inbox then 'The person had switched this category off for the inbox.'
    when n.deliver_after > now() then format('It is scheduled for %s.', private.time_words(n.deliver_after))
    when n.snoozed_until > now() then format('The person snoozed it until %s.', private.time_words(n.snoozed_until))
    when n.archived_at is not null then format('The person archived it at %s.', private.time_words(n.archived_at))
    when n.read_at is not null then format('The person read it at %s.', private.time_words(n.read_at))
    when n.seen_at is not null then format('It was on a screen of theirs at %s and is unread.', private.time_words(n.seen_at))
    else 'It stands in the inbox, unread; no screen of theirs has shown it yet.' end
$$;

-- definer: the outbox has no grants; the operator is asked for first
create function public.explain_notification(id uuid)
returns table (channel text, is_sent boolean, state text, code text, why text, remedy text, target text, timeline jsonb)
language plpgsql stable security definer set search_path = '' as $$
declare
  told public.notifications;
begin
  perform private.check_operator();
  select n.* into told from public.notifications n where n.id = explain_notification.id;
  if told.id is null then
    perform private.refuse(404, 'notification_not_found', 'There is no such notification.');
  end if;
  return query select 'in_app', coalesce(told.inbox_at <= now(), false),
    case when told.inbox_at is null then 'none' when told.inbox_at > now() then 'waiting' when told.read_at is null then 'unread' else 'read' end, null::text,
    private.inbox_words(told), null::text, null::text,
    (select jsonb_agg(jsonb_build_object('at', t.at, 'what', t.what) order by t.at)
      from (values (told.created_at, 'told'), (told.seen_at, 'seen'), (told.read_at, 'read'), (told.archived_at, 'archived'),
        (told.snoozed_until, 'snoozed until'), (told.cancelled_at, 'taken back'), (told.deleted_at, 'deleted')) t (at, what) where t.at is not null);
  return query select d.channel::text, d.state in ('accepted', 'sent', 'delivered', 'undelivered'), d.state::text, d.last_code,
    private.delivery_words(d), r.remedy,
    case d.channel when 'web_push' then (select coalesce(s.user_agent, 'a browser') from public.push_subscriptions s where s.id = d.target_id)
      else regexp_replace(d.sent_to, '^(.{3}).*(.{3})$', '\1…\2') end,
    private.delivery_timeline(d)
  from private.deliveries d left join private.delivery_reasons r on r.code = d.last_code and d.state not in ('accepted', 'sent', 'delivered')
  where d.notification_id = told.id order by d.channel, d.created_at, d.id;
  return query select c::text, false, 'none', case when c = any (e.channels) then 'no_template' else 'not_used' end,
    case when c = any (e.channels) then format('Not sent: the event %s has no active template for this channel in the person''s language or English.', e.key)
      else format('Not sent: the event %s does not use this channel.', e.key) end,
    case when c = any (e.channels) then 'Add one in private.templates.' else 'event_types.channels says which it uses.' end, null::text, null::jsonb
  from unnest('{web_push,sms,email}'::public.notification_channel[]) c join public.event_types e on e.key = told.event_type
  where not exists (select from private.deliveries d where d.notification_id = told.id and d.channel = c);
end $$;
comment on function public.explain_notification is
  'Why each channel of a notification was or was not sent, in words, with what can be done and what happened when. For staff, the service role and admins. Errors: not_staff, notification_not_found.';
grant execute on function public.explain_notification to authenticated, service_role;
