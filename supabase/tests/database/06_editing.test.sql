-- Taking words back: the author for a while, staff in the rooms they are in, nobody else.
begin;
\ir helpers.psql
select plan(58);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('joe', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
insert into public.room_members (room_id, user_id, role) values (tests.kept('room'), tests.id_of('grace'), 'staff');
create function pg_temp.say(word text, thread_root uuid default null, type public.message_type default 'text', meta jsonb default '{}') returns uuid language sql as $$
  select (public.send_message(tests.kept('room'), md5(word)::uuid, word, type, meta, thread_root => thread_root)).id
$$;
create function pg_temp.history(name text) returns text language sql as $$ select string_agg(body, ' | ') from public.message_history(tests.kept(name)) $$;
grant execute on all functions in schema pg_temp to authenticated, anon;

-- the author edits
select tests.sign_in_as('ada');
select tests.keep('words', pg_temp.say('Frist')::text);
select results_eq($$ select body, rev, seq, edited_at is not null from public.edit_message(tests.kept('words'), 'First', array[tests.id_of('sam')]) $$,
  $$ values ('First', 4::bigint, 3::bigint, true) $$, 'an author mends a word: the next rev, the same number');
select is((select mentions from public.messages where id = tests.kept('words')), array[tests.id_of('sam')], 'and names the partner');
select is((select rev from public.edit_message(tests.kept('words'), 'First', array[tests.id_of('sam')])), 4::bigint, 'a retry changes nothing');
select is((select last_rev from public.rooms where id = tests.kept('room')), 4::bigint, 'nor the room');
select is((select mentions from public.edit_message(tests.kept('words'), 'First of all')), '{}', 'an author takes a mention away');
select is(pg_temp.history('words'), 'Frist | First', 'an author sees what it said before');
select tests.refuses($$ select public.edit_message(tests.kept('words'), ' ') $$, 'PT422', 'invalid_message', 'a text does not become blank');
select tests.refuses($$ select public.edit_message(tests.kept('words'), null) $$, 'PT422', 'invalid_message', 'nor nothing');
select tests.refuses($$ select public.edit_message(tests.kept('words'), repeat('x', 8001)) $$, 'PT422', 'message_too_long', 'nor longer than a message');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x', array[tests.id_of('eve')]) $$, 'PT422', 'invalid_mention', 'nor names a stranger');
select tests.keep('place', pg_temp.say('here', null, 'location', '{"lat": 1, "lng": 2}')::text);
select tests.refuses($$ select public.edit_message(tests.kept('place'), 'x') $$, 'PT422', 'invalid_message', 'a place is not edited');

-- others do not
select tests.sign_in_as('sam');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT403', 'not_yours', 'a partner does not edit the customer''s words');
select tests.refuses($$ select public.delete_message(tests.kept('words')) $$, 'PT403', 'not_yours', 'nor delete them');
select tests.refuses($$ select pg_temp.history('words') $$, 'PT403', 'not_yours', 'nor see what they said before');
select isnt_empty($$ select from public.messages where id = tests.kept('words') and edited_at is not null $$, 'but that they were edited');
select tests.refuses($$ select public.edit_message((select id from public.messages where seq = 1), 'x') $$, 'PT403', 'not_yours', 'nor edit what the system said');
select tests.refuses($$ select public.delete_message((select id from public.messages where seq = 1)) $$, 'PT403', 'not_yours', 'nor delete it');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT403', 'not_yours', 'staff put no words into a customer''s mouth');
select is(pg_temp.history('words'), 'Frist | First', 'staff of the room see what it said before');
select tests.refuses($$ select public.delete_message((select id from public.messages where seq = 1)) $$, 'PT403', 'not_yours', 'staff do not delete the history of the order');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT403', 'not_a_member', 'a stranger edits nothing');
select tests.refuses($$ select public.delete_message(tests.kept('words')) $$, 'PT403', 'not_a_member', 'nor deletes');
select tests.refuses($$ select pg_temp.history('words') $$, 'PT403', 'not_a_member', 'nor sees history');
select tests.refuses($$ select public.delete_message(gen_random_uuid()) $$, 'PT403', 'not_a_member', 'nor learns which messages exist');
select tests.denied('select from private.message_edits', 'nor reads the former words themselves');
select tests.sign_in_as('joe');
select tests.refuses($$ select public.delete_message(tests.kept('words')) $$, 'PT403', 'not_a_member', 'staff who are not in the room delete nothing');
select tests.refuses($$ select pg_temp.history('words') $$, 'PT403', 'not_a_member', 'nor see history');
select tests.nobody();
select tests.denied($$ select public.edit_message(tests.kept('words'), 'x') $$, 'nobody edits');
select tests.denied($$ select public.delete_message(tests.kept('words')) $$, 'nobody deletes');
select tests.denied($$ select public.message_history(tests.kept('words')) $$, 'nobody sees history');

-- time, silence
select tests.admin();
update public.messages set created_at = now() - interval '24 hours 1 second' where id = tests.kept('words');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT409', 'too_late', 'after a day an author edits no more');
select is((select body from public.edit_message(tests.kept('words'), 'First of all')), 'First of all', 'but a retry of what was done is confirmed');
select tests.admin();
update private.settings set edit_hours = 48, delete_hours = 24;
select tests.sign_in_as('ada');
select lives_ok($$ select public.edit_message(tests.kept('words'), 'Longer') $$, 'unless an admin gives more time');
select tests.refuses($$ select public.delete_message(tests.kept('words')) $$, 'PT409', 'too_late', 'and an admin may limit deleting too');
select tests.admin();
update private.settings set delete_hours = null;
update public.room_members set muted_until = now() + interval '1 hour' where room_id = tests.kept('room') and user_id = tests.id_of('ada');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT403', 'muted', 'a muted author edits nothing');
select lives_ok($$ select public.delete_message(tests.kept('place')) $$, 'but may take words back');
select results_eq($$ select body, meta, deleted_by, seq from public.messages where id = tests.kept('place') $$, $$ values (null::text, '{}'::jsonb, tests.id_of('ada'), 4::bigint) $$, 'of which the place in the room stays, and not the place on the map');
select tests.admin();
update public.room_members set muted_until = null where room_id = tests.kept('room');

-- staff delete
update public.messages set reactions = '{"👍": ["x"]}', files = '[{"id": "f"}]', link = '{"url": "https://a.example"}', mentions = array[tests.id_of('sam')], pinned_at = now(), pinned_by = tests.id_of('sam') where id = tests.kept('words');
select tests.sign_in_as('grace');
select results_eq($$ select body, meta, reactions, files, link, mentions, pinned_at, edited_at, deleted_by, sender_id from public.delete_message(tests.kept('words')) $$,
  $$ values (null::text, '{}'::jsonb, '{}'::jsonb, '[]'::jsonb, null::jsonb, '{}'::uuid[], null::timestamptz, null::timestamptz, tests.id_of('grace'), tests.id_of('ada')) $$, 'staff delete what somebody said, with all that hung on it');
select is(pg_temp.history('words'), null, 'and what it said before');
select tests.keep('rev', md5((select last_rev::text from public.rooms where id = tests.kept('room'))));
select is((select deleted_by from public.delete_message(tests.kept('words'))), tests.id_of('grace'), 'deleting again changes nothing');
select is(md5((select last_rev::text from public.rooms where id = tests.kept('room')))::uuid, tests.kept('rev'), 'and takes no rev');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.edit_message(tests.kept('words'), 'x') $$, 'PT409', 'message_deleted', 'an author does not fill it again');
select is((pg_temp.say('Frist')), tests.kept('words'), 'nor does a late retry of sending it');
select is((select body from public.messages where id = tests.kept('words')), null, 'bring its words back');
select tests.admin();
select is_empty('select from private.message_edits', 'nothing of it is kept');

-- threads
select tests.sign_in_as('ada');
select tests.keep('root', pg_temp.say('root')::text);
select tests.sign_in_as('sam');
select tests.keep('one', pg_temp.say('one', tests.kept('root'))::text), tests.keep('two', pg_temp.say('two', tests.kept('root'))::text), tests.keep('three', pg_temp.say('three', tests.kept('root'))::text);
select public.delete_message(tests.kept('one'));
select results_eq($$ select thread_count, thread_seq, rev from public.messages where id = tests.kept('root') $$, $$ select 2, m.seq, r.last_rev from public.messages m join public.rooms r on r.id = m.room_id where m.id = tests.kept('three') $$, 'a thread counts what is left');
select public.delete_message(tests.kept('three'));
select results_eq($$ select root.thread_count, root.thread_seq from public.messages root where root.id = tests.kept('root') $$, $$ select 1, m.seq from public.messages m where m.id = tests.kept('two') $$, 'and knows the newest that is left');
select public.delete_message(tests.kept('three'));
select is((select thread_count from public.messages where id = tests.kept('root')), 1, 'each counted once');
select public.delete_message(tests.kept('two'));
select results_eq($$ select thread_count, thread_seq from public.messages where id = tests.kept('root') $$, $$ values (0, null::bigint) $$, 'until none is left');
select lives_ok($$ select pg_temp.say('four', tests.kept('root')) $$, 'and begins again');
select tests.sign_in_as('ada');
select is((select deleted_at is not null from public.delete_message(tests.kept('root'))), true, 'the one who began it deletes the root');
select tests.sign_in_as('sam');
select is((select body from public.messages where thread_root = tests.kept('root') and deleted_at is null), 'four', 'and the thread stays');

-- closed
select tests.keep('last', pg_temp.say('last')::text);
select public.advance_order(tests.kept('order'), 'picked_up'), public.advance_order(tests.kept('order'), 'out_for_delivery'), public.advance_order(tests.kept('order'), 'delivered');
select tests.refuses($$ select public.edit_message(tests.kept('last'), 'x') $$, 'PT409', 'room_closed', 'in a closed room nobody edits');
select tests.refuses($$ select public.delete_message(tests.kept('last')) $$, 'PT409', 'room_closed', 'nor deletes');
select tests.sign_in_as('grace');
select lives_ok($$ select public.delete_message(tests.kept('last')) $$, 'but staff, whose work it is');
select results_eq($$ select array_agg(seq order by seq) from public.messages $$, $$ select array_agg(n::bigint) from generate_series(1, (select last_seq from public.rooms where id = tests.kept('room'))) n $$, 'the numbers never have a hole');
select is((select count(distinct rev)::int from public.messages), (select count(*)::int from public.messages), 'and no two messages share a rev');

-- told as a change
select tests.admin();
select isnt_empty($$ select from realtime.messages where event = 'message_updated' and payload ->> 'id' = tests.kept('last')::text and payload ->> 'body' is null $$, 'a deleted message is told without its words');

select * from finish();
rollback;
