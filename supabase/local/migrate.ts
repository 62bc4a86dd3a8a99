import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { asPostgres, inDatabase, type Part, prepareDatabase } from './postgres/prepare.ts'

/** The database no longer matches the files and cannot catch up by itself; the message says what to run. */
export class ResetNeeded extends Error {
  constructor(what: string) {
    super(
      `${what}\nBefore the first release chapters are edited in place: run \`npm run reset\`, then \`npm start\`.`,
    )
  }
}

type Chapter = { version: string; name: string; file: string; sql: string }

function chapters(folder: string): Chapter[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => /^\d+_.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: file.slice(0, file.indexOf('_')),
      name: basename(file, '.sql').slice(file.indexOf('_') + 1),
      file,
      sql: readFileSync(join(folder, file), 'utf8'),
    }))
}

/**
 * Brings a prepared database up to date as role postgres: every new file of `folder` in its own transaction, recorded where
 * the supabase CLI records it. Returns how many ran. Throws ResetNeeded when an applied file was edited, renamed or removed.
 */
export async function migrate(url: string, folder: string): Promise<number> {
  return asOwner(url, async (client) => {
    await client.query(
      'create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text)',
    )
    const applied = await client.query<{ version: string; sql: string }>(
      'select version, statements[1] as sql from supabase_migrations.schema_migrations order by version',
    )
    const known = chapters(folder)
    for (const [place, { version, sql }] of applied.rows.entries()) {
      const chapter = known[place]
      if (!chapter) throw new ResetNeeded(`Migration ${version} was applied, but its file is gone.`)
      if (chapter.version !== version)
        throw new ResetNeeded(`${chapter.file} comes before what is already applied.`)
      if (chapter.sql !== sql) throw new ResetNeeded(`${chapter.file} was edited after it was applied.`)
    }
    const fresh = known.slice(applied.rows.length)
    for (const chapter of fresh) {
      await inTransaction(client, chapter.file, chapter.sql, () =>
        client.query('insert into supabase_migrations.schema_migrations values ($1, $2, $3)', [
          chapter.version,
          [chapter.sql],
          chapter.name,
        ]),
      )
    }
    return fresh.length
  })
}

/** Runs the seed file once in the life of a database; tells when it has changed since. */
export async function seed(url: string, file: string, log: (line: string) => void): Promise<void> {
  if (!existsSync(file)) return
  const sql = readFileSync(file, 'utf8')
  const hash = createHash('sha256').update(sql).digest('hex')
  await asOwner(url, async (client) => {
    await client.query(
      'create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null)',
    )
    const found = await client.query('select hash from supabase_migrations.seed_files where path = $1', [
      basename(file),
    ])
    if (found.rowCount === 0) {
      await inTransaction(client, basename(file), sql, () =>
        client.query('insert into supabase_migrations.seed_files values ($1, $2)', [basename(file), hash]),
      )
    } else if (found.rows[0].hash !== hash) {
      log(
        `${basename(file)} has changed since this database was seeded; \`npm run reset\` would use the new one`,
      )
    }
  })
}

/**
 * A database of its own on a running server: prepared, migrated, perhaps seeded. For tests that must not see each other.
 * `url` is the superuser's of any database of that server; so is the one returned.
 */
export async function createDatabase(
  url: string,
  what: { services: Part[]; migrations: string; seed?: string },
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await onServer(`create database ${name}`)
  const made = { url: inDatabase(url, name), drop: () => onServer(`drop database ${name} with (force)`) }
  try {
    await prepareDatabase(made.url, what.services)
    await migrate(made.url, what.migrations)
    if (what.seed) await seed(made.url, what.seed, () => {})
    return made
  } catch (error) {
    await made.drop()
    throw error
  }
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: asPostgres(url) })
  await client.connect()
  return work(client).finally(() => client.end())
}

async function inTransaction(client: pg.Client, file: string, sql: string, record: () => Promise<unknown>) {
  await client.query('begin')
  try {
    await client.query(sql)
    await record()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error instanceof pg.DatabaseError ? new Error(explain(file, sql, error), { cause: error }) : error
  }
}

// `position` counts characters from 1 into the whole file
function explain(file: string, sql: string, error: pg.DatabaseError): string {
  const line = error.position ? `:${sql.slice(0, Number(error.position) - 1).split('\n').length}` : ''
  const more = [error.detail, error.hint, error.where].filter(Boolean).map((text) => `\n  ${text}`)
  return `supabase/${file.endsWith('seed.sql') ? '' : 'migrations/'}${file}${line}: ${error.message} (${error.code})${more.join('')}`
}
