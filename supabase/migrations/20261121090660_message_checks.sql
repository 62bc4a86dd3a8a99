-- What a message points to: the people it names, the message it quotes, the thread it stands in, the place it shows.

-- Whom a message may name: people of the room. Who has left since it was written is left out rather than refused,
-- because an outbox would try a refused message for ever. Runs under the room's lock.
create function private.members_named(room_id uuid, mentions uuid[]) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  ever int;
  named uuid[];
begin
  if coalesce(cardinality(mentions), 0) = 0 then
    return '{}';
  end if;
  select count(*), coalesce(array_agg(rm.user_id order by rm.user_id) filter (where rm.left_at is null), '{}') into ever, named
  from public.room_members rm where rm.room_id = members_named.room_id and rm.user_id = any (mentions);
  if ever < (select count(distinct one) from unnest(mentions) one) or array_position(mentions, null) is not null or cardinality(named) > 50 then
    perform private.refuse(422, 'invalid_mention', 'A message names at most 50 people, all of the room.');
  end if;
  return named;
end $$;

-- what a message points to stands in the same room, and in the same thread
create function private.check_links(room_id uuid, reply_to uuid, thread_root uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from public.messages m where m.id = check_links.thread_root and m.room_id = check_links.room_id and m.thread_root is null)
    and check_links.thread_root is not null then
    perform private.refuse(422, 'invalid_thread', 'A thread begins at a message of the same room that is in no thread itself.');
  elsif check_links.reply_to is not null and not exists (select from public.messages m
      where m.id = check_links.reply_to and m.room_id = check_links.room_id
        and (m.id = check_links.thread_root or m.thread_root is not distinct from check_links.thread_root)) then
    perform private.refuse(422, 'invalid_reply', 'A reply quotes a message of the same conversation.');
  end if;
end $$;

-- the meta of a place: numbers on the globe, and nothing else
create function private.place_of(meta jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  -- only numbers are cast: a word here must not become an error of the cast
  lat numeric := case when jsonb_typeof(meta -> 'lat') = 'number' then (meta ->> 'lat')::numeric end;
  lng numeric := case when jsonb_typeof(meta -> 'lng') = 'number' then (meta ->> 'lng')::numeric end;
  accuracy_m numeric := case when jsonb_typeof(meta -> 'accuracy_m') = 'number' then (meta ->> 'accuracy_m')::numeric end;
begin
  if (lat between -90 and 90 and lng between -180 and 180) is not true or accuracy_m not between 0 and 100000
    or (accuracy_m is null and coalesce(jsonb_typeof(meta -> 'accuracy_m'), 'null') <> 'null') then
    perform private.refuse(422, 'invalid_message', 'A location has lat and lng in degrees, and accuracy_m in metres if it is known.');
  end if;
  return jsonb_strip_nulls(jsonb_build_object('lat', lat, 'lng', lng, 'accuracy_m', accuracy_m));
end $$;
