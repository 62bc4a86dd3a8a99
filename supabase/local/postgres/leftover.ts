import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, isAlive } from '../processes.ts'

/** What postmaster.pid says: line 1 the process, line 8 its state ("ready" once it takes connections). */
export function postmaster(dataDir: string): { pid: number; isReady: boolean } | undefined {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Ends a Postgres that still runs on these data although nobody minds it any more, and clears the file of one that died.
 * Only call while holding the lock of the state folder: then whatever runs here is nobody's.
 */
export async function endLeftover(dataDir: string, log: (line: string) => void): Promise<void> {
  const old = postmaster(dataDir)
  if (!old) return
  const isOurs = isAlive(old.pid) && commandOf(old.pid)?.includes(dataDir)
  if (!isOurs) {
    // the number may belong to a stranger by now, and Postgres would refuse to start because of it
    rmSync(join(dataDir, 'postmaster.pid'), { force: true })
    return
  }
  log(`An older Postgres (${old.pid}) still runs on these data: stopping it`)
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(old.pid, signal)
    } catch {
      return
    }
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(20)) {
      if (!isAlive(old.pid)) return
    }
  }
}
