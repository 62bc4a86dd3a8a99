-- Following an order: one call writes the look down and gives everything there is to see.

alter table private.settings add column coarse_before_pickup boolean not null default false;
comment on column private.settings.coarse_before_pickup is
  'Until the pick-up customers see the partner to 3 decimals (about 110 m), without heading, speed, trail and road; staff see all.';

-- a position as people get it: six decimals are 11 cm; coarse is a street, and nothing that would give away more
-- plpgsql: its plan is kept, and it runs with every position
create function private.position_shown(l public.last_locations, is_coarse boolean) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_build_object(
    'recorded_at', l.recorded_at, 'received_at', l.received_at,
    'lat', round(l.lat::numeric, case when is_coarse then 3 else 6 end), 'lng', round(l.lng::numeric, case when is_coarse then 3 else 6 end),
    'accuracy_m', case when is_coarse then greatest(l.accuracy_m, 110) else l.accuracy_m end,
    'speed_mps', case when not is_coarse then l.speed_mps end, 'heading_deg', case when not is_coarse then l.heading_deg end,
    'is_coarse', is_coarse, 'eta_at', l.eta_at, 'eta_low_at', l.eta_low_at, 'eta_high_at', l.eta_high_at,
    'eta_is_approximate', l.eta_is_approximate,
    'remaining_m', case when is_coarse then round(l.remaining_m::numeric, -2)::real else l.remaining_m end);
end $$;

-- what came in under this consent, oldest first, thinned evenly to a thousand points; pictures need no more
create function private.trail_of(share public.location_shares, since timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_array(round(t.lat::numeric, 6), round(t.lng::numeric, 6),
    (extract(epoch from t.recorded_at) * 1000)::bigint) order by t.recorded_at), '[]')
  from (
    select l.lat, l.lng, l.recorded_at, row_number() over (order by l.recorded_at) as n, count(*) over () as all_n
    from public.locations l
    -- nothing older than a day is ever taken, so whole partitions are left out
    where l.order_id = share.order_id and l.partner_id = share.partner_id and l.received_at >= share.started_at
      and l.recorded_at >= greatest(share.started_at - interval '1 day', since)
  ) t where t.n in (1, t.all_n) or t.n % ceil(t.all_n / 1000.0)::int = 0
$$;

-- definer: nobody else reads positions of others; the parties and staff are looked up first
create function public.open_tracking(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  is_staff boolean := (select private.is_staff());
  shown jsonb;
begin
  -- one statement: one snapshot decides and answers, so nobody reads with a right that ended in between
  with o as (
    select x.*, s.coarse_before_pickup and x.customer_id = me and not is_staff as is_careful,
      s.coarse_before_pickup and x.customer_id = me and not is_staff and x.status = 'accepted' as is_coarse
    from public.orders x cross join private.settings s
    where x.id = open_tracking.order_id and x.closed_at is null and x.partner_id is not null
      and (me in (x.customer_id, x.partner_id) or is_staff)
  ), looked as (
    insert into public.location_views as v (order_id, epoch, partner_id, viewer_id, viewer_role)
    select o.id, o.location_epoch, o.partner_id, me,
      case me when o.customer_id then 'customer' when o.partner_id then 'partner' else 'staff' end::public.person_role from o
    on conflict on constraint location_views_one_line do update
    set times = v.times + (v.last_at < now() - interval '1 minute')::int, last_at = greatest(v.last_at, now())
  )
  select jsonb_build_object(
    'order_id', o.id, 'topic', 'order:' || o.id || ':loc:' || o.location_epoch,
    'share', case when s.id is not null then jsonb_build_object('status', s.status, 'changed_at', s.changed_at) end,
    'position', case when l.order_id is not null then private.position_shown(l, o.is_coarse)
      || case when me = o.customer_id and not is_staff then '{}' else jsonb_build_object('battery_pct', l.battery_pct) end end,
    -- what was coarse before the pick-up is not told exactly after it
    'trail', case when s.stopped_at is not null or s.id is null or o.is_coarse then '[]'
      else private.trail_of(s, case when o.is_careful then (select max(e.created_at) from public.order_events e
        where e.order_id = o.id and e.to_status = 'picked_up') end) end,
    'route', case when not o.is_coarse then private.route_of(o.id) end,
    'crossings', private.crossings_of(o.id)
  ) into shown
  from o
  left join lateral (select x.* from public.location_shares x
    where x.order_id = o.id and x.partner_id = o.partner_id order by (x.stopped_at is null) desc, x.started_at desc limit 1) s on true
  left join public.last_locations l on l.order_id = o.id and l.partner_id = o.partner_id and s.stopped_at is null;
  if shown is null then
    perform private.refuse(404, 'not_tracked', 'There is no such order to follow: it is closed, not taken yet, or not yours.');
  end if;
  return shown;
end $$;
comment on function public.open_tracking is
  'Everything a party or staff may see of an open order''s position, and the topic that tells what follows. Writes the look into location_views. Errors: not_tracked (also for strangers).';
grant execute on function public.open_tracking to authenticated;

-- definer: location_views has no write grant; only a look of one's own that still counts is renewed
create function public.keep_watching(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.location_views v set last_at = greatest(v.last_at, now()) from public.orders o
  where v.order_id = keep_watching.order_id and v.viewer_id = (select auth.uid()) and v.kind = 'live'
    and o.id = v.order_id and o.location_epoch = v.epoch and o.closed_at is null
    and ((select auth.uid()) in (o.customer_id, o.partner_id) or (select private.is_staff()));
  if not found then
    perform private.refuse(404, 'not_tracked', 'Open the order''s tracking first; it may have another partner now, or be closed.');
  end if;
end $$;
comment on function public.keep_watching is 'Called every 30 s while the position is in sight: the partner''s phone sends often only while somebody looks. Errors: not_tracked.';
grant execute on function public.keep_watching to authenticated;
