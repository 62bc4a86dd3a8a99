-- Orders: the events, one per status and a few more, and their words. Columns of the words: save_words().

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'order.' || e.key, 'order', e.label, e.priority::public.notification_priority, e.ttl::interval,
  e.channels::public.notification_channel[],
  '{order.number,order.pickup_address,order.dropoff_address,order.status_note,order.eta_at,order.change,partner.name,customer.name}',
  '{"order": {"number": "A1027", "pickup_address": "12 Canal Street", "dropoff_address": "7 Garden Row", "status_note": "The item is out of stock.",
    "eta_at": "2026-11-21T18:40:00Z", "change": "Delivery moved to tomorrow"}, "partner": {"name": "Sam"}, "customer": {"name": "Ada"}}'
from (values
  ('placed', 'Order placed', 'normal', '1 day', '{in_app,web_push,sms}'),
  ('confirmed', 'Order confirmed', 'normal', '1 day', '{in_app,web_push,sms,email}'),
  ('accepted', 'Order accepted', 'normal', '1 day', '{in_app,web_push,sms}'),
  ('picked_up', 'Order picked up', 'normal', '12 hours', '{in_app,web_push,sms}'),
  ('in_progress', 'Order in progress', 'low', '12 hours', '{in_app,web_push,sms}'),
  ('ready', 'Order ready', 'normal', '12 hours', '{in_app,web_push,sms}'),
  ('out_for_delivery', 'Order out for delivery', 'high', '4 hours', '{in_app,web_push,sms}'),
  ('delivered', 'Order delivered', 'high', '1 day', '{in_app,web_push,sms,email}'),
  ('cancelled', 'Order cancelled', 'high', '1 day', '{in_app,web_push,sms,email}'),
  ('delayed', 'Order delayed', 'high', '6 hours', '{in_app,web_push,sms,email}'),
  ('changed', 'Order changed', 'normal', '1 day', '{in_app,web_push,email}'),
  ('feedback_asked', 'Opinion asked', 'low', '5 days', '{in_app,email}')
) e (key, label, priority, ttl, channels);

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, 'Open order') from (values
  ('order.placed', 'Order {{order.number}} placed', 'We are looking for a partner. You will hear as soon as one accepts.', null,
    E'Thank you, {{customer.name|default:dear customer}}. We have your order {{order.number}} and are looking for a partner.\n\nYou will hear from us as soon as one accepts.'),
  ('order.confirmed', 'Order {{order.number}} confirmed', 'It will go to {{order.dropoff_address|truncate:60}}.', 'Order {{order.number}} is confirmed. We will tell you when it is on its way.',
    E'Your order {{order.number}} is confirmed.\n\nFrom: {{order.pickup_address}}\nTo: {{order.dropoff_address}}\n\nWe will tell you when it is on its way.'),
  ('order.accepted', 'Order {{order.number}} accepted', '{{partner.name|default:A partner}} has taken your order.', 'Order {{order.number}} accepted by {{partner.name|default:a partner|truncate:30}}.',
    E'{{partner.name|default:A partner}} has taken your order {{order.number}}.\n\nYou can write to each other on the page of the order.'),
  ('order.picked_up', 'Order {{order.number}} picked up', '{{partner.name|default:Your partner}} has picked it up at {{order.pickup_address|truncate:60}}.', 'Order {{order.number}} picked up by {{partner.name|default:your partner|truncate:30}}.', null),
  ('order.in_progress', 'Order {{order.number}} in progress', '{{partner.name|default:Your partner}} is working on it.', 'Order {{order.number}} in progress. We will tell you when it is ready.', null),
  ('order.ready', 'Order {{order.number}} ready', 'It is ready and will be on its way soon.', null, null),
  ('order.out_for_delivery', 'Order {{order.number}} is on its way', '{{partner.name|default:Your partner}} is on the way to {{order.dropoff_address|truncate:60}}. Follow it on the map.', 'Order {{order.number}} is on its way. Follow it on the map in the app.', null),
  ('order.delivered', 'Order {{order.number}} delivered', 'Delivered to {{order.dropoff_address|truncate:60}}. Thank you.', 'Order {{order.number}} delivered. Thank you.',
    E'Your order {{order.number}} was delivered to {{order.dropoff_address}}.\n\nThank you for ordering with us. Is something not right? Answer on the page of the order and we will look into it.'),
  ('order.cancelled', 'Order {{order.number}} cancelled', '{{order.status_note|default:The order was cancelled.}}', 'Order {{order.number}} was cancelled. {{order.status_note|truncate:80}}',
    E'Your order {{order.number}} was cancelled.\n\n{{order.status_note}}\n\nIf you have paid already, the money comes back to you by the way you paid.'),
  ('order.delayed', 'Order {{order.number}} is late', 'We now expect it at {{order.eta_at|time|default:a later time}}. We are sorry.', 'Order {{order.number}} is late. We now expect it at {{order.eta_at|time|default:a later time}}. We are sorry.',
    E'Your order {{order.number}} takes longer than planned. We are sorry.\n\nWe now expect it: {{order.eta_at|datetime|default:later today}}'),
  ('order.changed', 'Order {{order.number}} changed', '{{order.change|default:Details of the order were changed.}}', null,
    E'Your order {{order.number}} was changed:\n\n{{order.change|default:Details of the order were changed.}}\n\nIf you did not expect this, please write to us.'),
  ('order.feedback_asked', 'How was order {{order.number}}?', 'Tell us in a minute what went well and what did not.', null,
    E'Your order {{order.number}} has arrived. How was it?\n\nIt takes a minute to tell us what went well and what did not. We read every answer.')
) w (event_type, title, body, sms, mail);

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, 'Ver pedido') from (values
  ('order.placed', 'Pedido {{order.number}} recibido', 'Estamos buscando quien lo lleve. Le avisaremos en cuanto alguien lo acepte.', 'Pedido {{order.number}} recibido. Le avisaremos en cuanto alguien lo acepte.',
    E'Gracias, {{customer.name|default:estimado cliente}}. Tenemos su pedido {{order.number}} y estamos buscando quien lo lleve.\n\nLe avisaremos en cuanto alguien lo acepte.'),
  ('order.confirmed', 'Pedido {{order.number}} confirmado', 'Se entregará en {{order.dropoff_address|truncate:60}}.', 'Pedido {{order.number}} confirmado. Le avisaremos cuando salga.',
    E'Su pedido {{order.number}} está confirmado.\n\nDesde: {{order.pickup_address}}\nHasta: {{order.dropoff_address}}\n\nLe avisaremos cuando esté en camino.'),
  ('order.accepted', 'Pedido {{order.number}} aceptado', '{{partner.name|default:Un colaborador}} se encarga de su pedido.', 'Pedido {{order.number}} aceptado por {{partner.name|default:un colaborador|truncate:30}}.',
    E'{{partner.name|default:Un colaborador}} se encarga de su pedido {{order.number}}.\n\nPueden escribirse en la página del pedido.'),
  ('order.picked_up', 'Pedido {{order.number}} recogido', '{{partner.name|default:Su colaborador}} lo ha recogido en {{order.pickup_address|truncate:60}}.', 'Pedido {{order.number}} recogido por {{partner.name|default:su colaborador|truncate:30}}.', null),
  ('order.in_progress', 'Pedido {{order.number}} en curso', '{{partner.name|default:Su colaborador}} está trabajando en él.', 'Pedido {{order.number}} en curso. Le avisaremos cuando termine.', null),
  ('order.ready', 'Pedido {{order.number}} listo', 'Está listo y saldrá pronto.', 'Pedido {{order.number}} listo. Pronto va de camino.', null),
  ('order.out_for_delivery', 'El pedido {{order.number}} va en camino', '{{partner.name|default:Su colaborador}} va hacia {{order.dropoff_address|truncate:60}}. Puede seguirlo en el mapa.', 'El pedido {{order.number}} va en camino. Puede seguirlo en el mapa de la app.', null),
  ('order.delivered', 'Pedido {{order.number}} entregado', 'Entregado en {{order.dropoff_address|truncate:60}}. Gracias.', 'Pedido {{order.number}} entregado. Gracias.',
    E'Su pedido {{order.number}} se ha entregado en {{order.dropoff_address}}.\n\nGracias por su pedido. ¿Hay algo que no esté bien? Responda en la página del pedido y lo revisaremos.'),
  ('order.cancelled', 'Pedido {{order.number}} cancelado', '{{order.status_note|default:El pedido se ha cancelado.}}', 'El pedido {{order.number}} se ha cancelado. {{order.status_note|truncate:80}}',
    E'Su pedido {{order.number}} se ha cancelado.\n\n{{order.status_note}}\n\nSi ya había pagado, le devolveremos el dinero por la misma vía.'),
  ('order.delayed', 'El pedido {{order.number}} se retrasa', 'Ahora lo esperamos a las {{order.eta_at|time|default:próximas horas}}. Lo sentimos.', 'El pedido {{order.number}} se retrasa. Nueva hora: {{order.eta_at|time|default:por confirmar}}. Lo sentimos.',
    E'Su pedido {{order.number}} tarda más de lo previsto. Lo sentimos.\n\nAhora lo esperamos: {{order.eta_at|datetime|default:hoy más tarde}}'),
  ('order.changed', 'Pedido {{order.number}} modificado', '{{order.change|default:Se han cambiado datos del pedido.}}', null,
    E'Su pedido {{order.number}} se ha modificado:\n\n{{order.change|default:Se han cambiado datos del pedido.}}\n\nSi no lo esperaba, escríbanos, por favor.'),
  ('order.feedback_asked', '¿Qué tal el pedido {{order.number}}?', 'Cuéntenos en un minuto qué fue bien y qué no.', null,
    E'Su pedido {{order.number}} ha llegado. ¿Qué le ha parecido?\n\nEn un minuto puede contarnos qué fue bien y qué no. Leemos todas las respuestas.')
) w (event_type, title, body, sms, mail);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, 'عرض الطلب') from (values
  ('order.placed', 'تم استلام الطلب {{order.number}}', 'نبحث الآن عن شريك لتنفيذه، وسنخبرك فور قبوله.', 'استلمنا طلبك {{order.number}} وسنخبرك فور قبوله.',
    E'شكرًا لك، {{customer.name|default:عميلنا العزيز}}. استلمنا طلبك {{order.number}} ونبحث الآن عن شريك لتنفيذه.\n\nسنخبرك فور قبوله.'),
  ('order.confirmed', 'تم تأكيد الطلب {{order.number}}', 'سيُسلَّم إلى {{order.dropoff_address|truncate:60}}.', 'تم تأكيد طلبك {{order.number}}، وسنخبرك عند انطلاقه.',
    E'تم تأكيد طلبك {{order.number}}.\n\nمن: {{order.pickup_address}}\nإلى: {{order.dropoff_address}}\n\nسنخبرك عندما يكون في الطريق إليك.'),
  ('order.accepted', 'تم قبول الطلب {{order.number}}', '{{partner.name|default:أحد شركائنا}} يتولى طلبك.', 'تم قبول طلبك {{order.number}}. الشريك: {{partner.name|default:أحد شركائنا|truncate:25}}.',
    E'{{partner.name|default:أحد شركائنا}} يتولى طلبك {{order.number}}.\n\nيمكنكما التراسل في صفحة الطلب.'),
  ('order.picked_up', 'تم أخذ الطلب {{order.number}}', 'أخذه {{partner.name|default:شريكنا}} من {{order.pickup_address|truncate:60}}.', 'تم أخذ طلبك {{order.number}}. الشريك: {{partner.name|default:شريكنا|truncate:25}}.', null),
  ('order.in_progress', 'الطلب {{order.number}} قيد التنفيذ', 'يعمل عليه الآن {{partner.name|default:شريكنا}}.', 'طلبك {{order.number}} قيد التنفيذ، وسنخبرك عندما يجهز.', null),
  ('order.ready', 'الطلب {{order.number}} جاهز', 'أصبح جاهزًا وسينطلق إليك قريبًا.', 'طلبك {{order.number}} جاهز وسينطلق إليك قريبًا.', null),
  ('order.out_for_delivery', 'الطلب {{order.number}} في الطريق إليك', '{{partner.name|default:شريكنا}} في الطريق إلى {{order.dropoff_address|truncate:60}}. يمكنك تتبعه على الخريطة.', 'طلبك {{order.number}} في الطريق إليك. تتبعه على الخريطة في التطبيق.', null),
  ('order.delivered', 'تم تسليم الطلب {{order.number}}', 'سُلِّم إلى {{order.dropoff_address|truncate:60}}. شكرًا لك.', 'تم تسليم طلبك {{order.number}}. شكرًا لك.',
    E'تم تسليم طلبك {{order.number}} إلى {{order.dropoff_address}}.\n\nشكرًا لطلبك منا. هل هناك ما ليس على ما يرام؟ اكتب لنا في صفحة الطلب وسننظر في الأمر.'),
  ('order.cancelled', 'تم إلغاء الطلب {{order.number}}', '{{order.status_note|default:تم إلغاء الطلب.}}', 'تم إلغاء طلبك {{order.number}}. {{order.status_note|truncate:35}}',
    E'تم إلغاء طلبك {{order.number}}.\n\n{{order.status_note}}\n\nإذا كنت قد دفعت، فسنعيد إليك المبلغ بالطريقة نفسها.'),
  ('order.delayed', 'الطلب {{order.number}} متأخر', 'نتوقع وصوله الآن في {{order.eta_at|time|default:وقت لاحق}}. نعتذر عن ذلك.', 'طلبك {{order.number}} متأخر، والموعد الجديد {{order.eta_at|time|default:لاحقًا}}. نعتذر.',
    E'يستغرق طلبك {{order.number}} وقتًا أطول مما خططنا له. نعتذر عن ذلك.\n\nموعد الوصول المتوقع: {{order.eta_at|datetime|default:لاحقًا اليوم}}'),
  ('order.changed', 'تم تعديل الطلب {{order.number}}', '{{order.change|default:تغيرت بعض تفاصيل الطلب.}}', null,
    E'تم تعديل طلبك {{order.number}}:\n\n{{order.change|default:تغيرت بعض تفاصيل الطلب.}}\n\nإذا لم تكن تتوقع ذلك، فنرجو أن تكتب إلينا.'),
  ('order.feedback_asked', 'ما رأيك في الطلب {{order.number}}؟', 'أخبرنا في دقيقة واحدة بما أعجبك وما لم يعجبك.', null,
    E'وصل طلبك {{order.number}}. كيف كانت تجربتك؟\n\nأخبرنا في دقيقة واحدة بما أعجبك وما لم يعجبك. نقرأ كل إجابة.')
) w (event_type, title, body, sms, mail);
