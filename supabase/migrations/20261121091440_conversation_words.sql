-- Messages, support and calls. A burst of messages becomes one push (see the chapters of those away); a call rings and is over.

insert into public.event_types (key, category, label, priority, ttl, channels, digest_window, variables, sample) values
  ('chat.message', 'chat', 'New message', 'normal', '1 day', '{in_app,web_push}', null, '{room.title,sender.name,message.excerpt}',
    '{"room": {"title": "Order A1027"}, "sender": {"name": "Sam"}, "message": {"excerpt": "I am at the door"}}'),
  ('chat.mention', 'chat', 'You were mentioned', 'high', '1 day', '{in_app,web_push,email}', null, '{room.title,sender.name,message.excerpt}',
    '{"room": {"title": "Order A1027"}, "sender": {"name": "Sam"}, "message": {"excerpt": "@Ada is it the blue door?"}}'),
  ('support.opened', 'support', 'Request received', 'normal', '3 days', '{in_app,email}', null, '{ticket.number,ticket.subject}',
    '{"ticket": {"number": "S204", "subject": "A button is missing"}}'),
  ('support.reply', 'support', 'Support answered', 'high', '3 days', '{in_app,web_push,email}', null, '{ticket.number,ticket.subject,sender.name,message.excerpt}',
    '{"ticket": {"number": "S204", "subject": "A button is missing"}, "sender": {"name": "Grace"}, "message": {"excerpt": "We have found it"}}'),
  ('support.resolved', 'support', 'Request resolved', 'normal', '3 days', '{in_app,email}', null, '{ticket.number,ticket.subject}',
    '{"ticket": {"number": "S204", "subject": "A button is missing"}}'),
  ('call.incoming', 'call', 'Incoming call', 'urgent', '30 seconds', '{in_app,web_push}', null, '{caller.name,order.number}',
    '{"caller": {"name": "Sam"}, "order": {"number": "A1027"}}'),
  ('call.missed', 'call', 'Missed call', 'high', '12 hours', '{in_app,web_push,sms}', null, '{caller.name,order.number,call.at}',
    '{"caller": {"name": "Sam"}, "order": {"number": "A1027"}, "call": {"at": "2026-11-21T17:58:00Z"}}');

select private.save_words(w.event_type, 'en', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('chat.message', '{{sender.name|default:New message|truncate:40}}', '{{message.excerpt|default:Sent you something|truncate:140}}', null, null, 'Answer'),
  ('chat.mention', '{{sender.name|default:Somebody|truncate:25}} mentioned you', '{{message.excerpt|truncate:140|default:In a conversation}}', null,
    E'{{sender.name|default:Somebody}} mentioned you in {{room.title|default:a conversation}}:\n\n{{message.excerpt|truncate:500}}', 'Answer'),
  ('support.opened', 'Request {{ticket.number}} received', 'We will answer as soon as we can.', null,
    E'We have your request {{ticket.number}}: {{ticket.subject|default:no subject}}\n\nWe will answer as soon as we can, here and in the app.', 'Open request'),
  ('support.reply', 'Answer to {{ticket.number}}', '{{sender.name|default:Support}}: {{message.excerpt|truncate:120|default:…}}', null,
    E'{{sender.name|default:Support}} answered your request {{ticket.number}} ({{ticket.subject|default:no subject}}):\n\n{{message.excerpt|truncate:1000}}', 'Answer'),
  ('support.resolved', 'Request {{ticket.number}} resolved', 'Is something still not right? Just answer.', null,
    E'We have closed your request {{ticket.number}}: {{ticket.subject|default:no subject}}\n\nIs something still not right? Answer in the app and it opens again.', 'Open request'),
  ('call.incoming', '{{caller.name|default:Somebody|truncate:30}} is calling', 'About order {{order.number|default:yours}}', null, null, 'Answer call'),
  ('call.missed', 'Missed call from {{caller.name|default:your partner|truncate:25}}', 'At {{call.at|time}}, about order {{order.number|default:yours}}.',
    '{{caller.name|default:Your partner|truncate:30}} tried to call you about order {{order.number}}. Open the app to call back.', null, 'Call back')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'es', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('chat.message', '{{sender.name|default:Nuevo mensaje|truncate:40}}', '{{message.excerpt|default:Le ha enviado algo|truncate:140}}', null, null, 'Responder'),
  ('chat.mention', '{{sender.name|default:Alguien|truncate:25}} le ha mencionado', '{{message.excerpt|truncate:140|default:En una conversación}}', null,
    E'{{sender.name|default:Alguien}} le ha mencionado en {{room.title|default:una conversación}}:\n\n{{message.excerpt|truncate:500}}', 'Responder'),
  ('support.opened', 'Consulta {{ticket.number}} recibida', 'Le responderemos lo antes posible.', null,
    E'Tenemos su consulta {{ticket.number}}: {{ticket.subject|default:sin asunto}}\n\nLe responderemos lo antes posible, por correo y en la aplicación.', 'Ver consulta'),
  ('support.reply', 'Respuesta a {{ticket.number}}', '{{sender.name|default:Atención al cliente}}: {{message.excerpt|truncate:120|default:…}}', null,
    E'{{sender.name|default:Atención al cliente}} ha respondido a su consulta {{ticket.number}} ({{ticket.subject|default:sin asunto}}):\n\n{{message.excerpt|truncate:1000}}', 'Responder'),
  ('support.resolved', 'Consulta {{ticket.number}} resuelta', '¿Sigue sin estar bien? Basta con responder.', null,
    E'Hemos cerrado su consulta {{ticket.number}}: {{ticket.subject|default:sin asunto}}\n\n¿Sigue sin estar bien? Responda en la aplicación y volverá a abrirse.', 'Ver consulta'),
  ('call.incoming', 'Llamada de {{caller.name|default:alguien|truncate:30}}', 'Sobre el pedido {{order.number|default:suyo}}', null, null, 'Contestar'),
  ('call.missed', 'Llamada perdida de {{caller.name|default:su colaborador|truncate:25}}', 'A las {{call.at|time}}, sobre el pedido {{order.number|default:suyo}}.',
    '{{caller.name|default:Su colaborador|truncate:30}} le ha llamado por el pedido {{order.number}}. Abra la app para devolver la llamada.', null, 'Devolver llamada')
) w (event_type, title, body, sms, mail, action_label);

select private.save_words(w.event_type, 'ar', w.title, w.body, w.sms, w.mail, w.action_label) from (values
  ('chat.message', '{{sender.name|default:رسالة جديدة|truncate:40}}', '{{message.excerpt|default:أرسل إليك شيئًا|truncate:140}}', null, null, 'رد'),
  ('chat.mention', 'ذكرك {{sender.name|default:أحدهم|truncate:25}}', '{{message.excerpt|truncate:140|default:في إحدى المحادثات}}', null,
    E'ذكرك {{sender.name|default:أحدهم}} في {{room.title|default:إحدى المحادثات}}:\n\n{{message.excerpt|truncate:500}}', 'رد'),
  ('support.opened', 'استلمنا طلب الدعم {{ticket.number}}', 'سنجيبك في أقرب وقت ممكن.', null,
    E'استلمنا طلب الدعم {{ticket.number}}: {{ticket.subject|default:بلا عنوان}}\n\nسنجيبك في أقرب وقت ممكن، هنا وفي التطبيق.', 'عرض الطلب'),
  ('support.reply', 'رد على {{ticket.number}}', '{{sender.name|default:الدعم}}: {{message.excerpt|truncate:120|default:…}}', null,
    E'رد {{sender.name|default:الدعم}} على طلبك {{ticket.number}} ({{ticket.subject|default:بلا عنوان}}):\n\n{{message.excerpt|truncate:1000}}', 'رد'),
  ('support.resolved', 'تم حل طلب الدعم {{ticket.number}}', 'ما زال هناك ما ليس على ما يرام؟ يكفي أن ترد.', null,
    E'أغلقنا طلب الدعم {{ticket.number}}: {{ticket.subject|default:بلا عنوان}}\n\nما زال هناك ما ليس على ما يرام؟ رد في التطبيق وسيُفتح من جديد.', 'عرض الطلب'),
  ('call.incoming', 'مكالمة من {{caller.name|default:أحدهم|truncate:30}}', 'بخصوص الطلب {{order.number|default:الخاص بك}}', null, null, 'رد على المكالمة'),
  ('call.missed', 'مكالمة فائتة من {{caller.name|default:شريكنا|truncate:25}}', 'في {{call.at|time}}، بخصوص الطلب {{order.number|default:الخاص بك}}.',
    'مكالمة فائتة من {{caller.name|default:شريكنا|truncate:20}} بخصوص الطلب {{order.number}}.', null, 'معاودة الاتصال')
) w (event_type, title, body, sms, mail, action_label);
