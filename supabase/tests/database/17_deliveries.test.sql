-- notify(): one call, one notification, exactly the deliveries it should, in the transaction of what happened.
begin;
\ir helpers.psql
select plan(49);
select tests.person('ada'), tests.person('eve'), tests.person('bob'), tests.person('cat'), tests.person('sam', 'partner');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now()), (tests.id_of('bob'), '+447700900902', null), (tests.id_of('cat'), '+447700900903', now());
insert into public.preferences (user_id, category, channel, is_enabled) select tests.id_of(who), 'order', channel::public.notification_channel, wanted
  from (values ('ada', 'sms', true), ('bob', 'sms', true), ('cat', 'web_push', false), ('cat', 'in_app', false)) p (who, channel, wanted);
insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth, disabled_at) select tests.id_of(who), gen_random_uuid(), 'https://push.example/' || who || n, 'k', 'a', off
  from (values ('ada', 1, null), ('ada', 2, null), ('ada', 3, now()), ('cat', 1, null)) d (who, n, off);

create function pg_temp.tell(who text, key text, event text default 'order.ready', priority public.notification_priority default null, after timestamptz default now()) returns text language sql as $$
  select public.notify(tests.id_of(who), event, 'order', md5('subject')::uuid, '{"order": {"number": "A7"}, "partner": {"name": "Sam"}}', key, priority, '/orders/x', deliver_after => after)::text
$$;
create function pg_temp.fared(told uuid) returns setof text language sql as $$
  select concat_ws(' ', channel, state, last_code) from private.deliveries where notification_id = told order by 1
$$;

select tests.keep('one', pg_temp.tell('ada', 'one'));
select results_eq($$ select pg_temp.fared(tests.kept('one')) $$, $$ values ('sms pending'), ('web_push pending'), ('web_push pending') $$, 'a person with a phone and two live devices gets one SMS and two pushes');
select results_eq($$ select category, priority::text, title, body, action_url, action_label, subject_type, subject_id, in_inbox from public.notifications where id = tests.kept('one') $$,
  $$ values ('order', 'normal', 'Order A7 ready', 'It is ready and will be on its way soon.', '/orders/x', 'Open order', 'order', md5('subject')::uuid, true) $$, 'and one row in the inbox');
select is((select rendered from private.deliveries where notification_id = tests.kept('one') and channel = 'sms'),
  jsonb_build_object('body', 'Order A7 ready. It is ready and will be on its way soon.', 'action_url', '/orders/x', 'event_type', 'order.ready', 'tag', 'order:' || md5('subject')::uuid), 'the SMS is rendered when it is told');
select is((select distinct rendered - 'tag' from private.deliveries where notification_id = tests.kept('one') and channel = 'web_push'),
  '{"title": "Order A7 ready", "body": "It is ready and will be on its way soon.", "action_label": "Open order", "action_url": "/orders/x", "event_type": "order.ready", "locale": "en"}', 'so are the pushes');
select is(pg_temp.tell('ada', 'one')::uuid, tests.kept('one'), 'telling the same event twice gives the same notification');
select is(pg_temp.tell('ada', 'one', 'order.cancelled')::uuid, tests.kept('one'), 'whatever else is said with it');
select is((select count(*)::int from private.deliveries where notification_id = tests.kept('one')), 3, 'and no second delivery');
select isnt(pg_temp.tell('eve', 'one')::uuid, tests.kept('one'), 'the key is per person');
select isnt(pg_temp.tell('ada', null), pg_temp.tell('ada', null), 'without a key each call tells anew');

-- why nothing is sent
select tests.keep('eves', pg_temp.tell('eve', 'two')), tests.keep('bobs', pg_temp.tell('bob', 'two')), tests.keep('cats', pg_temp.tell('cat', 'two'));
select results_eq($$ select pg_temp.fared(tests.kept('eves')) $$, $$ values ('sms suppressed no_consent'), ('web_push suppressed no_target') $$, 'who has no device and did not ask for SMS is sent neither, and the rows say why');
select results_eq($$ select pg_temp.fared(tests.kept('bobs')) $$, $$ values ('sms suppressed no_target'), ('web_push suppressed no_target') $$, 'an unproven number is no target');
select results_eq($$ select pg_temp.fared(tests.kept('cats')) $$, $$ values ('sms suppressed no_consent'), ('web_push suppressed no_consent') $$, 'a device of somebody who switched pushes off is left alone');
select is((select in_inbox from public.notifications where id = tests.kept('cats')), false, 'and their inbox stays empty if they said so');
select is_empty($$ select from private.deliveries where state = 'suppressed' and (finished_at is null or target_id <> user_id) and notification_id in (tests.kept('eves'), tests.kept('cats')) $$, 'what is suppressed is finished');

-- when
select tests.keep('later', pg_temp.tell('ada', 'later', after => now() + interval '2 hours'));
select results_eq($$ select distinct next_attempt_at, expires_at from private.deliveries where notification_id = tests.kept('later') $$,
  $$ values (now() + interval '2 hours', now() + interval '14 hours') $$, 'what is told for later waits, and expires after its ttl from then');
select tests.keep('urgent', pg_temp.tell('ada', 'urgent', 'order.ready', 'urgent'));
select is((select distinct priority::text from private.deliveries where notification_id = tests.kept('urgent')), 'urgent', 'a caller may say how urgent it is');

-- the person's language
insert into private.templates (event_type, channel, locale, version, is_active, title, body) values ('order.ready', 'sms', 'fr', 7, true, null, 'Commande {{order.number}} prête'), ('order.ready', 'in_app', 'fr', 7, true, 'Prête', 'Oui');
update public.profiles set locale = 'fr-CA' where id = tests.id_of('ada');
select tests.keep('french', pg_temp.tell('ada', 'french'));
select is((select rendered ->> 'body' from private.deliveries where notification_id = tests.kept('french') and channel = 'sms'), 'Commande A7 prête', 'a person in Quebec is told in French');
select is((select title from public.notifications where id = tests.kept('french')), 'Prête', 'also in the inbox');
select is((select distinct rendered ->> 'title' from private.deliveries where notification_id = tests.kept('french') and channel = 'web_push'), 'Order A7 ready', 'and in English where there is no French');
update private.templates set is_active = false where event_type = 'order.ready' and channel = 'sms';
select tests.keep('wordless', pg_temp.tell('ada', 'wordless'));
select is((select count(*)::int from private.deliveries where notification_id = tests.kept('wordless') and channel = 'sms'), 0, 'a channel without words is not used');

-- what cannot be told
select tests.refuses($$ select pg_temp.tell('ada', 'x', 'order.exploded') $$, 'PT404', 'event_or_person_not_found', 'an event must exist');
select tests.refuses($$ select pg_temp.tell('stranger', 'x') $$, 'PT404', 'event_or_person_not_found', 'so must the person');
select tests.refuses($$ select public.notify(tests.id_of('ada'), 'order.ready', action_url => 'javascript:alert(1)') $$, '23514', null, 'a script is no address');
select tests.refuses($$ select pg_temp.tell('ada', repeat('x', 201)) $$, '23514', null, 'a key of 201 characters is refused');

-- all or nothing
do $$ begin
  perform pg_temp.tell('ada', 'undone');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then null;
end $$;
select is_empty($$ select from public.notifications where dedupe_key = 'undone' $$, 'what is rolled back was never told');
select is_empty($$ select from private.deliveries d where not exists (select from public.notifications n where n.id = d.notification_id) $$, 'and leaves nothing to send');
select lives_ok($$ select pg_temp.tell('ada', 'undone') $$, 'its key is free');
select is_empty($$ select from realtime.messages where event = 'notification_created' and payload ->> 'title' is null $$, 'nothing half told was broadcast');

-- what an order tells
update public.profiles set locale = 'en' where id = tests.id_of('ada');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up'), public.advance_order(tests.kept('order'), 'in_progress'), public.advance_order(tests.kept('order'), 'ready'),
  public.advance_order(tests.kept('order'), 'out_for_delivery'), public.advance_order(tests.kept('order'), 'delivered');
select tests.admin();
select bag_eq($$ select event_type from public.notifications where subject_id = tests.kept('order') and user_id = tests.id_of('ada') $$,
  $$ select 'order.' || s from unnest('{placed,accepted,picked_up,in_progress,ready,out_for_delivery,delivered}'::text[]) s $$, 'a customer is told of each step');
select is((select count(*)::int from public.notifications where subject_id = tests.kept('order') and user_id <> tests.id_of('ada')), 0, 'and nobody else');
select is((select body from public.notifications where subject_id = tests.kept('order') and event_type = 'order.accepted'), 'Sam has taken your order.', 'by the name of the partner');
select is((select title from public.notifications where subject_id = tests.kept('order') and event_type = 'order.delivered'), (select 'Order ' || number || ' delivered' from public.orders where id = tests.kept('order')), 'and the number of the order');
select is((select distinct action_url from public.notifications where subject_id = tests.kept('order')), '/orders/' || tests.kept('order'), 'with the way to it');
select tests.keep('cancelled', tests.order_of('ada', 'cancelled')::text);
select tests.sign_in_as('ada');
select public.advance_order(tests.kept('cancelled'), 'cancelled', '{{customer.name}} changed her mind');
select is((select body from public.notifications where subject_id = tests.kept('cancelled') and event_type = 'order.cancelled'), '{{customer.name}} changed her mind', 'a note is told as it was written');
do $$ begin
  perform tests.order_of('ada', 'rolled back');
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then null;
end $$;
select tests.admin();
select is_empty($$ select from public.notifications n where n.subject_type = 'order' and n.user_id = tests.id_of('ada') and n.subject_id <> md5('subject')::uuid
  and not exists (select from public.orders o where o.id = n.subject_id) $$, 'an order that was rolled back told nobody');

-- rights
select tests.service();
select lives_ok($$ select public.notify(tests.id_of('ada'), 'order.ready') $$, 'the service role notifies');
select tests.denied('select from private.deliveries', 'but does not read the outbox');
select tests.sign_in_as('ada');
select tests.denied('select from private.deliveries', 'people do not read the outbox');
select tests.denied('select from private.delivery_attempts', 'nor its attempts');
select tests.denied('select from private.provider_events', 'nor what providers said');
select tests.denied('select from private.error_classes', 'nor how errors are read');
select tests.denied('select from private.settings', 'nor the settings');
select tests.denied($$ select from public.claim_deliveries('sms', 'me', 10) $$, 'nor claim deliveries');
select tests.denied($$ select public.settle_deliveries('[]') $$, 'nor settle them');
select tests.denied($$ select public.record_provider_event('twilio', 'k', 'SM1', null, 'delivered', null, '{}') $$, 'nor speak for a provider');
select tests.nobody();
select tests.denied($$ select public.notify(tests.id_of('ada'), 'order.ready') $$, 'nobody notifies');
select tests.denied($$ select from public.claim_deliveries('sms', 'me', 10) $$, 'nobody claims deliveries');
select tests.denied($$ select public.settle_deliveries('[]') $$, 'nobody settles');
select tests.denied($$ select public.record_provider_event('twilio', 'k', 'SM1', null, 'delivered', null, '{}') $$, 'nobody speaks for a provider');

select * from finish();
rollback;
