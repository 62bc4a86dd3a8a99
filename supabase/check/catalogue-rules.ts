import type { Client } from 'pg'

/** What every table must have, asked of the database itself. Returns one line per table that lacks something. */
export async function catalogueFaults(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; fault: string }>(`
    with tables as (
      select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relispartition from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'private'))
    select name as table, 'has no row-level security' as fault from tables where not relrowsecurity
    union all
    select name, 'has no comment' from tables where not relispartition and obj_description(oid, 'pg_class') is null
    union all
    select name, 'is granted to the API and has no policy' from tables t
    where not exists (select from pg_policy p where p.polrelid = t.oid)
      and (has_any_column_privilege('authenticated', t.oid, 'select') or has_any_column_privilege('anon', t.oid, 'select'))
    union all
    select p.oid::regprocedure::text, 'is security definer without an empty search_path' from pg_proc p
    where p.prosecdef and p.pronamespace::regnamespace::text in ('public', 'private')
      and not coalesce('search_path=""' = any (p.proconfig), false)
    union all
    select p.oid::regprocedure::text, 'may be called by anybody' from pg_proc p
    where p.pronamespace::regnamespace::text in ('public', 'private') and has_function_privilege('anon', p.oid, 'execute')
    order by 1`)
  return rows.map((row) => `${row.table} ${row.fault}`)
}
