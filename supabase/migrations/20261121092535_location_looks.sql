-- The access log in words that a partner may read: the part somebody played, and their first name.

create function private.look_shown(v public.location_views) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', v.id, 'order_id', v.order_id, 'order_number', (select o.number from public.orders o where o.id = v.order_id),
    'kind', v.kind, 'viewer_role', v.viewer_role,
    -- staff and former customers are not in the partner's reach otherwise, and a surname is not theirs to know
    'viewer_name', (select split_part(btrim(p.name), ' ', 1) from public.profiles p where p.id = v.viewer_id),
    'first_at', v.first_at, 'last_at', v.last_at, 'times', v.times)
$$;

-- definer: a partner does not read the profiles of staff; only looks at the caller are given
create function public.my_location_views(before timestamptz default null) returns setof jsonb
language sql stable security definer set search_path = '' as $$
  select private.look_shown(v) from public.location_views v
  where v.partner_id = (select auth.uid()) and v.viewer_id is distinct from v.partner_id
    and (my_location_views.before is null or v.last_at < my_location_views.before)
  order by v.last_at desc, v.id desc limit 30
$$;
comment on function public.my_location_views is
  'Who looked at the caller''s position, newest first, 30 a page: {id, order_id, order_number, kind, viewer_role, viewer_name, first_at, last_at, times}. before: last_at of the row to go on from.';
grant execute on function public.my_location_views to authenticated;

-- Whoever stops being staff loses what they follow as staff at once: those orders get a new topic.
-- definer: an admin edits the profile; the orders are not theirs in any other way
create function private.tg_profiles__stop_following() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.orders o set location_epoch = o.location_epoch + 1
  where o.closed_at is null and o.id in (
    select v.order_id from public.location_views v where v.viewer_id = new.id and v.viewer_role = 'staff' and v.kind = 'live' and v.epoch = o.location_epoch);
  return null;
end $$;
create trigger _510_stop_following after update of role on public.profiles
  for each row when (old.role = 'staff' and new.role <> 'staff') execute function private.tg_profiles__stop_following();
