-- Messages, support and calls. A burst of messages becomes one push; a call rings and is over.

insert into public.event_types (key, category, label, priority, ttl, channels, digest_window, variables, sample) values
  ('chat.message', 'chat', 'New message', 'normal', '1 day', '{in_app,web_push}', '30 seconds', '{room.title,sender.name,message.excerpt}',
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
  ('support.reply', 'Answer to {{ticket.number}}', '{{sender.name|default:Support}}: {{message.excerpt|truncate:120}}', null,
    E'{{sender.name|default:Support}} answered your request {{ticket.number}} ({{ticket.subject|default:no subject}}):\n\n{{message.excerpt|truncate:1000}}', 'Answer'),
  ('support.resolved', 'Request {{ticket.number}} resolved', 'Is something still not right? Just answer.', null,
    E'We have closed your request {{ticket.number}}: {{ticket.subject|default:no subject}}\n\nIs something still not right? Answer in the app and it opens again.', 'Open request'),
  ('call.incoming', '{{caller.name|default:Somebody|truncate:30}} is calling', 'About order {{order.number|default:yours}}', null, null, 'Answer call'),
  ('call.missed', 'Missed call from {{caller.name|default:your partner|truncate:25}}', 'At {{call.at|time}}, about order {{order.number|default:yours}}.',
    '{{caller.name|default:Your partner|truncate:30}} tried to call you about order {{order.number}}. Open the app to call back.', null, 'Call back')
) w (event_type, title, body, sms, mail, action_label);
