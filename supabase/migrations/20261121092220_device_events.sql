-- What a device is told of itself: the test of a person's own, and the warning before it is told nothing more.

-- urgent, so that no quiet hour holds back what the person just asked for
insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('account.push_test', 'account', 'Test notification', 'urgent', '10 minutes', '{web_push}', '{device.name}',
    '{"device": {"name": "Chrome on Android"}}'),
  ('account.device_unseen', 'account', 'Device not seen for long', 'normal', '5 days', '{in_app}', '{device.name,device.days_left}',
    '{"device": {"name": "Chrome on Android", "days_left": "5"}}');

insert into private.templates (event_type, channel, locale, is_active, title, body, action_label) values
  ('account.push_test', 'web_push', 'en', true, 'This is a test', 'Notifications reach {{device.name}}.', 'Open settings'),
  ('account.push_test', 'web_push', 'es', true, 'Esto es una prueba', 'Las notificaciones llegan a {{device.name}}.', 'Abrir ajustes'),
  ('account.push_test', 'web_push', 'ar', true, 'هذا اختبار', 'تصل الإشعارات إلى {{device.name}}.', 'فتح الإعدادات'),
  ('account.device_unseen', 'in_app', 'en', true, 'Still using {{device.name}}?',
    'Orderline was not opened there for a long time. Open it within {{device.days_left}} days, or that device will get no more notifications.', 'See your devices'),
  ('account.device_unseen', 'in_app', 'es', true, '¿Sigues usando {{device.name}}?',
    'Hace mucho que no se abre Orderline allí. Ábrelo en {{device.days_left}} días o ese dispositivo dejará de recibir notificaciones.', 'Ver tus dispositivos'),
  ('account.device_unseen', 'in_app', 'ar', true, 'هل ما زلت تستخدم {{device.name}}؟',
    'لم يُفتح Orderline على هذا الجهاز منذ مدة طويلة. افتحه خلال {{device.days_left}} أيام، وإلا فلن تصله الإشعارات.', 'عرض أجهزتك');
