-- Orders: the events, one per status and a few more, and their words. Columns of the words: save_words().

insert into public.event_types (key, category, label, priority, ttl, channels, escalate_after, variables, sample)
select 'order.' || e.key, 'order', e.label, e.priority::public.notification_priority, e.ttl::interval,
  e.channels::public.notification_channel[], e.escalate_after::interval,
  '{order.number,order.pickup_address,order.dropoff_address,order.status_note,order.eta_at,order.change,partner.name,customer.name}',
  '{"order": {"number": "A1027", "pickup_address": "12 Canal Street", "dropoff_address": "7 Garden Row", "status_note": "The item is out of stock.",
    "eta_at": "2026-11-21T18:40:00Z", "change": "Delivery moved to tomorrow"}, "partner": {"name": "Sam"}, "customer": {"name": "Ada"}}'
from (values
  ('placed', 'Order placed', 'normal', '1 day', '{in_app,web_push,sms}', null),
  ('confirmed', 'Order confirmed', 'normal', '1 day', '{in_app,web_push,sms,email}', null),
  ('accepted', 'Order accepted', 'normal', '1 day', '{in_app,web_push,sms}', null),
  ('picked_up', 'Order picked up', 'normal', '12 hours', '{in_app,web_push,sms}', null),
  ('in_progress', 'Order in progress', 'low', '12 hours', '{in_app,web_push,sms}', null),
  ('ready', 'Order ready', 'normal', '12 hours', '{in_app,web_push,sms}', null),
  ('out_for_delivery', 'Order out for delivery', 'high', '4 hours', '{in_app,web_push,sms}', null),
  ('delivered', 'Order delivered', 'high', '1 day', '{in_app,web_push,sms,email}', null),
  ('cancelled', 'Order cancelled', 'high', '1 day', '{in_app,web_push,sms,email}', null),
  ('delayed', 'Order delayed', 'high', '6 hours', '{in_app,web_push,sms,email}', null),
  ('changed', 'Order changed', 'normal', '1 day', '{in_app,web_push,email}', null),
  ('feedback_asked', 'Opinion asked', 'low', '5 days', '{in_app,email}', null)
) e (key, label, priority, ttl, channels, escalate_after);

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, 'Open order') from (values
  ('order.placed', 'Order {{order.number}} placed', 'We are looking for a partner. You will hear as soon as one accepts.', null,
    E'Thank you, {{customer.name|default:dear customer}}. We have your order {{order.number}} and are looking for a partner.\n\nYou will hear from us as soon as one accepts.'),
  ('order.confirmed', 'Order {{order.number}} confirmed', 'It will go to {{order.dropoff_address|truncate:60}}.', 'Order {{order.number}} is confirmed. We will tell you when it is on its way.',
    E'Your order {{order.number}} is confirmed.\n\nFrom: {{order.pickup_address}}\nTo: {{order.dropoff_address}}\n\nWe will tell you when it is on its way.'),
  ('order.accepted', 'Order {{order.number}} accepted', '{{partner.name|default:A partner}} has taken your order.', null,
    E'{{partner.name|default:A partner}} has taken your order {{order.number}}.\n\nYou can write to each other on the page of the order.'),
  ('order.picked_up', 'Order {{order.number}} picked up', '{{partner.name|default:Your partner}} has picked it up at {{order.pickup_address|truncate:60}}.', null, null),
  ('order.in_progress', 'Order {{order.number}} in progress', '{{partner.name|default:Your partner}} is working on it.', null, null),
  ('order.ready', 'Order {{order.number}} ready', 'It is ready and will be on its way soon.', null, null),
  ('order.out_for_delivery', 'Order {{order.number}} is on its way', '{{partner.name|default:Your partner}} is on the way to {{order.dropoff_address|truncate:60}}. Follow it on the map.', null, null),
  ('order.delivered', 'Order {{order.number}} delivered', 'Delivered to {{order.dropoff_address|truncate:60}}. Thank you.', null,
    E'Your order {{order.number}} was delivered to {{order.dropoff_address}}.\n\nThank you for ordering with us. Is something not right? Answer on the page of the order and we will look into it.'),
  ('order.cancelled', 'Order {{order.number}} cancelled', '{{order.status_note|default:The order was cancelled.}}', 'Order {{order.number}} was cancelled. {{order.status_note|truncate:80}}',
    E'Your order {{order.number}} was cancelled.\n\n{{order.status_note}}\n\nIf you have paid already, the money comes back to you by the way you paid.'),
  ('order.delayed', 'Order {{order.number}} is late', 'We now expect it at {{order.eta_at|time|default:a later time}}. We are sorry.', null,
    E'Your order {{order.number}} takes longer than planned. We are sorry.\n\nWe now expect it: {{order.eta_at|datetime|default:later today}}'),
  ('order.changed', 'Order {{order.number}} changed', '{{order.change|default:Details of the order were changed.}}', null,
    E'Your order {{order.number}} was changed:\n\n{{order.change|default:Details of the order were changed.}}\n\nIf you did not expect this, please write to us.'),
  ('order.feedback_asked', 'How was order {{order.number}}?', 'Tell us in a minute what went well and what did not.', null,
    E'Your order {{order.number}} has arrived. How was it?\n\nIt takes a minute to tell us what went well and what did not. We read every answer.')
) w (event_type, title, body, sms, mail);
