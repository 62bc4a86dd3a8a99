-- What staff are told when the sending itself is in trouble. Raised by private.watch_delivery() and the expansion of announcements.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('system.provider_up', 'system', 'Provider is back', 'normal', '12 hours', '{in_app,web_push,email}', '{provider.name,provider.channel,provider.since,provider.until}',
    '{"provider": {"name": "twilio", "channel": "sms", "since": "2026-11-21T17:58:00Z", "until": "2026-11-21T18:20:00Z"}}'),
  ('system.deliveries_late', 'system', 'Deliveries are late', 'high', '2 hours', '{in_app,web_push,email}', '{late.channel,late.since}',
    '{"late": {"channel": "sms", "since": "2026-11-21T17:58:00Z"}}'),
  ('system.dead_letters', 'system', 'Deliveries were given up', 'high', '12 hours', '{in_app,web_push,email}', '{dead.channel,dead.count,dead.code}',
    '{"dead": {"channel": "sms", "count": 3, "code": "503"}}'),
  ('system.announcement_failed', 'system', 'An announcement stopped', 'high', '12 hours', '{in_app,web_push,email}', '{announcement.title,announcement.fault}',
    '{"announcement": {"title": "New opening hours", "fault": "invalid input syntax for type uuid"}}');

select private.save_words(w.event_type, w.locale, w.title, w.body, null, w.mail, w.action_label) from (values
  ('system.provider_up', 'en', '{{provider.name}} answers again', '{{provider.channel}}: it was down from {{provider.since|time}} to {{provider.until|time}}.',
    E'The provider {{provider.name}} ({{provider.channel}}) takes messages again.\n\nDown since: {{provider.since|datetime}}\nBack at: {{provider.until|datetime}}', 'Open inbox'),
  ('system.provider_up', 'es', '{{provider.name}} vuelve a responder', '{{provider.channel}}: sin respuesta de {{provider.since|time}} a {{provider.until|time}}.',
    E'El proveedor {{provider.name}} ({{provider.channel}}) vuelve a aceptar mensajes.\n\nSin respuesta desde: {{provider.since|datetime}}\nDe vuelta: {{provider.until|datetime}}', 'Ver avisos'),
  ('system.provider_up', 'ar', 'عاد {{provider.name}} إلى الاستجابة', '{{provider.channel}}: كان متوقفًا من {{provider.since|time}} إلى {{provider.until|time}}.',
    E'عاد المزوّد {{provider.name}} ({{provider.channel}}) إلى قبول الرسائل.\n\nتوقف منذ: {{provider.since|datetime}}\nعاد في: {{provider.until|datetime}}', 'عرض الإشعارات'),
  ('system.deliveries_late', 'en', 'Nobody sends {{late.channel}}', 'What is due waits since {{late.since|time}}.',
    E'Deliveries by {{late.channel}} are due since {{late.since|datetime}} and no worker takes them.\n\nNothing is lost: they leave when the function answers again. The page docs/delivery.md says where to look.', 'Open inbox'),
  ('system.deliveries_late', 'es', 'Nadie envía por {{late.channel}}', 'Lo pendiente espera desde las {{late.since|time}}.',
    E'Hay envíos por {{late.channel}} pendientes desde el {{late.since|datetime}} y nadie los recoge.\n\nNo se pierde nada: salen cuando la función vuelva a responder. La página docs/delivery.md dice dónde mirar.', 'Ver avisos'),
  ('system.deliveries_late', 'ar', 'لا أحد يرسل عبر {{late.channel}}', 'الرسائل المستحقة تنتظر منذ {{late.since|time}}.',
    E'رسائل {{late.channel}} مستحقة منذ {{late.since|datetime}} ولا يأخذها أحد.\n\nلا يضيع شيء: تخرج عندما تستجيب الوظيفة من جديد. تشرح صفحة docs/delivery.md أين تبحث.', 'عرض الإشعارات'),
  ('system.dead_letters', 'en', '{{dead.count}} given up by {{dead.channel}}', 'Most of them with the code {{dead.code}}. They can begin anew.',
    E'{{dead.count}} deliveries by {{dead.channel}} were given up in the last hour, most of them with the code {{dead.code}}.\n\nThe view private.dead_letters lists them with the words that begin each anew.', 'Open inbox'),
  ('system.dead_letters', 'es', '{{dead.count}} sin enviar por {{dead.channel}}', 'La mayoría con el código {{dead.code}}. Se pueden reintentar.',
    E'En la última hora se abandonaron {{dead.count}} envíos por {{dead.channel}}, la mayoría con el código {{dead.code}}.\n\nLa vista private.dead_letters los enumera, con lo que reinicia cada uno.', 'Ver avisos'),
  ('system.dead_letters', 'ar', 'تُركت {{dead.count}} رسالة عبر {{dead.channel}}', 'أغلبها بالرمز {{dead.code}}. يمكن البدء بها من جديد.',
    E'تُركت في الساعة الأخيرة {{dead.count}} رسالة عبر {{dead.channel}}، أغلبها بالرمز {{dead.code}}.\n\nتعرضها صفحة private.dead_letters مع ما يبدأ كل واحدة من جديد.', 'عرض الإشعارات'),
  ('system.announcement_failed', 'en', 'An announcement stopped', '{{announcement.title|truncate:60}}: {{announcement.fault|truncate:200}}',
    E'The announcement could not be told any further: {{announcement.title}}\n\nReason: {{announcement.fault}}\n\nWho was told keeps it. Once the cause is mended it goes on where it stopped.', 'Open announcement'),
  ('system.announcement_failed', 'es', 'Un anuncio se detuvo', '{{announcement.title|truncate:60}}: {{announcement.fault|truncate:200}}',
    E'El anuncio no pudo continuar: {{announcement.title}}\n\nMotivo: {{announcement.fault}}\n\nQuien ya lo recibió lo conserva. Resuelta la causa, sigue donde se detuvo.', 'Ver anuncio'),
  ('system.announcement_failed', 'ar', 'توقف إعلان', '{{announcement.title|truncate:60}}: {{announcement.fault|truncate:200}}',
    E'تعذّر إكمال الإعلان: {{announcement.title}}\n\nالسبب: {{announcement.fault}}\n\nمن وصله يبقى لديه. بعد إصلاح السبب يكمل من حيث توقف.', 'عرض الإعلان')
) w (event_type, locale, title, body, mail, action_label);
