-- People who want harm: whoever is blocked, gone, muted or in a hurry gets no further by another door.
begin;
\ir helpers.psql
select plan(28);
select tests.person('ada'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.say(room text, tag text, words text default 'x') returns public.messages language sql as $$
  select * from public.send_message(tests.kept(room), md5(tag)::uuid, words) $$;
create function pg_temp.keep_message(tag text) returns void language sql as $$
  select tests.keep(tag, (select id::text from public.messages where client_id = md5(tag)::uuid)) $$;
grant execute on all functions in schema pg_temp to authenticated;

-- a blocked person
select tests.sign_in_as('ada');
select tests.keep('direct', (select id::text from public.open_direct_room(tests.id_of('sam'))));
select pg_temp.say('direct', 'from ada');
select pg_temp.keep_message('from ada');
select tests.sign_in_as('sam');
select pg_temp.say('direct', 'from sam');
select pg_temp.keep_message('from sam');
select tests.sign_in_as('ada'), public.block_person(tests.id_of('sam'));
select tests.sign_in_as('sam');
select tests.refuses($$ select public.edit_message(tests.kept('from sam'), 'You will be sorry') $$, 'PT403', 'blocked', 'a blocked person says nothing new by editing what they said before');
select tests.refuses($$ select public.react(tests.kept('from ada'), '🖕') $$, 'PT403', 'blocked', 'nor by reacting');
select tests.refuses($$ select public.pin_message(tests.kept('from sam')) $$, 'PT403', 'blocked', 'nor by pinning');
select tests.refuses($$ select public.begin_upload(gen_random_uuid(), tests.kept('direct'), 'a.png', 'image/png', 100) $$, 'PT403', 'blocked', 'and has nothing to upload there');
select lives_ok($$ select public.delete_message(tests.kept('from sam')) $$, 'though they take back what they said');

-- somebody the room was left by, or who left it
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select tests.sign_in_as('ada');
select tests.keep('with pia', (select id::text from public.open_direct_room(tests.id_of('pia'))));
select isnt(tests.kept('with pia'), null, 'ada writes to her new partner');
select tests.admin();
update public.orders set partner_id = tests.id_of('sam') where id = tests.kept('order');
select tests.sign_in_as('bob');
select tests.keep('second', tests.order_between('bob', 'pia')::text);
select tests.admin();
update public.orders set partner_id = tests.id_of('sam') where id = tests.kept('second');
select tests.sign_in_as('bob');
select tests.refuses($$ select public.open_direct_room(tests.id_of('pia')) $$, 'PT404', 'person_not_found', 'a customer does not open a room with a partner who no longer carries their order');
select isnt_empty($$ select from public.profiles where id = tests.id_of('pia') $$, 'whose name stays beside what they said');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.open_direct_room(tests.id_of('bob')) $$, 'PT404', 'person_not_found', 'nor that partner with them');

-- what somebody was told of a room they are no longer in
select tests.admin();
select public.notify(tests.id_of('sam'), 'chat.message', 'room', tests.kept('room'), jsonb_build_object('room', jsonb_build_object('title', 'Order 1'),
  'sender', '{"name": "Ada"}'::jsonb, 'message', jsonb_build_object('seq', 1, 'first_seq', 1, 'count', 1, 'excerpt', 'The key is under the mat')), 'told');
select tests.sign_in_as('sam');
select isnt_empty($$ select from public.notifications where body like '%under the mat%' $$, 'a partner who was away is told what was said');
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select is_empty($$ select from public.notifications where user_id = tests.id_of('sam') and (title || coalesce(body, '') || data::text) like '%under the mat%' $$, 'and has it neither in the inbox nor on its way once another has taken over');

-- floods
select tests.sign_in_as('ada');
select tests.admin();
update private.settings set messages_per_minute = 5, changes_per_minute = 4, reports_per_hour = 1, direct_rooms_per_hour = 1;
delete from private.paces;
select tests.sign_in_as('ada');
select lives_ok($$ select pg_temp.say('room', 'flood ' || n) from generate_series(1, 5) n $$, 'ada says five things at once');
select tests.refuses($$ select pg_temp.say('room', 'flood 6') $$, 'PT429', 'too_fast', 'but not more than messages_per_minute');
select lives_ok($$ select pg_temp.say('room', 'flood 5') $$, 'though a retry of what was said is answered');
select tests.sign_in_as('pia');
select lives_ok($$ select pg_temp.say('room', 'of pia') $$, 'which holds up nobody else');
select tests.sign_in_as('ada');
create function pg_temp.detail_of(statement text) returns text language plpgsql as $$
declare said text; begin execute statement; return null; exception when others then get stacked diagnostics said = pg_exception_detail; return said; end $$;
select cmp_ok(pg_temp.detail_of($$ select pg_temp.say('room', 'flood 6') $$)::int, '<=', 12, 'she is told in how many seconds she may');
select tests.admin();
update private.paces set full_at = full_at - interval '13 seconds' where what = 'say';
select tests.sign_in_as('ada');
select lives_ok($$ select pg_temp.say('room', 'flood 6') $$, 'and then may');
select pg_temp.keep_message('of pia'), pg_temp.keep_message('flood 1');
select lives_ok($$ select public.react(tests.kept('of pia'), '👍', n % 2 = 1) from generate_series(1, 3) n $$, 'she reacts three times');
select lives_ok($$ select public.edit_message(tests.kept('flood 1'), 'more') $$, 'edits once');
select tests.refuses($$ select public.edit_message(tests.kept('flood 1'), 'and more') $$, 'PT429', 'too_fast', 'and edits no more than changes_per_minute, reactions and pins counted');
select tests.refuses($$ select public.pin_message(tests.kept('flood 1')) $$, 'PT429', 'too_fast', 'nor pins');
select lives_ok($$ select public.delete_message(tests.kept('flood 1')) $$, 'but takes back what she said at any time');
select lives_ok($$ select public.save_draft(tests.kept('room'), 'd' || n, now() + make_interval(secs => n)) from generate_series(1, 4) n $$, 'drafts have a pace of their own');
select tests.refuses($$ select public.save_draft(tests.kept('room'), 'd5') $$, 'PT429', 'too_fast', 'which ends as well');
select lives_ok($$ select public.report_message(tests.kept('of pia'), 'spam') $$, 'she reports a message');
select lives_ok($$ select public.report_message(tests.kept('of pia'), 'spam') $$, 'which she may say twice');
select tests.admin();
insert into public.messages (room_id, seq, rev, sender_id, body) values (tests.kept('room'), 900, 900, tests.id_of('pia'), 'y');
select tests.keep('by hand', (select id::text from public.messages where room_id = tests.kept('room') and seq = 900));
select tests.sign_in_as('ada');
select tests.refuses($$ select public.report_message(tests.kept('by hand'), 'spam') $$, 'PT429', 'too_fast', 'but not everything');

-- uploads: what is taken back was uploaded all the same
select tests.admin();
update private.settings set upload_mb_per_day = 1;
select tests.sign_in_as('ada');
select public.begin_upload(md5('big')::uuid, tests.kept('room'), 'a.png', 'image/png', 900000), public.cancel_upload(md5('big')::uuid);
select tests.refuses($$ select public.begin_upload(md5('big again')::uuid, tests.kept('room'), 'a.png', 'image/png', 900000) $$, 'PT429', 'too_many_files', 'who announces, uploads and cancels does not begin the day anew');

select * from finish();
rollback;
