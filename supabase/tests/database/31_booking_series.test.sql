-- Series, waiting for a time, reminders around quiet hours, bookings of an order, and accounts that end.
begin;
\ir helpers.psql
select plan(57);
select tests.person('ada'), tests.person('eve'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');

-- from three days ahead on, whatever day it is today
create function pg_temp.at(time_of_day time, day int default 0) returns timestamptz language sql stable as $$
  select ((now() at time zone 'Europe/Berlin')::date + 3 + at.day + at.time_of_day) at time zone 'Europe/Berlin'
$$;
create function pg_temp.weekday(day int) returns int language sql stable as $$ select extract(isodow from (now() at time zone 'Europe/Berlin')::date + 3 + weekday.day)::int $$;
grant execute on function pg_temp.weekday to authenticated;
grant execute on function pg_temp.at to authenticated;
create function pg_temp.series_of(who text, what text, starts_at timestamptz, unit text, more jsonb default '{}') returns jsonb language plpgsql as $$
begin
  perform tests.sign_in_as(who);
  return public.book_series(md5(who || what)::uuid, 'home_care', starts_at, unit, coalesce((more ->> 'every')::int, 1),
    coalesce(array(select x::smallint from jsonb_array_elements_text(more -> 'weekdays') x), '{}'), (more ->> 'until')::date, (more ->> 'most')::int, (more ->> 'carer')::uuid);
end $$;
grant execute on function pg_temp.series_of to authenticated;
create function pg_temp.local(at timestamptz) returns text language sql stable as $$ select to_char(at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') $$;
grant execute on function pg_temp.local to authenticated;

select tests.sign_in_as('grace');
select public.save_service('home_care', 'Home care', 60, '{"time_zone": "Europe/Berlin", "step_min": 60, "lead_min": 0, "horizon_days": 100}');
select tests.keep('sam', (select id::text from public.save_resource(null, 'carer', 'Sam', '{home_care}', 'Europe/Berlin', tests.id_of('sam'))));
select public.set_hours(tests.kept('sam'), (select jsonb_agg(jsonb_build_object('weekday', d, 'starts', '08:00', 'ends', '20:00')) from generate_series(1, 7) d));

-- asked for
select is(pg_temp.series_of('ada', 'weekly', pg_temp.at('10:00'), 'week', jsonb_build_object('weekdays', jsonb_build_array(pg_temp.weekday(2)))) ->> 'made', '16', 'a series is made eight weeks ahead, on the day it begins on and those that were named');
select is(pg_temp.series_of('ada', 'weekly', pg_temp.at('10:00'), 'week') ->> 'made', '16', 'asking twice gives one series');
select results_eq($$ select distinct extract(isodow from b.starts_at at time zone 'Europe/Berlin')::int, to_char(b.starts_at at time zone 'Europe/Berlin', 'HH24:MI') from public.bookings b order by 1 $$,
  $$ select d, '10:00' from unnest(array[pg_temp.weekday(0), pg_temp.weekday(2)]) d order by 1 $$, 'always at the same time on the wall');
select tests.admin();
select results_eq($$ select p.name, n.event_type, count(*)::int from public.notifications n join public.profiles p on p.id = n.user_id where n.event_type <> 'booking.reminder' group by 1, 2 order by 1 $$,
  $$ values ('Ada', 'booking.recurring', 1), ('Sam', 'booking.assigned', 1) $$, 'customer and carer are told once, not sixteen times');
select is((select n.body from public.notifications n where n.event_type = 'booking.recurring') like 'Home care, every week, first %', true, 'and in which rhythm');
select is((select count(*)::int from public.notifications n where n.event_type = 'booking.reminder'), 32, 'each of its bookings has its reminders');
select tests.refuses($$ select pg_temp.series_of('eve', 'x', pg_temp.at('12:00'), 'year') $$, 'PT422', 'invalid_series', 'it repeats by days, weeks or months');
select tests.refuses($$ select pg_temp.series_of('eve', 'x', pg_temp.at('12:00'), 'day', '{"until": "2020-01-01"}') $$, 'PT422', 'invalid_series', 'until a day after its first');
select tests.refuses($$ select pg_temp.series_of('eve', 'x', pg_temp.at('12:00'), 'day', '{"every": 0}') $$, 'PT422', 'invalid_series', 'every once at least');
select tests.refuses($$ select pg_temp.series_of('eve', 'x', pg_temp.at('10:00'), 'day') $$, 'PT409', 'slot_taken', 'and its first time is free');

-- what is not possible
select is(jsonb_array_length(pg_temp.series_of('eve', 'daily', pg_temp.at('10:00', 1), 'day', '{"most": 10}') -> 'skipped'), 3, 'days on which nobody is free are skipped and said');
select tests.sign_in_as('eve');
select results_eq($$ select pg_temp.local(k.starts_at) from public.booking_skips k order by 1 $$,
  $$ values (pg_temp.local(pg_temp.at('10:00', 2))), (pg_temp.local(pg_temp.at('10:00', 7))), (pg_temp.local(pg_temp.at('10:00', 9))) $$, 'those that somebody else has');
select is((select count(*)::int from public.bookings), 7, 'and count among its ten');
select is((select s ->> 'to_come' from public.my_series() s), '7', 'its customer sees how many are to come');
select is((select count(*)::int from public.booking_series), 1, 'and no series of others');

-- time goes on: a week from now the job makes the next week
select tests.admin();
select is(private.make_due_series(), 0, 'made today it is not due again today');
update public.booking_series set made_until = made_until - 10 where unit = 'week';
select tests.keep('gone', (select id::text from public.bookings where series_id = (select id from public.booking_series where unit = 'week') order by starts_at desc limit 1));
update public.bookings set status = 'cancelled' where id = tests.kept('gone');
select is(private.make_due_series(), 0, 'what was cancelled is not made again');
delete from public.bookings where series_id = (select id from public.booking_series where unit = 'week') and starts_at = (select max(starts_at) from public.bookings b join public.booking_series s on s.id = b.series_id where s.unit = 'week');
update public.booking_series set made_until = made_until - 10 where unit = 'week';
select public.add_exception(tests.kept('sam'), (now() + interval '45 days')::date, (now() + interval '60 days')::date, false);
select is(private.make_due_series(), 0, 'what came within eight weeks and is not possible is not made');
select is((select count(*)::int from public.notifications n where n.event_type = 'booking.skipped' and n.user_id = tests.id_of('ada')), 1, 'and its customer is told once');
select is(private.make_due_series(), 0, 'and not again');

-- moved and ended
select tests.sign_in_as('ada');
select tests.keep('first', (select id::text from public.bookings order by starts_at limit 1));
select lives_ok($$ select public.move_booking(tests.kept('first'), pg_temp.at('14:00')) $$, 'one of a series is moved by itself');
select tests.sign_in_as('eve');
select is(public.end_series((select id from public.booking_series)) ->> 'cancelled', '7', 'a customer ends a series, and what is to come is cancelled');
select is(public.end_series((select id from public.booking_series)) ->> 'cancelled', '0', 'ending twice changes nothing');
select tests.admin();
select results_eq($$ select n.event_type, n.body from public.notifications n where n.user_id = tests.id_of('eve') and n.event_type not in ('booking.reminder', 'booking.recurring') $$,
  $$ values ('booking.ended', 'Home care does not repeat any more. Cancelled: 7.') $$, 'which is told once, not seven times');
select is_empty($$ select from public.notifications n where n.user_id = tests.id_of('eve') and n.event_type = 'booking.reminder' and n.in_inbox $$, 'and no reminder of it is left');
select tests.keep('weekly', (select id::text from public.booking_series where unit = 'week'));
select tests.sign_in_as('bob');
select tests.refuses($$ select public.end_series(tests.kept('weekly')) $$, 'PT404', 'series_not_found', 'a stranger ends no series');

-- waiting
select tests.refuses($$ select public.wait_for_slot('home_care', pg_temp.at('14:10')) $$, 'PT422', 'slot_not_offered', 'one waits for times that are offered');
select lives_ok($$ select public.wait_for_slot('home_care', pg_temp.at('14:00')) $$, 'somebody waits for a time that is taken');
select tests.sign_in_as('eve');
select lives_ok($$ select public.wait_for_slot('home_care', pg_temp.at('14:00')) $$, 'and somebody else after them');
select is_empty($$ select from public.booking_waits where customer_id <> tests.id_of('eve') $$, 'neither sees who else waits');
select tests.admin();
create function pg_temp.told() returns setof text language sql as $$ select p.name from public.notifications n join public.profiles p on p.id = n.user_id where n.event_type = 'booking.available' order by n.created_at, p.name $$;
update public.booking_waits set created_at = created_at + interval '1 second' where customer_id = tests.id_of('eve');
select is_empty('select pg_temp.told()', 'nobody is told while it is taken');
select tests.sign_in_as('ada');
select public.cancel_booking(tests.kept('first'));
select tests.admin();
select results_eq('select pg_temp.told()', $$ values ('Bob') $$, 'when it becomes free the first in line is told, in the same commit');
select matches((select n.action_url from public.notifications n where n.event_type = 'booking.available'), '^/bookings/new\?service=home_care&at=20\d\d-\d\d-\d\dT\d\d:00:00Z$', 'with the way to it');
select is(private.tell_waits(), 0, 'the next is not told while the first has time');
update public.booking_waits set told_at = told_at - interval '16 minutes' where told_at is not null;
select is(private.tell_waits(), 1, 'but when it was not taken');
select results_eq('select pg_temp.told()', $$ values ('Bob'), ('Eve') $$, 'each once');
select tests.sign_in_as('eve');
select lives_ok($$ select public.book(gen_random_uuid(), 'home_care', pg_temp.at('14:00')) $$, 'who was told books it');
select is_empty('select from public.booking_waits', 'and waits no more');
select tests.sign_in_as('bob');
select is((select public.stop_waiting(id) from public.booking_waits), true, 'who waits in vain stops');

-- reminders and quiet hours
select tests.admin();
select results_eq($$ select private.reminder_moment(tests.id_of('bob'), '2031-06-03 06:00Z', 60), private.reminder_moment(tests.id_of('bob'), now() + interval '30 minutes', 60) $$,
  $$ values ('2031-06-03 05:00Z'::timestamptz, null::timestamptz) $$, 'a reminder comes so long before, and never for the past');
insert into public.quiet_hours (user_id, starts, ends) values (tests.id_of('bob'), '22:00', '07:00');
select is(private.reminder_moment(tests.id_of('bob'), '2031-06-03 06:00Z', 60), '2031-06-02 21:45Z'::timestamptz, 'one that quiet hours would hold until it has begun comes before they begin');
select is(private.reminder_moment(tests.id_of('bob'), '2031-06-03 07:30Z', 60), '2031-06-03 06:30Z'::timestamptz, 'one that they hold for a while only waits for their end');
select tests.sign_in_as('bob');
select tests.keep('early', (select id::text from public.book(gen_random_uuid(), 'home_care', pg_temp.at('09:00', 3))));
select tests.admin();
update public.profiles set time_zone = 'Asia/Tokyo', locale = 'es' where id = tests.id_of('bob');
select results_eq($$ select distinct n.title, n.body like '%' || private.format_time((pg_temp.at('09:00', 3) at time zone 'UTC')::text, 'datetime', 'es', 'Asia/Tokyo') || '%' from public.notifications n where n.subject_id = tests.kept('early') and n.event_type = 'booking.reminder' and n.in_inbox $$,
  $$ values ('Pronto: Home care', true) $$, 'a reminder that waits follows the person to another clock and another language');
select is((select count(*)::int from public.notifications n where n.subject_id = tests.kept('early') and n.event_type = 'booking.reminder' and n.in_inbox), 2, 'and is there once');
update private.deliveries d set next_attempt_at = now() - interval '1 minute', expires_at = now() + interval '1 hour' from public.notifications n where n.id = d.notification_id and n.event_type = 'booking.reminder';
update public.notifications n set data = jsonb_set(n.data, '{booking,starts_at}', '"2020-01-01T10:00:00Z"') where n.event_type = 'booking.reminder';
select is_empty($$ select from private.judge_deliveries(array(select d.id from private.deliveries d join public.notifications n on n.id = d.notification_id where n.event_type = 'booking.reminder')) j where j.fault is distinct from 'expired' and j.fault is distinct from 'no_consent' $$,
  'no reminder leaves once what it reminds of has begun, whatever it waited for');

-- an order's
select tests.keep('order', tests.order_between('ada', 'pia')::text);
select tests.sign_in_as('eve');
select tests.refuses($$ select public.book(gen_random_uuid(), 'home_care', pg_temp.at('16:00', 4), order_id => tests.kept('order')) $$, 'PT404', 'order_not_found', 'nobody books for the order of somebody else');
select tests.sign_in_as('ada');
select tests.keep('of order', (select id::text from public.book(gen_random_uuid(), 'home_care', pg_temp.at('16:00', 4), order_id => tests.kept('order'))));
select public.move_booking(tests.kept('of order'), pg_temp.at('17:00', 4)), public.cancel_booking(tests.kept('of order'));
select results_eq($$ select m.meta ->> 'event' from public.messages m join public.rooms r on r.id = m.room_id where r.order_id = tests.kept('order') and m.type = 'system' order by m.seq $$,
  $$ values ('booking_confirmed'), ('booking_changed'), ('booking_cancelled') $$, 'what becomes of a booking of an order is said in its conversation');

-- live, and to whom
select ok(private.can_read_topic('availability:home_care'), 'people hear when free times change');
select ok(not private.can_read_topic('availability:nothing'), 'not of what is not offered');
select ok(not private.can_write_topic('availability:home_care'), 'and only the database says it');

-- a service that is confirmed first
select tests.sign_in_as('grace');
select public.save_service('home_care', 'Home care', 60, '{"needs_confirming": true}');
select tests.sign_in_as('bob');
select tests.keep('asked', (select id::text from public.book(gen_random_uuid(), 'home_care', pg_temp.at('11:00', 5))));
select tests.refuses($$ select public.confirm_booking(tests.kept('asked')) $$, 'PT403', 'not_the_carer', 'a customer does not confirm what they asked for');
select tests.sign_in_as('sam');
select is((select status::text from public.confirm_booking(tests.kept('asked'))), 'confirmed', 'its carer does');
select tests.admin();
select results_eq($$ select p.name, n.event_type from public.notifications n join public.profiles p on p.id = n.user_id where n.subject_id = tests.kept('asked') and n.event_type <> 'booking.reminder' order by 1, 2 $$,
  $$ values ('Bob', 'booking.confirmed'), ('Sam', 'booking.asked') $$, 'the carer is asked, the customer told when it is confirmed');

-- accounts that end
delete from auth.users where id = tests.id_of('ada');
select is_empty($$ select from public.bookings where private.is_live(status) and starts_at > now() and customer_id is null $$, 'an account that ends leaves no appointment behind');
select is_empty($$ select from public.bookings where customer_id is null and note is not null $$, 'and no words of its own');
delete from auth.users where id = tests.id_of('sam');
select is((select status::text from public.bookings where id = tests.kept('asked')), 'cancelled', 'when a carer goes, who waits for them is told');
select isnt_empty($$ select from public.notifications n where n.user_id = tests.id_of('bob') and n.event_type = 'booking.cancelled' and n.subject_id = tests.kept('asked') $$, 'at once');
select * from finish();
rollback;
