-- What carers are told of bookings, and customers of those that repeat.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'booking.' || e.key, 'booking', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[],
  '{booking.number,booking.service,booking.starts_at,booking.place,booking.count}',
  '{"booking": {"number": "B311", "service": "Home care", "starts_at": "2026-11-23T09:30:00Z", "place": "7 Garden Row", "count": 8}}'
from (values
  ('asked', 'Booking to confirm', 'high', '1 day', '{in_app,web_push,email}'),
  ('assigned', 'Booking for you to carry out', 'high', '1 day', '{in_app,web_push,email}'),
  ('rescheduled', 'Booking of yours moved', 'high', '1 day', '{in_app,web_push,email}'),
  ('withdrawn', 'Booking of yours cancelled', 'high', '1 day', '{in_app,web_push,email}'),
  ('skipped', 'Recurring booking not possible once', 'normal', '3 days', '{in_app,web_push,email}'),
  ('ended', 'Recurring booking ended', 'normal', '2 days', '{in_app,email}')
) e (key, label, priority, ttl, channels);

select private.save_words(w.event_type, w.locale, w.title, w.body, null, null, w.action_label) from (values
  ('booking.asked', 'en', 'Please confirm booking {{booking.number}}', '{{booking.service|default:Appointment}}, {{booking.starts_at|datetime}}.', 'Open booking'),
  ('booking.assigned', 'en', 'New booking {{booking.number}} for you', '{{booking.service|default:Appointment}}, {{booking.starts_at|datetime}}.', 'Open booking'),
  ('booking.rescheduled', 'en', 'Booking {{booking.number}} was moved', '{{booking.service|default:Appointment}}, now {{booking.starts_at|datetime}}.', 'Open booking'),
  ('booking.withdrawn', 'en', 'Booking {{booking.number}} is not yours any more', '{{booking.service|default:Appointment}}, {{booking.starts_at|datetime}}. The time is free again.', 'Open bookings'),
  ('booking.skipped', 'en', 'Not possible this time', '{{booking.service|default:Your appointment}} cannot take place on {{booking.starts_at|datetime}}. The others stay. You can book another time.', 'Open bookings'),
  ('booking.ended', 'en', 'Recurring booking ended', '{{booking.service|default:Your appointment}} does not repeat any more. Cancelled: {{booking.count|default:0}}.', 'Open bookings'),
  ('booking.asked', 'es', 'Confirme la reserva {{booking.number}}', '{{booking.service|default:Cita}}, {{booking.starts_at|datetime}}.', 'Ver reserva'),
  ('booking.assigned', 'es', 'Nueva reserva {{booking.number}} para usted', '{{booking.service|default:Cita}}, {{booking.starts_at|datetime}}.', 'Ver reserva'),
  ('booking.rescheduled', 'es', 'La reserva {{booking.number}} se ha cambiado', '{{booking.service|default:Cita}}, ahora {{booking.starts_at|datetime}}.', 'Ver reserva'),
  ('booking.withdrawn', 'es', 'La reserva {{booking.number}} ya no es suya', '{{booking.service|default:Cita}}, {{booking.starts_at|datetime}}. La hora vuelve a estar libre.', 'Ver reservas'),
  ('booking.skipped', 'es', 'Esta vez no es posible', '{{booking.service|default:Su cita}} no puede tener lugar el {{booking.starts_at|datetime}}. Las demás siguen. Puede reservar otra hora.', 'Ver reservas'),
  ('booking.ended', 'es', 'Reserva periódica terminada', '{{booking.service|default:Su cita}} ya no se repite. Anuladas: {{booking.count|default:0}}.', 'Ver reservas'),
  ('booking.asked', 'ar', 'يرجى تأكيد الحجز {{booking.number}}', '{{booking.service|default:موعد}}، {{booking.starts_at|datetime}}.', 'عرض الحجز'),
  ('booking.assigned', 'ar', 'حجز جديد لك {{booking.number}}', '{{booking.service|default:موعد}}، {{booking.starts_at|datetime}}.', 'عرض الحجز'),
  ('booking.rescheduled', 'ar', 'تم نقل الحجز {{booking.number}}', '{{booking.service|default:موعد}}، الآن {{booking.starts_at|datetime}}.', 'عرض الحجز'),
  ('booking.withdrawn', 'ar', 'لم يعد الحجز {{booking.number}} لك', '{{booking.service|default:موعد}}، {{booking.starts_at|datetime}}. الوقت متاح من جديد.', 'عرض الحجوزات'),
  ('booking.skipped', 'ar', 'غير ممكن هذه المرة', '{{booking.service|default:موعدك}} غير ممكن في {{booking.starts_at|datetime}}. بقية المواعيد كما هي، ويمكنك حجز وقت آخر.', 'عرض الحجوزات'),
  ('booking.ended', 'ar', 'انتهى الحجز المتكرر', '{{booking.service|default:موعدك}} لم يعد يتكرر. ما تم إلغاؤه: {{booking.count|default:0}}.', 'عرض الحجوزات')
) w (event_type, locale, title, body, action_label);
