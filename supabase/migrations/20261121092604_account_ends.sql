-- An account goes, whoever ends it: its person, an admin, or Auth. Most goes along by foreign keys. Here is what else would speak of them.

-- The business keeps that there was an order, when, and who carried it out; not for whom, from where and to where.
-- definer: Auth deletes the account
create function private.tg_profiles__leave_orders() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- only an admin ends an account with orders under way: nobody waits for them any more
  update public.orders o set status = 'cancelled', status_note = null where o.customer_id = old.id and o.closed_at is null;
  -- every way to their door, but for what is in dispute, which goes with its days
  delete from public.locations l using public.orders o where o.customer_id = old.id and l.order_id = o.id and not private.is_held(o.id);
  delete from public.trail_summaries t using public.orders o where o.customer_id = old.id and t.order_id = o.id and not private.is_held(o.id);
  update public.order_events e set note = null from public.orders o where o.customer_id = old.id and e.order_id = o.id and e.note is not null;
  -- a tenth of a degree is a town: enough for figures, nobody's home
  update public.orders o set customer_id = null, pickup_address = '–', dropoff_address = '–', note = null, status_note = null,
    pickup_lat = round(o.pickup_lat::numeric, 1), pickup_lng = round(o.pickup_lng::numeric, 1),
    dropoff_lat = round(o.dropoff_lat::numeric, 1), dropoff_lng = round(o.dropoff_lng::numeric, 1)
  where o.customer_id = old.id;
  return old;
end $$;
create trigger _310_leave_orders before delete on public.profiles
  for each row execute function private.tg_profiles__leave_orders();

-- What they said is withdrawn like any deleted message, so that every app that has it forgets it too.
-- definer: as above
create function private.tg_profiles__take_words() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- their name in what the system said, while it is known in which rooms they were
  update public.messages m set meta = m.meta - array(
    select k.name from (values ('by', 'by_name'), ('user_id', 'name'), ('former_id', 'former_name')) k (id, name) where m.meta ->> k.id = old.id::text)
  from public.room_members rm
  where rm.user_id = old.id and m.room_id = rm.room_id and m.type in ('system', 'call')
    and old.id::text in (m.meta ->> 'by', m.meta ->> 'user_id', m.meta ->> 'former_id');
  update public.messages m set deleted_at = clock_timestamp() where m.sender_id = old.id and m.deleted_at is null;
  delete from public.message_files f where f.uploader_id = old.id and f.message_id is null;
  update public.rooms r set title = t.number from public.support_tickets t where t.requester_id = old.id and r.id = t.room_id;
  update public.support_tickets t set subject = t.number where t.requester_id = old.id;
  -- what was reported stays until somebody has settled it
  update private.message_reports r set body = null where r.sender_id = old.id and r.settled_at is not null;
  update private.message_reports r set comment = null where r.reporter_id = old.id and r.settled_at is not null;
  -- a STOP stays, as the proof of why nothing is sent to that number
  delete from private.inbound_sms i where i.user_id = old.id and i.keyword is null;
  return old;
end $$;
create trigger _320_take_words before delete on public.profiles
  for each row execute function private.tg_profiles__take_words();
