-- The call itself: a page of what was found, best first, and where the next page begins.

create function private.find_messages(query text, in_room uuid, before jsonb, page_size int)
returns table (message_id uuid, room_id uuid, seq bigint, thread_root uuid, root_seq bigint, sender_id uuid, created_at timestamptz, snippet text, ranges jsonb, next jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
declare
  terms text[] := private.search_terms(find_messages.query);
  mine uuid[] := array(select private.my_room_ids());
  hidden uuid[] := array(select b.blocked_id from public.user_blocks b join public.profiles p on p.id = b.blocked_id
    where b.blocker_id = (select auth.uid()) and p.role <> 'staff');
  asked tsquery; whole tsquery; phrase tsquery;
  -- the page goes on within a window of 60 matches, ranked, and then with the next window
  until timestamptz := 'infinity'; until_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  key_grade int; key_at timestamptz; key_id uuid;
  ids uuid[];
  size int := greatest(1, least(coalesce(find_messages.page_size, 20), 60));
begin
  if in_room is not null then
    if in_room <> all (mine) then
      perform private.refuse(403, 'not_a_member', 'You are not in this room.');
    end if;
    mine := array[in_room];
  end if;
  begin
    until := coalesce((before ->> 'until')::timestamptz, until);
    until_id := coalesce((before ->> 'until_id')::uuid, until_id);
    key_grade := (before ->> 'grade')::int;
    key_at := (before ->> 'at')::timestamptz;
    key_id := (before ->> 'id')::uuid;
  exception when data_exception then
    perform private.refuse(422, 'invalid_cursor', 'A page begins at what next of the last row says.');
  end;
  if terms is null or cardinality(mine) = 0 then
    return;
  end if;
  asked := private.search_query(terms, true, ' & ');
  whole := private.search_query(terms, false, ' & ');
  phrase := case when cardinality(terms) > 1 then private.search_query(terms, false, ' <-> ') end;
  for round in 1 .. 2 loop
    ids := private.newest_matches(terms, mine, hidden, until, until_id, round = 2);
    return query
      select m.id, m.room_id, m.seq, m.thread_root, (select root.seq from public.messages root where root.id = m.thread_root), m.sender_id, m.created_at, s.snippet, s.ranges,
        jsonb_build_object('until', w.until, 'until_id', w.until_id, 'grade', r.grade, 'at', m.created_at, 'id', m.id)
      from (select f.message_id, f.created_at, (f.words @@ whole)::int + coalesce((f.words @@ phrase)::int, 0) as grade
        from private.message_words f where f.message_id = any (ids)) r
      join public.messages m on m.id = r.message_id
      cross join (select f.created_at as until, f.message_id as until_id from private.message_words f where f.message_id = ids[1]) w
      cross join lateral private.snippet(case when m.body <> '' and private.words_of(m.body, '[]') @@ asked then m.body
        else concat_ws(' ', m.body, (select string_agg(f ->> 'name', ' ') from jsonb_array_elements(m.files) f)) end, terms) s
      where find_messages.before ->> 'id' is null or round = 2 or (r.grade, m.created_at, m.id) < (key_grade, key_at, key_id)
      order by r.grade desc, m.created_at desc, m.id desc limit size;
    exit when found or key_id is null or cardinality(ids) < 60;
    -- nothing is left of the window: the next begins after its oldest
    select f.created_at, f.message_id into until, until_id from private.message_words f where f.message_id = ids[60];
  end loop;
end $$;

-- definer: message_words has no grant; it looks only into rooms the caller is in now
create function public.search_messages(query text, room_id uuid default null, before jsonb default null, page_size int default 20)
returns table (message_id uuid, room_id uuid, seq bigint, thread_root uuid, root_seq bigint, sender_id uuid, created_at timestamptz, snippet text, ranges jsonb, next jsonb)
language sql stable security definer set search_path = '' as $$
  select * from private.find_messages(query, search_messages.room_id, before, page_size)
$$;
comment on function public.search_messages is
  'Messages of the caller''s rooms, or of one, that hold every word of the query or one that begins with it; of what was said in a thread, root_seq says where the thread hangs. At most 10 words and 400 characters of it are read. Pages by `next` of the last row; an empty page is the end. Errors: not_a_member, invalid_cursor.';
grant execute on function public.search_messages to authenticated;
