-- Words: refused when they are saved, never when they are sent; found by language; rendered in one pass.
begin;
\ir helpers.psql
select plan(38);
insert into public.event_types (key, category, label, channels, variables)
  values ('test.words', 'order', 'Words', '{in_app,sms}', '{order.number,order.note,partner.name}');

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
update private.templates set is_active = true where id = (select min(id) from private.templates where event_type = 'test.words');
select tests.refuses($$ update private.templates set is_active = true where event_type = 'test.words' and channel = 'in_app' $$, '23505', null, 'one version is active');
select tests.refuses($$ update private.templates set body = '{{nope}}' where event_type = 'test.words' $$, 'PT422', 'template_variable', 'an edit is checked as well');

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

-- people
select tests.person('ada');
select tests.sign_in_as('ada');
select tests.denied('select from private.templates', 'people read no templates');
select tests.denied($$ select private.render('x', '{}') $$, 'nor render any');
select tests.nobody();
select tests.denied('select from private.templates', 'nobody reads templates');

select * from finish();
rollback;
