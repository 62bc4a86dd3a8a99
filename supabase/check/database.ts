import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../local/migrate.ts'
import { asPostgres } from '../local/postgres/prepare.ts'
import { startScratchPostgres } from '../local/postgres/scratch.ts'
import { serviceSchemas } from '../local/services.ts'
import { root } from './step.ts'

/** Lends a fresh Postgres with every migration applied, and takes it away again. */
export async function withDatabase<T>(use: (client: pg.Client, url: string) => Promise<T>): Promise<T> {
  const postgres = await startScratchPostgres(serviceSchemas())
  try {
    await migrate(postgres.url, join(root, 'supabase/migrations'))
    const url = asPostgres(postgres.url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    // names come out in full, whatever path a connection has
    await client.query(`set search_path = ''`)
    return await use(client, url).finally(() => client.end())
  } finally {
    await postgres.stop()
  }
}
