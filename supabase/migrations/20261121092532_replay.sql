-- Staff look at a way again, open or closed, while it is kept; the partner sees in the log that they did.

-- definer: nobody reads positions of others but through a call that writes the look down
create function public.replay_trail(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  replayed jsonb;
begin
  if not (select private.is_staff()) then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  end if;
  with o as (
    select x.id, x.location_epoch from public.orders x where x.id = replay_trail.order_id
  ), raw as (
    select l.* from o, private.raw_trail(o.id) l
  ), thin as (
    select r.*, row_number() over (order by r.recorded_at, r.client_id) as n, count(*) over () as all_n from raw r
  ), trail as (
    -- as many as a slider can tell apart
    select jsonb_agg(jsonb_build_array(round(t.lat::numeric, 6), round(t.lng::numeric, 6), (extract(epoch from t.recorded_at) * 1000)::bigint,
      t.speed_mps, t.heading_deg, t.accuracy_m) order by t.n) as points
    from thin t where t.n in (1, t.all_n) or t.n % ceil(t.all_n / 5000.0)::int = 0
  ), lines as (
    -- one for each partner who carried it; made now where the order is still open
    select l.* from (select distinct r.order_id, r.partner_id from raw r) w, private.trail_line(w.order_id, w.partner_id) l
    union all
    select s.* from o join public.trail_summaries s on s.order_id = o.id where not exists (select from raw)
  ), kept as (
    select jsonb_agg(p.point || '[null, null, null]'::jsonb order by s.started_at, p.n) as points
    from lines s, jsonb_array_elements(s.polyline) with ordinality p (point, n)
  ), looked as (
    insert into public.location_views as v (order_id, epoch, kind, partner_id, viewer_id, viewer_role)
    select o.id, o.location_epoch, 'replay', p.id, (select auth.uid()), 'staff'
    from o, lines w join public.profiles p on p.id = w.partner_id
    on conflict on constraint location_views_one_line do update
    set times = v.times + (v.last_at < now() - interval '1 minute')::int, last_at = greatest(v.last_at, now())
  )
  select jsonb_build_object('trail', coalesce(t.points, k.points, '[]'), 'crossings', private.crossings_of(o.id),
    'started_at', (select min(l.started_at) from lines l), 'ended_at', (select max(l.ended_at) from lines l),
    'distance_m', coalesce((select sum(l.distance_m) from lines l), 0),
    'is_summary', t.points is null and k.points is not null)
  into replayed from o, trail t, kept k;
  if replayed is null then
    perform private.refuse(404, 'order_not_found', 'There is no such order.');
  end if;
  return replayed;
end $$;
comment on function public.replay_trail is
  'Staff: the way of an order, [[lat, lng, epoch ms, speed_mps, heading_deg, accuracy_m], …]; once the raw positions are gone, the summary, with is_summary. Writes the look into location_views. Errors: not_staff, order_not_found.';
grant execute on function public.replay_trail to authenticated;
