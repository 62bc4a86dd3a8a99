-- Taking the answers out: as CSV that no spreadsheet runs, and as one object for the app.

-- the views that may leave; a view of ours that is not here, or the other way round, fails the test
create function private.insight_views() returns text[]
language sql immutable set search_path = '' as $$
  select '{delivery_rate,failure_reasons,sms_cost_per_day,opt_outs,suppressed_addresses,unread_by_category,slowest_steps,provider_health,waiting_now,dead_letters,rooms_per_day,support_per_day,support_waiting,support_agents,busiest_hours,busiest_rooms,moderation,arrival_error,arrival_error_by_hour}'::text[]
$$;

-- One field. A spreadsheet runs what begins with = + - @, also after blanks and in full width, and reads a tab or a line's end as the
-- next cell: such a text gets an apostrophe in front (OWASP, "CSV injection"). A plain number stays one.
create function private.csv_field(value text) returns text
language sql immutable set search_path = '' as $$
  select case
    when value is null then ''
    when value ~ '^-?[0-9]+(\.[0-9]+)?$' then value
    when value ~ '^[[:space:][:cntrl:]\u00a0\u200b\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20|%]' then '"''' || replace(value, '"', '""') || '"'
    else '"' || replace(value, '"', '""') || '"' end
$$;

-- definer: the views lie in private; the name is looked up in the list and quoted
create function public.export_csv(view_name text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  head text;
  body text;
begin
  perform private.check_operator();
  if export_csv.view_name is null or export_csv.view_name <> all (private.insight_views()) then
    perform private.refuse(404, 'view_not_found', 'There is no such view to export.');
  end if;
  select string_agg(private.csv_field(a.attname), ',' order by a.attnum) into head
  from pg_catalog.pg_attribute a where a.attrelid = format('private.%I', export_csv.view_name)::regclass and a.attnum > 0 and not a.attisdropped;
  execute format($sql$
    select string_agg(line, '') from (
      select e'\r\n' || (select string_agg(private.csv_field(f.value), ',' order by f.place)
        from json_each_text(row_to_json(v)) with ordinality f (key, value, place)) as line
      from private.%I v limit 10000) lines $sql$, export_csv.view_name) into body;
  return head || coalesce(body, '') || e'\r\n';
end $$;
comment on function public.export_csv is
  'One of the views of docs/insight.md as CSV (RFC 4180, UTF-8, at most 10000 rows), safe to open in a spreadsheet. For staff, the service role and admins. Errors: not_staff, view_not_found.';
grant execute on function public.export_csv to authenticated, service_role;

-- definer: as above
create function public.delivery_health(since timestamptz default now() - interval '24 hours') returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  began timestamptz := greatest(delivery_health.since, now() - interval '90 days');
begin
  perform private.check_operator();
  return jsonb_build_object('since', began, 'at', now(),
    'channels', (select coalesce(jsonb_agg(to_jsonb(c) order by c.channel), '[]') from (
      select d.channel, count(*) as deliveries, count(*) filter (where d.accepted_at is not null) as sent,
        count(*) filter (where d.state = 'delivered') as delivered, count(*) filter (where d.state in ('failed', 'undelivered', 'dead')) as failed,
        count(*) filter (where d.state in ('suppressed', 'expired', 'cancelled')) as not_sent,
        count(*) filter (where d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')) as waiting,
        round(percentile_cont(0.5) within group (order by extract(epoch from d.accepted_at - d.created_at))::numeric, 2) as to_accept_p50_s,
        round(percentile_cont(0.95) within group (order by extract(epoch from d.accepted_at - d.created_at))::numeric, 2) as to_accept_p95_s
      from private.deliveries d where d.created_at >= began group by d.channel) c),
    'reasons', (select coalesce(jsonb_agg(to_jsonb(r) order by r.deliveries desc), '[]') from (
      select d.channel, d.last_code as code, private.code_words(d.provider, d.last_code) as meaning, count(*) as deliveries
      from private.deliveries d where d.created_at >= began and d.state in ('failed', 'undelivered', 'dead', 'suppressed', 'expired')
      group by 1, 2, 3 order by 4 desc limit 20) r),
    'cost', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from (
      select d.currency, sum(d.price) as cost, count(*) as messages, sum(d.segments) as segments
      from private.deliveries d where d.channel = 'sms' and d.accepted_at >= began and d.created_at >= began - interval '4 days' group by 1) c),
    'providers', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from private.provider_health p),
    'waiting', (select coalesce(jsonb_agg(to_jsonb(w)), '[]') from private.waiting_now w));
end $$;
comment on function public.delivery_health is
  'How sending goes since a time (at most 90 days): {since, at, channels, reasons, cost, providers, waiting}; times in seconds, money in each currency. For staff, the service role and admins. Errors: not_staff.';
grant execute on function public.delivery_health to authenticated, service_role;
