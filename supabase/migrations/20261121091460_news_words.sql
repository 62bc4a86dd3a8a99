-- To many at once, and from the system itself. News and offers say in each SMS how to stop it.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('announcement.news', 'announcement', 'News', 'normal', '3 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}',
    '{"announcement": {"title": "New opening hours", "body": "From Monday we are open until ten at night."}}'),
  ('announcement.terms', 'announcement', 'Terms changed', 'normal', '14 days', '{in_app,email}', '{announcement.title,announcement.body,announcement.from}',
    '{"announcement": {"title": "New terms of use", "body": "We say more clearly how long we keep positions.", "from": "2026-12-15"}}'),
  ('announcement.offer', 'promotion', 'Offer', 'low', '2 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}',
    '{"announcement": {"title": "Two shirts for one", "body": "This week the second shirt is free."}}'),
  ('promotion.coupon', 'promotion', 'Coupon', 'low', '3 days', '{in_app,web_push,sms,email}', '{coupon.code,coupon.amount,coupon.currency,coupon.until}',
    '{"coupon": {"code": "AUTUMN", "amount": 500, "currency": "EUR", "until": "2026-11-30"}}'),
  ('digest.summary', 'digest', 'Summary', 'low', '1 day', '{in_app,web_push,email}', '{digest.count,digest.items,digest.category}',
    '{"digest": {"count": 3, "items": ["Order A1027 accepted", "Order A1027 picked up", "Sam: I am at the door"], "category": "Your orders"}}'),
  ('system.sms_budget', 'system', 'SMS budget', 'high', '1 day', '{in_app,web_push,email}', '{budget.spent,budget.limit,budget.currency,budget.percent}',
    '{"budget": {"spent": 40000, "limit": 50000, "currency": "USD", "percent": 80}}'),
  ('system.maintenance', 'system', 'Maintenance', 'normal', '2 days', '{in_app,email}', '{maintenance.starts_at,maintenance.ends_at}',
    '{"maintenance": {"starts_at": "2026-11-22T02:00:00Z", "ends_at": "2026-11-22T03:00:00Z"}}'),
  ('system.provider_down', 'system', 'Provider down', 'high', '2 hours', '{in_app,web_push,email}', '{provider.name,provider.channel,provider.since}',
    '{"provider": {"name": "twilio", "channel": "sms", "since": "2026-11-21T17:58:00Z"}}');

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('announcement.news', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. More in the app. Reply STOP to opt out', '{{announcement.body}}', '{{announcement.action_label|default:Read more}}'),
  ('announcement.terms', '{{announcement.title|default:Our terms change|truncate:60}}', '{{announcement.body|truncate:200}} From {{announcement.from|date}}.', null,
    E'{{announcement.body}}\n\nThe new terms hold from {{announcement.from|date}}. If you go on using Orderline after that, you agree to them.', 'Read the terms'),
  ('announcement.offer', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. More in the app. Reply STOP to opt out', '{{announcement.body}}', '{{announcement.action_label|default:See the offer}}'),
  ('promotion.coupon', '{{coupon.amount|money:coupon.currency}} for you', 'Code {{coupon.code}}, until {{coupon.until|date}}.', '{{coupon.amount|money:coupon.currency}} off with the code {{coupon.code}} until {{coupon.until|date}}. Reply STOP to opt out',
    E'Here is {{coupon.amount|money:coupon.currency}} off your next order.\n\nYour code: {{coupon.code}}\nUntil: {{coupon.until|date}}', 'Use it'),
  ('digest.summary', '{{digest.category|default:Your summary|truncate:35}}: {{digest.count|default:several}} new', '{{digest.items|truncate:200}}', null,
    E'{{digest.category|default:Your summary}}: {{digest.count|default:several}} new\n\n{{digest.items|list}}', 'Open inbox'),
  ('system.sms_budget', 'SMS budget: {{budget.percent}}% used', '{{budget.spent|money:budget.currency}} of {{budget.limit|money:budget.currency}}.', null,
    E'{{budget.percent}}% of the SMS budget is used: {{budget.spent|money:budget.currency}} of {{budget.limit|money:budget.currency}}.\n\nWhen it is used up, SMS that are not critical wait or go by mail.', 'Open costs'),
  ('system.maintenance', 'Planned maintenance', 'From {{maintenance.starts_at|datetime}} to {{maintenance.ends_at|time}} some things may be slow.', null,
    E'We will do some work on Orderline.\n\nFrom: {{maintenance.starts_at|datetime}}\nUntil: {{maintenance.ends_at|datetime}}\n\nYour orders go on; some pages may be slow for a moment.', 'Read more'),
  ('system.provider_down', '{{provider.name}} does not answer', '{{provider.channel}} since {{provider.since|time}}. The next provider takes over.', null,
    E'The provider {{provider.name}} ({{provider.channel}}) has not answered since {{provider.since|datetime}}.\n\nThe next one in the table takes over; it is tried again every minute.', 'Open delivery')
) w (event_type, title, body, sms, mail, action_label);
