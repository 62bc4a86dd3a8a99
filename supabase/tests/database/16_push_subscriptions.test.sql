-- Devices without their keys, and what the functions write.
begin;
\ir helpers.psql
select plan(39);
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

-- a new device is news to the others
select tests.admin();
insert into public.notification_categories (key, label) values ('security', 'Security') on conflict do nothing;
insert into public.event_types (key, category, label, channels, variables) values ('security.new_device', 'security', 'New device', '{in_app,web_push}', '{device.name,device.at}') on conflict do nothing;
insert into private.templates (event_type, channel, is_active, title, body) select 'security.new_device', 'web_push', true, 'New', '{{device.name}}'
  where not exists (select from private.templates where event_type = 'security.new_device' and channel = 'web_push');
select tests.person('bob');
create function pg_temp.warnings() returns bigint language sql as $$ select count(*) from public.notifications where user_id = tests.id_of('bob') and event_type = 'security.new_device' $$;
select tests.keep('bobs', pg_temp.save('bob', 'b1', 'b1'));
select is(pg_temp.warnings(), 0::bigint, 'a person is not told of their first device');
select pg_temp.save('bob', 'b2', 'b2');
select is(pg_temp.warnings(), 1::bigint, 'but of the second');
select results_eq($$ select d.target_id from private.deliveries d join public.notifications n on n.id = d.notification_id where n.user_id = tests.id_of('bob') and d.channel = 'web_push' $$,
  $$ values (tests.kept('bobs')) $$, 'on the device they had before');
select is((select data #>> '{device,name}' from public.notifications where user_id = tests.id_of('bob') and event_type = 'security.new_device'), 'Browser', 'by its name');
do $$ begin perform pg_temp.save('bob', 'more' || n, 'more' || n) from generate_series(1, 12) n; end $$;
select is(pg_temp.warnings(), 10::bigint, 'and of ten in a day, not of any number');
delete from public.notifications where user_id = tests.id_of('bob') and id not in (select n.id from public.notifications n where n.user_id = tests.id_of('bob') order by n.id limit 1);
select pg_temp.save('bob', 'b2', 'b2-again'), pg_temp.save('bob', 'b1', 'b1');
select public.remove_push_subscription(tests.id_of('bob'), 'https://push.example/b2-again');
select pg_temp.save('bob', 'b2', 'b2-third');
select is(pg_temp.warnings(), 1::bigint, 'a browser that subscribes anew, or was off for a while, is no new device');
update public.push_subscriptions set name = 'My tablet' where device_id = md5('b2')::uuid and disabled_at is null;
select tests.service();
select pg_temp.save('bob', 'b2', 'b2-fourth');
select is((select name from public.push_subscriptions where endpoint = 'https://push.example/b2-fourth'), 'My tablet', 'a name that the person gave stays when the browser subscribes anew');
select pg_temp.save('eve', 'evebrowser', 'b2-fourth');
select is((select name from public.push_subscriptions where endpoint = 'https://push.example/b2-fourth'), 'Browser', 'and does not go to the next person at that browser');
select public.remove_push_subscription(tests.id_of('eve'), 'https://push.example/b2-fourth');

-- what a person removed stays away until they ask for it
select tests.sign_in_as('bob');
select public.remove_device(tests.kept('bobs'));
select tests.service();
select tests.refuses($$ select public.save_push_subscription(tests.id_of('bob'), md5('b1')::uuid, 'https://push.example/b1', 'key', 'auth', is_asked => false) $$, 'PT409', 'device_removed',
  'a removed browser cannot come back by itself');
select tests.refuses($$ select public.save_push_subscription(tests.id_of('bob'), md5('b1')::uuid, 'https://push.example/b1-new', 'key', 'auth', is_asked => false) $$, 'PT409', 'device_removed',
  'nor with a new subscription');
select is(pg_temp.save('bob', 'b1', 'b1')::uuid, tests.kept('bobs'), 'but when the person turns it on there');
select is((select concat_ws(' ', auth, disabled_at, disabled_reason) from public.push_subscriptions where id = tests.kept('bobs')), 'auth', 'it is whole again');

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
do $$ begin perform public.save_push_subscription(tests.id_of('eve'), md5('script' || n)::uuid, 'https://push.example/script' || n, 'key', 'auth', 'Firefox') from generate_series(1, 300) n; end $$;
select is((select count(*)::int from public.push_subscriptions where user_id = tests.id_of('eve')), 120, 'a script that registers without end leaves 100 former devices');
select is((select count(*)::int from private.known_devices where user_id = tests.id_of('eve')), 201, 'and 201 that are known');

select * from finish();
rollback;
