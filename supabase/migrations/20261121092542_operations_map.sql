-- What the operations map shows: each order that is open and has a partner, in one query.

-- the map asks for all orders under way at once; a business has many more that are closed
create index orders_under_way_idx on public.orders (id) where closed_at is null and partner_id is not null;

create view private.operations with (security_invoker = true) as
select o.id as order_id, o.number, o.kind, o.status, o.created_at as placed_at,
  -- first names: enough to know whom one speaks of
  o.partner_id, split_part(btrim(partner.name), ' ', 1) as partner_name, split_part(btrim(customer.name), ' ', 1) as customer_name,
  share.status as share_status, share.changed_at as share_changed_at,
  l.recorded_at, l.received_at, l.lat, l.lng, l.accuracy_m, l.speed_mps, l.heading_deg, l.battery_pct,
  l.eta_at, l.eta_low_at, l.eta_high_at, l.eta_is_approximate, l.remaining_m,
  leg.place as next_place,
  case when leg.place = 'pickup' then o.pickup_lat else o.dropoff_lat end as next_lat,
  case when leg.place = 'pickup' then o.pickup_lng else o.dropoff_lng end as next_lng,
  crossing.place as crossed_place, crossing.kind as crossed_kind, crossing.at as crossed_at,
  -- the whole range has passed, and the partner is not there
  coalesce(l.eta_high_at < now(), false) and not coalesce(crossing.place::text = leg.place and crossing.kind in ('arrived', 'left'), false) as is_late
from public.orders o
cross join lateral (select case when o.status in ('placed', 'accepted') then 'pickup' else 'dropoff' end as place) leg
join public.profiles partner on partner.id = o.partner_id
join public.profiles customer on customer.id = o.customer_id
left join lateral (
  select s.status, s.changed_at from public.location_shares s
  where s.order_id = o.id and s.partner_id = o.partner_id order by s.started_at desc limit 1) share on true
-- what is said while consent is being taken back shows nothing either
left join public.last_locations l on l.order_id = o.id and l.partner_id = o.partner_id and share.status <> 'stopped'
left join lateral (
  select c.place, c.kind, c.at from public.fence_crossings c
  where c.order_id = o.id and c.partner_id = o.partner_id order by c.at desc, c.place desc, c.kind desc limit 1) crossing on true
where o.closed_at is null and o.partner_id is not null;
comment on view private.operations is
  'Orders under way as the operations map shows them: who, where, when expected, what was last crossed, and whether it is late. All of it now, nothing of it kept.';

-- expressions, not functions: a function with a search path of its own is called per row, which took ten times as long
create view private.operations_told with (security_invoker = true) as
select o.order_id, json_build_object('order_id', o.order_id, 'number', o.number, 'kind', o.kind, 'status', o.status, 'placed_at', o.placed_at,
    'partner_name', o.partner_name, 'customer_name', o.customer_name,
    'share', case when o.share_status is not null then json_build_object('status', o.share_status, 'changed_at', o.share_changed_at) end,
    -- six decimals are 11 cm
    'position', case when o.recorded_at is not null then json_build_object('recorded_at', o.recorded_at,
      'lat', round(o.lat::numeric, 6), 'lng', round(o.lng::numeric, 6), 'accuracy_m', o.accuracy_m,
      'speed_mps', o.speed_mps, 'heading_deg', o.heading_deg, 'battery_pct', o.battery_pct) end,
    'arrival', case when o.eta_at is not null then json_build_object('eta_at', o.eta_at, 'eta_low_at', o.eta_low_at,
      'eta_high_at', o.eta_high_at, 'is_approximate', o.eta_is_approximate, 'remaining_m', o.remaining_m) end,
    'next', json_build_object('place', o.next_place, 'lat', o.next_lat, 'lng', o.next_lng),
    'crossing', case when o.crossed_at is not null then json_build_object('place', o.crossed_place, 'kind', o.crossed_kind, 'at', o.crossed_at) end,
    'is_late', o.is_late) as operation,
  case when o.recorded_at is not null then json_build_array(o.order_id, (date_part('epoch', o.recorded_at) * 1000)::bigint,
    round(o.lat::numeric, 6), round(o.lng::numeric, 6), o.accuracy_m, o.speed_mps, o.heading_deg, o.battery_pct,
    (date_part('epoch', o.eta_at) * 1000)::bigint, (date_part('epoch', o.eta_low_at) * 1000)::bigint, (date_part('epoch', o.eta_high_at) * 1000)::bigint,
    o.eta_is_approximate, o.remaining_m, o.is_late) end as moved
from private.operations o;
comment on view private.operations_told is 'The same as the app is told it: operation, in operations_map() and operation_updated; moved, in operations_moved, as short as it can be.';
comment on column private.operations_told.moved is
  'order_id, recorded, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, eta, eta_low, eta_high, eta_is_approximate, remaining_m, is_late; times in milliseconds since 1970. Empty without a position.';

-- definer: staff have no select on positions; each look is written down
create function public.operations_map() returns json
language plpgsql security definer set search_path = '' as $$
begin
  perform public.watch_operations();
  return (select json_build_object('read_at', now(), 'topic', private.operations_topic(), 'operations', coalesce(json_agg(o.operation), '[]')) from private.operations_told o);
end $$;
comment on function public.operations_map is
  'For staff: every open order with a partner, with position, arrival and sharing: {read_at, topic, operations: […]}. Counts as a heartbeat of watch_operations, and stands in the log of looks. Errors: not_staff.';
grant execute on function public.operations_map to authenticated;
