-- A point is known by its neighbours: up to three fixes before and three after it, none further than ten minutes. It joins the trail
-- unless more of them say that nobody moves so fast than stand by it. That depends on what came, never on the order it came in: whatever arrives late,
-- twice, or in other batches, the trail is the same; a jump cannot get in by being late, and one that got in when it was alone goes
-- when the fixes around it arrive. After ten minutes of silence, or three fixes that agree with each other, a new place is believed.

create table private.doubtful_positions (
  like public.locations including defaults including constraints,
  primary key (order_id, recorded_at, client_id),
  foreign key (order_id) references public.orders on delete cascade
);
comment on table private.doubtful_positions is
  'Positions refused as jumps. They wait a day for fixes that agree with them; gone when the order closes, the partner changes or sharing ends.';
comment on column private.doubtful_positions.order_id is 'For which order.';
comment on column private.doubtful_positions.partner_id is 'Who sent it.';
comment on column private.doubtful_positions.recorded_at is 'By the clock of the device.';
comment on column private.doubtful_positions.received_at is 'By ours.';
comment on column private.doubtful_positions.client_id is 'Made by the device.';
comment on column private.doubtful_positions.lat is 'Degrees, WGS 84.';
comment on column private.doubtful_positions.lng is 'Degrees, WGS 84.';
comment on column private.doubtful_positions.accuracy_m is 'Radius that the device is sure of.';
comment on column private.doubtful_positions.speed_mps is 'As the device says.';
comment on column private.doubtful_positions.heading_deg is 'Clockwise from north.';
comment on column private.doubtful_positions.battery_pct is 'Of the device.';
comment on column private.doubtful_positions.source is 'browser, owntracks, traccar, gpx.';
alter table private.doubtful_positions enable row level security;
-- no policy and no grant: only the calls of positions

-- Nobody moves at 60 m/s for long. Metres are compared after both accuracies, in at least a second.
-- Before trigonometry a bound: a degree is at most 111.32 km, in either direction.
create function private.is_jump(a private.position, b private.position) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  apart_s constant double precision := abs(extract(epoch from a.recorded_at - b.recorded_at));
  reach_m constant double precision := 60 * greatest(1, apart_s) + coalesce(a.accuracy_m, 0) + coalesce(b.accuracy_m, 0);
begin
  return (abs(a.lat - b.lat) + abs(a.lng - b.lng)) * 111320 > reach_m
    and private.distance_m(a.lat, a.lng, b.lat, b.lng) > reach_m;
end $$;

-- the six fixes before and after a moment, which decide on the three; of both tables, so a few more may come along
create function private.fixes_around(carried public.orders, at timestamptz, id uuid) returns table (fix private.position, is_in boolean)
language sql stable set search_path = '' as $$
  (select (l.client_id, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, l.source)::private.position, true
   from public.locations l where l.order_id = carried.id and l.partner_id = carried.partner_id
     and (l.recorded_at, l.client_id) < (at, id) and l.recorded_at > at - interval '30 minutes' order by l.recorded_at desc, l.client_id desc limit 6)
  union all
  (select (l.client_id, l.recorded_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct, l.source)::private.position, true
   from public.locations l where l.order_id = carried.id and l.partner_id = carried.partner_id
     and (l.recorded_at, l.client_id) > (at, id) and l.recorded_at < at + interval '30 minutes' order by l.recorded_at, l.client_id limit 6)
  union all
  (select (d.client_id, d.recorded_at, d.lat, d.lng, d.accuracy_m, d.speed_mps, d.heading_deg, d.battery_pct, d.source)::private.position, false
   from private.doubtful_positions d where d.order_id = carried.id and d.partner_id = carried.partner_id
     and (d.recorded_at, d.client_id) < (at, id) and d.recorded_at > at - interval '30 minutes' order by d.recorded_at desc, d.client_id desc limit 6)
  union all
  (select (d.client_id, d.recorded_at, d.lat, d.lng, d.accuracy_m, d.speed_mps, d.heading_deg, d.battery_pct, d.source)::private.position, false
   from private.doubtful_positions d where d.order_id = carried.id and d.partner_id = carried.partner_id
     and (d.recorded_at, d.client_id) > (at, id) and d.recorded_at < at + interval '30 minutes' order by d.recorded_at, d.client_id limit 6)
$$;

-- Judges these points with the fixes around them, and those again that they stand beside; says which of them all are in the trail.
create function private.judge_positions(carried public.orders, fresh private.position[])
returns table (fix private.position, was_in boolean, is_in boolean)
language sql stable set search_path = '' as $$
  with known as materialized (
    select f as fix, null::boolean as was_in from unnest(fresh) f
    union all
    select distinct on ((a.fix).recorded_at, (a.fix).client_id) a.fix, a.is_in
    from unnest(fresh) f cross join lateral private.fixes_around(carried, f.recorded_at, f.client_id) a
  ), numbered as materialized (
    select k.*, row_number() over (order by (k.fix).recorded_at, (k.fix).client_id) as n from known k
  ), votes as (
    -- with one neighbour alone nobody knows which of the two is wrong: who came first stays
    select a.n, j.is_jump, j.apart_s, b.was_in or b.n < a.n as is_first,
      coalesce(max(j.apart_s) filter (where j.is_jump) over (partition by a.n), 0) as furthest_against_s
    from (select distinct x.n from numbered x join numbered f on f.was_in is null and x.n between f.n - 3 and f.n + 3) s
    join numbered a on a.n = s.n
    join generate_series(-3, 3) d on d <> 0
    join numbered b on b.n = a.n + d
    cross join lateral (select private.is_jump(a.fix, b.fix), abs(extract(epoch from (b.fix).recorded_at - (a.fix).recorded_at))) j (is_jump, apart_s)
    where j.apart_s < 600
  ), judged as (
    select v.n, count(*) filter (where v.is_jump) as against, bool_or(v.is_jump and v.is_first) as is_second,
      -- many places are within reach of a fix on the other side of a gap: that says little for any
      count(*) filter (where not v.is_jump and v.apart_s <= 120 + v.furthest_against_s) as supporting
    from votes v group by v.n
  )
  select a.fix, a.was_in,
    j.n is null or not (j.against > j.supporting and (j.against > 1 or (a.was_in is not true and j.is_second)))
  from numbered a left join judged j on j.n = a.n
  where a.was_in is null or j.n is not null
$$;
