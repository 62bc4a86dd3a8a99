import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEnvironment, stateDir } from '../config.ts'
import { postgresHome, removeState } from '../postgres/home.ts'
import { endLeftover } from '../postgres/leftover.ts'
import { isAlive } from '../processes.ts'
import { holderOf } from '../state.ts'
import { resetSupabase } from '../supabase-stack.ts'

/** A clean stop takes well under this. */
const patienceMs = 15_000

async function stopHolder(): Promise<void> {
  const pid = holderOf(stateDir)
  if (!pid) return
  console.log(`Stopping the stack that runs here (process ${pid})`)
  process.kill(pid, 'SIGTERM')
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    if (!isAlive(pid)) return
  }
  process.kill(pid, 'SIGKILL')
}

if (existsSync(stateDir)) {
  await stopHolder()
  await endLeftover(join(postgresHome(stateDir), 'data'), console.log)
  removeState(stateDir)
  console.log('Database, files, keys and messages are gone. npm start begins anew.')
} else {
  console.log('There is nothing to reset.')
}

if (readEnvironment().ORDERLINE_STACK === 'supabase') resetSupabase()
