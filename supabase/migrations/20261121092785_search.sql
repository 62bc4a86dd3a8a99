-- Search in one's own rooms. Whole words and beginnings of words, all of them; newest first, and of what is near in time the better match first.

-- The words of a question: one item per word as it was typed. A word of a script without spaces is a phrase of its signs.
create function private.search_terms(query text) returns text[]
language sql immutable set search_path = '' as $$
  select array_agg(t.word order by t.place) from (
    select left(said.word, 100), said.place
    from regexp_split_to_table(private.fold(left(query, 400)), '[^[:alnum:]]+' collate "pg_c_utf8") with ordinality as said(word, place)
    where said.word <> '' limit 10) t(word, place)
$$;

-- the same as a question to an index; what is not a letter or a digit is gone by now, so nothing in it is an operator
create function private.search_query(terms text[], is_prefix boolean, joined text) returns tsquery
language sql immutable set search_path = '' as $$
  select to_tsquery('pg_catalog.simple', string_agg(
    '''' || btrim(private.spaced(t.term)) || '''' || case when is_prefix then ':*' else '' end, joined order by t.place))
  from unnest(terms) with ordinality as t(term, place)
$$;

-- Which of the newest messages before a place hold what is asked, at most 60. Whoever has few messages has them all read. For
-- others a frequent word is found by walking back from there, and what a walk of 4,000 messages does not find is rare enough
-- for the index, asked only for the words that the walk saw seldom. Generic plans: they are right here for every word.
create function private.newest_matches(terms text[], mine uuid[], hidden uuid[], until timestamptz, until_id uuid, after_it boolean) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  asked constant tsquery := private.search_query(terms, true, ' & ');
  walk constant int := 4000;
  walked int;
  found_ids uuid[];
  seldom tsquery;
begin
  if (select sum(r.last_seq) from unnest(mine) as i(id) join public.rooms r on r.id = i.id) <= 3 * walk then
    with good as materialized (
      select w.message_id, w.created_at from unnest(mine) as r(id), lateral (select * from private.message_words w where w.room_id = r.id offset 0) w
      where w.words @@ asked and w.sender_id <> all (hidden))
    select array_agg(n.message_id) into found_ids from (select g.message_id from good g
      where (g.created_at, g.message_id) <= (until, until_id) and not (after_it and g.message_id = until_id)
      order by g.created_at desc, g.message_id desc limit 60) n;
    return found_ids;
  end if;
  with near as materialized (
    (select w.* from private.message_words w where cardinality(mine) > 1 and (w.created_at, w.message_id) <= (until, until_id)
      order by w.created_at desc, w.message_id desc limit walk)
    union all
    (select w.* from private.message_words w where cardinality(mine) = 1 and w.room_id = mine[1] and (w.created_at, w.message_id) <= (until, until_id)
      order by w.created_at desc, w.message_id desc limit walk)),
  good as materialized (
    select w.message_id from near w
    where (w.room_id in (select unnest(mine))) is true and w.words @@ asked and w.sender_id <> all (hidden) and not (after_it and w.message_id = until_id)
    order by w.created_at desc, w.message_id desc limit 60)
  select (select count(*) from near), (select array_agg(g.message_id) from good g),
    (select private.search_query(array_agg(t.term), true, ' & ')
      from (select t.term, private.search_query(array[t.term], true, ' & ') as one from unnest(terms) t(term)) t
      -- a tenth of the walk tells enough
      where (select count(*) from (select from (select n.words from near n limit walk / 10) n where n.words @@ t.one limit 8) seen) < 8)
  into walked, found_ids, seldom;
  if cardinality(found_ids) = 60 or walked < walk then
    return found_ids;
  end if;
  -- where every word is frequent, older messages are found by whole words: those the index crosses without reading each
  seldom := coalesce(seldom, case when cardinality(terms) > 1 then private.search_query(terms, false, ' & ') else asked end);
  -- «is true» keeps a condition out of the index, and makes the rooms a table of hashes
  with good as materialized (
    select w.message_id, w.created_at from private.message_words w
    where w.words @@ seldom and (w.words @@ asked) is true and (w.room_id in (select unnest(mine))) is true
      and (w.created_at, w.message_id) <= (until, until_id) and w.sender_id <> all (hidden) and not (after_it and w.message_id = until_id))
  select array_agg(n.message_id) into found_ids
  from (select g.message_id from good g order by g.created_at desc, g.message_id desc limit 60) n;
  return found_ids;
end $$;
