-- What ends an estimate, and the promise a delay is measured against.

alter table private.settings add column delay_notice_minutes int not null default 10 check (delay_notice_minutes between 1 and 1440);
comment on column private.settings.delay_notice_minutes is 'How many minutes later than first promised before the customer is told, once, that an order is delayed.';

-- what is written here goes back into the memory; the notice itself is in the chapters of telling
create function private.watch_promise(carried public.orders, a private.arrivals, was_approximate boolean, recorded_at timestamptz, delay_minutes int)
returns private.arrivals
language plpgsql set search_path = '' as $$
begin
  if carried.status <> 'out_for_delivery' then
    return a;
  elsif a.promised_at is null or (was_approximate and not a.is_approximate and a.told_at is null) then
    -- the first time from a road takes the place of one that was only a straight line
    a.promised_at := a.eta_at;
  end if;
  a.late_since := case when a.eta_at > a.promised_at + make_interval(mins => delay_minutes) then coalesce(a.late_since, recorded_at) end;
  -- a minute, so that one wrong turn is no delay
  if a.told_at is null and a.late_since <= recorded_at - interval '1 minute' then
    a.told_at := now();
    perform private.tell_delay(carried, a.eta_at);
  end if;
  return a;
end $$;

-- definer: people have no right to touch what is kept of the estimate
create function private.tg_orders__end_arrival() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.status <> old.status and new.status in ('picked_up', 'delivered') then
    perform private.note_arrival(new.id, case new.status when 'picked_up' then 'pickup' else 'dropoff' end::private.order_leg, now());
  end if;
  if new.location_epoch <> old.location_epoch then
    delete from private.arrival_predictions p where p.order_id = new.id and p.arrived_at is null;
    perform private.forget_road(new.id);
  end if;
  return null;
end $$;

-- definer: as above
create function private.tg_fence_crossings__note_arrival() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.note_arrival(new.order_id, new.place::text::private.order_leg, new.at);
  return null;
end $$;
create trigger _500_note_arrival after insert on public.fence_crossings
  for each row when (new.kind = 'arrived') execute function private.tg_fence_crossings__note_arrival();

create trigger _440_end_arrival after update on public.orders
  for each row when (new.status <> old.status or new.location_epoch <> old.location_epoch)
  execute function private.tg_orders__end_arrival();

-- definer: as above. A road begins where the partner was, so it goes with the consent.
create function private.tg_location_shares__end_arrival() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.forget_road(new.order_id);
  return null;
end $$;
create trigger _440_end_arrival after update of status on public.location_shares
  for each row when (new.status = 'stopped' and old.status <> 'stopped') execute function private.tg_location_shares__end_arrival();

create function private.forget_road(order_id uuid) returns void
language sql set search_path = '' as $$
  delete from private.route_requests q where q.order_id = forget_road.order_id;
  delete from private.order_routes r where r.order_id = forget_road.order_id;
  delete from private.arrivals a where a.order_id = forget_road.order_id;
$$;
