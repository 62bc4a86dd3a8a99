-- A number that somebody else has proven since is theirs: who had it is told, for it may have been taken from them.

insert into public.notification_categories (key, label, is_critical, position) values ('security', 'Security', true, 80) on conflict do nothing;
insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('security.phone_moved', 'security', 'Phone number moved', 'high', '3 days', '{in_app}', '{phone.e164_masked}',
    '{"phone": {"e164_masked": "+44***901"}}');
insert into private.templates (event_type, channel, locale, is_active, title, body, action_label) values
  ('security.phone_moved', 'in_app', 'en', true, 'Your number is no longer yours here',
    '{{phone.e164_masked}} was proven by somebody else. We text you nothing there any more. Was it not you? Check your account.', 'Open settings');
