import { readFileSync } from 'node:fs'
import { type Database, DatabaseUnreachable } from '../database.ts'
import { startListener } from './listener.ts'

export type Column = {
  name: string
  type: string
  default: string | null
  /** an identity or a computed column: only Postgres writes it */
  isGenerated: boolean
}
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

/** What the REST API knows of the exposed schemas, read anew after DDL and on `notify pgrst`. `url` is the superuser's. */
export async function startCatalog(o: {
  url: string
  admin: Database
  schemas: string[]
  log: (line: string) => void
}): Promise<{ get(): Promise<Catalog>; getCurrent(): Promise<Catalog>; stop(): Promise<void> }> {
  let current: Catalog | undefined
  let version = 0
  let isStale = false
  let reading: Promise<void> | undefined

  const readUntilFresh = async () => {
    while (isStale) {
      isStale = false
      try {
        current = { ...(await load(o.admin, o.schemas)), version: version++ }
      } catch (error) {
        o.log(`REST: the schema could not be read: ${error instanceof Error ? error.message : error}`)
      }
    }
    reading = undefined
  }
  const read = () => {
    // whatever changes while one reading runs is covered by one more
    isStale = true
    reading ??= readUntilFresh()
  }
  const listener = await startListener(o.url, 'pgrst', read)
  read()
  const get = async () => {
    await reading
    if (!current) throw new DatabaseUnreachable('the schema has never been read')
    return current
  }
  await get()
  return {
    /** Waits for a reading under way. */
    get,
    /** Also hears what is still on its way: all DDL that was committed before the call is in. */
    async getCurrent() {
      await listener.catchUp()
      return get()
    },
    async stop() {
      await listener.stop()
      await reading
    },
  }
}

async function load(admin: Database, schemas: string[]): Promise<Omit<Catalog, 'version'>> {
  const row = await admin.begin(async (tx) => {
    // every type name comes out with its schema
    await tx.run(`set local search_path to ''`)
    return tx.row<{ catalog: Omit<Catalog, 'version'> }>(query, [
      `{${schemas.map((s) => JSON.stringify(s)).join(',')}}`,
    ])
  }, 'read only')
  if (!row) throw new Error('empty catalog')
  return row.catalog
}

export const findRelation = (catalog: Catalog, schema: string, name: string): Relation | undefined =>
  catalog.relations.find((relation) => relation.schema === schema && relation.name === name)
