-- Texts that come in: STOP, START and HELP in three languages, from people and from strangers, once and twice.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(38);
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('eve'), 'order', 'sms', true);

create sequence pg_temp.texts;
create function pg_temp.text(body text, sender text default '+447700900901', id text default null, kind text default null) returns jsonb language sql as $$
  select public.record_inbound_sms('twilio', coalesce(text.id, 'SM' || nextval('pg_temp.texts')), sender, '+15005550006', text.body, kind)
$$;
create function pg_temp.wants(name text default 'ada') returns boolean language sql as $$ select private.is_wanted(tests.id_of(wants.name), 'order', 'sms') $$;
create function pg_temp.silence() returns text language sql as $$ select private.suppression_of('sms', '+447700900901') $$;

select is(pg_temp.text('STOP'), '{"outcome": "stored", "keyword": "stop", "reply": null}', 'STOP is obeyed, and Twilio answers it');
select is(pg_temp.silence(), 'stop', 'nothing may go to that number');
select is(pg_temp.wants(), false, 'the person wants no texts');
select is(pg_temp.wants('eve'), true, 'and nobody else is touched');
select results_eq($$ select user_id, switched_off from private.inbound_sms $$, $$ values (tests.id_of('ada'), '{order}'::text[]) $$, 'what it switched off is remembered');
select is(pg_temp.text('stop please')::jsonb ->> 'keyword', null, 'a sentence is no order');
select is(pg_temp.text(' Start! ') ->> 'keyword', 'start', 'START in any case and dress is one');
select is(pg_temp.silence(), null, 'it lifts the silence');
select is(pg_temp.wants(), true, 'and gives back what was on');
select results_eq($$ select distinct source from public.preferences where user_id = tests.id_of('ada') $$, $$ values ('sms_keyword') $$, 'with the source of the choice');

-- twice, and late
select is(pg_temp.text('STOP', id => 'SMtwice') ->> 'outcome', 'stored', 'a second STOP');
select pg_temp.text('START');
select is(pg_temp.text('STOP', id => 'SMtwice'), '{"outcome": "duplicate", "keyword": "stop", "reply": null}', 'told again after START');
select is(pg_temp.silence(), null, 'changes nothing any more');
select is(pg_temp.wants(), true, 'neither there');
select pg_temp.text('STOP'), pg_temp.text('STOP');
select pg_temp.text('UNSTOP');
select is(pg_temp.wants(), true, 'STOP twice and START once gives back what was on before the first');
select pg_temp.text('STOP');
select private.choose(tests.id_of('ada'), 'order', 'sms', false, 'app');
select pg_temp.text('START');
select is(pg_temp.wants(), false, 'START does not undo a choice made in the app meanwhile');
select private.choose(tests.id_of('ada'), 'order', 'sms', true, 'app');

-- languages
select is(pg_temp.text('Baja') ->> 'reply', (select body from private.sms_replies where meaning = 'stop' and locale = 'es'), 'a word that Twilio does not know is answered by us, in its language');
select is(pg_temp.silence(), 'stop', 'and obeyed');
select is(pg_temp.text('ALTA') ->> 'keyword', 'start', 'ALTA ends it');
select is((select array_agg(pg_temp.text(w) ->> 'keyword') from unnest('{إيقاف,ايقاف,إِيقَاف,توقف.,«إلغاء»}'::text[]) w), '{stop,stop,stop,stop,stop}', 'Arabic words with and without hamza, vowels and marks');
select is((select array_agg(pg_temp.text(w) ->> 'keyword') from unnest('{ابدأ,ابدا}'::text[]) w), '{start,start}', 'to start as well');
select is(pg_temp.text('مساعدة', '+447700900944') ->> 'reply', (select body from private.sms_replies where meaning = 'help' and locale = 'ar'), 'and to ask for help');
select is(pg_temp.text('HELP') ->> 'reply', null, 'Twilio answers HELP itself');
update private.sms_keywords set is_answered_by_twilio = false where word = 'help';
select matches(pg_temp.text('help', '+447700900944') ->> 'reply', 'Reply STOP', 'until an admin says that it does not');
select is(pg_temp.text('ARRET', kind => 'STOP'), '{"outcome": "stored", "keyword": "stop", "reply": null}', 'a word that only Twilio''s Advanced Opt-Out knows counts too');
select is(pg_temp.text('Baja', kind => 'STOP') ->> 'reply', null, 'and is not answered twice');

-- strangers and owners
select is(pg_temp.text('STOP', '+447700900955') ->> 'keyword', 'stop', 'a number we do not know may say STOP');
select is(private.suppression_of('sms', '+447700900955'), 'stop', 'and is not texted, whoever proves it later');
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900955', 'admin');
select pg_temp.text('START', '+447700900955');
select is(private.suppression_of('sms', '+447700900955'), 'admin', 'START does not lift what an admin barred');
update public.phones set user_id = tests.id_of('eve') where e164 = '+447700900901';
select pg_temp.text('START');
select is(pg_temp.wants(), false, 'a new owner''s START gives nothing back to the old one');
select is(pg_temp.text('Where is it?') ->> 'outcome', 'stored', 'other words are kept for staff');
select is((select count(*)::int from private.inbound_sms where keyword is null and handled_at is null and user_id = tests.id_of('eve')), 1, 'with who wrote them');
select is(pg_temp.text('hello', 'Service', 'x1') ->> 'outcome', 'stored', 'a service with a name instead of a number too');

-- whoever earns from texts to their number asks for help all day
select is((select count(pg_temp.text('AYUDA', '+447700900966', 'SMflood' || n) ->> 'reply')::int from generate_series(1, 40) n), 5, 'a number that asks for help forty times a day is answered five times');
select is(pg_temp.text('AYUDA', '+447700900966', 'SMflood2') ->> 'reply', (select body from private.sms_replies where meaning = 'help' and locale = 'es'), 'one of those that is told again gets the answer it got');
select pg_temp.text('BAJA', '+447700900966');
select is(private.suppression_of('sms', '+447700900966'), 'stop', 'and its STOP is obeyed all the same');
select is(pg_temp.text(U&'\200f' || 'توقف' || U&'\200f', '+447700900977') ->> 'keyword', 'stop', 'a STOP between marks of direction, which nobody sees, is one');
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.text('STOP', '+447700900902') $$, 'a person cannot make others silent');

select * from finish();
rollback;
