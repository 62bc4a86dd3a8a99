import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'

/** A named piece of SQL that belongs to the stack, not to the project. */
export type Part = { name: string; sql: string }

const own = (name: string): Part => ({
  name,
  sql: readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8'),
})

export class StackSchemaChanged extends Error {}

/**
 * Makes an empty database what a new hosted project is: roles, schemas, extensions, default privileges, then the schemas of
 * the services (Auth, Storage, Realtime), then what hosted grants on those. Does nothing on a prepared one; throws
 * StackSchemaChanged when it was prepared by another version of these files. `url` is the superuser's.
 */
export async function prepareDatabase(url: string, services: Part[]): Promise<void> {
  const parts = [own('database'), own('webhooks'), ...services, own('after-services')]
  const version = createHash('sha256')
    .update(JSON.stringify([own('roles'), ...parts]))
    .digest('hex')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const marker = await client.query(
      `select obj_description(to_regnamespace('supabase_migrations')) as version`,
    )
    const found: string | null = marker.rows[0].version
    if (found === version) return
    if (found) throw new StackSchemaChanged('The stack itself has changed since this database was made.')
    await client.query('begin')
    await ensureRoles(client, decodeURIComponent(new URL(url).password))
    for (const part of parts) {
      try {
        await client.query(part.sql)
      } catch (error) {
        throw new Error(`${part.name}: ${error instanceof Error ? error.message : error}`, { cause: error })
      }
    }
    await client.query(`comment on schema supabase_migrations is '${version}'`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function ensureRoles(client: pg.Client, password: string): Promise<void> {
  const existing = await client.query(`select from pg_roles where rolname = 'postgres'`)
  if (existing.rowCount) return
  await client.query(own('roles').sql)
  await client.query(`alter role postgres password ${client.escapeLiteral(password)}`)
}

/** The same database as role postgres: who migrations, cron jobs and people with psql are. */
export function asPostgres(url: string): string {
  const changed = new URL(url)
  changed.username = 'postgres'
  return changed.href
}

/** Another database of the same server, same role. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
