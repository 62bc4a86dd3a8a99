-- Run after the schemas of Auth, Storage and Realtime exist: their owners, what hosted grants on them, who is asking.
do $$
declare
  owner_of constant jsonb := '{"auth": "supabase_auth_admin", "storage": "supabase_storage_admin"}';
  item record;
begin
  for item in
    select n.nspname as schema, c.relname as name, c.relkind as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where owner_of ? n.nspname and c.relkind in ('r', 'p', 'v', 'S')
      -- the sequence of a serial or identity column follows its table
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i'))
  loop
    execute format('alter %s %I.%I owner to %I',
      case item.kind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
      item.schema, item.name, owner_of ->> item.schema);
  end loop;
end $$;

grant usage on schema auth to postgres, anon, authenticated, service_role;
grant all on all tables in schema auth to postgres, dashboard_user;
grant all on all sequences in schema auth to postgres, dashboard_user;
grant usage on schema storage to postgres, anon, authenticated, service_role;
grant all on all tables in schema storage to postgres, anon, authenticated, service_role;
grant all on all sequences in schema storage to postgres, anon, authenticated, service_role;

-- Both spellings of the claims, as upstream: one setting per claim (old), one JSON document (today).
create or replace function auth.uid() returns uuid
language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

create or replace function auth.role() returns text
language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;

create or replace function auth.email() returns text
language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;

create or replace function auth.jwt() returns jsonb
language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;

-- Inherited ownership would let a migration create things hosted Supabase refuses; policies, triggers and grants pass.
create function extensions.guard_platform_schemas() returns event_trigger
language plpgsql as $$
declare
  made record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for made in select * from pg_event_trigger_ddl_commands() loop
    if made.schema_name in ('auth', 'storage', 'realtime')
      and made.command_tag ~ '^(CREATE|ALTER)' and made.object_type not in ('policy', 'trigger', 'default acl') then
      raise exception using errcode = 'insufficient_privilege', message = format('permission denied for schema %s', made.schema_name),
        hint = 'Hosted Supabase refuses this as well: keep your own objects in your own schemas.';
    end if;
  end loop;
end $$;
create event trigger guard_platform_schemas on ddl_command_end execute function extensions.guard_platform_schemas();
