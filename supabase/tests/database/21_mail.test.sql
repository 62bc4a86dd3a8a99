-- Leaving by a link in a mail, and what bounces and complaints change, in any order and however often they are told.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(46);

update auth.users set email_confirmed_at = now() where id in (tests.id_of('ada'), tests.id_of('eve'));
insert into public.event_types (key, category, label, channels) values
  ('order.mailed', 'order', 'Mailed', '{email}'), ('security.mailed', 'security', 'Mailed', '{email}'), ('promotion.mailed', 'promotion', 'Mailed', '{email}');
insert into private.templates (event_type, channel, is_active, title, body)
select e.key, 'email', true, 'Hello', 'A mail' from public.event_types e where e.key like '%.mailed';

-- one mail to somebody, claimed by a worker and accepted by the provider
create function pg_temp.mailed(name text, event text default 'order.mailed', person text default 'ada', provider text default 'resend') returns void
language plpgsql as $$
begin
  perform public.notify(tests.id_of(person), event, dedupe_key => name);
  update private.deliveries d set id = md5(name)::uuid from public.notifications n where n.id = d.notification_id and n.dedupe_key = name;
  perform public.claim_deliveries('email', 'test');
  perform tests.settle(name, 'accepted', jsonb_build_object('provider', provider, 'provider_message_id', 'id-' || name));
end $$;
create function pg_temp.say(key text, name text, status text, code text default '', provider text default 'resend') returns text language sql as $$
  select public.record_provider_event(provider, key, 'id-' || name, md5(name)::uuid, status, code, '{}')
$$;
create function pg_temp.state(name text) returns text language sql as $$ select concat_ws(' ', (tests.delivery(name)).state, (tests.delivery(name)).last_code) $$;
create function pg_temp.fate(dedupe_key text) returns text language sql as $$
  select concat_ws(' ', d.state, d.last_code) from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = fate.dedupe_key
$$;
create function pg_temp.suppressed(person text default 'ada') returns text language sql as $$
  select private.suppression_of('email', person || '@test.example')
$$;
create function pg_temp.wanted(category text, person text default 'ada') returns boolean language sql as $$
  select private.is_wanted(tests.id_of(person), category, 'email')
$$;

-- what a worker gets
select public.notify(tests.id_of('ada'), 'order.mailed', dedupe_key => 'target');
select is((select c.target - 'name' from public.claim_deliveries('email', 'test') c),
  '{"email": "ada@test.example", "locale": "en", "category_label": "Your orders", "is_critical": false, "round": 0}'::jsonb,
  'a worker gets the address, and the category by name for the line that says why');
delete from private.deliveries;

-- the link
select pg_temp.mailed('m1');
select is(public.email_subscription(md5('m1')::uuid),
  '{"category": "order", "label": "Your orders", "is_critical": false, "is_enabled": true, "locale": "en"}'::jsonb,
  'the link says what it is about, and neither who nor where');
select is(public.email_subscription(md5('m1')::uuid) ->> 'is_enabled', 'true', 'looking changes nothing');
select is(pg_temp.wanted('order'), true, 'ada still gets mail about her orders');
select is(public.unsubscribe_email(md5('m1')::uuid) ->> 'is_enabled', 'false', 'one click switches the category off');
select is(pg_temp.wanted('order'), false, 'ada gets no more mail about her orders');
select is(private.is_wanted(tests.id_of('ada'), 'order', 'web_push'), true, 'her pushes about them stay on');
select is(pg_temp.wanted('payment'), true, 'her mail about payments stays on');
select is(pg_temp.wanted('order', 'eve'), true, 'eve still gets hers');
select is((select source from public.preferences where user_id = tests.id_of('ada') and category = 'order' and channel = 'email'),
  'unsubscribe_link', 'it is known where she chose that');
select tests.keep('first time', (select ctid::text from public.preferences where user_id = tests.id_of('ada') and channel = 'email'));
select is(public.unsubscribe_email(md5('m1')::uuid) ->> 'is_enabled', 'false', 'a second click answers the same');
select is((select ctid::text from public.preferences where user_id = tests.id_of('ada') and channel = 'email'),
  current_setting('tests.first_time'), 'and writes nothing');
select public.notify(tests.id_of('ada'), 'order.mailed', dedupe_key => 'after');
select is(pg_temp.fate('after'), 'suppressed no_consent', 'the next such mail is not sent, and says why');

select pg_temp.mailed('safe', 'security.mailed');
select is(public.unsubscribe_email(md5('safe')::uuid) -> 'is_enabled', 'true', 'mail about the safety of an account stays on');
select is_empty($$ select from public.preferences where category = 'security' $$, 'and no choice is kept for it');

select tests.due('pushed', 'web_push');
select is(public.unsubscribe_email(md5('pushed')::uuid), null, 'the id of a push opens nothing');
select is(public.unsubscribe_email(gen_random_uuid()), null, 'nor does one of nothing');
select pg_temp.mailed('aged', person => 'eve');
update private.deliveries set created_at = now() - interval '401 days' where id = md5('aged')::uuid;
select is(public.unsubscribe_email(md5('aged')::uuid), null, 'a link older than settings.unsubscribe_link_days opens nothing');
select is(pg_temp.wanted('order', 'eve'), true, 'and changes nothing');
select tests.sign_in_as('ada');
select tests.denied($$ select public.unsubscribe_email(gen_random_uuid()) $$, 'people cannot ask without the function, which checks the signature');
select tests.denied($$ select public.email_subscription(gen_random_uuid()) $$, 'nor look');
select tests.admin();
delete from public.preferences where channel = 'email';

-- bounces
select pg_temp.mailed('b1');
select pg_temp.say('e1', 'b1', 'sent'), pg_temp.say('e2', 'b1', 'bounced', 'soft_bounce');
select is(pg_temp.state('b1'), 'failed soft_bounce', 'a soft bounce ends the mail');
select is(pg_temp.suppressed(), null, 'and the next one may go to the same address');
select pg_temp.mailed('b2');
select pg_temp.say('e3', 'b2', 'delivered'), pg_temp.say('e4', 'b2', 'bounced', 'hard_bounce');
select is(pg_temp.state('b2'), 'failed hard_bounce', 'a mail that was taken and came back is not delivered');
select is(pg_temp.suppressed(), 'bounce', 'nothing goes to an address that does not exist');
select is(pg_temp.say('e4', 'b2', 'bounced', 'hard_bounce'), 'duplicate', 'the same report twice is one');
select pg_temp.say('e5', 'b2', 'delivered'), pg_temp.say('e6', 'b2', 'sent');
select is(pg_temp.state('b2'), 'failed hard_bounce', 'what is told late does not bring it back');
select public.notify(tests.id_of('ada'), 'order.mailed', dedupe_key => 'to the bounced');
select is(pg_temp.fate('to the bounced'), 'suppressed bounce', 'the next mail says why it is not sent');
select pg_temp.say('e7', 'b1', 'bounced', 'hard_bounce');
select is((select count(*)::int from private.suppressions), 1, 'a second bounce adds nothing');
delete from private.suppressions;
select pg_temp.mailed('b3', provider => 'sendgrid');
select pg_temp.say('e1', 'b3', 'failed', 'provider_suppressed', 'sendgrid');
select is(pg_temp.suppressed(), 'invalid', 'what the provider itself sends nothing to, we do not ask it to');
delete from private.suppressions;

-- a bounce of the address it went to, though the person has another by now
select pg_temp.mailed('b4', person => 'eve');
update auth.users set email = 'eve.new@test.example' where id = tests.id_of('eve');
select pg_temp.say('e8', 'b4', 'bounced', 'hard_bounce');
select results_eq($$ select address from private.suppressions $$, $$ values ('eve@test.example') $$, 'a bounce is about the address it went to');
update auth.users set email = 'eve@test.example' where id = tests.id_of('eve');
delete from private.suppressions;

-- complaints
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'promotion', 'email', true);
select pg_temp.mailed('c1', 'promotion.mailed');
select pg_temp.say('e9', 'c1', 'delivered'), pg_temp.say('e10', 'c1', 'complained');
select is(pg_temp.suppressed(), 'complaint', 'nothing goes to who called a mail spam');
select is(pg_temp.wanted('promotion'), false, 'and offers are off, wherever their next address is');
select is(pg_temp.wanted('payment'), true, 'other kinds are left as they were chosen');
select is(pg_temp.state('c1'), 'delivered', 'the mail itself was delivered');
select pg_temp.say('e10', 'c1', 'complained');
update public.preferences set is_enabled = true where category = 'promotion';
select pg_temp.say('e10', 'c1', 'complained');
select is(pg_temp.wanted('promotion'), true, 'the same report, told again later, does not undo what they chose since');
select is(pg_temp.wanted('promotion', 'eve'), false, 'promotion was never on for eve');
select is_empty($$ select from public.preferences where user_id = tests.id_of('eve') $$, 'and nothing was chosen for her');

-- every order of four reports, each told twice, ends the same: what a mailbox sent back stays sent back
delete from private.suppressions;
update auth.users set email = 'many@test.example' where id = tests.id_of('ada');
delete from public.preferences where channel = 'email';
create function pg_temp.play(statuses text[]) returns text language plpgsql as $$
declare
  status text;
begin
  delete from private.suppressions;
  perform pg_temp.mailed(statuses::text);
  foreach status in array statuses || statuses loop
    perform pg_temp.say(statuses::text || status, statuses::text, status, case when status = 'bounced' then 'hard_bounce' else '' end);
  end loop;
  return concat_ws(' ', (tests.delivery(statuses::text)).state, private.suppression_of('email', 'many@test.example'));
end $$;
create function pg_temp.orders(words text[]) returns setof text[] language sql as $$
  select array[a, b, c, d] from unnest(words) a, unnest(words) b, unnest(words) c, unnest(words) d
  where a not in (b, c, d) and b not in (c, d) and c <> d
$$;
select is((select count(*)::int from pg_temp.orders('{queued,sent,delivered,bounced}')), 24, 'four reports come in 24 orders');
select is_empty($$ select o from pg_temp.orders('{queued,sent,delivered,bounced}') o where pg_temp.play(o) <> 'failed bounce' $$,
  'with a bounce among them all end failed, and the address is left alone');
select is_empty($$ select o from pg_temp.orders('{sent,delayed,delivered,opened}') o where pg_temp.play(o) <> 'delivered' $$,
  'without one all end delivered');
select is_empty($$ select o from pg_temp.orders('{queued,sent,delivered,complained}') o where pg_temp.play(o) <> 'delivered complaint' $$,
  'with a complaint all end delivered, and the address is left alone');
select is((select count(*)::int from private.provider_events where provider_message_id like 'id-{%'), 24 * 3 * 4, 'and each report is stored once');
update auth.users set email = 'ada@test.example' where id = tests.id_of('ada');

-- an early report finds its mail by the delivery it carries
delete from private.suppressions;
select public.notify(tests.id_of('ada'), 'payment.received', dedupe_key => 'early', data => '{}');
delete from private.deliveries d using public.notifications n where n.id = d.notification_id and n.dedupe_key = 'early' and d.channel <> 'email';
update private.deliveries d set id = md5('early')::uuid from public.notifications n where n.id = d.notification_id and n.dedupe_key = 'early';
select lives_ok($$ select public.claim_deliveries('email', 'test') $$, 'a worker takes it and dies without a word');
select pg_temp.say('e11', 'early', 'bounced', 'hard_bounce');
select is(pg_temp.state('early'), 'failed hard_bounce', 'a bounce heals a mail whose answer was lost');
select is(tests.settle('early', 'accepted', '{"provider": "resend", "provider_message_id": "id-early"}'), 0, 'and the worker that comes late changes nothing');

select * from finish();
rollback;
