-- An inbox of 100,000 rows is read and counted through its indexes.
begin;
\ir helpers.psql
select plan(9);
select tests.person('ada'), tests.person('eve');
alter table public.notifications disable trigger user;
insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body, created_at, deliver_after, announced_at, read_at, archived_at)
select tests.id_of(case when n % 50 = 0 then 'eve' else 'ada' end), 'order.ready', 'order', case when n % 100 = 0 then 'high' else 'normal' end::public.notification_priority,
  n::text, 'Order ' || n, 'It is ready.', now() - n * interval '1 minute', now() - interval '1 year', now() - interval '1 minute',
  case when n % 20 <> 0 then now() end, case when n % 3 = 0 then now() end
from generate_series(1, 100000) n;
alter table public.notifications enable trigger user;
analyze public.notifications;

-- a plan in one line, without what it costs
create function tests.explained(query text) returns text language plpgsql as $$
declare
  line text;
  plan text := '';
begin
  for line in execute 'explain (costs off) ' || query loop
    plan := plan || ' ' || btrim(line);
  end loop;
  return plan;
end $$;
create function tests.plan_of(filter jsonb, is_first boolean default false) returns text language sql as $$
  select tests.explained(replace(replace(replace(replace(private.inbox_query(filter, is_first), '$1', quote_literal(tests.id_of('ada'))),
    '$2', quote_literal(now() - interval '1 day')), '$3', quote_literal(gen_random_uuid())), '$4', '30'))
$$;
select matches(tests.plan_of('{}', true), 'Index Scan using notifications_feed_idx', 'the first page walks the feed');
select matches(tests.plan_of('{}'), 'Index Cond: .*ROW\(inbox_at, id\) < ROW', 'a later page begins at its key');
select matches(tests.plan_of('{"unread": true}'), 'Index Scan using notifications_unread_idx', 'what is unread has its own');
select matches(tests.plan_of('{"box": "archived"}'), 'Index Scan using notifications_archived_idx', 'and so has what is archived');
select matches(tests.plan_of('{"box": "snoozed"}'), 'Index Scan using notifications_feed_idx', 'what is snoozed stands before the feed');
select unalike(tests.plan_of('{"category": ["order"]}') || tests.plan_of('{"priority": ["high"]}') || tests.plan_of('{}') || tests.plan_of('{"unread": true}') || tests.plan_of('{"box": "archived"}'),
  '%Sort%', 'and none of them is sorted');

select performs_ok($$ select count(*) from public.notifications n where n.user_id = tests.id_of('ada') and n.inbox_at <= now() and n.read_at is null and n.archived_at is null $$,
  250, 'what is unread is counted at once');
set local enable_seqscan = off;
set local enable_bitmapscan = off;
select matches(tests.explained($$ select count(*) from public.notifications n where n.user_id = tests.id_of('eve') and n.inbox_at <= now()
  and n.read_at is null and n.archived_at is null and n.event_type not in ('chat.message', 'chat.mention', 'support.reply') $$),
  'Index Only Scan using notifications_unread_idx', 'a badge is counted from the index alone, no row is fetched');
reset enable_seqscan;
reset enable_bitmapscan;
select tests.sign_in_as('ada');
select performs_ok($$ select * from public.inbox_page('{"unread": true}') $$, 250, 'and a page comes at once');

select * from finish();
rollback;
