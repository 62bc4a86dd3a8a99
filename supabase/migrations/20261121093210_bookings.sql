-- A booking and its history. Who is where when cannot overlap: the constraint holds whatever writes the row.

create type public.booking_status as enum ('requested', 'confirmed', 'cancelled', 'cancelled_late', 'done', 'no_show');
create sequence private.booking_numbers start 1001;

create table public.bookings (
  id uuid primary key default gen_random_uuid(),
  number text not null unique default 'B' || nextval('private.booking_numbers'),
  client_id uuid not null,
  customer_id uuid references public.profiles on delete set null,
  service_key text not null references public.services on update cascade,
  carer_id uuid references public.resources,
  room_id uuid references public.resources,
  partner_id uuid references public.profiles on delete set null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  occupied tstzrange not null,
  time_zone text not null,
  status public.booking_status not null,
  note text check (length(note) <= 1000),
  order_id uuid references public.orders on delete set null,
  series_id uuid,
  occurrence_on date,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check ((series_id is null) = (occurrence_on is null)),
  unique (customer_id, client_id),
  unique (series_id, occurrence_on),
  exclude using gist (carer_id extensions.gist_uuid_ops with =, occupied with &&) where (status in ('requested', 'confirmed')),
  exclude using gist (room_id extensions.gist_uuid_ops with =, occupied with &&) where (status in ('requested', 'confirmed'))
);
comment on table public.bookings is 'One row per appointment. A carer and a room have one at a time, also by hand.';
comment on column public.bookings.number is 'What people say on the phone, such as B1001.';
comment on column public.bookings.client_id is 'Made by the browser, so that booking twice gives one booking.';
comment on column public.bookings.customer_id is 'Whose it is; empty once that account is erased.';
comment on column public.bookings.partner_id is 'The partner behind the carer when it was booked.';
comment on column public.bookings.ends_at is 'Computed from the service when it is booked or moved.';
comment on column public.bookings.occupied is 'The time its carer and room are taken: until ends_at, and the pause after it. Computed.';
comment on column public.bookings.time_zone is 'Of the service when it was booked: the clock on the wall where it takes place.';
comment on column public.bookings.note is 'From the customer, for the carer.';
comment on column public.bookings.order_id is 'The order it belongs to; what becomes of it is said in the order''s conversation.';
comment on column public.bookings.occurrence_on is 'The day of the series it was made for; stays when it is moved.';
comment on column public.bookings.version is 'Grows with each change.';
comment on column public.bookings.id is 'Also the address of its page, /bookings/<id>.';
comment on column public.bookings.service_key is 'What is booked.';
comment on column public.bookings.carer_id is 'Who comes; empty where the service needs nobody.';
comment on column public.bookings.room_id is 'Where; empty where the service needs no room.';
comment on column public.bookings.starts_at is 'When it begins. May be edited: reminders follow, and customer and carer are told.';
comment on column public.bookings.status is 'What may follow what is held by private.tg_bookings__guard(), also by hand.';
comment on column public.bookings.series_id is 'The series it was made for; empty: booked by itself.';
comment on column public.bookings.created_at is 'When it was booked.';
comment on column public.bookings.updated_at is 'Its last change.';
create index bookings_customer_id_idx on public.bookings (customer_id, starts_at desc);
create index bookings_partner_id_idx on public.bookings (partner_id, starts_at desc) where partner_id is not null;
create index bookings_starts_at_idx on public.bookings (starts_at);
create index bookings_service_key_idx on public.bookings (service_key);
create index bookings_carer_id_idx on public.bookings (carer_id, starts_at);
create index bookings_room_id_idx on public.bookings (room_id, starts_at);
create index bookings_order_id_idx on public.bookings (order_id);

alter table public.bookings enable row level security;
grant select on public.bookings to authenticated;
-- no write: book, move_booking and cancel_booking carry the rules
create policy "customers and carers read their bookings, staff all" on public.bookings
  for select to authenticated using (
    customer_id = (select auth.uid()) or partner_id = (select auth.uid()) or (select private.is_staff()));

create table public.booking_events (
  id bigint generated always as identity primary key,
  booking_id uuid not null references public.bookings on delete cascade,
  kind text not null check (kind in ('requested', 'confirmed', 'changed', 'cancelled', 'cancelled_late', 'done', 'no_show')),
  starts_at timestamptz not null,
  former_starts_at timestamptz,
  former_partner_id uuid references public.profiles on delete set null,
  actor_id uuid references public.profiles on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.booking_events is 'The history of each booking, never changed. What a change sets off hangs on its line.';
comment on column public.booking_events.former_starts_at is 'Of a change: when it was before.';
comment on column public.booking_events.former_partner_id is 'Of a change: whose it was before, where that changed.';
comment on column public.booking_events.actor_id is 'Who did it; empty when an admin or a job did.';
comment on column public.booking_events.id is 'Newer is greater.';
comment on column public.booking_events.booking_id is 'Which booking.';
comment on column public.booking_events.kind is 'What happened: its new status, or changed.';
comment on column public.booking_events.starts_at is 'When it begins since then.';
comment on column public.booking_events.created_at is 'When it happened.';
create index booking_events_booking_id_idx on public.booking_events (booking_id, id);
create index booking_events_actor_id_idx on public.booking_events (actor_id) where actor_id is not null;
create index booking_events_former_partner_id_idx on public.booking_events (former_partner_id) where former_partner_id is not null;
alter table public.booking_events enable row level security;
grant select on public.booking_events to authenticated;
-- no write: the trigger on bookings keeps the history
create policy "who reads a booking reads its history" on public.booking_events
  for select to authenticated using (booking_id in (select b.id from public.bookings b));
