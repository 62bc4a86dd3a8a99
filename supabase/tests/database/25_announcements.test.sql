-- Announcements are for staff: what they may save, to whom, when, and what everybody else gets, which is nothing.
begin;
\ir helpers.psql
select plan(65);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('grace', 'staff'), tests.person('guy', 'staff');

create function pg_temp.draft(more jsonb default '{}') returns uuid language sql as $$
  select (public.save_announcement(
    id => (more ->> 'id')::uuid,
    event_type => coalesce(more ->> 'event_type', 'announcement.news'),
    words => coalesce(more -> 'words', '{"en": {"title": "New hours", "body": "Open until nine."}}'),
    audience => coalesce(more -> 'audience', '{"kind": "all"}'),
    channels => (select array_agg(c::public.notification_channel) from jsonb_array_elements_text(more -> 'channels') c),
    priority => coalesce(more ->> 'priority', 'normal')::public.notification_priority,
    action_url => more ->> 'action_url', image_url => more ->> 'image_url',
    default_locale => coalesce(more ->> 'default_locale', 'en'))).id
$$;
create function pg_temp.refused(more jsonb, code text, description text) returns text language sql as $$
  select tests.refuses(format('select pg_temp.draft(%L)', more), 'PT422', code, description)
$$;
create function pg_temp.state(name text) returns text language sql as $$ select state::text from public.announcements where id = tests.kept(name) $$;
grant execute on all functions in schema pg_temp to authenticated, anon, service_role;

-- staff
select tests.sign_in_as('grace');
select tests.keep('one', pg_temp.draft()::text);
select results_eq($$ select created_by, state::text from public.announcements where id = tests.kept('one') $$, $$ values (tests.id_of('grace'), 'draft') $$, 'what staff save is a draft of theirs');
select tests.keep('blank', pg_temp.draft('{"words": {}}')::text);
select is(pg_temp.state('blank'), 'draft', 'a draft may still be without words');
select is(pg_temp.draft(jsonb_build_object('id', tests.kept('one'), 'priority', 'high')), tests.kept('one'), 'a draft is saved again under its id');
select tests.sign_in_as('guy');
select isnt_empty($$ select from public.announcements where id = tests.kept('one') $$, 'other staff read it');
select lives_ok($$ select pg_temp.draft(jsonb_build_object('id', tests.kept('one'), 'priority', 'low')) $$, 'and go on with it');
select is((select created_by from public.announcements where id = tests.kept('one')), tests.id_of('grace'), 'which leaves its author');
select tests.denied($$ insert into public.announcements (event_type) values ('announcement.news') $$, 'staff do not write past the calls');
select tests.denied($$ update public.announcements set state = 'done' $$, 'nor change');
select tests.denied('delete from public.announcements', 'nor delete');

-- everybody else
select tests.sign_in_as('ada');
select is_empty('select from public.announcements', 'a customer reads no announcement');
select tests.refuses('select public.save_announcement()', 'PT403', 'not_staff', 'a customer saves none');
select tests.refuses($$ select public.preview_audience('{"kind": "all"}') $$, 'PT403', 'not_staff', 'nor learns how many people there are');
select tests.refuses($$ select public.schedule_announcement(tests.kept('one')) $$, 'PT403', 'not_staff', 'nor sends');
select tests.refuses($$ select public.cancel_announcement(tests.kept('one')) $$, 'PT403', 'not_staff', 'nor cancels');
select tests.refuses($$ select public.discard_announcement(tests.kept('one')) $$, 'PT403', 'not_staff', 'nor discards');
select tests.refuses($$ select public.announcement_progress(tests.kept('one')) $$, 'PT403', 'not_staff', 'nor sees how far one has come');
select tests.refuses('select public.announcement_list()', 'PT403', 'not_staff', 'nor which there are');
select tests.denied('select private.expand_announcements()', 'nor drives the expansion');
select tests.refuses($$ select public.preview_announcement('{}') $$, 'PT403', 'not_staff', 'nor sees what an announcement would read like');
select tests.sign_in_as('sam');
select is_empty('select from public.announcements', 'a partner reads none');
select tests.nobody();
select tests.denied('select from public.announcements', 'nobody reads any');
select tests.denied('select public.announcement_list()', 'nobody lists any');
select tests.service();
select tests.denied('select from public.announcements', 'the functions reach none');

-- what is refused
select tests.sign_in_as('grace');
select pg_temp.refused('{"audience": {"kind": "everybody"}}', 'invalid_audience', 'an audience of no kind is refused');
select pg_temp.refused('{"audience": []}', 'invalid_audience', 'and what is no object');
select pg_temp.refused('{"audience": {"kind": "role"}}', 'invalid_audience', 'and roles that are not named');
select pg_temp.refused('{"audience": {"kind": "role", "roles": []}}', 'invalid_audience', 'and none');
select pg_temp.refused('{"audience": {"kind": "role", "roles": ["king"]}}', 'invalid_audience', 'and one that does not exist');
select pg_temp.refused('{"audience": {"kind": "order_kind", "kinds": ["pizza"]}}', 'invalid_audience', 'and a kind of order that does not exist');
select pg_temp.refused('{"audience": {"kind": "list", "user_ids": ["me"]}}', 'invalid_audience', 'and ids that are none');
select pg_temp.refused('{"audience": {"kind": "list", "user_ids": [7]}}', 'invalid_audience', 'and numbers');
select pg_temp.refused('{"audience": {"kind": "all", "roles": ["staff"]}}', 'invalid_audience', 'and a field that the kind does not have');
select pg_temp.refused(jsonb_build_object('audience', jsonb_build_object('kind', 'list', 'user_ids', (select jsonb_agg(gen_random_uuid()) from generate_series(1, 10001)))), 'invalid_audience', 'and a list of more than 10,000');
select pg_temp.refused('{"priority": "urgent"}', 'invalid_announcement', 'an announcement is never urgent');
select pg_temp.refused('{"event_type": "order.ready"}', 'invalid_announcement', 'nor dressed as an order');
select pg_temp.refused('{"event_type": "announcement.terms"}', 'invalid_announcement', 'nor as news that need more than a title and a text');
select pg_temp.refused('{"action_url": "javascript:alert(1)"}', 'invalid_announcement', 'nor leads to a script');
select pg_temp.refused('{"action_url": "//evil.example"}', 'invalid_announcement', 'nor to another site in disguise');
select pg_temp.refused('{"action_url": "/\t/evil.example"}', 'invalid_announcement', 'nor behind a tab, which browsers leave out');
select pg_temp.refused('{"image_url": "http://pictures.example/a.png"}', 'invalid_announcement', 'nor shows a picture without https');
select pg_temp.refused('{"words": {"en": "hello"}}', 'invalid_words', 'words are a title and a body');
select pg_temp.refused('{"words": {"en": {"title": 7}}}', 'invalid_words', 'in texts');
select pg_temp.refused('{"words": {"English": {"title": "x", "body": "y"}}}', 'invalid_words', 'under a locale');
select pg_temp.refused(jsonb_build_object('words', jsonb_build_object('en', jsonb_build_object('title', repeat('x', 61)))), 'invalid_words', 'of a length that a phone shows');
select tests.refuses($$ select public.schedule_announcement(tests.kept('blank')) $$, 'PT422', 'invalid_words', 'nothing is sent without words');
select tests.refuses($$ select public.schedule_announcement(pg_temp.draft('{"words": {"es": {"title": "Hola", "body": "Hola"}}}')) $$, 'PT422', 'invalid_words', 'nor without words for those who read no such locale');
select tests.refuses($$ select public.schedule_announcement(tests.kept('one'), now() - interval '1 minute') $$, 'PT422', 'invalid_time', 'nor for a time that is over');
select tests.refuses($$ select public.schedule_announcement(pg_temp.draft('{"audience": {"kind": "list", "user_ids": []}}')) $$, 'PT422', 'invalid_audience', 'nor to nobody');
select tests.refuses($$ select public.schedule_announcement(gen_random_uuid()) $$, 'PT404', 'announcement_not_found', 'nor what is not there');

-- how it will read
select is(public.preview_announcement('{"en": {"title": "New hours", "body": "Open until nine."}, "es": {"title": "Nuevo horario", "body": "Hasta las nueve.", "action_label": "Ver"}}', 'es-MX') #> '{in_app,title}', '"Nuevo horario"', 'staff see how it will read in a language');
select is((public.preview_announcement('{"en": {"title": "New hours", "body": "Open until nine."}}') #>> '{sms,segments}')::int, 1, 'and how many parts the SMS has');
select is(public.preview_announcement('{"en": {"title": "New hours", "body": "Open", "action_label": "See hours"}}') #>> '{email,action_label}', 'See hours', 'and the words of its button');
select lives_ok($$ select public.preview_announcement('{}') $$, 'a blank one has a preview too');
select tests.refuses($$ select public.preview_announcement('[]') $$, 'PT422', 'invalid_words', 'what are no words has none');

-- its course
select is((public.schedule_announcement(tests.kept('one'), now() + interval '1 hour')).state::text, 'scheduled', 'staff choose a time');
select pg_temp.draft(jsonb_build_object('id', tests.kept('one'), 'words', '{}'::jsonb));
select results_eq($$ select state::text, scheduled_for from public.announcements where id = tests.kept('one') $$, $$ values ('draft', null::timestamptz) $$, 'whoever edits it takes it off the schedule, so that nothing half-written goes out');
select pg_temp.draft(jsonb_build_object('id', tests.kept('one')));
select is((public.schedule_announcement(tests.kept('one'))).state::text, 'sending', 'or send it at once');
select tests.refuses($$ select pg_temp.draft(jsonb_build_object('id', tests.kept('one'))) $$, 'PT409', 'announcement_over', 'what is being sent is not changed');
select tests.refuses($$ select public.discard_announcement(tests.kept('one')) $$, 'PT409', 'announcement_over', 'nor thrown away');
select is((public.cancel_announcement(tests.kept('one'))).state::text, 'cancelled', 'it can be cancelled');
select tests.refuses($$ select public.cancel_announcement(tests.kept('one')) $$, 'PT409', 'announcement_over', 'once');
select lives_ok($$ select public.discard_announcement(tests.kept('blank')) $$, 'a draft is thrown away');
select results_eq($$ select title, state::text, author, told from public.announcement_list() where id = tests.kept('one') $$, $$ values ('New hours', 'cancelled', 'Grace', 0::bigint) $$, 'the list says what became of it');
select tests.admin();
select tests.refuses($$ update public.announcements set audience = '{"kind": "everybody"}' where id = tests.kept('one') $$, 'PT422', 'invalid_audience', 'an edit by hand is held to the same');


-- somebody who signs up with an address of others, and never proves it
select tests.person('mallory');
update auth.users set email = 'grace.private@test.example', email_confirmed_at = null where id = tests.id_of('mallory');
select tests.sign_in_as('grace');
select results_eq($$ select a -> 'people', a -> 'unknown' from public.preview_audience('{"kind": "list", "emails": ["grace.private@test.example"]}') a $$,
  $$ values ('0'::jsonb, '["grace.private@test.example"]'::jsonb) $$, 'who signed up with an address of others is not told what is meant for them');

select * from finish();
rollback;
