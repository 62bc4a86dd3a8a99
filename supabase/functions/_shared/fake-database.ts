import type { Rpc } from './database.ts'
import type { Claimed } from './deliveries.ts'
import type { Settlement } from './outcome.ts'

type Waiting = Pick<Claimed, 'rendered' | 'target'> & Partial<Claimed>

/** Stands in for the RPCs of the outbox in tests: hands out what waits once, and keeps what comes back. */
export function fakeDatabase(waiting: Waiting[]) {
  const settled: Settlement[] = []
  const calls: { name: string; parameters: Record<string, unknown> }[] = []
  /** Errors that the next calls of an RPC throw, first one first. */
  const failures: Record<string, Error[]> = {}

  const rpc: Rpc = (name, parameters) => {
    calls.push({ name, parameters })
    const failure = failures[name]?.shift()
    if (failure) return Promise.reject(failure)
    if (name === 'claim_deliveries')
      return Promise.resolve(waiting.splice(0, Number(parameters.batch)).map(claim))
    if (name === 'settle_deliveries' && Array.isArray(parameters.results)) settled.push(...parameters.results)
    return Promise.resolve(null)
  }
  return {
    rpc,
    settled,
    calls,
    failures,
    add: (...rows: Waiting[]) => waiting.push(...rows),
    outcomes: () => Object.fromEntries(settled.map(({ id, outcome }) => [id, outcome])),
  }
}

function claim(row: Waiting): Claimed {
  return {
    id: crypto.randomUUID(),
    lease_token: crypto.randomUUID(),
    notification_id: crypto.randomUUID(),
    priority: 'normal',
    expires_at: new Date(Date.now() + 3600_000).toISOString(),
    in_doubt_since: null,
    provider: null,
    fault: null,
    ...row,
  }
}
