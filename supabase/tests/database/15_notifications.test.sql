-- The inbox: a person's own, marked by the person, counted and never stored.
begin;
\ir helpers.psql
select plan(39);
select tests.person('ada'), tests.person('eve'), tests.person('grace', 'staff');

create function pg_temp.tell(who text, key text, after timestamptz default now()) returns text language sql as $$
  select public.notify(tests.id_of(who), 'order.ready', 'order', null, '{"order": {"number": "A7"}}', key, deliver_after => after)::text
$$;
create function tests.marked(answer jsonb) returns int language sql as $$ select (answer ->> 'count')::int $$;
grant execute on function tests.marked to authenticated;
select tests.keep('one', pg_temp.tell('ada', 'one')), tests.keep('two', pg_temp.tell('ada', 'two')), tests.keep('three', pg_temp.tell('ada', 'three')),
  tests.keep('eves', pg_temp.tell('eve', 'one')), tests.keep('later', pg_temp.tell('ada', 'later', now() + interval '1 hour'));

select tests.sign_in_as('ada');
select bag_eq('select id from public.notifications', $$ values (tests.kept('one')), (tests.kept('two')), (tests.kept('three')) $$, 'a person reads their own inbox, and nothing before its time');
select is(public.unread_count(), 3, 'and has three unread');
select is(tests.marked(public.mark_notifications_read(array[tests.kept('one')])), 1, 'a person marks one read');
select results_eq($$ select read_at, seen_at from public.notifications where id = tests.kept('one') $$, 'values (now(), now())', 'which is then read and seen');
select is(public.unread_count(), 2, 'and no longer counted');
select is(tests.marked(public.mark_notifications_read(array[tests.kept('one')])), 0, 'marking twice changes nothing');
select is(tests.marked(public.mark_notifications_unread(array[tests.kept('one')])), 1, 'a person marks one unread');
select is(public.unread_count(), 3, 'which counts again');
select is(tests.marked(public.archive_notifications(array[tests.kept('one')])), 1, 'a person puts one away');
select is(public.unread_count(), 2, 'which is not unread');
select results_eq($$ select read_at, archived_at from public.notifications where id = tests.kept('one') $$, 'values (now(), now())', 'but read');
select is(tests.marked(public.archive_notifications(array[tests.kept('one')])), 0, 'putting away twice changes nothing');
select is(tests.marked(public.mark_notifications_unread(array[tests.kept('one')])), 1, 'a person takes it back out');
select is(public.unread_count(), 3, 'as unread');
select is(tests.marked(public.mark_notifications_read()), 3, 'a person marks all read');
select is(public.unread_count(), 0, 'and has none unread');
select is(tests.marked(public.mark_notifications_read('{}')), 0, 'none is none, not all');
select tests.denied($$ update public.notifications set read_at = null $$, 'a person cannot write the inbox past the calls');
select tests.denied($$ insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body) values (tests.id_of('eve'), 'order.ready', 'order', 'urgent', 'x', 'Pay here', 'x') $$, 'nor tell others anything');
select tests.denied('delete from public.notifications', 'nor delete');
select tests.denied($$ select public.notify(tests.id_of('eve'), 'order.ready') $$, 'nor notify anybody');

-- others
select is(tests.marked(public.mark_notifications_read(array[tests.kept('eves')])), 0, 'a person marks nothing of others read');
select is(tests.marked(public.archive_notifications(array[tests.kept('eves')])), 0, 'nor puts it away');
select tests.sign_in_as('eve');
select is(public.unread_count(), 1, 'what others marked does not count here');
select is(tests.marked(public.mark_notifications_unread(array[tests.kept('one')])), 0, 'a person marks nothing of others unread');
select is_empty($$ select from public.notifications where user_id <> tests.id_of('eve') $$, 'a stranger reads nothing of the inbox');
select tests.sign_in_as('grace');
select is_empty('select from public.notifications', 'staff read no inbox of others');
select tests.nobody();
select tests.denied('select from public.notifications', 'nobody reads an inbox');
select tests.denied('select public.unread_count()', 'nobody has a count');
select tests.denied('select public.mark_notifications_read()', 'nobody marks anything');

-- its time
select tests.sign_in_as('ada');
select is(tests.marked(public.mark_notifications_read(array[tests.kept('later')])), 0, 'what is not delivered yet cannot be read');
select tests.admin();
update public.notifications set deliver_after = now() where id = tests.kept('later');
select tests.sign_in_as('ada');
select is(public.unread_count(), 1, 'when its time comes it counts');
select isnt_empty($$ select from public.notifications where id = tests.kept('later') $$, 'and is read');

-- the category switched off in the app
select public.set_preference('order', 'in_app', false);
select tests.admin();
select tests.keep('hidden', pg_temp.tell('ada', 'hidden'));
select tests.sign_in_as('ada');
select is_empty($$ select from public.notifications where id = tests.kept('hidden') $$, 'who switched a category off does not find it in the inbox');
select is(public.unread_count(), 1, 'nor in the count');

-- what it leads to
select tests.admin();
select tests.refuses($$ update public.notifications set action_url = 'javascript:alert(1)' where id = tests.kept('one') $$, '23514', null, 'an action cannot be a script');
select tests.refuses($$ update public.notifications set action_url = '//evil.example' where id = tests.kept('one') $$, '23514', null, 'nor another site in disguise');
select tests.refuses($$ update public.notifications set action_url = '/\evil.example' where id = tests.kept('one') $$, '23514', null, 'in either slash');
select tests.refuses($$ update public.notifications set action_url = E'/\t/evil.example' where id = tests.kept('one') $$, '23514', null, 'or behind a tab, which browsers leave out');

select * from finish();
rollback;
