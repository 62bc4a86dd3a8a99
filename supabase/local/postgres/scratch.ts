import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../ports.ts'
import { postgresHome, removeState } from './home.ts'
import { projectOverlay } from './overlay.ts'
import { type Part, prepareDatabase } from './prepare.ts'
import { type Postgres, startPostgres } from './server.ts'

/** A Postgres of its own for one test file, prepared like a new project; `stop` removes everything. */
export async function startScratchPostgres(
  services: Part[] = [],
  log: (line: string) => void = () => {},
): Promise<Postgres & { stateDir: string }> {
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-'))
  const postgres = await startPostgres({
    dataDir: join(postgresHome(stateDir), 'data'),
    overlayDir: projectOverlay(stateDir),
    port: await freePort(),
    log,
  })
  const stop = async () => {
    await postgres.stop()
    removeState(stateDir)
  }
  try {
    await prepareDatabase(postgres.url, services)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ...{ url: postgres.url, port: postgres.port, stop, stateDir },
    // another one after a crash
    get pid() {
      return postgres.pid
    },
  }
}
