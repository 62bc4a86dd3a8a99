-- What the topic operations hears, while somebody watches (operations:<epoch>): every three seconds who has moved, in as few messages as that takes,
-- and each change of an order or of its sharing at once.

create unlogged table private.operations_due (
  order_id uuid not null
);
comment on table private.operations_due is 'Orders whose position is to be told to the operations map with the next tick. Unlogged: a hint that is lost is made up for by the next position.';
comment on column private.operations_due.order_id is 'May stand here twice: a unique key would make a partner wait for the tick.';
alter table private.operations_due enable row level security;
-- no policy and no grant: the triggers below and tell_operations()

-- definer throughout: partners have no right to any of this

create function private.tg_last_locations__note_operations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.is_operations_watched() then
    insert into private.operations_due (order_id) values (new.order_id);
  end if;
  return null;
end $$;
create trigger _950_note_operations after insert or update on public.last_locations
  for each row execute function private.tg_last_locations__note_operations();

-- one order has changed: its row, or null once it is no longer under way
create function private.tell_operation(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.is_operations_watched() then
    perform private.note_operations_look(array(select w.user_id from private.operations_watchers w where w.seen_at > now() - interval '45 seconds'),
      array[tell_operation.order_id]);
    perform realtime.send(jsonb_build_object('order_id', tell_operation.order_id, 'operation',
      (select o.operation from private.operations_told o where o.order_id = tell_operation.order_id)),
      'operation_updated', private.operations_topic(), true);
  end if;
end $$;

create function private.tg_orders__tell_operations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_operation(new.id);
  return null;
end $$;
create trigger _950_tell_operations after update of status, partner_id, closed_at on public.orders
  for each row when (coalesce(new.partner_id, old.partner_id) is not null)
  execute function private.tg_orders__tell_operations();

create function private.tg_location_shares__tell_operations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_operation(new.order_id);
  return null;
end $$;
create trigger _950_tell_operations after insert or update of status on public.location_shares
  for each row execute function private.tg_location_shares__tell_operations();

create function private.tg_fence_crossings__tell_operations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_operation(new.order_id);
  return null;
end $$;
create trigger _950_tell_operations after insert on public.fence_crossings
  for each row execute function private.tg_fence_crossings__tell_operations();

-- a hundred orders are about 12 kB
create function private.tell_operations() returns int
language plpgsql security definer set search_path = '' as $$
declare
  ids uuid[];
  told int := 0;
  message json;
begin
  -- one at a time: two ticks that overlap would tell an order twice
  if not pg_try_advisory_xact_lock(hashtextextended('tell operations', 0)) then
    return 0;
  end if;
  with taken as (delete from private.operations_due d returning d.order_id)
  select array_agg(distinct t.order_id) into ids from taken t;
  if ids is null or not private.is_operations_watched() then
    return 0;
  end if;
  for message in
    select json_agg(page.moved) from (
      select o.moved, row_number() over () as place from private.operations_told o
      where o.order_id = any (ids) and o.moved is not null) page
    group by (page.place - 1) / 100
  loop
    perform realtime.send(jsonb_build_object('moved', message), 'operations_moved', private.operations_topic(), true);
    told := told + json_array_length(message);
  end loop;
  return told;
end $$;
comment on function private.tell_operations is 'Tells the operations map who has moved since the last tick. Returns how many orders. Every 3 seconds by pg_cron, so an order is told at most that often.';
select cron.schedule('orderline-operations', '3 seconds', 'select private.tell_operations()');
