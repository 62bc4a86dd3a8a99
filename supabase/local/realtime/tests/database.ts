import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../ports.ts'
import { postgresHome, removeState } from '../../postgres/home.ts'
import { projectOverlay } from '../../postgres/overlay.ts'
import { prepareDatabase } from '../../postgres/prepare.ts'
import { startPostgres } from '../../postgres/server.ts'
import { serviceSchemas } from '../../services.ts'

export type Database = { url: string; pool: pg.Pool; stop(): Promise<void> }

/** The database of a new project, as the stack makes it, in a folder of its own; no migrations. */
export async function startDatabase(): Promise<Database> {
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-realtime-'))
  const postgres = await startPostgres({
    dataDir: join(postgresHome(stateDir), 'data'),
    overlayDir: projectOverlay(stateDir),
    port: await freePort(),
    log: () => {},
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 10 })
  pool.on('error', () => {})
  await prepareDatabase(postgres.url, serviceSchemas())
  return {
    url: postgres.url,
    pool,
    async stop() {
      await pool.end()
      await postgres.stop()
      removeState(stateDir)
    },
  }
}
