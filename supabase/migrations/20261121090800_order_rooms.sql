-- The room of an order lives with the order: it opens, fills, is told of each step and closes in the same transaction.

-- definer: rooms and members have no write grants
create function private.tg_orders__keep_room() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  room uuid;
begin
  if tg_op = 'INSERT' then
    insert into public.rooms (order_id, kind, title) values (new.id, 'order', 'Order ' || new.number) returning id into room;
    insert into public.room_members (room_id, user_id, role) values (room, new.customer_id, 'customer');
  elsif new.partner_id is distinct from old.partner_id then
    select r.id into room from public.rooms r where r.order_id = new.id and r.kind = 'order' for update;
    perform private.take_out(room, old.partner_id, 'reassigned');
    if new.partner_id is not null then
      perform private.let_in(room, new.partner_id, 'partner');
    end if;
    -- the first accepting is a step of the order, and says so itself
    if old.partner_id is not null then
      perform private.say_system(room, 'partner_changed', jsonb_strip_nulls(jsonb_build_object('user_id', new.partner_id,
        'former_id', old.partner_id, 'former_name', (select p.name from public.profiles p where p.id = old.partner_id))));
    end if;
  end if;
  return null;
end $$;
-- 400: before the history is written, so that the new partner hears the message of their own accepting
create trigger _400_keep_room after insert or update of partner_id on public.orders
  for each row execute function private.tg_orders__keep_room();

-- definer: as above
create function private.tg_order_events__say() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.append_message(r.id, null, null, 'order_update', new.note,
    jsonb_build_object('status', new.to_status, 'actor_id', new.actor_id), 'order_event:' || new.id)
  from public.rooms r where r.order_id = new.order_id and r.kind = 'order';
  return null;
end $$;
create trigger _500_say after insert on public.order_events
  for each row execute function private.tg_order_events__say();

-- definer: as above; the last message is said before the door shuts
create function private.tg_order_events__close_room() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.rooms r set status = 'closed'
  where r.order_id = new.order_id and r.kind = 'order' and r.status = 'open';
  return null;
end $$;
create trigger _800_close_room after insert on public.order_events
  for each row when (new.to_status in ('delivered', 'cancelled'))
  execute function private.tg_order_events__close_room();
