-- What a partner does with their position. Everything is refused but for the assigned partner of an open order who consents.

-- definer: orders are locked for share so that closing and sharing cannot pass each other
create function private.order_i_carry(order_id uuid) returns public.orders
language plpgsql security definer set search_path = '' as $$
declare
  carried public.orders;
begin
  select o.* into carried from public.orders o
  where o.id = order_i_carry.order_id and o.partner_id = (select auth.uid()) for share;
  if carried.id is null then
    perform private.refuse(403, 'not_the_partner', 'Only the partner of this order shares a position for it.');
  elsif carried.closed_at is not null then
    perform private.refuse(409, 'order_closed', 'This order is closed; no position is taken any more.');
  end if;
  return carried;
end $$;

-- definer: location_shares has no write grant
create function public.start_sharing(order_id uuid, consent_version text) returns public.location_shares
language plpgsql security definer set search_path = '' as $$
-- the conflict target below must name columns bare
#variable_conflict use_column
declare
  share public.location_shares;
begin
  perform private.order_i_carry(start_sharing.order_id);
  if coalesce(length(start_sharing.consent_version), 0) not between 1 and 40 then
    perform private.refuse(422, 'invalid_consent', 'Say which wording was agreed to, in 1 to 40 characters.');
  end if;
  insert into public.location_shares as s (order_id, partner_id, consent_version)
  values (start_sharing.order_id, (select auth.uid()), start_sharing.consent_version)
  on conflict (order_id, partner_id) where stopped_at is null
  do update set status = 'sharing', is_held = false, changed_at = now(), consent_version = excluded.consent_version,
    pauses = s.pauses - tstzmultirange(tstzrange(now(), null))
  returning s.* into share;
  return share;
end $$;
comment on function public.start_sharing is 'Consents to sharing for one order, or resumes after a pause. Errors: not_the_partner, order_closed, invalid_consent.';
grant execute on function public.start_sharing to authenticated;

-- definer: location_shares has no write grant
create function public.stop_sharing(order_id uuid) returns public.location_shares
language plpgsql security definer set search_path = '' as $$
declare
  share public.location_shares;
begin
  update public.location_shares s set status = 'stopped', changed_at = now(), stopped_at = now()
  where s.order_id = stop_sharing.order_id and s.partner_id = (select auth.uid()) and s.stopped_at is null
  returning s.* into share;
  if share.id is null then
    perform private.refuse(409, 'not_sharing', 'No position is being shared for this order.');
  end if;
  delete from public.last_locations l where l.order_id = share.order_id;
  delete from private.doubtful_positions d where d.order_id = share.order_id;
  return share;
end $$;
comment on function public.stop_sharing is 'Takes consent back; the marker is gone in the same commit. Errors: not_sharing.';
grant execute on function public.stop_sharing to authenticated;

-- definer: people have no right to end each other's shares; closing the order does it in its own commit
create function private.tg_orders__cut_positions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.location_shares s set status = 'stopped', changed_at = now(), stopped_at = now()
  where s.order_id = new.id and s.stopped_at is null
    and (new.closed_at is not null or s.partner_id is distinct from new.partner_id);
  delete from public.last_locations l
  where l.order_id = new.id and (new.closed_at is not null or l.partner_id is distinct from new.partner_id);
  delete from private.doubtful_positions d
  where d.order_id = new.id and (new.closed_at is not null or d.partner_id is distinct from new.partner_id);
  return null;
end $$;
create trigger _450_cut_positions after update on public.orders
  for each row when (new.location_epoch <> old.location_epoch)
  execute function private.tg_orders__cut_positions();
