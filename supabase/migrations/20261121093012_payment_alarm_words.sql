-- What staff are told when money and our books do not agree. Raised by apply_payment_event() and by disputes.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
select 'system.payment_' || e.key, 'system', e.label, 'high', '3 days', '{in_app,web_push,email}',
  '{trouble.provider,trouble.amount,trouble.currency,trouble.expected,trouble.expected_currency,trouble.reference,order.number}',
  '{"trouble": {"provider": "stripe", "amount": 1000, "currency": "EUR", "expected": 1250, "expected_currency": "EUR", "reference": "cs_test_a1b2"}, "order": {"number": "A1027"}}'
from (values ('mismatch', 'A payment has another amount'), ('unknown', 'A payment belongs to nothing'), ('overpaid', 'An order was paid twice'),
  ('disputed', 'A payment is disputed'), ('dispute_won', 'A dispute is won'), ('dispute_lost', 'A dispute is lost')) e (key, label);

select private.save_words('system.payment_' || w.key, w.locale, w.title, w.body, null, w.mail, w.action_label) from (values
  ('mismatch', 'en', 'Order {{order.number|default:unknown}}: another amount than asked', '{{trouble.provider}} reports {{trouble.amount|money:trouble.currency}}, we asked for {{trouble.expected|money:trouble.expected_currency}}. It is not counted as paid.',
    E'{{trouble.provider}} reports {{trouble.amount|money:trouble.currency}} where {{trouble.expected|money:trouble.expected_currency}} was asked for.\n\nOrder: {{order.number|default:unknown}}\nReference: {{trouble.reference|default:none}}\n\nThe payment is not counted as paid. Look it up at the provider and settle it with the customer.', 'Open order'),
  ('unknown', 'en', 'A payment that belongs to nothing', '{{trouble.provider}} reports {{trouble.reference|default:a payment}}, which is none of ours.',
    E'{{trouble.provider}} reports a payment that belongs to no order of ours.\n\nReference: {{trouble.reference|default:none}}\n\nLook it up at the provider: it may be of another project on the same account.', 'Open inbox'),
  ('overpaid', 'en', 'Order {{order.number}} was paid more than once', '{{trouble.amount|money:trouble.currency}} came by {{trouble.provider}} and is more than was due.',
    E'{{trouble.amount|money:trouble.currency}} came by {{trouble.provider}} for order {{order.number}}, which is more than was due.\n\nThe money is in the books. Give back what is too much on the page of the order.', 'Open order'),
  ('disputed', 'en', 'The payment of {{order.number}} is disputed', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}}. Answer it there before its time is over.',
    E'The customer''s bank disputes {{trouble.amount|money:trouble.currency}} of order {{order.number}}.\n\nAnswer it at {{trouble.provider}} before its time is over.', 'Open order'),
  ('mismatch', 'es', 'Pedido {{order.number|default:desconocido}}: importe distinto', '{{trouble.provider}} comunica {{trouble.amount|money:trouble.currency}}; pedimos {{trouble.expected|money:trouble.expected_currency}}. No cuenta como pagado.',
    E'{{trouble.provider}} comunica {{trouble.amount|money:trouble.currency}}, pero se pidió {{trouble.expected|money:trouble.expected_currency}}.\n\nPedido: {{order.number|default:desconocido}}\nReferencia: {{trouble.reference|default:ninguna}}\n\nNo cuenta como pagado. Consúltelo con el proveedor y acláralo con el cliente.', 'Ver pedido'),
  ('unknown', 'es', 'Un pago que no es de ningún pedido', '{{trouble.provider}} comunica {{trouble.reference|default:un pago}}, que no es nuestro.',
    E'{{trouble.provider}} comunica un pago que no pertenece a ningún pedido.\n\nReferencia: {{trouble.reference|default:ninguna}}\n\nConsúltelo con el proveedor: puede ser de otro proyecto de la misma cuenta.', 'Ver avisos'),
  ('overpaid', 'es', 'El pedido {{order.number}} se pagó de más', 'Llegaron {{trouble.amount|money:trouble.currency}} por {{trouble.provider}}: más de lo debido.',
    E'Llegaron {{trouble.amount|money:trouble.currency}} por {{trouble.provider}} para el pedido {{order.number}}: más de lo debido.\n\nEl dinero está anotado. Devuelva lo que sobra en la página del pedido.', 'Ver pedido'),
  ('disputed', 'es', 'El pago de {{order.number}} está en disputa', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}}. Responda allí antes de que venza el plazo.',
    E'El banco del cliente disputa {{trouble.amount|money:trouble.currency}} del pedido {{order.number}}.\n\nResponda en {{trouble.provider}} antes de que venza el plazo.', 'Ver pedido'),
  ('mismatch', 'ar', 'الطلب {{order.number|default:غير معروف}}: مبلغ مختلف', 'يذكر {{trouble.provider}} مبلغ {{trouble.amount|money:trouble.currency}} بدل {{trouble.expected|money:trouble.expected_currency}}. لا يُحسب مدفوعًا.',
    E'يذكر {{trouble.provider}} مبلغ {{trouble.amount|money:trouble.currency}} والمطلوب {{trouble.expected|money:trouble.expected_currency}}.\n\nالطلب: {{order.number|default:غير معروف}}\nالمرجع: {{trouble.reference|default:لا يوجد}}\n\nلا يُحسب مدفوعًا. راجعه لدى المزوّد وسوّه مع العميل.', 'عرض الطلب'),
  ('unknown', 'ar', 'دفعة لا تخص أي طلب', 'يذكر {{trouble.provider}} المرجع {{trouble.reference|default:غير معروف}} وهو ليس لنا.',
    E'يذكر {{trouble.provider}} دفعة لا تخص أي طلب لدينا.\n\nالمرجع: {{trouble.reference|default:لا يوجد}}\n\nراجعها لدى المزوّد: قد تكون لمشروع آخر على الحساب نفسه.', 'عرض الإشعارات'),
  ('overpaid', 'ar', 'دُفع الطلب {{order.number}} أكثر من مرة', 'وصل {{trouble.amount|money:trouble.currency}} عبر {{trouble.provider}} وهو أكثر من المستحق.',
    E'وصل {{trouble.amount|money:trouble.currency}} عبر {{trouble.provider}} عن الطلب {{order.number}} وهو أكثر من المستحق.\n\nالمبلغ مسجل. أعد الزائد من صفحة الطلب.', 'عرض الطلب'),
  ('disputed', 'ar', 'دفعة الطلب {{order.number}} محل نزاع', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}}. أجب هناك قبل انتهاء المهلة.',
    E'يعترض بنك العميل على {{trouble.amount|money:trouble.currency}} من الطلب {{order.number}}.\n\nأجب لدى {{trouble.provider}} قبل انتهاء المهلة.', 'عرض الطلب'),
  ('dispute_won', 'en', 'The dispute about {{order.number}} is won', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}} is yours. The payment is paid as before.',
    E'{{trouble.provider}} decided the dispute about {{trouble.amount|money:trouble.currency}} of order {{order.number}} for you.\n\nReference: {{trouble.reference|default:none}}\n\nThe payment is paid as before. Nothing is left to do.', 'Open order'),
  ('dispute_lost', 'en', 'The dispute about {{order.number}} is lost', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}} stays with the payer. It is in the books, with a credit note.',
    E'{{trouble.provider}} decided the dispute about {{trouble.amount|money:trouble.currency}} of order {{order.number}} for the payer.\n\nReference: {{trouble.reference|default:none}}\n\nWhat had not gone back before is in the books as given back, with a credit note. Do not give it back again.', 'Open order'),
  ('dispute_won', 'es', 'La disputa de {{order.number}} está ganada', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}} son suyos. El pago sigue como antes.',
    E'{{trouble.provider}} resolvió a su favor la disputa por {{trouble.amount|money:trouble.currency}} del pedido {{order.number}}.\n\nReferencia: {{trouble.reference|default:ninguna}}\n\nEl pago sigue como antes. No queda nada por hacer.', 'Ver pedido'),
  ('dispute_lost', 'es', 'La disputa de {{order.number}} está perdida', '{{trouble.provider}}: {{trouble.amount|money:trouble.currency}} se quedan con quien pagó. Está anotado, con nota de abono.',
    E'{{trouble.provider}} resolvió a favor de quien pagó la disputa por {{trouble.amount|money:trouble.currency}} del pedido {{order.number}}.\n\nReferencia: {{trouble.reference|default:ninguna}}\n\nLo que no se había devuelto antes consta como devuelto, con nota de abono. No lo devuelva otra vez.', 'Ver pedido'),
  ('dispute_won', 'ar', 'كُسب النزاع حول الطلب {{order.number}}', '{{trouble.provider}}: مبلغ {{trouble.amount|money:trouble.currency}} لكم. الدفعة كما كانت.',
    E'حسم {{trouble.provider}} لصالحكم النزاع حول {{trouble.amount|money:trouble.currency}} من الطلب {{order.number}}.\n\nالمرجع: {{trouble.reference|default:لا يوجد}}\n\nالدفعة كما كانت، ولا حاجة إلى أي إجراء.', 'عرض الطلب'),
  ('dispute_lost', 'ar', 'خُسر النزاع حول الطلب {{order.number}}', '{{trouble.provider}}: يبقى مبلغ {{trouble.amount|money:trouble.currency}} لدى من دفع. المبلغ مسجل مع إشعار دائن.',
    E'حسم {{trouble.provider}} لصالح من دفع النزاع حول {{trouble.amount|money:trouble.currency}} من الطلب {{order.number}}.\n\nالمرجع: {{trouble.reference|default:لا يوجد}}\n\nما لم يُعد من قبل مسجل كمبلغ مُعاد مع إشعار دائن. لا تُعِده مرة أخرى.', 'عرض الطلب')
) w (key, locale, title, body, mail, action_label);

create function private.tell_of_payment(
  event_type text, about text, o public.orders, provider text, amount_minor bigint, currency text, expected public.payments default null, reference text default null
) returns void
language sql volatile set search_path = '' as $$
  select private.tell_staff(tell_of_payment.event_type, 'payment alarm:' || tell_of_payment.about,
    jsonb_build_object('order', jsonb_strip_nulls(jsonb_build_object('number', o.number)), 'trouble', jsonb_strip_nulls(jsonb_build_object(
      'provider', tell_of_payment.provider, 'amount', tell_of_payment.amount_minor, 'currency', tell_of_payment.currency,
      'expected', (tell_of_payment.expected).amount_minor, 'expected_currency', (tell_of_payment.expected).currency, 'reference', left(tell_of_payment.reference, 80)))),
    coalesce('/orders/' || o.id, '/notifications'))
$$;
