-- Who a person is: made at sign-up from hostile input, seen by few, changed by the person in four columns only.
begin;
\ir helpers.psql
select plan(39);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');

select results_eq($$ select name, role::text, locale, time_zone from public.profiles where id = tests.id_of('ada') $$,
  $$ values ('Ada', 'customer', 'en', 'UTC') $$, 'signing up makes a customer with a name');

create function pg_temp.sign_up(metadata jsonb, email text default 'someone@test.example') returns text language plpgsql as $$
declare
  made uuid;
begin
  insert into auth.users (id, email, raw_user_meta_data)
  values (gen_random_uuid(), case when email is not null then gen_random_uuid() || '.' || email end, metadata) returning id into made;
  return (select p.name || '/' || p.role from public.profiles p where p.id = made);
end $$;
select is(pg_temp.sign_up('{"name": "Mallory", "role": "staff", "app_role": "staff", "id": "00000000-0000-0000-0000-000000000000"}'),
  'Mallory/customer', 'a stranger who signs up as staff becomes a customer');
select is(pg_temp.sign_up(jsonb_build_object('name', repeat('x', 10000))), repeat('x', 80) || '/customer', 'a name of 10,000 characters is cut to 80');
select is(pg_temp.sign_up('{"name": "  Bo  "}'), 'Bo/customer', 'a name is trimmed');
create function pg_temp.sign_up_from(metadata jsonb) returns text language plpgsql as $$
declare
  made uuid;
begin
  insert into auth.users (id, email, raw_user_meta_data)
  values (gen_random_uuid(), gen_random_uuid() || '.someone@test.example', metadata) returning id into made;
  return (select p.locale || ' ' || p.time_zone from public.profiles p where p.id = made);
end $$;
select is(pg_temp.sign_up_from('{"name": "Bo", "locale": "es-MX", "time_zone": "America/Mexico_City"}'), 'es-MX America/Mexico_City',
  'who signs up is written to in the language and the time of their browser');
select is(pg_temp.sign_up_from('{"name": "Bo", "locale": "klingon please", "time_zone": "Mars/Olympus"}'), 'en UTC',
  'a language and a zone that are none sign up all the same');
select is(pg_temp.sign_up_from(jsonb_build_object('locale', repeat('x-', 5000), 'time_zone', 'A' || repeat('/', 5000))), 'en UTC',
  'nor do 10,000 characters of them keep anybody out');
select is(pg_temp.sign_up('{"name": "<script>alert(1)</script>"}'), '<script>alert(1)</script>/customer', 'a name with a script is kept as the text it is');
select is(pg_temp.sign_up('{"name": "''; drop table public.profiles; --"}'), '''; drop table public.profiles; --/customer', 'a name with SQL is kept as the text it is');
select matches(pg_temp.sign_up('{"name": "   "}'), '^[0-9a-f-]{36}\.someone/customer$', 'a blank name becomes the front of the address');
select matches(pg_temp.sign_up('{"name": {"a": 1}}'), '^\{"a": 1\}/customer$', 'a name that is an object signs up all the same');
select matches(pg_temp.sign_up('["no", "object"]'), '\.someone/customer$', 'metadata that is a list signs up all the same');
select is(pg_temp.sign_up(null, null), 'Guest/customer', 'somebody without name and address is a guest');

-- the person
select tests.sign_in_as('ada');
select results_eq('select name from public.profiles', $$ values ('Ada') $$, 'a person alone reads only their own profile');
update public.profiles set name = 'Ada L.', locale = 'fr-CA', time_zone = 'Europe/London', avatar_url = 'https://a.example/x.png';
select results_eq('select name, locale, time_zone, avatar_url from public.profiles', $$ values ('Ada L.', 'fr-CA', 'Europe/London', 'https://a.example/x.png') $$,
  'a person changes their name, language, time zone and picture');
select tests.denied($$ update public.profiles set role = 'staff' $$, 'a person cannot change their role');
select tests.denied($$ update public.profiles set id = tests.id_of('eve') $$, 'a person cannot become another');
select tests.denied($$ update public.profiles set created_at = now() $$, 'a person cannot change when they signed up');
select tests.denied($$ insert into public.profiles (id, name) values (gen_random_uuid(), 'x') $$, 'a person cannot make a profile');
select tests.denied($$ delete from public.profiles $$, 'a person cannot delete a profile');
select tests.refuses($$ update public.profiles set time_zone = 'Mars/Olympus' $$, 'PT422', 'invalid_time_zone', 'a time zone must exist');
select tests.refuses($$ update public.profiles set locale = 'english please' $$, '23514', null, 'a language must be a tag');
select tests.refuses($$ update public.profiles set avatar_url = 'javascript:alert(1)' $$, '23514', null, 'a picture cannot be a script');
select tests.refuses($$ update public.profiles set name = '' $$, '23514', null, 'a name cannot be empty');

select tests.refuses($$ update public.profiles set name = E'Sam\nYour account is locked: evil.example' $$, '23514', null, 'a name brings no line of its own into a text');
select tests.refuses($$ update public.profiles set name = U&'Sam \202Ered\202C' $$, '23514', null, 'nor turns what stands beside it');
select tests.refuses($$ update public.profiles set name = '   ' $$, '23514', null, 'nor is it blank');
update public.profiles set name = 'Ada L.';
select lives_ok($$ update public.profiles set name = 'علي رضا بن محمد' $$, 'a name in another script is a name');
update public.profiles set name = 'Ada L.';

-- another person
select tests.sign_in_as('eve');
select is_empty($$ select from public.profiles where id = tests.id_of('ada') $$, 'a stranger reads no other profile');
select is_empty($$ update public.profiles set name = 'Hacked' where id = tests.id_of('ada') returning 1 $$, 'a stranger changes no other profile');
select is_empty($$ select from public.profiles where role = 'staff' $$, 'a customer cannot list the staff');

-- people of one room
select tests.admin();
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.sign_in_as('ada');
select bag_eq('select name from public.profiles', $$ values ('Ada L.'), ('Sam') $$, 'a customer reads the name of their partner');
select tests.sign_in_as('sam');
select bag_eq('select name from public.profiles', $$ values ('Ada L.'), ('Sam') $$, 'a partner reads the name of their customer');
select is_empty($$ update public.profiles set name = 'Hacked' where id = tests.id_of('ada') returning 1 $$, 'a partner changes no profile of a customer');
select tests.admin();
update public.orders set partner_id = null where id = tests.kept('order');
select tests.sign_in_as('sam');
select results_eq('select name from public.profiles', $$ values ('Sam') $$, 'a former partner no longer reads the customer');

-- staff and nobody
select tests.sign_in_as('grace');
select cmp_ok((select count(*)::int from public.profiles), '>=', 4, 'staff read every profile');
select is_empty($$ update public.profiles set name = 'Hacked' where id = tests.id_of('ada') returning 1 $$, 'staff change no profile of others');
select tests.nobody();
select tests.denied('select from public.profiles', 'nobody reads profiles');
select tests.denied($$ update public.profiles set name = 'x' $$, 'nobody changes profiles');

select * from finish();
rollback;
