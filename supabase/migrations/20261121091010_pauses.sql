-- Two pauses: the page went out of sight, which ends by itself, and the partner asked for one, which only the partner ends.

-- definer: location_shares has no write grant
create function public.pause_sharing(order_id uuid, is_hidden boolean default false) returns public.location_shares
language plpgsql security definer set search_path = '' as $$
declare
  share public.location_shares;
begin
  select s.* into share from public.location_shares s
  where s.order_id = pause_sharing.order_id and s.partner_id = (select auth.uid()) and s.stopped_at is null for update;
  if share.id is null then
    perform private.refuse(409, 'not_sharing', 'No position is being shared for this order.');
  -- told twice, or by a page that is hidden while another app goes on sending: nothing changes, and nobody is told
  elsif share.status = 'paused' and (share.is_held or pause_sharing.is_hidden)
    or pause_sharing.is_hidden and exists (select from public.tracking_tokens t
      where t.share_id = share.id and t.revoked_at is null) then
    return share;
  end if;
  update public.location_shares s set status = 'paused', is_held = pause_sharing.is_hidden is not true,
    changed_at = case when s.status = 'paused' then s.changed_at else now() end,
    pauses = s.pauses + case when s.status = 'paused' then '{}' else tstzmultirange(tstzrange(now(), null)) end
  where s.id = share.id returning s.* into share;
  return share;
end $$;
comment on function public.pause_sharing is
  'No position for now; viewers see "paused". is_hidden: only because the page is out of sight, which changes nothing while another app sends in the background. Errors: not_sharing.';
grant execute on function public.pause_sharing to authenticated;

-- definer: location_shares has no write grant
create function public.resume_sharing(order_id uuid) returns public.location_shares
language plpgsql security definer set search_path = '' as $$
declare
  share public.location_shares;
begin
  perform private.order_i_carry(resume_sharing.order_id);
  select s.* into share from public.location_shares s
  where s.order_id = resume_sharing.order_id and s.partner_id = (select auth.uid()) and s.stopped_at is null for update;
  if share.id is null then
    perform private.refuse(409, 'not_sharing', 'No position is being shared for this order.');
  elsif share.status = 'paused' and not share.is_held then
    update public.location_shares s set status = 'sharing', changed_at = now(), pauses = s.pauses - tstzmultirange(tstzrange(now(), null))
    where s.id = share.id returning s.* into share;
  end if;
  return share;
end $$;
comment on function public.resume_sharing is
  'The page is in sight again. A pause that the partner asked for stays; start_sharing ends it. Errors: not_the_partner, order_closed, not_sharing.';
grant execute on function public.resume_sharing to authenticated;
