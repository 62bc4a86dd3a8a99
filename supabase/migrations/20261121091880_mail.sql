-- What a mail needs to know besides its words, and how a person leaves a kind of mail by a link in it.

alter table private.settings
  add column unsubscribe_link_days int not null default 400 check (unsubscribe_link_days between 30 and 3650);
comment on column private.settings.unsubscribe_link_days is
  'Days that the unsubscribe link of a mail works; law asks for at least 30.';

-- for the line that says why one gets it; round: how often it was begun anew, because a provider that saw the first answers for it
create function private.mail_facts(delivery_id uuid, category text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('category_label', c.label, 'is_critical', c.is_critical, 'round',
    (select count(*) from private.delivery_attempts a where a.delivery_id = mail_facts.delivery_id and a.outcome = 'redelivered'))
  from public.notification_categories c where c.key = mail_facts.category
$$;

-- what the link of a mail is about; nothing when there is no such mail, or it is too old
create function private.mail_subscription(delivery_id uuid)
returns table (user_id uuid, category text, label text, is_critical boolean, is_enabled boolean, locale text)
language sql stable set search_path = '' as $$
  select d.user_id, c.key, c.label, c.is_critical, private.is_wanted(d.user_id, c.key, 'email'),
    coalesce(d.rendered ->> 'locale', p.locale)
  from private.deliveries d
  join public.notifications n on n.id = d.notification_id
  join public.notification_categories c on c.key = n.category
  join public.profiles p on p.id = d.user_id
  where d.id = mail_subscription.delivery_id and d.channel = 'email'
    and d.created_at > now() - make_interval(days => (select s.unsubscribe_link_days from private.settings s))
$$;

-- definer: the outbox has no grants at all. No id of the person and no address leaves: who holds a link may be anybody
create function public.email_subscription(delivery_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('category', s.category, 'label', s.label, 'is_critical', s.is_critical, 'is_enabled', s.is_enabled, 'locale', s.locale)
  from private.mail_subscription(email_subscription.delivery_id) s
$$;
comment on function public.email_subscription is
  'What the unsubscribe link of a mail is about: {category, label, is_critical, is_enabled, locale}; null when the mail is gone or older than settings.unsubscribe_link_days. For the function unsubscribe, which checked the signature.';
grant execute on function public.email_subscription to service_role;

-- definer: preferences has no write grant
create function public.unsubscribe_email(delivery_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  mail record;
begin
  select s.* into mail from private.mail_subscription(unsubscribe_email.delivery_id) s;
  -- twice is once: the second finds it switched off and writes nothing
  if mail.is_enabled and not mail.is_critical then
    perform private.choose(mail.user_id, mail.category, 'email', false, 'unsubscribe_link',
      jsonb_build_object('delivery_id', unsubscribe_email.delivery_id));
  end if;
  return public.email_subscription(unsubscribe_email.delivery_id);
end $$;
comment on function public.unsubscribe_email is
  'Switches e-mail of a mail''s category off for the person it went to, and says like email_subscription how it stands now. Critical categories stay on. For the function unsubscribe, which checked the signature.';
grant execute on function public.unsubscribe_email to service_role;
