-- What mail providers' codes mean, and what a complaint changes.

insert into private.error_classes (provider, code, outcome, meaning, suppress)
select p.provider, c.code, c.outcome, c.meaning, c.suppress
from (values ('resend'), ('sendgrid')) p (provider) cross join (values
  ('hard_bounce', 'permanent', 'The address does not exist, or takes no mail for good', 'bounce'),
  ('soft_bounce', 'permanent', 'The mailbox is full or away; the provider tried for days, and the next mail may arrive', null),
  ('invalid_recipient', 'permanent', 'Not an address the provider can send to', 'invalid'),
  ('provider_suppressed', 'permanent', 'The provider itself sends nothing to this address any more', 'invalid')
) c (code, outcome, meaning, suppress);
insert into private.error_classes (provider, code, outcome, meaning) values
  ('resend', 'invalid_from_address', 'retry', 'MAIL_FROM is no address: ours to mend, so nothing is thrown away'),
  ('resend', 'not_found', 'retry', 'MAIL_API_BASE leads nowhere: ours to mend'),
  ('sendgrid', 'invalid_sender', 'retry', 'MAIL_FROM is not a verified sender: ours to mend, so nothing is thrown away');

-- definer: runs in record_provider_event. The address itself is suppressed where reports are applied
create function private.tg_provider_events__heed_complaint() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- who calls one mail spam wants no offers on any address they will have
  perform private.choose(d.user_id, c.key, 'email', false, 'unsubscribe_link',
    jsonb_build_object('complaint_to', new.provider, 'delivery_id', d.id))
  from private.deliveries d join public.notification_categories c on c.key = 'promotion'
  where d.channel = 'email'
    and (d.id = new.delivery_id or (d.provider = new.provider and d.provider_message_id = new.provider_message_id));
  return null;
end $$;
create trigger _500_heed_complaint after insert on private.provider_events
  for each row when (new.status = 'complained') execute function private.tg_provider_events__heed_complaint();
