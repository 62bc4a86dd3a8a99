-- How sending went over time, for charts: every channel in steps of time, what SMS cost on each day, and a hint when it is worth asking again.

create table private.health_watch (
  is_only boolean primary key default true check (is_only),
  seen_at timestamptz not null default '-infinity',
  changes bigint not null default 0
);
comment on table private.health_watch is 'One row: whether staff have delivery health before them, and how far they were told.';
comment on column private.health_watch.is_only is 'Always true: it keeps this table at one row.';
comment on column private.health_watch.seen_at is 'When somebody last asked for it.';
comment on column private.health_watch.changes is 'How many changes of deliveries there had been at the last hint.';
alter table private.health_watch enable row level security;
-- no policy and no grant: delivery_history and the job below
insert into private.health_watch default values;

-- definer: the outbox has no grants; writes down that somebody looks, at most every 30 s
create function public.delivery_history(span text default 'day') returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  step interval := case span when 'day' then interval '1 hour' when 'week' then interval '6 hours' when 'month' then interval '1 day' when 'quarter' then interval '3 days' end;
  steps int := case span when 'day' then 24 when 'week' then 28 else 30 end;
  -- the newest step ends after now, and all begin at whole hours, quarters of a day or days in UTC
  ends timestamptz := date_bin(step, now(), '2026-01-01 00:00+00') + step;
  begins timestamptz := ends - steps * step;
  answer jsonb;
begin
  perform private.check_operator();
  if step is null then
    perform private.refuse(422, 'invalid_span', 'A span is day, week, month or quarter.');
  end if;
  update private.health_watch w set seen_at = now() where w.seen_at < now() - interval '30 seconds';
  with counted as (
    select date_bin(step, d.created_at, begins) as at, d.channel, count(*) as deliveries,
      count(*) filter (where d.accepted_at is not null) as sent, count(*) filter (where d.state = 'delivered') as delivered,
      count(*) filter (where d.state in ('failed', 'undelivered', 'dead')) as failed,
      count(*) filter (where d.state in ('suppressed', 'expired', 'cancelled')) as not_sent,
      count(*) filter (where d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')) as waiting,
      -- from when it was due: a night of quiet hours is no slowness
      round(percentile_cont(0.5) within group (order by extract(epoch from d.accepted_at - greatest(d.created_at, n.deliver_after)))::numeric, 2) as p50_s,
      round(percentile_cont(0.95) within group (order by extract(epoch from d.accepted_at - greatest(d.created_at, n.deliver_after)))::numeric, 2) as p95_s
    from private.deliveries d join public.notifications n on n.id = d.notification_id
    where d.created_at >= begins group by 1, 2)
  select jsonb_build_object('since', begins, 'until', ends, 'at', now(), 'step_s', extract(epoch from step)::int,
    'steps', coalesce(jsonb_agg(to_jsonb(c) order by c.channel, c.at), '[]'),
    'cost', (select coalesce(jsonb_agg(to_jsonb(x) order by x.currency, x.day), '[]') from (
      select v.day, v.currency, sum(v.cost) as cost, sum(v.messages)::int as messages, sum(v.segments)::int as segments, sum(v.not_final)::int as not_final
      from private.sms_cost_per_day v where v.day >= begins::date and v.currency is not null group by 1, 2) x))
  into answer from counted c;
  return answer;
end $$;
comment on function public.delivery_history is
  'How sending went in the last day, week, month or quarter: {since, until, at, step_s, steps: [{at, channel, deliveries, sent, delivered, failed, not_sent, waiting, p50_s, p95_s}], cost: [{day, currency, cost, messages, segments, not_final}]}. p50 and p95 are seconds from due to the provider''s yes. For staff, the service role and admins. Errors: not_staff, invalid_span.';
grant execute on function public.delivery_history to authenticated, service_role;

-- Postgres counts the changes of a table by itself, so telling costs the outbox nothing
create function private.tell_health() returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  counted bigint := (select s.n_tup_ins + s.n_tup_upd + s.n_tup_del from pg_catalog.pg_stat_all_tables s where s.relid = 'private.deliveries'::regclass);
begin
  update private.health_watch w set changes = counted where w.seen_at > now() - interval '2 minutes' and w.changes <> counted;
  if found then
    perform realtime.send(jsonb_build_object('at', now()), 'delivery_health_changed', 'staff', true);
  end if;
  return found;
end $$;
comment on function private.tell_health is 'Every 5 seconds by pg_cron: hints to staff who look at delivery health that it changed. Returns whether it did.';
select cron.schedule('orderline-health', '5 seconds', 'select private.tell_health()');
