-- A preview says what would be sent: from a notification, an order, or the sample.
begin;
\ir helpers.psql
select plan(21);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
update public.profiles set time_zone = 'America/New_York' where id = tests.id_of('ada');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
update public.orders set number = 'Z99' where id = tests.kept('order');
select tests.keep('told', public.notify(tests.id_of('ada'), 'booking.reminder', data => '{"booking": {"number": "B7", "starts_at": "2026-07-01T16:30:00Z", "service": "{{booking.number}} “Spa”"}}')::text);
insert into private.templates (event_type, channel, locale, version, title, body) values ('order.ready', 'sms', 'en', 9, null, 'Draft {{order.number}}…'), ('order.ready', 'sms', 'en', 8, null, repeat('x', 307));
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900933', now());
delete from private.sms_prices;
insert into private.sms_prices (prefix, place, price) values ('+', 'Everywhere else', 0.1), ('+44', 'United Kingdom', 0.055);

select tests.sign_in_as('grace');
select results_eq($$ select template_version, template_locale, title, body, action_label, encoding, characters, segments, made_from from public.preview_template('order.ready', 'in_app', order_id => tests.kept('order')) $$,
  $$ values (1, 'en', 'Order Z99 ready', 'It is ready and will be on its way soon.', 'Open order', null::text, null::int, null::int, 'order') $$, 'staff see words with the values of an order');
select results_eq($$ select body, encoding, characters, segments from public.preview_template('order.accepted', 'sms', order_id => tests.kept('order')) $$,
  $$ values ('Order Z99 accepted by Sam.', 'GSM-7', 26, 1) $$, 'and of an SMS how it travels');
select results_eq($$ select body, encoding, characters, segments from public.preview_template('order.ready', 'sms', 'ar', order_id => tests.kept('order')) $$,
  $$ values ('طلبك Z99 جاهز وسينطلق إليك قريبًا.', 'UCS-2', 34, 1) $$, 'in Arabic too');
select is((select body from public.preview_template('booking.reminder', 'sms', notification_id => tests.kept('told'))), 'Reminder: your booking B7 begins 1 July 2026, 12:30.', 'a notification gives its values, and its person the time zone');
select is((select title from public.preview_template('booking.reminder', 'email', 'es', notification_id => tests.kept('told'))), 'Pronto: {{booking.number}} “Spa”', 'what a person wrote is shown as it is');
select is((select made_from from public.preview_template('payment.due', 'sms')), 'sample', 'else the sample does');
select is((select body from public.preview_template('payment.due', 'in_app', 'es')), '12,50 € hasta el 24 de noviembre de 2026.', 'in the language that was asked for');
select is((select body from public.preview_template('payment.due', 'in_app', order_id => tests.kept('order'))), '€12.50 by 24 November 2026.', 'what an order does not know comes from the sample');
select is((select row(price, currency)::text from public.preview_template('order.ready', 'sms', 'ar', order_id => tests.kept('order'))), '(0.05500,USD)', 'an SMS has the price of one segment to that person''s country');
select is((select price from public.preview_template('order.ready', 'sms', 'en', version => 8)), 0.30000, 'of each of its segments, and without a number that of everywhere else');
select is((select template_locale from public.preview_template('order.ready', 'sms', 'es-MX')), 'es', 'a person in Mexico reads Spanish');
select is((select template_locale from public.preview_template('order.ready', 'sms', 'fr-CA')), 'en', 'and one in Quebec English, as long as there is no French');
select results_eq($$ select template_version, body from public.preview_template('order.ready', 'sms', 'en', version => 9) $$, $$ values (9, 'Draft A1027...') $$, 'a version that is not active can be looked at, as it would be sent');
select is((select body from public.preview_template('order.ready', 'sms', 'en')), 'Order A1027 ready. It is ready and will be on its way soon.', 'what is active is what is sent');
select tests.refuses($$ select * from public.preview_template('order.exploded', 'sms') $$, 'PT404', 'template_not_found', 'an event must exist');
select tests.refuses($$ select * from public.preview_template('payment.pending', 'sms') $$, 'PT404', 'template_not_found', 'and have words there');
select tests.refuses($$ select * from public.preview_template('order.ready', 'sms', order_id => md5('none')::uuid) $$, 'PT404', 'order_not_found', 'an order must exist');
select tests.refuses($$ select * from public.preview_template('order.ready', 'sms', notification_id => md5('none')::uuid) $$, 'PT404', 'notification_not_found', 'so must a notification');
select tests.sign_in_as('eve');
select tests.refuses($$ select * from public.preview_template('order.ready', 'sms', order_id => tests.kept('order')) $$, 'PT403', 'not_staff', 'a stranger sees nobody''s order by it');
select tests.sign_in_as('sam');
select tests.refuses($$ select * from public.preview_template('order.ready', 'sms') $$, 'PT403', 'not_staff', 'a partner is not staff');
select tests.service();
select isnt_empty($$ select * from public.preview_template('order.ready', 'sms') $$, 'a program of the house looks as staff do');

select * from finish();
rollback;
