-- Who wants to hear what how: what holds where nothing was chosen, what may be chosen, and by whom.
begin;
\ir helpers.psql
select plan(31);
select tests.person('ada'), tests.person('eve');
insert into public.notification_categories (key, label, is_critical, is_opt_in) values ('promotion', 'Offers', false, true), ('safety_test', 'Safety', true, false)
  on conflict (key) do nothing;

create function pg_temp.wants(who text, category text) returns text language sql as $$
  select string_agg(c::text, ' ' order by c) from unnest(enum_range(null::public.notification_channel)) c
  where private.is_wanted(tests.id_of(who), category, c)
$$;

select is(pg_temp.wants('ada', 'order'), 'in_app web_push email', 'until somebody chooses, SMS is off and the rest is on');
select is(pg_temp.wants('ada', 'promotion'), null, 'and offers are off everywhere');
select is(pg_temp.wants('ada', 'safety_test'), 'in_app web_push email', 'and critical news are on, but for SMS');

select tests.sign_in_as('ada');
select lives_ok($$ select public.set_preference('order', 'sms', true) $$, 'a person switches SMS on');
select lives_ok($$ select public.set_preference('order', 'web_push', false) $$, 'and pushes off');
select lives_ok($$ select public.set_preference('promotion', 'email', true) $$, 'and offers by mail on');
select results_eq($$ select category, channel::text, is_enabled, source from public.preferences order by 1, 2 $$,
  $$ values ('order', 'sms', true, 'app'), ('order', 'web_push', false, 'app'), ('promotion', 'email', true, 'app') $$, 'and reads what they chose');
select lives_ok($$ select public.set_preference('order', 'sms', true) $$, 'choosing twice is no error');
select is((select count(*)::int from public.preferences), 3, 'and one choice');
select tests.admin();
select is(pg_temp.wants('ada', 'order'), 'in_app sms email', 'the choice counts');
select is(pg_temp.wants('ada', 'promotion'), 'email', 'for each category');
select is(pg_temp.wants('eve', 'order'), 'in_app web_push email', 'and for nobody else');

-- critical
select tests.sign_in_as('ada');
select tests.refuses($$ select public.set_preference('safety_test', 'in_app', false) $$, 'PT409', 'category_is_critical', 'critical news cannot be switched off in the app');
select tests.refuses($$ select public.set_preference('safety_test', 'email', false) $$, 'PT409', 'category_is_critical', 'nor by mail');
select lives_ok($$ select public.set_preference('safety_test', 'sms', true) $$, 'critical news by SMS can be switched on');
select lives_ok($$ select public.set_preference('safety_test', 'sms', false) $$, 'and off again: STOP wins');
select tests.admin();
select is(pg_temp.wants('ada', 'safety_test'), 'in_app web_push email', 'off by SMS is off, even for critical news');
insert into public.preferences (user_id, category, channel, is_enabled, source) values (tests.id_of('ada'), 'safety_test', 'in_app', false, 'admin');
select is(pg_temp.wants('ada', 'safety_test'), 'in_app web_push email', 'a row that switches critical news off is not heeded');

-- what cannot be chosen
select tests.sign_in_as('ada');
select tests.refuses($$ select public.set_preference('no_such', 'sms', true) $$, 'PT404', 'category_not_found', 'a category must exist');
select tests.refuses($$ select public.set_preference('order', 'sms', null) $$, 'PT422', 'invalid_preference', 'a choice is yes or no');
select tests.refuses($$ select public.set_preference('order', null, true) $$, 'PT422', 'invalid_preference', 'a choice names its channel');
select tests.denied($$ insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'order', 'email', true) $$, 'a person cannot write a choice past the call');
select tests.denied($$ update public.preferences set source = 'admin' $$, 'nor say who made it');
select tests.denied('delete from public.preferences', 'nor remove it');
select tests.denied($$ update public.notification_categories set is_critical = false $$, 'nor change a category');
select tests.denied($$ insert into public.event_types (key, category, label, channels) values ('x.y', 'order', 'x', '{sms}') $$, 'nor make an event');

-- others
select tests.sign_in_as('eve');
select is_empty('select from public.preferences', 'a stranger does not read what others chose');
select isnt_empty('select from public.notification_categories', 'people read the categories');
select isnt_empty('select from public.event_types', 'people read the event types');
select tests.nobody();
select tests.denied('select from public.preferences', 'nobody reads choices');
select tests.denied($$ select public.set_preference('order', 'sms', true) $$, 'nobody chooses');

select * from finish();
rollback;
