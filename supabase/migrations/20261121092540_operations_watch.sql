-- Live operations: which staff have the map of all orders before them. Positions are told to the map only while somebody looks.

create unlogged table private.operations_watchers (
  user_id uuid primary key references public.profiles on delete cascade,
  seen_at timestamptz not null default now()
) with (fillfactor = 60);
comment on table private.operations_watchers is 'Staff with the operations map before them, by their last heartbeat. Unlogged: a crash forgets it, and the next heartbeat tells it again.';
comment on column private.operations_watchers.user_id is 'Who looks.';
comment on column private.operations_watchers.seen_at is 'Their last heartbeat; it counts for 45 seconds.';
alter table private.operations_watchers enable row level security;
-- no policy and no grant: operations_map() and watch_operations()

-- asked with each position, so it reads one small index and nothing else
create function private.is_operations_watched() returns boolean
language sql stable set search_path = '' as $$
  select exists (select from private.operations_watchers w where w.seen_at > now() - interval '45 seconds')
$$;

-- who looks now, for the topic: joining it asks for a heartbeat, and with it for an entry in the log
-- definer: people read no table of private
create function private.i_watch_operations() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.operations_watchers w
    where w.user_id = (select auth.uid()) and w.seen_at > now() - interval '45 seconds') and (select private.is_staff())
$$;

-- whoever may see a position stands in the log of that order; null is every order under way
create function private.note_operations_look(order_id uuid default null) returns void
language plpgsql set search_path = '' as $$
begin
  -- locked before anything is written: the check of the foreign key would wait for whoever changes the order, and they for this line
  with shared as materialized (
    select o.id, o.location_epoch, o.partner_id from public.orders o
    where o.closed_at is null and o.partner_id is not null and (note_operations_look.order_id is null or o.id = note_operations_look.order_id)
      and exists (select from public.location_shares s where s.order_id = o.id and s.partner_id = o.partner_id and s.stopped_at is null)
    for key share skip locked
  )
  insert into public.location_views as v (order_id, epoch, kind, partner_id, viewer_id, viewer_role)
  select o.id, o.location_epoch, 'map', o.partner_id, w.user_id, 'staff' from shared o, private.operations_watchers w
  where w.seen_at > now() - interval '45 seconds' and w.user_id <> o.partner_id
    and (note_operations_look.order_id is not null or w.user_id = (select auth.uid()))
  on conflict on constraint location_views_one_line do update
  set times = v.times + (v.last_at < now() - interval '3 minutes')::int, last_at = greatest(v.last_at, now())
  -- a heartbeat of every 15 s writes once a minute
  where v.last_at < now() - interval '1 minute';
end $$;
comment on function private.note_operations_look is 'Writes in the log of looks that those who watch operations see this order, or all that are under way.';

-- definer: the table of watchers has no grant; it speaks only of the caller
create function public.watch_operations() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  insert into private.operations_watchers as w (user_id) values ((select auth.uid()))
  on conflict (user_id) do update set seen_at = now();
  perform private.note_operations_look();
end $$;
comment on function public.watch_operations is
  'For staff: heartbeat of a page that shows the operations map, every 15 s while it is seen. The topic operations speaks only while there is one. Errors: not_staff.';
grant execute on function public.watch_operations to authenticated;
