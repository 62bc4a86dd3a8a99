-- Bookings and the way to the door.

insert into public.event_types (key, category, label, priority, ttl, channels, escalate_after, variables, sample)
select 'booking.' || e.key, 'booking', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[], e.escalate_after::interval,
  '{booking.number,booking.service,booking.starts_at,booking.place,booking.change,booking.rhythm}',
  '{"booking": {"number": "B311", "service": "Home care", "starts_at": "2026-11-23T09:30:00Z", "place": "7 Garden Row", "change": "Moved by one hour", "rhythm": "every Monday"}}'
from (values
  ('confirmed', 'Booking confirmed', 'normal', '1 day', '{in_app,web_push,sms,email}', null),
  ('reminder', 'Booking reminder', 'high', '3 hours', '{in_app,web_push,sms,email}', '30 minutes'),
  ('recurring', 'Recurring booking made', 'normal', '2 days', '{in_app,email}', null),
  ('changed', 'Booking changed', 'high', '1 day', '{in_app,web_push,sms,email}', null),
  ('cancelled', 'Booking cancelled', 'high', '1 day', '{in_app,web_push,sms,email}', null),
  ('available', 'A place became free', 'normal', '2 hours', '{in_app,web_push}', null)
) e (key, label, priority, ttl, channels, escalate_after);

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'location.' || e.key, 'location', e.label, 'high', e.ttl::interval, e.channels::public.notification_channel[],
  '{order.number,order.dropoff_address,partner.name,eta.minutes,eta.at}',
  '{"order": {"number": "A1027", "dropoff_address": "7 Garden Row"}, "partner": {"name": "Sam"}, "eta": {"minutes": 4, "at": "2026-11-21T18:40:00Z"}}'
from (values
  ('arriving', 'Partner is arriving', '15 minutes', '{in_app,web_push,sms}'),
  ('arrived', 'Partner has arrived', '30 minutes', '{in_app,web_push,sms}'),
  ('left', 'Partner has left', '1 hour', '{in_app,web_push}'),
  ('delayed', 'Partner is delayed', '1 hour', '{in_app,web_push,sms}')
) e (key, label, ttl, channels);

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('booking.confirmed', 'Booking {{booking.number}} confirmed', '{{booking.service|default:Your appointment}}, {{booking.starts_at|datetime}}.', 'Booking {{booking.number}} confirmed: {{booking.starts_at|datetime}}.',
    E'Your booking {{booking.number}} is confirmed.\n\nWhat: {{booking.service|default:your appointment}}\nWhen: {{booking.starts_at|datetime}}\nWhere: {{booking.place|default:as agreed}}', 'Open booking'),
  ('booking.reminder', 'Soon: {{booking.service|default:your appointment|truncate:40}}', '{{booking.starts_at|datetime}}, {{booking.place|default:as agreed|truncate:60}}.', 'Reminder: your booking {{booking.number}} begins {{booking.starts_at|datetime}}.',
    E'A reminder of your booking {{booking.number}}.\n\nWhat: {{booking.service|default:your appointment}}\nWhen: {{booking.starts_at|datetime}}\nWhere: {{booking.place|default:as agreed}}\n\nCan you not make it? Please change or cancel it in good time.', 'Open booking'),
  ('booking.recurring', 'Recurring booking made', '{{booking.service|default:Your appointment}}, {{booking.rhythm|default:regularly}}, first {{booking.starts_at|datetime}}.', null,
    E'We have booked for you: {{booking.service|default:your appointment}}, {{booking.rhythm|default:regularly}}.\n\nFirst time: {{booking.starts_at|datetime}}\n\nYou can change or end it at any time.', 'Open bookings'),
  ('booking.changed', 'Booking {{booking.number}} changed', '{{booking.change|default:Please look at the new time.}} Now {{booking.starts_at|datetime}}.', 'Booking {{booking.number}} was changed. It is now {{booking.starts_at|datetime}}.',
    E'Your booking {{booking.number}} was changed. {{booking.change}}\n\nIt is now: {{booking.starts_at|datetime}}\n\nDoes it not suit you? Please choose another time.', 'Open booking'),
  ('booking.cancelled', 'Booking {{booking.number}} cancelled', '{{booking.service|default:Your appointment}}, {{booking.starts_at|datetime}}, will not take place.', 'Booking {{booking.number}} for {{booking.starts_at|datetime}} was cancelled.',
    E'Your booking {{booking.number}} was cancelled: {{booking.service|default:your appointment}}, {{booking.starts_at|datetime}}.\n\nWe are glad to find another time for you.', 'Book again'),
  ('booking.available', 'A place is free', '{{booking.service|default:What you asked for}}, {{booking.starts_at|datetime}}. First come, first served.', null, null, 'Book now'),
  ('location.arriving', '{{partner.name|default:Your partner|truncate:25}} is nearly there', 'About {{eta.minutes|default:5}} min to {{order.dropoff_address|truncate:60}}.', 'Order {{order.number}} is nearly there, about {{eta.minutes|default:5}} min.', null, 'Open map'),
  ('location.arrived', '{{partner.name|default:Your partner|truncate:25}} has arrived', 'At {{order.dropoff_address|truncate:60}}.', 'Order {{order.number}}: {{partner.name|default:your partner|truncate:30}} has arrived.', null, 'Open order'),
  ('location.left', '{{partner.name|default:Your partner|truncate:25}} has left', 'On the way with order {{order.number}}.', null, null, 'Open map'),
  ('location.delayed', 'Order {{order.number}} is delayed', 'New time: about {{eta.at|time}}.', 'Order {{order.number}} is delayed. It should arrive about {{eta.at|time}}. We are sorry.', null, 'Open map')
) w (event_type, title, body, sms, mail, action_label);
