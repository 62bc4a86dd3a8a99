-- Forgetting where a person was, and giving all of it out: by themselves in the app, for anybody by an admin.

create table private.location_erasures (
  order_id uuid not null references public.orders on delete cascade,
  person_id uuid not null references public.profiles on delete cascade,
  asked_at timestamptz not null default now(),
  primary key (order_id, person_id)
);
comment on table private.location_erasures is 'Erasures that wait for a hold to end.';
comment on column private.location_erasures.order_id is 'The held order.';
comment on column private.location_erasures.person_id is 'Whose positions for it are to be erased.';
comment on column private.location_erasures.asked_at is 'When they asked.';
create index location_erasures_person_id_idx on private.location_erasures (person_id);
alter table private.location_erasures enable row level security;
-- no policy and no grant

-- of these orders: trail, summaries, fences and who looked; returns how many rows of each
create function private.erase_ways(person_id uuid, order_ids uuid[]) returns jsonb
language plpgsql set search_path = '' as $$
declare
  points int; held int; summaries int; views int;
begin
  delete from public.locations l where l.order_id = any (erase_ways.order_ids) and l.partner_id = erase_ways.person_id;
  get diagnostics points = row_count;
  delete from private.held_locations l where l.order_id = any (erase_ways.order_ids) and l.partner_id = erase_ways.person_id;
  get diagnostics held = row_count;
  delete from public.trail_summaries t where t.order_id = any (erase_ways.order_ids) and t.partner_id = erase_ways.person_id;
  get diagnostics summaries = row_count;
  delete from public.location_views v where v.order_id = any (erase_ways.order_ids) and v.partner_id = erase_ways.person_id;
  get diagnostics views = row_count;
  delete from public.fence_crossings c using public.orders o
  where c.order_id = any (erase_ways.order_ids) and c.partner_id = erase_ways.person_id and o.id = c.order_id and o.closed_at is not null;
  return jsonb_build_object('points', points + held, 'summaries', summaries, 'views', views);
end $$;

-- Everything at once: sharing ends first, in the same commit, so that no position comes in behind it.
create function private.erase_location_of(person_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  carried uuid[] := array(select distinct s.order_id from public.location_shares s where s.partner_id = erase_location_of.person_id);
  held uuid[];
  gone jsonb;
  messages int;
begin
  -- order, share, position: the order in which ingest_locations takes them
  perform from public.orders o where o.id = any (carried) and o.closed_at is null order by o.id for share;
  update public.location_shares s set status = 'stopped', changed_at = now(), stopped_at = now()
  where s.partner_id = erase_location_of.person_id and s.stopped_at is null;
  delete from public.last_locations l where l.partner_id = erase_location_of.person_id;
  delete from private.doubtful_positions d where d.partner_id = erase_location_of.person_id;
  held := array(select h.order_id from private.location_holds h where h.order_id = any (carried) and h.until > now());
  insert into private.location_erasures (order_id, person_id) select h, erase_location_of.person_id from unnest(held) h on conflict do nothing;
  gone := private.erase_ways(erase_location_of.person_id, array(select c from unnest(carried) c where c <> all (held)));
  -- withdrawn like any message, so that every app that has it forgets it too
  update public.messages m set deleted_at = clock_timestamp(), deleted_by = erase_location_of.person_id
  where m.sender_id = erase_location_of.person_id and m.type = 'location' and m.deleted_at is null;
  get diagnostics messages = row_count;
  return gone || jsonb_build_object('messages', messages, 'put_off', cardinality(held));
end $$;
comment on function private.erase_location_of is
  'Forgets where a person was: trail, summaries, fences, looks at them, their location messages. Held orders are put off until the hold ends. Returns {points, summaries, views, messages, put_off}.';

create function private.erase_put_off() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.erase_ways(e.person_id, array[e.order_id]) from private.location_erasures e where not private.is_held(e.order_id);
  delete from private.location_erasures e where not private.is_held(e.order_id);
end $$;

-- definer: people have no delete on any of it; it takes no person, so it is always the caller's
create function public.erase_my_location() returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return private.erase_location_of((select auth.uid()));
end $$;
comment on function public.erase_my_location is 'Forgets where the caller was, ends their sharing and withdraws the places they sent. Returns {points, summaries, views, messages, put_off}; put_off counts orders in dispute, erased when that ends.';
grant execute on function public.erase_my_location to authenticated;

-- The account goes: what no foreign key takes along goes with it, but for what is in dispute.
-- definer: Auth deletes the account
create function private.tg_profiles__erase_ways() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.erase_ways(old.id, array(select distinct s.order_id from public.location_shares s
    where s.partner_id = old.id and not private.is_held(s.order_id)));
  return old;
end $$;
create trigger _300_erase_ways before delete on public.profiles
  for each row execute function private.tg_profiles__erase_ways();

-- Everything that is kept of where a person was, and who looked.
create function private.export_location_of(person_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('exported_at', now(), 'person_id', export_location_of.person_id,
    'orders', coalesce((select jsonb_agg(jsonb_build_object('number', o.number, 'kind', o.kind, 'order_id', o.id,
        'is_held', private.is_held(o.id),
        'consents', (select jsonb_agg(to_jsonb(s) - '{id,order_id,partner_id}'::text[] order by s.started_at)
          from public.location_shares s where s.order_id = o.id and s.partner_id = export_location_of.person_id),
        'current', (select to_jsonb(l) - '{order_id,partner_id}'::text[] from public.last_locations l where l.order_id = o.id and l.partner_id = export_location_of.person_id),
        'positions', (select coalesce(jsonb_agg(to_jsonb(l) - '{order_id,partner_id,client_id}'::text[] order by l.recorded_at), '[]')
          from private.raw_trail(o.id) l where l.partner_id = export_location_of.person_id),
        'summary', (select to_jsonb(t) - '{order_id,partner_id}'::text[] from public.trail_summaries t where t.order_id = o.id and t.partner_id = export_location_of.person_id),
        'crossings', (select coalesce(jsonb_agg(jsonb_build_object('place', c.place, 'kind', c.kind, 'at', c.at) order by c.at), '[]')
          from public.fence_crossings c where c.order_id = o.id and c.partner_id = export_location_of.person_id),
        'seen_by', (select coalesce(jsonb_agg(private.look_shown(v) order by v.first_at), '[]')
          from public.location_views v where v.order_id = o.id and v.partner_id = export_location_of.person_id and v.viewer_id is distinct from v.partner_id)
      ) order by o.created_at)
      from public.orders o where o.id in (select s.order_id from public.location_shares s where s.partner_id = export_location_of.person_id)), '[]'),
    'messages', coalesce((select jsonb_agg(jsonb_build_object('room_id', m.room_id, 'sent_at', m.created_at, 'body', m.body, 'place', m.meta) order by m.created_at)
      from public.messages m where m.sender_id = export_location_of.person_id and m.type = 'location' and m.deleted_at is null), '[]'),
    'looked_at', coalesce((select jsonb_agg(jsonb_build_object('order_id', v.order_id, 'kind', v.kind, 'first_at', v.first_at, 'last_at', v.last_at, 'times', v.times) order by v.first_at)
      from public.location_views v where v.viewer_id = export_location_of.person_id and v.viewer_id <> v.partner_id), '[]'))
$$;
comment on function private.export_location_of is 'All that is kept of where a person was, as one object; docs/location-privacy.md shows its shape.';

-- definer: as erase_my_location
create function public.export_my_location() returns jsonb
language sql stable security definer set search_path = '' as $$ select private.export_location_of((select auth.uid())) $$;
comment on function public.export_my_location is 'All that is kept of where the caller was, who looked, and what they themselves looked at.';
grant execute on function public.export_my_location to authenticated;
