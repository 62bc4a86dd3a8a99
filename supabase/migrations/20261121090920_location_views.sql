-- Who looked at a partner's position. A look is written down before anything is shown, and the topic asks for that line too.

create type public.view_kind as enum ('live', 'replay', 'operations');

create table public.location_views (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders on delete cascade,
  epoch int not null,
  kind public.view_kind not null default 'live',
  partner_id uuid not null references public.profiles on delete cascade,
  viewer_id uuid references public.profiles on delete set null,
  viewer_role public.person_role not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  times int not null default 1 check (times > 0),
  check (last_at >= first_at),
  constraint location_views_one_line unique (order_id, viewer_id, epoch, kind, partner_id)
) with (fillfactor = 80);
comment on table public.location_views is 'The access log of positions: who looked at whose, for which order, from when to when. Nobody hears a position without a line here.';
comment on column public.location_views.id is 'Nothing but a key.';
comment on column public.location_views.order_id is 'The order they followed.';
comment on column public.location_views.first_at is 'When they first looked.';
comment on column public.location_views.epoch is 'The order''s location_epoch: another partner, or another line.';
comment on column public.location_views.kind is 'live: followed while under way; replay: staff read the trail, also of a closed order; operations: staff had the map of all orders before them.';
comment on column public.location_views.partner_id is 'Whose position it was.';
comment on column public.location_views.viewer_id is 'Empty once the account is gone; the look stays in the log.';
comment on column public.location_views.viewer_role is 'As what they looked, also if they are something else today.';
comment on column public.location_views.last_at is 'Renewed every 30 s by keep_watching while the page is in sight.';
comment on column public.location_views.times is 'Looks more than a minute apart.';
create index location_views_partner_id_idx on public.location_views (partner_id, last_at desc);
create index location_views_viewer_id_idx on public.location_views (viewer_id) where viewer_id is not null;

alter table public.location_views enable row level security;
grant select on public.location_views to authenticated;
-- no writes: open_tracking, keep_watching and replay_trail keep the log
-- not the viewer: what one looked at is the other's to know
create policy "partners see who looked at them, staff see all looks" on public.location_views
  for select to authenticated using (partner_id = (select auth.uid()) or (select private.is_staff()));

-- 45 s: one lost call of the 30 s beat does not slow the partner's phone
create function private.is_watched(order_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.location_views v
    where v.order_id = is_watched.order_id and v.kind = 'live' and v.viewer_id is distinct from v.partner_id
      and v.last_at > now() - interval '45 seconds')
$$;
comment on function private.is_watched is 'Somebody other than the partner has the position in sight, or had it 45 s ago.';

-- the road to the next end, as open_tracking gives it; written anew where roads are kept
create function private.route_of(order_id uuid) returns jsonb
language sql stable set search_path = '' as $$ select null::jsonb $$;
