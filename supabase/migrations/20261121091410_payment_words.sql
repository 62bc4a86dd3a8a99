-- Payments and refunds. Amounts are in minor units (1250 is 12.50 EUR); the currency is an ISO 4217 code.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'payment.' || e.key, 'payment', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[],
  '{payment.amount,payment.currency,payment.method,payment.due_at,payment.reason,payment.reference,order.number}',
  '{"payment": {"amount": 1250, "currency": "EUR", "method": "card ending in 4242", "due_at": "2026-11-24T12:00:00Z", "reason": "The card was declined.", "reference": "R-55012"},
    "order": {"number": "A1027"}}'
from (values
  ('due', 'Payment due', 'normal', '3 days', '{in_app,web_push,sms,email}'),
  ('pending', 'Payment being checked', 'low', '1 day', '{in_app}'),
  ('received', 'Payment received', 'normal', '3 days', '{in_app,web_push,email}'),
  ('failed', 'Payment failed', 'high', '1 day', '{in_app,web_push,sms,email}')
) e (key, label, priority, ttl, channels);

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'refund.' || e.key, 'refund', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[],
  '{refund.amount,refund.currency,refund.reason,refund.method,refund.days,order.number}',
  '{"refund": {"amount": 1250, "currency": "EUR", "reason": "It was used.", "method": "card ending in 4242", "days": 5}, "order": {"number": "A1027"}}'
from (values
  ('requested', 'Refund requested', 'normal', '3 days', '{in_app,email}'),
  ('processed', 'Refund on its way', 'normal', '3 days', '{in_app,web_push,email}'),
  ('completed', 'Refund completed', 'normal', '3 days', '{in_app,web_push,sms,email}'),
  ('declined', 'Refund declined', 'normal', '3 days', '{in_app,email}')
) e (key, label, priority, ttl, channels);

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('payment.due', 'Payment due for {{order.number}}', '{{payment.amount|money:payment.currency}} by {{payment.due_at|date}}.',
    'Order {{order.number}}: please pay {{payment.amount|money:payment.currency}} by {{payment.due_at|date}}.',
    E'{{payment.amount|money:payment.currency}} is due for your order {{order.number}} by {{payment.due_at|date}}.\n\nYou can pay on the page of the order.', 'Pay now'),
  ('payment.pending', 'Payment for {{order.number}} is being checked', 'We will tell you as soon as {{payment.amount|money:payment.currency}} has arrived.', null, null, 'Open order'),
  ('payment.received', 'Payment received', 'Thank you: {{payment.amount|money:payment.currency}} for order {{order.number}}.', null,
    E'Thank you. We have received your payment.\n\nOrder: {{order.number}}\nAmount: {{payment.amount|money:payment.currency}}\nPaid by: {{payment.method|default:as chosen}}\nReference: {{payment.reference|default:none}}', 'Open receipt'),
  ('payment.failed', 'Payment for {{order.number}} failed', '{{payment.reason|default:The payment did not go through.}} Please try again.',
    'The payment of {{payment.amount|money:payment.currency}} for order {{order.number}} did not go through. Please try again in the app.',
    E'Your payment of {{payment.amount|money:payment.currency}} for order {{order.number}} did not go through.\n\n{{payment.reason|default:Your bank gave no reason.}}\n\nNothing was charged. Please try again or choose another way to pay.', 'Try again'),
  ('refund.requested', 'Refund requested', 'We are looking into {{refund.amount|money:refund.currency}} for order {{order.number}}.', null,
    E'We have your request for a refund of {{refund.amount|money:refund.currency}} for order {{order.number}}.\n\nWe will answer within two working days.', 'Open order'),
  ('refund.processed', 'Your refund is on its way', '{{refund.amount|money:refund.currency}} for order {{order.number}}.', null,
    E'We have sent back {{refund.amount|money:refund.currency}} for order {{order.number}} to your {{refund.method|default:account}}.\n\nYour bank may need up to {{refund.days|default:10}} working days.', 'Open order'),
  ('refund.completed', 'Refund completed', '{{refund.amount|money:refund.currency}} for order {{order.number}} is back with you.',
    'Your refund of {{refund.amount|money:refund.currency}} for order {{order.number}} is complete.',
    E'Your refund of {{refund.amount|money:refund.currency}} for order {{order.number}} is complete.\n\nYou will find it on the statement of your {{refund.method|default:account}}.', 'Open order'),
  ('refund.declined', 'Refund for {{order.number}} declined', '{{refund.reason|default:We could not grant this refund.}}', null,
    E'We looked into your request for order {{order.number}} and cannot refund it.\n\n{{refund.reason|default:Support will gladly explain why.}}\n\nIf you see it differently, please write to us.', 'Contact support')
) w (event_type, title, body, sms, mail, action_label);
