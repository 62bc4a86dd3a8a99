-- People for staff: found by name, address, order or phone, with what they ordered and asked; and who may make a partner of whom.
begin;
\ir helpers.psql
select plan(37);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
update public.profiles set name = 'Ada 100%' where id = tests.id_of('ada');
delete from public.profiles where id <> all (array(select tests.id_of(n) from unnest('{ada,eve,sam,pia,grace}'::text[]) n));
update public.profiles set created_at = '2026-01-05' where id = tests.id_of('ada');
update public.profiles set created_at = '2026-01-04' where id = tests.id_of('eve');
update public.profiles set created_at = '2026-01-03' where id = tests.id_of('sam');
update public.profiles set created_at = '2026-01-03' where id = tests.id_of('pia');
update public.profiles set created_at = '2026-01-01' where id = tests.id_of('grace');
select tests.keep('number', (select number from public.orders where id = tests.kept('order')));

select tests.sign_in_as('ada');
select public.open_support('My parcel is wet', 'It rained', md5('help')::uuid);
select tests.refuses('select public.people_page()', 'PT403', 'not_staff', 'people list nobody');
select tests.refuses($$ select public.person_overview(tests.id_of('ada')) $$, 'PT403', 'not_staff', 'and see nobody, not even themselves, this way');
select tests.refuses($$ select public.set_person_role(tests.id_of('ada'), 'partner') $$, 'PT403', 'not_staff', 'nor make themselves a partner');
select tests.sign_in_as('sam');
select tests.refuses('select public.people_page()', 'PT403', 'not_staff', 'partners neither');
select tests.nobody();
select tests.denied('select public.people_page()', 'nobody may not ask');
select tests.denied('select public.person_overview(gen_random_uuid())', 'for one');
select tests.denied($$ select public.set_person_role(gen_random_uuid(), 'partner') $$, 'nor change one');

select tests.sign_in_as('grace');
select results_eq($$ select name from public.people_page(page => 2) $$, $$ values ('Ada 100%'), ('Eve') $$, 'staff read people, newest first');
select bag_eq($$ select p.name from public.people_page(before => '2026-01-04', before_id => tests.id_of('eve')) p $$, $$ values ('Sam'), ('Pia'), ('Grace') $$, 'page by page');
select is((select count(*)::int from (select p.created_at, p.id from public.people_page(page => 3) p order by 1, 2 limit 1) last
  cross join lateral public.people_page(before => last.created_at, before_id => last.id)), 2, 'also between two who came at once');
select results_eq($$ select name from public.people_page('eV') $$, $$ values ('Eve') $$, 'by part of a name');
select results_eq($$ select email from public.people_page('eve@test') $$, $$ values ('eve@test.example') $$, 'or of an address');
select results_eq($$ select name from public.people_page('0%') $$, $$ values ('Ada 100%') $$, 'taken as text');
select is_empty($$ select name from public.people_page('A_a') $$, 'and never as a pattern');
select results_eq($$ select name from public.people_page('+44 7700 900901') $$, $$ values ('Ada 100%') $$, 'by a whole number of a phone');
select is_empty($$ select name from public.people_page('7700900') $$, 'but not by a part of one');
select bag_eq($$ select name from public.people_page(lower(current_setting('tests.number'))) $$, $$ values ('Ada 100%'), ('Sam') $$, 'by the number of an order, both who have to do with it');
select bag_eq($$ select name from public.people_page(with_role => 'partner') $$, $$ values ('Sam'), ('Pia') $$, 'by role');
select results_eq($$ select open_orders from public.people_page('Sam') $$, $$ values (1) $$, 'with how many orders they have under way');
select is_empty($$ select name from public.people_page(suspended => true) $$, 'nobody is suspended');
select public.suspend_person(tests.id_of('eve'), now() + interval '1 day', 'Spam');
select results_eq($$ select name, suspended_until from public.people_page(suspended => true) $$, $$ values ('Eve', now() + interval '1 day') $$, 'now one is');
select is((select count(*)::int from public.people_page(suspended => false)), 4, 'and the others are not');

select results_eq($$ select o ->> 'email', o ->> 'phone', (o ->> 'devices')::int, o -> 'orders' -> 0 ->> 'is_customer', o -> 'requests' -> 0 ->> 'subject', o ->> 'suspension' from public.person_overview(tests.id_of('ada')) o $$,
  $$ values ('ada@test.example', '+44***901', 0, 'true', 'My parcel is wet', null::text) $$, 'one person: how to reach them, orders and requests, the phone masked');
select is(public.person_overview(tests.id_of('sam')) -> 'orders' -> 0 ->> 'is_customer', 'false', 'a partner: what they carry out');
select is(public.person_overview(tests.id_of('eve')) -> 'suspension' ->> 'reason', 'Spam', 'why somebody is suspended');
select is(public.person_overview(tests.id_of('eve')) -> 'suspension' ->> 'by', 'Grace', 'and by whom');
select tests.refuses('select public.person_overview(gen_random_uuid())', 'PT404', 'person_not_found', 'one who is not there');

-- roles
select lives_ok($$ select public.set_person_role(tests.id_of('eve'), 'partner') $$, 'staff make a customer a partner');
select is((select role from public.profiles where id = tests.id_of('eve')), 'partner', 'who is one from then on');
select lives_ok($$ select public.set_person_role(tests.id_of('eve'), 'partner') $$, 'twice does nothing');
select lives_ok($$ select public.set_person_role(tests.id_of('pia'), 'customer') $$, 'and a partner a customer');
select tests.refuses($$ select public.set_person_role(tests.id_of('sam'), 'customer') $$, 'PT409', 'not_allowed_now', 'but not while they carry out an order');
select tests.refuses($$ select public.set_person_role(tests.id_of('ada'), 'staff') $$, 'PT422', 'invalid_person', 'they make nobody staff');
select tests.refuses($$ select public.set_person_role(tests.id_of('grace'), 'customer') $$, 'PT422', 'invalid_person', 'and take it from nobody');
select tests.refuses($$ select public.set_person_role(tests.id_of('ada'), null) $$, 'PT422', 'invalid_person', 'nor give no role');
select tests.refuses($$ select public.set_person_role(gen_random_uuid(), 'partner') $$, 'PT404', 'person_not_found', 'nor to who is not there');
select tests.denied($$ update public.profiles set role = 'staff' where id = tests.id_of('ada') $$, 'and the column itself stays closed');

select * from finish();
rollback;
