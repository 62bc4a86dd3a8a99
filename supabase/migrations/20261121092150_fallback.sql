-- What happens when a channel fails for good: an SMS is followed by one e-mail, an urgent push that nobody saw by one SMS.

-- definer: runs in whatever call ended the delivery, also a person's own
create function private.tg_deliveries__end_badly() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  class private.error_classes;
  told public.notifications;
  person public.profiles;
  words jsonb;
begin
  select c.* into class from private.error_classes c where c.provider = new.provider and c.code = new.last_code;
  if class.suppress is not null and new.sent_to is not null and new.state in ('failed', 'undelivered') then
    perform private.suppress(new.channel, new.sent_to, class.suppress, new.provider || ' ' || class.code);
  end if;
  -- no receipt and a doubt that nobody could settle are no failures, and what was taken back is not said on another channel
  if new.channel <> 'sms' or new.in_doubt_since is not null or not coalesce(class.may_fall_back, true)
    or new.last_code in ('no_consent', 'no_receipt', 'expired', 'read_already', 'cancelled', 'announcement_cancelled') then
    return null;
  end if;
  select n.* into told from public.notifications n where n.id = new.notification_id and (n.expires_at is null or n.expires_at > now());
  if told.id is null or not exists (
    select from private.delivery_targets(told.user_id, told.category, 'email') t where t.reason is null) then
    return null;
  end if;
  select p.* into person from public.profiles p where p.id = told.user_id;
  words := coalesce(private.words_of(told, 'email', person),
    jsonb_strip_nulls(jsonb_build_object('title', told.title, 'body', told.body, 'action_label', told.action_label,
      'action_url', told.action_url, 'image_url', told.image_url, 'event_type', told.event_type, 'category', told.category,
      'locale', person.locale, 'tag', told.id)));
  perform private.add_deliveries(told, 'email', words, new.id);
  return null;
end $$;
-- by row and only for these: a condition on the row costs the claim and the settle nothing
create trigger _500_end_badly after update of state on private.deliveries for each row
  when (new.state in ('failed', 'undelivered', 'dead', 'suppressed') and old.state <> new.state and new.channel in ('sms', 'email'))
  execute function private.tg_deliveries__end_badly();
create trigger _500_begin_badly after insert on private.deliveries for each row
  when (new.state = 'suppressed' and new.channel = 'sms')
  execute function private.tg_deliveries__end_badly();

-- an SMS for each urgent notification whose time is over and that no device showed; returns how many
create function private.escalate() returns int
language plpgsql volatile set search_path = '' as $$
declare
  missed record;
  told public.notifications;
  person public.profiles;
  escalated int := 0;
begin
  for missed in
    with due as (
      select d.id, d.notification_id from private.deliveries d where d.escalate_at <= now()
      order by d.escalate_at limit 500 for update skip locked
    ), settled as (
      update private.deliveries d set escalate_at = null from due where d.id = due.id
    )
    select n.id, (array_agg(due.id order by due.id))[1] as push_id from due join public.notifications n on n.id = due.notification_id
    where n.read_at is null and n.archived_at is null and (n.expires_at is null or n.expires_at > now())
      and not exists (select from private.deliveries o where o.notification_id = n.id
        and (o.channel = 'sms' or o.shown_at is not null or o.clicked_at is not null))
    group by n.id
  loop
    begin
      select n.* into told from public.notifications n where n.id = missed.id;
      select p.* into person from public.profiles p where p.id = told.user_id;
      perform private.add_deliveries(told, 'sms',
        coalesce(private.words_of(told, 'sms', person),
          jsonb_strip_nulls(jsonb_build_object('body', told.title || '. ' || told.body, 'action_url', told.action_url, 'event_type', told.event_type))),
        missed.push_id, 1);
      escalated := escalated + 1;
    exception when others then
      -- the others are followed now, this one is tried again
      raise warning 'Push % cannot be followed: %', missed.push_id, sqlerrm;
      update private.deliveries d set escalate_at = now() + interval '1 minute'
      where d.id = missed.push_id and d.created_at > now() - interval '1 day';
    end;
  end loop;
  return escalated;
end $$;
