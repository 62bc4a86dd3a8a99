import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import pg from 'pg'
import { root } from '../../check/step.ts'
import { migrate } from '../../local/migrate.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

export const jwtSecret = 'a-secret-only-the-bench-knows-0123456789'

export type RealtimeStage = {
  /** Of a superuser. */
  databaseUrl: string
  client: pg.Client
  /** Where the Realtime server runs, in a process of its own. */
  realtime: BenchProcess
  /** Starts it; http://127.0.0.1:port. */
  startRealtime(): Promise<string>
  sign(claims: Record<string, unknown>): Promise<string>
}

/** A fresh Postgres with every migration, and the Realtime server of the stack in front of it. */
export async function withRealtime<T>(use: (stage: RealtimeStage) => Promise<T>): Promise<T> {
  const postgres = await startScratchPostgres(serviceSchemas())
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => {})
  try {
    await migrate(postgres.url, join(root, 'supabase/migrations'))
    await client.connect()
    const realtime = startProcess('realtime-server.ts')
    const startRealtime = () => realtime.ask<string>({ databaseUrl: postgres.url, jwtSecret })
    try {
      return await use({ databaseUrl: postgres.url, client, realtime, startRealtime, sign })
    } finally {
      realtime.stop()
    }
  } finally {
    await client.end()
    await postgres.stop()
  }
}

const sign = (claims: Record<string, unknown>) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret))

/** A process of the bench that answers each order with one message. */
export type BenchProcess = {
  ask<Answer>(order: unknown): Promise<Answer>
  stop(): void
}

export function startProcess(file: string): BenchProcess {
  const child: ChildProcess = fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  let last: Promise<unknown> = Promise.resolve()
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  exited.catch(() => {})
  return {
    ask<Answer>(order: unknown) {
      const answered = last.then(async () => {
        child.send(order as object)
        const [answer] = await Promise.race([once(child, 'message'), exited])
        return answer as Answer
      })
      last = answered.catch(() => {})
      return answered
    },
    stop: () => child.connected && child.disconnect(),
  }
}

/** The other end of `startProcess`: answers each order, and ends with the process that gave it. */
export function answerOrders<Order>(answer: (order: Order) => Promise<unknown>): void {
  process.on('message', async (order: Order) => process.send?.((await answer(order)) ?? 'done'))
  process.once('disconnect', () => process.exit())
}

/** Milliseconds on the clock that all processes of a machine share. */
export const sharedClockMs = () => Number(process.hrtime.bigint()) / 1e6

/** Processor time of this process so far, in microseconds. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

export function percentile(figures: number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
