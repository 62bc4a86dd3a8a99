-- Handing out lookups and taking the answers.

-- definer: the table has no grants. A lease lasts 30 s, three times what a look-up may take.
create function public.claim_link_lookups(batch int default 20) returns table (message_id uuid, lease_token uuid, url text)
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.link_lookups l where l.next_attempt_at <= now() and l.attempts >= 3;
  if not (select s.link_previews from private.settings s) then
    return;
  end if;
  return query
  update private.link_lookups l set attempts = l.attempts + 1, lease_token = gen_random_uuid(), next_attempt_at = now() + interval '30 seconds'
  where l.message_id in (
    select d.message_id from private.link_lookups d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit least(greatest(coalesce(claim_link_lookups.batch, 20), 1), 100) for update skip locked)
  returning l.message_id, l.lease_token, l.url;
end $$;
comment on function public.claim_link_lookups is 'For the function link-preview: addresses to look up, each under a lease of 30 s, at most three times.';
grant execute on function public.claim_link_lookups to service_role;

-- definer: as above. The room's row first, as for every change of a message; the answer counts while the address still stands there.
create function public.settle_link_lookup(message_id uuid, lease_token uuid, preview jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  looked private.link_lookups;
  place uuid := (select m.room_id from public.messages m where m.id = settle_link_lookup.message_id);
begin
  perform from public.rooms r where r.id = place for update;
  delete from private.link_lookups l
  where l.message_id = settle_link_lookup.message_id and l.lease_token = settle_link_lookup.lease_token returning l.* into looked;
  if looked.message_id is null or coalesce(preview ->> 'title', '') = '' then
    return false;
  end if;
  update public.messages m set rev = private.next_rev(m.room_id), link = jsonb_strip_nulls(jsonb_build_object('url', looked.url,
    'site', left(preview ->> 'site', 253), 'title', left(preview ->> 'title', 200), 'description', left(preview ->> 'description', 400)))
  where m.id = looked.message_id and m.deleted_at is null and private.first_link(m.body) = looked.url;
  return found;
end $$;
comment on function public.settle_link_lookup is
  'For the function link-preview: ends a look-up and, with {site, title, description}, writes the card. Without a title there is none. False: nothing was written.';
grant execute on function public.settle_link_lookup to service_role;

-- definer: messages has no update grant
create function public.remove_link_preview(message_id uuid) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  shown public.messages := private.message_to_change(remove_link_preview.message_id);
begin
  if shown.sender_id is distinct from (select auth.uid()) then
    perform private.refuse(403, 'not_yours', 'Only its author edits a message.');
  end if;
  delete from private.link_lookups l where l.message_id = shown.id;
  if shown.link is not null then
    update public.messages m set link = null, rev = private.next_rev(m.room_id) where m.id = shown.id returning m.* into shown;
  end if;
  return shown;
end $$;
comment on function public.remove_link_preview is 'Takes the card off an own message; editing the address brings one back. Errors: not_a_member, not_yours.';
grant execute on function public.remove_link_preview to authenticated;

-- a knock may be lost
create function private.tick_link_previews() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.link_lookups l where l.next_attempt_at <= now()) then
    perform private.knock_link_preview();
  end if;
end $$;
comment on function private.tick_link_previews() is 'Every 10 seconds by pg_cron: knocks for addresses that wait to be looked up.';
select cron.schedule('orderline-link-previews', '10 seconds', 'select private.tick_link_previews()');
