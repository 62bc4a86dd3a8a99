-- What the REST API knows of the exposed schemas ($1), as one JSON document. Partitions are hidden behind their parent.
with schemas as (
  select n.oid, n.nspname from pg_namespace n where n.nspname = any ($1::text[])
),
relations as (
  select c.oid, s.nspname as schema, c.relname as name, c.relkind in ('v', 'm') as is_view
  from pg_class c join schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
),
keys as (
  select con.conrelid, con.contype, con.conname, con.confrelid,
    (select json_agg(a.attname order by k.position)
     from unnest(con.conkey) with ordinality k (number, position)
     join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.number) as columns,
    (select json_agg(a.attname order by k.position)
     from unnest(con.confkey) with ordinality k (number, position)
     join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.number) as target_columns,
    exists (
      select from pg_index i
      where i.indrelid = con.conrelid and i.indisunique and i.indpred is null
        and (select array_agg(u order by u) from unnest(i.indkey::int2[]) u) = (select array_agg(u order by u) from unnest(con.conkey) u)
    ) as is_unique
  from pg_constraint con
  where con.contype in ('p', 'f') and con.conparentid = 0
),
-- a view's column is its table's column when it carries the same name and depends on it
view_columns as (
  select distinct v.oid as view, d.refobjid as base, a.attname
  from relations v
  join pg_rewrite r on r.ev_class = v.oid
  join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  join pg_attribute own on own.attrelid = v.oid and own.attname = a.attname and not own.attisdropped
  where v.is_view and d.refobjid <> v.oid
),
functions as (
  select p.*, s.nspname as schema, t.typtype, t.typrelid, coalesce(p.proallargtypes, array(select unnest(p.proargtypes::oid[]))) as all_types
  from pg_proc p join schemas s on s.oid = p.pronamespace join pg_type t on t.oid = p.prorettype
  where p.prokind = 'f' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
)
select json_build_object(
  'relations', coalesce((
    select json_agg(json_build_object(
      'schema', r.schema, 'name', r.name, 'isView', r.is_view,
      'columns', (
        select coalesce(json_agg(json_build_object(
          'name', a.attname, 'type', format_type(a.atttypid, -1), 'default', pg_get_expr(d.adbin, d.adrelid), 'isGenerated', a.attidentity <> '' or a.attgenerated <> '') order by a.attnum), '[]')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum and a.attgenerated = ''
        where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped),
      'primaryKey', coalesce((select k.columns from keys k where k.conrelid = r.oid and k.contype = 'p'), '[]'),
      'bases', coalesce((
        select json_agg(json_build_object('schema', b.schema, 'name', b.name, 'columns', b.columns))
        from (
          select n.nspname as schema, c.relname as name, json_agg(v.attname) as columns
          from view_columns v join pg_class c on c.oid = v.base join pg_namespace n on n.oid = c.relnamespace
          where v.view = r.oid group by 1, 2) b), '[]')))
    from relations r), '[]'),
  'foreignKeys', coalesce((
    select json_agg(json_build_object(
      'name', k.conname, 'isUnique', k.is_unique,
      'schema', n.nspname, 'table', c.relname, 'columns', k.columns,
      'targetSchema', tn.nspname, 'target', t.relname, 'targetColumns', k.target_columns))
    from keys k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f'), '[]'),
  'functions', coalesce((
    select json_agg(json_build_object(
      'schema', f.schema, 'name', f.proname, 'volatility', f.provolatile, 'isSet', f.proretset,
      'returns', case
        when f.prorettype = 'void'::regtype and f.proargmodes is null then 'void'
        when f.typtype = 'c' or f.prorettype = 'record'::regtype or f.proargmodes::text[] && '{t,b,o}' then 'composite'
        else 'scalar' end,
      'relation', (select r.name from relations r where r.oid = f.typrelid),
      'arguments', (
        select coalesce(json_agg(json_build_object(
          'name', coalesce(f.proargnames[i], ''),
          'type', format_type(f.all_types[i], -1),
          'isVariadic', coalesce(f.proargmodes[i], 'i') = 'v',
          'isOptional', position > f.pronargs - f.pronargdefaults) order by i), '[]')
        from (
          select i, row_number() over (order by i) as position
          from generate_subscripts(f.all_types, 1) i
          where coalesce(f.proargmodes[i], 'i') in ('i', 'b', 'v')) input)))
    from functions f), '[]'),
  'roleSettings', coalesce((
    select json_object_agg(x.rolname, x.settings)
    from (
      select r.rolname, json_object_agg(split_part(item, '=', 1), substr(item, strpos(item, '=') + 1)) as settings
      from pg_db_role_setting s
      join pg_roles r on r.oid = s.setrole
      cross join unnest(s.setconfig) item
      join pg_settings known on known.name = split_part(item, '=', 1) and known.context = 'user' and known.name <> 'search_path'
      where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      group by 1) x), '{}')
) as catalog
