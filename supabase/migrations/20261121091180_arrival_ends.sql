-- What ends an estimate, what it was worth, and the promise a delay is measured against.

alter table private.settings add column delay_notice_minutes int not null default 10 check (delay_notice_minutes between 1 and 1440);
comment on column private.settings.delay_notice_minutes is 'How many minutes later than first promised before the customer is told, once, that an order is delayed.';

-- what is written here goes back into the memory; the notice itself is in the chapters of telling
create function private.watch_promise(carried public.orders, a private.arrivals, was_approximate boolean, recorded_at timestamptz, delay_minutes int)
returns private.arrivals
language plpgsql set search_path = '' as $$
begin
  if carried.status <> 'out_for_delivery' then
    return a;
  elsif a.promised_at is null or (was_approximate and not a.is_approximate and a.told_at is null) then
    -- the first time from a road takes the place of one that was only a straight line
    a.promised_at := a.eta_at;
  end if;
  a.late_since := case when a.eta_at > a.promised_at + make_interval(mins => delay_minutes) then coalesce(a.late_since, recorded_at) end;
  -- a minute, so that one wrong turn is no delay
  if a.told_at is null and a.late_since <= recorded_at - interval '1 minute' then
    a.told_at := now();
    perform private.tell_delay(carried, a.eta_at);
  end if;
  return a;
end $$;

-- definer: people have no right to touch what is kept of the estimate
create function private.tg_orders__end_arrival() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.status <> old.status and new.status in ('picked_up', 'delivered') then
    perform private.note_arrival(new.id, case new.status when 'picked_up' then 'pickup' else 'dropoff' end::private.order_leg, now());
  end if;
  if new.location_epoch <> old.location_epoch then
    delete from private.arrival_predictions p where p.order_id = new.id and p.arrived_at is null;
    perform private.forget_road(new.id);
  end if;
  return null;
end $$;
create trigger _440_end_arrival after update on public.orders
  for each row when (new.status <> old.status or new.location_epoch <> old.location_epoch)
  execute function private.tg_orders__end_arrival();

-- definer: as above. A road begins where the partner was, so it goes with the consent.
create function private.tg_location_shares__end_arrival() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.forget_road(new.order_id);
  return null;
end $$;
create trigger _440_end_arrival after update of status on public.location_shares
  for each row when (new.status = 'stopped' and old.status <> 'stopped') execute function private.tg_location_shares__end_arrival();

create function private.forget_road(order_id uuid) returns void
language sql set search_path = '' as $$
  delete from private.route_requests q where q.order_id = forget_road.order_id;
  delete from private.order_routes r where r.order_id = forget_road.order_id;
  delete from private.arrivals a where a.order_id = forget_road.order_id;
$$;

create view private.arrival_error with (security_invoker = true) as
select p.kind, p.is_approximate, b.minutes_before, count(distinct (p.order_id, p.leg))::int as journeys, count(*)::int as predictions,
  round((percentile_cont(0.5) within group (order by abs(e.error_s)))::numeric) as off_p50_s,
  round((percentile_cont(0.9) within group (order by abs(e.error_s)))::numeric) as off_p90_s,
  round((percentile_cont(0.5) within group (order by e.error_s))::numeric) as late_p50_s,
  round(100.0 * count(*) filter (where p.arrived_at between p.eta_low_at and p.eta_high_at) / count(*), 1) as in_range_percent
from private.arrival_predictions p
cross join lateral (select extract(epoch from p.arrived_at - p.eta_at) as error_s, extract(epoch from p.arrived_at - p.predicted_at) / 60 as minutes) e
cross join lateral (select case when e.minutes < 2 then '0 to 2' when e.minutes < 5 then '2 to 5' when e.minutes < 15 then '5 to 15'
  when e.minutes < 30 then '15 to 30' else '30 and more' end as minutes_before) b
where p.arrived_at is not null group by 1, 2, 3 order by 1, 2, min(e.minutes);
comment on view private.arrival_error is 'How far off were the times of arrival that people were shown, by kind of order and by how long before?';
comment on column private.arrival_error.off_p50_s is 'Seconds between the time shown and the arrival, either way: half of them were better than that.';
comment on column private.arrival_error.late_p50_s is 'Above 0: partners came later than was said. The hourly learning draws it to 0.';
comment on column private.arrival_error.in_range_percent is 'How often the partner came within the range that was shown. About 80 is meant.';

create view private.arrival_error_by_hour with (security_invoker = true) as
select p.kind, p.hour, count(distinct (p.order_id, p.leg))::int as journeys,
  round((percentile_cont(0.5) within group (order by abs(extract(epoch from p.arrived_at - p.eta_at))))::numeric) as off_p50_s,
  round((percentile_cont(0.5) within group (order by extract(epoch from p.arrived_at - p.eta_at)))::numeric) as late_p50_s,
  max(c.factor) as factor, max(c.journeys) as learned_from
from private.arrival_predictions p
left join private.arrival_corrections c on c.kind = p.kind and c.hour = p.hour and c.is_approximate = p.is_approximate
where p.arrived_at is not null group by 1, 2 order by 1, 2;
comment on view private.arrival_error_by_hour is 'At which hours of the day were the times of arrival wrong, and what was learned for them?';
comment on column private.arrival_error_by_hour.factor is 'What the router''s seconds are multiplied by at that hour; empty: the hour has taught nothing yet.';
