-- The evidence of who agreed to what: every change leaves one line, which its owner reads and nobody changes.
begin;
\ir helpers.psql
select plan(30);
select tests.person('ada'), tests.person('eve'), tests.person('grace', 'staff');
create function pg_temp.lines(who text) returns setof text language sql as $$
  select concat_ws(' ', l.category, l.channel, case when l.is_enabled then 'on' else 'off' end, l.source, l.wording_version)
  from public.consent_log l where l.user_id = tests.id_of(who) order by l.id
$$;

-- what is written
select tests.sign_in_as('ada');
select public.set_preference('order', 'sms', true, 'sms-1');
select public.set_preference('order', 'web_push', false);
select public.set_preference('order', 'web_push', false);
select public.set_preference('order', 'web_push', true);
select tests.admin();
select results_eq($$ select pg_temp.lines('ada') $$, $$ values ('order sms on app sms-1'), ('order web_push off app'), ('order web_push on app') $$,
  'each change leaves a line with the wording that was shown, and the same choice again leaves none');
select cmp_ok((select max(created_at) - min(created_at) from public.consent_log where user_id = tests.id_of('ada')), '>', interval '0', 'each with a time of its own');
select private.choose(tests.id_of('ada'), 'order', 'sms', false, 'sms_keyword', '{"keyword": "STOP"}');
select is((select l.source || ' ' || (l.detail ->> 'keyword') from public.consent_log l where l.user_id = tests.id_of('ada') order by l.id desc limit 1), 'sms_keyword STOP', 'a keyword leaves its word');
select is((select detail ->> 'keyword' from public.preferences where user_id = tests.id_of('ada') and channel = 'sms'), 'STOP', 'which stands beside the choice too');

-- an edit in the dashboard does not pass for the person's choice
update public.preferences set is_enabled = true where user_id = tests.id_of('ada') and channel = 'sms';
select is((select l.source || ' ' || l.detail from public.consent_log l where l.user_id = tests.id_of('ada') order by l.id desc limit 1), 'admin {}', 'an admin''s edit says that an admin made it');
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'order', 'email', false);
select is((select l from pg_temp.lines('ada') l offset 5), 'order email off admin', 'so does a row that an admin adds');
delete from public.preferences where user_id = tests.id_of('ada') and channel = 'email';
select is((select l from pg_temp.lines('ada') l offset 6), 'order email on admin', 'and one that an admin removes, with what holds from then on');

-- who reads
select tests.sign_in_as('ada');
select is((select count(*)::int from public.consent_log), 7, 'its owner reads the log');
select tests.sign_in_as('eve');
select is_empty('select from public.consent_log', 'a stranger does not');
select tests.sign_in_as('grace');
select is_empty('select from public.consent_log', 'nor does staff');
select isnt_empty('select from public.consent_wordings', 'people read the wordings');
select tests.nobody();
select tests.denied('select from public.consent_log', 'nobody reads the log');
select tests.service();
select tests.denied('select from public.consent_log', 'the functions do not read it');

-- nobody changes it
select tests.sign_in_as('ada');
select tests.denied($$ insert into public.consent_log (user_id, category, channel, is_enabled, source) values (tests.id_of('ada'), 'order', 'sms', true, 'app') $$, 'a person cannot write into the log');
select tests.denied('update public.consent_log set is_enabled = false', 'nor change it');
select tests.denied('delete from public.consent_log', 'nor remove from it');
select tests.denied($$ update public.consent_wordings set body = 'x' $$, 'nor change what was shown');
select tests.refuses($$ select public.set_preference('order', 'sms', true, 'never-shown') $$, 'PT404', 'wording_not_found', 'nor name a wording that never was');
select tests.admin();
select tests.refuses($$ insert into public.consent_log (user_id, category, channel, is_enabled, source) values (tests.id_of('ada'), 'order', 'sms', true, 'app') $$, 'PT409', 'kept_as_evidence', 'an admin cannot make up a line');
select tests.refuses('update public.consent_log set is_enabled = false', 'PT409', 'kept_as_evidence', 'nor change one');
select tests.refuses('delete from public.consent_log', 'PT409', 'kept_as_evidence', 'nor remove one');
select tests.refuses('truncate public.consent_log', 'PT409', 'kept_as_evidence', 'nor all');
select tests.refuses($$ update public.consent_wordings set body = 'I agree to everything' where version = 'sms-1' $$, 'PT409', 'kept_as_evidence', 'nor put words into people''s mouths');
select tests.refuses($$ delete from public.consent_wordings where version = 'sms-1' $$, 'PT409', 'kept_as_evidence', 'nor remove a wording');
select tests.refuses($$ insert into public.consent_wordings (version, channel, body) values ('sms-2', 'sms', 'New words') $$, '23505', null, 'two wordings cannot hold at once');
update public.consent_wordings set is_current = false where version = 'sms-1';
select lives_ok($$ insert into public.consent_wordings (version, channel, body) values ('sms-2', 'sms', 'New words') $$, 'a new wording takes the place of the old');

-- erased with the person
select lives_ok($$ delete from auth.users where id = tests.id_of('ada') $$, 'a person can be erased');
select is_empty($$ select from public.consent_log where user_id = tests.id_of('ada') $$, 'and takes the log along');
insert into public.notification_categories (key, label) values ('log_test', 'Log');
select private.choose(tests.id_of('eve'), 'log_test', 'email', false, 'app');
select lives_ok($$ delete from public.notification_categories where key = 'log_test' $$, 'a category can be removed');
select is((select string_agg(l, ', ') from pg_temp.lines('eve') l), 'log_test email off app, log_test email on admin', 'and what was agreed to about it stays');

select * from finish();
rollback;
