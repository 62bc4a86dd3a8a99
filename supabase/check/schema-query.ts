/** Each query yields rows of one text column `line`, in an order that does not depend on the machine. */
const ours = `('public', 'private')`

// days of the trail come and go with the calendar
const lasting = `not c.relispartition`

export const schemaQueries: { title: string; sql: string }[] = [
  {
    title: 'types',
    sql: `select format('create type %s as enum (%s);', t.oid::regtype,
        string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as line
      from pg_type t join pg_enum e on e.enumtypid = t.oid
      where t.typnamespace::regnamespace::text in ${ours} group by t.oid
      union all
      select format('create type %s as (%s);', c.oid::regclass,
        string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum))
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'c' and c.relnamespace::regnamespace::text in ${ours} group by c.oid order by 1`,
  },
  {
    title: 'tables',
    sql: `select format(E'create table %s (\\n%s\\n)%s;', c.oid::regclass, string_agg(format('  %I %s%s%s', a.attname,
          format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
          case when a.attidentity <> '' then ' generated always as identity'
            when d.oid is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) end), E',\\n' order by a.attnum),
        case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end)
        || E'\\n' || coalesce((select string_agg(format('alter table %s add constraint %I %s;', c.oid::regclass, k.conname,
          pg_get_constraintdef(k.oid)), E'\\n' order by k.contype, k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'), '')
        || coalesce(E'\\n' || (select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by i.indexrelid::regclass::text)
          from pg_index i where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)), '')
        || case when c.relrowsecurity then format(E'\\nalter table %s enable row level security;', c.oid::regclass) else '' end
        || coalesce(E'\\n' || (select string_agg(format('create policy %I on %s for %s to %s%s%s;', p.policyname, c.oid::regclass,
            lower(p.cmd), array_to_string(p.roles, ', '), E'\\n  using ' || p.qual, E'\\n  with check ' || p.with_check), E'\\n' order by p.policyname)
          from pg_policies p where p.schemaname = c.relnamespace::regnamespace::text and p.tablename = c.relname), '')
        || coalesce(E'\\n' || (select string_agg(format('grant %s on %s to %s;', g.what, c.oid::regclass, g.grantee), E'\\n' order by g.grantee, g.what) from (
            select grantee, string_agg(lower(privilege_type), ', ' order by privilege_type) as what from information_schema.table_privileges
            where table_schema = c.relnamespace::regnamespace::text and table_name = c.relname and grantee in ('anon', 'authenticated', 'service_role') group by grantee
            union all
            select p.grantee, format('%s (%s)', lower(p.privilege_type), string_agg(p.column_name, ', ' order by p.column_name)) from information_schema.column_privileges p
            where p.table_schema = c.relnamespace::regnamespace::text and p.table_name = c.relname and p.grantee in ('anon', 'authenticated', 'service_role')
              and not exists (select from information_schema.table_privileges t where t.table_schema = p.table_schema and t.table_name = p.table_name
                and t.grantee = p.grantee and t.privilege_type = p.privilege_type) group by p.grantee, p.privilege_type) g), '')
        || coalesce(E'\\n' || (select string_agg(pg_get_triggerdef(t.oid) || ';', E'\\n' order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '')
        || coalesce(format(E'\\ncomment on table %s is %L;', c.oid::regclass, obj_description(c.oid, 'pg_class')), '')
        || coalesce(E'\\n' || (select string_agg(format('comment on column %s.%I is %L;', c.oid::regclass, a2.attname, col_description(c.oid, a2.attnum)), E'\\n' order by a2.attnum)
          from pg_attribute a2 where a2.attrelid = c.oid and a2.attnum > 0 and col_description(c.oid, a2.attnum) is not null), '') as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relkind in ('r', 'p') and ${lasting} and c.relnamespace::regnamespace::text in ${ours}
      group by c.oid order by c.relnamespace::regnamespace::text, c.relname`,
  },
  {
    title: 'functions',
    sql: `select pg_get_functiondef(p.oid) || ';' || coalesce(E'\\n' || (select string_agg(format('grant execute on function %s to %s;', p.oid::regprocedure, r.rolname), E'\\n' order by r.rolname)
          from aclexplode(p.proacl) x join pg_roles r on r.oid = x.grantee where r.rolname in ('anon', 'authenticated', 'service_role')), '')
        || coalesce(format(E'\\ncomment on function %s is %L;', p.oid::regprocedure, obj_description(p.oid, 'pg_proc')), '') as line
      from pg_proc p where p.pronamespace::regnamespace::text in ${ours}
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      order by p.pronamespace::regnamespace::text, p.oid::regprocedure::text`,
  },
  {
    title: 'policies on realtime, storage and auth; triggers there',
    sql: `select format('create policy %I on %I.%I for %s to %s%s%s;', p.policyname, p.schemaname, p.tablename, lower(p.cmd),
        array_to_string(p.roles, ', '), E'\\n  using ' || p.qual, E'\\n  with check ' || p.with_check) as line
      from pg_policies p where p.schemaname in ('realtime', 'storage')
      union all
      select pg_get_triggerdef(t.oid) || ';' from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and t.tgname like 'orderline%' order by 1`,
  },
  {
    title: 'schedules',
    sql: `select format('select cron.schedule(%L, %L, %L);', jobname, schedule, command) as line from cron.job where jobname like 'orderline%' order by jobname`,
  },
]
