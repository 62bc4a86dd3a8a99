-- The card of a web address: looked up once, under a lease, written only while the address stands there, and gone with it.
begin;
\ir helpers.psql
select plan(32);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('eve');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
delete from vault.secrets where name in ('functions_url', 'webhook_secret');
select vault.create_secret('https://functions.example', 'functions_url'), vault.create_secret('hush', 'webhook_secret');
delete from net.http_request_queue;

create function pg_temp.knocks() returns bigint language sql as $$
  with gone as (delete from net.http_request_queue where url = 'https://functions.example/link-preview' returning 1) select count(*) from gone $$;
create function pg_temp.say(who text, words text, key text) returns uuid language plpgsql as $$
declare said uuid;
begin
  perform tests.sign_in_as(who);
  select id into said from public.send_message(tests.kept('room'), md5(key)::uuid, words);
  perform tests.admin();
  return said;
end $$;
-- what a worker would do, with the page saying this title
create function pg_temp.settle(title text) returns boolean language plpgsql as $$
declare
  taken record;
  written boolean;
begin
  perform tests.service();
  select * into taken from public.claim_link_lookups();
  written := public.settle_link_lookup(taken.message_id, taken.lease_token, case when title is not null then jsonb_build_object('site', 'example.com', 'title', title) end);
  perform tests.admin();
  return written;
end $$;

-- which address
select results_eq($$ select private.first_link(body) from (values ('see https://example.com/a?b=1#c, or'), ('(http://example.com/x)'), ('no link'), ('ftp://example.com'),
    ('https://one.example https://two.example'), ('https://'), (null), ('https://example.com/' || repeat('a', 2000))) as said (body) $$,
  $$ values ('https://example.com/a?b=1#c'), ('http://example.com/x'), (null), (null), ('https://one.example'), (null), (null), (null) $$, 'the first address counts, as the app would make a link of it');

-- a message with one
select tests.keep('plain', pg_temp.say('sam', 'On my way', 'plain')::text);
select is(pg_temp.knocks(), 0::bigint, 'words without an address knock nowhere');
select tests.keep('linked', pg_temp.say('sam', 'Look: https://example.com/menu!', 'linked')::text);
select is(pg_temp.knocks(), 1::bigint, 'a message with an address knocks once');
select results_eq('select message_id, url from private.link_lookups', $$ values (tests.kept('linked'), 'https://example.com/menu') $$, 'and waits to be looked up');
select pg_temp.say('sam', 'Look: https://example.com/menu!', 'linked');
select is(pg_temp.knocks(), 0::bigint, 'the same message sent twice is looked up once');

-- claimed and settled
select tests.service();
select is((select count(*) from public.claim_link_lookups()), 1::bigint, 'a worker takes it');
select is((select count(*) from public.claim_link_lookups()), 0::bigint, 'and nobody else while the lease lasts');
select is(public.settle_link_lookup(tests.kept('linked'), gen_random_uuid(), '{"title": "Forged"}'), false, 'an answer without the lease counts for nothing');
select tests.admin();
select is((select link from public.messages where id = tests.kept('linked')), null, 'and writes nothing');
update private.link_lookups set next_attempt_at = now();
delete from realtime.messages;
create temporary table before_card as select m.rev, r.last_seq from public.messages m join public.rooms r on r.id = m.room_id where m.id = tests.kept('linked');
select is(pg_temp.settle('The menu'), true, 'a lease that ended is taken again, and its answer written');
select is((select link from public.messages where id = tests.kept('linked')), '{"url": "https://example.com/menu", "site": "example.com", "title": "The menu"}'::jsonb, 'the card stands in the message');
select cmp_ok((select rev from public.messages where id = tests.kept('linked')), '>', (select rev from before_card), 'as a change whoever was away finds');
select is((select last_seq from public.rooms where id = tests.kept('room')), (select last_seq from before_card), 'that is no new message');
select is((select edited_at from public.messages where id = tests.kept('linked')), null, 'nor an edit');
select is((select count(*)::int from realtime.messages where event = 'message_updated' and payload -> 'link' ->> 'title' = 'The menu'), 1, 'and the room hears of it');
select is_empty('select from private.link_lookups', 'nothing waits any more');

-- what became of the words
select tests.sign_in_as('sam');
select is((public.edit_message(tests.kept('linked'), 'Look again: https://example.com/menu')).link ->> 'title', 'The menu', 'an edit that keeps the address keeps the card');
select is((public.edit_message(tests.kept('linked'), 'Rather https://example.com/other')).link, null, 'another address loses it at once');
select tests.admin();
select is(pg_temp.settle('The other'), true, 'and is looked up');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.remove_link_preview(tests.kept('linked')) $$, 'PT403', 'not_yours', 'somebody else cannot take the card off');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.remove_link_preview(tests.kept('linked')) $$, 'PT403', 'not_a_member', 'a stranger still less');
select tests.sign_in_as('sam');
select is((public.remove_link_preview(tests.kept('linked'))).link, null, 'its author takes it off');
select tests.admin();
select is_empty('select from private.link_lookups', 'and it is not looked up again');
select pg_temp.say('sam', 'https://example.com/gone', 'gone');
select tests.sign_in_as('sam');
select public.delete_message((select id from public.messages where client_id = md5('gone')::uuid));
select tests.admin();
select is_empty('select from private.link_lookups', 'a deleted message is not looked up');
select tests.keep('slow', pg_temp.say('sam', 'https://example.com/slow', 'slow')::text);
select tests.service();
create temporary table slow as select * from public.claim_link_lookups();
grant select on slow to service_role, authenticated;
select tests.sign_in_as('sam');
select public.edit_message(tests.kept('slow'), 'https://example.com/quick');
select tests.service();
select is((select public.settle_link_lookup(message_id, lease_token, '{"title": "Slow"}') from slow), false, 'an answer about words that were edited meanwhile is not written');
select tests.admin();
select is(pg_temp.settle('Quick'), true, 'the one about the new words is');

-- who may and what never
select tests.sign_in_as('sam');
select tests.denied('select public.claim_link_lookups()', 'a person takes no look-ups');
select tests.denied($$ select public.settle_link_lookup(tests.kept('slow'), gen_random_uuid(), '{"title": "Mine"}') $$, 'and writes no card');
select tests.admin();
select pg_temp.say('sam', 'https://example.com/none', 'none');
select is(pg_temp.settle(null), false, 'a page without a title has no card');
select pg_temp.say('sam', 'https://example.com/dead', 'dead');
update private.link_lookups set attempts = 3;
select tests.service();
select is_empty('select from public.claim_link_lookups()', 'after three tries a page is given up');
select tests.admin();
select is_empty('select from private.link_lookups', 'for good');
delete from net.http_request_queue;
update private.settings set link_previews = false;
select pg_temp.say('sam', 'https://example.com/off', 'off');
select results_eq('select pg_temp.knocks(), (select count(*) from private.link_lookups)', 'values (0::bigint, 0::bigint)', 'a project that wants no previews asks no page');

select * from finish();
rollback;
