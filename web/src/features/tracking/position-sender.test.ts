import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  batchSize,
  enqueue,
  isDue,
  nextBatch,
  type QueuedPoint,
  queueAgeMs,
  queueLimit,
} from './position-queue.ts'
import { makeSender, retryMs, type SendOutcome } from './position-sender.ts'
import { memoryStore } from './position-store.ts'

const startMs = Date.parse('2026-11-21T10:00:00Z')
const point = (i: number): QueuedPoint => ({
  client_id: `p${i}`,
  recorded_at: new Date(startMs + i * 1_000).toISOString(),
  lat: 45,
  lng: 13,
  accuracy_m: 8,
  speed_mps: null,
  heading_deg: null,
  battery_pct: null,
  source: 'browser',
})
const points = (count: number) => Array.from({ length: count }, (_, i) => point(i))
const now = () => startMs + 3_600_000
const taken: SendOutcome = { kind: 'taken', refused: [], isWatched: true }

describe('the queue of positions', () => {
  test('a full queue lets go of the oldest point, never of the newest', () => {
    const full = points(queueLimit)
    const next = enqueue(full, point(9_999))
    expect(next).toHaveLength(queueLimit)
    expect(next[0]).toEqual(full[1])
    expect(next.at(-1)?.client_id).toBe('p9999')
  })

  test('a batch has at most 100 points, oldest first, none older than a day', () => {
    expect(nextBatch(points(150), now())).toEqual(points(150).slice(0, batchSize))
    expect(nextBatch(points(1), startMs + queueAgeMs)).toEqual([])
  })
})

describe('the sender', () => {
  test('under any mixture of points and failures nothing is lost, nothing is doubled and the order is kept', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 130 }) }),
      fc.record({ kind: fc.constant('network' as const), isUp: fc.boolean() }),
      fc.record({ kind: fc.constant('flush' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const store = memoryStore()
        const arrived: string[] = []
        let isUp = true
        let added = 0
        const send = async (batch: QueuedPoint[]): Promise<SendOutcome> => {
          await Promise.resolve()
          if (!isUp) return { kind: 'later' }
          arrived.push(...batch.map((one) => one.client_id))
          return taken
        }
        const sender = makeSender(store, send, () => undefined, now)
        for (const one of steps) {
          if (one.kind === 'network') isUp = one.isUp
          else if (one.kind === 'flush') await sender.flush()
          else {
            const fits = Math.min(one.count, queueLimit - (await store.read()).length)
            // together, as fixes come while a batch is on its way
            await Promise.all(Array.from({ length: fits }, () => sender.add(point(added++))))
          }
        }
        isUp = true
        await sender.flush()
        sender.close()
        expect(arrived).toEqual(Array.from({ length: added }, (_, i) => `p${i}`))
        expect(await store.read()).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('points a partner collects while a batch is on its way stay for the next one', async () => {
    const store = memoryStore()
    const batches: string[][] = []
    let letGo: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const sender = makeSender(
      store,
      async (batch) => {
        batches.push(batch.map((one) => one.client_id))
        await gate
        return taken
      },
      () => undefined,
      now,
    )
    const first = sender.add(point(0))
    await new Promise((resolve) => setTimeout(resolve))
    const second = sender.add(point(1))
    letGo()
    await Promise.all([first, second])
    expect(batches).toEqual([['p0'], ['p1']])
  })

  test('a batch the server finds wrong is dropped, so that it cannot block those behind it', async () => {
    const store = memoryStore()
    const outcomes: string[] = []
    const sender = makeSender(
      store,
      async () => ({ kind: 'rejected', code: 'invalid_batch' }),
      (_waiting, outcome) => outcome && outcomes.push(outcome.kind),
      now,
    )
    await sender.add(point(0))
    expect(await store.read()).toEqual([])
    expect(outcomes).toEqual(['rejected'])
  })

  test('when the order is closed everything that waits is thrown away', async () => {
    const store = memoryStore()
    await store.change(() => points(3))
    const sender = makeSender(
      store,
      async () => ({ kind: 'ended', code: 'order_closed' }),
      () => undefined,
      now,
    )
    await sender.flush()
    expect(await store.read()).toEqual([])
  })

  test('with nobody looking points go five at a time, and none waits for longer than a minute', async () => {
    const store = memoryStore()
    const batches: number[] = []
    let at = startMs
    const sender = makeSender(
      store,
      async (batch) => {
        batches.push(batch.length)
        return { kind: 'taken', refused: [], isWatched: false }
      },
      () => undefined,
      () => at,
    )
    for (let i = 0; i < 11; i += 1) {
      await sender.add(point(i))
      at += 8_000
    }
    // the first at once, then in fives
    expect(batches).toEqual([1, 5, 5])
    await sender.add(point(11))
    expect(batches).toEqual([1, 5, 5])
    at += 50_000
    await sender.flushIfDue()
    expect(batches).toEqual([1, 5, 5, 1])
    sender.close()
  })

  test('what is due: at once while somebody looks, never nothing', () => {
    expect(isDue(1, 0, 0, true)).toBe(true)
    expect(isDue(0, 0, 1e9, true)).toBe(false)
    expect(isDue(4, 0, 49_999, false)).toBe(false)
    expect(isDue(4, 0, 50_000, false)).toBe(true)
    expect(isDue(5, 0, 0, false)).toBe(true)
  })

  test('tries wait longer each time, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 9].map(retryMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  })
})
