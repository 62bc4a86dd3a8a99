import { createServer, type Server } from 'node:http'
import { SignJWT } from 'jose'
import type pg from 'pg'
import { freePort } from '../../ports.ts'
import { type Realtime, type RealtimeOptions, startRealtime } from '../server.ts'
import { startDatabase } from './database.ts'

const JWT_SECRET = 'a-secret-only-these-tests-know-0123456789'
export const PUBLISHABLE_KEY = 'sb_publishable_realtime_tests'

/** A database, the server under test in front of it, and what a test needs to be a person. */
export type Harness = {
  /** http://127.0.0.1:port, as supabase-js takes it. */
  url: string
  databaseUrl: string
  db: pg.Pool
  anonKey: string
  serviceKey: string
  /** What the server logged. */
  lines: string[]
  realtime(): Realtime
  /** Signs any claims; `expiresIn` in seconds. */
  sign(claims: Record<string, unknown>, expiresIn?: number): Promise<string>
  /** The server goes and comes back on the same port, as in a deployment. */
  restart(downMs: number): Promise<void>
  stop(): Promise<void>
}

export async function startHarness(overrides: Partial<RealtimeOptions> = {}): Promise<Harness> {
  const database = await startDatabase()
  const sign = (claims: Record<string, unknown>, expiresIn = 3600) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
      .sign(new TextEncoder().encode(JWT_SECRET))
  const anonKey = await sign({ role: 'anon' })
  const serviceKey = await sign({ role: 'service_role' })
  const lines: string[] = []
  const start = async () => {
    const realtime = await startRealtime({
      databaseUrl: database.url,
      jwtSecret: JWT_SECRET,
      apiKeys: { [PUBLISHABLE_KEY]: anonKey },
      log: (line) => lines.push(line),
      backoffMs: 0,
      handshakeBackoffMs: 0,
      ...overrides,
    })
    await until(() => realtime.stats().isReplicating)
    return realtime
  }
  const port = await freePort()
  let realtime = await start()
  let server = await listen(realtime, port)

  return {
    ...{ url: `http://127.0.0.1:${port}`, databaseUrl: database.url, db: database.pool },
    ...{ anonKey, serviceKey, lines, sign },
    realtime: () => realtime,
    async restart(downMs) {
      await realtime.stop()
      await close(server)
      await quiet(downMs)
      realtime = await start()
      server = await listen(realtime, port)
    },
    async stop() {
      await realtime.stop()
      await close(server)
      await database.stop()
    },
  }
}

/** Looks every 5 ms; fails after `timeoutMs`. */
export async function until(isTrue: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${isTrue}`)
    await quiet(5)
  }
}

/** For what must not happen: long enough for it to have happened. */
export const quiet = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms))

async function listen(realtime: Realtime, port: number): Promise<Server> {
  const server = createServer((req, res) => void realtime.handle(req, res))
  server.on('upgrade', (req, socket, head) => realtime.upgrade(req, socket, head))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

function close(server: Server): Promise<unknown> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  return closed
}
