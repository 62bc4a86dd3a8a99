-- Circles around the two ends of an order: arriving, arrived and left, each once per partner and place.

create type public.fence_place as enum ('pickup', 'dropoff');
-- in the order in which they can happen
create type public.fence_kind as enum ('arriving', 'arrived', 'left');

create table public.fence_crossings (
  order_id uuid not null references public.orders on delete cascade,
  partner_id uuid not null references public.profiles on delete cascade,
  place public.fence_place not null,
  kind public.fence_kind not null,
  at timestamptz not null,
  noticed_at timestamptz not null default now(),
  primary key (order_id, partner_id, place, kind)
);
comment on table public.fence_crossings is
  'When the partner came near, arrived at and left each end of an order. The key lets each happen once, whatever the positions do.';
comment on column public.fence_crossings.order_id is 'The order whose end was crossed.';
comment on column public.fence_crossings.place is 'Which end: pickup_address or dropoff_address.';
comment on column public.fence_crossings.partner_id is 'Who carried the order then; whoever takes it over arrives anew.';
comment on column public.fence_crossings.kind is
  'arriving: within orders.near_radius_m. arrived: within orders.arrive_radius_m, not driving by. left: well outside that again.';
comment on column public.fence_crossings.at is 'When the first position that showed it was recorded.';
comment on column public.fence_crossings.noticed_at is 'When the server was sure, which takes a second position, and told it.';
create index fence_crossings_partner_id_idx on public.fence_crossings (partner_id);

alter table public.fence_crossings enable row level security;
grant select on public.fence_crossings to authenticated;
-- parties read them in open_tracking, which is logged; no writes: only positions cross a fence
create policy "staff read who crossed which fence" on public.fence_crossings
  for select to authenticated using ((select private.is_staff()));

-- One end of one order as the positions so far leave it. Levels: 0 away, 1 near, 2 at the place.
--   level: where the partner is, certain          level_at: since when
--   seen: what the last position alone says       since: the first of the positions that contradict level
--   base: how far in the pickup itself lies       lowest: furthest out since the order was picked up
--   progress: the last kind told, 0 to 3 (arriving, arrived, left)
create type private.fence as (
  level smallint, level_at timestamptz, seen smallint, since timestamptz, base smallint, lowest smallint, progress smallint
);

create table private.fence_states (
  order_id uuid primary key references public.orders on delete cascade,
  pickup private.fence not null,
  dropoff private.fence not null,
  befores private.position[] not null,
  clear_until timestamptz not null
) with (fillfactor = 70);
comment on table private.fence_states is 'The memory of the fences of each open order; gone when the order is closed.';
comment on column private.fence_states.order_id is 'The order they are kept for.';
comment on column private.fence_states.pickup is 'Memory of the circles around the pickup: see the type private.fence.';
comment on column private.fence_states.dropoff is 'The same of the dropoff.';
comment on column private.fence_states.befores is
  'The last two positions, the later first: the way between two may lead through a circle. Forgotten with the last position.';
comment on column private.fence_states.clear_until is
  'Positions up to here are dealt with, or too far away to reach a circle by then at 60 m/s: they cost one look at this row.';
alter table private.fence_states enable row level security;
-- no policy and no grant

-- the crossings of whoever carries the order now, for the calls that show an order
create function private.crossings_of(order_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', c.place, 'kind', c.kind, 'at', c.at) order by c.at, c.place, c.kind), '[]')
  from public.fence_crossings c join public.orders o on o.id = c.order_id and o.partner_id = c.partner_id
  where c.order_id = crossings_of.order_id
$$;
