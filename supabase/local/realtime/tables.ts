import type pg from 'pg'

/** What the catalogue says of a published table. */
export type Table = {
  oid: number
  schema: string
  name: string
  /** Quoted for use in SQL. */
  sqlName: string
  hasRls: boolean
  primaryKey: string[]
  columns: TableColumn[]
  /** Names of the columns this role may select; empty for a role that does not exist. */
  readableBy(role: string): Promise<Set<string>>
}
export type TableColumn = { name: string; type: string; sqlType: string; isJson: boolean; isBytes: boolean }

export type Tables = {
  get(oid: number): Promise<Table>
  /** Oids of the tables in publication supabase_realtime; `*` stands for any. */
  published(schema: string, table: string): Promise<number[]>
  forget(oid: number): void
}

type TableRow = {
  schema: string
  name: string
  sql_name: string
  has_rls: boolean
  primary_key: string[]
  columns: TableColumn[]
}

const TABLE = `
  select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as sql_name,
    c.relrowsecurity as has_rls,
    array(select a.attname::text from pg_index i
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
      where i.indrelid = c.oid and i.indisprimary order by a.attnum) as primary_key,
    (select json_agg(json_build_object(
        'name', a.attname, 'type', t.typname, 'sqlType', t.oid::regtype::text,
        'isJson', coalesce(nullif(t.typbasetype, 0), t.oid) in ('json'::regtype, 'jsonb'::regtype),
        'isBytes', coalesce(nullif(t.typbasetype, 0), t.oid) = 'bytea'::regtype) order by a.attnum)
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = $1::oid`

const READABLE = `
  select a.attname::text as name from pg_attribute a, pg_roles r
  where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped and r.rolname = $2
    and has_column_privilege(r.oid, a.attrelid, a.attnum, 'select')`

const PUBLISHED = `
  select format('%I.%I', schemaname, tablename)::regclass::oid as oid from pg_publication_tables
  where pubname = 'supabase_realtime' and $1::text in ('*', schemaname) and $2::text in ('*', tablename)`

/** Keeps what it read until `forget`: the stream announces a table anew after every change to it or its grants. */
export function createTables(pool: pg.Pool): Tables {
  const known = new Map<number, Promise<Table>>()

  const load = async (oid: number): Promise<Table> => {
    const { rows } = await pool.query<TableRow>(TABLE, [oid])
    const row = rows[0]
    if (!row) throw new Error(`table ${oid} is gone`)
    const readable = new Map<string, Promise<Set<string>>>()
    const readRole = async (role: string) => {
      const result = await pool.query<{ name: string }>(READABLE, [oid, role])
      return new Set(result.rows.map(({ name }) => name))
    }
    return {
      oid,
      schema: row.schema,
      name: row.name,
      sqlName: row.sql_name,
      hasRls: row.has_rls,
      primaryKey: row.primary_key,
      columns: row.columns,
      readableBy: (role) => remember(readable, role, () => readRole(role)),
    }
  }

  return {
    get: (oid) => remember(known, oid, () => load(oid)),
    async published(schema, table) {
      const { rows } = await pool.query<{ oid: number }>(PUBLISHED, [schema, table])
      return rows.map(({ oid }) => oid)
    },
    forget: (oid) => void known.delete(oid),
  }
}

/** The same promise for the same key; a failure is not remembered. */
function remember<K, T>(memory: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const found = memory.get(key)
  if (found) return found
  const made = make()
  memory.set(key, made)
  made.catch(() => memory.delete(key))
  return made
}
