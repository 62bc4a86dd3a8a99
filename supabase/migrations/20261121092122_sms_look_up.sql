-- Two deliveries may carry the same words to the same number. Which message at the provider is whose, is known here.

-- definer: the outbox and its log have no grants at all
create function public.message_owners(provider text, ids text[]) returns table (provider_message_id text, delivery_id uuid)
language sql stable security definer set search_path = '' as $$
  select d.provider_message_id, d.id from private.deliveries d
  where d.provider = message_owners.provider and d.provider_message_id = any (message_owners.ids)
  union
  -- a signed callback names the delivery it was sent for, also before the delivery knows its message
  select e.provider_message_id, e.delivery_id from private.provider_events e
  where e.provider = message_owners.provider and e.provider_message_id = any (message_owners.ids) and e.delivery_id is not null
$$;
comment on function public.message_owners is
  'Of these messages at the provider, those known to belong to a delivery, from what was settled and from signed callbacks.';
grant execute on function public.message_owners to service_role;

-- Vonage: the status of a submission by its number, the err-code of a receipt with dlr_ before it
insert into private.error_classes (provider, code, outcome, meaning, suppress) values
  ('vonage', '1', 'retry', 'Too many at once: never taken, safe to send again', null),
  ('vonage', '2', 'permanent', 'A parameter is missing', null),
  ('vonage', '3', 'permanent', 'A parameter is wrong, often the number', null),
  ('vonage', '4', 'retry', 'Wrong credentials: ours to mend, so nothing is thrown away', null),
  ('vonage', '6', 'permanent', 'Vonage cannot take this message, often for the number''s prefix', null),
  ('vonage', '7', 'permanent', 'The number is barred', null),
  ('vonage', '8', 'retry', 'Our account is barred: ours to mend', null),
  ('vonage', '9', 'retry', 'Our account has no credit left: ours to mend', null),
  ('vonage', '11', 'retry', 'Our account may not use this API: ours to mend', null),
  ('vonage', '12', 'permanent', 'The text is too long', null),
  ('vonage', '14', 'retry', 'Our signature was refused: ours to mend', null),
  ('vonage', '15', 'retry', 'Our sender is not allowed in this country: ours to mend', null),
  ('vonage', '29', 'retry', 'A trial account sends only to numbers on its list: ours to mend', null),
  ('vonage', '33', 'permanent', 'The number is switched off', 'invalid'),
  ('vonage', 'partly_sent', 'permanent', 'Some parts of a long text were taken and some refused: sending again would double the first', null),
  ('vonage', 'dlr_1', 'permanent', 'Not delivered, nobody says why', null),
  ('vonage', 'dlr_2', 'permanent', 'The phone is off or has no signal', null),
  ('vonage', 'dlr_3', 'permanent', 'The number is no longer in use', 'invalid'),
  ('vonage', 'dlr_4', 'permanent', 'The owner had texts barred by the network', 'invalid'),
  ('vonage', 'dlr_6', 'permanent', 'Filtered as spam: the same words would be filtered again', null),
  ('vonage', 'dlr_7', 'retry', 'The phone was busy', null),
  ('vonage', 'dlr_8', 'retry', 'An error of the network', null),
  ('vonage', 'dlr_9', 'permanent', 'The owner refuses texts of this service', 'stop'),
  ('vonage', 'dlr_11', 'permanent', 'No route to this number', null),
  ('vonage', 'dlr_12', 'permanent', 'The number cannot be reached', 'invalid');
