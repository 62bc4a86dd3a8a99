import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, startOf } from './processes.ts'

/** What `npm run status -- -o env|json` prints: everything another program needs to use the stack. */
export type StackEnv = {
  SUPABASE_URL: string
  SUPABASE_PUBLISHABLE_KEY: string
  SUPABASE_SECRET_KEY: string
  SUPABASE_DB_URL: string
  SANDBOX_URL: string
  APP_URL: string
}

/** `<stateDir>/stack.json` while a stack runs. */
export type Running = { pid: number; stack: 'embedded' | 'supabase'; env: StackEnv }

type Holder = { pid: number; start: string }

const self = (): Holder => ({ pid: process.pid, start: startOf(process.pid) ?? '' })

// a number alone is not enough: after a reboot it may be somebody else's
const holds = ({ pid, start }: Holder) => isAlive(pid) && startOf(pid) === start

const lockOf = (stateDir: string) => join(stateDir, 'lock')
const stackOf = (stateDir: string) => join(stateDir, 'stack.json')

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}

/** The process that has this state folder now, undefined if none does. */
export function holderOf(stateDir: string): number | undefined {
  const holder = read<Holder>(lockOf(stateDir))
  return holder && holds(holder) ? holder.pid : undefined
}

/**
 * Takes the state folder for this process; undefined when another living process has it. The lock outlives kill -9, but its
 * holder does not, so the next start takes it over.
 */
export function takeLock(stateDir: string): { release(): void } | undefined {
  mkdirSync(stateDir, { recursive: true })
  const lock = lockOf(stateDir)
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, JSON.stringify(self()))
  try {
    for (let tries = 0; tries < 3; tries++) {
      try {
        // a link appears whole and only where there is none: the atomic step
        linkSync(mine, lock)
        withdraw(stateDir)
        return { release: () => rmSync(lock, { force: true }) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      if (holderOf(stateDir) || !clearStale(lock)) return undefined
    }
    return undefined
  } finally {
    rmSync(mine, { force: true })
  }
}

// moved aside first and looked at again: another start may have taken the lock over a moment ago
function clearStale(lock: string): boolean {
  const aside = `${lock}.stale.${process.pid}`
  try {
    renameSync(lock, aside)
  } catch {
    return true
  }
  const holder = read<Holder>(aside)
  const isTaken = holder !== undefined && holds(holder)
  if (isTaken) linkSync(aside, lock)
  rmSync(aside)
  return !isTaken
}

/** Says that the stack answers now; 0600, since it holds the secret key. */
export function announce(stateDir: string, running: Running): void {
  const file = stackOf(stateDir)
  writeFileSync(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Takes that back: from now on the stack is on its way out. */
export const withdraw = (stateDir: string) => rmSync(stackOf(stateDir), { force: true })

/** The stack that runs on this folder; while one is still starting, waits for it up to `patienceMs`. */
export async function findRunning(stateDir: string, patienceMs = 0): Promise<Running | undefined> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    if (!existsSync(lockOf(stateDir)) || !holderOf(stateDir)) return undefined
    const running = read<Running>(stackOf(stateDir))
    if (running || Date.now() >= deadline) return running
  }
}
