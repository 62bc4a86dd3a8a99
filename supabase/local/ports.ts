import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import type { Ports } from './config.ts'

/** Below the range Linux hands out to outgoing connections (32768 and up), where a free port may be gone a moment later. */
const highest = 32_767

/** Can we listen there, on loopback and on every address (another program may hold only one of them)? */
export function isFree(port: number): Promise<boolean> {
  const listen = (host: string) =>
    new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
    })
  return listen('127.0.0.1').then((free) => free && listen('0.0.0.0'))
}

/** A free port at random, for tests and for stacks that run beside the usual one. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, highest)
    if (await isFree(port)) return port
  }
  throw new Error('No free port found')
}

/** The wanted port, or the next free one above it. */
export async function freePortFrom(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wanted; port <= highest; port++) {
    if (!taken.has(port) && (await isFree(port))) return port
  }
  return freePort()
}

/** Ports of one stack: those of the configuration, moved up where taken (and said), or any free ones. */
export async function choosePorts(
  wanted: Ports,
  o: { ports?: 'config' | 'free'; hasApp: boolean; only?: (keyof Ports)[]; log: (line: string) => void },
): Promise<Ports> {
  const chosen: Ports = { ...wanted }
  const taken = new Set<number>()
  for (const name of o.only ?? (['api', 'db', 'sandbox', 'app'] as const)) {
    if (name === 'app' && !o.hasApp) continue
    chosen[name] = o.ports === 'free' ? await freePort() : await freePortFrom(wanted[name], taken)
    taken.add(chosen[name])
    if (o.ports !== 'free' && chosen[name] !== wanted[name]) {
      o.log(`Port ${wanted[name]} (${name}) is taken: using ${chosen[name]}`)
    }
  }
  return chosen
}
