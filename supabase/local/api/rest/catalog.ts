import { readFileSync } from 'node:fs'
import type { Sql } from '../database.ts'

export type Column = { name: string; type: string; default: string | null }
export type Relation = {
  schema: string
  name: string
  isView: boolean
  columns: Column[]
  primaryKey: string[]
  /** for views: the tables whose columns they carry under the same names */
  bases: { schema: string; name: string; columns: string[] }[]
}
export type ForeignKey = {
  name: string
  isUnique: boolean
  schema: string
  table: string
  columns: string[]
  targetSchema: string
  target: string
  targetColumns: string[]
}
export type Routine = {
  schema: string
  name: string
  volatility: 'v' | 's' | 'i'
  isSet: boolean
  returns: 'void' | 'scalar' | 'composite'
  /** the table or view whose rows it returns */
  relation: string | null
  arguments: { name: string; type: string; isVariadic: boolean; isOptional: boolean }[]
}
export type Catalog = {
  /** counts the readings; part of each statement, because Postgres keeps a prepared one's parameter types */
  version: number
  relations: Relation[]
  foreignKeys: ForeignKey[]
  functions: Routine[]
  /** `alter role … set`, applied to each request as PostgREST does */
  roleSettings: Record<string, Record<string, string>>
}

const query = readFileSync(new URL('../sql/catalog.sql', import.meta.url), 'utf8')

/** What the REST API knows of the exposed schemas, read anew after DDL and on `notify pgrst, 'reload schema'`. */
export async function startCatalog(
  sql: Sql,
  schemas: string[],
  log: (line: string) => void,
): Promise<{ get(): Promise<Catalog>; getCurrent(): Promise<Catalog>; stop(): Promise<void> }> {
  let version = 0
  let current: Catalog = { ...(await load(sql, schemas)), version }
  let isStale = false
  let reloading: Promise<void> | undefined

  // whatever changes while one reading runs is covered by one more
  const reload = async () => {
    isStale = true
    reloading ??= (async () => {
      while (isStale) {
        isStale = false
        try {
          current = { ...(await load(sql, schemas)), version: ++version }
        } catch (error) {
          log(`REST: the schema could not be read: ${error instanceof Error ? error.message : error}`)
        }
      }
      reloading = undefined
    })()
    await reloading
  }
  const listening = await sql.listen(
    'pgrst',
    () => void reload(),
    () => void reload(),
  )
  const get = async () => {
    await reloading
    return current
  }
  let count = 0
  return {
    /** Waits for a reading under way. */
    get,
    /** Also hears what is still on its way: all DDL that was committed before the call is in. */
    async getCurrent() {
      // a round trip on the connection that listens; Postgres hands over what it has before it answers
      const { unlisten } = await sql.listen(`pgrst_sync_${count++}`, () => {})
      await unlisten()
      return get()
    },
    async stop() {
      await listening.unlisten()
      await reloading
    },
  }
}

async function load(sql: Sql, schemas: string[]): Promise<Omit<Catalog, 'version'>> {
  return sql.begin(async (tx) => {
    // every type name comes out with its schema
    await tx`set local search_path to ''`
    const [row] = await tx.unsafe<{ catalog: Catalog }[]>(query, [
      `{${schemas.map((s) => JSON.stringify(s)).join(',')}}`,
    ])
    if (!row) throw new Error('empty catalog')
    return row.catalog
  })
}

export const findRelation = (catalog: Catalog, schema: string, name: string): Relation | undefined =>
  catalog.relations.find((relation) => relation.schema === schema && relation.name === name)
