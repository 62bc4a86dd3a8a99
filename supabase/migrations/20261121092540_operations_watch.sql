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
-- plpgsql: its plan is kept, and it runs with every position
create function private.is_operations_watched() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (select from private.operations_watchers w where w.seen_at > now() - interval '45 seconds');
end $$;

alter table private.settings add column operations_hurry_phones boolean not null default true;
comment on column private.settings.operations_hurry_phones is
  'While staff have the operations map before them, phones send as often as for somebody who follows one order; switch off to spare batteries: the map is then up to a minute behind.';

-- definer as before; written anew, because the map of all orders is a look at each
create or replace function private.is_watched(order_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.location_views v
    where v.order_id = is_watched.order_id and v.kind = 'live' and v.viewer_id is distinct from v.partner_id
      and v.last_at > now() - interval '45 seconds')
    or (private.is_operations_watched() and (select s.operations_hurry_phones from private.settings s));
end $$;

-- Realtime judges a join once: whoever stops being staff is left behind on a topic where nothing is said any more
create sequence private.operations_epochs;
create function private.operations_topic() returns text
language sql volatile set search_path = '' as $$ select 'operations:' || e.last_value from private.operations_epochs e $$;

-- joining asks for a heartbeat, and with it for a line in the log
-- definer: people read no table of private
create function private.may_hear_operations(topic text) returns boolean
language sql volatile security definer set search_path = '' as $$
  select topic = private.operations_topic() and (select private.is_staff())
    and exists (select from private.operations_watchers w
      where w.user_id = (select auth.uid()) and w.seen_at > now() - interval '45 seconds')
$$;

-- definer: an admin edits the profile; the topic is not theirs to speak on
create function private.tg_profiles__leave_operations() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  left_behind text := private.operations_topic();
begin
  perform nextval('private.operations_epochs');
  delete from private.operations_watchers w where w.user_id = old.id;
  perform realtime.send('{}', 'topic_changed', left_behind, true);
  return null;
end $$;
create trigger _510_leave_operations after update of role on public.profiles
  for each row when (old.role = 'staff' and new.role <> 'staff') execute function private.tg_profiles__leave_operations();
create trigger _511_leave_operations after delete on public.profiles
  for each row when (old.role = 'staff') execute function private.tg_profiles__leave_operations();

-- Whoever may see a position stands in the log of that order, to the minute. Orders are locked first, as whoever changes one
-- does; one that is being changed just now is noted by that change, or with the next heartbeat.
create function private.note_operations_look(viewers uuid[], order_ids uuid[]) returns void
language sql set search_path = '' as $$
  with seen as (
    select o.id, o.location_epoch, o.partner_id from public.orders o
    where o.id = any (note_operations_look.order_ids) and o.closed_at is null and o.partner_id is not null
      and exists (select from public.location_shares s where s.order_id = o.id and s.partner_id = o.partner_id and s.stopped_at is null)
    order by o.id for key share of o skip locked
  )
  insert into public.location_views as v (order_id, epoch, kind, partner_id, viewer_id, viewer_role)
  select seen.id, seen.location_epoch, 'operations', seen.partner_id, viewer, 'staff'
  from seen cross join unnest(note_operations_look.viewers) viewer
  where viewer <> seen.partner_id and not exists (select from public.location_views k where k.order_id = seen.id and k.viewer_id = viewer and k.epoch = seen.location_epoch
    and k.kind = 'operations' and k.partner_id = seen.partner_id and k.last_at > now() - interval '1 minute')
  on conflict on constraint location_views_one_line do update
  set times = v.times + (v.last_at < now() - interval '5 minutes')::int, last_at = greatest(v.last_at, now())
$$;
comment on function private.note_operations_look is 'Writes down that these people saw these orders on the operations map, where a position is shared.';

-- definer: the table of watchers has no grant; it speaks only of the caller
create function public.watch_operations() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  insert into private.operations_watchers as w (user_id) values ((select auth.uid()))
  on conflict (user_id) do update set seen_at = now();
  perform private.note_operations_look(array[(select auth.uid())],
    array(select o.id from public.orders o where o.closed_at is null and o.partner_id is not null));
end $$;
comment on function public.watch_operations is
  'For staff: heartbeat of a page that shows the operations map, every 15 s while it is seen. The topic operations speaks only while there is one. Errors: not_staff.';
grant execute on function public.watch_operations to authenticated;
