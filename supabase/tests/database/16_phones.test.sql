-- Phones: one owner who proved it.
begin;
\ir helpers.psql
select plan(7);
select tests.person('ada'), tests.person('eve');

select tests.admin();
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
select lives_ok($$ insert into public.phones (user_id, e164) values (tests.id_of('eve'), '+447700900901') $$, 'anybody may claim a number');
select tests.refuses($$ update public.phones set verified_at = now() where user_id = tests.id_of('eve') $$, '23505', null, 'but it has one owner who proved it');
select tests.refuses($$ insert into public.phones (user_id, e164) values (tests.id_of('eve'), '07700900901') $$, '23514', null, 'a number is written in international form');
select tests.sign_in_as('ada');
select results_eq('select e164 from public.phones', $$ values ('+447700900901') $$, 'a person sees their number');
select tests.denied($$ update public.phones set verified_at = now() $$, 'and cannot say themselves that it is theirs');
select tests.sign_in_as('eve');
select is_empty('select from public.phones where verified_at is not null', 'a stranger sees no number of others');
select tests.nobody();
select tests.denied('select from public.phones', 'nobody sees numbers');

select * from finish();
rollback;
