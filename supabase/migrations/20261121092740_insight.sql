-- Questions that admins ask of the outbox, each a view of that name. They open in the dashboard's table editor; days are UTC.

-- a block range index: a few pages for millions of rows, and the views of the last days read only those days
create index deliveries_created_at_idx on private.deliveries using brin (created_at);

create view private.delivery_rate with (security_invoker = true) as
select (d.created_at at time zone 'UTC')::date as day, d.channel, n.event_type, count(*)::int as deliveries,
  count(*) filter (where d.accepted_at is not null)::int as sent,
  count(*) filter (where d.state = 'delivered')::int as delivered,
  count(*) filter (where d.state in ('failed', 'undelivered', 'dead'))::int as failed,
  count(*) filter (where d.state in ('suppressed', 'expired', 'cancelled'))::int as not_sent,
  count(*) filter (where d.state in ('pending', 'sending', 'retry_wait', 'ambiguous'))::int as waiting,
  round(100.0 * count(*) filter (where d.accepted_at is not null) / count(*), 1) as sent_percent,
  round(100.0 * count(*) filter (where d.state = 'delivered') / nullif(count(*) filter (where d.accepted_at is not null), 0), 1) as delivered_percent
from private.deliveries d join public.notifications n on n.id = d.notification_id
where d.created_at > now() - interval '90 days'
group by 1, 2, 3 order by 1 desc, 2, 3;
comment on view private.delivery_rate is 'How much of what we wanted to send was sent and arrived, by day, channel and event, for 90 days?';
comment on column private.delivery_rate.delivered_percent is 'Of those sent. Not every network or browser says that it arrived.';

create view private.failure_reasons with (security_invoker = true) as
select d.channel, d.state, d.provider, d.last_code as code, private.code_words(d.provider, d.last_code) as meaning,
  count(*)::int as deliveries, count(distinct d.user_id)::int as people, max(coalesce(d.finished_at, d.created_at)) as last_at
from private.deliveries d
where d.created_at > now() - interval '30 days' and d.state in ('failed', 'undelivered', 'dead', 'suppressed', 'expired', 'retry_wait')
group by 1, 2, 3, 4 order by deliveries desc, last_at desc;
comment on view private.failure_reasons is 'Why did deliveries of the last 30 days not go out or not arrive, most frequent first?';

create view private.sms_cost_per_day with (security_invoker = true) as
select (d.accepted_at at time zone 'UTC')::date as day, d.provider, d.currency, count(*)::int as messages, sum(d.segments)::int as segments,
  sum(d.price) as cost, round(sum(d.price) / nullif(sum(d.segments), 0), 5) as cost_per_segment,
  count(*) filter (where d.price_final_at is null)::int as not_final
from private.deliveries d where d.channel = 'sms' and d.accepted_at > now() - interval '90 days'
group by 1, 2, 3 order by 1 desc, 2, 3;
comment on view private.sms_cost_per_day is 'What did SMS cost on each of the last 90 days?';
comment on column private.sms_cost_per_day.cost is 'In currency, as the provider said. Empty: it has not said yet.';
comment on column private.sms_cost_per_day.not_final is 'Messages whose price the provider has not made final; some take a day.';

create view private.opt_outs with (security_invoker = true) as
select (l.created_at at time zone 'UTC')::date as day, l.category, l.channel, l.source,
  count(*) filter (where not l.is_enabled)::int as switched_off, count(*) filter (where l.is_enabled)::int as switched_on
from public.consent_log l where l.created_at > now() - interval '90 days'
group by 1, 2, 3, 4 order by 1 desc, switched_off desc;
comment on view private.opt_outs is 'Who switches what off, and on, by day, category, channel and way, for 90 days?';

create view private.suppressed_addresses with (security_invoker = true) as
select s.channel, s.reason, count(*)::int as addresses, count(*) filter (where s.created_at > now() - interval '7 days')::int as last_7_days,
  max(s.created_at) as last_at
from private.suppressions s group by 1, 2 order by 1, addresses desc;
comment on view private.suppressed_addresses is 'How many numbers and addresses is nothing sent to, and why?';

create view private.unread_by_category with (security_invoker = true) as
select n.category, count(*)::int as notifications, count(distinct n.user_id)::int as people,
  count(*) filter (where n.read_at is null and n.archived_at is null)::int as unread,
  round(100.0 * count(*) filter (where n.read_at is not null) / count(*), 1) as read_percent,
  round((percentile_cont(0.5) within group (order by extract(epoch from n.read_at - n.inbox_at)) / 60)::numeric, 1) as minutes_to_read_p50
from public.notifications n where n.inbox_at between now() - interval '30 days' and now()
group by 1 order by notifications desc;
comment on view private.unread_by_category is 'What of the last 30 days do people read, and how soon?';
