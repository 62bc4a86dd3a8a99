-- Search finds what the caller may read, by words in any script, and nothing else.
begin;
\ir helpers.psql
select plan(34);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
create function pg_temp.say(who text, words text) returns uuid language plpgsql as $$
declare
  said public.messages;
begin
  perform tests.sign_in_as(who);
  said := public.send_message(tests.kept('room'), gen_random_uuid(), words);
  return said.id;
end $$;
-- what is found, best first, as words
create function pg_temp.found(query text, page_size int default 20) returns text[] language sql as $$
  select array_agg(m.body order by f.n) from public.search_messages(query, page_size => page_size) with ordinality as f(message_id, room_id, seq, thread_root, root_seq, sender_id, created_at, snippet, ranges, next, n)
  join public.messages m on m.id = f.message_id
$$;
grant execute on all functions in schema pg_temp to authenticated;

select pg_temp.say('sam', 'The parcel is on the ramp'), pg_temp.say('ada', 'Ça va, merci: à bientôt'), pg_temp.say('sam', 'Straße, Łódź and Ёлка'),
  pg_temp.say('ada', '今天你好吗'), pg_temp.say('sam', 'مُحَمَّد في الطريق'), pg_temp.say('ada', 'ring at a.b/c-d, code X-100%');
select tests.sign_in_as('ada');
select is(pg_temp.found('parcel'), '{The parcel is on the ramp}', 'a customer finds a word');
select is(pg_temp.found('PARC ram'), '{The parcel is on the ramp}', 'by the beginnings of two words, whatever the case');
select is(pg_temp.found('arcel'), null, 'not by the middle of one');
select is(pg_temp.found('parcel bientot'), null, 'and only where all of them stand');
select is(pg_temp.found('ca bientôt'), '{"Ça va, merci: à bientôt"}', 'accents are no hindrance either way');
select is(pg_temp.found('STRASSE lodz елка'), '{"Straße, Łódź and Ёлка"}', 'nor letters of their own, nor Cyrillic');
select is(pg_temp.found('你好'), '{今天你好吗}', 'a Chinese word is found inside a sentence without spaces');
select is(pg_temp.found('好你'), null, 'with its signs in their order');
select is(pg_temp.found('محمد'), '{"مُحَمَّد في الطريق"}', 'an Arabic one without its vowel signs');
select is(pg_temp.found('c-d x-100'), '{"ring at a.b/c-d, code X-100%"}', 'a code is found with its signs');
select is(pg_temp.found('%'), null, 'a sign of like finds nothing');
select is(pg_temp.found('_'), null, 'nor does the other');
select is(pg_temp.found($$ ' | ! & <-> parcel:* \ ( " ) $$), '{The parcel is on the ramp}', 'operators are no operators');
select is(pg_temp.found(''), null, 'no words find nothing');
select is((select count(*) from public.search_messages(null)), 0::bigint, 'nor does none at all');
select lives_ok(format('select public.search_messages(%L)', repeat('x ', 5000)), '10,000 characters are no error');
select lives_ok(format('select public.search_messages(%L)', repeat('é', 10000)), 'nor is one word of so many');

-- what is shown
select results_eq($$ select snippet, ranges from public.search_messages('parc') $$, $$ values ('The parcel is on the ramp', '[[4, 10]]'::jsonb) $$, 'the found word is named by its place');
select results_eq($$ select ranges from public.search_messages('你好') $$, $$ values ('[[2, 4]]'::jsonb) $$, 'and the signs of a sentence by theirs');
select pg_temp.say('sam', repeat('long <b>words</b> ', 200) || 'needle at the end');
select tests.sign_in_as('ada');
select ok(length(snippet) <= 202 and substr(snippet, 1 + (ranges -> 0 ->> 0)::int, 6) = 'needle', 'of long words the piece with the found one is shown')
from public.search_messages('needle');

-- the better match first, but not for ever
select pg_temp.say('ada', 'green doors'), pg_temp.say('sam', 'door green'), pg_temp.say('ada', 'a green door'), pg_temp.say('sam', 'greenish doorway');
select is(pg_temp.found('green door'), '{"a green door","door green","greenish doorway","green doors"}', 'words in their order come first, then whole ones, then beginnings, each newest first');
select is((select pg_temp.found('green door', 1)), '{"a green door"}', 'a page is as long as it is asked for');
create temp table walked as with recursive pages as (
  select f.*, 1 as page from public.search_messages('green', page_size => 1) f
  union all select f.*, p.page + 1 from pages p, lateral public.search_messages('green', before => p.next, page_size => 1) f where p.page < 20)
select * from pages;
select is((select count(*) || '/' || count(distinct message_id) from walked), '4/4', 'and the pages hold each once');
select tests.refuses($$ select public.search_messages('green', before => '{"until": "soon"}') $$, 'PT422', 'invalid_cursor', 'a customer cannot begin a page anywhere');

-- whose
select tests.sign_in_as('eve');
select is(pg_temp.found('parcel'), null, 'a stranger finds nothing');
select tests.refuses($$ select public.search_messages('parcel', tests.kept('room')) $$, 'PT403', 'not_a_member', 'not by naming the room either');
select tests.sign_in_as('grace');
select is(pg_temp.found('parcel'), null, 'nor do staff who are not in it');
select tests.nobody();
select tests.denied($$ select public.search_messages('parcel') $$, 'nobody searches');
select tests.sign_in_as('ada');
select tests.denied($$ select from private.message_words $$, 'a customer does not read the words themselves');
select public.block_person(tests.id_of('sam'));
select is(pg_temp.found('parcel'), null, 'nobody finds what a person they blocked said');
select public.unblock_person(tests.id_of('sam'));

-- what changes
select tests.sign_in_as('sam');
select public.edit_message((select id from public.messages where body like 'The parcel%'), 'The packet is here');
select is(pg_temp.found('parcel'), null, 'an edited message is not found by its former words');
select is(pg_temp.found('packet'), '{The packet is here}', 'but by the new');
select public.delete_message((select id from public.messages where body like 'The packet%'));
select is(pg_temp.found('packet'), null, 'a deleted one by none');
select tests.admin();
update public.orders set partner_id = null where id = tests.kept('order');
select tests.sign_in_as('sam');
select is(pg_temp.found('merci'), null, 'a partner who was taken off the order finds nothing more');

select * from finish();
rollback;
