-- Reactions and pins: members who may speak, one emoji, and only so many.
begin;
\ir helpers.psql
select plan(77);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('phil');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
insert into public.room_members (room_id, user_id, role) values (tests.kept('room'), tests.id_of('phil'), 'pharmacy');
create function pg_temp.say(word text, thread_root uuid default null) returns uuid language sql as $$
  select (public.send_message(tests.kept('room'), md5(word)::uuid, word, thread_root => thread_root)).id
$$;
create function pg_temp.reactions() returns text language sql as $$
  select string_agg(emoji || ' ' || array_to_string(array(select p.name from jsonb_array_elements_text(who) with ordinality w (id, n) join public.profiles p on p.id::text = w.id order by w.n), '+'), ', ' order by emoji collate "C")
  from public.messages m, jsonb_each(m.reactions) e (emoji, who) where m.id = tests.kept('words')
$$;
grant execute on all functions in schema pg_temp to authenticated, anon;

-- what is one emoji
select ok(private.is_emoji(word), word || ' is one emoji') from unnest(array['👍', '❤️', '❤', '😂', '👍🏽', '🇭🇷', '👨‍👩‍👧‍👦', '👩🏾‍💻', '🏳️‍🌈', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '✅', '🫡', '☎️', '🧑‍🤝‍🧑', '©️', '⬆️']) word;
select ok(not private.is_emoji(word), coalesce(quote_literal(word), 'nothing') || ' is not') from unnest(array['', ' ', 'a', '1', '#', '👍👍', '👍 ', ' 👍', 'a👍', '👍a', ':)', '<b>', '🇭', '🇭🇷🇭🇷', '️', '‍', '👍‍', '‍👍', E'👍\n', E'\n👍', 'é', '漢', repeat('👨‍', 9) || '👦', null]) word;

select tests.sign_in_as('ada');
select tests.keep('words', pg_temp.say('words')::text);
select is((select rev from public.react(tests.kept('words'), '👍', true)), 4::bigint, 'a customer reacts: the next rev');
select is((select rev from public.react(tests.kept('words'), '👍', true)), 4::bigint, 'a retry changes nothing');
select tests.sign_in_as('sam'), public.react(tests.kept('words'), '👍', true), public.react(tests.kept('words'), '🎉', true);
select is(pg_temp.reactions(), '🎉 Sam, 👍 Ada+Sam', 'a partner joins in, and adds one');
select tests.sign_in_as('ada'), public.react(tests.kept('words'), '👍', false);
select is(pg_temp.reactions(), '🎉 Sam, 👍 Sam', 'a customer takes theirs back');
select is((select rev from public.react(tests.kept('words'), '👍', false)), 7::bigint, 'once');
select is((select rev from public.react(tests.kept('words'), '🎉', false)), 7::bigint, 'and not the partner''s');
select tests.sign_in_as('sam'), public.react(tests.kept('words'), '👍', false), public.react(tests.kept('words'), '🎉', false);
select is((select reactions from public.messages where id = tests.kept('words')), '{}', 'what nobody holds is gone');
select tests.refuses($$ select public.react(tests.kept('words'), 'nice', true) $$, 'PT422', 'invalid_reaction', 'a word is no reaction');
select tests.refuses($$ select public.react(tests.kept('words'), null, true) $$, 'PT422', 'invalid_reaction', 'nor is nothing');
select tests.refuses($$ select public.react(tests.kept('words'), '👍', null) $$, 'PT422', 'invalid_reaction', 'nor neither on nor off');
select lives_ok($$ select public.react(tests.kept('words'), chr(128512 + n)) from generate_series(1, 12) n $$, 'twelve different ones');
select tests.refuses($$ select public.react(tests.kept('words'), '👍') $$, 'PT409', 'too_many_reactions', 'and not a thirteenth');
select tests.sign_in_as('ada');
select lives_ok($$ select public.react(tests.kept('words'), chr(128513)) $$, 'but more people to one of the twelve');
select tests.admin();
update public.messages set reactions = jsonb_build_object('👍', (select jsonb_agg(n::text) from generate_series(1, 500) n)) where id = tests.kept('words');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.react(tests.kept('words'), '👍') $$, 'PT409', 'too_many_reactions', 'nor a 501st reaction, which no socket would carry');

-- pins
select lives_ok($$ select public.pin_message(tests.kept('words')) $$, 'a customer pins');
select results_eq($$ select pinned_at is not null, pinned_by from public.messages where id = tests.kept('words') $$, $$ values (true, tests.id_of('ada')) $$, 'and is known for it');
select tests.sign_in_as('sam');
select is((select pinned_by from public.pin_message(tests.kept('words'))), tests.id_of('ada'), 'pinning again changes nothing');
select results_eq($$ select pinned_at, pinned_by from public.pin_message(tests.kept('words'), false) $$, $$ values (null::timestamptz, null::uuid) $$, 'a partner lets it go');
select lives_ok($$ select public.pin_message(pg_temp.say('pin ' || n)) from generate_series(1, 20) n $$, 'twenty at a time');
select tests.refuses($$ select public.pin_message(tests.kept('words')) $$, 'PT409', 'too_many_pins', 'and not one more');
select tests.refuses($$ select public.pin_message((select id from public.messages where seq = 1)) $$, 'PT422', 'invalid_pin', 'what the system said is not pinned');
select tests.refuses($$ select public.pin_message(pg_temp.say('below', tests.kept('words'))) $$, 'PT422', 'invalid_pin', 'nor what stands in a thread');
select tests.refuses($$ select public.pin_message(tests.kept('words'), null) $$, 'PT422', 'invalid_pin', 'nor neither on nor off');
select tests.sign_in_as('phil');
select tests.refuses($$ select public.pin_message(tests.kept('words')) $$, 'PT403', 'may_not_pin', 'a pharmacy pins nothing');
select lives_ok($$ select public.react((select id from public.messages where body = 'pin 1'), '👍') $$, 'but reacts');

-- strangers, staff, nobody, muted, deleted, closed
select tests.sign_in_as('eve');
select tests.refuses($$ select public.react(tests.kept('words'), '👍') $$, 'PT403', 'not_a_member', 'a stranger does not react');
select tests.refuses($$ select public.pin_message(gen_random_uuid()) $$, 'PT403', 'not_a_member', 'nor pin, nor learn what there is');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.react(tests.kept('words'), '👍') $$, 'PT403', 'not_a_member', 'nor do staff who are not in the room');
select tests.nobody();
select tests.denied($$ select public.react(tests.kept('words'), '👍') $$, 'nobody reacts');
select tests.denied($$ select public.pin_message(tests.kept('words')) $$, 'nobody pins');
select tests.admin();
update public.room_members set muted_until = now() + interval '1 hour' where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.react((select id from public.messages where body = 'pin 1'), '🎉') $$, 'PT403', 'muted', 'a muted member does not react');
select tests.refuses($$ select public.pin_message((select id from public.messages where body = 'pin 1'), false) $$, 'PT403', 'muted', 'nor unpin');
select tests.sign_in_as('ada'), public.delete_message(tests.kept('words'));
select tests.refuses($$ select public.react(tests.kept('words'), '👍') $$, 'PT409', 'message_deleted', 'nobody reacts to what is gone');
select tests.refuses($$ select public.pin_message(tests.kept('words')) $$, 'PT409', 'message_deleted', 'nor pins it');
select tests.admin();
update public.rooms set status = 'closed' where id = tests.kept('room');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.react((select id from public.messages where body = 'pin 1'), '🎉') $$, 'PT409', 'room_closed', 'in a closed room nobody reacts');
select tests.refuses($$ select public.pin_message((select id from public.messages where body = 'pin 1'), false) $$, 'PT409', 'room_closed', 'nor unpins');

select * from finish();
rollback;
