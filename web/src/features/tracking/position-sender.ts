import { enqueue, isDue, nextBatch, type QueuedPoint, settleBatch } from './position-queue.ts'
import type { PositionStore } from './position-store.ts'

export type Refusal = { client_id: string; reason: string }
/** `later` keeps the batch for another try; `ended` means no point of this order is taken any more. */
export type SendOutcome =
  | { kind: 'taken'; refused: Refusal[]; isWatched: boolean }
  | { kind: 'later' }
  | { kind: 'rejected'; code: string }
  | { kind: 'ended'; code: string }

/** 2, 4, 8, 16, then 30 s. */
export const retryMs = (failures: number): number => Math.min(30_000, 1_000 * 2 ** failures)

/**
 * Sends what is queued, oldest first, one batch at a time; a point leaves the queue only when it was answered.
 * `onChange` hears how many wait and what came of each batch.
 */
export function makeSender(
  store: PositionStore,
  send: (points: QueuedPoint[]) => Promise<SendOutcome>,
  onChange: (waiting: number, outcome: SendOutcome | null) => void,
  now: () => number = Date.now,
) {
  let running: Promise<void> | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  // until the server says otherwise: the first points tell it where the partner is
  let isWatched = true
  let sentAt = Number.NEGATIVE_INFINITY

  async function drain() {
    for (;;) {
      const batch = nextBatch(await store.read(), now())
      if (batch.length === 0 || isClosed) return
      sentAt = now()
      const outcome = await send(batch)
      if (outcome.kind === 'later') {
        failures += 1
        timer = setTimeout(flush, retryMs(failures))
        return onChange((await store.read()).length, outcome)
      }
      failures = 0
      if (outcome.kind === 'taken') isWatched = outcome.isWatched
      if (outcome.kind === 'ended') await store.clear()
      else await store.change((queue) => settleBatch(queue, batch, now()))
      onChange((await store.read()).length, outcome)
      if (outcome.kind === 'ended') return
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    // a point added while the last batch is on its way is seen by the loop's next read, or by the flush after it
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  async function flushIfDue(): Promise<void> {
    // while a try is put off, its timer decides
    if (failures === 0 && isDue((await store.read()).length, sentAt, now(), isWatched)) await flush()
  }

  return {
    async add(point: QueuedPoint): Promise<void> {
      await store.change((queue) => enqueue(queue, point))
      onChange((await store.read()).length, null)
      const before = running
      if (before) await before
      await flushIfDue()
    },
    /** Whether somebody was looking when the server last answered. */
    isWatched: () => isWatched,
    /** Somebody has just begun to look: what waits goes now. */
    async watched(): Promise<void> {
      isWatched = true
      await flushIfDue()
    },
    flushIfDue,
    flush,
    /** Ends the retries; what waits stays in the store. */
    close(): void {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
