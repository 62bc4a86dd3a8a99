-- Bookings: free times, booked once, moved, cancelled in time or late; who sees them, and who is told.
begin;
\ir helpers.psql
select plan(67);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
update public.profiles set time_zone = 'Europe/London' where id = tests.id_of('ada');

-- a Monday at least eight days ahead, in Berlin, where the carers work
create function pg_temp.at(time_of_day time, day int default 0) returns timestamptz language sql stable as $$
  select ((date_trunc('week', now() at time zone 'Europe/Berlin') + interval '14 days')::date + at.day + at.time_of_day) at time zone 'Europe/Berlin'
$$;
create function pg_temp.made_by(who text, what text, at timestamptz default null) returns uuid language plpgsql as $$
declare made uuid;
begin
  perform tests.sign_in_as(who);
  select id into made from public.book(md5(who || what)::uuid, 'home_care', at, note => ' ring twice ');
  return made;
end $$;
grant execute on function pg_temp.at, pg_temp.made_by to authenticated;

select tests.sign_in_as('ada');
select is_empty('select from public.services', 'as shipped there is nothing to book');
select tests.refuses($$ select public.save_service('home_care', 'Home care', 60) $$, 'PT403', 'not_staff', 'a customer sets up no service');
select tests.refuses($$ select * from public.free_slots('home_care', now(), now() + interval '1 day') $$, 'PT404', 'service_not_found', 'what is not there has no free times');

select tests.sign_in_as('grace');
select lives_ok($$ select public.save_service('home_care', 'Home care', 60, '{"time_zone": "Europe/Berlin", "step_min": 30, "pause_min": 30}') $$, 'staff offer a service');
select tests.refuses($$ select public.save_service('Home Care', 'Home care', 60) $$, 'PT422', 'invalid_service', 'under a key of small letters');
select tests.refuses($$ select public.save_service('x_ray', 'X', 0) $$, 'PT422', 'invalid_service', 'that takes some time');
select tests.refuses($$ select public.save_service('x_ray', 'X', 30, '{"time_zone": "Mars/North"}') $$, 'PT422', 'invalid_time_zone', 'on a clock there is');
select is((select duration_min || ' ' || step_min || ' ' || time_zone from public.save_service('home_care', 'Home care', 60, '{"lead_min": 120}')), '60 30 Europe/Berlin', 'a change leaves what it does not name');
select tests.keep('sam', (select id::text from public.save_resource(null, 'carer', 'Sam', '{home_care}', 'Europe/Berlin', tests.id_of('sam'))));
select tests.refuses($$ select public.save_resource(null, 'carer', 'Ada', '{home_care}', 'UTC', tests.id_of('ada')) $$, 'PT422', 'invalid_resource', 'a carer is a partner');
select tests.refuses($$ select public.save_resource(null, 'carer', 'Sam', '{home_care}', 'UTC', tests.id_of('sam')) $$, 'PT422', 'invalid_resource', 'and one carer only');

select tests.sign_in_as('sam');
select lives_ok($$ select public.set_hours(tests.kept('sam'), '[{"weekday": 1, "starts": "09:00", "ends": "12:00"}]') $$, 'a carer sets their own hours');
select tests.refuses($$ select public.set_hours(tests.kept('sam'), '[{"weekday": 8, "starts": "09:00", "ends": "12:00"}]') $$, 'PT422', 'invalid_hours', 'on a day there is');
select tests.refuses($$ select public.set_hours(tests.kept('sam'), '[{"weekday": 1, "starts": "13:00", "ends": "12:00"}]') $$, 'PT422', 'invalid_hours', 'that end after they start');
select is((select count(*)::int from public.availability_hours), 1, 'what is refused changes nothing');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.set_hours(tests.kept('sam'), '[]') $$, 'PT404', 'resource_not_found', 'not those of another');
select is_empty('select from public.availability_hours', 'whose hours they do not read');

select tests.sign_in_as('ada');
select results_eq($$ select starts_at, ends_at, is_free, carer_ids from public.free_slots('home_care', pg_temp.at('00:00'), pg_temp.at('00:00', 7)) $$,
  $$ select pg_temp.at('09:00') + n * interval '30 minutes', pg_temp.at('10:00') + n * interval '30 minutes', true, array[tests.kept('sam')] from generate_series(0, 4) n $$,
  'a customer sees each beginning within the hours that leaves room for the whole of it');
select tests.refuses($$ select * from public.free_slots('home_care', now(), now() + interval '46 days') $$, 'PT422', 'invalid_time', 'of 45 days at most');
select tests.keep('booked', pg_temp.made_by('ada', 'first', pg_temp.at('10:00'))::text);
select results_eq($$ select customer_id, partner_id, status::text, starts_at, ends_at, note, time_zone from public.bookings $$,
  $$ values (tests.id_of('ada'), tests.id_of('sam'), 'confirmed', pg_temp.at('10:00'), pg_temp.at('11:00'), 'ring twice', 'Europe/Berlin') $$,
  'a customer books a free time with whoever is free');
select is(pg_temp.made_by('ada', 'first', pg_temp.at('11:00')), tests.kept('booked'), 'booking twice gives the first one back');
select results_eq($$ select starts_at, is_free, carer_ids from public.free_slots('home_care', pg_temp.at('00:00'), pg_temp.at('00:00', 1), and_taken => true) $$,
  $$ select pg_temp.at('09:00') + n * interval '30 minutes', false, '{}'::uuid[] from generate_series(0, 4) n $$,
  'what overlaps it, or the pause after it, is taken');
select is_empty($$ select * from public.free_slots('home_care', pg_temp.at('00:00'), pg_temp.at('00:00', 1)) $$, 'and not offered');
select tests.denied($$ insert into public.bookings (client_id, customer_id, service_key, starts_at) values (gen_random_uuid(), tests.id_of('ada'), 'home_care', now()) $$, 'a customer inserts no booking');
select tests.denied($$ update public.bookings set status = 'done' $$, 'and updates none');

select tests.sign_in_as('eve');
select tests.refuses($$ select pg_temp.made_by('eve', 'same', pg_temp.at('10:30')) $$, 'PT409', 'slot_taken', 'nobody else has the same carer at that time');
select tests.refuses($$ select pg_temp.made_by('eve', 'same', pg_temp.at('09:10')) $$, 'PT422', 'slot_not_offered', 'a time between the slots is not offered');
select tests.refuses($$ select pg_temp.made_by('eve', 'same', now() + interval '1 hour') $$, 'PT422', 'slot_not_offered', 'nor one that begins too soon');
select tests.refuses($$ select pg_temp.made_by('eve', 'same', now() + interval '90 days') $$, 'PT422', 'slot_not_offered', 'nor one too far ahead');
select is_empty('select from public.bookings', 'a stranger reads no booking');
select is_empty('select from public.booking_events', 'nor its history');
select is_empty($$ select public.booking_list('-infinity', 'infinity') $$, 'nor lists it');
select tests.refuses($$ select public.booking_view(tests.kept('booked')) $$, 'PT404', 'booking_not_found', 'nor views it');
select tests.refuses($$ select public.cancel_booking(tests.kept('booked')) $$, 'PT404', 'booking_not_found', 'nor cancels it');
select tests.refuses($$ select public.move_booking(tests.kept('booked'), now()) $$, 'PT404', 'booking_not_found', 'nor moves it');
select tests.refuses($$ select public.booking_list('-infinity', 'infinity', 'all') $$, 'PT403', 'not_staff', 'and all of them are for staff');
select is((select public.book(gen_random_uuid(), 'home_care', pg_temp.at('09:00', 7), customer_id => tests.id_of('ada'))).customer_id, tests.id_of('eve'), 'whoever books is the customer, whatever was sent');

-- told
select tests.admin();
select results_eq($$ select p.name, n.event_type, n.body from public.notifications n join public.profiles p on p.id = n.user_id
    where n.subject_id = tests.kept('booked') and n.event_type <> 'booking.reminder' order by 1 $$,
  $$ values ('Ada', 'booking.confirmed', 'Home care, ' || private.format_time((pg_temp.at('10:00') at time zone 'UTC')::text, 'datetime', 'en', 'Europe/London') || '.'),
    ('Sam', 'booking.assigned', 'Home care, ' || private.format_time((pg_temp.at('10:00') at time zone 'UTC')::text, 'datetime', 'en', 'UTC') || '.') $$,
  'customer and carer are told once, each by their own clock');
select results_eq($$ select n.deliver_after, n.expires_at from public.notifications n where n.subject_id = tests.kept('booked') and n.event_type = 'booking.reminder' order by 1 $$,
  $$ values (pg_temp.at('10:00') - interval '1 day', pg_temp.at('10:00')), (pg_temp.at('10:00') - interval '1 hour', pg_temp.at('10:00')) $$,
  'and reminders wait, a day and an hour before, worth sending until it begins');
select isnt_empty($$ select from realtime.messages where topic = 'availability:home_care' and event = 'availability_changed' and (payload ->> 'from')::timestamptz = pg_temp.at('10:00') and payload - '{from,to}'::text[] - 'id' = '{}' $$,
  'who looks at free times hears which changed, and nothing of whom');

-- moved
select tests.sign_in_as('sam');
select is(public.booking_view(tests.kept('booked')) ->> 'customer', 'Ada', 'the carer sees whom they care for');
select lives_ok($$ select public.set_hours(tests.kept('sam'), '[{"weekday": 1, "starts": "09:00", "ends": "12:00"}, {"weekday": 2, "starts": "09:00", "ends": "17:00"}]') $$, 'a carer works more');
select tests.sign_in_as('ada');
select is((select starts_at from public.move_booking(tests.kept('booked'), pg_temp.at('10:30'))), pg_temp.at('10:30'), 'a customer moves a booking, also over its own time');
select is((select version from public.move_booking(tests.kept('booked'), pg_temp.at('10:30'))), 2, 'moving twice changes nothing');
select tests.refuses($$ select public.move_booking(tests.kept('booked'), pg_temp.at('08:00')) $$, 'PT409', 'slot_taken', 'not to where nobody works');
select lives_ok($$ select public.move_booking(tests.kept('booked'), pg_temp.at('09:00', 1)) $$, 'but to another day');
select tests.admin();
select results_eq($$ select n.deliver_after from public.notifications n where n.subject_id = tests.kept('booked') and n.event_type = 'booking.reminder' and n.in_inbox order by 1 $$,
  $$ values (pg_temp.at('09:00')), (pg_temp.at('08:00', 1)) $$, 'reminders follow a move, and the old ones never appear');
select results_eq($$ select p.name, n.event_type, count(*)::int from public.notifications n join public.profiles p on p.id = n.user_id
    where n.subject_id = tests.kept('booked') and n.event_type in ('booking.changed', 'booking.rescheduled') group by 1, 2 order by 1 $$,
  $$ values ('Ada', 'booking.changed', 2), ('Sam', 'booking.rescheduled', 2) $$, 'each move is told once to both');
select throws_ok(format($$ insert into public.bookings (client_id, customer_id, service_key, carer_id, starts_at, status) values (gen_random_uuid(), tests.id_of('eve'), 'home_care', %L, pg_temp.at('09:30', 1), 'confirmed') $$, tests.kept('sam')),
  '23P01', null, 'an admin cannot make two bookings of one time either');

-- cancelled
select tests.sign_in_as('ada');
select is((select status::text from public.cancel_booking(tests.kept('booked'))), 'cancelled', 'a customer cancels in time');
select is((select status::text from public.cancel_booking(tests.kept('booked'))), 'cancelled', 'cancelling twice changes nothing');
select tests.refuses($$ select public.move_booking(tests.kept('booked'), pg_temp.at('10:00', 1)) $$, 'PT409', 'not_allowed_now', 'what is cancelled is not moved');
select tests.admin();
select is_empty($$ select from public.notifications n where n.subject_id = tests.kept('booked') and n.event_type = 'booking.reminder' and (n.in_inbox or n.expires_at > now()) $$, 'reminders die with a cancel');
select tests.keep('late', (select id::text from public.bookings where customer_id = tests.id_of('eve')));
update public.services set free_cancel_min = 43200 where key = 'home_care';
select tests.sign_in_as('eve');
select tests.refuses($$ select public.move_booking(tests.kept('late'), pg_temp.at('10:00', 7)) $$, 'PT409', 'booking_too_late', 'too late a customer moves it no more');
select is((select status::text from public.cancel_booking(tests.kept('late'))), 'cancelled_late', 'and cancels it late');
select tests.sign_in_as('sam');
select is((select count(*)::int from public.booking_list('-infinity', 'infinity', 'carried')), 2, 'a carer lists what they carry out, also what was cancelled');
select tests.refuses($$ select public.close_booking(tests.kept('late'), true) $$, 'PT409', 'not_allowed_now', 'and closes nothing that has not begun');

-- exceptions
select is(public.add_exception(tests.kept('sam'), (pg_temp.at('12:00'))::date, (pg_temp.at('12:00'))::date, false, note => 'ill') ->> 'bookings_in_it', '0', 'a carer takes a day off');
select tests.sign_in_as('ada');
select is_empty($$ select * from public.free_slots('home_care', pg_temp.at('00:00'), pg_temp.at('00:00', 1), and_taken => true) $$, 'on which nothing is offered');
select is_empty('select from public.availability_exceptions', 'a customer does not read why');

-- a room besides: two carers, one room
select tests.sign_in_as('grace');
select public.save_service('massage', 'Massage', 60, '{"time_zone": "Europe/Berlin", "step_min": 60, "lead_min": 0, "needs_room": true}');
select public.save_resource(tests.kept('sam'), 'carer', 'Sam', '{home_care,massage}', 'Europe/Berlin', tests.id_of('sam'));
select tests.keep('pia', (select id::text from public.save_resource(null, 'carer', 'Pia', '{massage}', 'Europe/Berlin', tests.id_of('pia'))));
select public.set_hours(tests.kept('pia'), '[{"weekday": 2, "starts": "09:00", "ends": "17:00"}]');
select is_empty($$ select * from public.free_slots('massage', pg_temp.at('00:00', 1), pg_temp.at('00:00', 2)) $$, 'what takes a carer and a room is not offered without a room');
select tests.keep('room', (select id::text from public.save_resource(null, 'room', 'Blue room', '{massage}', 'Europe/Berlin')));
select public.set_hours(tests.kept('room'), '[{"weekday": 2, "starts": "10:00", "ends": "12:00"}]');
select tests.sign_in_as('ada');
select results_eq($$ select starts_at, cardinality(carer_ids) from public.free_slots('massage', pg_temp.at('00:00', 1), pg_temp.at('00:00', 2)) $$,
  $$ values (pg_temp.at('10:00', 1), 2), (pg_temp.at('11:00', 1), 2) $$, 'but when both are there');
select results_eq($$ select carer_id in (tests.kept('sam'), tests.kept('pia')), room_id from public.book(gen_random_uuid(), 'massage', pg_temp.at('10:00', 1)) $$,
  $$ values (true, tests.kept('room')) $$, 'it is booked with one of each');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.book(gen_random_uuid(), 'massage', pg_temp.at('10:00', 1)) $$, 'PT409', 'slot_taken', 'the other carer has no room then');
select results_eq($$ select starts_at from public.free_slots('massage', pg_temp.at('00:00', 1), pg_temp.at('00:00', 2)) $$,
  $$ values (pg_temp.at('11:00', 1)) $$, 'which the free times say');
select tests.refuses($$ select public.book(gen_random_uuid(), 'massage', pg_temp.at('11:00', 1), carer_id => tests.kept('room')) $$, 'PT409', 'slot_taken', 'a room is no carer');

-- nobody
select tests.nobody();
select tests.denied($$ select * from public.free_slots('home_care', now(), now() + interval '1 day') $$, 'nobody sees free times without signing in');
select tests.denied('select from public.bookings', 'and reads no booking');
select * from finish();
rollback;
