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
  return;
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
