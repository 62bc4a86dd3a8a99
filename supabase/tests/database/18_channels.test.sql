-- One event yields exactly the rows it should: each set of channels, against each way to want them and each set of targets;
-- and a new event is rows, which arrive at the senders.
begin;
\ir helpers.psql
select plan(15);

-- every set of channels there can be, once per way to choose
create temporary table ways (way text, in_app boolean, web_push boolean, sms boolean, email boolean);
insert into ways values ('silent', null, null, null, null), ('all', true, true, true, true), ('none', false, false, false, false),
  ('texts', false, false, true, false), ('screens', true, true, false, null), ('mail', null, false, null, true);
insert into public.notification_categories (key, label) select 'way_' || way, way from ways;
insert into public.event_types (key, category, label, channels)
select 'way_' || w.way || '.' || array_to_string(c.channels, '_'), 'way_' || w.way, 'x', c.channels
from ways w, (select array_agg(u.channel order by u.channel) from generate_series(1, 15) bits,
  unnest(enum_range(null::public.notification_channel)) with ordinality u (channel, n) where bits & (1 << (u.n::int - 1)) > 0 group by bits) c (channels);
select private.save_words(key, 'en', 'T', 'B', 'S', 'M', null) from public.event_types where key like 'way!_%' escape '!';

-- people with every set of targets
create temporary table people as
select 'p' || phone || device || mail as name, phone, device, mail from generate_series(0, 2) phone, generate_series(0, 2) device, generate_series(0, 2) mail;
select tests.person(name) from people;
insert into public.phones (user_id, e164, verified_at)
  select tests.id_of(name), '+4477009' || lpad((1000 + row_number() over ())::text, 5, '0'), case when phone = 2 then now() end from people where phone > 0;
insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth, disabled_at)
  select tests.id_of(name), gen_random_uuid(), 'https://push.example/' || name || n, 'k', 'a', case when n = 3 then now() end
  from people, generate_series(1, 3) n where n <= device or n = 3;
update auth.users u set email_confirmed_at = case when mail > 0 then now() end from people p where u.id = tests.id_of(p.name);
insert into private.suppressions (channel, address, reason) select 'email', name || '@test.example', 'bounce' from people where mail = 2;
insert into public.preferences (user_id, category, channel, is_enabled)
  select tests.id_of(p.name), 'way_' || w.way, c.channel::public.notification_channel, c.wanted from people p, ways w,
  lateral (values ('in_app', w.in_app), ('web_push', w.web_push), ('sms', w.sms), ('email', w.email)) c (channel, wanted) where c.wanted is not null;

create temporary table told as
select p.*, w.*, e.key, e.channels, public.notify(tests.id_of(p.name), e.key) as id
from people p, ways w join public.event_types e on e.category = 'way_' || w.way;

-- said a second time, in other words: what each of them should come to
create temporary table expected as
select t.id, c.channel, r.state, r.last_code, r.times from told t, unnest(array_remove(t.channels, 'in_app')) c (channel),
lateral (select case c.channel when 'web_push' then coalesce(t.web_push, true) when 'sms' then coalesce(t.sms, false) else coalesce(t.email, true) end as wanted,
  case c.channel when 'web_push' then t.device when 'sms' then (t.phone = 2)::int else (t.mail > 0)::int end as targets) k,
lateral (values (
  case when k.wanted and k.targets > 0 and not (c.channel = 'email' and t.mail = 2) then 'pending' else 'suppressed' end,
  case when not k.wanted then 'no_consent' when k.targets = 0 then 'no_target' when c.channel = 'email' and t.mail = 2 then 'bounce' end,
  case when k.wanted then greatest(k.targets, 1) else 1 end)) r (state, last_code, times);
-- an SMS that has nowhere to go is a mail at once, where the person takes mail and the event sends none anyway
insert into expected select t.id, 'email', 'pending', null, 1 from told t
  where 'sms' = any (t.channels) and t.sms and t.phone < 2 and not 'email' = any (t.channels) and coalesce(t.email, true) and t.mail = 1;
create temporary table happened as
select d.notification_id as id, d.channel, d.state::text, d.last_code, count(*)::int as times from private.deliveries d
where d.notification_id in (select id from told) group by 1, 2, 3, 4;

select is((select count(*)::int from told), 27 * 6 * 15, 'every set of channels is told to everybody, in each way they may want it');
select is((select count(distinct id)::int from told), 27 * 6 * 15, 'each is one notification');
select bag_eq('select id, channel, state, last_code, times from happened', 'select * from expected', 'and comes to exactly the deliveries it should');
select is_empty($$ select t.key, t.way from told t join public.notifications n on n.id = t.id
  where n.in_inbox <> ('in_app' = any (t.channels) and coalesce(t.in_app, true)) $$, 'it is in the inbox where the event uses it and the person wants it');
select is((select count(distinct (channel, state, coalesce(last_code, '')))::int from expected), 10, 'each outcome was met: sent, unwanted and without target on three channels, and a mail that bounced');
select is_empty($$ select from private.deliveries d join told t on t.id = d.notification_id where d.state = 'pending' and
    d.rendered ->> 'body' <> case d.channel when 'sms' then 'S' when 'email' then 'M' else 'B' end $$, 'in the words of its channel');
select is_empty($$ select from private.deliveries d join told t on t.id = d.notification_id where d.state = 'pending' and not exists (
    select from public.push_subscriptions s where d.channel = 'web_push' and s.id = d.target_id and s.user_id = d.user_id and s.disabled_at is null
    union all select from public.phones p where d.channel = 'sms' and p.id = d.target_id and p.user_id = d.user_id and p.verified_at is not null
    union all select where d.channel = 'email' and d.target_id = d.user_id) $$, 'to a target of that person');

-- a new event: rows, and nothing else
delete from private.deliveries;
select tests.person('ada');
update public.profiles set locale = 'ar', time_zone = 'Asia/Dubai' where id = tests.id_of('ada');
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900944', now());
insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values (tests.id_of('ada'), gen_random_uuid(), 'https://push.example/ada', 'k', 'a');

insert into public.notification_categories (key, label) values ('laundry', 'Laundry');
insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample) values
  ('laundry.lost_button', 'laundry', 'Button lost', 'urgent', '2 days', '{in_app,web_push,sms,email}', '{button.colour,button.price,button.currency,button.found_at}',
   '{"button": {"colour": "blue", "price": 150, "currency": "EUR", "found_at": "2026-11-21T20:30:00Z"}}');
select private.save_words('laundry.lost_button', 'en', 'The {{button.colour}} button', 'Costs {{button.price|money:button.currency}}.', 'Button: {{button.colour}}, {{button.found_at|time}}', E'Found {{button.found_at|datetime}}.\n\nSorry.', 'Open');
select private.save_words('laundry.lost_button', 'ar', 'الزر: {{button.colour}}', 'السعر {{button.price|money:button.currency}}.', 'الزر: {{button.colour}}، {{button.found_at|time}}', E'وُجد {{button.found_at|datetime}}.\n\nنعتذر.', 'فتح');
select is((select string_agg(finding || ' ' || locale, ', ') from public.lint_templates() where event_type like 'laundry.%' and locale <> 'es'), null, 'the linter has nothing against it');
insert into public.preferences (user_id, category, channel, is_enabled) values (tests.id_of('ada'), 'laundry', 'sms', true);

select tests.service();
select isnt(public.notify(tests.id_of('ada'), 'laundry.lost_button', data => '{"button": {"colour": "blue", "price": 150, "currency": "EUR", "found_at": "2026-11-21T20:30:00Z"}}', action_url => '/laundry'), null, 'a program tells of it');
select results_eq($$ select rendered ->> 'title', rendered ->> 'body', rendered ->> 'action_label', priority::text from public.claim_deliveries('web_push', 'test') $$,
  $$ values ('الزر: blue', 'السعر 1.50 €.', 'فتح', 'urgent') $$, 'the sender of pushes gets its words, in the person''s language');
select results_eq($$ select rendered ->> 'body', target ->> 'e164' from public.claim_deliveries('sms', 'test') $$,
  $$ values ('الزر: blue، 00:30', '+447700900944') $$, 'the sender of SMS too, in the person''s time');
select results_eq($$ select rendered ->> 'title', rendered ->> 'body', rendered ->> 'locale', target ->> 'email' from public.claim_deliveries('email', 'test') $$,
  $$ values ('الزر: blue', E'وُجد 22 نوفمبر 2026 00:30.\n\nنعتذر.', 'ar', 'ada@test.example') $$, 'and the sender of mail');
select tests.sign_in_as('ada');
select is((select title from public.notifications), 'الزر: blue', 'it is in her inbox');
select isnt_empty($$ select from public.notification_categories where key = 'laundry' $$, 'her preferences show the new category');
select lives_ok($$ select public.set_preference('laundry', 'web_push', false) $$, 'and she may switch it off');

select * from finish();
rollback;
