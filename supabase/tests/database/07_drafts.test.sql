-- What one begins to write is one's own, the same on all devices, and the last writer wins.
begin;
\ir helpers.psql
select plan(23);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
select tests.keep('other order', tests.order_of('ada', 'second')::text);
select tests.keep('other room', (select id::text from public.rooms where order_id = tests.kept('other order')));
select tests.keep('root', (select id::text from public.messages where room_id = tests.kept('room') and seq = 1));
create function pg_temp.drafted() returns setof text language sql as $$
  select body from public.drafts where room_id = tests.kept('room') and thread_root is null
$$;
grant execute on function pg_temp.drafted to authenticated;

select tests.sign_in_as('ada');
select is((select body from public.save_draft(tests.kept('room'), 'Where', now() - interval '10 s')), 'Where', 'a customer begins to write');
select is((select body from public.save_draft(tests.kept('room'), 'Where are', now() - interval '8 s')), 'Where are', 'and goes on');
select is((select body from public.save_draft(tests.kept('room'), 'When', now() - interval '9 s')), 'Where are', 'a device that is late learns the newer words');
select results_eq('select pg_temp.drafted()', $$ values ('Where are') $$, 'and changes nothing');
select is((select body from public.save_draft(tests.kept('room'), 'same time', now() - interval '8 s')), 'Where are', 'of two at the same time the first stays');
select is((select body from public.save_draft(tests.kept('room'), 'in the thread', now(), tests.kept('root'))), 'in the thread', 'a thread has a draft of its own');
select results_eq('select pg_temp.drafted()', $$ values ('Where are') $$, 'beside that of the room');
select ok((select written_at <= now() from public.save_draft(tests.kept('room'), 'from a fast clock', now() + interval '1 hour')), 'a clock that goes ahead does not win for ever');
select tests.admin();
select set_eq($$ select topic from realtime.messages where event = 'draft_saved' $$, $$ values ('user:' || tests.id_of('ada')) $$, 'only her own devices hear that a draft changed');
select is((select count(*)::int from realtime.messages where event = 'draft_saved'), 4, 'once for each that was kept');
select is_empty($$ select from realtime.messages where event = 'draft_saved' and payload::text like '%Where%' $$, 'and what stands in it is not said aloud');
update public.drafts set written_at = now() - interval '5 s';
select tests.sign_in_as('ada');
select is((select body from public.save_draft(tests.kept('room'), '', now())), '', 'what is sent is no draft any more');
select is((select body from public.save_draft(tests.kept('room'), 'from a fast clock', now() - interval '5 s')), '', 'and a device that was away does not bring it back');
select is((select body from public.save_draft(tests.kept('room'), null, now())), '', 'nothing is an empty draft');

select tests.refuses($$ select public.save_draft(tests.kept('room'), repeat('x', 8001)) $$, 'PT422', 'message_too_long', 'a draft is no longer than a message');
select tests.refuses($$ select public.save_draft(tests.kept('other room'), 'x', now(), tests.kept('root')) $$, 'PT422', 'invalid_message', 'a thread belongs to its room');
select tests.denied($$ delete from public.drafts $$, 'nobody deletes a row, which keeps old words from coming back');
select tests.sign_in_as('sam');
select is_empty('select from public.drafts', 'the partner does not read what the customer has not sent');
select tests.refuses($$ select public.save_draft(tests.kept('other room'), 'x') $$, 'PT403', 'not_a_member', 'nor writes where they are not');
select tests.sign_in_as('eve');
select tests.refuses($$ select public.save_draft(tests.kept('room'), 'x') $$, 'PT403', 'not_a_member', 'a stranger drafts nothing');
select tests.nobody();
select tests.denied($$ select public.save_draft(tests.kept('room'), 'x') $$, 'nor does nobody');
select tests.admin();
update public.drafts set written_at = now() - interval '31 days' where thread_root is null;
select private.tidy_chat();
select is((select count(*)::int from public.drafts where room_id = tests.kept('room') and body = ''), 0, 'a month after it was sent its row is gone');
select is((select count(*)::int from public.drafts where body <> ''), 1, 'unsent words stay');

select * from finish();
rollback;
