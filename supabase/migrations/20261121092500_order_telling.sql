-- What an order's history and a partner's position say, and to whom.

-- definer: notify() is not for people to call
create function private.tg_order_events__notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  o public.orders;
begin
  select orders.* into o from public.orders where orders.id = new.order_id;
  perform public.notify(
    user_id => o.customer_id, event_type => 'order.' || new.to_status, subject_type => 'order', subject_id => o.id,
    data => jsonb_set(private.order_variables(o, new.note), '{order,status}', to_jsonb(new.to_status)),
    dedupe_key => 'order:' || o.id || ':event:' || new.id,
    action_url => '/orders/' || o.id);
  return null;
end $$;
create trigger _600_notify after insert on public.order_events
  for each row execute function private.tg_order_events__notify();

-- definer: only the database speaks on location topics; one topic for all, so that before the pick-up it is as careful as for customers
create function private.tg_last_locations__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- a row, not realtime.send(), which does more than this needs with every position
  insert into realtime.messages (payload, event, topic, private, extension)
  select private.position_shown(new, s.coarse_before_pickup and o.status = 'accepted'),
    'position_updated', 'order:' || new.order_id || ':loc:' || o.location_epoch, true, 'broadcast'
  from public.orders o cross join private.settings s where o.id = new.order_id;
  return null;
exception when others then
  -- a hint that cannot be written must not take the position along
  raise warning 'Not said aloud: %', sqlerrm;
  return null;
end $$;
create trigger _900_tell after insert or update on public.last_locations
  for each row execute function private.tg_last_locations__tell();

create function private.tg_location_shares__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('status', new.status, 'changed_at', new.changed_at),
    'sharing_updated', 'order:' || new.order_id || ':loc:' || o.location_epoch, true)
  from public.orders o where o.id = new.order_id;
  return null;
end $$;
create trigger _900_tell after insert or update on public.location_shares
  for each row execute function private.tg_location_shares__tell();
