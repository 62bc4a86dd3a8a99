-- The order events and their English words.

insert into public.notification_categories (key, label, position) values ('order', 'Your orders', 10);

insert into public.event_types (key, category, label, priority, ttl, channels, variables)
select 'order.' || e.status, 'order', e.label, e.priority::public.notification_priority, e.ttl::interval,
  '{in_app,web_push,sms}', '{order.number,order.kind,order.pickup_address,order.dropoff_address,order.status_note,partner.name,customer.name}'
from (values
  ('placed', 'Order placed', 'normal', '1 day'),
  ('accepted', 'Order accepted', 'normal', '1 day'),
  ('picked_up', 'Order picked up', 'normal', '12 hours'),
  ('in_progress', 'Order in progress', 'low', '12 hours'),
  ('ready', 'Order ready', 'normal', '12 hours'),
  ('out_for_delivery', 'Order out for delivery', 'high', '4 hours'),
  ('delivered', 'Order delivered', 'high', '1 day'),
  ('cancelled', 'Order cancelled', 'high', '1 day')
) e (status, label, priority, ttl);

with words (event_type, title, body) as (values
  ('order.placed', 'Order {{order.number}} placed', 'We are looking for a partner. You will hear as soon as one accepts.'),
  ('order.accepted', 'Order {{order.number}} accepted', '{{partner.name|default:A partner}} has taken your order.'),
  ('order.picked_up', 'Order {{order.number}} picked up', '{{partner.name|default:Your partner}} has picked it up at {{order.pickup_address|truncate:60}}.'),
  ('order.in_progress', 'Order {{order.number}} in progress', '{{partner.name|default:Your partner}} is working on it.'),
  ('order.ready', 'Order {{order.number}} ready', 'It is ready and will be on its way soon.'),
  ('order.out_for_delivery', 'Order {{order.number}} is on its way', '{{partner.name|default:Your partner}} is on the way to {{order.dropoff_address|truncate:60}}. Follow it on the map.'),
  ('order.delivered', 'Order {{order.number}} delivered', 'Delivered to {{order.dropoff_address|truncate:60}}. Thank you.'),
  ('order.cancelled', 'Order {{order.number}} cancelled', '{{order.status_note|default:The order was cancelled.}}')
)
insert into private.templates (event_type, channel, is_active, title, body, action_label)
select w.event_type, c.channel, true,
  case when c.channel <> 'sms' then w.title end,
  case when c.channel = 'sms' then w.title || '. ' || w.body else w.body end,
  case when c.channel <> 'sms' then 'Open order' end
from words w cross join unnest('{in_app,web_push,sms}'::public.notification_channel[]) as c (channel);
