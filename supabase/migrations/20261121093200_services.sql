-- What can be booked, and who or what it takes: carers and rooms. Empty as shipped: a project without bookings sees none of it.

create extension if not exists btree_gist with schema extensions;

create table public.services (
  key text primary key check (key ~ '^[a-z][a-z0-9_]{1,39}$'),
  label text not null check (length(label) between 1 and 80 and label ~ '\S'),
  detail text check (length(detail) <= 500),
  place text check (length(place) between 1 and 300),
  time_zone text not null default 'UTC',
  duration_min int not null check (duration_min between 5 and 1440),
  step_min int not null default 30 check (step_min between 5 and 1440),
  pause_min int not null default 0 check (pause_min between 0 and 480),
  lead_min int not null default 60 check (lead_min between 0 and 43200),
  horizon_days int not null default 60 check (horizon_days between 1 and 365),
  free_cancel_min int not null default 1440 check (free_cancel_min between 0 and 43200),
  remind_before_min int[] not null default '{1440,60}'
    check (cardinality(remind_before_min) <= 5 and 5 <= all (remind_before_min) and 43200 >= all (remind_before_min)),
  needs_carer boolean not null default true,
  needs_room boolean not null default false,
  needs_confirming boolean not null default false,
  is_offered boolean not null default true,
  position int not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (needs_carer or needs_room)
);
comment on table public.services is 'What can be booked: how long it takes, when it may begin, until when it is cancelled freely, when one is reminded.';
comment on column public.services.key is 'Its name for programs, such as home_care; also in the topic availability:<key>.';
comment on column public.services.place is 'Where it takes place; empty: at the customer''s, or as agreed.';
comment on column public.services.time_zone is 'IANA name. Days begin at its midnight, and slots are counted from there.';
comment on column public.services.step_min is 'Minutes between two beginnings that are offered.';
comment on column public.services.pause_min is 'Minutes after it that its carer and its room stay taken, for the way or for cleaning.';
comment on column public.services.lead_min is 'Minutes before its beginning until which it is booked; staff may later.';
comment on column public.services.free_cancel_min is 'Minutes before its beginning until which a customer moves it, and cancels it in time. Later it is cancelled late.';
comment on column public.services.remind_before_min is 'Minutes before its beginning at which the customer is reminded, each once.';
comment on column public.services.needs_confirming is 'A booking is only asked for until its carer or staff confirm it. The time is kept meanwhile.';
comment on column public.services.is_offered is 'False: nothing new is booked; what is booked stays.';
comment on column public.services.label is 'What people read; in one language, as the company writes it.';
comment on column public.services.detail is 'A sentence or two beside the label.';
comment on column public.services.duration_min is 'Minutes it takes. A change counts for what is booked from then on.';
comment on column public.services.horizon_days is 'Days ahead that it can be booked.';
comment on column public.services.needs_carer is 'It takes one of the carers that service_resources names.';
comment on column public.services.needs_room is 'It takes one of the rooms that service_resources names.';
comment on column public.services.position is 'Order on the screen, smallest first.';
comment on column public.services.created_at is 'When staff made it.';
comment on column public.services.updated_at is 'Its last change.';
alter table public.services enable row level security;
grant select on public.services to authenticated;
-- no write: save_service, for staff
create policy "people read the services that are offered, staff all" on public.services
  for select to authenticated using (is_offered or (select private.is_staff()));
create trigger _100_check_time_zone before insert or update of time_zone on public.services
  for each row execute function private.tg_profiles__check_time_zone();
create trigger _200_touch before update on public.services for each row execute function private.tg__touch();

create table public.resources (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('carer', 'room')),
  name text not null check (length(name) between 1 and 80 and name ~ '\S'),
  partner_id uuid unique references public.profiles on delete set null,
  time_zone text not null default 'UTC',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (kind = 'carer' or partner_id is null)
);
comment on table public.resources is 'Whose time is booked: carers, each a partner, and rooms.';
comment on column public.resources.name is 'What customers choose by.';
comment on column public.resources.partner_id is 'The partner behind a carer, who sets their own hours; empty: staff do, or the account is gone.';
comment on column public.resources.time_zone is 'IANA name: its hours are by the clock on this wall.';
comment on column public.resources.is_active is 'False: nothing new is booked with it.';
comment on column public.resources.id is 'Named by bookings, hours and exceptions.';
comment on column public.resources.kind is 'carer or room.';
comment on column public.resources.created_at is 'When staff made it.';
comment on column public.resources.updated_at is 'Its last change.';
alter table public.resources enable row level security;
grant select on public.resources to authenticated;
-- no write: save_resource, for staff
create policy "people read the carers and rooms there are, staff all" on public.resources
  for select to authenticated using (is_active or (select private.is_staff()));
create trigger _100_check_time_zone before insert or update of time_zone on public.resources
  for each row execute function private.tg_profiles__check_time_zone();
create trigger _200_touch before update on public.resources for each row execute function private.tg__touch();

create table public.service_resources (
  service_key text not null references public.services on delete cascade,
  resource_id uuid not null references public.resources on delete cascade,
  primary key (service_key, resource_id)
);
comment on table public.service_resources is 'Which carers do a service, and in which rooms.';
comment on column public.service_resources.service_key is 'The service.';
comment on column public.service_resources.resource_id is 'Who does it, or where.';
create index service_resources_resource_id_idx on public.service_resources (resource_id);
alter table public.service_resources enable row level security;
grant select on public.service_resources to authenticated;
-- no write: save_resource
create policy "people read who does what" on public.service_resources for select to authenticated using (true);

-- definer: policies of the next chapters ask it, and resources has a policy of its own
create function private.my_resource_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select id from public.resources where partner_id = (select auth.uid())
$$;
grant execute on function private.my_resource_ids() to authenticated;
