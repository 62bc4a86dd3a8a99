-- Where a partner is, while an order is under way and the partner agrees. A trail by day, one last position per order.

create type public.share_status as enum ('sharing', 'paused', 'stopped');

create table public.location_shares (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders on delete cascade,
  partner_id uuid not null references public.profiles on delete cascade,
  status public.share_status not null default 'sharing',
  is_held boolean not null default false,
  consent_version text not null check (length(consent_version) between 1 and 40),
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  stopped_at timestamptz,
  pauses tstzmultirange not null default '{}'
);
comment on table public.location_shares is 'A partner''s consent to be followed for one order: given, paused, taken back.';
comment on column public.location_shares.is_held is 'Paused because the partner asked for it: a page that comes back into view does not go on by itself.';
comment on column public.location_shares.consent_version is 'Which wording the partner agreed to.';
comment on column public.location_shares.changed_at is 'When it was last started, paused or stopped.';
comment on column public.location_shares.pauses is 'When it was paused, the last one without an end while it lasts. Nothing recorded in between is taken, however late it comes.';
create unique index location_shares_one_live_idx on public.location_shares (order_id, partner_id) where stopped_at is null;
create index location_shares_order_id_idx on public.location_shares (order_id);
create index location_shares_partner_id_idx on public.location_shares (partner_id);

create table public.locations (
  order_id uuid not null,
  partner_id uuid not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null default now(),
  client_id uuid not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  accuracy_m real check (accuracy_m >= 0),
  speed_mps real check (speed_mps >= 0),
  heading_deg real check (heading_deg >= 0 and heading_deg < 360),
  battery_pct smallint check (battery_pct between 0 and 100),
  source text not null default 'browser' check (length(source) <= 20),
  unique (order_id, recorded_at, client_id)
) partition by range (recorded_at);
comment on table public.locations is 'The trail: every accepted position, partitioned by day, dropped after settings.location_retention_days.';
comment on column public.locations.client_id is 'Made by the device, so that a batch sent twice is stored once.';
-- no foreign keys: dropping a day must not touch other tables
create index locations_recorded_at_idx on public.locations using brin (recorded_at) with (pages_per_range = 32);

create table public.last_locations (
  order_id uuid primary key references public.orders on delete cascade,
  partner_id uuid not null references public.profiles on delete cascade,
  recorded_at timestamptz not null,
  received_at timestamptz not null default now(),
  lat double precision not null,
  lng double precision not null,
  accuracy_m real,
  speed_mps real,
  heading_deg real,
  battery_pct smallint,
  eta_at timestamptz,
  eta_low_at timestamptz,
  eta_high_at timestamptz,
  eta_is_approximate boolean,
  remaining_m real,
  check (eta_at between eta_low_at and eta_high_at)
) with (fillfactor = 70);
comment on table public.last_locations is 'The newest position per order, for the marker. Deleted in the transaction that closes the order.';
comment on column public.last_locations.eta_at is 'When the partner is expected at the place the order goes to next; eta_low_at and eta_high_at are the range to show.';
comment on column public.last_locations.eta_is_approximate is 'No road was known: worked out from the distance as the crow flies.';
comment on column public.last_locations.remaining_m is 'Metres still to go, along the road where one is known.';
create index last_locations_partner_id_idx on public.last_locations (partner_id);

-- definer: the trail's policy needs the caller's open orders without running the policy of orders again
create function private.my_tracked_order_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select id from public.orders
  where closed_at is null and partner_id is not null
    and (customer_id = (select auth.uid()) or partner_id = (select auth.uid()))
$$;
grant execute on function private.my_tracked_order_ids() to authenticated;

alter table public.location_shares enable row level security;
alter table public.locations enable row level security;
alter table public.last_locations enable row level security;
grant select on public.location_shares, public.locations, public.last_locations to authenticated;
-- no writes: start_sharing, pause_sharing, stop_sharing and ingest_locations carry the rules
-- neither customers nor staff here: what others see of a position, they see by open_tracking, which writes the look down
create policy "parties see whether the position is shared" on public.location_shares
  for select to authenticated using (order_id = any (array(select private.my_tracked_order_ids())));
-- only of a live share, of an open order, as the policy of shares says: consent taken back takes the trail with it, and the next partner sees nothing of the one before
create policy "partners read their own trail while they share" on public.locations
  for select to authenticated using (
    partner_id = (select auth.uid()) and order_id = any (array(
      select s.order_id from public.location_shares s where s.partner_id = (select auth.uid()) and s.stopped_at is null)));
create policy "partners read their own position while they share" on public.last_locations
  for select to authenticated using (
    partner_id = (select auth.uid()) and order_id = any (array(
      select s.order_id from public.location_shares s where s.partner_id = (select auth.uid()) and s.stopped_at is null)));
