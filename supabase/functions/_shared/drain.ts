import type { Settlement } from './outcome.ts'
import type { Log } from './serve.ts'

type Work<Delivery, Result> = {
  claim(batch: number): Promise<Delivery[]>
  /** Ends within its own timeout. When it throws, the delivery is left to the end of its lease. */
  send(delivery: Delivery): Promise<Result>
  settle(results: Result[]): Promise<void>
  /** How many are claimed in one call. */
  batch: number
  /** How many are sent at once. */
  lanes: number
  log: Log
  /** No claim starts later than this after the first knock. */
  budgetMs?: number
  /** A delivery that waited longer for a lane is not sent: its lease may end while we send. */
  holdMs?: number
}

// Hosted functions end after 150 s; one that has lived half of that takes no more requests, so at least 75 s are left.
const budgetMs = 60_000
// A third of the usual lease of 60 s: waiting and sending together must end before it.
const holdMs = 20_000
// Long enough to gather results into one settle call, far too short for a person to notice.
const gatherMs = 10

/**
 * Claims, sends and settles until nothing is due. Lanes take deliveries one by one, so a slow one holds up only its
 * lane; results are settled as they come, many per call. Returns `knock`: it wakes lanes that rest, also while others
 * still work, and its promise ends when all is settled.
 */
export function createDrain<Delivery, Result = Settlement>(
  work: Work<Delivery, Result>,
): () => Promise<void> {
  const limits = { budgetMs, holdMs, ...work }
  const waiting: { delivery: Delivery; since: number }[] = []
  const results: Result[] = []
  let knocks = 0
  let answered = 0
  let endsAt = 0
  let open = 0
  let claiming: Promise<void> | undefined
  let settling: Promise<void> | undefined
  let running: PromiseWithResolvers<void> | undefined

  const isDry = () => answered === knocks || performance.now() > endsAt

  async function claim(): Promise<void> {
    const knock = knocks
    try {
      const since = performance.now()
      const deliveries = await work.claim(work.batch)
      waiting.push(...deliveries.map((delivery) => ({ delivery, since })))
      // fewer than asked for: dry, unless somebody knocked while we looked
      if (deliveries.length < work.batch) answered = knock
    } catch (cause) {
      work.log(`claim failed, the sweep will knock again: ${cause}`)
      answered = knock
    }
  }

  function refill(): Promise<void> {
    claiming ??= claim().finally(() => {
      claiming = undefined
    })
    return claiming
  }

  async function next(): Promise<Delivery | undefined> {
    for (;;) {
      const first = waiting.shift()
      if (first) {
        if (waiting.length < Math.max(work.lanes, work.batch / 2) && !isDry()) void refill()
        if (performance.now() - first.since < limits.holdMs) return first.delivery
      } else if (claiming || !isDry()) await refill()
      else return undefined
    }
  }

  async function settleAll(): Promise<void> {
    while (results.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs))
      await work.settle(results.splice(0))
    }
    settling = undefined
  }

  async function lane(): Promise<void> {
    for (let delivery = await next(); delivery; delivery = await next()) {
      try {
        results.push(await work.send(delivery))
        settling ??= settleAll()
      } catch (cause) {
        work.log(`send failed unexpectedly, the lease will end: ${cause}`)
      }
    }
    open--
    if (open > 0) return
    await settling
    // somebody may have knocked while the last results were settled
    if (open > 0) return
    running?.resolve()
    running = undefined
  }

  return () => {
    knocks++
    if (open === 0) endsAt = performance.now() + limits.budgetMs
    running ??= Promise.withResolvers()
    for (; open < work.lanes; open++) void lane()
    return running.promise
  }
}
