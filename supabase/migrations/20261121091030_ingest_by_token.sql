-- What an app sends with a token is taken by the rules of ingest_locations; the token says who, for which order.

-- definer: called by the function `track` alone, which knows nobody but the token
create function public.ingest_by_token(token text, points jsonb, app text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  shown public.tracking_tokens;
  carried public.orders;
  share public.location_shares;
  taken jsonb := '{"accepted": 0, "refused": []}';
begin
  select t.* into shown from public.tracking_tokens t where t.token_hash = sha256(convert_to(ingest_by_token.token, 'UTF8'));
  if shown.id is null then
    return '{"outcome": "unknown"}';
  end if;
  -- locks in the order of everybody else: order, share, token
  select o.* into carried from public.orders o
  where o.id = shown.order_id and o.partner_id = shown.partner_id and o.closed_at is null for share;
  select s.* into share from public.location_shares s
  where s.id = shown.share_id and carried.id is not null and s.stopped_at is null for update;
  select t.* into shown from public.tracking_tokens t where t.id = shown.id and t.revoked_at is null;
  if share.id is null or shown.id is null then
    return '{"outcome": "revoked"}';
  end if;
  if shown.last_used_at is null or shown.last_used_at < now() - interval '10 seconds' then
    update public.tracking_tokens t set last_used_at = now(), used_by = left(ingest_by_token.app, 40) where t.id = shown.id;
  end if;
  -- a message without a position only shows the token
  if ingest_by_token.points <> '[]' then
    taken := private.take_positions(carried, share, ingest_by_token.points);
  end if;
  return taken || '{"outcome": "taken"}';
end $$;
comment on function public.ingest_by_token is
  'Takes positions from an app. Returns {outcome: taken, accepted, refused:[{client_id, reason}], is_watched}, or {outcome: unknown | revoked}. Reasons as of ingest_locations. Errors: invalid_batch, too_fast.';
grant execute on function public.ingest_by_token to service_role;
