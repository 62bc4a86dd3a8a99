-- More questions: what is slow, what waits, what was given up, and who is down.

create view private.slowest_steps with (security_invoker = true) as
with steps as (
  select n.event_type, d.channel, extract(epoch from t.first_try - greatest(d.created_at, n.deliver_after)) as to_claim_s,
    extract(epoch from d.accepted_at - t.first_try) as to_accept_s, extract(epoch from d.delivered_at - d.accepted_at) as to_deliver_s
  from private.deliveries d join public.notifications n on n.id = d.notification_id
  cross join lateral (select min(a.started_at) as first_try from private.delivery_attempts a where a.delivery_id = d.id) t
  where d.created_at > now() - interval '7 days' and t.first_try is not null
)
select s.event_type, s.channel, count(*)::int as deliveries,
  round((percentile_cont(0.5) within group (order by s.to_claim_s))::numeric, 2) as to_claim_p50_s,
  round((percentile_cont(0.95) within group (order by s.to_claim_s))::numeric, 2) as to_claim_p95_s,
  round((percentile_cont(0.5) within group (order by s.to_accept_s))::numeric, 2) as to_accept_p50_s,
  round((percentile_cont(0.95) within group (order by s.to_accept_s))::numeric, 2) as to_accept_p95_s,
  round((percentile_cont(0.5) within group (order by s.to_deliver_s))::numeric, 2) as to_deliver_p50_s,
  round((percentile_cont(0.95) within group (order by s.to_deliver_s))::numeric, 2) as to_deliver_p95_s
from steps s group by 1, 2
order by coalesce(percentile_cont(0.95) within group (order by s.to_claim_s), 0) + coalesce(percentile_cont(0.95) within group (order by s.to_accept_s), 0) desc;
comment on view private.slowest_steps is 'Where does time go between event, first try, the provider''s yes and arrival, in the last 7 days, slowest first?';
comment on column private.slowest_steps.to_claim_p50_s is 'Seconds from the event, or the time it was scheduled for, to the first try. Quiet hours and digests count.';
comment on column private.slowest_steps.to_accept_p50_s is 'Seconds from the first try to the provider''s yes, with every retry between.';
comment on column private.slowest_steps.to_deliver_p50_s is 'Seconds from the provider''s yes to its word, or the device''s, that it arrived.';

create view private.provider_health with (security_invoker = true) as
select p.channel, p.position, p.name as provider,
  case when not p.is_enabled then 'switched off' when p.down_until > now() then 'down' when p.down_until is not null then 'on trial' else 'up' end as health,
  p.failures_in_row, p.down_until, count(a.*)::int as tries_last_hour,
  count(*) filter (where a.outcome = 'accepted')::int as accepted,
  round(100.0 * count(*) filter (where a.outcome = 'accepted') / nullif(count(a.*), 0), 1) as accepted_percent,
  round((percentile_cont(0.95) within group (order by extract(epoch from a.finished_at - a.started_at)))::numeric, 2) as answer_p95_s
from private.providers p
left join lateral (
  select t.* from private.deliveries d join private.delivery_attempts t on t.delivery_id = d.id
  where d.channel = p.channel and coalesce(t.provider, d.provider) = p.name and d.created_at > now() - interval '7 days' and t.started_at > now() - interval '1 hour') a on true
group by p.name order by 1, 2;
comment on view private.provider_health is 'Is a provider down, and how did it answer in the last hour?';
comment on column private.provider_health.health is 'up; down: left alone until down_until; on trial: its next answer decides; switched off: by is_enabled in private.providers.';

create view private.waiting_now with (security_invoker = true) as
select d.channel, d.priority, d.state, count(*)::int as deliveries,
  count(*) filter (where d.next_attempt_at <= now())::int as due, min(d.next_attempt_at) as next_at,
  greatest(extract(epoch from now() - min(d.next_attempt_at)), 0)::int as overdue_s
from private.deliveries d where d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')
group by 1, 2, 3 order by 1, 2 desc, 3;
comment on view private.waiting_now is 'What waits in the outbox at this moment, and how late is it?';
comment on column private.waiting_now.overdue_s is 'Seconds since the most patient one was due. Over 30 for long: no worker comes, see docs/delivery.md.';

create view private.dead_letters with (security_invoker = true) as
select d.id as delivery_id, d.finished_at, p.name as person, n.event_type, n.title, d.channel, d.provider, d.attempts, d.last_code as code,
  private.code_words(d.provider, d.last_code) as meaning, d.last_error, format('select redeliver(%L)', d.id) as to_begin_anew
from private.deliveries d join public.notifications n on n.id = d.notification_id join public.profiles p on p.id = d.user_id
where d.state = 'dead' and d.created_at > now() - interval '30 days' order by d.finished_at desc;
comment on view private.dead_letters is 'What was given up in the last 30 days, and how is it begun anew?';
comment on column private.dead_letters.to_begin_anew is 'Run this in the SQL editor once the cause is mended.';
