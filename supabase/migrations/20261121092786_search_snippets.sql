-- What a found message shows: a piece of its words, and where in it the found ones stand.

-- ranges: [[from, to], …] in characters of the snippet, from 0, to excluded. Never markup, so nothing has to be escaped.
create function private.snippet(said text, terms text[], out snippet text, out ranges jsonb)
language plpgsql stable set search_path = '' as $$
declare
  longest constant int := 200;
  -- letters, digits and the signs that stand on them
  word constant text := '[[:alnum:]\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+';
  folded text;
  place int;
  first_at int := 1;
begin
  if length(said) > longest then
    -- about where the first one is: folding keeps lengths nearly, and only the piece around it is read word by word
    folded := private.fold(said);
    select min(nullif(strpos(folded, t.term), 0)) into place from unnest(terms) t(term);
    first_at := greatest(1, (coalesce(place, 1) * length(said)::bigint / greatest(length(folded), 1))::int - 50);
    if first_at > 1 then
      -- from the beginning of a word, unless it is a very long one
      first_at := first_at + coalesce(nullif(strpos(substr(said, first_at, 40), ' '), 0), 0);
    end if;
  end if;
  snippet := substr(said, first_at, longest);
  select jsonb_agg(jsonb_build_array(hit.at, hit.at + hit.size) order by hit.at) into ranges from (
    select distinct on (piece.at) case when near.is_inside then piece.at + near.place - 1 else piece.at end as at,
      case when near.is_inside then length(near.term) else length(piece.piece) end as size
    from (select m.found[1] as piece, sum(length(m.found[1])) over (order by m.n) - length(m.found[1]) as at
      from regexp_matches(snippet collate "pg_c_utf8", '(' || word || '|[^[:alnum:]]+?)', 'g') with ordinality as m(found, n)) piece
    cross join lateral (select btrim(private.fold(piece.piece)) as text) f
    cross join lateral (select t.term, strpos(f.text, t.term) as place,
        length(f.text) = length(piece.piece) and private.spaced(t.term) <> t.term as is_inside
      from unnest(terms) t(term) where f.text <> '') near
    where near.place = 1 or (near.place > 1 and near.is_inside)
    order by piece.at, near.place desc) hit;
  ranges := coalesce(ranges, '[]');
  if first_at > 1 then
    snippet := '…' || snippet;
    select coalesce(jsonb_agg(jsonb_build_array((r ->> 0)::int + 1, (r ->> 1)::int + 1)), '[]') into ranges from jsonb_array_elements(ranges) r;
  end if;
  if first_at + longest <= length(said) then
    snippet := snippet || '…';
  end if;
end $$;
