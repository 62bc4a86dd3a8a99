-- A number that somebody else has proven since is theirs: who had it is told, for it may have been taken from them.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('security.phone_moved', 'security', 'Phone number moved', 'high', '3 days', '{in_app,web_push,email}', '{phone.e164_masked}',
    '{"phone": {"e164_masked": "+44***901"}}');

select private.save_words('security.phone_moved', w.locale, w.title, w.body, null, w.mail, w.action_label) from (values
  ('en', 'Phone number moved', '{{phone.e164_masked}} was proven by another account. We text you nothing there any more.',
    E'Somebody typed the code we sent to {{phone.e164_masked}}, so the number now belongs to another account. We text you nothing there any more.\n\nDid you give the number up? Then there is nothing to do. If not, ask your network whether your SIM was replaced, and change your password.',
    'Open settings'),
  ('es', 'Número de teléfono trasladado', 'Otra cuenta ha demostrado que {{phone.e164_masked}} es suyo. Ya no le enviamos mensajes a ese número.',
    E'Alguien escribió el código que enviamos a {{phone.e164_masked}}, así que el número pertenece ahora a otra cuenta. Ya no le enviamos mensajes a ese número.\n\n¿Dejó usted ese número? Entonces no tiene que hacer nada. Si no, pregunte a su operador si han duplicado su SIM y cambie su contraseña.',
    'Abrir ajustes'),
  ('ar', 'انتقل رقم الهاتف', 'أثبت حساب آخر أن الرقم {{phone.e164_masked}} له. لن نرسل إليك رسائل على هذا الرقم بعد الآن.',
    E'أدخل شخص ما الرمز الذي أرسلناه إلى {{phone.e164_masked}}، فأصبح الرقم تابعا لحساب آخر. لن نرسل إليك رسائل على هذا الرقم بعد الآن.\n\nهل تخليت عن الرقم؟ إذن لا شيء عليك. وإن لم يكن كذلك فاسأل مشغل شبكتك هل استبدلت شريحتك، وغيّر كلمة المرور.',
    'فتح الإعدادات')
) w (locale, title, body, mail, action_label);
