-- Who looks where: only by one's own calls, for half a minute, and last seen as its person allows.
begin;
\ir helpers.psql
select plan(16);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.lookers() returns int language sql security definer as $$ select count(*)::int from private.lookers where room_id = tests.kept('room') $$;
grant execute on function pg_temp.lookers to authenticated;

select tests.sign_in_as('ada');
select public.look_at_room(tests.kept('room')), public.look_at_room(tests.kept('room'));
select is(pg_temp.lookers(), 1, 'a page that looks counts once');
select public.look_at_room(tests.kept('room'), md5('phone')::uuid);
select is(pg_temp.lookers(), 2, 'two devices are two');
select public.look_at_room(tests.kept('room'), md5('phone')::uuid, false);
select is(pg_temp.lookers(), 1, 'one that leaves takes only itself away');
select public.look_at_room(tests.kept('room'), gen_random_uuid()) from generate_series(1, 100);
select is(pg_temp.lookers(), 20, 'a page that reloads a hundred times fills no table');
select lives_ok($$ select public.look_at_room() $$, 'an open app is no look at a room');
select is(pg_temp.lookers(), 20, 'and makes none');
select tests.denied($$ select from private.lookers $$, 'nobody reads who looks');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.look_at_room(tests.kept('room')) $$, 'PT403', 'not_a_member', 'a stranger looks at nothing');
select tests.refuses($$ select public.look_at_room(gen_random_uuid()) $$, 'PT403', 'not_a_member', 'and cannot tell whether a room exists');
select tests.nobody();
select tests.denied($$ select public.look_at_room(tests.kept('room')) $$, 'nobody looks without signing in');

select tests.admin();
update private.lookers set seen_at = now() - interval '2 minutes';
select tests.sign_in_as('ada');
select public.look_at_room(tests.kept('room'));
select is(pg_temp.lookers(), 1, 'old looks are gone with the next one');

-- last seen
select tests.admin();
select is(private.last_seen_of(tests.id_of('ada')), now(), 'who has the app open is seen');
update private.last_seen set seen_at = now() - interval '20 seconds';
select tests.sign_in_as('ada');
select public.look_at_room();
select tests.admin();
select is(private.last_seen_of(tests.id_of('ada')), now() - interval '20 seconds', 'not every heartbeat is written');
update private.last_seen set seen_at = now() - interval '40 seconds';
select tests.sign_in_as('ada');
select public.look_at_room();
select tests.admin();
select is(private.last_seen_of(tests.id_of('ada')), now(), 'but one of them each half minute');
select tests.sign_in_as('ada');
select public.set_chat_settings(is_last_seen_private => true);
select tests.admin();
select is(private.last_seen_of(tests.id_of('ada')), null, 'who keeps it private is never shown');
select is(private.last_seen_of(tests.id_of('eve')), null, 'who was never here was never seen');

select * from finish();
rollback;
