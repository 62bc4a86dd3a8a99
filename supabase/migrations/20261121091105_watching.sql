-- Who is looking at a position now: the device sends more often while somebody is.

-- only where no chapter before this one keeps a log of looks
do $stub$
begin
  if to_regprocedure('private.is_watched(uuid)') is null then
    create function private.is_watched(order_id uuid) returns boolean
    language sql stable set search_path = '' as $$ select false $$;
    comment on function private.is_watched(uuid) is 'Whether somebody other than the partner has the order''s map open.';
  end if;
end $stub$;
