-- Hours of peace: who sets them, and when they end. Every minute around every change of clocks: supabase/tests/api/quiet-hours.test.ts.
begin;
\ir helpers.psql
select plan(29);
select tests.person('ada'), tests.person('eve'), tests.person('grace', 'staff');
update public.profiles set time_zone = 'Europe/London' where id = tests.id_of('ada');
create function pg_temp.free(at text, priority public.notification_priority default 'normal', who text default 'ada') returns text language sql as $$
  select to_char(private.quiet_until(tests.id_of(who), priority, at::timestamptz) at time zone 'UTC', 'DD HH24:MI')
$$;

select is(pg_temp.free('2026-06-15 23:00Z'), '15 23:00', 'who set nothing is disturbed at any hour');
select tests.sign_in_as('ada');
select lives_ok($$ select public.set_quiet_hours(true, '22:00', '07:00') $$, 'a person sets quiet hours');
select results_eq($$ select is_enabled, starts, ends, weekdays::text from public.quiet_hours $$, $$ values (true, '22:00'::time, '07:00'::time, '{1,2,3,4,5,6,7}') $$, 'and reads them');
select tests.admin();
select is(pg_temp.free('2026-06-15 20:59Z'), '15 20:59', 'before them nothing waits');
select is(pg_temp.free('2026-06-15 21:00Z'), '16 06:00', 'from their first minute on, by the clock on her wall, it waits for their end');
select is(pg_temp.free('2026-06-16 02:00Z'), '16 06:00', 'after midnight too');
select is(pg_temp.free('2026-06-16 06:00Z'), '16 06:00', 'at their end it waits no more');
select is(pg_temp.free('2026-06-15 21:00Z', 'high'), '16 06:00', 'what is high waits as well');
select is(pg_temp.free('2026-06-15 21:00Z', 'urgent'), '15 21:00', 'what is urgent passes');
select is(pg_temp.free('2026-06-15 21:00Z', who => 'eve'), '15 21:00', 'another person''s hours are their own');
select is(private.quiet_until(tests.id_of('ada'), 'low', 'infinity'), 'infinity', 'what is put off for ever stays so');
update public.profiles set time_zone = 'Asia/Tokyo' where id = tests.id_of('ada');
select is(pg_temp.free('2026-06-15 21:00Z'), '15 22:00', 'the hours move with the person''s zone');

select tests.sign_in_as('ada');
select public.set_quiet_hours(true, '13:00', '14:00', '{1,5}');
select tests.admin();
select is(pg_temp.free('2026-06-15 04:30Z'), '15 05:00', 'hours within one day end on it');
select is(pg_temp.free('2026-06-16 04:30Z'), '16 04:30', 'a day that was not chosen has none');
update public.quiet_hours set starts = '22:00', ends = '07:00', weekdays = '{5}' where user_id = tests.id_of('ada');
select is(pg_temp.free('2026-06-19 20:00Z'), '19 22:00', 'a night belongs to the day on which it begins');

-- held for longer by an edit, news still grows no older
update public.profiles set time_zone = 'UTC' where id = tests.id_of('ada');
update public.quiet_hours set starts = ((now() at time zone 'UTC')::time - interval '1 hour'), ends = ((now() at time zone 'UTC')::time + interval '1 hour'),
  weekdays = '{1,2,3,4,5,6,7}' where user_id = tests.id_of('ada');
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
select tests.keep('held', public.notify(tests.id_of('ada'), 'order.delivered', data => '{"order": {"number": "A1"}}')::text);
update public.quiet_hours set ends = ((now() at time zone 'UTC')::time + interval '5 hours') where user_id = tests.id_of('ada');
select results_eq($$ select d.next_attempt_at > now() + interval '4 hours', d.expires_at - d.next_attempt_at = n.expires_at - n.deliver_after
    from private.deliveries d join public.notifications n on n.id = d.notification_id where n.id = tests.kept('held') and d.channel = 'email' $$,
  $$ values (true, true) $$, 'news that an edit holds for longer is worth sending for as long as before');
update public.profiles set time_zone = 'Europe/London' where id = tests.id_of('ada');
update public.quiet_hours set starts = '22:00', ends = '07:00', weekdays = '{5}' where user_id = tests.id_of('ada');

-- what is odd
update public.quiet_hours set starts = '07:00' where user_id = tests.id_of('ada');
select is(pg_temp.free('2026-06-19 20:00Z'), '19 20:00', 'a beginning that is the end means never');
update public.quiet_hours set starts = '22:00', weekdays = '{1,2,3,4,5,6,7}', is_enabled = false where user_id = tests.id_of('ada');
select is(pg_temp.free('2026-06-19 20:00Z'), '19 20:00', 'hours that are switched off hold nothing');
update public.quiet_hours set is_enabled = true where user_id = tests.id_of('ada');
alter table public.profiles disable trigger _100_check_time_zone;
update public.profiles set time_zone = 'Mars/Olympus' where id = tests.id_of('ada');
select is(pg_temp.free('2026-06-15 23:00Z'), '16 07:00', 'a zone that the server does not know is taken for UTC');

-- what cannot be set
select tests.sign_in_as('ada');
select tests.refuses($$ select public.set_quiet_hours(true, '22:00', '22:00') $$, 'PT422', 'invalid_quiet_hours', 'hours need an end');
select tests.refuses($$ select public.set_quiet_hours(true, null, '07:00') $$, 'PT422', 'invalid_quiet_hours', 'and a beginning');
select tests.refuses($$ select public.set_quiet_hours(true, '22:00', '07:00', '{}') $$, 'PT422', 'invalid_quiet_hours', 'and a day');
select tests.refuses($$ select public.set_quiet_hours(true, '22:00', '07:00', '{0,8}') $$, 'PT422', 'invalid_quiet_hours', 'of the week');
select tests.denied($$ update public.quiet_hours set is_enabled = false $$, 'a person cannot write past the call');
select tests.sign_in_as('eve');
select is_empty('select from public.quiet_hours', 'a stranger does not read them');
select tests.sign_in_as('grace');
select is_empty('select from public.quiet_hours', 'nor does staff');
select tests.nobody();
select tests.denied('select from public.quiet_hours', 'nobody reads them');
select tests.denied($$ select public.set_quiet_hours(true, '22:00', '07:00') $$, 'nobody sets any');
select tests.sign_in_as('ada');
select tests.denied($$ select private.quiet_until(tests.id_of('eve'), 'low', now()) $$, 'people do not ask about the hours of others');

select * from finish();
rollback;
