-- The road to where an order goes next, drawn by the operator's own router; asked for by row, kept while somebody drives it.

alter table private.settings
  add column routing boolean not null default true,
  add column off_road_m int not null default 100 check (off_road_m between 20 and 2000),
  add column reroute_after_seconds int not null default 30 check (reroute_after_seconds between 10 and 3600),
  add column route_cache_minutes int not null default 60 check (route_cache_minutes between 0 and 1440);
comment on column private.settings.routing is
  'Whether a router is asked for roads. Off: no position leaves for a router, and every arrival is worked out from the straight line.';
comment on column private.settings.off_road_m is 'How far beside the road, beyond its own accuracy, a position says that the partner took another one.';
comment on column private.settings.reroute_after_seconds is 'At least so long between two roads for one order.';
comment on column private.settings.route_cache_minutes is 'How long a road is used again for the same two places. Make it short when your router knows the traffic; 0: never.';

create type private.order_leg as enum ('pickup', 'dropoff');

create table private.order_routes (
  order_id uuid primary key references public.orders on delete cascade,
  leg private.order_leg not null,
  polyline text not null check (length(polyline) between 2 and 400000),
  distance_m real not null check (distance_m >= 0),
  duration_s real not null check (duration_s >= 0),
  fetched_at timestamptz not null default now(),
  lats double precision[] not null check (cardinality(lats) between 2 and 20000),
  lngs double precision[] not null check (cardinality(lngs) = cardinality(lats)),
  along_m real[] not null check (cardinality(along_m) = cardinality(lats)),
  along_s real[] not null check (cardinality(along_s) = cardinality(lats))
);
comment on table private.order_routes is 'The road each open order is on. Gone when the order is closed, given to somebody else, or sharing stops. Read through open_tracking.';
comment on column private.order_routes.leg is 'Which end of the order it leads to.';
comment on column private.order_routes.polyline is 'As the router drew it: Google''s encoding with six decimals (polyline6).';
comment on column private.order_routes.distance_m is 'Metres, as the router says.';
comment on column private.order_routes.duration_s is 'Seconds, as the router says: before any correction.';
comment on column private.order_routes.fetched_at is 'When the router drew it; older than now when it came from private.route_cache.';
comment on column private.order_routes.lats is 'The same road as arrays, so that a position is laid on it without decoding: latitudes.';
comment on column private.order_routes.lngs is 'Longitudes of the same points.';
comment on column private.order_routes.along_m is 'Metres from the beginning to each point.';
comment on column private.order_routes.along_s is 'Seconds from the beginning to each point, as the router says.';
-- a slice of a window is read with each position: better whole than packed
alter table private.order_routes alter column lats set storage external, alter column lngs set storage external,
  alter column along_m set storage external, alter column along_s set storage external;

create table private.route_requests (
  order_id uuid primary key references public.orders on delete cascade,
  leg private.order_leg not null,
  from_lat double precision not null,
  from_lng double precision not null,
  to_lat double precision not null,
  to_lng double precision not null,
  asked_at timestamptz not null default now(),
  attempts int not null default 0,
  lease_token uuid,
  next_attempt_at timestamptz not null default now()
);
comment on table private.route_requests is 'Orders that wait for a road. A row goes with its answer, or after four tries.';
comment on column private.route_requests.leg is 'Which end of the order the road is to lead to.';
comment on column private.route_requests.from_lat is 'Where the partner was when it was asked for; a newer wish replaces it.';
comment on column private.route_requests.attempts is 'How often it was handed to a worker.';
comment on column private.route_requests.lease_token is 'Fences the answer of a worker that came too late; a new one with each claim.';
comment on column private.route_requests.next_attempt_at is 'When it is due, or while a worker has it, when the lease ends.';
create index route_requests_next_attempt_at_idx on private.route_requests (next_attempt_at);

create table private.route_cache (
  places text primary key,
  route jsonb not null,
  first_lat double precision not null,
  first_lng double precision not null,
  fetched_at timestamptz not null default now()
);
comment on table private.route_cache is 'Roads drawn lately, used again for the same two places; belongs to no order and no person, and is gone after settings.route_cache_minutes.';
comment on column private.route_cache.places is 'Beginning to about 100 m and end to about 1 m.';
comment on column private.route_cache.route is 'What settle_route was given.';
comment on column private.route_cache.first_lat is 'Where the road itself begins: whoever is not there is not helped by it.';
comment on column private.order_routes.order_id is 'The order; one road at a time.';
comment on column private.route_requests.order_id is 'The order that waits.';
comment on column private.route_requests.from_lng is 'The same place''s longitude.';
comment on column private.route_requests.to_lat is 'Where the road is to lead.';
comment on column private.route_requests.to_lng is 'The same place''s longitude.';
comment on column private.route_requests.asked_at is 'When the wish was written.';
comment on column private.route_cache.first_lng is 'The same place''s longitude.';
comment on column private.route_cache.fetched_at is 'When the router drew it.';
create index route_cache_fetched_at_idx on private.route_cache (fetched_at);

alter table private.order_routes enable row level security;
alter table private.route_requests enable row level security;
alter table private.route_cache enable row level security;
-- no policy and no grant: positions ask, claim_route_requests and settle_route answer, open_tracking shows

-- as open_tracking and the event route_updated give it
create or replace function private.route_of(order_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('polyline', r.polyline, 'distance_m', r.distance_m, 'duration_s', r.duration_s, 'fetched_at', r.fetched_at)
  from private.order_routes r where r.order_id = route_of.order_id
$$;

-- where an order goes next; null while nobody is on the way, as with the laundry in the machine
create function private.leg_of(carried public.orders) returns private.order_leg
language sql immutable set search_path = '' as $$
  select case when carried.status in ('placed', 'accepted') then 'pickup' when carried.status in ('picked_up', 'out_for_delivery') then 'dropoff' end::private.order_leg
$$;
