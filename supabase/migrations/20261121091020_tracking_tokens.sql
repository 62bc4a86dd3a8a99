-- A page out of sight is given no position by its browser. An app for it, such as OwnTracks, sends with a token of one order instead.

create table public.tracking_tokens (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders on delete cascade,
  partner_id uuid not null references public.profiles on delete cascade,
  share_id uuid not null references public.location_shares on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  used_by text check (length(used_by) <= 40),
  revoked_at timestamptz
);
comment on table public.tracking_tokens is
  'What an app on the partner''s phone shows to send positions for one order. One live per order; revoked with the share, the order or the partner. Set revoked_at to lock an app out.';
comment on column public.tracking_tokens.id is 'Names the token without showing it.';
comment on column public.tracking_tokens.order_id is 'The order it sends positions for, and no other.';
comment on column public.tracking_tokens.partner_id is 'Who asked for it.';
comment on column public.tracking_tokens.created_at is 'When it was shown.';
comment on column public.tracking_tokens.share_id is 'The consent it belongs to: when that ends, so does the token.';
comment on column public.tracking_tokens.token_hash is 'SHA-256; the token itself was shown once and is stored nowhere.';
comment on column public.tracking_tokens.last_used_at is 'When the app was last heard of, to within ten seconds.';
comment on column public.tracking_tokens.used_by is 'Which app it says it is: owntracks or traccar.';
comment on column public.tracking_tokens.revoked_at is 'Empty while it is good.';
create unique index tracking_tokens_one_live_idx on public.tracking_tokens (order_id) where revoked_at is null;
create index tracking_tokens_order_id_idx on public.tracking_tokens (order_id, created_at desc);
create index tracking_tokens_partner_id_idx on public.tracking_tokens (partner_id);
create index tracking_tokens_share_id_idx on public.tracking_tokens (share_id);

alter table public.tracking_tokens enable row level security;
-- not token_hash: nobody needs it
grant select (id, order_id, partner_id, created_at, last_used_at, used_by, revoked_at) on public.tracking_tokens to authenticated;
-- no write: start_background_tracking and stop_background_tracking carry the rules
create policy "partners see the tokens they asked for" on public.tracking_tokens
  for select to authenticated using (partner_id = (select auth.uid()));

-- definer: tracking_tokens has no write grant; start_sharing checks the partner and the order, and locks the share, so that two at once come one after the other
create function public.start_background_tracking(order_id uuid, consent_version text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  share public.location_shares := public.start_sharing(start_background_tracking.order_id, start_background_tracking.consent_version);
  token constant text := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_');
  made public.tracking_tokens;
begin
  update public.tracking_tokens t set revoked_at = now()
  where t.order_id = share.order_id and t.revoked_at is null;
  -- an app that still shows an old one is told so; of those before it nothing is kept
  delete from public.tracking_tokens t where t.id in (select o.id from public.tracking_tokens o
    where o.order_id = share.order_id and o.revoked_at is not null order by o.created_at desc offset 5);
  insert into public.tracking_tokens (order_id, partner_id, share_id, token_hash)
  values (share.order_id, share.partner_id, share.id, sha256(convert_to(token, 'UTF8')))
  returning * into made;
  return jsonb_build_object('id', made.id, 'token', token, 'created_at', made.created_at);
end $$;
comment on function public.start_background_tracking is
  'Consents, and returns {id, token, created_at}: the one token with which an app may send positions for this order. The one before is revoked. Errors: not_the_partner, order_closed, invalid_consent.';
grant execute on function public.start_background_tracking to authenticated;

-- definer: tracking_tokens has no write grant
create function public.stop_background_tracking(order_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.tracking_tokens t set revoked_at = now()
  where t.order_id = stop_background_tracking.order_id and t.partner_id = (select auth.uid()) and t.revoked_at is null;
  return found;
end $$;
comment on function public.stop_background_tracking is
  'Revokes the token of one order; sharing from the page goes on. False when there was none.';
grant execute on function public.stop_background_tracking to authenticated;

-- definer: the share ends by the partner, by the order's closing or by another partner; the token ends in the same commit
create function private.tg_location_shares__revoke_tokens() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.tracking_tokens t set revoked_at = now() where t.share_id = new.id and t.revoked_at is null;
  return null;
end $$;
create trigger _450_revoke_tokens after update of stopped_at on public.location_shares
  for each row when (new.stopped_at is not null and old.stopped_at is null)
  execute function private.tg_location_shares__revoke_tokens();
