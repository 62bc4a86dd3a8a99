-- Bookings and the way to the door.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'booking.' || e.key, 'booking', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[],
  '{booking.number,booking.service,booking.starts_at,booking.place,booking.change,booking.rhythm}',
  '{"booking": {"number": "B311", "service": "Home care", "starts_at": "2026-11-23T09:30:00Z", "place": "7 Garden Row", "change": "Moved by one hour", "rhythm": "every Monday"}}'
from (values
  ('confirmed', 'Booking confirmed', 'normal', '1 day', '{in_app,web_push,sms,email}'),
  ('reminder', 'Booking reminder', 'high', '3 hours', '{in_app,web_push,sms,email}'),
  ('recurring', 'Recurring booking made', 'normal', '2 days', '{in_app,email}'),
  ('changed', 'Booking changed', 'high', '1 day', '{in_app,web_push,sms,email}'),
  ('cancelled', 'Booking cancelled', 'high', '1 day', '{in_app,web_push,sms,email}'),
  ('available', 'A place became free', 'normal', '2 hours', '{in_app,web_push}')
) e (key, label, priority, ttl, channels);

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

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('booking.confirmed', 'Reserva {{booking.number}} confirmada', '{{booking.service|default:Su cita}}, {{booking.starts_at|datetime}}.', 'Reserva {{booking.number}} confirmada: {{booking.starts_at|datetime}}.',
    E'Su reserva {{booking.number}} está confirmada.\n\nQué: {{booking.service|default:su cita}}\nCuándo: {{booking.starts_at|datetime}}\nDónde: {{booking.place|default:lo acordado}}', 'Ver reserva'),
  ('booking.reminder', 'Pronto: {{booking.service|default:su cita|truncate:40}}', '{{booking.starts_at|datetime}}, {{booking.place|default:donde acordamos|truncate:60}}.', 'Recordatorio: su reserva {{booking.number}} empieza el {{booking.starts_at|datetime}}.',
    E'Le recordamos su reserva {{booking.number}}.\n\nQué: {{booking.service|default:su cita}}\nCuándo: {{booking.starts_at|datetime}}\nDónde: {{booking.place|default:lo acordado}}\n\n¿No puede acudir? Cámbiela o anúlela con tiempo, por favor.', 'Ver reserva'),
  ('booking.recurring', 'Reserva periódica hecha', '{{booking.service|default:Su cita}}, {{booking.rhythm|default:con regularidad}}, la primera {{booking.starts_at|datetime}}.', null,
    E'Le hemos reservado: {{booking.service|default:su cita}}, {{booking.rhythm|default:con regularidad}}.\n\nPrimera vez: {{booking.starts_at|datetime}}\n\nPuede cambiarla o terminarla cuando quiera.', 'Ver reservas'),
  ('booking.changed', 'Reserva {{booking.number}} modificada', '{{booking.change|default:Mire la nueva hora, por favor.}} Ahora {{booking.starts_at|datetime}}.', 'La reserva {{booking.number}} se ha cambiado. Ahora es el {{booking.starts_at|datetime}}.',
    E'Su reserva {{booking.number}} se ha modificado. {{booking.change}}\n\nAhora es: {{booking.starts_at|datetime}}\n\n¿No le viene bien? Elija otra hora, por favor.', 'Ver reserva'),
  ('booking.cancelled', 'Reserva {{booking.number}} anulada', '{{booking.service|default:Su cita}}, {{booking.starts_at|datetime}}, no tendrá lugar.', 'La reserva {{booking.number}} del {{booking.starts_at|datetime}} se ha anulado.',
    E'Su reserva {{booking.number}} se ha anulado: {{booking.service|default:su cita}}, {{booking.starts_at|datetime}}.\n\nCon gusto le buscamos otra hora.', 'Reservar de nuevo'),
  ('booking.available', 'Hay un hueco libre', '{{booking.service|default:Lo que pidió}}, {{booking.starts_at|datetime}}. Para quien llegue primero.', null, null, 'Reservar ahora'),
  ('location.arriving', '{{partner.name|default:Su colaborador|truncate:25}} está a punto de llegar', 'Unos {{eta.minutes|default:5}} min hasta {{order.dropoff_address|truncate:60}}.', 'El pedido {{order.number}} llega en unos {{eta.minutes|default:5}} min.', null, 'Ver mapa'),
  ('location.arrived', '{{partner.name|default:Su colaborador|truncate:25}} ha llegado', 'En {{order.dropoff_address|truncate:60}}.', 'Pedido {{order.number}}: {{partner.name|default:su colaborador|truncate:30}} ha llegado.', null, 'Ver pedido'),
  ('location.left', '{{partner.name|default:Su colaborador|truncate:25}} ha salido', 'Va en camino con el pedido {{order.number}}.', null, null, 'Ver mapa'),
  ('location.delayed', 'El pedido {{order.number}} se retrasa', 'Nueva hora: hacia las {{eta.at|time}}.', 'El pedido {{order.number}} se retrasa: hacia las {{eta.at|time}}. Lo sentimos.', null, 'Ver mapa')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('booking.confirmed', 'تم تأكيد الحجز {{booking.number}}', '{{booking.service|default:موعدك}}، {{booking.starts_at|datetime}}.', 'تم تأكيد الحجز {{booking.number}}: {{booking.starts_at|datetime}}.',
    E'تم تأكيد حجزك {{booking.number}}.\n\nالخدمة: {{booking.service|default:موعدك}}\nالموعد: {{booking.starts_at|datetime}}\nالمكان: {{booking.place|default:كما اتفقنا}}', 'عرض الحجز'),
  ('booking.reminder', 'قريبًا: {{booking.service|default:موعدك|truncate:40}}', '{{booking.starts_at|datetime}}، {{booking.place|default:كما اتفقنا|truncate:60}}.', 'تذكير: موعد حجزك {{booking.number}} في {{booking.starts_at|datetime}}.',
    E'نذكّرك بحجزك {{booking.number}}.\n\nالخدمة: {{booking.service|default:موعدك}}\nالموعد: {{booking.starts_at|datetime}}\nالمكان: {{booking.place|default:كما اتفقنا}}\n\nلا يمكنك الحضور؟ يرجى تغيير الحجز أو إلغاؤه في وقت مناسب.', 'عرض الحجز'),
  ('booking.recurring', 'تم إنشاء حجز متكرر', '{{booking.service|default:موعدك}}، {{booking.rhythm|default:بانتظام}}، وأول موعد {{booking.starts_at|datetime}}.', null,
    E'حجزنا لك: {{booking.service|default:موعدك}}، {{booking.rhythm|default:بانتظام}}.\n\nأول موعد: {{booking.starts_at|datetime}}\n\nيمكنك تغييره أو إنهاؤه متى شئت.', 'عرض الحجوزات'),
  ('booking.changed', 'تم تعديل الحجز {{booking.number}}', '{{booking.change|default:يرجى الاطلاع على الموعد الجديد.}} الآن {{booking.starts_at|datetime}}.', 'تم تعديل الحجز {{booking.number}}، والموعد {{booking.starts_at|datetime}}.',
    E'تم تعديل حجزك {{booking.number}}. {{booking.change}}\n\nالموعد الآن: {{booking.starts_at|datetime}}\n\nلا يناسبك؟ يرجى اختيار موعد آخر.', 'عرض الحجز'),
  ('booking.cancelled', 'تم إلغاء الحجز {{booking.number}}', '{{booking.service|default:موعدك}}، {{booking.starts_at|datetime}}، لن يتم.', 'تم إلغاء الحجز {{booking.number}} بتاريخ {{booking.starts_at|datetime}}.',
    E'تم إلغاء حجزك {{booking.number}}: {{booking.service|default:موعدك}}، {{booking.starts_at|datetime}}.\n\nيسرنا أن نجد لك موعدًا آخر.', 'احجز من جديد'),
  ('booking.available', 'هناك موعد متاح', '{{booking.service|default:ما طلبته}}، {{booking.starts_at|datetime}}. الأولوية لمن يسبق.', null, null, 'احجز الآن'),
  ('location.arriving', '{{partner.name|default:شريكنا|truncate:25}} على وشك الوصول', 'نحو {{eta.minutes|default:5}} د حتى {{order.dropoff_address|truncate:60}}.', 'طلبك {{order.number}} على وشك الوصول، نحو {{eta.minutes|default:5}} د.', null, 'عرض الخريطة'),
  ('location.arrived', 'وصل {{partner.name|default:شريكنا|truncate:25}}', 'إلى {{order.dropoff_address|truncate:60}}.', 'الطلب {{order.number}}: وصل {{partner.name|default:شريكنا|truncate:30}}.', null, 'عرض الطلب'),
  ('location.left', 'انطلق {{partner.name|default:شريكنا|truncate:25}}', 'في الطريق مع الطلب {{order.number}}.', null, null, 'عرض الخريطة'),
  ('location.delayed', 'الطلب {{order.number}} متأخر', 'الموعد الجديد: نحو {{eta.at|time}}.', 'طلبك {{order.number}} متأخر: نحو {{eta.at|time}}. نعتذر.', null, 'عرض الخريطة')
) w (event_type, title, body, sms, mail, action_label);
