import { createHash } from 'node:crypto'
import pg from 'pg'

type Parameters = (string | null)[]

/** What can be asked, in a transaction or out of one. Values come back as text, JSON parsed; parameters are text or null. */
export type Queries = {
  rows<R extends object>(text: string, parameters?: Parameters): Promise<R[]>
  /** the first row, if any */
  row<R extends object>(text: string, parameters?: Parameters): Promise<R | undefined>
  /** the number of rows changed */
  run(text: string, parameters?: Parameters): Promise<number>
}

export type Mode = 'read only' | 'read write'
export type Database = Queries & {
  /** Work that throws leaves nothing behind. */
  begin<T>(work: (tx: Queries) => Promise<T>, mode?: Mode): Promise<T>
  end(): Promise<void>
}

/** Postgres is not there, or has no connection free in time. */
export class DatabaseUnreachable extends Error {}

/**
 * Connections as the roles that hosted services use: none can become more than there. `admin` only reads the catalogs, and
 * hashes.
 */
export async function openDatabase(url: string) {
  const admin = connect(url, undefined, { max: 3 })
  const { password } = new URL(url)
  for (const role of ['authenticator', 'supabase_auth_admin']) {
    // the same secret opens the stack's other roles
    if (password)
      await admin.run(`alter role ${role} password ${pg.escapeLiteral(decodeURIComponent(password))}`)
  }
  const authenticator = connect(url, 'authenticator', { max: 20 })
  // as hosted: a trigger on auth.users that names its tables without their schema fails
  const auth = connect(url, 'supabase_auth_admin', { max: 5, options: '-c search_path=auth' })
  return {
    admin,
    authenticator,
    auth,
    async close() {
      await Promise.all([admin, authenticator, auth].map((database) => database.end()))
    },
  }
}

const isJson = (oid: number) => oid === 114 || oid === 3802
const types = {
  getTypeParser: (oid: number) => (isJson(oid) ? JSON.parse : (value: string) => value),
} as pg.CustomTypesConfig

function connect(url: string, role: string | undefined, more: { max: number; options?: string }): Database {
  const target = new URL(url)
  if (role) target.username = role
  const pool = new pg.Pool({
    connectionString: target.href,
    application_name: 'orderline-api',
    // a query goes out without waiting for the answer to the one before
    pipeline: true,
    types,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    // each connection keeps the statements it has prepared
    maxUses: 100_000,
    ...more,
  })
  // a connection that breaks has nobody to tell but the query on it, which fails by itself
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    ...queries((text, parameters) => send(pool, text, parameters)),
    begin: (work, mode = 'read write') => transaction(pool, mode, work),
    end: () => pool.end(),
  }
}

async function transaction<T>(pool: pg.Pool, mode: Mode, work: (tx: Queries) => Promise<T>): Promise<T> {
  const client = await reach(pool.connect())
  let broken: unknown
  try {
    const begun = send(client, `begin ${mode}`)
    const [, result] = await Promise.all([
      begun,
      work(queries((text, parameters) => send(client, text, parameters))),
    ])
    const { command } = await send(client, 'commit')
    if (command !== 'COMMIT') throw new Error('work went on after an error: nothing is stored')
    return result
  } catch (error) {
    await send(client, 'rollback').catch((reason: unknown) => {
      broken = reason
    })
    throw error
  } finally {
    client.release(broken !== undefined)
  }
}

function queries(ask: (text: string, parameters?: Parameters) => Promise<pg.QueryResult>): Queries {
  const rows = async <R extends object>(text: string, parameters?: Parameters) =>
    (await ask(text, parameters)).rows as R[]
  return {
    rows,
    row: async <R extends object>(text: string, parameters?: Parameters) =>
      (await rows<R>(text, parameters))[0],
    run: async (text, parameters) => (await ask(text, parameters)).rowCount ?? 0,
  }
}

/** What has parameters is prepared once per connection, under a name made of its text. */
function send(on: pg.Pool | pg.PoolClient, text: string, values?: Parameters): Promise<pg.QueryResult> {
  const name = values && createHash('sha1').update(text).digest('base64url')
  return reach(on.query(values ? { name, text, values } : text))
}

function reach<T>(promise: Promise<T>): Promise<T> {
  return promise.catch((error: Error) => {
    throw error instanceof pg.DatabaseError ? error : new DatabaseUnreachable(error.message, { cause: error })
  })
}

/** Runs work as somebody: settings (role last among them) hold for this transaction only. */
export function runAs<T>(
  database: Database,
  mode: Mode,
  settings: Record<string, string>,
  work: (tx: Queries) => Promise<T>,
): Promise<T> {
  return database.begin(async (tx) => {
    // sent before the work's first query, on the same connection; would it not be, authenticator may read nothing
    const applied = tx.run('select set_config(key, value, true) from json_each_text($1::json)', [
      JSON.stringify(settings),
    ])
    const [, result] = await Promise.all([applied, work(tx)])
    return result
  }, mode)
}
