-- What is believed before anything was learned, and how learning moves it.

-- routers without traffic are about a fifth too hopeful; nobody knows what lies on a straight line
create function private.usual_correction(kind public.order_kind, is_approximate boolean) returns private.arrival_corrections
language sql immutable set search_path = '' as $$
  select row(kind, is_approximate, -1, 0, case when is_approximate then 1 else 1.2 end, case when is_approximate then 0.6 else 0.75 end,
    case when is_approximate then 1.9 else 1.4 end, 'epoch'::timestamptz)::private.arrival_corrections
$$;

create function private.correction_of(kind public.order_kind, is_approximate boolean, hour int) returns private.arrival_corrections
language plpgsql stable set search_path = '' as $$
declare
  learned private.arrival_corrections;
begin
  select c.* into learned from private.arrival_corrections c
  where c.kind = correction_of.kind and c.is_approximate = correction_of.is_approximate and c.hour in (correction_of.hour, -1)
  order by c.hour desc limit 1;
  return case when learned.kind is null then private.usual_correction(kind, is_approximate) else learned end;
end $$;

-- the partner is there: by the fence, or for want of it by the order's own step. The first word counts.
create function private.note_arrival(order_id uuid, leg private.order_leg, at timestamptz) returns void
language sql security definer set search_path = '' as $$
  update private.arrival_predictions p set arrived_at = note_arrival.at
  where p.order_id = note_arrival.order_id and p.leg = note_arrival.leg and p.arrived_at is null and p.predicted_at <= note_arrival.at
$$;

create function private.learn_arrivals() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.arrival_predictions p where p.predicted_at < now() - make_interval(days => (select s.arrival_learning_days from private.settings s));
  delete from private.route_cache c where c.fetched_at < now() - make_interval(mins => (select s.route_cache_minutes from private.settings s));
  -- what nothing is left of is unlearned; readers see the old rows until all is done
  delete from private.arrival_corrections c where c.hour >= -1;
  with ratios as (
    select p.kind, p.is_approximate, p.hour, p.order_id, p.leg, extract(epoch from p.arrived_at - p.predicted_at) / p.uncorrected_s as ratio
    -- of the last minute nothing is learned: what is left of it is the stairs
    from private.arrival_predictions p where p.arrived_at > p.predicted_at and p.uncorrected_s > 60
  ), journeys as (
    -- a long journey says no more than a short one
    select r.kind, r.is_approximate, r.hour, percentile_cont(0.5) within group (order by r.ratio) as ratio,
      percentile_cont(0.1) within group (order by r.ratio) as low, percentile_cont(0.9) within group (order by r.ratio) as high
    from ratios r group by r.kind, r.is_approximate, r.hour, r.order_id, r.leg
  ), seen as (
    select j.kind, j.is_approximate, coalesce(j.hour, -1)::smallint as hour, count(*)::int as journeys,
      percentile_cont(0.5) within group (order by j.ratio) as factor,
      percentile_cont(0.1) within group (order by j.low) as low, percentile_cont(0.9) within group (order by j.high) as high,
      -- ten journeys weigh as much as what was believed before
      count(*) / (count(*) + 10.0) as weight
    from journeys j group by grouping sets ((j.kind, j.is_approximate), (j.kind, j.is_approximate, j.hour))
  ), any_hour as (
    select s.*, u.low as usual_low, u.high as usual_high, s.weight * s.factor + (1 - s.weight) * u.factor as learned
    from seen s cross join lateral private.usual_correction(s.kind, s.is_approximate) u where s.hour = -1
  ), learned as (
    select s.kind, s.is_approximate, s.hour, s.journeys,
      case when s.hour = -1 then a.learned else s.weight * s.factor + (1 - s.weight) * a.learned end as factor,
      s.weight * s.low / s.factor + (1 - s.weight) * a.usual_low as low, s.weight * s.high / s.factor + (1 - s.weight) * a.usual_high as high
    from seen s join any_hour a using (kind, is_approximate)
  )
  insert into private.arrival_corrections as c (kind, is_approximate, hour, journeys, factor, low, high)
  select l.kind, l.is_approximate, l.hour, l.journeys, least(greatest(l.factor, 0.3), 4), least(greatest(l.low, 0.1), 1), least(greatest(l.high, 1), 5) from learned l;
end $$;
comment on function private.learn_arrivals() is 'Every hour by pg_cron: learns the corrections anew from real arrivals, and forgets old predictions and roads.';
select cron.schedule('orderline-arrivals', '17 * * * *', 'select private.learn_arrivals()');
