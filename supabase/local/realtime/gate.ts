import { setTimeout as sleep } from 'node:timers/promises'

const RETRY_MS = 1

/** Is the transaction with this 32-bit id over for whoever takes a snapshot now? `snapshot` is pg_current_snapshot()::text. */
export function isVisible(xid: number, snapshot: string): boolean {
  const [xmin = '', xmax = '', running = ''] = snapshot.split(':')
  const max = BigInt(xmax)
  // The stream carries 32 bits of the id; the epoch is that of the snapshot, or the one before when ids just wrapped.
  let full = ((max >> 32n) << 32n) | BigInt(xid)
  if (full > max && full - max > 1n << 31n) full -= 1n << 32n
  if (full < BigInt(xmin)) return true
  return full < max && !running.split(',').includes(String(full))
}

export type Gate<T extends { xid: number }> = { push(transaction: T): void; stop(): void }

/**
 * Holds committed transactions, in order, until a new snapshot sees them. The WAL sender may hand a commit over before
 * it leaves the list of running transactions: whoever then looked for the row, by RLS probe or by refetch, would miss
 * it. One snapshot serves all that wait; while one is on its way, more gather.
 */
export function visibilityGate<T extends { xid: number }>(options: {
  snapshot: () => Promise<string>
  release: (transactions: T[]) => void
  log: (line: string) => void
}): Gate<T> {
  let waiting: T[] = []
  let isRunning = false
  let isStopped = false

  const run = async () => {
    while (waiting.length > 0 && !isStopped) {
      try {
        const snapshot = await options.snapshot()
        const blocked = waiting.findIndex((transaction) => !isVisible(transaction.xid, snapshot))
        const ready = blocked === -1 ? waiting : waiting.slice(0, blocked)
        waiting = blocked === -1 ? [] : waiting.slice(blocked)
        if (ready.length > 0 && !isStopped) options.release(ready)
        if (blocked !== -1) await sleep(RETRY_MS)
      } catch (cause) {
        options.log(`realtime: no snapshot, trying again: ${cause}`)
        await sleep(100)
      }
    }
    isRunning = false
  }

  return {
    push(transaction) {
      waiting.push(transaction)
      if (isRunning) return
      isRunning = true
      void run()
    },
    stop() {
      isStopped = true
      waiting = []
    },
  }
}
