-- Devices without their keys, and what the functions write.
begin;
\ir helpers.psql
select plan(25);
select tests.person('ada'), tests.person('eve');

create function pg_temp.save(who text, device text, endpoint text) returns text language sql as $$
  select public.save_push_subscription(tests.id_of(who), md5(device)::uuid, 'https://push.example/' || endpoint, 'key', 'auth', 'Firefox')::text
$$;
grant execute on function pg_temp.save to service_role, authenticated, anon;

-- as function push-subscription
select tests.service();
select tests.keep('first', pg_temp.save('ada', 'laptop', 'one'));
select is(pg_temp.save('ada', 'laptop', 'one')::uuid, tests.kept('first'), 'a browser that registers again is the same device');
select tests.keep('second', pg_temp.save('ada', 'laptop', 'two'));
select results_eq($$ select id, disabled_reason from public.push_subscriptions where device_id = md5('laptop')::uuid order by 2 nulls last $$,
  $$ values (tests.kept('first'), 'replaced'), (tests.kept('second'), null) $$, 'a new subscription replaces the old one of the browser');
select isnt(pg_temp.save('ada', 'phone', 'three')::uuid, tests.kept('second'), 'another browser is another device');
select is(pg_temp.save('eve', 'laptop', 'two')::uuid, tests.kept('second'), 'a browser that somebody else signs in with');
select is((select user_id from public.push_subscriptions where id = tests.kept('second')), tests.id_of('eve'), 'is theirs now');
select is(public.remove_push_subscription(tests.id_of('ada'), 'https://push.example/two'), 0, 'who signed out cannot remove it any more');
select is(public.remove_push_subscription(tests.id_of('eve'), 'https://push.example/two'), 1, 'its owner can');
select is(public.remove_push_subscription(tests.id_of('eve'), 'https://push.example/two'), 0, 'removing twice is no error');
select tests.refuses($$ select pg_temp.save('ada', 'x', repeat('x', 2000)) $$, '23514', null, 'an endless endpoint is refused');
select tests.refuses($$ select pg_temp.save('stranger', 'x', 'x') $$, '23503', null, 'a subscription belongs to a person');
select tests.denied('select from public.phones', 'the service role reads no phones');
select tests.denied('select from public.profiles', 'nor profiles');

-- people
select tests.sign_in_as('ada');
select results_eq('select device_id, disabled_at is not null from public.push_subscriptions order by 2', $$ values (md5('phone')::uuid, false), (md5('laptop')::uuid, true) $$, 'a person sees their devices');
select tests.denied('select endpoint from public.push_subscriptions', 'but not where pushes go');
select tests.denied('select p256dh from public.push_subscriptions', 'nor the key');
select tests.denied('select auth from public.push_subscriptions', 'nor the secret');
select tests.denied('select * from public.push_subscriptions', 'nor everything at once');
select tests.denied($$ select from public.push_subscriptions where endpoint like 'https%' $$, 'nor guesses it by a filter');
select tests.denied($$ insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values (tests.id_of('ada'), gen_random_uuid(), 'http://127.0.0.1', 'x', 'x') $$, 'a person cannot write an endpoint past the function');
select tests.denied('delete from public.push_subscriptions', 'nor delete one');
select tests.denied($$ select pg_temp.save('ada', 'x', 'x') $$, 'nor call what the function calls');
select tests.denied($$ select public.remove_push_subscription(tests.id_of('eve'), 'x') $$, 'nor remove a device of others');
select tests.sign_in_as('eve');
select is_empty('select id from public.push_subscriptions', 'a stranger sees no device of others');

-- a bound on what each event costs
select tests.admin();
select public.save_push_subscription(tests.id_of('eve'), md5('many' || n)::uuid, 'https://push.example/many' || n, 'key', 'auth', 'Firefox') from generate_series(1, 25) n;
select is((select count(*)::int from public.push_subscriptions where user_id = tests.id_of('eve') and disabled_at is null), 20, 'a person who registers ever more devices keeps 20');
select is((select disabled_at from public.push_subscriptions where endpoint = 'https://push.example/many25'), null, 'the newest among them');

select * from finish();
rollback;
