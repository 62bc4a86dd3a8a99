-- Who may hear and speak on which Realtime topic. Data topics have no write policy: there only the database speaks.

-- definer: a topic is a name, so the tables behind it decide; never raises, because a raising policy closes the channel
create function private.can_read_topic(topic text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  part text[] := string_to_array(topic, ':');
  me uuid := (select auth.uid());
begin
  if me is null then
    return false;
  elsif topic = 'staff' then
    return (select private.is_staff());
  elsif part[1] = 'operations' and cardinality(part) = 2 then
    return private.may_hear_operations(topic);
  elsif topic = 'partners' then
    return coalesce((select private.my_role()) = 'partner', false);
  elsif part[1] = 'availability' and cardinality(part) = 2 then
    return exists (select from public.services s where s.key = part[2] and s.is_offered);
  elsif part[2] !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return false;
  elsif part[1] = 'user' and cardinality(part) = 2 then
    return part[2] = me::text;
  elsif part[1] = 'room' and (cardinality(part) = 3 or (cardinality(part) = 4 and part[4] = 'live')) then
    return exists (
      select 1 from public.room_members rm join public.rooms r on r.id = rm.room_id
      where rm.room_id = part[2]::uuid and rm.user_id = me and rm.left_at is null and r.epoch::text = part[3]);
  elsif part[1] = 'order' and part[3] = 'loc' and cardinality(part) = 4 then
    -- and only who stands in the log of looks, which open_tracking writes
    return exists (
      select 1 from public.orders o join public.location_views v
        on v.order_id = o.id and v.epoch = o.location_epoch and v.kind = 'live' and v.viewer_id = me
      where o.id = part[2]::uuid and o.closed_at is null and o.partner_id is not null and o.location_epoch::text = part[4]
        and (me in (o.customer_id, o.partner_id) or (select private.is_staff())));
  end if;
  return false;
end $$;
grant execute on function private.can_read_topic(text) to authenticated;

-- definer: as above; typing and presence only, of members who may speak in an open room
create function private.can_write_topic(topic text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  part text[] := string_to_array(topic, ':');
begin
  -- an if of its own: in one expression the planner may cast a name that is no id before it is looked at
  if cardinality(part) is distinct from 4 or part[1] <> 'room' or part[4] <> 'live' or not private.can_read_topic(topic) then
    return false;
  end if;
  return exists (
    select 1 from public.room_members rm join public.rooms r on r.id = rm.room_id
    where rm.room_id = part[2]::uuid and rm.user_id = (select auth.uid()) and r.status = 'open'
      and (rm.muted_until is null or rm.muted_until <= now()) and not private.is_blocked_in(r.id));
end $$;
grant execute on function private.can_write_topic(text) to authenticated;

create policy "people hear the topics that are theirs" on realtime.messages
  for select to authenticated using (
    extension in ('broadcast', 'presence') and (select private.can_read_topic((select realtime.topic()))));
create policy "members type and are present in their open rooms" on realtime.messages
  for insert to authenticated with check (
    extension in ('broadcast', 'presence') and (select private.can_write_topic((select realtime.topic()))));
