import { readEnvironment, stateDir } from '../config.ts'
import { ResetNeeded } from '../migrate.ts'
import { AlreadyRunning, startStack } from '../stack.ts'
import { findRunning, holderOf } from '../state.ts'
import { startSupabase } from '../supabase-stack.ts'
import { dockerAnswers } from './docker.ts'
import { report } from './report.ts'

/** OpenStreetMap's own tiles: fine for trying out, not for a product (their tile usage policy). */
const defaultMap = {
  VITE_MAP_TILES_URL: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
  VITE_MAP_ATTRIBUTION: '© OpenStreetMap contributors',
}

type Choice = { stack: 'embedded' | 'supabase'; why: string }

function chooseStack(wanted: string | undefined): Choice {
  if (wanted === 'embedded') return { stack: 'embedded', why: 'ORDERLINE_STACK=embedded' }
  const hasDocker = dockerAnswers()
  if (wanted === 'supabase') {
    if (!hasDocker)
      throw new Error(
        'ORDERLINE_STACK=supabase needs Docker, and none answers here. Start Docker, or leave it out.',
      )
    return { stack: 'supabase', why: 'ORDERLINE_STACK=supabase' }
  }
  if (wanted) throw new Error(`ORDERLINE_STACK is ${wanted}; it may be embedded or supabase.`)
  return {
    stack: 'embedded',
    why: hasDocker ? 'the default; ORDERLINE_STACK=supabase would use Docker' : 'Docker is not running here',
  }
}

/** `npm start` (app `dev`) and `npm run stack` (app `none`): runs until Ctrl-C or SIGTERM. */
export async function runStack(app: 'dev' | 'none'): Promise<void> {
  const started = performance.now()
  const log = (line: string) => console.log(line)
  let stop: (() => Promise<void>) | undefined
  handleSignals(() => stop)
  try {
    const settings: Record<string, string | undefined> = { ...defaultMap, ...readEnvironment() }
    const { stack, why } = chooseStack(settings.ORDERLINE_STACK)
    log(
      stack === 'embedded'
        ? `Orderline on the embedded stack (${why})`
        : `Orderline on Supabase in Docker (${why})`,
    )
    const start = stack === 'embedded' ? startStack : startSupabase
    const running = await whenFree(() => start({ stateDir, app, settings, log }))
    stop = running.stop
    log(`Ready in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    log(report(running.env, app !== 'none'))
    log('Ctrl-C stops everything; npm run reset begins anew.')
  } catch (error) {
    console.error(error instanceof ResetNeeded ? error.message : `Orderline did not start: ${reason(error)}`)
    process.exit(1)
  }
}

/** Starts; where another start was first, shows its addresses and ends; where that one is ending, waits for it. */
async function whenFree<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error
    const running = await findRunning(stateDir, 60_000)
    const holder = holderOf(stateDir)
    if (!running && !holder) return whenFree(start)
    if (!running)
      throw new Error(
        `process ${holder} uses this folder and does not answer. Stop it, or run npm run reset.`,
      )
    console.log(`It already runs here (process ${running.pid}).`)
    console.log(report(running.env, true))
    process.exit(0)
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return process.env.ORDERLINE_DEBUG ? (error.stack ?? error.message) : error.message
}

// A terminal sends Ctrl-C to npm and to us, and npm may pass it on: within a moment it is the same one.
const sameSignalMs = 700

function handleSignals(running: () => (() => Promise<void>) | undefined): void {
  let first = 0
  const onSignal = async () => {
    const stop = running()
    if (first && performance.now() - first < sameSignalMs) return
    // asked twice, or not up yet: children end with us, and Postgres recovers by itself
    if (first || !stop) process.exit(first ? 1 : 0)
    first = performance.now()
    console.log('\nStopping …')
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  // whoever read our lines may be gone; the stack goes on
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
  process.on('unhandledRejection', (error) => console.error('unhandled:', error))
}
