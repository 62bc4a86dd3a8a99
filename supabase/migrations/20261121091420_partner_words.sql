-- Partners: what they are offered, given, and paid. An urgent push that no device showed in time is followed by an SMS.

insert into public.event_types (key, category, label, priority, ttl, channels, escalate_after, variables, sample)
select 'partner.' || e.key, 'partner', e.label, e.priority::public.notification_priority, e.ttl::interval, e.channels::public.notification_channel[], e.escalate_after::interval,
  '{order.number,order.pickup_address,order.dropoff_address,order.status_note,offer.until,payout.amount,payout.currency,payout.period}',
  '{"order": {"number": "A1027", "pickup_address": "12 Canal Street", "dropoff_address": "7 Garden Row", "status_note": "Asked by the customer."},
    "offer": {"until": "2026-11-21T18:05:00Z"}, "payout": {"amount": 48250, "currency": "EUR", "period": "16-22 November"}}'
from (values
  ('order_offered', 'Order offered', 'urgent', '10 minutes', '{in_app,web_push}', '2 minutes'),
  ('order_assigned', 'Order assigned', 'high', '2 hours', '{in_app,web_push,sms}', null),
  ('order_withdrawn', 'Order withdrawn', 'urgent', '2 hours', '{in_app,web_push}', '2 minutes'),
  ('payout_sent', 'Payout sent', 'normal', '3 days', '{in_app,web_push,email}', null)
) e (key, label, priority, ttl, channels, escalate_after);

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('partner.order_offered', 'New order near you', '{{order.pickup_address|truncate:40}} to {{order.dropoff_address|truncate:40}}. Yours until {{offer.until|time}}.',
    'New order {{order.number}} near you, yours until {{offer.until|time}}. Open the app to accept it.',
    E'There is a new order near you.\n\nFrom: {{order.pickup_address}}\nTo: {{order.dropoff_address}}\n\nIt is yours until {{offer.until|time}} if you accept.', 'Look and accept'),
  ('partner.order_assigned', 'Order {{order.number}} is yours', 'Pick up at {{order.pickup_address|truncate:60}}.', 'Order {{order.number}} is yours. Open the app for the addresses.',
    E'Order {{order.number}} is yours.\n\nPick up: {{order.pickup_address}}\nDeliver: {{order.dropoff_address}}', 'Open order'),
  ('partner.order_withdrawn', 'Stop: order {{order.number}} was cancelled', '{{order.status_note|default:You need not do anything more for it.}}',
    'Order {{order.number}} was cancelled. You need not do anything more for it.',
    E'Order {{order.number}} was cancelled and is no longer yours.\n\n{{order.status_note}}', 'Open orders'),
  ('partner.payout_sent', 'Payout of {{payout.amount|money:payout.currency}}', 'For {{payout.period|default:the last period}}. It is on its way to your bank.', null,
    E'We have sent your payout.\n\nAmount: {{payout.amount|money:payout.currency}}\nPeriod: {{payout.period|default:since the last payout}}\n\nYour bank may need up to two working days.', 'Open payouts')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('partner.order_offered', 'Nuevo pedido cerca de usted', 'De {{order.pickup_address|truncate:40}} a {{order.dropoff_address|truncate:40}}. Suyo hasta las {{offer.until|time}}.',
    'Nuevo pedido {{order.number}} cerca de usted, suyo hasta las {{offer.until|time}}. Abra la app para aceptarlo.',
    E'Hay un nuevo pedido cerca de usted.\n\nDesde: {{order.pickup_address}}\nHasta: {{order.dropoff_address}}\n\nPuede aceptarlo hasta las {{offer.until|time}}.', 'Ver y aceptar'),
  ('partner.order_assigned', 'El pedido {{order.number}} es suyo', 'Recogida en {{order.pickup_address|truncate:60}}.', 'El pedido {{order.number}} es suyo. Las direcciones, en la app.',
    E'El pedido {{order.number}} es suyo.\n\nRecogida: {{order.pickup_address}}\nEntrega: {{order.dropoff_address}}', 'Ver pedido'),
  ('partner.order_withdrawn', 'Alto: el pedido {{order.number}} se ha cancelado', '{{order.status_note|default:Ya no tiene que hacer nada más.}}',
    'El pedido {{order.number}} se ha cancelado. Ya no tiene que hacer nada.',
    E'El pedido {{order.number}} se ha cancelado y ya no es suyo.\n\n{{order.status_note}}', 'Ver pedidos'),
  ('partner.payout_sent', 'Pago de {{payout.amount|money:payout.currency}}', 'Por {{payout.period|default:el último periodo}}. Va camino de su banco.', null,
    E'Le hemos enviado su pago.\n\nImporte: {{payout.amount|money:payout.currency}}\nPeriodo: {{payout.period|default:desde el último pago}}\n\nSu banco puede necesitar hasta dos días laborables.', 'Ver pagos')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('partner.order_offered', 'طلب جديد بالقرب منك', 'من {{order.pickup_address|truncate:40}} إلى {{order.dropoff_address|truncate:40}}. متاح لك حتى {{offer.until|time}}.',
    'طلب جديد {{order.number}} قربك، متاح لك حتى {{offer.until|time}}. افتح التطبيق.',
    E'هناك طلب جديد بالقرب منك.\n\nمن: {{order.pickup_address}}\nإلى: {{order.dropoff_address}}\n\nيمكنك قبوله حتى {{offer.until|time}}.', 'اعرض واقبل'),
  ('partner.order_assigned', 'الطلب {{order.number}} من نصيبك', 'الاستلام من {{order.pickup_address|truncate:60}}.', 'الطلب {{order.number}} من نصيبك. العناوين في التطبيق.',
    E'الطلب {{order.number}} من نصيبك.\n\nالاستلام: {{order.pickup_address}}\nالتسليم: {{order.dropoff_address}}', 'عرض الطلب'),
  ('partner.order_withdrawn', 'توقف: أُلغي الطلب {{order.number}}', '{{order.status_note|default:لا يلزمك فعل أي شيء آخر.}}',
    'أُلغي الطلب {{order.number}}، ولا يلزمك فعل أي شيء آخر.',
    E'أُلغي الطلب {{order.number}} ولم يعد من نصيبك.\n\n{{order.status_note}}', 'عرض الطلبات'),
  ('partner.payout_sent', 'دفعة لك بقيمة {{payout.amount|money:payout.currency}}', 'عن {{payout.period|default:الفترة الأخيرة}}. وهي في الطريق إلى بنكك.', null,
    E'أرسلنا إليك مستحقاتك.\n\nالمبلغ: {{payout.amount|money:payout.currency}}\nالفترة: {{payout.period|default:منذ الدفعة الأخيرة}}\n\nقد يستغرق ذلك لدى البنك حتى يومي عمل.', 'عرض الدفعات')
) w (event_type, title, body, sms, mail, action_label);
