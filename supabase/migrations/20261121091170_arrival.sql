-- When the partner will be there: worked out with each newest position, so everything it reads is one row.

create type private.arrival as (
  eta_at timestamptz, eta_low_at timestamptz, eta_high_at timestamptz, is_approximate boolean, remaining_m real
);

create table private.arrivals (
  order_id uuid primary key references public.orders on delete cascade,
  leg private.order_leg not null,
  estimated_at timestamptz not null,
  smooth_at timestamptz not null,
  eta_at timestamptz not null,
  eta_low_at timestamptz not null,
  eta_high_at timestamptz not null,
  is_approximate boolean not null,
  remaining_m real not null,
  route_after timestamptz not null default '-infinity',
  on_route_at timestamptz,
  progress_m real,
  off_road smallint not null default 0,
  began_at timestamptz,
  began_s real,
  foretold_at timestamptz,
  promised_at timestamptz,
  late_since timestamptz,
  told_at timestamptz
) with (fillfactor = 50);
comment on table private.arrivals is 'The memory of the estimate of each open order: what is shown, and how far along the road the partner is. Gone with the order''s end.';
comment on column private.arrivals.leg is 'Which end of the order the partner is on the way to.';
comment on column private.arrivals.estimated_at is 'When the position was recorded that the estimate stands on.';
comment on column private.arrivals.smooth_at is 'The estimate without steps; what is shown follows it only when it is well off.';
comment on column private.arrivals.eta_at is 'What is shown, as in last_locations.';
comment on column private.arrivals.route_after is 'No road is asked for before.';
comment on column private.arrivals.on_route_at is 'fetched_at of the road that progress_m belongs to.';
comment on column private.arrivals.progress_m is 'Metres along the road.';
comment on column private.arrivals.off_road is 'How many estimates in a row lay beside the road.';
comment on column private.arrivals.began_at is 'When the partner was first seen on this road, for the pace.';
comment on column private.arrivals.began_s is 'Where that was: seconds along the road, as the router says.';
comment on column private.arrivals.foretold_at is 'When an estimate was last kept in private.arrival_predictions.';
comment on column private.arrivals.promised_at is 'The first time that was shown on the way to the dropoff: what a delay is measured against.';
comment on column private.arrivals.late_since is 'Since when the estimate is later than promised by more than settings.delay_notice_minutes.';
comment on column private.arrivals.told_at is 'When the customer was told of the delay; once for each order.';
comment on column private.arrivals.order_id is 'The order on its way.';
comment on column private.arrivals.eta_low_at is 'The early end of what is shown.';
comment on column private.arrivals.eta_high_at is 'The late end of it.';
comment on column private.arrivals.is_approximate is 'What is shown comes from the straight line.';
comment on column private.arrivals.remaining_m is 'Metres still to go.';
comment on column private.arrivals.progress_m is 'Metres along the road of on_route_at.';
alter table private.arrivals enable row level security;
-- no policy and no grant

-- The place on a road nearest to a position, at most most_m beside it, in the segments from first to last; planes are good enough for
-- some hundred metres. Of two that are equally near, as where a road is driven twice, the one nearer to where the partner was, and rather ahead.
-- plpgsql and not sql: its plan is kept, and making it costs more than running it
create function private.snap_to_route(r private.order_routes, lat double precision, lng double precision, most_m real, progress_m real,
  first_n int, last_n int, out off_m real, out along_m real, out along_s real)
language plpgsql immutable set search_path = '' as $$
declare
  -- a degree of the mean earth, in metres
  north constant double precision := 111194.93;
  east constant double precision := 111194.93 * cos(radians(lat));
  high constant double precision := lat + most_m / north;
  low constant double precision := lat - most_m / north;
  right_most constant double precision := lng + most_m / greatest(east, 1);
  left_most constant double precision := lng - most_m / greatest(east, 1);
begin
  select sqrt(x.off2), p.m1 + f.share * (p.m2 - p.m1), p.s1 + f.share * (p.s2 - p.s1) into off_m, along_m, along_s
  from unnest(r.lats[first_n : last_n], r.lngs[first_n : last_n], r.along_m[first_n : last_n], r.along_s[first_n : last_n],
    r.lats[first_n + 1 : last_n + 1], r.lngs[first_n + 1 : last_n + 1], r.along_m[first_n + 1 : last_n + 1], r.along_s[first_n + 1 : last_n + 1])
    p (lat1, lng1, m1, s1, lat2, lng2, m2, s2)
  -- metres east and north of the position
  cross join lateral (select (p.lng1 - snap_to_route.lng) * east as x1, (p.lat1 - snap_to_route.lat) * north as y1, (p.lng2 - p.lng1) * east as dx, (p.lat2 - p.lat1) * north as dy offset 0) v
  cross join lateral (select least(greatest(coalesce(-(v.x1 * v.dx + v.y1 * v.dy) / nullif(v.dx * v.dx + v.dy * v.dy, 0), 0), 0), 1) as share offset 0) f
  cross join lateral (select (v.x1 + f.share * v.dx) ^ 2 + (v.y1 + f.share * v.dy) ^ 2 as off2 offset 0) x
  -- cheap first: most of a long road is nowhere near
  where p.lat1 <= high + abs(p.lat2 - p.lat1) and p.lat1 >= low - abs(p.lat2 - p.lat1)
    and p.lng1 <= right_most + abs(p.lng2 - p.lng1) and p.lng1 >= left_most - abs(p.lng2 - p.lng1)
    and x.off2 <= most_m * most_m
  -- cars seldom go backwards
  order by sqrt(x.off2) + greatest(0.03 * (p.m1 + f.share * (p.m2 - p.m1) - snap_to_route.progress_m), 0.2 * (snap_to_route.progress_m - p.m1 - f.share * (p.m2 - p.m1))) limit 1;
end $$;
