-- An order and its history. Everything else hangs on this row: room, position, notifications, and who may see them.

create type public.order_kind as enum ('laundry', 'pharmacy', 'hotel', 'care', 'delivery');
create type public.order_status as enum
  ('placed', 'accepted', 'picked_up', 'in_progress', 'ready', 'out_for_delivery', 'delivered', 'cancelled');

create sequence private.order_numbers start 1001;

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  number text not null unique default 'A' || nextval('private.order_numbers'),
  client_id uuid not null,
  customer_id uuid references public.profiles on delete set null,
  partner_id uuid references public.profiles on delete set null,
  kind public.order_kind not null,
  status public.order_status not null default 'placed',
  status_note text check (length(status_note) <= 500),
  pickup_address text not null check (length(pickup_address) between 1 and 300),
  pickup_lat double precision not null check (pickup_lat between -90 and 90),
  pickup_lng double precision not null check (pickup_lng between -180 and 180),
  dropoff_address text not null check (length(dropoff_address) between 1 and 300),
  dropoff_lat double precision not null check (dropoff_lat between -90 and 90),
  dropoff_lng double precision not null check (dropoff_lng between -180 and 180),
  note text check (length(note) <= 1000),
  near_radius_m int not null default 500 check (near_radius_m between 50 and 20000),
  arrive_radius_m int not null default 80 check (arrive_radius_m between 20 and 2000),
  location_epoch int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  total_minor bigint check (total_minor between 0 and 1000000000000),
  currency text check (currency ~ '^[A-Z]{3}$'),
  check ((total_minor is null) = (currency is null)),
  check (near_radius_m > arrive_radius_m),
  check (customer_id is not null or closed_at is not null),
  unique (customer_id, client_id)
);
comment on table public.orders is 'One row per order. Its parties, and whether it is closed, decide who reads the room, the position and the history.';
comment on column public.orders.number is 'What people say on the phone, such as A1027.';
comment on column public.orders.client_id is 'Made by the browser, so that placing an order twice gives one order.';
comment on column public.orders.customer_id is 'Who placed it; empty once that account is erased, which only closed orders outlive.';
comment on column public.orders.partner_id is 'Who carries it out; empty until a partner accepts.';
comment on column public.orders.status is 'Moves only along order_transitions, also by hand in the dashboard.';
comment on column public.orders.status_note is 'Said with the last change of status; copied into order_events.';
comment on column public.orders.note is 'From the customer, for the partner.';
comment on column public.orders.near_radius_m is 'Metres around each end within which the partner is arriving.';
comment on column public.orders.arrive_radius_m is 'Metres around each end within which the partner has arrived; give a large site more.';
comment on column public.orders.location_epoch is 'Part of the location topic; grows when somebody loses access, so open sockets stop hearing.';
comment on column public.orders.total_minor is 'What it costs, in minor units of currency (1250 is 12.50 EUR); empty until staff have set a price.';
comment on column public.orders.currency is 'ISO 4217; stands still once something was paid.';
comment on column public.orders.closed_at is 'Set when delivered or cancelled: from then on nobody sees a position.';
create index orders_customer_id_idx on public.orders (customer_id, created_at desc);
create index orders_partner_id_idx on public.orders (partner_id, created_at desc) where partner_id is not null;
create index orders_open_idx on public.orders (created_at) where status = 'placed' and partner_id is null;

alter table public.orders enable row level security;
grant select on public.orders to authenticated;
-- no insert, update or delete: place_order, accept_order and advance_order carry the rules
create policy "parties read their orders, partners the open ones, staff all" on public.orders
  for select to authenticated using (
    customer_id = (select auth.uid()) or partner_id = (select auth.uid())
    or (status = 'placed' and partner_id is null and (select private.my_role()) = 'partner')
    or (select private.is_staff()));

-- definer: other tables' policies need the caller's orders without running the policy of orders again
create function private.my_order_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return query select o.id from public.orders o where o.customer_id = (select auth.uid())
  union all
  select o.id from public.orders o where o.partner_id = (select auth.uid()) and o.customer_id is distinct from (select auth.uid());
end $$;
grant execute on function private.my_order_ids() to authenticated;

create table public.order_transitions (
  from_status public.order_status not null,
  to_status public.order_status not null,
  role public.person_role not null,
  primary key (from_status, to_status, role)
);
comment on table public.order_transitions is 'The status machine as rows: who may move an order from where to where. Add a row to allow a step.';
alter table public.order_transitions enable row level security;
grant select on public.order_transitions to authenticated;
-- no write: admins only
create policy "people read the steps an order may take" on public.order_transitions
  for select to authenticated using (true);
insert into public.order_transitions (from_status, to_status, role) values
  ('placed', 'accepted', 'partner'),
  ('accepted', 'picked_up', 'partner'),
  ('picked_up', 'out_for_delivery', 'partner'), ('picked_up', 'in_progress', 'partner'),
  ('in_progress', 'ready', 'partner'), ('ready', 'out_for_delivery', 'partner'),
  ('out_for_delivery', 'delivered', 'partner'),
  ('placed', 'cancelled', 'customer'), ('accepted', 'cancelled', 'customer'),
  ('placed', 'cancelled', 'staff'), ('accepted', 'cancelled', 'staff'), ('picked_up', 'cancelled', 'staff'),
  ('in_progress', 'cancelled', 'staff'), ('ready', 'cancelled', 'staff'), ('out_for_delivery', 'cancelled', 'staff');
