-- Somebody begins to look: the partner's phone, which sends seldom while nobody does, hears of it at once instead of with its next batch.

-- definer: only the database speaks on a person's topic; a look that goes on (under 45 s old) says nothing new
create function private.tg_location_views__tell_partner() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('order_id', new.order_id), 'tracking_watched', 'user:' || new.partner_id, true);
  return null;
end $$;
create trigger _900_tell_partner after insert on public.location_views
  for each row when (new.kind = 'live' and new.viewer_id is distinct from new.partner_id)
  execute function private.tg_location_views__tell_partner();
create trigger _910_tell_partner after update of last_at on public.location_views
  for each row when (new.kind = 'live' and new.viewer_id is distinct from new.partner_id
    and old.last_at < new.last_at - interval '45 seconds')
  execute function private.tg_location_views__tell_partner();
