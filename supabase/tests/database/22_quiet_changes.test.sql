-- Quiet hours between what happened and what is sent: as they are when it would leave, not as they were.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(15);
-- hours around now, by ada's own clock
create function pg_temp.quiet(from_h int, to_h int) returns void language sql as $$
  insert into public.quiet_hours as q (user_id, starts, ends) values (tests.id_of('ada'), (now() at time zone 'UTC' + make_interval(hours => from_h))::time(0), (now() at time zone 'UTC' + make_interval(hours => to_h))::time(0))
  on conflict (user_id) do update set starts = excluded.starts, ends = excluded.ends, is_enabled = true
$$;
create function pg_temp.wait_of(key text, channel public.notification_channel default 'web_push') returns numeric language sql as $$
  select round(extract(epoch from d.next_attempt_at - now()) / 3600) from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = key and d.channel = wait_of.channel
$$;

select pg_temp.quiet(-1, 3);
select public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'night'), public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'fire', priority => 'urgent'),
  public.notify(tests.id_of('ada'), 'order.ready', dedupe_key => 'tomorrow', deliver_after => now() + interval '8 hours');
select is(pg_temp.wait_of('night'), 3::numeric, 'what is told in quiet hours waits for their end');
select is(pg_temp.wait_of('night', 'sms'), 3::numeric, 'on every channel');
select is(pg_temp.wait_of('fire'), 0::numeric, 'urgent news does not');
select is(pg_temp.wait_of('tomorrow'), 8::numeric, 'what is told for later waits for its own time');
select results_eq($$ select tests.claim('web_push') $$, $$ values ('fire') $$, 'and a worker takes only what may disturb');

-- they change
select pg_temp.quiet(-1, 5);
select is(pg_temp.wait_of('night'), 5::numeric, 'quiet hours that end later hold it for longer');
select pg_temp.quiet(-1, 2);
select is(pg_temp.wait_of('night'), 2::numeric, 'quiet hours that end sooner let it go sooner');
update public.profiles set time_zone = 'Asia/Tokyo' where id = tests.id_of('ada');
select is(pg_temp.wait_of('night'), 0::numeric, 'so does a flight to where it is day');
update public.profiles set time_zone = 'UTC' where id = tests.id_of('ada');
update public.quiet_hours set is_enabled = false;
select is(pg_temp.wait_of('night') + pg_temp.wait_of('night', 'sms'), 0::numeric, 'who switches them off hears at once');
select is(pg_temp.wait_of('tomorrow'), 8::numeric, 'but not of what is for later');
select pg_temp.quiet(-1, 4);
update private.deliveries set next_attempt_at = now() where state = 'pending';
select is_empty($$ select tests.claim('web_push') $$, 'quiet hours that began since it was told hold it back at the claim');
select results_eq($$ select (d).state::text, (d).attempts, round(extract(epoch from (d).next_attempt_at - now()) / 3600) from (select d from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = 'night' and d.channel = 'web_push') x $$,
  $$ values ('pending', 0, 4::numeric) $$, 'until their end, and no try is used up');
update private.deliveries d set expires_at = now() from public.notifications n where n.id = d.notification_id and n.dedupe_key = 'night';
update private.deliveries set next_attempt_at = now() where state = 'pending';
select tests.claim('web_push');
select is((select d.state::text from private.deliveries d join public.notifications n on n.id = d.notification_id where n.dedupe_key = 'night' and d.channel = 'web_push'), 'expired', 'only what has expired by then is dropped');

-- in doubt
delete from private.deliveries;
update public.quiet_hours set is_enabled = false;
select tests.due('doubt', 'sms'), tests.claim('sms'), tests.pass_time('doubt');
select pg_temp.quiet(-1, 4);
select is_empty($$ select tests.claim('sms') $$, 'a text in doubt is not looked up in quiet hours: it might be sent');
select results_eq($$ select (d).state::text, (d).in_doubt_since is not null, (d).lease_token from tests.delivery('doubt') d $$, $$ values ('ambiguous', true, null::uuid) $$, 'but stays in doubt until then');

select * from finish();
rollback;
