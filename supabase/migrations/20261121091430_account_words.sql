-- The account, its safety, and the proof of who somebody is. Security and verification are critical: only STOP silences them.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('account.welcome', 'account', 'Welcome', 'normal', '3 days', '{in_app,email}', '{person.name}', '{"person": {"name": "Ada"}}'),
  ('account.phone_verified', 'account', 'Phone verified', 'normal', '1 day', '{in_app,email}', '{phone.e164_masked}', '{"phone": {"e164_masked": "+44 7700 *** 901"}}'),
  ('account.email_changed', 'account', 'Address changed', 'high', '3 days', '{in_app,email}', '{account.email_masked}', '{"account": {"email_masked": "a***@example.com"}}'),
  ('account.data_ready', 'account', 'Copy of your data ready', 'normal', '7 days', '{in_app,email}', '{export.until}', '{"export": {"until": "2026-11-28T12:00:00Z"}}'),
  ('account.closing', 'account', 'Account will be closed', 'high', '7 days', '{in_app,email}', '{account.closes_at}', '{"account": {"closes_at": "2026-12-21T12:00:00Z"}}'),
  ('security.new_device', 'security', 'New device', 'high', '1 day', '{in_app,web_push,email}', '{device.name,device.at}', '{"device": {"name": "Firefox on Linux", "at": "2026-11-21T09:14:00Z"}}'),
  ('security.password_changed', 'security', 'Password changed', 'high', '1 day', '{in_app,web_push,sms,email}', '{security.at}', '{"security": {"at": "2026-11-21T09:14:00Z"}}'),
  ('security.sign_in_blocked', 'security', 'Sign-in blocked', 'urgent', '6 hours', '{in_app,web_push,sms,email}', '{security.at,security.place}', '{"security": {"at": "2026-11-21T09:14:00Z", "place": "Oslo, Norway"}}'),
  ('verification.needed', 'verification', 'Proof of identity needed', 'high', '7 days', '{in_app,web_push,email}', '{document.name,document.due_at}', '{"document": {"name": "Driving licence", "due_at": "2026-12-01T12:00:00Z"}}'),
  ('verification.approved', 'verification', 'Proof of identity accepted', 'normal', '3 days', '{in_app,web_push,email}', '{document.name}', '{"document": {"name": "Driving licence"}}'),
  ('verification.rejected', 'verification', 'Proof of identity not accepted', 'high', '7 days', '{in_app,web_push,sms,email}', '{document.name,document.reason}', '{"document": {"name": "Driving licence", "reason": "The photo is blurred."}}');

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('account.welcome', 'Welcome, {{person.name|truncate:30|default:friend}}', 'Place your first order, or have a look around.', null,
    E'Welcome, {{person.name|default:friend}}. Your account is ready.\n\nYou choose what we tell you and how: open Settings at any time.', 'Begin'),
  ('account.phone_verified', 'Phone number verified', '{{phone.e164_masked}} now receives the SMS you choose.', null,
    E'The number {{phone.e164_masked}} is verified and now belongs to your account.\n\nWas it not you? Change your password and write to us.', 'Open settings'),
  ('account.email_changed', 'Your mail address was changed', 'The new one is {{account.email_masked}}.', null,
    E'The mail address of your account was changed to {{account.email_masked}}.\n\nWas it not you? Write to us at once.', 'Open settings'),
  ('account.data_ready', 'Your data is ready', 'Download the copy until {{export.until|date}}.', null,
    E'The copy of your data that you asked for is ready.\n\nYou can download it until {{export.until|date}}; then it is deleted.', 'Download'),
  ('account.closing', 'Your account will be closed', 'On {{account.closes_at|date}}, as you asked. Until then you can change your mind.', null,
    E'As you asked, your account and its data will be deleted on {{account.closes_at|date}}.\n\nUntil then you can change your mind in Settings.', 'Keep my account'),
  ('security.new_device', 'New sign-in', '{{device.name|default:A new device|truncate:60}}, {{device.at|datetime}}. Was it you?', null,
    E'Somebody signed in to your account.\n\nDevice: {{device.name|default:unknown}}\nTime: {{device.at|datetime}}\n\nWas it you? Then there is nothing to do. If not, change your password now.', 'Check devices'),
  ('security.password_changed', 'Password changed', 'It was changed on {{security.at|datetime}}. Was it not you? Act now.', 'Your Orderline password was changed. Was it not you? Reset it in the app now.',
    E'The password of your account was changed on {{security.at|datetime}}.\n\nWas it not you? Reset it at once and write to us.', 'Check account'),
  ('security.sign_in_blocked', 'We stopped a sign-in', 'Somebody tried to sign in from {{security.place|default:an unknown place}}. Your account is safe.',
    'We stopped a sign-in to your Orderline account. If it was not you, change your password.',
    E'We stopped an attempt to sign in to your account.\n\nPlace: {{security.place|default:unknown}}\nTime: {{security.at|datetime}}\n\nYour account is safe. If it was not you, change your password.', 'Change password'),
  ('verification.needed', 'We need a proof', '{{document.name|default:A document}}, until {{document.due_at|date}}.', null,
    E'To go on working with you we need: {{document.name|default:a document}}.\n\nPlease upload it until {{document.due_at|date}}. A photo taken with your phone is enough.', 'Upload'),
  ('verification.approved', 'Proof accepted', '{{document.name|default:Your document}} is in order. Thank you.', null, null, 'Open account'),
  ('verification.rejected', 'Proof not accepted', '{{document.reason|default:We could not read it.}} Please send it again.', 'We could not accept your document. Please send it again in the app.',
    E'We could not accept: {{document.name|default:your document}}.\n\n{{document.reason|default:We could not read it.}}\n\nPlease send it again.', 'Upload again')
) w (event_type, title, body, sms, mail, action_label);
