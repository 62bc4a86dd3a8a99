-- An announcement becomes exactly the rows that notify() makes of each person, once, page by page, until it is cancelled.
begin;
\ir helpers.psql
select plan(49);
delete from private.deliveries;
delete from public.announcements;
select tests.person('grace', 'staff');
select tests.person(name) from unnest('{plain,pushed,texted,muted,hidden,spanish,british,french,keen,two devices}'::text[]) name;

-- a mixed population: devices, phones, locales, choices
create function pg_temp.all_ids() returns uuid[] language sql as $$
  select array_agg(tests.id_of(name) order by tests.id_of(name)) from unnest('{plain,pushed,texted,muted,hidden,spanish,british,french,keen,two devices}'::text[]) name
$$;
insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth, disabled_at)
select tests.id_of(p.name), gen_random_uuid(), 'https://push.example/' || p.name || p.n, 'key', 'auth', p.gone
from (values ('pushed', 1, null::timestamptz), ('two devices', 1, null), ('two devices', 2, null), ('two devices', 3, now()), ('muted', 1, null)) p (name, n, gone);
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('texted'), '+447700900911', now()),
  (tests.id_of('muted'), '+447700900912', now()), (tests.id_of('plain'), '+447700900913', null), (tests.id_of('keen'), '+447700900914', now());
insert into public.preferences (user_id, category, channel, is_enabled)
select tests.id_of(p.name), p.category, p.channel::public.notification_channel, p.is_enabled from (values
  ('texted', 'announcement', 'sms', true), ('muted', 'announcement', 'web_push', false), ('muted', 'announcement', 'sms', false),
  ('hidden', 'announcement', 'in_app', false), ('hidden', 'announcement', 'email', false),
  ('keen', 'promotion', 'sms', true), ('keen', 'promotion', 'in_app', true), ('keen', 'promotion', 'email', true)) p (name, category, channel, is_enabled);
update public.profiles set locale = case id when tests.id_of('spanish') then 'es-MX' when tests.id_of('british') then 'en-GB' when tests.id_of('french') then 'fr' end
where id in (tests.id_of('spanish'), tests.id_of('british'), tests.id_of('french'));
update auth.users set email_confirmed_at = now() where id in (tests.id_of('plain'), tests.id_of('pushed'), tests.id_of('hidden'), tests.id_of('keen'), tests.id_of('spanish'));

-- by now it is quiet for one of them, and the address of another takes no mail any more
insert into public.quiet_hours (user_id, starts, ends) values (tests.id_of('pushed'),
  (now() - interval '1 hour')::time(0), (now() + interval '2 hours')::time(0));
insert into private.suppressions (channel, address, reason) values ('email', 'plain@test.example', 'bounce'), ('sms', '+447700900911', 'stop');

create function pg_temp.announce(name text, more jsonb default '{}') returns uuid language sql as $$
  insert into public.announcements as a (id, event_type, words, action_url, image_url, priority, audience, channels, state, started_at)
  values (md5(announce.name)::uuid, coalesce(more ->> 'event_type', 'announcement.news'),
    '{"en": {"title": "New {{hours}}", "body": "Open until nine.", "action_label": "See hours"}, "es": {"title": "Nuevo horario", "body": "Hasta las nueve."}, "en-GB": {"title": "New opening hours", "body": "Open until nine."}}',
    '/orders', 'https://pictures.example/hours.png', coalesce(more ->> 'priority', 'high')::public.notification_priority,
    jsonb_build_object('kind', 'list', 'user_ids', to_jsonb(pg_temp.all_ids())),
    (select array_agg(c::public.notification_channel) from jsonb_array_elements_text(more -> 'channels') c), 'sending', now())
  returning a.id
$$;
create function pg_temp.run() returns int language plpgsql as $$
begin
  for n in 1 .. 100 loop
    if private.expand_announcements() is null then
      return n - 1;
    end if;
  end loop;
  return -1;
end $$;
create function pg_temp.rows_of(name text) returns setof jsonb language sql as $$
  select to_jsonb(n) - 'id' from public.notifications n where n.subject_id = md5(rows_of.name)::uuid
  union all
  select to_jsonb(d) - '{id,notification_id}'::text[] from private.deliveries d join public.notifications n on n.id = d.notification_id
  where n.subject_id = md5(rows_of.name)::uuid
$$;
-- the same announcement, told to each by notify()
create function pg_temp.tell_each(name text) returns int language sql as $$
  select count(public.notify(p.id, a.event_type, 'announcement', a.id, private.announcement_data(a.words, a.default_locale, p.locale),
    'announcement:' || a.id, a.priority, a.action_url, a.image_url))::int
  from public.announcements a, public.profiles p where a.id = md5(tell_each.name)::uuid and p.id = any (pg_temp.all_ids())
$$;

-- the same rows
select pg_temp.announce('news');
select pg_temp.run();
create temporary table by_page as select * from pg_temp.rows_of('news') r;
delete from public.notifications where subject_id = md5('news')::uuid;
select is(pg_temp.tell_each('news'), 10, 'notify() tells the same ten people');
create temporary table by_person as select * from pg_temp.rows_of('news') r;
select bag_eq('select r from by_page', 'select r from by_person', 'news to a mixed crowd are the very rows that notify() makes');
select cmp_ok((select count(*)::int from by_person), '>', 30, 'of which there are many');
select bag_hasnt('select r ->> $$state$$ from by_page', $$ values ('sending'), ('dead') $$, 'none of them touched yet');
delete from public.notifications where subject_id = md5('news')::uuid;
select pg_temp.announce('offer', '{"event_type": "announcement.offer"}');
select pg_temp.run();
create temporary table offer_by_page as select * from pg_temp.rows_of('offer') r;
delete from public.notifications where subject_id = md5('offer')::uuid;
select pg_temp.tell_each('offer');
create temporary table offer_by_person as select * from pg_temp.rows_of('offer') r;
select bag_eq('select r from offer_by_page', 'select r from offer_by_person', 'so are those of an offer');
select bag_eq($$ select distinct r ->> 'user_id' from offer_by_page where (r ->> 'state') = 'pending' $$, $$ values (tests.id_of('keen')::text) $$,
  'an offer is sent to nobody but who opted in');
select results_eq($$ select r ->> 'user_id' from offer_by_page where (r ->> 'in_inbox')::boolean $$, $$ values (tests.id_of('keen')::text) $$, 'nor put in another inbox');

select isnt_empty($$ select from by_page where (r ->> 'next_attempt_at')::timestamptz > now() + interval '1 hour' and r ->> 'user_id' = tests.id_of('pushed')::text $$, 'who has quiet hours is sent it after them');
select set_eq($$ select r ->> 'last_code' from by_page where r ->> 'state' = 'suppressed' $$, $$ values ('no_consent'), ('no_target'), ('bounce'), ('stop') $$, 'who is left out is left out for a reason');
update public.event_types set digest_window = '1 hour' where key = 'announcement.news';
select pg_temp.announce('gathered');
select pg_temp.run();
create temporary table gathered_by_page as select * from pg_temp.rows_of('gathered') r;
delete from public.notifications where subject_id = md5('gathered')::uuid;
select pg_temp.tell_each('gathered');
create temporary table gathered_by_person as select * from pg_temp.rows_of('gathered') r;
select bag_eq('select r from gathered_by_page', 'select r from gathered_by_person', 'news that are gathered are gathered alike');
update public.event_types set digest_window = null where key = 'announcement.news';

-- the words
create function pg_temp.title_for(who text) returns text language sql as $$ select r ->> 'title' from by_page where r ->> 'user_id' = tests.id_of(who)::text and r ? 'dedupe_key' $$;
select is(pg_temp.title_for('spanish'), 'Nuevo horario', 'a person reads their language');
select is(pg_temp.title_for('british'), 'New opening hours', 'or their very locale');
select is(pg_temp.title_for('french'), 'New {{hours}}', 'else the default, and what looks like a tag stays as it was written');

-- the channels chosen
select pg_temp.announce('push only', '{"channels": ["web_push"]}');
select pg_temp.run();
select bag_eq($$ select distinct d.channel::text from private.deliveries d join public.notifications n on n.id = d.notification_id where n.subject_id = md5('push only')::uuid $$, $$ values ('web_push') $$, 'an announcement keeps to its channels');
select is_empty($$ select from public.notifications where subject_id = md5('push only')::uuid and in_inbox $$, 'and out of the inbox, when that is none of them');

-- page by page
delete from public.announcements;
update private.settings set announcement_page = 3;
select pg_temp.announce('paged');
select isnt(private.expand_announcements(), null, 'a page is told');
select is((select count(*)::int from public.notifications where subject_id = md5('paged')::uuid), 3, 'of three people');
select is((select cursor_id from public.announcements), (pg_temp.all_ids())[3], 'and the cursor stands on the last');
select is((select state::text from public.announcements), 'sending', 'it goes on');
update public.announcements set cursor_id = (pg_temp.all_ids())[1];
select is(pg_temp.run(), 4, 'a page that is told again after a kill');
select results_eq($$ select count(*)::int, count(distinct user_id)::int from public.notifications where subject_id = md5('paged')::uuid $$, 'values (10, 10)', 'doubles nobody and loses nobody');
select is((select count(*)::int from private.deliveries d join public.notifications n on n.id = d.notification_id where n.subject_id = md5('paged')::uuid group by n.user_id, d.channel, d.target_id order by 1 desc limit 1), 1, 'nor anything to be sent');
select results_eq('select state::text, finished_at from public.announcements', $$ values ('done', now()) $$, 'then it is done');
select is(private.expand_announcements(), null, 'and there is nothing more to do');
select results_eq($$ select payload ->> 'state' from realtime.messages where topic = 'staff' and event = 'announcement_updated' and payload ->> 'id' = md5('paged')::uuid::text order by inserted_at, payload ->> 'state' desc $$,
  $$ values ('sending'), ('done') $$, 'staff hear that it moves once a second at most, and that it is done');
select is((select count(*)::int from realtime.messages where event = 'notification_created' and payload ->> 'subject_id' = md5('paged')::uuid::text), 9, 'each hears of their own once, and who took it out of the inbox does not');

-- whom it is for
delete from public.announcements;
select pg_temp.announce('early');
update public.announcements set started_at = now() - interval '1 minute';
update public.profiles set created_at = now() - interval '1 day' where id <> tests.id_of('keen');
select pg_temp.run();
select is((select count(*)::int from public.notifications where subject_id = md5('early')::uuid), 9, 'who joined after it began is not told');
update public.profiles set created_at = now() - interval '1 day';
select tests.keep('order', tests.order_of('plain')::text), tests.keep('other', tests.order_of('pushed', 'x')::text);
update public.orders set status = 'cancelled' where id = tests.kept('other');
select ok(array(select private.audience_page('{"kind": "active_order"}', now(), null, null)) @> array[tests.id_of('plain')], 'whose order is open has an active order');
select ok(not array(select private.audience_page('{"kind": "active_order"}', now(), null, null)) @> array[tests.id_of('pushed')], 'whose order is over has not');
select ok(array(select private.audience_page('{"kind": "order_kind", "kinds": ["pharmacy"]}', now(), null, null)) @> array[tests.id_of('plain'), tests.id_of('pushed')], 'both have ordered from the pharmacy');
select ok(not array(select private.audience_page('{"kind": "order_kind", "kinds": ["hotel"]}', now(), null, null)) && array[tests.id_of('plain'), tests.id_of('pushed')], 'and no hotel');
select ok(array(select private.audience_page('{"kind": "role", "roles": ["staff"]}', now(), null, null)) @> array[tests.id_of('grace')], 'staff are a role');
select results_eq($$ select private.audience_page('{"kind": "all"}', now(), null, 5) $$, 'select id from public.profiles order by id limit 5', 'all are all, in the order of their ids');

-- its time
delete from public.announcements;
select pg_temp.announce('later');
update public.announcements set state = 'scheduled', started_at = null, scheduled_for = now() + interval '1 minute';
select is(private.expand_announcements(), null, 'what is scheduled waits');
update public.announcements set scheduled_for = now();
select is(pg_temp.run(), 4, 'until its time');

-- cancelled in flight
delete from public.announcements;
delete from private.deliveries;
select pg_temp.announce('stopped');
select private.expand_announcements(), private.expand_announcements();
select tests.keep('gone', (select d.id::text from private.deliveries d where d.state = 'pending' order by d.id limit 1));
update private.deliveries set state = 'sending', lease_token = gen_random_uuid() where id = tests.kept('gone');
select tests.sign_in_as('grace'), (public.cancel_announcement(md5('stopped')::uuid)).id;
select tests.admin();
select is(private.expand_announcements(), null, 'a cancelled announcement tells nobody more');
select is((select count(*)::int from public.notifications where subject_id = md5('stopped')::uuid), 6, 'than were told');
select is_empty($$ select from private.deliveries where state in ('pending', 'retry_wait') $$, 'nothing of it waits any more');
select is((select state::text from private.deliveries where id = tests.kept('gone')), 'sending', 'what a worker holds is finished by the worker');
select isnt_empty($$ select from private.deliveries where state = 'suppressed' and last_code = 'announcement_cancelled' and finished_at is not null $$, 'the rest says why');
-- by hand, in the dashboard
update public.announcements set state = 'sending', finished_at = null where id = md5('stopped')::uuid;
update private.deliveries set state = 'pending', last_code = null, finished_at = null where last_code = 'announcement_cancelled';
update public.announcements set state = 'cancelled' where id = md5('stopped')::uuid;
select private.expand_announcements();
select is_empty($$ select from private.deliveries where state = 'pending' $$, 'cancelled by hand, it is stopped alike');
-- one that the pages have not reached yet
update private.deliveries set state = 'pending', last_code = null, finished_at = null, lease_token = null, next_attempt_at = now() where last_code = 'announcement_cancelled' or id = tests.kept('gone');
select is_empty($$ select from public.claim_deliveries('web_push', 'test') union all select from public.claim_deliveries('email', 'test') union all select from public.claim_deliveries('sms', 'test') $$,
  'the claim hands out none of it, however fast the worker was');
select isnt_empty($$ select from private.deliveries where last_code = 'announcement_cancelled' $$, 'and says why');

-- counted
create function pg_temp.count_of(field text) returns int language sql as $$ select (public.announcement_progress(md5('counted')::uuid) ->> field)::int $$;
delete from public.announcements;
update private.settings set announcement_page = 500;
select pg_temp.announce('counted');
select pg_temp.run();
update public.notifications set read_at = now() where subject_id = md5('counted')::uuid and user_id in (tests.id_of('plain'), tests.id_of('french'));
update private.deliveries set state = 'delivered', shown_at = now(), clicked_at = now() where channel = 'web_push' and user_id = tests.id_of('pushed') and state = 'pending';
create temporary table waiting as select count(*)::int as n from private.deliveries d join public.notifications n on n.id = d.notification_id where n.subject_id = md5('counted')::uuid and d.state = 'pending';
grant select on waiting to authenticated;
grant execute on all functions in schema pg_temp to authenticated;
select tests.sign_in_as('grace');
select is(array(select pg_temp.count_of(f) from unnest('{audience,created,read,delivered,shown,clicked,failed}'::text[]) f), '{10,10,2,1,1,1,0}', 'progress counts what is there');
select is(pg_temp.count_of('waiting'), (select n from waiting), 'and what waits');
select tests.refuses('select public.announcement_progress(gen_random_uuid())', 'PT404', 'announcement_not_found', 'of nothing there is no progress');

-- how many it would reach
select is(public.preview_audience(jsonb_build_object('kind', 'list', 'user_ids', to_jsonb(pg_temp.all_ids()))) #> '{reachable}',
  '{"any": 9, "in_app": 9, "web_push": 2, "sms": 0, "email": 3}', 'the preview knows devices, numbers, addresses and choices');
select is(public.preview_audience(jsonb_build_object('kind', 'list', 'user_ids', to_jsonb(pg_temp.all_ids())), 'announcement.offer') #> '{reachable}',
  '{"any": 1, "in_app": 1, "web_push": 0, "sms": 1, "email": 1}', 'and that an offer needs consent');
select is(public.preview_audience('{"kind": "list", "emails": ["PLAIN@test.example", "who@nowhere.example"]}') - '{reachable,locales}'::text[],
  '{"people": 1, "sample": ["Plain"], "unknown": ["who@nowhere.example"]}', 'and which addresses are nobody''s');

select * from finish();
rollback;
