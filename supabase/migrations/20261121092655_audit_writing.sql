-- The trigger that writes the audit log, and how a table is put under it.

-- Arguments: columns whose values are not kept, and columns that alone are no change worth an entry; both as 'a,b,c'.
-- Definer: who changes the row has no right to the log. Workers (the service role, jobs, the person themself) leave nothing here.
create function private.tg__audit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  is_admin boolean := coalesce((select auth.role()), '') = '';
  hidden text[] := string_to_array(tg_argv[0], ',');
  ignored text[] := string_to_array(tg_argv[1], ',');
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  now_is jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  whole jsonb := was || now_is;
  stack text;
  call text;
  changed text[];
begin
  -- a suspension is one entry, not one for each room
  if not (is_admin or (select private.is_staff())) or (tg_table_name = 'room_members' and current_setting('orderline.suspending', true) = 'on') then
    return null;
  end if;
  get diagnostics stack = pg_context;
  call := private.outermost_call(substring(stack from position(e'\n' in stack || e'\n') + 1));
  -- by hand is a row edited directly or a call of public; what follows from that, and what jobs do, goes through private
  if is_admin and (call like 'private.%' or (call is null and pg_trigger_depth() > 1)
      -- of functions in SQL the stack gives the bare name
      or exists (select from pg_catalog.pg_proc p where p.proname = call and p.pronamespace = 'private'::regnamespace)) then
    return null;
  end if;
  select array_agg(k.key) into changed from jsonb_object_keys(whole) k (key)
  where (tg_op <> 'UPDATE' or was -> k.key is distinct from now_is -> k.key) and k.key <> all (ignored || '{updated_at}');
  if changed is null then
    return null;
  end if;
  insert into private.audit_log (actor_kind, actor_id, database_role, call, verb, table_name, row_key, person_id, before, after)
  select case when is_admin then 'admin' else 'staff' end, (select auth.uid()), session_user, regexp_replace(call, '^.*\.', ''),
    case tg_op when 'INSERT' then 'inserted' when 'UPDATE' then 'updated' else 'deleted' end, tg_table_schema || '.' || tg_table_name,
    coalesce((select string_agg(whole ->> a.attname, '/' order by a.attnum) from pg_catalog.pg_index i
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = tg_relid and i.indisprimary), ''),
    case when tg_table_name = 'profiles' then whole ->> 'id'
      else coalesce(whole ->> 'user_id', whole ->> 'customer_id', whole ->> 'requester_id', whole ->> 'sender_id') end::uuid,
    private.audit_part(was, changed, hidden), private.audit_part(now_is, changed, hidden);
  return null;
end $$;

-- The columns that changed, of one side; what is hidden is said to be there, and empty is said as well.
create function private.audit_part(side jsonb, changed text[], hidden text[]) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(e.key, case when e.key = any (hidden) and e.value <> 'null' then '"***"' else private.audit_value(e.value) end), '{}')
  from jsonb_each(side) e where e.key = any (changed)
$$;

-- Puts a table under the audit. `columns` names those whose change counts, for tables that machines write all the time.
create function private.audit(audited regclass, columns text default '', hidden text default '', ignored text default '') returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger _800_audit after insert or delete or update %s on %s for each row execute function private.tg__audit(%L, %L)',
    case when audit.columns <> '' then 'of ' || audit.columns end, audit.audited, audit.hidden, audit.ignored);
end $$;
