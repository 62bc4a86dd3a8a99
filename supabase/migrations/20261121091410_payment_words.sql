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

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('payment.due', 'Pago pendiente de {{order.number}}', '{{payment.amount|money:payment.currency}} hasta el {{payment.due_at|date}}.',
    'Pedido {{order.number}}: pague {{payment.amount|money:payment.currency}} hasta el {{payment.due_at|date}}, por favor.',
    E'Quedan por pagar {{payment.amount|money:payment.currency}} de su pedido {{order.number}}, hasta el {{payment.due_at|date}}.\n\nPuede pagar en la página del pedido.', 'Pagar ahora'),
  ('payment.pending', 'Estamos comprobando el pago de {{order.number}}', 'Le avisaremos en cuanto lleguen {{payment.amount|money:payment.currency}}.', null, null, 'Ver pedido'),
  ('payment.received', 'Pago recibido', 'Gracias: {{payment.amount|money:payment.currency}} por el pedido {{order.number}}.', null,
    E'Gracias. Hemos recibido su pago.\n\nPedido: {{order.number}}\nImporte: {{payment.amount|money:payment.currency}}\nForma de pago: {{payment.method|default:la elegida}}\nReferencia: {{payment.reference|default:ninguna}}', 'Ver recibo'),
  ('payment.failed', 'El pago de {{order.number}} ha fallado', '{{payment.reason|default:El pago no se ha realizado.}} Inténtelo de nuevo, por favor.',
    'El pago de {{payment.amount|money:payment.currency}} del pedido {{order.number}} no se ha realizado. Pruebe de nuevo en la app.',
    E'Su pago de {{payment.amount|money:payment.currency}} del pedido {{order.number}} no se ha realizado.\n\n{{payment.reason|default:Su banco no ha dado ningún motivo.}}\n\nNo se le ha cobrado nada. Inténtelo de nuevo o elija otra forma de pago, por favor.', 'Reintentar'),
  ('refund.requested', 'Devolución solicitada', 'Estamos revisando {{refund.amount|money:refund.currency}} del pedido {{order.number}}.', null,
    E'Tenemos su solicitud de devolución de {{refund.amount|money:refund.currency}} del pedido {{order.number}}.\n\nLe responderemos en un plazo de dos días laborables.', 'Ver pedido'),
  ('refund.processed', 'Su devolución está en camino', '{{refund.amount|money:refund.currency}} del pedido {{order.number}}.', null,
    E'Hemos devuelto {{refund.amount|money:refund.currency}} del pedido {{order.number}} a: {{refund.method|default:su cuenta}}.\n\nSu banco puede necesitar hasta {{refund.days|default:10}} días laborables.', 'Ver pedido'),
  ('refund.completed', 'Devolución completada', 'Ya tiene de vuelta {{refund.amount|money:refund.currency}} del pedido {{order.number}}.',
    'Su reembolso de {{refund.amount|money:refund.currency}} del pedido {{order.number}} se ha completado.',
    E'La devolución de {{refund.amount|money:refund.currency}} del pedido {{order.number}} se ha completado.\n\nLa verá en el extracto de: {{refund.method|default:su cuenta}}.', 'Ver pedido'),
  ('refund.declined', 'Devolución de {{order.number}} denegada', '{{refund.reason|default:No hemos podido conceder esta devolución.}}', null,
    E'Hemos revisado su solicitud sobre el pedido {{order.number}} y no podemos devolver el importe.\n\n{{refund.reason|default:Con gusto le explicaremos el motivo.}}\n\nSi no está de acuerdo, escríbanos, por favor.', 'Contactar')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('payment.due', 'دفعة مستحقة للطلب {{order.number}}', '{{payment.amount|money:payment.currency}} حتى {{payment.due_at|date}}.',
    'الطلب {{order.number}}: يرجى دفع {{payment.amount|money:payment.currency}} حتى {{payment.due_at|date}}.',
    E'يُستحق مبلغ {{payment.amount|money:payment.currency}} عن طلبك {{order.number}} حتى {{payment.due_at|date}}.\n\nيمكنك الدفع في صفحة الطلب.', 'ادفع الآن'),
  ('payment.pending', 'جارٍ التحقق من دفعة الطلب {{order.number}}', 'سنخبرك فور وصول {{payment.amount|money:payment.currency}}.', null, null, 'عرض الطلب'),
  ('payment.received', 'تم استلام الدفعة', 'شكرًا لك: {{payment.amount|money:payment.currency}} عن الطلب {{order.number}}.', null,
    E'شكرًا لك. استلمنا دفعتك.\n\nالطلب: {{order.number}}\nالمبلغ: {{payment.amount|money:payment.currency}}\nطريقة الدفع: {{payment.method|default:كما اخترت}}\nالمرجع: {{payment.reference|default:لا يوجد}}', 'عرض الإيصال'),
  ('payment.failed', 'لم تنجح دفعة الطلب {{order.number}}', '{{payment.reason|default:لم تتم عملية الدفع.}} يرجى المحاولة مرة أخرى.',
    'لم تتم دفعة {{payment.amount|money:payment.currency}} للطلب {{order.number}}. يرجى إعادة المحاولة.',
    E'لم تتم دفعتك بمبلغ {{payment.amount|money:payment.currency}} عن الطلب {{order.number}}.\n\n{{payment.reason|default:لم يذكر البنك سببًا.}}\n\nلم يُخصم منك شيء. يرجى المحاولة مرة أخرى أو اختيار طريقة دفع أخرى.', 'حاول مجددًا'),
  ('refund.requested', 'تم طلب استرداد المبلغ', 'ننظر في استرداد {{refund.amount|money:refund.currency}} عن الطلب {{order.number}}.', null,
    E'استلمنا طلبك لاسترداد {{refund.amount|money:refund.currency}} عن الطلب {{order.number}}.\n\nسنجيبك خلال يومي عمل.', 'عرض الطلب'),
  ('refund.processed', 'المبلغ المسترد في الطريق إليك', '{{refund.amount|money:refund.currency}} عن الطلب {{order.number}}.', null,
    E'أعدنا مبلغ {{refund.amount|money:refund.currency}} عن الطلب {{order.number}} إلى: {{refund.method|default:حسابك}}.\n\nقد يستغرق ذلك لدى البنك حتى {{refund.days|default:10}} من أيام العمل.', 'عرض الطلب'),
  ('refund.completed', 'اكتمل استرداد المبلغ', 'عاد إليك {{refund.amount|money:refund.currency}} عن الطلب {{order.number}}.',
    'اكتمل استرداد {{refund.amount|money:refund.currency}} عن طلبك {{order.number}}.',
    E'اكتمل استرداد {{refund.amount|money:refund.currency}} عن الطلب {{order.number}}.\n\nستجده في كشف: {{refund.method|default:حسابك}}.', 'عرض الطلب'),
  ('refund.declined', 'تعذر استرداد مبلغ الطلب {{order.number}}', '{{refund.reason|default:لم نتمكن من الموافقة على الاسترداد.}}', null,
    E'نظرنا في طلبك بشأن الطلب {{order.number}} ولا يمكننا رد المبلغ.\n\n{{refund.reason|default:يسر فريق الدعم أن يشرح لك السبب.}}\n\nإذا كان لك رأي آخر، فنرجو أن تكتب إلينا.', 'تواصل مع الدعم')
) w (event_type, title, body, sms, mail, action_label);
