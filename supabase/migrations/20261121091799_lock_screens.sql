-- A push or an SMS is shown on a locked screen, to whoever stands beside it.

-- what a locked screen may show: without the variables that `unlocked_only` of the data names
create function private.locked_data(data jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  path text;
begin
  if jsonb_typeof(data -> 'unlocked_only') = 'array' then
    for path in select jsonb_array_elements_text(data -> 'unlocked_only') loop
      data := data #- string_to_array(path, '.');
    end loop;
  end if;
  return data;
end $$;
