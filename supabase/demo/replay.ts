import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import type { Ledger } from './ledger.ts'
import type { Person } from './people.ts'
import type { Fix } from './trace.ts'

/** How many positions were sent and taken, and how many refused by reason. */
export type Replayed = { sent: number; taken: number; refused: Record<string, number> }

const answerShape = v.object({
  accepted: v.number(),
  refused: v.array(v.object({ client_id: v.string(), reason: v.string() })),
})
/** One position a call as long as that is few enough for the pace a partner may keep; else in batches, as a phone sends them. */
const mostCalls = 150
const mostInBatch = 100

/**
 * Sends fixes of a drive that began at `began` (epoch ms) as Sam's phone would. What is refused is counted, never an error; a
 * server that says "too fast" is asked again when it says.
 */
export function replay(drive: { sam: Person; orderId: string; began: number; ledger: Ledger }) {
  const result: Replayed = { sent: 0, taken: 0, refused: {} }
  const send = async (fixes: readonly Fix[], all = fixes.length): Promise<void> => {
    const size = Math.min(mostInBatch, Math.ceil(all / mostCalls))
    for (let from = 0; from < fixes.length; from += size) {
      const points = fixes.slice(from, from + size).map(({ offset_s, ...where }) => ({
        client_id: crypto.randomUUID() as string,
        recorded_at: new Date(drive.began + offset_s * 1000).toISOString(),
        accuracy_m: 8,
        source: 'gpx',
        ...where,
      }))
      const sentAt = Date.now()
      const { accepted, refused } = await sendBatch(drive.sam, drive.orderId, points)
      result.sent += points.length
      result.taken += accepted
      for (const { reason } of refused) result.refused[reason] = (result.refused[reason] ?? 0) + 1
      // only the newest of a batch moves the marker
      const without = new Set(refused.map(({ client_id }) => client_id))
      const newest = points.findLast(({ client_id }) => !without.has(client_id))
      if (newest) drive.ledger.expect('position', newest.recorded_at, sentAt)
      await pause(10)
    }
  }
  return Object.assign(send, { result: () => result })
}

async function sendBatch(sam: Person, order_id: string, points: { client_id: string }[]) {
  for (;;) {
    const { data, error } = await sam.supabase.rpc('ingest_locations', { order_id, points })
    if (!error) return v.parse(answerShape, data)
    if (error.code !== 'PT429') throw new Error(`A position was refused: ${error.message} (${error.hint})`)
    await pause((Number(error.details) || 1) * 1000)
  }
}
