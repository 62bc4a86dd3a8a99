-- Three people to try Orderline with; each signs in with the password orderline-demo.
--   ada@example.com    customer, with a verified phone and SMS switched on for her orders
--   sam@example.com    partner
--   grace@example.com  staff

insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, created_at, updated_at,
  raw_app_meta_data, raw_user_meta_data, confirmation_token, recovery_token, email_change, email_change_token_new)
select '00000000-0000-0000-0000-000000000000', p.id::uuid, 'authenticated', 'authenticated', p.email,
  extensions.crypt('orderline-demo', extensions.gen_salt('bf')), now(), now(), now(),
  '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', p.name), '', '', '', ''
from (values
  ('ada00000-0000-4000-8000-000000000001', 'ada@example.com', 'Ada'),
  ('5a300000-0000-4000-8000-000000000002', 'sam@example.com', 'Sam'),
  ('96ace000-0000-4000-8000-000000000003', 'grace@example.com', 'Grace')
) p (id, email, name);

insert into auth.identities (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select gen_random_uuid(), u.id::text, u.id, jsonb_build_object('sub', u.id, 'email', u.email, 'email_verified', true),
  'email', now(), now(), now()
from auth.users u where u.email in ('ada@example.com', 'sam@example.com', 'grace@example.com');

update public.profiles set role = 'partner' where id = '5a300000-0000-4000-8000-000000000002';
update public.profiles set role = 'staff' where id = '96ace000-0000-4000-8000-000000000003';

insert into public.phones (user_id, e164, verified_at)
values ('ada00000-0000-4000-8000-000000000001', '+447700900001', now());
insert into public.preferences (user_id, category, channel, is_enabled, source)
values ('ada00000-0000-4000-8000-000000000001', 'order', 'sms', true, 'admin');

-- the sandbox stands in for the provider of video rooms
update private.settings set video_calls = true;
