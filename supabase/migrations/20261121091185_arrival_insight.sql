-- Two questions that admins ask of the times of arrival.

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
