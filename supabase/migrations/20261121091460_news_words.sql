-- To many at once, and from the system itself. News and offers say in each SMS how to stop it.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('announcement.news', 'announcement', 'News', 'normal', '3 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}',
    '{"announcement": {"title": "New opening hours", "body": "From Monday we are open until ten at night.", "action_label": "See our hours"}}'),
  ('announcement.terms', 'announcement', 'Terms changed', 'normal', '14 days', '{in_app,email}', '{announcement.title,announcement.body,announcement.from}',
    '{"announcement": {"title": "New terms of use", "body": "We say more clearly how long we keep positions.", "from": "2026-12-15"}}'),
  ('announcement.offer', 'promotion', 'Offer', 'low', '2 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}',
    '{"announcement": {"title": "Two shirts for one", "body": "This week the second shirt is free.", "action_label": "See the offer"}}'),
  ('promotion.coupon', 'promotion', 'Coupon', 'low', '3 days', '{in_app,web_push,sms,email}', '{coupon.code,coupon.amount,coupon.currency,coupon.until}',
    '{"coupon": {"code": "AUTUMN", "amount": 500, "currency": "EUR", "until": "2026-11-30"}}'),
  ('digest.summary', 'digest', 'Summary', 'low', '1 day', '{in_app,web_push,email}', '{digest.count,digest.items,digest.category}',
    '{"digest": {"count": 3, "items": ["Order A1027 accepted", "Order A1027 picked up", "Sam: I am at the door"], "category": "Your orders"}}'),
  ('system.sms_budget', 'system', 'SMS budget', 'high', '1 day', '{in_app,web_push,email}', '{budget.spent,budget.limit,budget.currency,budget.percent}',
    '{"budget": {"spent": 400.00, "limit": 500.00, "currency": "USD", "percent": 80}}'),
  ('system.maintenance', 'announcement', 'Maintenance', 'normal', '2 days', '{in_app,email}', '{maintenance.starts_at,maintenance.ends_at}',
    '{"maintenance": {"starts_at": "2026-11-22T02:00:00Z", "ends_at": "2026-11-22T03:00:00Z"}}'),
  ('system.provider_down', 'system', 'Provider down', 'high', '2 hours', '{in_app,web_push,email}', '{provider.name,provider.channel,provider.since}',
    '{"provider": {"name": "twilio", "channel": "sms", "since": "2026-11-21T17:58:00Z"}}');

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('announcement.news', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. More in the app. Reply STOP to opt out', '{{announcement.body}}', '{{announcement.action_label|default:Read more}}'),
  ('announcement.terms', '{{announcement.title|default:Our terms change|truncate:60}}', '{{announcement.body|truncate:200}} From {{announcement.from|date}}.', null,
    E'{{announcement.body}}\n\nThe new terms hold from {{announcement.from|date}}. If you go on using Orderline after that, you agree to them.', 'Read the terms'),
  ('announcement.offer', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. More in the app. Reply STOP to opt out', '{{announcement.body}}', '{{announcement.action_label|default:See the offer}}'),
  ('promotion.coupon', '{{coupon.amount|money:coupon.currency}} for you', 'Code {{coupon.code}}, until {{coupon.until|date}}.', '{{coupon.amount|money:coupon.currency}} off with the code {{coupon.code}} until {{coupon.until|date}}. Reply STOP to opt out',
    E'Here is {{coupon.amount|money:coupon.currency}} off your next order.\n\nYour code: {{coupon.code}}\nUntil: {{coupon.until|date}}', 'Use it'),
  ('digest.summary', '{{digest.category|default:Your summary|truncate:35}}: {{digest.count|default:several}} new', '{{digest.items|truncate:200}}', null,
    E'{{digest.category|default:Your summary}}: {{digest.count|default:several}} new\n\n{{digest.items|list}}', 'Open inbox'),
  ('system.sms_budget', 'SMS budget: {{budget.percent}}% used', '{{budget.spent|money:budget.currency}} of {{budget.limit|money:budget.currency}}.', null,
    E'{{budget.percent}}% of the SMS budget is used: {{budget.spent|money:budget.currency}} of {{budget.limit|money:budget.currency}}.\n\nWhen it is used up, SMS that are not critical wait or go by mail.', 'Open costs'),
  ('system.maintenance', 'Planned maintenance', 'From {{maintenance.starts_at|datetime}} to {{maintenance.ends_at|time}} some things may be slow.', null,
    E'We will do some work on Orderline.\n\nFrom: {{maintenance.starts_at|datetime}}\nUntil: {{maintenance.ends_at|datetime}}\n\nYour orders go on; some pages may be slow for a moment.', 'Read more'),
  ('system.provider_down', '{{provider.name}} does not answer', '{{provider.channel}} since {{provider.since|time}}. The next provider sends; without one, all of it waits.', null,
    E'The provider {{provider.name}} ({{provider.channel}}) has not answered since {{provider.since|datetime}}.\n\nThe next one in the table sends; without one nothing is lost, it waits. It is tried again every minute.', 'Open delivery')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('announcement.news', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. Detalles en la app. Responda STOP para darse de baja', '{{announcement.body}}', '{{announcement.action_label|default:Leer más}}'),
  ('announcement.terms', '{{announcement.title|default:Cambian nuestras condiciones|truncate:60}}', '{{announcement.body|truncate:200}} Desde el {{announcement.from|date}}.', null,
    E'{{announcement.body}}\n\nLas nuevas condiciones valen desde el {{announcement.from|date}}. Si sigue usando Orderline después, las acepta.', 'Leer condiciones'),
  ('announcement.offer', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:100}}. Detalles en la app. Responda STOP para darse de baja', '{{announcement.body}}', '{{announcement.action_label|default:Ver oferta}}'),
  ('promotion.coupon', '{{coupon.amount|money:coupon.currency}} para usted', 'Código {{coupon.code}}, hasta el {{coupon.until|date}}.', '{{coupon.amount|money:coupon.currency}} de descuento con {{coupon.code}} hasta el {{coupon.until|date}}. Responda STOP para darse de baja',
    E'Aquí tiene {{coupon.amount|money:coupon.currency}} de descuento para su próximo pedido.\n\nSu código: {{coupon.code}}\nHasta: {{coupon.until|date}}', 'Usarlo'),
  ('digest.summary', '{{digest.category|default:Su resumen|truncate:35}}: novedades ({{digest.count|default:varias}})', '{{digest.items|truncate:200}}', null,
    E'{{digest.category|default:Su resumen}}: novedades ({{digest.count|default:varias}})\n\n{{digest.items|list}}', 'Ver avisos'),
  ('system.sms_budget', 'Presupuesto de SMS: {{budget.percent}} % usado', '{{budget.spent|money:budget.currency}} de {{budget.limit|money:budget.currency}}.', null,
    E'Se ha usado el {{budget.percent}} % del presupuesto de SMS: {{budget.spent|money:budget.currency}} de {{budget.limit|money:budget.currency}}.\n\nCuando se agote, los SMS que no sean críticos esperarán o irán por correo.', 'Ver costes'),
  ('system.maintenance', 'Mantenimiento previsto', 'Del {{maintenance.starts_at|datetime}} a las {{maintenance.ends_at|time}} algo puede ir más lento.', null,
    E'Vamos a hacer trabajos en Orderline.\n\nDesde: {{maintenance.starts_at|datetime}}\nHasta: {{maintenance.ends_at|datetime}}\n\nSus pedidos siguen adelante; alguna página puede tardar un momento.', 'Leer más'),
  ('system.provider_down', '{{provider.name}} no responde', '{{provider.channel}} desde las {{provider.since|time}}. Envía el siguiente; si no lo hay, todo espera.', null,
    E'El proveedor {{provider.name}} ({{provider.channel}}) no responde desde el {{provider.since|datetime}}.\n\nEnvía el siguiente de la tabla; si no lo hay, nada se pierde: espera. Se vuelve a probar cada minuto.', 'Ver envíos')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('announcement.news', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:35}}. لإيقاف الرسائل أرسل STOP', '{{announcement.body}}', '{{announcement.action_label|default:اقرأ المزيد}}'),
  ('announcement.terms', '{{announcement.title|default:تتغير شروطنا|truncate:60}}', '{{announcement.body|truncate:200}} اعتبارًا من {{announcement.from|date}}.', null,
    E'{{announcement.body}}\n\nتسري الشروط الجديدة اعتبارًا من {{announcement.from|date}}. إذا واصلت استخدام Orderline بعد ذلك فأنت توافق عليها.', 'قراءة الشروط'),
  ('announcement.offer', '{{announcement.title|truncate:60}}', '{{announcement.body|truncate:300}}', '{{announcement.title|truncate:35}}. لإيقاف الرسائل أرسل STOP', '{{announcement.body}}', '{{announcement.action_label|default:عرض التفاصيل}}'),
  ('promotion.coupon', '{{coupon.amount|money:coupon.currency}} لك', 'الرمز {{coupon.code}}، حتى {{coupon.until|date}}.', 'خصم {{coupon.amount|money:coupon.currency}} برمز {{coupon.code}} حتى {{coupon.until|date}}. للإيقاف أرسل STOP',
    E'إليك خصم {{coupon.amount|money:coupon.currency}} على طلبك القادم.\n\nالرمز: {{coupon.code}}\nصالح حتى: {{coupon.until|date}}', 'استخدمه'),
  ('digest.summary', '{{digest.category|default:ملخصك|truncate:35}}: الجديد ({{digest.count|default:عدة}})', '{{digest.items|truncate:200}}', null,
    E'{{digest.category|default:ملخصك}}: الجديد ({{digest.count|default:عدة}})\n\n{{digest.items|list}}', 'عرض الإشعارات'),
  ('system.sms_budget', 'ميزانية الرسائل: استُخدم {{budget.percent}}%', '{{budget.spent|money:budget.currency}} من {{budget.limit|money:budget.currency}}.', null,
    E'استُخدم {{budget.percent}}% من ميزانية الرسائل القصيرة: {{budget.spent|money:budget.currency}} من {{budget.limit|money:budget.currency}}.\n\nعند نفادها تنتظر الرسائل غير الحرجة أو تُرسل بالبريد.', 'عرض التكاليف'),
  ('system.maintenance', 'صيانة مخططة', 'من {{maintenance.starts_at|datetime}} إلى {{maintenance.ends_at|time}} قد يبطؤ بعض الخدمات.', null,
    E'سنجري بعض الأعمال على Orderline.\n\nمن: {{maintenance.starts_at|datetime}}\nإلى: {{maintenance.ends_at|datetime}}\n\nتستمر طلباتك كالمعتاد، وقد تتأخر بعض الصفحات قليلًا.', 'اقرأ المزيد'),
  ('system.provider_down', 'لا يستجيب {{provider.name}}', '{{provider.channel}} منذ {{provider.since|time}}. يرسل المزوّد التالي، وإن لم يوجد ينتظر كل شيء.', null,
    E'لم يستجب المزوّد {{provider.name}} ({{provider.channel}}) منذ {{provider.since|datetime}}.\n\nيرسل التالي في الجدول، وإن لم يوجد تنتظر الرسائل ولا يضيع شيء. نعيد المحاولة كل دقيقة.', 'عرض التسليم')
) w (event_type, title, body, sms, mail, action_label);
