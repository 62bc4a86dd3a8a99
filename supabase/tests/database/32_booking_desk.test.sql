-- The desk of bookings: what staff set up, two at once; and booking for a customer who phones.
begin;
\ir helpers.psql
select plan(40);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('hugo', 'staff');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
-- eleven o'clock of a day by UTC
create function pg_temp.at(day int) returns timestamptz language sql stable as $$ select ((now() at time zone 'UTC')::date + at.day + time '11:00') at time zone 'UTC' $$;
create function pg_temp.phoned(who text, day int, customer text default 'ada') returns public.bookings language sql as $$
  select public.book(md5(who || day)::uuid, 'massage', pg_temp.at(day), customer_id => tests.id_of(customer)) $$;
grant execute on function pg_temp.at, pg_temp.phoned to authenticated, anon;

-- who may
select tests.sign_in_as('ada');
select tests.refuses($$ select public.save_service('massage', 'Massage', 60, '{}', now()) $$, 'PT403', 'not_staff', 'a customer sets up no service');
select tests.refuses($$ select public.save_resource(null, 'room', 'Blue room', '{}', seen_at => now()) $$, 'PT403', 'not_staff', 'nor a room');
select tests.denied($$ insert into public.services (key, label, duration_min) values ('x_ray', 'X', 30) $$, 'nor by hand');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.save_service('massage', 'Massage', 60) $$, 'PT403', 'not_staff', 'a partner neither');
select tests.refuses($$ select public.save_resource(null, 'carer', 'Sam', '{}', partner_id => tests.id_of('sam')) $$, 'PT403', 'not_staff', 'not even themselves as a carer');
select tests.nobody();
select tests.denied($$ select public.save_service('massage', 'Massage', 60) $$, 'who is not signed in sets up nothing');
select tests.denied($$ select public.save_resource(null, 'room', 'Blue room', '{}') $$, 'no room');
select tests.denied($$ select public.set_hours(gen_random_uuid(), '[]') $$, 'no hours');
select tests.denied($$ select public.book(gen_random_uuid(), 'massage', now()) $$, 'and books nothing');

-- setting up
select tests.sign_in_as('grace');
select lives_ok($$ select public.save_service('massage', 'Massage', 60, '{"needs_carer": false, "needs_room": true, "lead_min": 4320, "step_min": 60}') $$, 'staff offer a service that takes a room');
select tests.refuses($$ select public.save_service('massage', 'Massage', 60, '{"needs_room": false, "needs_carer": false}') $$, 'PT422', 'invalid_service', 'it takes somebody or something');
select tests.keep('room', '11111111-1111-4111-8111-111111111111');
select is((select id from public.save_resource(tests.kept('room'), 'room', 'Blue room', '{massage}')), tests.kept('room'), 'a room under the id the form made for it');
select is((select id from public.save_resource(tests.kept('room'), 'room', 'Blue room', '{massage}')), tests.kept('room'), 'saved twice it is one room');
select is((select count(*)::int from public.resources), 1, 'whatever became of the first answer');
select lives_ok($$ select public.set_hours(tests.kept('room'), (select jsonb_agg(jsonb_build_object('weekday', d, 'starts', '11:00', 'ends', '13:00')) from generate_series(1, 7) d), '[]') $$, 'and its hours, where there were none');

-- two at once
select tests.admin();
alter table public.services disable trigger _200_touch;
alter table public.resources disable trigger _200_touch;
update public.services set updated_at = now() + interval '1 second', place = 'Quay 3';
update public.resources set updated_at = now() + interval '1 second';
alter table public.services enable trigger _200_touch;
alter table public.resources enable trigger _200_touch;
select tests.sign_in_as('hugo');
select tests.refuses($$ select public.save_service('massage', 'Massages', 90, '{}', now()) $$, 'PT409', 'changed_meanwhile', 'staff do not write over what others of staff saved meanwhile');
select is((select label || place from public.services), 'MassageQuay 3', 'and what those saved stays');
select tests.refuses($$ select public.save_resource(tests.kept('room'), 'room', 'Red room', '{}', seen_at => now()) $$, 'PT409', 'changed_meanwhile', 'nor over a room');
select is((select count(*)::int from public.service_resources), 1, 'nor over what it is for');
select lives_ok($$ select public.save_service('massage', 'Massage', 60, '{"place": "Quay 4"}', now() + interval '1 second') $$, 'who saw how it stands saves it');
select lives_ok($$ select public.save_resource(tests.kept('room'), 'room', 'Blue room', '{massage}', seen_at => now() + interval '1 second') $$, 'a room likewise');
select tests.refuses($$ select public.set_hours(tests.kept('room'), '[]', '[]') $$, 'PT409', 'changed_meanwhile', 'hours that others set are not written over');
select tests.refuses($$ select public.set_hours(tests.kept('room'), '[]', '[{"weekday": 1, "starts": "11:00", "ends": "13:00"}]') $$, 'PT409', 'changed_meanwhile', 'nor where some of them were seen');
select is((select count(*)::int from public.availability_hours), 7, 'they stay');
select lives_ok($$ select public.set_hours(tests.kept('room'), (select jsonb_agg(to_jsonb(h) - 'id' - 'resource_id') from public.availability_hours h),
  (select jsonb_agg(to_jsonb(h) - 'id' - 'resource_id' order by weekday desc) from public.availability_hours h)) $$, 'who saw all of them, in whatever order, sets them');

-- by phone
select bag_eq($$ select name from public.people_page('07700 900901') $$, $$ values ('Ada') $$, 'staff find who phones by their number as it is dialled at home');
select is_empty($$ select name from public.people_page('0900901') $$, 'not by the end of one');
select isnt_empty($$ select from public.free_slots('massage', now(), pg_temp.at(2) + interval '1 hour') $$, 'staff see the times that are too soon for customers');
select is((select customer_id from pg_temp.phoned('grace', 2)), tests.id_of('ada'), 'and book one for a customer');
select is((select customer_id from pg_temp.phoned('grace', 2)), tests.id_of('ada'), 'twice is once');
select tests.refuses($$ select pg_temp.phoned('hugo', 2, 'eve') $$, 'PT409', 'slot_taken', 'two of staff do not book one time twice');
select tests.refuses($$ select pg_temp.phoned('hugo', 3, 'nobody') $$, 'PT422', 'invalid_booking', 'nor for somebody who is not there');
select tests.sign_in_as('eve');
select is_empty($$ select from public.free_slots('massage', now(), pg_temp.at(2) + interval '1 hour') $$, 'a customer is offered nothing too soon');
select is((select customer_id from pg_temp.phoned('eve', 5)), tests.id_of('eve'), 'and books for nobody else');
select tests.sign_in_as('ada');
select results_eq($$ select e ->> 'kind', e ->> 'by' from public.booking_list('-infinity', 'infinity') b, jsonb_array_elements(public.booking_view((b ->> 'id')::uuid) -> 'history') e $$,
  $$ values ('confirmed', 'Hugo') $$, 'its history says who of staff did it');
select isnt_empty($$ select from public.notifications where event_type = 'booking.confirmed' $$, 'and the customer is told as of any booking');

-- retired
select tests.sign_in_as('grace');
select lives_ok($$ select public.save_service('massage', 'Massage', 60, '{"is_offered": false}') $$, 'staff retire a service');
select lives_ok($$ select public.save_resource(tests.kept('room'), 'room', 'Blue room', '{massage}', is_active => false) $$, 'and a room');
select is((select count(*)::int from public.bookings where status = 'confirmed' and room_id = tests.kept('room')), 2, 'what is booked stays');
select tests.admin();
select results_eq($$ select distinct actor_id from private.audit_log where table_name = 'public.services' and actor_id is not null order by 1 $$,
  $$ select id from unnest(array[tests.id_of('grace'), tests.id_of('hugo')]) id order by 1 $$, 'the audit says who set up what');
select * from finish();
rollback;
