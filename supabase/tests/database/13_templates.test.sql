-- Words: refused when they are saved, never when they are sent; found by language; rendered in one pass.
begin;
\ir helpers.psql
select plan(68);
insert into public.event_types (key, category, label, channels, variables)
  values ('test.words', 'order', 'Words', '{in_app,sms}', '{order.number,order.note,order.amount,order.currency,order.at,partner.name}');

create function pg_temp.save(body text, locale text default 'en', title text default 'Title', channel public.notification_channel default 'in_app') returns void language sql as $$
  insert into private.templates (event_type, channel, locale, version, is_active, title, body)
  values ('test.words', channel, locale, (select coalesce(max(version), 0) + 1 from private.templates), false, title, body)
$$;

select lives_ok($$ select pg_temp.save('{{order.number}} by {{ partner.name |default:some body|truncate:20}}') $$, 'an admin saves a template with variables and filters');
select lives_ok($$ select pg_temp.save('No tag at all, { not even one }') $$, 'and one without');
select tests.refuses($$ select pg_temp.save('{{order.total}}') $$, 'PT422', 'template_variable', 'a variable the event does not have is refused');
select tests.refuses($$ select pg_temp.save('x', 'en', '{{nope}}') $$, 'PT422', 'template_variable', 'also in the title');
select tests.refuses($$ select pg_temp.save('{{}}') $$, 'PT422', 'template_variable', 'and an empty tag');
select tests.refuses($$ select pg_temp.save('{{order.number') $$, 'PT422', 'template_unclosed', 'a tag that is not closed is refused');
select tests.refuses($$ select pg_temp.save('order.number}}') $$, 'PT422', 'template_unclosed', 'a tag that is not opened is refused');
select tests.refuses($$ select pg_temp.save('{{{order.number}}}}') $$, 'PT422', null, 'a tag in too many braces is refused');
select tests.refuses($$ select pg_temp.save('{{order.number|upper}}') $$, 'PT422', 'template_filter', 'an unknown filter is refused');
select tests.refuses($$ select pg_temp.save('{{order.number|truncate:0}}') $$, 'PT422', 'template_filter', 'truncating to nothing is refused');
select tests.refuses($$ select pg_temp.save('{{order.number|truncate:x}}') $$, 'PT422', 'template_filter', 'truncating to a word is refused');
select tests.refuses($$ select pg_temp.save('x', 'English') $$, '23514', null, 'a language must be a tag');
select tests.refuses($$ select pg_temp.save(' ') $$, 'PT422', 'template_incomplete', 'a template needs words');
select tests.refuses($$ select pg_temp.save('x', 'en', ' ') $$, 'PT422', 'template_incomplete', 'a notification needs a title');
select lives_ok($$ select pg_temp.save('x', 'en', null, 'sms') $$, 'an SMS needs none');
select lives_ok($$ select pg_temp.save('{{order.amount|money:order.currency}} {{order.amount|money:EUR}} {{order.at|date}} {{order.at|time}} {{order.at|datetime|default:soon}} {{order.note|list}}') $$, 'money, times and lists are filters');
select tests.refuses(format('select pg_temp.save(%L)', '{{order.amount|' || filter || '}}'), 'PT422', 'template_filter', 'a filter must be right: ' || filter)
  from unnest('{money,money:,money:order.total,money:eur,money:EURO,date:short,time:,truncate,truncate:-1,truncate:12345,default,upper,list:3}'::text[]) filter;
select tests.refuses($$ select pg_temp.save('{{order.amount|}}') $$, 'PT422', 'template_filter', 'and there must be one behind the bar');
select tests.refuses($$ select pg_temp.save(repeat('x', 1601), 'en', null, 'sms') $$, 'PT422', 'template_too_long', 'an SMS that the provider would refuse is refused here');
select lives_ok($$ select pg_temp.save(repeat('x', 1600), 'en', null, 'sms') $$, 'one that it takes is not');
update private.templates set is_active = true where id = (select min(id) from private.templates where event_type = 'test.words');
select tests.refuses($$ update private.templates set is_active = true where event_type = 'test.words' and channel = 'in_app' $$, '23505', null, 'one version is active');
select tests.refuses($$ update private.templates set body = '{{nope}}' where event_type = 'test.words' $$, 'PT422', 'template_variable', 'an edit is checked as well');
select tests.refuses($$ update public.event_types set variables = '{order.number}' where key = 'test.words' $$, 'PT422', 'template_variable', 'a variable that active words use cannot be taken from the event');
select lives_ok($$ update public.event_types set variables = variables || '{order.colour}' where key = 'test.words' $$, 'another can be added');
select tests.refuses($$ update public.event_types set variables = array_remove(variables, 'coupon.currency') where key = 'promotion.coupon' $$, 'PT422', 'template_variable', 'the currency of an amount is used as well');

-- rendering
select is(private.render('Order {{order.number}}', '{"order": {"number": "A1"}}'), 'Order A1', 'a variable is filled in');
select is(private.render('{{a}}{{a}}-{{b}}', '{"a": "1", "b": "2"}'), '11-2', 'as often as it stands there');
select is(private.render('Hi {{partner.name|default:your partner}}.', '{}'), 'Hi your partner.', 'what is missing has a default');
select is(private.render('Hi {{partner.name|default:your partner}}.', '{"partner": {"name": ""}}'), 'Hi your partner.', 'so has what is empty');
select is(private.render('Hi {{partner.name}}.', '{}'), 'Hi .', 'or is nothing');
select is(private.render('{{x|truncate:5}}', '{"x": "123456"}'), '1234…', 'what is too long is cut');
select is(private.render('{{x|truncate:5}}', '{"x": "12345"}'), '12345', 'what just fits is not');
select is(private.render('{{x|default:much too long|truncate:5}}', '{}'), 'much…', 'filters work from left to right');
select is(private.render('{{x}} {{y}}', '{"x": "{{y}}", "y": "secret"}'), '{{y}} secret', 'what a person wrote is never read as a tag');
select is(private.render('{{x}} {{x}}', '{"x": "{{x}}"}'), '{{x}} {{x}}', 'not even its own');
select is(private.render('100% \1 $1 {{x}}', '{"x": "a\\1$&"}'), '100% \1 $1 a\1$&', 'nothing is special but the braces');
select is(private.render(null, '{}'), null, 'no words stay no words');
select is(private.render('{{x}}|{{y}}|{{z}}|{{n}}|{{b}}', '{"x": ["a", 1, {"c": 2}], "y": {"secret": 1}, "z": null, "n": 1.50, "b": true}'), 'a, 1|||1.50|true', 'a person is never shown JSON');
select is(private.render('{{x|list}}', '{"x": ["a", "b"]}'), E'- a\n- b', 'a list is lines');
select results_eq($$ select private.format_money(a, c, l) from (values ('1250', 'EUR', 'en'), ('1250', 'EUR', 'es'), ('1250', 'EUR', 'ar'), ('123456789', 'USD', 'en-US'), ('123456789', 'USD', 'es-MX'), ('123456789', 'EUR', 'es-AR'),
    ('1250', 'JPY', 'en'), ('1250', 'KWD', 'en'), ('-5', 'GBP', 'en'), ('125000', 'KES', 'en'), ('1250', null, 'en'), ('1250', 'euro', 'fr'), ('12.5', 'EUR', 'en'), ('1234.567', 'EUR', 'es'), ('40.00', 'JPY', 'en'), ('1e3', 'EUR', 'en'), ('x', 'EUR', 'en'), ('', 'EUR', 'en'), (null, 'EUR', 'en')) m (a, c, l) $$,
  array['€12.50', '12,50 €', '12.50 €', '$1,234,567.89', '$1,234,567.89', '1.234.567,89 €', 'JPY 1,250', 'KWD 1.250', '-£0.05', 'KES 1,250.00', '12.50', '12.50', '€12.50', '1.234,57 €', 'JPY 40', '1e3', 'x', '', null],
  'an amount in minor units is written as its currency and the reader''s language do');
select results_eq($$ select private.format_time(v, p, l, z) from (values ('2026-11-21T18:40:00Z', 'time', 'en', 'UTC'), ('2026-11-21T18:40:00Z', 'time', 'en', 'America/New_York'), ('2026-11-21T18:40:00Z', 'datetime', 'en-US', 'America/New_York'),
    ('2026-11-21T23:40:00Z', 'date', 'es', 'Europe/Madrid'), ('2026-11-21T18:40:00+02:00', 'datetime', 'ar', 'Asia/Dubai'), ('2026-03-29T00:59:59Z', 'time', 'en', 'Europe/London'), ('2026-03-29T01:00:00Z', 'time', 'en', 'Europe/London'),
    ('2026-11-21 18:40', 'time', 'en', 'UTC'), ('2026-11-30', 'date', 'en', 'Pacific/Auckland'), ('2026-11-30', 'datetime', 'en', 'America/New_York')) t (v, p, l, z) $$,
  array['18:40', '13:40', 'November 21, 2026, 1:40 PM', '22 de noviembre de 2026', '21 نوفمبر 2026 20:40', '00:59', '02:00', '18:40', '30 November 2026', '30 November 2026'],
  'a time is told where the person is, and a bare date is that date everywhere');
select is_empty($$ select v, private.format_time(v, 'datetime', 'en', z) from (values ('2026-02-30', 'UTC'), ('2026-11-21T25:00Z', 'UTC'), ('now', 'UTC'), ('infinity', 'UTC'), ('tomorrow', 'UTC'), ('1', 'UTC'), ('', 'UTC'), ('2026-11-21T18:40:00Z', 'Mars/Base')) t (v, z)
    where private.format_time(v, 'datetime', 'en', z) is distinct from v $$, 'what is no time, or no zone, comes back as it stands');
select is(private.render('{{a|money:c}} {{t|datetime}}', '{"a": 1250, "c": "EUR", "t": "2026-11-21T18:40:00Z"}', 'es', 'Europe/Madrid'), '12,50 € 21 de noviembre de 2026, 19:40', 'rendering knows language and place');

-- the language
insert into private.templates (event_type, channel, locale, is_active, body)
  values ('test.words', 'sms', 'en', true, 'en'), ('test.words', 'sms', 'fr', true, 'fr'), ('test.words', 'sms', 'fr-CA', true, 'fr-CA'), ('test.words', 'sms', 'de', false, 'de');
select is((private.active_template('test.words', 'sms', 'fr-CA')).body, 'fr-CA', 'a person in Quebec reads their French');
select is((private.active_template('test.words', 'sms', 'fr-CH')).body, 'fr', 'a person in Geneva reads French');
select is((private.active_template('test.words', 'sms', 'fr')).body, 'fr', 'a person in Paris reads French');
select is((private.active_template('test.words', 'sms', 'de')).body, 'en', 'a language without an active template falls back to English');
update private.templates set is_active = false where event_type = 'test.words' and channel = 'sms' and locale = 'en';
select is((private.active_template('test.words', 'sms', 'de')).body, null, 'and without English there are no words');
select is_empty($$ select e.key, c.channel from public.event_types e cross join unnest(e.channels) c (channel)
  where e.key <> 'test.words' and (private.active_template(e.key, c.channel, 'en')).id is null $$, 'every event has words for every channel it uses');

-- new words
select is(private.save_words('test.words', 'en', 'A {{order.number}}', 'B', null, null, 'C'), 3, 'an admin saves the words of one event in one language: in the app, by SMS, and the mail it falls back to');
select results_eq($$ select channel::text, title, body, action_label from private.templates where event_type = 'test.words' and locale = 'en' and is_active order by 1 $$,
  $$ values ('email', 'A {{order.number}}', 'B', 'C'), ('in_app', 'A {{order.number}}', 'B', 'C'), ('sms', null, 'A {{order.number}}. B', null) $$, 'they are active at once');
select private.save_words('test.words', 'en', 'A2', 'B2', 'S2', 'M2', null);
select results_eq($$ select channel::text, title, body from private.templates where event_type = 'test.words' and locale = 'en' and is_active order by 1 $$,
  $$ values ('email', 'A2', 'M2'), ('in_app', 'A2', 'B2'), ('sms', null, 'S2') $$, 'newer words take their place');
select isnt_empty($$ select from private.templates where event_type = 'test.words' and body = 'B' and not is_active $$, 'and the older are kept');

-- people
select tests.person('ada');
select tests.sign_in_as('ada');
select tests.denied('select from private.templates', 'people read no templates');
select tests.denied($$ select private.render('x', '{}') $$, 'nor render any');
select tests.nobody();
select tests.denied('select from private.templates', 'nobody reads templates');

select * from finish();
rollback;
