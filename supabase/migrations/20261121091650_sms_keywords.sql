-- The words by which somebody stops, starts or asks for help from their phone, and what they are answered.

-- how two spellings of a word become the same: no case, no accents and Arabic vowel signs, no hamza carriers, no marks around it, no letters that nobody sees
create function private.plain_word(words text) returns text
language sql immutable strict set search_path = '' as $$
  select regexp_replace(regexp_replace(lower(normalize(words, NFKD)), '[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670]', '', 'g'),
    '^[\s[:punct:]؟،]+|[\s[:punct:]؟،]+$', '', 'g')
$$;

create table private.sms_keywords (
  word text primary key check (word = private.plain_word(word) and word <> ''),
  meaning text not null check (meaning in ('stop', 'start', 'help')),
  locale text not null default 'en',
  is_answered_by_twilio boolean not null default false
);
comment on table private.sms_keywords is 'A text that is one of these words, and nothing else, is an order to us. Add rows for more languages.';
comment on column private.sms_keywords.word is 'In small letters without accents, as private.plain_word() makes it.';
comment on column private.sms_keywords.locale is 'The language the answer is given in.';
comment on column private.sms_keywords.is_answered_by_twilio is
  'Twilio answers its own English words by itself: then we say nothing more. Clear it where the account has that switched off.';
alter table private.sms_keywords enable row level security;
-- no policy and no grant: admins only
insert into private.sms_keywords (word, meaning, locale, is_answered_by_twilio) values
  ('stop', 'stop', 'en', true), ('stopall', 'stop', 'en', true), ('unsubscribe', 'stop', 'en', true), ('end', 'stop', 'en', true),
  ('quit', 'stop', 'en', true), ('cancel', 'stop', 'en', true), ('revoke', 'stop', 'en', true), ('optout', 'stop', 'en', true),
  ('start', 'start', 'en', true), ('yes', 'start', 'en', true), ('unstop', 'start', 'en', true),
  ('help', 'help', 'en', true), ('info', 'help', 'en', true),
  ('baja', 'stop', 'es', false), ('parar', 'stop', 'es', false), ('alto', 'stop', 'es', false), ('cancelar', 'stop', 'es', false),
  ('alta', 'start', 'es', false), ('iniciar', 'start', 'es', false), ('empezar', 'start', 'es', false), ('ayuda', 'help', 'es', false),
  (private.plain_word('إيقاف'), 'stop', 'ar', false), (private.plain_word('توقف'), 'stop', 'ar', false),
  (private.plain_word('إلغاء'), 'stop', 'ar', false), (private.plain_word('ابدأ'), 'start', 'ar', false),
  (private.plain_word('اشتراك'), 'start', 'ar', false), (private.plain_word('مساعدة'), 'help', 'ar', false);

create table private.sms_replies (
  meaning text not null check (meaning in ('stop', 'start', 'help')),
  locale text not null,
  body text not null check (length(body) between 1 and 320),
  primary key (meaning, locale)
);
comment on table private.sms_replies is 'What a keyword is answered with, where Twilio does not answer it itself. Name your business and how to reach you.';
alter table private.sms_replies enable row level security;
-- no policy and no grant: admins only
insert into private.sms_replies (meaning, locale, body) values
  ('stop', 'en', 'Orderline: you will get no more texts from us. Reply START to get them again.'),
  ('start', 'en', 'Orderline: you will get our texts again, for what you chose in the app. Reply STOP to end them, HELP for help.'),
  ('help', 'en', 'Orderline: texts about your orders. Help is in the app under Messages. Reply STOP to end them. Msg&data rates may apply.'),
  ('stop', 'es', 'Orderline: no recibirá más mensajes nuestros. Responda ALTA para volver a recibirlos.'),
  ('start', 'es', 'Orderline: volverá a recibir los mensajes que eligió en la app. Responda BAJA para dejar de recibirlos, AYUDA para ayuda.'),
  ('help', 'es', 'Orderline: mensajes sobre sus pedidos. Encontrará ayuda en la app, en Mensajes. Responda BAJA para dejar de recibirlos.'),
  ('stop', 'ar', 'Orderline: لن تصلك رسائل منا بعد الآن. أرسل ابدأ لتصلك من جديد.'),
  ('start', 'ar', 'Orderline: ستصلك رسائلنا من جديد حسب اختيارك في التطبيق. أرسل إيقاف لإنهائها أو مساعدة للمساعدة.'),
  ('help', 'ar', 'Orderline: رسائل حول طلباتك. المساعدة في التطبيق ضمن الرسائل. أرسل إيقاف لإنهائها.');
